"""The same column is MRVI's sample and its batch.

`sample_key` is what MRVI shall tell apart, `batch_key` what it shall remove. With one column for
both, the model is asked to remove just what it is made to find.

Let `batch_key` name the nuisance – site, chemistry, assay – or leave it out.

    # bad: silent: what is sought is removed
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.external.MRVI.setup_anndata(adata, sample_key="batch", batch_key="batch")  # <- finding

    # bad: silent: what is sought is removed
    import scvi

    DONOR = "donor"
    adata = scvi.data.synthetic_iid()
    adata.obs[DONOR] = adata.obs["batch"]
    scvi.external.MRVI.setup_anndata(
        adata,
        sample_key=DONOR,
        batch_key="donor",  # <- finding
    )

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["donor"] = adata.obs["labels"]
    scvi.external.MRVI.setup_anndata(adata, sample_key="donor", batch_key="batch")
"""

from scvi_lint.rule import Registered, cites, rule


@rule(
    "SCV908",
    severity="warning",
    versions=">=1.2",
    cites=cites("scvi.external.MRVI.setup_anndata", "user_guide/models/mrvi#preliminaries"),
    about={"class_name": "MRVI"},
)
def mrvi_sample_as_batch(setup: Registered):
    sample, batch = setup.given("sample_key"), setup.given("batch_key")
    if sample is None or batch is None:
        return
    if batch.value.text is None or batch.value.text != sample.value.text:
        return
    yield setup.finding(
        batch,
        f"{batch.value.text!r} is both sample_key and batch_key: MRVI would remove just the "
        "differences that it is made to find. Let batch_key name site or assay, or leave it out.",
    )
