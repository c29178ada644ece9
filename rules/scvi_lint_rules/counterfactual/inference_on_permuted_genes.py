"""A model is asked about data whose genes stand in another order.

Only the number of genes is compared when data are given to a model's method. The same genes in
another order pass, each is taken for another one, and what comes back – latent space, expression
– means nothing. There is no warning.

Bring the genes into the model's order: `other[:, model.adata.var_names].copy()`.

    # bad: silent: every gene is taken for another one
    # file: pbmc.h5ad = cells()
    # file: new.h5ad = cells(genes=[f"GENE{number}" for number in range(19, -1, -1)])
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    other = sc.read_h5ad("new.h5ad")
    latent = model.get_latent_representation(other)  # <- finding

    # bad: silent: every gene is taken for another one
    # file: pbmc.h5ad = cells()
    # file: new.h5ad = cells(genes=[f"GENE{number}" for number in range(19, -1, -1)])
    import scanpy as sc
    import scvi

    def embed(model, path):
        return model.get_latent_representation(adata=sc.read_h5ad(path))  # <- finding

    adata = sc.read_h5ad("pbmc.h5ad").copy()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    latent = embed(model, "new.h5ad")

    # good
    # file: pbmc.h5ad = cells()
    # file: new.h5ad = cells(genes=[f"GENE{number}" for number in range(19, -1, -1)])
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    other = sc.read_h5ad("new.h5ad")
    other = other[:, adata.var_names].copy()
    latent = model.get_latent_representation(other)
"""

from scvi_lint.rule import Queried, cites, rule


@rule(
    "SCV453",
    severity="warning",
    cites=cites(
        "user_guide/background/transfer_learning#reference-mapping-with-scarches",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
    ),
)
def inference_on_permuted_genes(query: Queried):
    given, own = query.adata, query.model.adata
    argument = query.argument("adata")
    if given is None or argument is None:
        return
    if query.model.saved is not None:
        known, reason = query.model.saved.value.seen.genes, query.model.saved
    elif own is not None:
        known, reason = own.genes_seen, own.seen
    else:
        return
    genes = given.genes_seen
    if genes is None or known is None or not genes.ordered or genes.ordered == known.ordered:
        return
    if genes.unordered != known.unordered:
        return
    name = given.name if given.name.isidentifier() else "other"
    yield query.finding(
        argument,
        f"{given.name} has the model's genes in another order: {query.call.name} takes each for "
        f"another one. Use {name}[:, {query.model.its('adata.var_names')}].copy().",
        because=(reason, given.seen),
        cause=given.id,
    )
