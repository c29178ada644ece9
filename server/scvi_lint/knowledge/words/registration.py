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
    "adata": Word(
        "The object that is read and registered, the very one and no copy: what is done to it "
        "later shows in the model. Omitted in a query: the data that the model was made with.",
        (PRELIMINARIES,),
    ),
    "mdata": Word("The MuData whose modalities are registered; the object itself, not a copy."),
    "dna_code_key": Word(
        "The varm or obsm entry with the sequence under each peak, in numbers.",
        ("user_guide/models/scbasset#preliminaries",),
    ),
    "density_prior_key": Word(
        "How many cells each spot is thought to hold: a column of the spatial modality's obs.",
        ("user_guide/models/tangram#preliminaries",),
    ),
    "mc_layer": Word("The layer with counts of methylated cytosines, region by region."),
    "cov_layer": Word("The layer with coverage: how many cytosines were read in each region."),
    "methylation_contexts": Word("Which modalities are contexts of methylation: `mCG`, `mCH` …"),
    "niche_composition_key": Word("The obsm entry with the shares of types around each cell."),
    "niche_indexes_key": Word("The obsm entry with the positions of each cell's neighbours."),
    "niche_distances_key": Word("The obsm entry with the distances to each cell's neighbours."),
    "cell_coordinates_key": Word("The obsm entry with where each cell lies, in microns or pixels."),
    "fine_labels_key": Word("The obs column with finer types below those of `labels_key`."),
    "weight_batches": Word("Whether small batches weigh as much as large ones in the prior."),
    "panel_key": Word("The obs column that says which antibody panel a cell was stained with."),
    "y_obsm_key": Word("The obsm entry with the responses that genes are tested against."),
    "prepare_data_kwargs": Word(
        "Settings of the search for spatial neighbours: how many, and in which obsm entry they "
        "are sought."
    ),
    "extend_categories": Word(
        "Set by scvi-tools when it carries a registration over to other data; given by hand to "
        "set-up it is an error."
    ),
    "allow_missing_labels": Word("Set by scvi-tools itself; given by hand it is an error."),
    "source_registry": Word("The registration of another model that this one is to follow."),
    "use_minified": Word("Whether minified data is registered as minified where it can be."),
}
