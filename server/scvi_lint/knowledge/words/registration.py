"""Arguments of `setup_anndata` and `setup_mudata`: which part of the data is what."""

from __future__ import annotations

from scvi_lint.knowledge.words.entry import COVARIATES, NANS, PRELIMINARIES, Word

WORDS: dict[str, Word] = {
    "layer": Word(
        "The layer that holds the raw counts. Omitted: `X` is taken as it is at that moment, and a "
        "log-transformed one trains without an error.",
        (PRELIMINARIES, NANS),
    ),
    "batch_key": Word(
        "The obs column whose differences between cells are technical: the model removes them. "
        "It is also the only covariate that `transform_batch` can change.",
        (COVARIATES, PRELIMINARIES),
    ),
    "labels_key": Word(
        "The obs column with cell types. Only models that learn from labels make use of it; SCVI "
        "merely writes it down, so it changes no latent space there.",
        (PRELIMINARIES,),
    ),
    "unlabeled_category": Word(
        "The value of the labels column that means 'not annotated'; those cells get predictions. "
        "Spelled otherwise than in obs, it becomes a cell type of its own.",
        (PRELIMINARIES,),
    ),
    "sample_key": Word(
        "The obs column that says which sample or donor a cell is from: what is compared. One "
        "value for each experiment, not for each cell.",
        (PRELIMINARIES,),
    ),
    "categorical_covariate_keys": Word(
        "A list of obs columns with further nuisance categories. They are removed like the "
        "batch, but cannot be set by `transform_batch`.",
        (COVARIATES,),
    ),
    "continuous_covariate_keys": Word(
        "A list of numeric obs columns to regress out, such as the mitochondrial fraction. Scale "
        "them to comparable ranges; NaN in one of them makes the loss NaN.",
        (COVARIATES, PRELIMINARIES),
    ),
    "size_factor_key": Word(
        "The obs column with a size factor per cell, used instead of the observed library size. "
        "The mean of a gene is multiplied by it, so it must be positive and on the scale of "
        "counts.",
        (PRELIMINARIES,),
    ),
    "protein_expression_obsm_key": Word(
        "The obsm entry with protein counts: an array or table, cells × proteins, as raw as the "
        "RNA. CLR-normalised values train and mean nothing.",
        (PRELIMINARIES,),
    ),
    "protein_names_uns_key": Word(
        "The uns entry that names the columns of the protein array. Not needed where obsm holds a "
        "table with column names; otherwise they are numbered.",
        (PRELIMINARIES,),
    ),
    "modalities": Word(
        "A dictionary from arguments to modalities: `{'rna_layer': 'rna', 'batch_key': 'rna'}`. "
        "What is left out is looked for in the MuData's own obs, and not found there.",
        (PRELIMINARIES,),
    ),
    "rna_layer": Word(
        "Where the raw RNA counts stand within their modality; omitted, its `X`. That is often "
        "log-normalised after scanpy's preprocessing.",
        (PRELIMINARIES,),
    ),
    "protein_layer": Word(
        "Where antibody counts stand within theirs; muon's `clr` overwrites `X`, so keep a layer "
        "from before.",
        (PRELIMINARIES,),
    ),
    "atac_layer": Word(
        "Peak counts within the ATAC modality; after TF-IDF its `X` no longer is what MultiVI "
        "wants.",
        (PRELIMINARIES,),
    ),
    "spliced_layer": Word(
        "The layer with spliced abundances, smoothed over neighbours and scaled (`Ms`).",
        (PRELIMINARIES,),
    ),
    "unspliced_layer": Word(
        "Unspliced RNA as smoothed moments, `Mu`, on the scale that `preprocess_data` gives it; "
        "swapped with the spliced layer, all arrows turn round.",
        (PRELIMINARIES,),
    ),
    "adata": Word(
        "The object that is read and registered, the very one and no copy: what is done to it "
        "later shows in the model. Omitted in a query: the data that the model was made with.",
        (PRELIMINARIES,),
    ),
    "load.adata": Word(
        "The data to attach to the loaded weights: genes in the saved order, the same obs columns. "
        "Needed unless it was saved along; categories unknown to the model raise ValueError.",
        ("user_guide/use_case/saving_and_loading_models",),
    ),
    "from_scvi_model.adata": Word(
        "Other cells than the SCVI model's own, registered the way those were; left out, its data "
        "is reused and only labels are added.",
        (PRELIMINARIES,),
    ),
    "mdata": Word(
        "The MuData whose modalities are registered, the object itself and not a copy; cells must "
        "agree in all of them, or `mdata.update()` and an intersection come first.",
        (PRELIMINARIES,),
    ),
    "dna_code_key": Word(
        "The varm or obsm entry with the sequence under each peak, in numbers; `add_dna_sequence` "
        "writes it as `dna_code`, from the genome that the peaks were called on.",
        ("user_guide/models/scbasset#preliminaries",),
    ),
    "density_prior_key": Word(
        "How many cells each spot is thought to hold: `rna_count_based` (default) takes it from "
        "the "
        "spots' totals, `uniform` calls them alike, a column of the spatial obs must sum to 1.",
        ("user_guide/models/tangram#preliminaries",),
    ),
    "sc_layer": Word(
        "The layer of the single cells that is mapped; both modalities must be on one scale.",
        ("user_guide/models/tangram#preliminaries",),
    ),
    "sp_layer": Word(
        "The layer of spots that mapped cells have to add up to; the same genes as the cells'.",
        ("user_guide/models/tangram#preliminaries",),
    ),
    "mc_layer": Word(
        "Counts of methylated cytosines, cell by region, in each context's modality; a fraction in "
        "it breaks the binomial.",
        ("user_guide/models/methylvi#preliminaries",),
    ),
    "cov_layer": Word(
        "Coverage: how many cytosines were read in each region. Nowhere smaller than the "
        "methylated count, or the likelihood is undefined.",
        ("user_guide/models/methylvi#preliminaries",),
    ),
    "methylation_contexts": Word(
        "Names of the modalities that are contexts – `mCG`, `mCH` – each with both layers; a "
        "context left out is not modelled at all.",
        ("user_guide/models/methylvi#preliminaries",),
    ),
    "niche_composition_key": Word(
        "The obsm entry with shares of types around each cell, written by `preprocessing_anndata`; "
        "rows sum to 1.",
        ("user_guide/models/scviva#preliminaries",),
    ),
    "niche_indexes_key": Word(
        "Where obsm keeps the row numbers of each cell's neighbours. Subsetting the object "
        "afterwards makes them point at strangers.",
        ("user_guide/models/scviva#preliminaries",),
    ),
    "niche_distances_key": Word(
        "Where obsm keeps how far each neighbour lies, in the unit of the coordinates.",
        ("user_guide/models/scviva#preliminaries",),
    ),
    "cell_coordinates_key": Word(
        "The obsm entry with x and y of each cell; microns and pixels differ by a factor, and the "
        "radius of a niche with them.",
        ("user_guide/models/scviva#preliminaries",),
    ),
    "expression_embedding_key": Word(
        "An embedding in obsm, such as `X_scVI`, from which neighbours' states are averaged; it "
        "has to exist before.",
        ("user_guide/models/scviva#preliminaries",),
    ),
    "expression_embedding_niche_key": Word(
        "The obsm entry in which mean states of neighbouring types are written and found again.",
        ("user_guide/models/scviva#preliminaries",),
    ),
    "fine_labels_key": Word(
        "The obs column with finer types below those of `labels_key`; each fine type must lie in "
        "one coarse type.",
        ("user_guide/models/destvi#preliminaries",),
    ),
    "smoothed_layer": Word(
        "A layer of spots averaged with their surroundings, from which the amortisation network "
        "starts; the likelihood still sees the plain counts.",
        ("user_guide/models/destvi#preliminaries",),
    ),
    "nan_layer": Word(
        "A layer of ones and zeros: which antibodies a cell was stained with. `merge_batches` "
        "writes it for panels that overlap only in part.",
        ("user_guide/models/cytovi#handling-of-overlapping-antibody-panels",),
    ),
    "weight_batches": Word(
        "Whether small systems weigh as much as large ones in the loss; of use when one species "
        "has ten times the cells.",
        ("user_guide/models/sysvi",),
    ),
    "panel_key": Word(
        "The obs column that says which antibody panel a cell was stained with; proteins that a "
        "panel lacks are missing there, not zero.",
        ("user_guide/models/totalvi#preliminaries",),
    ),
    "y_obsm_key": Word(
        "The obsm entry with responses – proteins, niche shares – that genes are tested against, "
        "one column each.",
        ("user_guide/models/vivs",),
    ),
    "prepare_data": Word(
        "Whether spatial neighbours are computed during set-up; False wants "
        "`index_neighbor` and `distance_neighbor` in obsm already.",
        ("user_guide/models/resolvi#preliminaries",),
    ),
    "prepare_data_kwargs": Word(
        "How spatial neighbours are found: their number, and the obsm entry with coordinates "
        "(`spatial_rep`, default `X_spatial`).",
        ("user_guide/models/resolvi#preliminaries",),
    ),
    "backend": Word(
        "`torch` or `jax`: which of MrVI's two implementations is set up. A model saved by one is "
        "not loaded by the other.",
        ("user_guide/models/mrvi#preliminaries",),
    ),
    "idx_layer": Word(
        "An index of rows for streamed data; leave it alone for data in memory.",
        ("user_guide/models/multivi#preliminaries",),
    ),
    "extend_categories": Word(
        "Set by scvi-tools when it carries a registration over to other data: unknown categories "
        "are appended. Given by hand to set-up it is an error."
    ),
    "allow_missing_labels": Word(
        "Set by scvi-tools itself while a query without a labels column is registered; given by "
        "hand it is an error."
    ),
    "source_registry": Word(
        "The registration of another model that this one is to follow: its categories, its order "
        "of genes. Columns that differ raise an error."
    ),
    "use_minified": Word(
        "Whether minified data is registered as minified where it can be: queries then answer from "
        "the kept posterior, without counts."
    ),
}
