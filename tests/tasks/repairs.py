"""How the forty drafts are repaired, as pairs of what stands there and what is put in its place.

`EXPLAINED` is what the message of a finding says, taken at its word by a person who looked at
nothing else – neither at the task nor at what is right – where no fix does it; and again, until
nothing is said any more. `RIGHT` is the program that answers the task, written from the task alone.
"""

from __future__ import annotations

Pairs = tuple[tuple[str, str], ...]

_SETUP = 'scvi.model.SCVI.setup_anndata(adata, batch_key="batch")\n'
_MODEL = "model = scvi.model.SCVI(adata)\n"

EXPLAINED: dict[str, Pairs] = {
    # "pass mode='change'"
    "03_vanilla_lfc": (('mode="vanilla"', 'mode="change"'),),
    # "Train it first"
    "04_not_trained": ((_MODEL, _MODEL + "model.train()\n"),),
    # "Call SCVI.setup_anndata on it first"
    "05_no_setup": ((_MODEL, "scvi.model.SCVI.setup_anndata(adata)\n" + _MODEL),),
    # "Call SCANVI.setup_anndata on it", then "Pass unlabeled_category=…"
    "06_other_class_setup": (
        (
            "model = scvi.model.SCANVI(adata)",
            'scvi.model.SCANVI.setup_anndata(adata, batch_key="batch", labels_key="labels", '
            'unlabeled_category="Unknown")\n'
            "model = scvi.model.SCANVI(adata)",
        ),
    ),
    # "Use the models of scvi.model"
    "20_module_gone": (("scvi.models.SCVI", "scvi.model.SCVI"),),
    # "obsm has 'protein_expression' and 'accessibility'"
    "21_totalvi_protein": (('"protein")', '"protein_expression")'),),
    # "Pass unlabeled_category=…"
    "22_scanvi_no_unlabeled": (
        ('batch_key="batch")', 'batch_key="batch", unlabeled_category="Unknown")'),
    ),
    # "Keep those above 0.95, or use is_de_fdr_0.05"
    "27_de_pvalue": (('de[de["proba_de"] < 0.05]', 'de[de["is_de_fdr_0.05"]]'),),
    # "Set the seed before the model is built" (a note, which --severity info shows)
    "24_seed_after": (
        ("scvi.settings.seed = 0\n", ""),
        (_MODEL, "scvi.settings.seed = 0\n" + _MODEL),
    ),
}

