"""`scvi.settings` and the objects that configure a training."""

from __future__ import annotations

from scvi_lint.knowledge.words.entry import CALLBACKS, LOADERS, TRAINING, Word

_CODE = "user_guide/background/codebase_overview"
_PLANS = ("user_guide/use_case/training_configuration#choosing-the-right-plan-config",)

SETTINGS: dict[str, Word] = {
    "seed": Word(
        "Seeds numpy, torch and Python at once. Without it every run gives another latent space; "
        "`np.random.seed` alone does not reach what scvi-tools draws. Set it before the model is "
        "made.",
        ("scvi._settings.ScviConfig",),
    ),
    "batch_size": Word(
        "Cells in a minibatch where a call names none (128); changes memory, and how many steps an "
        "epoch has.",
        ("scvi._settings.ScviConfig",),
    ),
    "dl_num_workers": Word(
        "Processes that prepare minibatches; for data in memory more than 0 slows down. Scripts "
        "then need a `__main__` guard on Windows and macOS.",
        (LOADERS,),
    ),
    "dl_persistent_workers": Word(
        "Whether those processes stay between epochs instead of being started anew each time; "
        "without workers it has no effect.",
        (LOADERS,),
    ),
    "dl_pin_memory_gpu_training": Word(
        "Gone: whether memory was pinned for the way to the GPU. Newer releases leave it to "
        "`datasplitter_kwargs`.",
        (LOADERS,),
    ),
    "logging_dir": Word(
        "The folder for checkpoints and logs, `./scvi_log/` unless set. Checkpoints of a crashed "
        "training are looked for here.",
        (CALLBACKS,),
    ),
    "num_threads": Word(
        "How many threads torch computes with on the CPU; can only be set, reading it gives None. "
        "On a shared machine more is not faster.",
        ("scvi._settings.ScviConfig",),
    ),
    "progress_bar_style": Word(
        "`tqdm` or `rich`: how training is shown; no effect on what is trained.",
        ("scvi._settings.ScviConfig",),
    ),
    "verbosity": Word(
        "How much scvi-tools writes; warnings about your data come at 30, so 40 hides that counts "
        "are not counts.",
        ("scvi._settings.ScviConfig",),
    ),
    "warnings_stacklevel": Word(
        "Which line of a call a warning names: 1 is scvi-tools' own file, 2 yours.",
        ("scvi._settings.ScviConfig",),
    ),
    "reset_logging_handler": Word(
        "Puts scvi-tools' log handler back as it was at import, without its level being lost; for "
        "a notebook in which another library took logging over.",
        ("scvi._settings.ScviConfig",),
    ),
    "jax_preallocate_gpu_memory": Word(
        "Whether JAX takes most of the GPU's memory at once, which starves torch models beside it.",
        ("scvi._settings.ScviConfig",),
    ),
    "mlflow_set_tracking_uri": Word(
        "Where runs are tracked with MLflow, as an address or folder; empty: nowhere. It sends "
        "parameters and losses, not cells.",
        ("scvi._settings.ScviConfig",),
    ),
    "mlflow_set_experiment": Word(
        "The MLflow experiment that training runs are filed under; a new name makes a new one.",
        ("scvi._settings.ScviConfig",),
    ),
}

