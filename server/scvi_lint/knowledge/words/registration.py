"""Arguments of `setup_anndata` and `setup_mudata`: which part of the data is what."""

from __future__ import annotations

from scvi_lint.knowledge.words.entry import COVARIATES, NANS, PRELIMINARIES, Word

WORDS: dict[str, Word] = {
    "layer": Word(
        "The layer that holds the raw counts. Omitted: `X` is taken as it is at that moment.",
        (PRELIMINARIES, NANS),
    ),
    "batch_key": Word(
        "The obs column whose differences between cells are technical: the model removes them. "
        "It is also the only covariate that `transform_batch` can change.",
        (COVARIATES, PRELIMINARIES),
    ),
    "labels_key": Word(
        "The obs column with cell types. Only models that learn from labels make use of it.",
        (PRELIMINARIES,),
    ),
    "unlabeled_category": Word(
        "The value of the labels column that means 'not annotated'; those cells get predictions.",
        (PRELIMINARIES,),
    ),
    "sample_key": Word(
        "The obs column that says which sample or donor a cell is from: what is compared.",
        (PRELIMINARIES,),
    ),
    "categorical_covariate_keys": Word(
        "A list of obs columns with further nuisance categories. They are removed like the "
        "batch, but cannot be set by `transform_batch`.",
        (COVARIATES,),
    ),
    "continuous_covariate_keys": Word(
        "A list of numeric obs columns to regress out, such as the mitochondrial fraction. Scale "
        "them to comparable ranges.",
        (COVARIATES, PRELIMINARIES),
    ),
    "size_factor_key": Word(
        "The obs column with a size factor per cell, used instead of the observed library size.",
        (PRELIMINARIES,),
    ),
    "protein_expression_obsm_key": Word(
        "The obsm entry with protein counts, one column a protein.", (PRELIMINARIES,)
    ),
    "protein_names_uns_key": Word("The uns entry with the names of the proteins."),
    "modalities": Word("Which modality of the MuData each argument refers to."),
    "rna_layer": Word("The layer of the RNA modality with raw counts. Omitted: its `X`."),
    "protein_layer": Word("The layer of the protein modality with raw counts. Omitted: its `X`."),
    "atac_layer": Word("The layer of the ATAC modality. Omitted: its `X`."),
    "spliced_layer": Word(
        "The layer with spliced abundances, smoothed and scaled.", (PRELIMINARIES,)
    ),
    "unspliced_layer": Word(
        "The layer with unspliced abundances, smoothed and scaled.", (PRELIMINARIES,)
    ),
}