RIGHT: dict[str, Pairs] = {
    "01_log_before_setup": (
        ('(adata, batch_key="batch")', '(adata, layer="counts", batch_key="batch")'),
    ),
    "02_unknown_batch": (('"batch0"', '"batch_0"'),),
    "03_vanilla_lfc": (('mode="vanilla"', 'mode="change"'),),
    "04_not_trained": ((_MODEL, _MODEL + "model.train()\n"),),
    "05_no_setup": ((_MODEL, "scvi.model.SCVI.setup_anndata(adata)\n" + _MODEL),),
    "06_other_class_setup": (
        (
            'SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")',
            'SCANVI.setup_anndata(adata, batch_key="batch", labels_key="labels", '
            'unlabeled_category="Unknown")',
        ),
    ),
    "07_use_gpu": (("use_gpu=True", 'accelerator="gpu"'),),
    "08_neighbors_on_pca": (("neighbors(adata)", 'neighbors(adata, use_rep="X_scVI")'),),
    "09_missing_column": (('"bacth"', '"batch"'),),
    "10_batch_is_label": (('batch_key="labels"', 'batch_key="batch"'),),
    "11_covariate_string": (('keys="labels"', 'keys=["labels"]'),),
    "12_batch_list": (('["batch"]', '"batch"'),),
    "13_lr_in_train": ((", lr=1e-4", ', plan_kwargs={"lr": 1e-4}'),),
    "14_n_latents": (("n_latents", "n_latent"),),
    "15_history_key": (("max_epochs=100", "max_epochs=100, check_val_every_n_epoch=1"),),
    "16_save_exists": (('"model", overwrite=True', 'f"model_{seed}"'),),
    "17_view_setup": (('== "label_0"]', '== "label_0"].copy()'),),
    "18_one_epoch": (("max_epochs=1", ""),),
    "19_group_unknown": (('"label_9"', '"label_2"'),),
    "20_module_gone": (("scvi.models.SCVI", "scvi.model.SCVI"),),
    "21_totalvi_protein": (('"protein")', '"protein_expression")'),),
    "22_scanvi_no_unlabeled": (
        ('batch_key="batch")', 'batch_key="batch", unlabeled_category="Unknown")'),
    ),
    "23_inplace_setup": (("adata = scvi.model.SCVI.setup", "scvi.model.SCVI.setup"),),
    "24_seed_after": (
        ("scvi.settings.seed = 0\n", ""),
        (_MODEL, "scvi.settings.seed = 0\n" + _MODEL),
    ),
    "25_setup_then_copy": (
        (_SETUP, ""),
        ('other.obs["x"] = 1\n', 'other.obs["x"] = 1\n' + _SETUP.replace("(adata", "(other")),
    ),
    "26_query_no_surgery": (
        (
            'load("ref")',
            'load_query_data(query, "ref")',
        ),
        (
            "model = scvi.model.SCVI.load_query_data",
            'scvi.model.SCVI.prepare_query_anndata(query, "ref")\n'
            "model = scvi.model.SCVI.load_query_data",
        ),
    ),
    "27_de_pvalue": (('de[de["proba_de"] < 0.05]', 'de[de["is_de_fdr_0.05"]]'),),
    "28_wrong_question": (('groupby="labels"', 'groupby="batch"'),),
    "29_wrong_layer_plotted": (('groupby="labels"', 'groupby="labels", layer="scvi"'),),
    "30_silent_filter": (('adata = adata[adata.obs["labels"] != "label_2"].copy()\n', ""),),
    "31_mean_of_logs": (
        ("import scanpy as sc\n", "import numpy as np\nimport scanpy as sc\n"),
        ("adata.to_df()", "np.expm1(adata.to_df())"),
    ),
    "32_best_of_seeds": (("print(max(scores))", "print(sum(scores) / len(scores))"),),
    "33_umap_distance": (('pdist(adata.obsm["X_umap"])', 'pdist(adata.obsm["X_scVI"])'),),
    "34_off_by_one": (("[:, 1:10]", "[:, :10]"),),
    "35_swapped_groups": (
        ('group1="label_0", group2="label_1"', 'group1="label_1", group2="label_0"'),
    ),
    "36_wrong_sign": (('["lfc_mean"] > 0.5', '["lfc_mean"] < -0.5'),),
    "37_test_on_train": (
        (
            'classifier = LogisticRegression().fit(z, adata.obs["labels"])\n'
            'print(classifier.score(z, adata.obs["labels"]))',
            "from sklearn.model_selection import train_test_split\n"
            'a, b, c, d = train_test_split(z, adata.obs["labels"], random_state=0)\n'
            "classifier = LogisticRegression().fit(a, c)\nprint(classifier.score(b, d))",
        ),
    ),
    "38_cells_as_replicates": (
        (
            'chi2_contingency(pd.crosstab(adata.obs["batch"], adata.obs["labels"]))',
            'pd.crosstab(adata.obs["batch"], adata.obs["labels"], normalize="index")',
        ),
    ),
    "39_leiden_resolution": (('adata.obs["fine"]', 'adata.obs["coarse"]'),),
    "40_aligned_by_position": (
        ('meta["donor"].values', 'meta["donor"].loc[adata.obs_names.astype(int)].values'),
    ),
}


def changed(text: str, pairs: Pairs) -> str:
    """A program with these pieces replaced. Raises ValueError where one is not there."""
    for old, new in pairs:
        if old not in text:
            raise ValueError(f"{old!r} is not there")
        text = text.replace(old, new)
    return text
