"""A setting in `plan_kwargs` is overwritten by the model's own training argument.

Some models have arguments of their own for the learning rate, the weight decay or the warm-up,
and write them over whatever `plan_kwargs` holds. The value in `plan_kwargs` is then without
effect, and most of them do not say so.

Give the setting as an argument of `train`.

    # bad: silent: the learning rate stays at the model's own default
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.PEAKVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.PEAKVI(adata)
    model.train(max_epochs=1, plan_kwargs={"lr": 1e-3})  # <- finding

    # bad: warns "The use of KL weight warmup is not recommended in SysVI"
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.normalize_total(adata)
    sc.pp.log1p(adata)
    scvi.external.SysVI.setup_anndata(adata, batch_key="batch")
    model = scvi.external.SysVI(adata)
    plan = {"n_epochs_kl_warmup": 50}  # <- finding
    model.train(max_epochs=1, plan_kwargs=plan)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.PEAKVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.PEAKVI(adata)
    model.train(max_epochs=1, lr=1e-3)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, plan_kwargs={"lr": 1e-3})
"""

from scvi_lint.rule import Trained, cites, rule


@rule(
    "SCV503",
    severity="warning",
    covers=("sysvi-kl-warmup",),
    cites=cites(
        "user_guide/use_case/training_configuration#when-to-use-which-config",
        "{symbol}",
        "scvi.train.TrainingPlan",
    ),
)
def plan_kwargs_lr_ignored(training: Trained):
    plan = training.argument("plan_kwargs")
    if plan is None or not training.model.exact:
        return
    overwritten = training.overwritten_plan_keys
    for key, entry in plan.entries().items():
        if key not in overwritten:
            continue
        argument = training.accepts(key)
        advice = f"Pass {key}= to train." if argument else "It cannot be changed this way."
        yield training.finding(
            entry.key or entry.origin,
            f"{training.class_name}.train has its own {key} and ignores plan_kwargs[{key!r}]. "
            f"{advice}",
            happens="warns" if training.has("warns_of_overwritten_settings") else "",
        )
