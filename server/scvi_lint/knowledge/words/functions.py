"""Functions beside the models: data sets, preparation, plots, tuning, logs."""

from __future__ import annotations

from scvi_lint.knowledge.words.entry import CALLBACKS, CRITICISM, DOWNSTREAM, NANS, Word

_CYTOMETRY = ("user_guide/models/cytovi#preliminaries",)
_TUNING = ("user_guide/use_case/hyper_parameters_tuning",)

_DATASETS: dict[str, Word] = {
    "synthetic_iid": Word(
        "Random counts with two batches, three labels and proteins, to try a program; nothing "
        "about them is biology."
    ),
    "heart_cell_atlas_subsampled": Word(
        "18 641 cells of the human heart with raw counts in X, `cell_source`, `donor` and "
        "`cell_type` in obs; downloaded into `save_path` once."
    ),
    "pbmc_dataset": Word(
        "Blood cells of two 10x runs with raw counts; `batch` and `str_labels` are in obs, genes "
        "already few."
    ),
    "purified_pbmc_dataset": Word(
        "Sorted blood cells from ten 10x runs: `cell_types` is the sort gate, not an annotation by "
        "expression."
    ),
    "pbmcs_10x_cite_seq": Word(
        "Two PBMC runs with 14 antibodies: counts in X, protein counts in "
        "`obsm['protein_expression']`, the run in `batch`."
    ),
    "spleen_lymph_cite_seq": Word(
        "Mouse spleen and lymph node with about 110 or 206 antibodies, in obsm; small panels lack "
        "some, which reads as missing protein."
    ),
    "pbmc_seurat_v4_cite_seq": Word(
        "160 000 blood cells with 228 antibodies before and after vaccination: several gigabytes "
        "of memory."
    ),
    "dataset_10x": Word(
        "Downloads a named 10x Genomics data set, filtered or raw; without `measurement` filters "
        "antibodies may stand among the genes."
    ),
    "cellxgene": Word(
        "Reads a data set of CELLxGENE by its address; X is often normalised there, with counts "
        "in `.raw`."
    ),
    "cortex": Word(
        "3 005 sequenced cells, 2015, one batch: counts with `cell_type` in obs; older than UMI "
        "atlases.",
    ),
    "smfish": Word(
        "Imaged mouse cortex, 33 genes: counts with `x_coord` and `y_coord` in obs, for gimVI."
    ),
    "prefrontalcortex_starmap": Word(
        "STARmap cells of mouse cortex with 166 genes and coordinates, a spatial half for gimVI."
    ),
    "frontalcortex_dropseq": Word(
        "71 639 dissociated cells with 7 611 genes: the sequenced half, from which gimVI imputes."
    ),
    "annotation_simulation": Word("Simulated counts with known types, to test label transfer by."),
    "retina": Word(
        "19 829 bipolar cells of mouse retina in two batches, with clusters in `labels`; counts in"
        " X."
    ),
    "mouse_ob_dataset": Word("One slide of mouse olfactory bulb: spots, not cells, with counts."),
    "breast_cancer_dataset": Word(
        "One slide of a breast tumour from the first spatial arrays: counts of about 250 spots, "
        "not cells."
    ),
    "brainlarge_dataset": Word(
        "Up to 1.3 million mouse brain cells from 10x; `max_cells_to_keep` bounds memory, there "
        "are no labels."
    ),
}

