"""The progress bar is to be refreshed every n steps.

scvi-tools' own progress bar knows on (1) and off (0) only; another rate raises before the first
epoch.

The rate belongs to the bar of Lightning, which `simple_progress_bar=False` brings back. Leave it
out, or give 0 to be quiet.

    # bad: raises ValueError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, progress_bar_refresh_rate=10)  # <- finding

    # bad: raises ValueError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    quiet = dict(progress_bar_refresh_rate=50)
    model.train(max_epochs=1, **quiet)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, progress_bar_refresh_rate=0)

    # good: the bar of Lightning takes any rate
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, progress_bar_refresh_rate=10, simple_progress_bar=False)
"""

from scvi_lint.rule import Trained, cites, leave_out, rule


@rule(
    "SCV522",
    severity="error",
    versions=">=1.0",
    cites=cites("scvi.train.Trainer", "{symbol}"),
)
def progress_refresh(training: Trained):
    given = training.argument("progress_bar_refresh_rate")
    rate = None if given is None else given.literal
    if given is None or type(rate) is not int or rate <= 1:
        return
    if not training.lacks("simple_progress_bar") or not training.lacks("enable_progress_bar"):
        return
    yield training.finding(
        given.whole,
        f"The progress bar knows 0 and 1 only: progress_bar_refresh_rate={rate} raises "
        "ValueError. Leave it out.",
        fixes=[leave_out(training, given, "Leave out progress_bar_refresh_rate", safe=True)],
    )
