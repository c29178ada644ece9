"""MRVI is registered without the samples that it is made to compare.

MRVI learns how samples – donors, patients – differ, cell by cell. Without `sample_key` all cells
belong to one sample: the model trains, and no comparison of samples is possible.

Pass the column that names the samples as `sample_key`; `batch_key` is for site or assay.

    # bad: silent: there is one sample
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.external.MRVI.setup_anndata(adata, batch_key="batch")  # <- finding

    # bad: silent: there is one sample
    import scvi

    keys = dict(batch_key="batch", sample_key=None)
    adata = scvi.data.synthetic_iid()
    scvi.external.MRVI.setup_anndata(adata, **keys)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["donor"] = adata.obs["labels"]
    scvi.external.MRVI.setup_anndata(adata, sample_key="donor", batch_key="batch")
    scvi.external.MRVI.setup_anndata(adata, sample_key="donor")
"""

from scvi_lint.rule import Registered, cites, rule


@rule(
    "SCV907",
    severity="warning",
    versions=">=1.2",
    cites=cites("user_guide/models/mrvi#preliminaries", "scvi.external.MRVI.setup_anndata"),
    about={"class_name": "MRVI"},
)
def mrvi_no_sample_key(setup: Registered):
    if not setup.lacks("sample_key"):
        return
    yield setup.finding(
        setup.call.name_span,
        "Without sample_key MRVI takes all cells for one sample: it trains, but cannot compare "
        "samples. Pass the column of donors or patients as sample_key.",
        breaks=setup.breaks_registration,
    )