_READING: dict[str, Word] = {
    "read_h5ad": Word(
        "AnnData's reader under scvi's name: returns the object with X as it was saved, which may "
        "be log-normalised.",
        ("user_guide/models/scvi#preliminaries",),
    ),
    "read_10x_atac": Word(
        "Peaks of a Cell Ranger ATAC folder as cells × peaks with read counts; no fragments yet."
    ),
    "read_10x_multiome": Word(
        "A folder of Cell Ranger ARC as one object, genes and peaks in columns side by side."
    ),
    "read_fcs": Word(
        "Cytometry events of FCS files as cells × channels, raw intensities: transform, then "
        "scale.",
        _CYTOMETRY,
    ),
    "write_fcs": Word(
        "Writes a layer back as FCS file, so that denoised intensities can be gated in other "
        "software.",
        _CYTOMETRY,
    ),
    "organize_cite_seq_10x": Word(
        "Moves antibody counts out of X into `obsm['protein_expression']`, in place, so that the "
        "genes left are only genes."
    ),
    "organize_multiome_anndatas": Word(
        "Puts paired cells, RNA cells and ATAC cells into one object with genes before peaks; "
        "adds the obs column `modality`.",
        ("user_guide/models/multivi#preliminaries",),
    ),
    "reads_to_fragments": Word(
        "Turns read counts into fragment counts in a new layer: half, rounded up. On binary data "
        "it changes nothing and helps nothing.",
        ("user_guide/models/poissonvi#preliminaries",),
    ),
    "add_dna_sequence": Word(
        "Writes the sequence under each peak into `varm`; the genome must be the one of the peaks.",
        ("user_guide/models/scbasset#preliminaries",),
    ),
    "poisson_gene_selection": Word(
        "Marks genes with more zeros than a Poisson model expects, in `var['highly_variable']`. "
        "It wants raw counts, and only marks: subset afterwards."
    ),
    "transform_arcsinh": Word(
        "Compresses antibody intensities, layer to layer; the cofactor is 5 for mass, 100 or more "
        "for flow cytometry.",
        _CYTOMETRY,
    ),
    "scale": Word(
        "Brings each antibody to one range, 0 to 1 by default, in the layer `scaled`: per batch, "
        "it would hide real differences.",
        _CYTOMETRY,
    ),
    "merge_batches": Word(
        "Concatenates stained samples with unlike panels and notes which cell lacks which "
        "antibody.",
        ("user_guide/models/cytovi#handling-of-overlapping-antibody-panels",),
    ),
    "register_nan_layer": Word(
        "Marks which measured antibodies are real in a layer of its own, after panels were joined "
        "by hand.",
        _CYTOMETRY,
    ),
    "mask_markers": Word(
        "Hides antibodies in a batch, to see how well they are imputed.", _CYTOMETRY
    ),
    "subsample": Word(
        "Draws cells, by group if asked, so that large stains fit in memory; a new object comes "
        "back.",
        _CYTOMETRY,
    ),
    "plot_histogram": Word(
        "Draws each antibody's distribution, batch by batch, in a given layer: to see whether "
        "scaling fits.",
        _CYTOMETRY,
    ),
    "plot_biaxial": Word(
        "Draws one antibody against another, a dot a cell, as in gating; a sample of cells is "
        "enough.",
        _CYTOMETRY,
    ),
    "read_csv": Word(
        "AnnData's reader for tables: rows are cells; a table of genes × cells comes "
        "out turned round."
    ),
    "read_loom": Word("AnnData's reader for loom files, with counts in X or a layer."),
    "read_text": Word("AnnData's reader for text tables, first column as cell names."),
}

