"""A setting of the training plan is passed to `train` itself.

`train` of this model hands unknown arguments to the trainer, which does not know the learning
rate, the weight decay or the KL warm-up: those belong to the training plan. The call is refused
before the first epoch.

Put them into `plan_kwargs`, for example `train(plan_kwargs={"lr": 1e-3})`.

    # bad: raises TypeError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, lr=1e-3)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, plan_kwargs={"lr": 1e-3})
"""

from scvi_lint.rule import Fix, Trained, cites, rule


@rule(
    "SCV504",
    severity="error",
    cites=cites(
        "user_guide/use_case/training_configuration#when-to-use-which-config",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def train_lr_kwarg(training: Trained):
    if not training.model.exact:
        return
    for name, given in training.call.arguments.items():
        if given.positional or training.accepts(name) is not False:
            continue
        if not training.plan_accepts(name):
            continue
        value = training.source(given.span)
        fix = None
        if not given.splatted and "plan_kwargs" not in training.call.arguments:
            moved = f'plan_kwargs={{"{name}": {value}}}'
            fix = Fix(f"Move {name} into plan_kwargs", (given.whole, moved), safe=True)
        yield training.finding(
            given.whole,
            f"{training.class_name}.train has no argument {name}: it raises TypeError. "
            f"{name} is a setting of the training plan: plan_kwargs={{{name!r}: …}}.",
            fixes=[fix],
            breaks=((training.model.id, "trained"),),
        )
