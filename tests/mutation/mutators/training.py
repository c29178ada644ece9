"""How a model is trained, and what is asked of its training: faults of the rules SCV5xx."""

from __future__ import annotations

from tables import BUILT, DATA, TRAINED, apart, below, given, plant

IMPORT = "import scvi as planted_scvi\n"
SCANVI = DATA + (
    "planted_scvi.model.SCANVI.setup_anndata(\n"
    '    planted, labels_key="labels", unlabeled_category="label_0"\n'
    ")\nplanted_lvae = planted_scvi.model.SCANVI(planted)\n"
)
PEAKVI = DATA + (
    'planted_scvi.model.PEAKVI.setup_anndata(planted, batch_key="batch")\n'
    "peaks = planted_scvi.model.PEAKVI(planted)\n"
)

plant(
    given(
        "SCV519", "no_cells_for_training", "train", "train_size=0", "SCV015", unless="train_size"
    ),
    given(
        "SCV520",
        "split_beyond_all_cells",
        "train",
        "train_size=0.9, validation_size=0.3",
        "SCV015",
        unless="train_size",
    ),
    given("SCV522", "refresh_the_bar_seldom", "train", "progress_bar_refresh_rate=20"),
    below("SCV502", "curve_of_no_name", '{model}.history["val_loss"]'),
    below("SCV523", "trained_once_more", "{model}.train(max_epochs=5)"),
    below("SCV543", "many_workers", "import scvi\nscvi.settings.dl_num_workers = 64"),
    apart(
        "SCV501", "expression_of_random_weights", BUILT + "planted_vae.get_normalized_expression()"
    ),
    apart("SCV502", "curve_of_no_validation", TRAINED + 'planted_vae.history["elbo_validation"]'),
    apart("SCV503", "rate_that_is_overwritten", PEAKVI + 'peaks.train(plan_kwargs={"lr": 0.01})'),
    apart("SCV504", "rate_of_the_plan", BUILT + "planted_vae.train(max_epochs=5, lr=0.01)"),
    apart(
        "SCV505",
        "latent_for_nothing",
        TRAINED + 'planted.obsm["X_planted"] = planted_vae.get_latent_representation()\n'
        "planted_sc.pp.neighbors(planted)\nplanted_sc.tl.umap(planted)",
    ),
    apart(
        "SCV510",
        "patience_without_stopping",
        BUILT + "planted_vae.train(early_stopping_patience=10)",
    ),
    apart(
        "SCV511",
        "stopping_in_the_wrong_place",
        BUILT + "from scvi.train import TrainerConfig\n"
        "planted_vae.train(trainer_config=TrainerConfig(early_stopping=True))",
    ),
    apart(
        "SCV512",
        "nothing_to_stop_by",
        BUILT + "planted_vae.train(early_stopping=True, train_size=1.0)",
    ),
    apart(
        "SCV513",
        "stopping_by_a_wrong_name",
        BUILT + 'planted_vae.train(early_stopping=True, early_stopping_monitor="val_loss")',
    ),
    apart(
        "SCV514",
        "checkpoint_by_a_wrong_name",
        BUILT + "from scvi.train import SaveCheckpoint\n"
        'planted_vae.train(callbacks=[SaveCheckpoint(monitor="val_loss")])',
    ),
    apart(
        "SCV515",
        "stopping_when_it_gets_better",
        BUILT + 'planted_vae.train(early_stopping=True, early_stopping_mode="max")',
    ),
    apart(
        "SCV517",
        "weights_upside_down",
        BUILT + 'planted_vae.train(plan_kwargs={"max_kl_weight": 0.1, "min_kl_weight": 0.5})',
    ),
    apart(
        "SCV521",
        "callbacks_in_place_of_the_models_own",
        SCANVI + "from scvi.train import SaveCheckpoint\n"
        "planted_lvae.train(n_samples_per_label=100, callbacks=[SaveCheckpoint()])",
    ),
    apart(
        "SCV525",
        "settings_of_another_plan",
        BUILT + "from scvi.train import SemiSupervisedTrainingPlanConfig\n"
        "planted_vae.train(plan_config=SemiSupervisedTrainingPlanConfig())",
    ),
    apart(
        "SCV526",
        "cells_as_lists",
        BUILT + 'planted_vae.train(datasplitter_kwargs={"external_indexing": [[0, 1, 2], [3, 4]]})',
    ),
    apart("SCV532", "two_devices", BUILT + "planted_vae.train(devices=2)"),
    apart(
        "SCV531",
        "stopping_on_two_devices",
        BUILT + 'how = {"devices": 2, "strategy": "ddp_find_unused_parameters_true"}\n'
        "planted_vae.train(early_stopping=True, **how)",
        "SCV532",  # of a script, in a notebook
    ),
    apart("SCV540", "seed_as_a_function", IMPORT + "planted_scvi.settings.seed(0)"),
    apart(
        "SCV550",
        "tuning_that_was_not_imported",
        IMPORT + "planted_run = planted_scvi.autotune.run_autotune",
    ),
    apart(
        "SCV551",
        "tuned_for_the_worst",
        BUILT + "from scvi import autotune\nautotune.run_autotune(\n"
        '    planted_scvi.model.SCVI,\n    planted,\n    mode="max",\n'
        '    metrics="elbo_validation",\n    num_samples=3,\n'
        '    search_space={"model_params": {"n_latent": 5}},\n)',
    ),
    apart(
        "SCV552",
        "search_without_a_kind",
        BUILT + "from scvi import autotune\nautotune.run_autotune(\n"
        '    planted_scvi.model.SCVI,\n    planted,\n    mode="min",\n'
        '    metrics="elbo_validation",\n    num_samples=3, search_space={"n_latent": 5},\n)',
    ),
)
