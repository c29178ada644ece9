"""The configuration of the training belongs to another kind of training.

Each training plan has a configuration class of its own. All settings of that class are handed on,
and what this model's plan does not know reaches the loss, which raises TypeError after the data was
prepared.

Use the class of the model's plan: `TrainingPlanConfig` for most, `SemiSupervisedTrainingPlanConfig`
for SCANVI; the settings of the trainer go to `trainer_config`.

    # bad: raises TypeError
    import scvi
    from scvi.train import SemiSupervisedTrainingPlanConfig

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(
        max_epochs=1,
        plan_config=SemiSupervisedTrainingPlanConfig(lr=1e-3),  # <- finding
    )

    # bad: raises TypeError
    import scvi
    from scvi import train

    adata = scvi.data.synthetic_iid()
    scvi.model.SCANVI.setup_anndata(adata, labels_key="labels", unlabeled_category="label_0")
    model = scvi.model.SCANVI(adata)
    config = train.TrainerConfig(early_stopping=True)
    model.train(max_epochs=1, plan_config=config)  # <- finding

    # good
    import scvi
    from scvi.train import SemiSupervisedTrainingPlanConfig, TrainingPlanConfig

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, plan_config=TrainingPlanConfig(lr=1e-3))
    model.train(max_epochs=1, plan_config={"lr": 1e-3})

    # good: SCANVI takes the plain one, too
    import scvi
    from scvi.train import SemiSupervisedTrainingPlanConfig, TrainingPlanConfig

    adata = scvi.data.synthetic_iid()
    scvi.model.SCANVI.setup_anndata(adata, labels_key="labels", unlabeled_category="label_0")
    model = scvi.model.SCANVI(adata)
    model.train(max_epochs=1, plan_config=SemiSupervisedTrainingPlanConfig(lr=1e-3))
    model.train(max_epochs=1, plan_config=TrainingPlanConfig(lr=1e-3))
"""

from scvi_lint.rule import Trained, cites, rule

# Plans of which it is known what their losses refuse; CondSCVI's takes more than its plan.
TAKE = {
    "TrainingPlan": ("TrainingPlanConfig",),
    "SemiSupervisedTrainingPlan": ("SemiSupervisedTrainingPlanConfig", "TrainingPlanConfig"),
}
OF_THE_TRAINER = "TrainerConfig"


@rule(
    "SCV525",
    severity="error",
    versions=">=1.4.2",
    cites=cites(
        "user_guide/use_case/training_configuration#choosing-the-right-plan-config",
        "user_guide/use_case/training_configuration",
    ),
)
def plan_config_wrong_class(training: Trained):
    given, written = training.argument("plan_config"), training.config_class("plan_config")
    taken = TAKE.get(training.plan_class or "")
    if given is None or written is None or taken is None or written in taken:
        return
    if (
        training.has("takes_any_plan_config")
        or training.argument("adversarial_classifier") is not None
    ):
        return
    known = written == OF_THE_TRAINER or written.endswith("PlanConfig")
    if not known or not training.accepts("plan_config"):
        return
    where = " Pass it as trainer_config." if written == OF_THE_TRAINER else f" Use {taken[0]}."
    yield training.finding(
        given.span,
        f"{training.class_name} trains with {training.plan_class}, which refuses the settings of "
        f"{written} with a TypeError.{where}",
    )
