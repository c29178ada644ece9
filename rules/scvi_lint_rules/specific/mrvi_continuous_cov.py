"""A covariate of the samples has nearly as many values as there are samples.

`differential_abundance` compares groups of samples. A continuous covariate such as age puts each
sample into a group of its own, so densities are compared that rest on one sample; MRVI warns when
the values number more than half of the samples.

Divide the covariate into a few ranges first (`pandas.cut`) and name that column.

    # bad: warns "does not seem to refer to a discrete key"
    # file: cohort.h5ad = cells(obs={"donor": "a*30 b*30 c*30 d*30", "age": np.arange(120) // 30})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("cohort.h5ad")
    scvi.external.MRVI.setup_anndata(adata, sample_key="donor")
    model = scvi.external.MRVI(adata)
    model.train(max_epochs=1)
    table = model.differential_abundance(sample_cov_keys=["age"])  # <- finding

    # bad: warns "does not seem to refer to a discrete key"
    # file: cohort.h5ad = cells(obs={"donor": "a*30 b*30 c*30 d*30", "age": np.arange(120) // 30})
    import anndata
    from scvi.external import MRVI

    class Cohort:
        covariates = ("age",)  # <- finding

        def __init__(self, path):
            self.adata = anndata.read_h5ad(path)
            MRVI.setup_anndata(self.adata, sample_key="donor")
            self.model = MRVI(self.adata)
            self.model.train(max_epochs=1)

        def abundance(self):
            keys = list(self.covariates)
            return self.model.differential_abundance(sample_cov_keys=keys)

    Cohort("cohort.h5ad").abundance()

    # good
    # file: cohort.h5ad = cells(obs={"donor": "a*30 b*30 c*30 d*30", "age": np.arange(120) // 60})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("cohort.h5ad")
    scvi.external.MRVI.setup_anndata(adata, sample_key="donor")
    model = scvi.external.MRVI(adata)
    model.train(max_epochs=1)
    table = model.differential_abundance(sample_cov_keys=["age"])
"""

from scvi_lint.rule import Compared, cites, rule


@rule(
    "SCV971",
    severity="info",
    versions=">=1.2",
    cites=cites("user_guide/models/mrvi#differential-abundance", "user_guide/models/mrvi"),
    about={"call.name": "differential_abundance"},
)
def mrvi_continuous_cov(comparison: Compared):
    keys = comparison.argument("sample_cov_keys")
    if keys is None:
        return
    model, adata = comparison.model, comparison.model.adata
    samples = model.levels("sample_key")
    if adata is None or samples is None or not samples.column.closed:
        return
    for key in keys.items:
        known = adata.levels(key.value) if isinstance(key.value, str) else None
        if known is None or not known.column.closed or known.column.kind == "categorical":
            continue
        if 2 * len(known.names) <= len(samples.names):
            continue
        yield comparison.finding(
            key,
            f"{key.value!r} has {len(known.names)} values in {len(samples.names)} samples: groups "
            "of one sample are compared. Divide it into a few ranges first (pandas.cut).",
            because=(known.known, samples.known),
        )
