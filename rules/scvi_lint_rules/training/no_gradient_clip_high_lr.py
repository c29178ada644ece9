"""A high learning rate without a limit to the gradients.

At learning rates of 0.05 and above the loss of these models easily jumps to NaN, after minutes or
hours. Limiting the gradients, or a rate of about 0.001, avoids that.

Lower the rate, or add `gradient_clip_val` to `train`.

    # bad: silent: training is likely to end in NaN
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, plan_kwargs={"lr": 0.1})  # <- finding

    # bad: silent: training is likely to end in NaN
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.PEAKVI.setup_anndata(adata)
    model = scvi.model.PEAKVI(adata)
    model.train(max_epochs=1, lr=0.5)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, plan_kwargs={"lr": 0.1}, gradient_clip_val=1.0)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, plan_kwargs={"lr": 0.002})
"""

from scvi_lint.rule import Trained, cites, rule


@rule(
    "SCV524",
    severity="info",
    cites=cites(
        "faq#my-model-errors-out-during-training-due-to-nans-how-can-i-fix-this",
        "{symbol}",
        "scvi.model.SCVI.train",
    ),
)
def no_gradient_clip_high_lr(training: Trained):
    if training.call.open or training.argument("gradient_clip_val") is not None:
        return
    given = training.argument("lr") or training.config("plan_kwargs").get("lr")
    rate = None if given is None else given.literal
    if given is None or not isinstance(rate, int | float) or rate < 0.05:
        return
    usual = training.default_of("lr")
    if usual is not None and _as_number(usual) >= 0.01:
        return  # models that are fitted at such rates
    yield training.finding(
        given.span,
        f"A learning rate of {rate} often ends in NaN. First check the data for NaN and for values "
        "that are no counts, then lower it to about 0.001 or add gradient_clip_val=1.0.",
    )


def _as_number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