CONFIGURATIONS: dict[str, Word] = {
    "TrainerConfig": Word(
        "The trainer's settings – early stopping, logging, callbacks – as one object with named "
        "fields. Keywords of `train` win over it, and a misspelled field raises TypeError at once.",
        (TRAINING,),
    ),
    "TrainingPlanConfig": Word(
        "The plan's settings – learning rate, warm-up, weight decay – as one object for "
        "`train(plan_config=…)` of SCVI and its like.",
        _PLANS,
    ),
    "AdversarialTrainingPlanConfig": Word(
        "Plan settings for models that fool a batch classifier, TOTALVI and MULTIVI: adds how much "
        "the adversary's loss counts.",
        _PLANS,
    ),
    "SemiSupervisedTrainingPlanConfig": Word(
        "For models with labels, such as SCANVI: `classification_ratio` stands beside learning "
        "rate and KL warm-up.",
        _PLANS,
    ),
    "SemiSupervisedAdversarialTrainingPlanConfig": Word(
        "Labels and an adversary together, as TOTALANVI trains; other models refuse its fields.",
        _PLANS,
    ),
    "LowLevelPyroTrainingPlanConfig": Word(
        "Settings of Pyro plans that run the ELBO step by hand: number of particles, optimiser.",
        _PLANS,
    ),
    "PyroTrainingPlanConfig": Word(
        "Plan settings for Pyro models, such as AmortizedLDA; no weight decay is in it.", _PLANS
    ),
    "ClassifierTrainingPlanConfig": Word(
        "Settings for a classifier alone, as in SOLO: what its cross entropy is computed from, and "
        "the learning rate.",
        _PLANS,
    ),
    "JaxTrainingPlanConfig": Word(
        "Settings for the JAX models' plan: optimiser, clipping of gradients, warm-up.", _PLANS
    ),
    "TrainingPlan": Word(
        "What one training step does: the loss, the warm-up of its KL weight, the optimiser. Its "
        "arguments are what `plan_kwargs` may hold.",
        (TRAINING,),
    ),
    "AdversarialTrainingPlan": Word(
        "A training step in which the encoder also learns to hide the batch from a second network.",
        (TRAINING,),
    ),
    "SemiSupervisedTrainingPlan": Word(
        "A step that takes unlabelled cells for the bound and labelled ones for a classifier too.",
        (TRAINING,),
    ),
    "SemiSupervisedAdversarialTrainingPlan": Word(
        "Classifier of labels and adversary of batches in one step, for TOTALANVI.", (TRAINING,)
    ),
    "ClassifierTrainingPlan": Word(
        "Trains a classifier by cross entropy on known labels; used for SOLO's doublets.",
        (TRAINING,),
    ),
    "PyroTrainingPlan": Word(
        "A step of Pyro's inference: trace ELBO and its optimiser, without scvi's KL terms logged.",
        (TRAINING,),
    ),
    "LowLevelPyroTrainingPlan": Word(
        "As the Pyro plan, with optimisation left to Lightning: learning rates can be scheduled.",
        (TRAINING,),
    ),
    "JaxTrainingPlan": Word(
        "The training step of JAX models; its losses land in the same `history` keys.", (TRAINING,)
    ),
    "MlxTrainingPlan": Word(
        "How the MLX model learns on Apple chips: one step with loss, gradients and KL warm-up.",
        (TRAINING,),
    ),
    "Trainer": Word(
        "Lightning's trainer with scvi-tools' defaults: no checkpoints, validation only where it "
        "is asked for.",
        (TRAINING,),
    ),
    "TrainRunner": Word(
        "Joins model, plan, data splitter and trainer, runs them, and leaves `history` in the "
        "model; for `train` methods of your own.",
        (_CODE,),
    ),
}

