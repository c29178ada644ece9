"""The total counts of a cell are registered as a covariate.

Count models have a place of their own for how deeply a cell was sequenced: the library size, which
scales what the decoder expects. Given as a covariate too, it enters once more, raw and in the
thousands, beside one-hot batches: it can take over the decoder and makes training unstable, and
expression is then decoded at each cell's own depth.

Leave it out. Continuous covariates are for other nuisance, such as the share of mitochondrial
counts, and do best on a common scale.

    # bad: silent: the depth enters twice
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.calculate_qc_metrics(adata, percent_top=None, inplace=True)
    scvi.model.SCVI.setup_anndata(
        adata,
        batch_key="batch",
        continuous_covariate_keys=["total_counts"],  # <- finding
    )
    model = scvi.model.SCVI(adata)

    # bad: silent: the depth enters twice
    import argparse

    import scvi

    parser = argparse.ArgumentParser()
    parser.add_argument("--covariates", nargs="*", default=["n_counts"])
    options = parser.parse_args([])
    adata = scvi.data.synthetic_iid()
    adata.obs["n_counts"] = adata.X.sum(axis=1)
    scvi.model.SCVI.setup_anndata(
        adata, continuous_covariate_keys=["n_counts"]  # <- finding
    )
    model = scvi.model.SCVI(adata)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["n_counts"] = adata.X.sum(axis=1)
    adata.obs["percent_mito"] = 0.1
    scvi.model.SCVI.setup_anndata(adata, continuous_covariate_keys=["percent_mito"])
    model = scvi.model.SCVI(adata)
    scvi.model.SCVI.setup_anndata(adata, size_factor_key="n_counts")
    scaled = scvi.model.SCVI(adata)
"""

from scvi_lint.rule import Registered, cites, rule

DEPTHS = frozenset(
    """total_counts n_counts ncount_rna ncounts numi n_umi n_umis umi_count umi_counts umis
    total_umis total_umi nreads n_reads library_size lib_size libsize size_factor size_factors
    log_counts log1p_total_counts log_total_counts log_n_counts log10_counts n_count
    total_counts_rna""".split()
)


@rule(
    "SCV393",
    severity="info",
    cites=cites(
        "user_guide/models/{model}#generative-process",
        "user_guide/models/{model}",
        "user_guide/models/scvi#generative-process",
    ),
)
def library_size_as_covariate(setup: Registered):
    covariates = setup.argument("continuous_covariate_keys")
    if covariates is None or not setup.takes_counts_in("layer"):
        return
    for item in setup.values("continuous_covariate_keys"):
        if isinstance(item.value, str) and item.value.lower() in DEPTHS:
            yield setup.finding(
                item if item.span in covariates else covariates,
                f"{item} is how deeply a cell was sequenced, which {setup.class_name} models by "
                "itself: as a covariate it enters twice, in the thousands. Leave it out.",
            )
            return
