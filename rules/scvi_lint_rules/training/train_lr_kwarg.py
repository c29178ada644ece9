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

from scvi_lint.rule import (
    Argument,
    Fix,
    Trained,
    cites,
    leave_out,
    quoted,
    rule,
    slots,
    write_instead,
)


@rule(
    "SCV504",
    severity="error",
    cites=cites(
        "user_guide/use_case/training_configuration#when-to-use-which-config",
        "{symbol}",
        "scvi.train.TrainingPlan",
    ),
)
def train_lr_kwarg(training: Trained):
    if not training.model.exact:
        return
    misplaced = [
        given
        for name, given in training.call.arguments.items()
        if not given.positional and training.accepts(name) is False and training.plan_accepts(name)
    ]
    for given in misplaced:
        name = given.name
        yield training.finding(
            given.whole,
            f"{training.class_name}.train has no argument {name}: it raises TypeError. "
            f"{name} is a setting of the training plan: plan_kwargs={{{name!r}: …}}.",
            fixes=[_moved(training, misplaced)],
            breaks=((training.model.id, slots.TRAINED),),
        )


def _moved(training: Trained, misplaced: list[Argument]) -> Fix | None:
    """All of them in one dictionary, for there can be one `plan_kwargs` only."""
    if not training.lacks("plan_kwargs") or training.argument("plan_kwargs") is not None:
        return None
    title = f"Move {' and '.join(given.name for given in misplaced)} into plan_kwargs"
    entries = [f"{quoted(given.name)}: {training.source(given.span)}" for given in misplaced]
    first, *others = misplaced
    text = f"plan_kwargs={{{', '.join(entries)}}}"
    parts = [write_instead(first, text, title, safe=True)]
    parts += [leave_out(training, given, title, safe=True) for given in others]
    edits = [edit for part in parts if part is not None for edit in part.edits]
    return Fix(title, *edits, safe=True) if None not in parts else None
