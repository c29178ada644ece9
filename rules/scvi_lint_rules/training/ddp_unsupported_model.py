"""A model is trained on several devices that scvi-tools does not train so.

Training on several devices is supported for some classes, which the guide lists. For the others
nothing checks it: some fail in the first step, others train each device on its own part of the
cells and give back the weights of one of them.

Train these on one device.

    # bad: silent: not supported for this class (not run: starts processes of its own)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.AUTOZI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.AUTOZI(adata)
    model.train(devices=2, strategy="ddp_notebook_find_unused_parameters_true")  # <- finding

    # bad: silent: not supported for this class (not run: starts processes of its own)
    import scanpy as sc
    import scvi

    def fit(model, **hardware):
        model.train(max_epochs=50, **hardware)  # <- finding

    adata = scvi.data.synthetic_iid()
    sc.pp.normalize_total(adata)
    sc.pp.log1p(adata)
    scvi.external.SysVI.setup_anndata(adata, batch_key="batch")
    fit(scvi.external.SysVI(adata), devices=[0, 1], strategy="ddp_notebook")

    # good: this class is supported (not run: starts processes of its own)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.PEAKVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.PEAKVI(adata)
    model.train(devices=2, strategy="ddp_notebook_find_unused_parameters_true")
"""

from scvi_lint.rule import Trained, cites, rule


@rule(
    "SCV535",
    severity="warning",
    versions=">=1.3",
    cites=cites(
        "user_guide/use_case/multi_gpu_training#using-multigpu-training-in-scvi-tools",
        "user_guide/use_case/multi_gpu_training",
    ),
)
def ddp_unsupported_model(training: Trained):
    strategy = training.argument("strategy")
    name = None if strategy is None else strategy.value.text
    if name is None or strategy is None or not name.startswith("ddp") or not training.model.exact:
        return
    if training.has("runs_on_several_devices") or not training.accepts("strategy"):
        return
    yield training.finding(
        strategy.whole,
        f"scvi-tools does not train {training.class_name} on several devices: it fails, or each "
        "device learns from a part of the cells alone. Train on one device.",
    )
