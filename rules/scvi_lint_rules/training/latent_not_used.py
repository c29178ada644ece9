"""The latent space is stored, but the neighbours are computed on something else.

The integration lives in the model's latent space. It was stored in `obsm`, but the neighbour
graph – and with it the UMAP and the clusters – is built without `use_rep`: scanpy then takes
the PCA, which knows nothing of the model. The plots look like an integration that did not work.

Pass `use_rep` with the key of the latent space.

    # bad: silent: UMAP and clusters do not use the model
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obsm["X_scVI"] = model.get_latent_representation()
    sc.pp.neighbors(adata)  # <- finding
    sc.tl.umap(adata)

    # good
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obsm["X_scVI"] = model.get_latent_representation()
    sc.pp.neighbors(adata, use_rep="X_scVI")
    sc.tl.umap(adata)

    # good
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obsm["X_scVI"] = model.get_latent_representation()
    sc.pp.neighbors(adata)
    sc.tl.umap(adata)
    sc.pp.neighbors(adata, use_rep="X_scVI", key_added="scvi")
    sc.tl.umap(adata, neighbors_key="scvi")
"""

from scvi_lint.rule import GraphBuilt, add_argument, cites, quoted, rule, slots


@rule(
    "SCV505",
    severity="warning",
    cites=cites(
        "user_guide/models/{model}#dimensionality-reduction",
        "user_guide/models/scvi#dimensionality-reduction",
    ),
    about={"call.name": "neighbors"},
)
def latent_not_used(built: GraphBuilt):
    if not built.lacks("use_rep"):
        return
    latents = {
        key: known
        for key, known in built.adata.entries(slots.OBSM).items()
        if getattr(known.value, "method", "") == "latent"
    }
    if not latents or any(built.program.uses_entry("obsm", key) for key in latents):
        return
    key, known = next(iter(latents.items()))
    yield built.finding(
        built.call.name_span,
        f"These neighbours are computed on the PCA, not on obsm[{key!r}], which is used nowhere: "
        f"UMAP and clusters are not integrated. Pass use_rep={key!r}.",
        because=known,
        fixes=[
            add_argument(
                built,
                f"use_rep={quoted(key)}",
                f"Pass use_rep={key!r} (UMAP and clusters will change)",
                safe=False,
            )
        ]
        if len(latents) == 1
        else [],
    )
