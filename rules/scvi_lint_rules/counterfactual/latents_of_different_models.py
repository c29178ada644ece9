"""Latent spaces of models that were trained apart are put together.

Each training finds axes of its own: dimension 3 of one model has nothing to do with dimension 3
of another, even on the same data. Concatenated and compared, the cells of each model form an
island of their own, which looks like a batch effect or like biology and is neither.

Train one model on all cells (with a `batch_key`), or map the second data set onto the first model
(`load_query_data`).

    # bad: silent: the axes of the two spaces are unrelated
    import anndata as ad
    import scanpy as sc
    import scvi

    first = scvi.data.synthetic_iid()
    second = scvi.data.synthetic_iid()
    for part in [first, second]:
        scvi.model.SCVI.setup_anndata(part, batch_key="batch")
        model = scvi.model.SCVI(part)
        model.train(max_epochs=1)
        part.obsm["X_scVI"] = model.get_latent_representation()
    both = ad.concat([first, second], index_unique="-")
    sc.pp.neighbors(both, use_rep="X_scVI")  # <- finding

    # bad: silent: the axes of the two spaces are unrelated
    import anndata as ad
    import numpy as np
    import scanpy as sc
    import scvi

    def latent_of(adata):
        scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
        model = scvi.model.SCVI(adata)
        model.train(max_epochs=1)
        return model.get_latent_representation()

    a = scvi.data.synthetic_iid()
    b = scvi.data.synthetic_iid()
    both = ad.concat([a, b], index_unique="-")
    both.obsm["latent"] = np.concatenate([latent_of(a), latent_of(b)])
    sc.pp.neighbors(both, use_rep="latent")  # <- finding

    # bad: silent: each sample has a space of its own
    import numpy as np
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    latents = []
    for sample in adata.obs["batch"].unique().tolist()[:2]:
        part = adata[adata.obs["batch"] == sample].copy()
        scvi.model.SCVI.setup_anndata(part)
        model = scvi.model.SCVI(part)
        model.train(max_epochs=1)
        latents.append(model.get_latent_representation())
    adata.obsm["X_scVI"] = np.concatenate(latents)
    sc.pp.neighbors(adata, use_rep="X_scVI")  # <- finding

    # good: one model for both
    import anndata as ad
    import scanpy as sc
    import scvi

    first = scvi.data.synthetic_iid()
    second = scvi.data.synthetic_iid()
    both = ad.concat([first, second], label="site", keys=["a", "b"], index_unique="-")
    scvi.model.SCVI.setup_anndata(both, batch_key="site")
    model = scvi.model.SCVI(both)
    model.train(max_epochs=1)
    both.obsm["X_scVI"] = model.get_latent_representation()
    sc.pp.neighbors(both, use_rep="X_scVI")

    # good: the query is mapped into the space of the reference
    import anndata as ad
    import scanpy as sc
    import scvi

    reference = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(reference, batch_key="batch")
    model = scvi.model.SCVI(reference, encode_covariates=True)
    model.train(max_epochs=1)
    reference.obsm["X_scVI"] = model.get_latent_representation()
    query = scvi.data.synthetic_iid()
    mapped = scvi.model.SCVI.load_query_data(query, model)
    mapped.train(max_epochs=1, plan_kwargs={"weight_decay": 0.0})
    query.obsm["X_scVI"] = mapped.get_latent_representation()
    both = ad.concat([reference, query], index_unique="-")
    sc.pp.neighbors(both, use_rep="X_scVI")
"""

from scvi_lint.rule import Embedding, GraphBuilt, ModelView, cites, rule


@rule(
    "SCV431",
    severity="warning",
    cites=cites(
        "user_guide/background/transfer_learning#reference-mapping-with-scarches",
        "user_guide/models/scvi#dimensionality-reduction",
    ),
)
def latents_of_different_models(built: GraphBuilt):
    embedding, key = built.graph.embedding, built.graph.representation
    if not isinstance(embedding, Embedding) or embedding.method != "latent" or key is None:
        return
    if embedding.model is None:
        return
    sources = (embedding.model, *embedding.others)
    models = [ModelView(one, built.table, "") for one in sources if isinstance(one, int)]
    if (
        len(models) < len(sources)
        or any(model.made_by != "constructor" for model in models)
        or len(models) < 2
    ):
        return
    yield built.finding(
        built.call.name_span,
        f"{key} holds latents of several models that were trained apart: their axes are "
        "unrelated, so these neighbours mean nothing. Train one model on all cells.",
        because=built.adata.obsm(key),
    )
