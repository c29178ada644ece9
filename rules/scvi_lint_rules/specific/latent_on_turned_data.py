"""The embedding of cells is stored in data that has regions in its rows.

SCBASSET is registered on turned data: each row is a region of the genome, each column a cell. Its
`get_latent_representation` returns a row for each *cell*. In `obsm` of the turned data that is
another number of rows than there are regions, and anndata raises ValueError; after the training.

Store it where the cells are the rows: in the data before it was turned, `adata.obsm[...]`.

    # bad: raises ValueError after training (not run: needs sequences)
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("atac.h5ad")
    turned = adata.transpose()
    scvi.external.SCBASSET.setup_anndata(turned, dna_code_key="dna_code")
    model = scvi.external.SCBASSET(turned)
    model.train(max_epochs=1)
    turned.obsm["X_scbasset"] = model.get_latent_representation()  # <- finding

    # bad: raises ValueError after training (not run: needs sequences)
    import scanpy as sc
    import scvi

    def embed(model):
        model.adata.obsm["X"] = model.get_latent_representation()  # <- finding

    regions = sc.read_h5ad("regions.h5ad")
    scvi.external.SCBASSET.setup_anndata(regions, dna_code_key="dna_code")
    model = scvi.external.SCBASSET(regions)
    model.train(max_epochs=1)
    embed(model)

    # good: (not run: needs sequences)
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("atac.h5ad")
    turned = adata.transpose()
    scvi.external.SCBASSET.setup_anndata(turned, dna_code_key="dna_code")
    model = scvi.external.SCBASSET(turned)
    model.train(max_epochs=1)
    adata.obsm["X_scbasset"] = model.get_latent_representation()
    turned.varm["X_scbasset"] = model.get_latent_representation()
"""

from scvi_lint.rule import Embedding, Queried, Stored, cites, rule


@rule(
    "SCV926",
    severity="error",
    cites=cites(
        "scvi.external.SCBASSET.get_latent_representation",
        "user_guide/models/scbasset",
        "user_guide/models/scvi",
    ),
    about={"room": ("obsm", "obs")},
)
def latent_on_turned_data(stored: Stored):
    latent = stored.returned
    query = latent.made if isinstance(latent, Embedding) else None
    if not isinstance(query, Queried) or query.class_name != "SCBASSET":
        return
    own = query.model.adata
    if own is None or own.id != stored.adata.id:
        return
    yield stored.finding(
        stored.span,
        "SCBASSET's data has regions in its rows, and this has a row for each cell: ValueError. "
        "Store it in the data before it was turned, or in varm.",
        because=query.reason("cells are embedded here"),
    )
