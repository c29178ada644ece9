"""`n_pcs` cuts the latent space when neighbours are computed on it.

`n_pcs` says how many principal components to use. Together with `use_rep` scanpy takes the first
`n_pcs` columns of that representation. Principal components are sorted by variance, latent
dimensions are not: those that are dropped matter as much as those that are kept.

Leave `n_pcs` out when `use_rep` names a latent space.

    # bad: silent: some latent dimensions are not used
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata, n_latent=10)
    model.train(max_epochs=1)
    adata.obsm["X_scVI"] = model.get_latent_representation()
    sc.pp.neighbors(adata, use_rep="X_scVI", n_pcs=5)  # <- finding

    # bad: silent: some latent dimensions are not used
    import scanpy as sc
    import scvi

    KEY = "X_latent"
    graph = {"n_neighbors": 15, "n_pcs": 8}
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obsm[KEY] = model.get_latent_representation()
    sc.pp.neighbors(adata, use_rep=KEY, **graph)  # <- finding

    # good
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata, n_latent=20)
    model.train(max_epochs=1)
    adata.obsm["X_scVI"] = model.get_latent_representation()
    sc.pp.neighbors(adata, use_rep="X_scVI")
    sc.pp.neighbors(adata, use_rep="X_scVI", n_pcs=20)

    # good: these are principal components
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.pca(adata, n_comps=20)
    sc.pp.neighbors(adata, use_rep="X_pca", n_pcs=10)
"""

from scvi_lint.rule import Embedding, GraphBuilt, ModelView, cites, rule


@rule(
    "SCV433",
    severity="warning",
    cites=cites(
        "user_guide/use_case/downstream_analysis_tasks",
        "user_guide/models/{model}#dimensionality-reduction",
        "user_guide/models/scvi#dimensionality-reduction",
    ),
)
def latent_truncated_by_n_pcs(built: GraphBuilt):
    given = built.given("n_pcs")
    embedding = built.graph.embedding
    if given is None or type(given.literal) is not int or given.literal < 1:
        return
    if not isinstance(embedding, Embedding) or embedding.model is None:
        return
    size = ModelView(embedding.model, built.table, "").latent_size
    if size is not None and given.literal >= size:
        return
    key = built.graph.representation
    all_of_them = "" if size is None else f" of {size}"
    yield built.finding(
        given,
        f"n_pcs={given.literal} keeps the first {given.literal}{all_of_them} dimensions of {key}; "
        "latent dimensions have no order, so the dropped ones matter as much. Leave n_pcs out.",
        because=built.adata.obsm(key) if key else None,
        certain=size is not None,
        doubt="how many latent dimensions there are is not known",
    )
