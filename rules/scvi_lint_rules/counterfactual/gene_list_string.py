"""`gene_list` is one gene's name, not a list.

`gene_list` picks the genes to decode and must be a list, also for a single gene. A bare string
is refused with a TypeError that does not speak of genes, after the training.

Put the name into a list.

    # bad: raises TypeError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(gene_list="gene_0")  # <- finding

    # bad: raises TypeError after training
    import scvi

    markers = {"T cell": "gene_0", "B cell": "gene_1"}
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    for cell_type, gene in markers.items():
        model.get_normalized_expression(gene_list=gene)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(gene_list=["gene_0"])
    for gene in ["gene_0", "gene_1"]:
        model.get_normalized_expression(gene_list=[gene])
"""

from scvi_lint.rule import Queried, cites, replace, rule


@rule(
    "SCV417",
    severity="error",
    cites=cites(
        "{symbol}",
        "user_guide/models/{model}#normalization-denoising-imputation-of-expression",
        "user_guide/models/scvi#normalization-denoising-imputation-of-expression",
    ),
)
def gene_list_string(query: Queried):
    for name in ("gene_list", "region_list"):
        genes = query.argument(name)
        if genes is None or not genes.is_text or query.finds_parts(name) is not False:
            continue
        brackets = f"[{query.source(genes.span)}]"
        yield query.finding(
            genes,
            f"{name} must be a list: with a string {query.call.name} raises TypeError, after the "
            "training. Write it in brackets.",
            fixes=[replace(genes, brackets, "Put it into a list", safe=True)],
        )