# Packages and constants, by import path.
PLACES: dict[str, Word] = {
    "scvi": Word(
        "Deep generative models of single-cell data. `scvi.model` and `scvi.external` hold the "
        "models, `scvi.settings` the seed; data is AnnData with raw counts.",
        (
            "user_guide/index",
            "user_guide/use_case/index",
            "user_guide/background/index",
            "user_guide/use_case/llm_assisted_analysis",
        ),
    ),
    "scvi.model": Word(
        "The models that the project maintains: SCVI, SCANVI, TOTALVI, PEAKVI, MULTIVI, DestVI and "
        "others. Each class has its own `setup_anndata`.",
        ("user_guide/models/index", "user_guide/index"),
    ),
    "scvi.external": Word(
        "Models of other groups with the same pattern – set up, make, train, ask – such as SOLO, "
        "MRVI, SysVI, RESOLVI.",
        ("user_guide/models/index", "user_guide/index"),
    ),
    "scvi.data": Word(
        "Example data sets, and preparation of counts: gene selection, fragments, CITE-seq tables.",
        ("user_guide/index",),
    ),
    "scvi.train": Word(
        "Training plans, trainer, callbacks and their configurations: what `train` is made of.",
        (TRAINING,),
    ),
    "scvi.settings": Word(
        "Settings for the whole session: seed, minibatch size, workers, log folder. Set the seed "
        "before a model is made.",
        ("scvi._settings.ScviConfig",),
    ),
    "scvi.distributions": Word(
        "Count distributions as torch classes: negative binomial with and without extra zeros.",
        ("user_guide/models/scvi#generative-process",),
    ),
    "scvi.module": Word(
        "The networks and losses behind the model classes, torch modules without AnnData.", (_CODE,)
    ),
    "scvi.nn": Word(
        "Encoders, decoders and layers that modules are built of, told covariates as one-hot.",
        (_CODE,),
    ),
    "scvi.dataloaders": Word(
        "What brings cells to the network in minibatches, from memory or from disk.", (LOADERS,)
    ),
    "scvi.hub": Word(
        "Saved models shared through Hugging Face or S3, with a card.", ("tutorials/index_hub",)
    ),
    "scvi.autotune": Word(
        "Search for settings with Ray: many trainings, compared by a metric.",
        ("user_guide/use_case/hyper_parameters_tuning",),
    ),
    "scvi.criticism": Word(
        "Posterior predictive checks: draws of the model held against the observed counts.",
        ("user_guide/use_case/scvi_criticism",),
    ),
    "scvi.utils": Word(
        "Small tools of the package: decorators, progress bars, MLflow logging.", (_CODE,)
    ),
    "scvi.external.cytovi": Word(
        "Reading, transforming and scaling of cytometry data before CYTOVI.",
        ("user_guide/models/cytovi#preliminaries",),
    ),
    "scvi.__version__": Word(
        "The installed release as text. Saved models, arguments and defaults depend on it: write "
        "it "
        "into your methods.",
        ("installation",),
    ),
    "scvi.REGISTRY_KEYS": Word(
        "Names under which registered tensors reach a module: `REGISTRY_KEYS.X_KEY` for counts, "
        "`BATCH_KEY` for batch codes. For models of your own.",
        (_CODE,),
    ),
    "scvi.REGISTRY_KEYS.X_KEY": Word(
        "The tensor of counts, cells × genes, from the registered layer or `X`.", (_CODE,)
    ),
    "scvi.REGISTRY_KEYS.BATCH_KEY": Word(
        "In a module's minibatch: the batch of each cell as an integer code, in the order of "
        "categories.",
        (_CODE,),
    ),
    "scvi.REGISTRY_KEYS.LABELS_KEY": Word(
        "The tensor of label codes, cells × 1; for SCANVI unlabelled cells have the last code.",
        (_CODE,),
    ),
    "scvi.REGISTRY_KEYS.CAT_COVS_KEY": Word(
        "Codes of categorical covariates, cells × columns; absent where none were registered.",
        (_CODE,),
    ),
    "scvi.REGISTRY_KEYS.CONT_COVS_KEY": Word(
        "Values of continuous covariates, cells × columns, unscaled; may be missing.", (_CODE,)
    ),
    "scvi.REGISTRY_KEYS.SIZE_FACTOR_KEY": Word(
        "Size factors, cells × 1, in the place of library sizes where registered.", (_CODE,)
    ),
    "scvi.REGISTRY_KEYS.PROTEIN_EXP_KEY": Word(
        "Protein counts, cells × proteins, from obsm or the protein modality.", (_CODE,)
    ),
    "scvi.REGISTRY_KEYS.INDICES_KEY": Word(
        "Each cell's row in the whole object, which a minibatch would not know.", (_CODE,)
    ),
}
