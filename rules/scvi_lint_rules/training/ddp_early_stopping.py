"""Early stopping is switched off on several GPUs.

With a distributed sampler every process sees other validation cells, and could stop at another
epoch. scvi-tools therefore switches early stopping off, with a warning: training runs to its last
epoch, also for the models that stop early by default.

Give the number of epochs that is meant.

    # bad: warns (not run: two GPUs)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    strategy = "ddp_notebook_find_unused_parameters_true"
    model.train(devices=2, strategy=strategy, early_stopping=True)  # <- finding

    # bad: warns (not run: two GPUs)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    how = {"devices": -1, "strategy": "ddp_notebook", "early_stopping": True}
    model.train(max_epochs=50, **how)  # <- finding

    # good: (not run: two GPUs)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=50, devices=2, strategy="ddp_notebook_find_unused_parameters_true")
"""

from scvi_lint.rule import Trained, cites, rule


@rule(
    "SCV531",
    severity="warning",
    versions=">=1.3",
    cites=cites(
        "user_guide/use_case/multi_gpu_training#using-multigpu-training-in-scvi-tools",
        "user_guide/use_case/multi_gpu_training",
    ),
)
def ddp_early_stopping(training: Trained):
    strategy, stop = training.argument("strategy"), training.argument("early_stopping")
    name = None if strategy is None else strategy.value.text
    if name is None or not name.startswith("ddp") or stop is None:
        return
    if not stop.value.is_literal(True):
        return
    yield training.finding(
        stop.whole,
        f"Early stopping is switched off with strategy {name!r}: training runs to its last "
        "epoch. Give the number of epochs that is meant.",
    )
