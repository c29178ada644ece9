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

    # bad: raises ValueError after training
    import pandas as pd
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    draws = model.get_normalized_expression(n_samples=3, return_mean=False)
    mean = draws.mean(axis=1)
    table = pd.DataFrame(mean, index=adata.obs_names, columns=adata.var_names)  # <- finding

    # good
    import pandas as pd
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
    mean = draws.mean(axis=0)
    pd.DataFrame(mean, index=adata.obs_names, columns=adata.var_names)
    pd.DataFrame(mean.T, index=adata.var_names)
"""

from scvi_lint.rule import (
    NAMES_OF_CELLS,
    Argument,
    Column,
    Embedding,
    Queried,
    Remark,
    ResultUsed,
    Span,
    Stored,
    Table,
    cites,
    rule,
)

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
    for used in query.later(ResultUsed):
        fault = _named(used) if used.made is query and used.closed else ""
        if fault:
            yield _told(used.span, used, query, used.returned.axes, fault)
    for stored in query.later(Stored):
        axes = _axes(query, stored)
        if len(axes) == 3 and query.accepts("return_numpy") and not _is_computed(stored):
            continue  # `draws_stored_as_one` says so of a layer; obsm takes three axes
        if axes and stored.room in ROOMS and not _fits(axes, ROOMS[stored.room]):
            yield _told(stored.value_span or stored.span, stored, query, axes, _takes(stored.room))


def _told(
    span: Span, at: Stored | ResultUsed, query: Queried, axes: tuple[str, ...], fault: str
) -> Remark:
    held = " × ".join("cells" if one == "any" else one for one in axes)
    return at.finding(
        span,
        f"The axes are {held} here, and {fault}: this raises ValueError, after the training.",
        because=query.reason("returned here"),
        cause=query.span,
    )


def _named(used: ResultUsed) -> str:
    """What is wrong with the names that an array is given as a table, "" if nothing is."""
    held, call = used.returned, used.call
    if used.how != "pandas.DataFrame" or call is None or not held.axes or call.open:
        return ""
    if held.part not in (None, "computed"):
        return ""
    if len(held.axes) > 2:
        return "a table has two axes"
    for number, name in enumerate(("index", "columns")):
        given = call.arguments.get(name)
        counted = "" if given is None else _counted(given)
        held_here = held.axes[number] if number < len(held.axes) else ""
        if counted and held_here in LONG | {"samples"} and held_here != counted:
            return f"{name} has the names of the {counted}"
    return ""


def _counted(given: Argument) -> str:
    """What an argument has the names of: "cells", "genes", or "" where that is not known."""
    content = given.content
    if isinstance(content, Column):
        return "cells" if content.made_by == NAMES_OF_CELLS else ""
    return "genes" if given.names_genes else ""


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
