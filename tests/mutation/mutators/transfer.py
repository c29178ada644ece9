"""Models that are made of models, and queries: faults of the rules SCV8xx."""

from __future__ import annotations

from tables import BUILT, DATA, TRAINED, apart, plant

UNLABELLED = TRAINED.replace(', labels_key="labels"', "")
QUERY = "planted_query = planted_scvi.data.synthetic_iid()\n"
FROM = "planted_lvae = planted_scvi.model.SCANVI.from_scvi_model"
LOAD = "planted_scvi.model.SCVI.load_query_data"

plant(
    apart(
        "SCV802",
        "labels_of_another_column",
        TRAINED + f'{FROM}(planted_vae, unlabeled_category="label_0", labels_key="batch")',
    ),
    apart(
        "SCV803",
        "labels_of_none",
        UNLABELLED + f'{FROM}(planted_vae, unlabeled_category="label_0")',
    ),
    apart(
        "SCV804",
        "labels_in_place_of_the_unknown",
        TRAINED + f'{FROM}(planted_vae, "labels", "Unknown")',
        "SCV802",
    ),
    apart(
        "SCV805",
        "made_of_random_weights",
        BUILT + f'{FROM}(planted_vae, unlabeled_category="label_0")',
    ),
    apart(
        "SCV806",
        "a_size_that_is_taken_over",
        TRAINED + f'{FROM}(planted_vae, unlabeled_category="label_0", n_latent=20)',
    ),
    apart(
        "SCV808",
        "predicted_by_random_weights",
        TRAINED + f'{FROM}(planted_vae, unlabeled_category="label_0")\nplanted_lvae.predict()',
    ),
    apart("SCV809", "mapped_for_nothing", TRAINED + QUERY + f"{LOAD}(planted_query, planted_vae)"),
    apart(
        "SCV810",
        "mapped_the_wrong_way_round",
        TRAINED + QUERY + f"mapped = {LOAD}(planted_vae, planted_query)",
    ),
    apart(
        "SCV811",
        "mapped_by_another_class",
        TRAINED
        + QUERY
        + "mapped = planted_scvi.model.SCANVI.load_query_data(planted_query, planted_vae)",
    ),
    apart(
        "SCV812",
        "mapped_onto_a_deaf_reference",
        TRAINED + QUERY + f"mapped = {LOAD}(planted_query, planted_vae)\n"
        'mapped.train(plan_kwargs={"weight_decay": 0.0})',
    ),
    apart(
        "SCV813",
        "mapped_with_decay",
        TRAINED + QUERY + f"mapped = {LOAD}(planted_query, planted_vae)\nmapped.train()",
        "SCV812",
    ),
    apart(
        "SCV133",
        "unknown_cells_by_position",
        DATA + "planted_scvi.model.SCANVI.setup_anndata(\n"
        '    planted, labels_key="labels", unlabeled_category="label_0"\n'
        ')\nplanted_scvi.model.SCANVI(planted, "label_0")',
    ),
)
