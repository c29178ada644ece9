"""A file with several kinds of features is registered as if all were genes.

With `gex_only=False` the reader keeps everything that was measured: antibodies, hashtags, guides or
peaks beside the genes. Registered as they are, they enter the model as genes, with counts of
another scale that pull on the latent space and on each cell's depth.

Keep the genes for the model, `adata[:, adata.var["feature_types"] == "Gene Expression"].copy()`,
and give proteins or peaks to a model that knows them (TOTALVI, MULTIVI).

    # bad: silent: antibody counts are modelled as genes (not run: needs a 10x file)
    import scanpy as sc
    import scvi

    adata = sc.read_10x_h5("filtered_feature_bc_matrix.h5", gex_only=False)
    adata.var_names_make_unique()
    scvi.model.SCVI.setup_anndata(adata)  # <- finding

    # bad: silent: antibody counts are modelled as genes (not run: needs a 10x file)
    import scanpy as sc
    import scvi

    def load(path, **options):
        adata = sc.read_10x_mtx(path, **options)
        sc.pp.filter_cells(adata, min_genes=200)
        return adata

    adata = load("filtered_feature_bc_matrix/", gex_only=False)
    scvi.model.SCVI.setup_anndata(adata)  # <- finding

    # good: (not run: needs a 10x file)
    import scanpy as sc
    import scvi

    adata = sc.read_10x_h5("filtered_feature_bc_matrix.h5", gex_only=False)
    rna = adata[:, adata.var["feature_types"] == "Gene Expression"].copy()
    scvi.model.SCVI.setup_anndata(rna)

    # good: (not run: needs a 10x file)
    import scanpy as sc
    import scvi

    adata = sc.read_10x_h5("filtered_feature_bc_matrix.h5")
    scvi.model.SCVI.setup_anndata(adata)
"""

from scvi_lint.rule import Read, Registered, cites, rule


@rule(
    "SCV219",
    severity="warning",
    cites=cites(
        "tutorials/notebooks/quick_start/data_loading",
        "tutorials/notebooks/data_loading",
        "{setup}",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
    about={"registration.method": "setup_anndata"},
)
def wrong_features_in_x(setup: Registered):
    adata = setup.adata
    genes = None if adata is None else adata.genes
    if adata is None or genes is None or genes.value[0] != "all":
        return
    if setup.has("takes_other_features"):
        return
    for read in setup.earlier(Read):
        only_genes = read.argument("gex_only")
        if read.data.id != genes.value[1] or only_genes is None or only_genes.literal is not False:
            continue
        yield setup.finding(
            setup.call.name_span,
            f"{adata.name} was read with gex_only=False: antibodies, guides or peaks enter "
            f"{setup.class_name} as genes. Keep var['feature_types'] == 'Gene Expression'.",
            because=(genes, read.reason("all kinds of features are read here")),
        )
        return
