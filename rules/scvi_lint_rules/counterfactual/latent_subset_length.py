"""Results for some cells are stored on all cells.

With `indices`, a model's method answers for those cells alone. The result has fewer rows than
the object, which anndata refuses; where the indices are only a new order, the rows land on the
wrong cells and nothing says so.

Store the result on the subset: `part = adata[indices].copy()`, then `part.obsm[...] = ...`.

    # bad: raises ValueError after training
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    chosen = np.arange(100)
    adata.obsm["X_scVI"] = model.get_latent_representation(indices=chosen)  # <- finding

    # bad: raises ValueError after training
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    options = {"indices": np.where(adata.obs["batch"] == "batch_0")[0], "library_size": 1e4}
    denoised = model.get_normalized_expression(adata, **options)
    adata.layers["denoised"] = denoised  # <- finding

    # good
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    chosen = np.arange(100)
    part = adata[chosen].copy()
    part.obsm["X_scVI"] = model.get_latent_representation(indices=chosen)
    adata.obsm["X_scVI"] = model.get_latent_representation(indices=None)
"""

from scvi_lint.rule import AnnDataView, Queried, Stored, cites, rule


@rule(
    "SCV421",
    severity="error",
    cites=cites(
        "user_guide/models/{model}#dimensionality-reduction",
        "user_guide/models/scvi#dimensionality-reduction",
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
    ),
    about={"room": ("obsm", "layers", "obs", "X")},
)
def latent_subset_length(stored: Stored):
    query = None if stored.returned is None else stored.returned.made
    if not isinstance(query, Queried):
        return
    chosen = query.given("indices")
    if chosen is None or getattr(stored.returned, "part", None) is not None:
        return
    asked = _asked_of(query)
    if asked is None or asked.cells is None or stored.adata.cells is None:
        return
    if asked.cells.value != stored.adata.cells.value:
        return
    place = stored.room if stored.room == "X" else f"{stored.room}[{stored.entry!r}]"
    yield stored.finding(
        stored.value_span or stored.span,
        f"{query.call.name} was asked for some cells (indices), but {place} needs a row for every "
        "cell: ValueError, or rows on the wrong cells. Store it on adata[indices].copy().",
        because=(query.reason("asked for some cells here"), asked.cells, stored.adata.cells),
        certain=chosen.value.closed,
        doubt=chosen.doubt,
    )


def _asked_of(query: Queried) -> AnnDataView | None:
    if query.adata is not None:
        return query.adata
    return query.model.adata if query.lacks("adata") else None
