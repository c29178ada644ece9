"""`gene_list` names a gene that the data does not have.

Names that are not among the genes are dropped in silence: the table that comes back lacks the
column, or has none at all. The usual causes are another spelling (mouse against human, symbols
against Ensembl identifiers) and a selection of variable genes.

Ask for names that are in `var_names`.

    # bad: silent: the unknown gene is left out
    # file: pbmc.h5ad = cells(genes=["CD3E", "CD4", "MS4A1", "NKG7", "LYZ"])
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(gene_list=["CD3E", "CD8A"])  # <- finding

    # bad: silent: no gene is left
    # file: pbmc.h5ad = cells(genes=["CD3E", "CD4", "MS4A1", "NKG7", "LYZ"])
    import scanpy as sc
    import scvi

    MARKERS = ["Cd3e", "Cd4"]  # <- 2 findings

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.get_normalized_expression(gene_list=MARKERS, library_size=1e4)

    # good
    # file: pbmc.h5ad = cells(genes=["CD3E", "CD4", "MS4A1", "NKG7", "LYZ"])
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(gene_list=["CD3E", "LYZ"])
"""

from scvi_lint.rule import Queried, cites, rule, suggest

SHOWN = 3


@rule(
    "SCV452",
    severity="warning",
    cites=cites(
        "{symbol}",
        "user_guide/models/{model}#normalization-denoising-imputation-of-expression",
        "user_guide/models/scvi#normalization-denoising-imputation-of-expression",
    ),
)
def gene_list_unknown_gene(query: Queried):
    asked = [item for item in query.values("gene_list") if isinstance(item.value, str)]
    adata = query.adata or query.model.adata
    argument = query.argument("gene_list")
    if not asked or adata is None or argument is None or not argument.is_sequence:
        return
    genes = adata.possible_genes
    if genes is None:
        return
    known = set(genes)
    unknown = [item for item in asked if item.value not in known]
    for item in unknown[:SHOWN]:
        suggestion = suggest(item.value, genes)
        yield query.finding(
            item,
            f"{adata.name} has no gene {item}: {query.call.name} returns the others only."
            f" {suggestion.advice}".rstrip(),
            because=adata.seen,
            fixes=suggestion.fixes(item),
        )
