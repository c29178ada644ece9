"""An array that a model returned is stored where other axes belong.

Draws come as draws × cells × genes: `draws.std(axis=1)` goes over the cells and leaves draws ×
genes, which no layer takes; the spread of each gene of a cell is `axis=0`. A layer holds cells ×
genes, obsm rows of cells, a column of obs one value for each cell. AnnData and pandas raise
ValueError, after the training.

Leave out the axis that the message names, or keep the array in `uns`.

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    draws = model.get_normalized_expression(n_samples=3, return_mean=False)
    adata.layers["spread"] = draws.std(axis=1)  # <- finding

    # bad: raises ValueError after training
    import numpy as np
    import scvi

    def uncertainty(model, **options):
        draws = model.get_normalized_expression(return_mean=False, **options)
        return np.var(draws, axis=1)

    adata = scvi.data.synthetic_iid()
    scvi.model.LinearSCVI.setup_anndata(adata)
    model = scvi.model.LinearSCVI(adata)
    model.train(max_epochs=1)
    adata.obsm["spread"] = uncertainty(model, n_samples=4)  # <- finding

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obs["expression"] = model.get_normalized_expression(return_numpy=True)  # <- finding

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obs["expression"] = model.get_normalized_expression()  # <- finding

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.layers["latent"] = model.get_latent_representation()  # <- finding

    # good
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    draws = model.get_normalized_expression(n_samples=3, return_mean=False)
    adata.layers["spread"] = draws.std(axis=0)
    adata.layers["mean"] = np.mean(draws, axis=0)
    adata.layers["first"] = draws[0]
    adata.obs["total"] = draws.mean(axis=0).sum(axis=1)
    adata.var["mean"] = draws.mean(axis=0).mean(axis=0)
    adata.uns["of_each_draw"] = draws.mean(axis=1)
    adata.obsm["cells"] = draws.sum(axis=2).T
    one = model.get_normalized_expression(gene_list=["gene_1"], return_numpy=True)
    adata.obs["gene_1"] = one
"""

from scvi_lint.rule import Embedding, Queried, Stored, Table, cites, rule

# Axes that are certainly longer than one.
LONG = frozenset({"genes", "regions", "proteins", "latent", "cells"})
# How many axes a room takes, and what they count.
ROOMS = {
    "layers": ("cells", "genes"),
    "X": ("cells", "genes"),
    "obsm": ("cells", ""),
    "varm": ("genes", ""),
    "obs": ("cells",),
    "var": ("genes",),
}


@rule(
    "SCV460",
    severity="error",
    versions=">=1.3",
    cites=cites("scvi.model.SCVI.get_normalized_expression"),
)
def stored_on_other_axes(query: Queried):
    for stored in query.later(Stored):
        axes = _axes(query, stored)
        if len(axes) == 3 and query.accepts("return_numpy") and not _is_computed(stored):
            continue  # `draws_stored_as_one` says so of a layer; obsm takes three axes
        if axes and stored.room in ROOMS and not _fits(axes, ROOMS[stored.room]):
            held = " × ".join("cells" if one == "any" else one for one in axes)
            yield stored.finding(
                stored.value_span or stored.span,
                f"The axes are {held} here, and {_takes(stored.room)}: this raises ValueError, "
                "after the training.",
                because=query.reason("returned here"),
                cause=query.span,
            )


def _axes(query: Queried, stored: Stored) -> tuple[str, ...]:
    """The axes of what is stored, if this query returned it; () where they are not known."""
    held = stored.returned
    if query.model.has("takes_cells_as_variables"):
        return ()
    if isinstance(held, Embedding) and held.made is query:
        latent = query.call.name == "get_latent_representation" and not held.others
        return ("cells", "latent") if latent else ()
    if not isinstance(held, Table) or held.made is not query:
        return ()
    if held.axes:
        known = held.part in (None, "computed") or type(held.part) is int
        return held.axes if known else ()
    found = query.returned
    if found is None or found.form != "table" or held.part is not None:
        return ()
    return found.axes if found.axes == ("cells", "genes") and not held.change else ()


def _is_computed(stored: Stored) -> bool:
    return not isinstance(stored.returned, Table) or stored.returned.part is not None


def _takes(room: str) -> str:
    if room in ("obs", "var"):
        return f"a column of {room} has one value for each {ROOMS[room][0].removesuffix('s')}"
    if room in ("obsm", "varm"):
        return f"{room} has rows of {ROOMS[room][0]}"
    return "a layer is cells × genes"


def _fits(axes: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    if "any" in axes:
        return True
    if wanted in (("cells",), ("genes",)):
        return axes[0] == wanted[0] and not any(one in LONG for one in axes[1:])
    if axes[0] != wanted[0]:
        return False
    if wanted[1] and axes[1:] == ("latent",):
        return False
    return not wanted[1] or len(axes) == 2
