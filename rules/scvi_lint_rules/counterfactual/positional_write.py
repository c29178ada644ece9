"""A result is stored on an object whose cells changed since the model was asked.

The rows of a latent space or of predictions follow the cells of the object that the model was
asked about. When cells were filtered or reordered in between, anndata refuses a table of another
length; after a mere reordering it takes it, and each cell gets the values of another one.

Store the result before the cells change (anndata then keeps both together), or ask the model
again.

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    latent = model.get_latent_representation()
    adata = adata[adata.obs["labels"] == "label_0"].copy()
    adata.obsm["X_scVI"] = latent  # <- finding

    # bad: silent: each cell has the latent space of another one
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    ordered = adata[np.argsort(adata.obs["labels"].values)].copy()
    ordered.obsm["X_scVI"] = model.get_latent_representation()  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obsm["X_scVI"] = model.get_latent_representation()
    adata = adata[adata.obs["labels"] == "label_0"].copy()
    adata.obsm["X_again"] = model.get_latent_representation(adata)

    # good: the model saw fewer genes, but the same cells
    import scvi

    adata = scvi.data.synthetic_iid()
    variable = adata[:, adata.var_names[:50]].copy()
    scvi.model.SCVI.setup_anndata(variable, batch_key="batch")
    model = scvi.model.SCVI(variable)
    model.train(max_epochs=1)
    adata.obsm["X_scVI"] = model.get_latent_representation()

    # good: an object made of the latent space holds the cells of the query
    import anndata as ad
    import scvi

    adata = scvi.data.synthetic_iid()
    query = adata[adata.obs["batch"] == "batch_1"].copy()
    scvi.model.SCANVI.setup_anndata(query, labels_key="labels", unlabeled_category="Unknown")
    model = scvi.model.SCANVI(query)
    model.train(max_epochs=1)
    latent = ad.AnnData(model.get_latent_representation())
    latent.obs["predictions"] = model.predict()

    # good: the same cells, taken out twice
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    target = np.where(adata.obs["labels"] == "label_0")[0]
    latent = model.get_latent_representation(adata[target])
    part = adata[target].copy()
    part.obsm["X_scVI"] = latent

    # good: the counts of these cells, taken out of another object by name
    import scvi

    whole = scvi.data.synthetic_iid()
    adata = whole[whole.obs["labels"] == "label_0"].copy()
    counts = whole[adata.obs_names, whole.var_names[:50]].copy()
    scvi.model.SCVI.setup_anndata(counts, batch_key="batch")
    model = scvi.model.SCVI(counts)
    model.train(max_epochs=1)
    adata.obsm["X_scVI"] = model.get_latent_representation()
"""

from scvi_lint.rule import Embedding, Queried, Stored, cites, rule


@rule(
    "SCV432",
    severity="warning",
    cites=cites(
        "user_guide/models/{model}#dimensionality-reduction",
        "user_guide/models/scvi#dimensionality-reduction",
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
    ),
    about={"room": ("obsm", "obs", "layers", "X")},
)
def positional_write(stored: Stored):
    result = stored.returned
    if result is None:
        return
    # A table of expression carries the names of its cells; obs aligns such tables by name.
    aligned = stored.room == "obs" and not isinstance(result, Embedding)
    if not isinstance(result.made, Queried) or (aligned and result.made.call.name != "predict"):
        return
    here = stored.adata.cells
    if result.cells is None or here is None or here.value == result.cells:
        return
    # Two whole files may hold the same cells; what was taken out of one does not.
    if here.value[0] == result.cells[0] == "all":
        return
    if result.made.model.has("takes_cells_as_variables"):
        return
    if any(here.value[2:]) and here.value[2:] == result.cells[2:]:
        return  # `adata[target]` twice
    query = result.made
    place = stored.room if stored.room == "X" else f"{stored.room}[{stored.entry!r}]"
    yield stored.finding(
        stored.value_span or stored.span,
        f"{place} gets a row for each cell that {query.call.name} was asked about, but this object "
        "holds other cells or another order: it fails, or rows land on the wrong cells.",
        because=(query.reason("asked here"), here),
    )
