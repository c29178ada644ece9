"""MRVI's differential expression is not told which covariate of the samples to test.

MRVI compares samples by what is known of them: disease, sex, age. `differential_expression` needs
the names of these columns in `sample_cov_keys` and raises without them. It takes no `groupby`.

Pass `sample_cov_keys=["disease"]`.

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["donor"] = adata.obs["labels"]
    scvi.external.MRVI.setup_anndata(adata, sample_key="donor", batch_key="batch")
    model = scvi.external.MRVI(adata)
    model.train(max_epochs=1)
    effects = model.differential_expression()  # <- finding

    # bad: raises ValueError after training
    import scvi

    def effects(model, **options):
        return model.differential_expression(**options)  # <- finding

    adata = scvi.data.synthetic_iid()
    adata.obs["donor"] = adata.obs["labels"]
    scvi.external.MRVI.setup_anndata(adata, sample_key="donor")
    vi = scvi.external.MRVI(adata)
    vi.train(max_epochs=1)
    effects(vi, batch_size=64)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["donor"] = adata.obs["labels"].astype(str) + adata.obs["batch"].astype(str)
    scvi.external.MRVI.setup_anndata(adata, sample_key="donor")
    model = scvi.external.MRVI(adata)
    model.train(max_epochs=1)
    effects = model.differential_expression(sample_cov_keys=["batch"])
"""

from scvi_lint.rule import Compared, cites, rule


@rule(
    "SCV909",
    severity="error",
    versions=">=1.2",
    cites=cites(
        "user_guide/models/mrvi#comparative-analysis", "scvi.external.MRVI.differential_expression"
    ),
    about={"class_name": "MRVI", "call.name": "differential_expression"},
)
def mrvi_de_no_cov(compared: Compared):
    if not compared.lacks("sample_cov_keys"):
        return
    yield compared.finding(
        compared.call.name_span,
        f"{compared.call.name} of MRVI is not told which covariate of the samples to test: it "
        'raises ValueError. Pass sample_cov_keys=["…"].',
    )