_TRAINING: dict[str, Word] = {
    "SaveCheckpoint": Word(
        "A callback that saves the model whenever `monitor` improves; with "
        "`check_nan_gradients=True` also where NaN breaks training off, so that the last good "
        "weights are kept. Their cause is to be sought in the counts and the layer first, then in "
        "the learning rate.",
        (CALLBACKS, NANS),
    ),
    "SaveBestState": Word(
        "The callback before `SaveCheckpoint`: kept the best weights in memory and put them back.",
        (CALLBACKS,),
    ),
    "LoudEarlyStopping": Word(
        "Early stopping that says why it stopped. `early_stopping=True` in `train` makes one; made "
        "by hand, it needs `warmup_epochs` in releases that know it, or raises KeyError.",
        (CALLBACKS,),
    ),
    "ScibCallback": Word(
        "Keeps latent states of some cells at each validation, so that tuning can score "
        "integration.",
        (CALLBACKS,),
    ),
    "run_autotune": Word(
        "Trains many models with settings from `search_space` and reports the best by `metrics`. "
        "ELBO compares settings only where likelihood and data stay the same.",
        _TUNING,
    ),
    "AutotuneExperiment": Word(
        "What `run_autotune` makes and returns: settings, trials and their results as a table.",
        _TUNING,
    ),
    "create_criticism_report": Word(
        "Runs posterior predictive checks on a trained model and writes a report: counts that "
        "vary as observed, zeros, calibration. Look at it before believing decoded values.",
        (CRITICISM,),
    ),
    "mde": Word(
        "A picture of the latent space in two dimensions, fast on a GPU. For the eye: distances "
        "and gaps in it are no result.",
        (DOWNSTREAM,),
    ),
    "set_seed": Word(
        "Seeds numpy and torch in old releases; since 0.9 assign `scvi.settings.seed` instead."
    ),
    "merge_kwargs": Word("Joins a config object and keywords into one dictionary; keywords win."),
    "mlflow_log_artifact": Word(
        "Adds a file to an MLflow run: it is sent to the server, and no number of the model "
        "changes.",
        _TUNING,
    ),
    "mlflow_log_text": Word(
        "Adds a text to an MLflow run by its id; the model is not touched.", _TUNING
    ),
    "mlflow_log_table": Word(
        "Adds a table to an MLflow run, such as losses by epoch, under the run's id.", _TUNING
    ),
    "mlflow_logger": Word(
        "Sends parameters and losses of a training to the MLflow server that the settings name.",
        _TUNING,
    ),
    "track": Word(
        "A progress bar around a loop, in the style that the settings name; changes no value of "
        "it.",
    ),
    "get_max_epochs_heuristic": Word(
        "How many epochs a data set gets when none are named: 400 up to 20 000 cells, then fewer."
    ),
    "rotate_decipher_components": Word(
        "Turns Decipher's two components so that they lie along given labels; signs may flip.",
        ("user_guide/models/decipher#tasks",),
    ),
    "plot_hier_importance": Word(
        "Draws which groups of genes matter for a response, as a tree with p-values of VIVS.",
        ("user_guide/models/vivs",),
    ),
    "pull_from_huggingface_hub": Word(
        "Downloads a repository with a saved model and its card; nothing is loaded before "
        "`.model` is read.",
        ("tutorials/index_hub",),
    ),
    "pull_from_s3": Word(
        "Fetches model files from an S3 bucket into a folder; counts come along only if asked for.",
        ("tutorials/index_hub",),
    ),
    "push_to_huggingface_hub": Word(
        "Uploads model, card and perhaps data for everybody to see; look for personal data first.",
        ("tutorials/index_hub",),
    ),
    "from_dir": Word(
        "Reads what a saved folder says into metadata or a card: releases, arguments, numbers of "
        "cells and genes.",
        ("tutorials/index_hub",),
    ),
    "from_dict": Word("The same object from a dictionary, such as one read from JSON."),
    "extend": Word("Adds vectors for new categories, keeping those that were learned."),
    "get_embedding": Word("The learned vectors of a covariate's categories, levels × dimensions."),
    "register_tensor_from_anndata": Word(
        "In old releases: adds an obs or obsm entry to the registered tensors, after set-up."
    ),
    "setup_anndata": Word(
        "Before 0.15 a function: registered counts, batch and labels for all models at once. Now "
        "each class has its own, and the old call is gone."
    ),
    "transfer_anndata_setup": Word(
        "Before 0.15: registered new data like old data. `load_query_data` or the model's own "
        "set-up do so now."
    ),
    "view_anndata_setup": Word(
        "Before 0.15 a function: printed what was registered of an object; a model's method now."
    ),
    "get_minified_adata_scrna": Word(
        "An object without counts, with all else kept: what `minify_adata` makes.",
        ("user_guide/use_case/saving_and_loading_models",),
    ),
    "get_minified_mudata": Word(
        "Strips every modality's counts off a MuData; used by `minify_mudata`, seldom called "
        "alone.",
        ("user_guide/use_case/saving_and_loading_models",),
    ),
    "select_genes": Word(
        "Chooses genes that stand for all others, by variability and clusters; a subset comes "
        "back.",
        ("user_guide/models/vivs",),
    ),
    "select_architecture": Word(
        "Tries networks for the scores and keeps the one with the least validation loss.",
        ("user_guide/models/vivs",),
    ),
    "estimate_delta": Word(
        "A threshold for fold changes from the data, where `delta=None`: it differs between "
        "comparisons."
    ),
    "estimate_pseudocounts_offset": Word(
        "The offset for low genes, estimated from those that are zero in one group."
    ),
    "error_on_missing_dependencies": Word(
        "Raises ImportError that names the extra to install, where a package is missing."
    ),
    "is_package_installed": Word("Whether an optional package can be imported, as True or False."),
    "unsupported_if_adata_minified": Word(
        "Marks methods that need counts: they raise ValueError on minified data."
    ),
    "attrdict": Word("A dictionary whose keys can be read as attributes; names are not checked."),
    "dependencies": Word(
        "Marks code that needs optional packages; a missing one raises ImportError."
    ),
    "one_hot": Word("Categories as zeros and ones, cells × levels; gone from newer releases."),
    "auto_move_data": Word("Moves tensors to the module's device before a method is called."),
}

WORDS: dict[str, Word] = {**_DATASETS, **_READING, **_TRAINING}
