"""Entries that scvi-tools itself writes into obs, obsm and uns: what they are."""

from __future__ import annotations

from scvi_lint.knowledge.words.entry import COVARIATES, PRELIMINARIES, SAVING, Word

_CODE = "user_guide/background/codebase_overview"
_SETUP = (_CODE, PRELIMINARIES)

WORDS: dict[str, Word] = {
    "_scvi_batch": Word(
        "The batch of each cell as an integer code, written by set-up; the names stay in your own "
        "column. Codes of two objects mean the same only if one was registered after the other.",
        (COVARIATES, _CODE),
    ),
    "_scvi_labels": Word(
        "The cell type as an integer code, written by set-up; without `labels_key` all cells have "
        "code 0.",
        _SETUP,
    ),
    "_scvi_extra_categorical_covs": Word(
        "Codes of the categorical covariates in obsm, a column each; made by set-up, and stale "
        "after obs was changed.",
        (COVARIATES, _CODE),
    ),
    "_scvi_extra_continuous_covs": Word(
        "The continuous covariates side by side in obsm, unscaled, as the network gets them.",
        (COVARIATES, _CODE),
    ),
    "_scvi_uuid": Word(
        "Which registration an object belongs to. A copy keeps it, so the copy and the original "
        "are "
        "taken for one: set up the copy again.",
        _SETUP,
    ),
    "_scvi_manager_uuid": Word(
        "Which registration was made last for this object; scvi-tools compares it with the "
        "model's. "
        "Do not write it by hand.",
        _SETUP,
    ),
    "_scvi_latent_qzm": Word(
        "Means of each cell's latent posterior in a minified object, cells × `n_latent`: what "
        "queries start from in the place of counts.",
        (SAVING,),
    ),
    "_scvi_latent_qzv": Word(
        "Variances of the latent posterior in a minified object, positive, cells × `n_latent`.",
        (SAVING,),
    ),
    "_scvi_observed_lib_size": Word(
        "Each cell's total count, kept when the counts themselves were dropped by minifying.",
        (SAVING,),
    ),
    "_scvi_adata_minify_type": Word(
        "Says in uns that an object is minified, and how; without it scvi-tools would train on "
        "the zeros that are left in X.",
        (SAVING,),
    ),
    "X_latent_qzm": Word(
        "Where `minify_adata` looks for posterior means unless told: put the first array of "
        "`get_latent_representation(return_dist=True)` there before.",
        (SAVING,),
    ),
    "X_latent_qzv": Word(
        "Where posterior variances are looked for on minifying: the second array that "
        "`return_dist=True` gives, not a standard deviation.",
        (SAVING,),
    ),
}
