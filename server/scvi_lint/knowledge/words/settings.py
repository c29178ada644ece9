"""`scvi.settings` and the objects that configure a training."""

from __future__ import annotations

from scvi_lint.knowledge.words.entry import LOADERS, TRAINING, Word

SETTINGS: dict[str, Word] = {
    "seed": Word(
        "Seeds numpy, torch and Python at once. Without it every run gives another latent space; "
        "`np.random.seed` alone does not reach what scvi-tools draws. Set it before the model is "
        "made."
    ),
    "batch_size": Word("Cells in a minibatch where a call names none (128)."),
    "dl_num_workers": Word(
        "Processes that prepare minibatches; for data in memory more than 0 slows down.", (LOADERS,)
    ),
    "dl_persistent_workers": Word("Whether those processes stay between epochs.", (LOADERS,)),
    "dl_pin_memory_gpu_training": Word("Gone: whether memory was pinned for the way to the GPU."),
    "logging_dir": Word("The folder for checkpoints and logs, `./scvi_log/` unless set."),
    "num_threads": Word("How many threads torch computes with on the CPU; only to be set."),
    "progress_bar_style": Word("`tqdm` or `rich`."),
    "verbosity": Word("How much scvi-tools writes; warnings about your data come at 30."),
    "warnings_stacklevel": Word("Which line of a call a warning names."),
    "mlflow_set_tracking_uri": Word("Where runs are tracked with MLflow."),
    "mlflow_set_experiment": Word("The MLflow experiment that runs belong to."),
}

CONFIGURATIONS: dict[str, Word] = {
    "TrainerConfig": Word(
        "The trainer's settings – early stopping, logging, callbacks – as one object with named "
        "fields. Keywords of `train` win over it.",
        (TRAINING,),
    ),
    "TrainingPlanConfig": Word(
        "The plan's settings – learning rate, warm-up – as one object; for SCVI and its like.",
        ("user_guide/use_case/training_configuration#choosing-the-right-plan-config",),
    ),
    "AdversarialTrainingPlanConfig": Word(
        "Plan settings for models that fool a classifier: TOTALVI, MULTIVI.",
        ("user_guide/use_case/training_configuration#choosing-the-right-plan-config",),
    ),
    "SemiSupervisedTrainingPlanConfig": Word(
        "Plan settings for models with labels, such as SCANVI: `classification_ratio` is among "
        "them.",
        ("user_guide/use_case/training_configuration#choosing-the-right-plan-config",),
    ),
    "SemiSupervisedAdversarialTrainingPlanConfig": Word(
        "Plan settings for labels and an adversary together: TOTALANVI.",
        ("user_guide/use_case/training_configuration#choosing-the-right-plan-config",),
    ),
    "LowLevelPyroTrainingPlanConfig": Word("Plan settings for Pyro models that step by hand."),
    "PyroTrainingPlanConfig": Word("Plan settings for Pyro models, such as AmortizedLDA."),
    "ClassifierTrainingPlanConfig": Word("Plan settings for a classifier alone, as in SOLO."),
    "TrainingPlan": Word(
        "What one training step does: the loss, the warm-up of its KL weight, the optimiser.",
        (TRAINING,),
    ),
    "AdversarialTrainingPlan": Word("A step that also fools a second network.", (TRAINING,)),
    "SemiSupervisedTrainingPlan": Word("A training step that also learns labels.", (TRAINING,)),
    "Trainer": Word(
        "Lightning's trainer with scvi-tools' defaults: no checkpoints, validation only where it "
        "is asked for.",
        (TRAINING,),
    ),
}
