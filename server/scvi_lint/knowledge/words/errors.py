"""Exceptions and warnings that users of scvi-tools meet: their meaning, likely causes in order.

`says` are the texts by which one is recognised, with `{}` for what varies; the texts themselves
come from scvi-tools, Lightning, torch, anndata, pandas and Python. Where scvi-tools alone speaks,
the index of its messages (`knowledge.messages`) knows the function as well.
"""

from __future__ import annotations

from scvi_lint.knowledge.words import machine_errors
from scvi_lint.knowledge.words.entry import (
    CALLBACKS,
    COUNTERFACTUAL,
    EXPRESSION_TEST,
    NANS,
    SAVING,
    SURGERY,
    TRAINING,
    Known,
)

_SETUP = "user_guide/models/scvi#preliminaries"
_QUERY = "user_guide/background/transfer_learning#preliminaries"
_CHANGE = f"{EXPRESSION_TEST}#detecting-biologically-relevant-features"


ERRORS: tuple[Known, ...] = (
    # --- NaN ---
    Known(
        (
            "Expected parameter {} of distribution {} to satisfy the constraint {}, but found "
            "invalid values",
            "Expected value argument {} to be within the support {} of the distribution",
            "The parameter {} has invalid values",
            "Normal(loc: torch.Size({}), scale: torch.Size({}))",
        ),
        "The network put out NaN or infinite numbers: training has already gone astray.",
        (
            "X or the registered layer holds no raw counts (log values, negative or NaN): register "
            "the counts layer.",
            "Some cells have no counts at all: filter them before set-up.",
            "A continuous covariate holds NaN or very large numbers: fill and scale it.",
            "The last minibatch has one cell: choose another batch_size.",
            "The learning rate is too high: lower it in plan_kwargs, then clip gradients.",
        ),
        ("SCV250", "SCV252", "SCV253", "SCV153", "SCV362", "SCV524", "SCV554"),
        (NANS,),
    ),
    Known(
        ("Loss is nan", "loss=nan", "train_loss_step=nan", "NaN gradients", "nan gradients"),
        "A minibatch gave a loss that is no number; from then on the weights are NaN, too.",
        (
            "The data: counts, layer, empty cells, NaN in covariates.",
            "The learning rate; then SaveCheckpoint(check_nan_gradients=True) keeps what was good.",
        ),
        ("SCV250", "SCV252", "SCV253", "SCV524"),
        (NANS, CALLBACKS),
    ),
    Known(
        ("Input contains NaN", "Input X contains NaN", "cannot convert float NaN to integer"),
        "A function that takes no missing values was given some.",
        (
            "The latent space is NaN since training failed: look at model.history first.",
            "A column of obs has cells without a value.",
        ),
        ("SCV152", "SCV153", "SCV252"),
        (NANS,),
    ),
    Known(
        ("{} does not contain unnormalized count data. Are you sure this is what you want?",),
        "The registered matrix holds values that are no whole, non-negative numbers. scvi-tools "
        "only warns and trains on them.",
        (
            "X was normalised before set-up: register layer='counts'.",
            "Counts were corrected (ambient RNA, imputation): round them, or know what you do.",
        ),
        ("SCV201", "SCV250", "SCV251", "SCV205"),
        (_SETUP, NANS),
    ),
    Known(
        ("This dataset has some empty cells, this might fail inference",),
        "Cells without a single count are in the data; their depth has no logarithm.",
        ("Filter them with scanpy.pp.filter_cells(adata, min_counts=1) before set-up.",),
        ("SCV253",),
        (NANS,),
    ),
    Known(
        ("Expected more than 1 value per channel when training, got input size {}",),
        "The last minibatch of an epoch holds a single cell, and batch normalisation cannot work "
        "on one.",
        (
            "Change batch_size or train_size by a little.",
            "Pass datasplitter_kwargs={'drop_last': True}.",
        ),
        ("SCV554",),
        (TRAINING,),
    ),
    # --- set-up ---
    Known(
        (
            "Please set up your AnnData with {}.setup_anndata first. It appears the AnnData object "
            "has been setup with a different model",
            "Please set up your AnnData with {}.setup_anndata first",
            "setup_anndata first",
        ),
        "The data carries no registration for this class.",
        (
            "setup_anndata of another class was called: call this class's own.",
            "The data was copied, subset or read again afterwards: register the new object.",
            "It never was called.",
        ),
        ("SCV101", "SCV102", "SCV103", "SCV104", "SCV106"),
        (_SETUP,),
    ),
    Known(
        (
            "The provided AnnData object does not match the AnnData object previously provided for "
            "setup. Did you make a copy?",
        ),
        "Another object than the registered one was handed over, a copy most likely.",
        ("Run setup_anndata on the very object that you pass on.",),
        ("SCV103", "SCV107"),
        (_SETUP,),
    ),
    Known(
        ("{} is not a valid key in adata.{}", "{} is not a valid column in adata.{}"),
        "Set-up names a column or layer that the data does not have.",
        (
            "A typo, or another spelling: look at adata.obs.columns and adata.layers.",
            "The counts layer was never made, or was lost in a file or concatenation.",
        ),
        ("SCV150", "SCV151", "SCV754"),
        (_SETUP,),
    ),
    Known(
        ("{} not found in adata.{}", "{} not found in adata.uns"),
        "Set-up names an entry of obsm or uns that the data does not have.",
        ("Look at adata.obsm: protein counts, coordinates or niches are written there first.",),
        ("SCV950", "SCV966"),
        (_SETUP,),
    ),
    Known(
        ("Please run `adata = adata.copy()`",),
        "The object is a view: a part of another one that was never copied.",
        ("Write adata = adata[mask].copy() before set-up.",),
        ("SCV105",),
        (_SETUP,),
    ),
    Known(
        ("Category {} in adata.obs['{}'] has fewer than 3 cells. Models may not train properly.",),
        "A batch, label or covariate has one or two cells: nothing can be learned of it.",
        ("Leave these cells out, or merge the category with one that is alike.",),
        ("SCV157",),
        (_SETUP,),
    ),
    Known(
        ('Making .obs["{}"] categorical failed. Expected categories: {}. Received categories: {}',),
        "The column's categories are other kinds of values than at set-up (NaN, numbers), or new.",
        (
            "Numbers at one time and text at the other: convert with astype(str) on both.",
            "A CSV file has turned categories into numbers.",
        ),
        ("SCV753",),
        (_SETUP,),
    ),
    Known(
        (
            "Category {} not found in source registry. Cannot transfer setup without "
            "`extend_categories = True`",
        ),
        "The data holds a category – a batch, a label – that the model was not trained on.",
        (
            "At inference: leave these cells out, or train with them.",
            "New batches: map them with load_query_data instead of passing them to the model.",
        ),
        ("SCV753",),
        (SURGERY,),
    ),
    Known(
        ("Training will be faster when sparse matrix is formatted as CSR",),
        "The matrix is stored by columns; each minibatch of cells is slow to gather.",
        ("Convert once before set-up: adata.X = adata.X.tocsr().",),
        ("SCV556",),
        (TRAINING,),
    ),
    Known(
        ("Modality {} not found in mdata.mod", "{} is not a valid modality in adata.mod"),
        "`modalities` names a modality that the MuData does not have.",
        ("Look at mdata.mod.keys(); RNA is often called `rna` in one file, `gex` in another.",),
        ("SCV902", "SCV954"),
        (_SETUP,),
    ),
    Known(
        ("Detected unpaired observations in modality {}",),
        "The modalities of the MuData do not hold the same cells.",
        ("mudata.pp.intersect_obs(mdata), or pad what is missing as the model's page says.",),
        ("SCV956",),
        ("user_guide/models/multivi#preliminaries",),
    ),
    # --- queries ---
    Known(
        ('"{}" not a valid batch category.', "not a valid batch category"),
        "transform_batch (or a batch id) names a batch that the registered column does not have.",
        (
            "A typo, or a level of another column: look at the registered batches with "
            "model.view_anndata_setup().",
            "The model was registered without batch_key.",
        ),
        ("SCV401", "SCV402", "SCV403", "SCV404"),
        (COUNTERFACTUAL,),
    ),
    Known(
        (
            "Please train the model first",
            "Trying to query inferred values from an untrained model",
        ),
        "The model was asked before it was trained: what comes back is from random weights, or an "
        "error.",
        (
            "Call train() first; on the object that you ask, not on another.",
            "load returns the trained model: assign it.",
        ),
        ("SCV501", "SCV420", "SCV701", "SCV808"),
        (TRAINING,),
    ),
    Known(
        (
            "Number of vars in adata_target not the same as source. Expected: {} Received: {}",
            "mat1 and mat2 shapes cannot be multiplied",
            "size mismatch for {}: copying a param with shape",
        ),
        "The data has another number of genes (or the saved network another size) than the model.",
        (
            "The data was subset to variable genes after, or before, the model was trained.",
            "A query: run prepare_query_anndata first.",
            "The model is loaded with another class or other arguments than it was saved with.",
        ),
        ("SCV751", "SCV123", "SCV750"),
        (_QUERY,),
    ),
    Known(
        (
            "var_names for adata passed in does not match var_names of adata used to train the "
            "model. For valid results, the vars need to be the same and in the same order",
        ),
        "Genes have other names or another order than in training; scvi-tools only warns and takes "
        "them by position.",
        (
            "Reorder: adata = adata[:, model.adata.var_names].copy().",
            "Names against identifiers (symbols, Ensembl): use the same in both.",
        ),
        ("SCV752", "SCV751"),
        (_QUERY,),
    ),
    Known(
        ("One of idx1 or idx2 has size zero",),
        "One side of the comparison holds no cell.",
        (
            "The condition is never true: a typo in a level, or numbers compared with text.",
            "Both conditions joined leave nothing.",
        ),
        ("SCV652", "SCV650"),
        (EXPRESSION_TEST,),
    ),
    Known(
        ("Only a single group in the data. Can't run DE on a single group",),
        "The column of groupby has one level in this data.",
        ("Another column was meant, or the data was subset to one group before.",),
        ("SCV651",),
        (EXPRESSION_TEST,),
    ),
    Known(
        ("Mask must be same length as adata",),
        "A mask was made on another object: it has another number of cells.",
        ("Build it from model.adata.obs.",),
        ("SCV610",),
        (EXPRESSION_TEST,),
    ),
    Known(
        (
            "`return_numpy` must be `True` if `n_samples > 1` and `return_mean` is{}`False`, "
            "returning an `np.ndarray`",
        ),
        "Several draws for each cell and gene have three axes; a table has two, so an array comes.",
        ("Average with return_mean=True, or work on the array: samples × cells × genes.",),
        ("SCV416",),
        ("user_guide/models/scvi#normalization-denoising-imputation-of-expression",),
    ),
    Known(
        ("Transforming batches is not implemented for this model",),
        "This class cannot decode for another batch.",
        ("Leave transform_batch out, or take a model that can, such as SCVI.",),
        ("SCV403",),
        (COUNTERFACTUAL,),
    ),
    # --- results ---
    Known(
        ("KeyError: 'lfc_mean'", "KeyError: 'proba_de'", "KeyError: 'is_de_fdr_0.05'"),
        "The table of differential expression has no such column.",
        (
            "mode is 'vanilla', the default before 1.3: pass mode='change'.",
            "The number in is_de_fdr_… is fdr_target: another was asked for.",
        ),
        ("SCV601", "SCV602"),
        (_CHANGE,),
    ),
    Known(
        (
            "KeyError: 'elbo_validation'",
            "KeyError: 'validation_loss'",
            "KeyError: 'reconstruction_loss_validation'",
        ),
        "history has no validation curve: validation never ran.",
        ("Train with check_val_every_n_epoch=1, or early_stopping=True.",),
        ("SCV502",),
        (CALLBACKS,),
    ),
    Known(
        (
            "Early stopping conditioned on metric `{}` which is not available. Pass in or modify "
            "your `EarlyStopping` callback to use any of the following: {}",
            "ModelCheckpoint(monitor={}) could not find the monitored key in the returned metrics",
            "`ReduceLROnPlateau` conditioned on metric {} which is not available",
        ),
        "What is to be watched is never logged in this training.",
        (
            "Its name has a typo, or another form: see the keys of model.history.",
            "It is a validation value and nothing is held out, or validation is off.",
        ),
        ("SCV513", "SCV514", "SCV512"),
        (CALLBACKS,),
    ),
    # --- calls of other releases ---
    Known(
        ("got an unexpected keyword argument {}",),
        "This function of the installed release does not take this argument.",
        (
            "It belongs elsewhere: lr and its like go into plan_kwargs, registration into "
            "setup_anndata.",
            "It is of an older release: use_gpu is now accelerator and devices, n_epochs is "
            "max_epochs.",
            "A typo.",
        ),
        ("SCV013", "SCV014", "SCV015", "SCV504", "SCV109", "SCV128"),
        (TRAINING,),
    ),
    Known(
        (
            "module 'scvi{}' has no attribute '{}'",
            "cannot import name '{}' from 'scvi{}'",
            "No module named 'scvi.{}'",
            "module 'scvi' has no attribute",
        ),
        "The installed release has no such name: it is gone, or not there yet.",
        (
            "scvi.data.setup_anndata became Model.setup_anndata in 0.15.",
            "scvi.dataset, scvi.models, scvi.inference are of releases before 0.7.",
            "autotune, hub and criticism may want an extra or an import of their own.",
        ),
        ("SCV010", "SCV011", "SCV012", "SCV550"),
        ("installation",),
    ),
    Known(
        ("No module named 'scvi'",),
        "scvi-tools is not installed in the environment that runs this program.",
        (
            "pip install scvi-tools (the package is not called scvi).",
            "The notebook's kernel is another environment.",
        ),
        (),
        ("installation",),
    ),
    Known(
        ("Please install {} to use this functionality", "No module named 'ray'"),
        "This part of scvi-tools wants a package that does not come with it.",
        ("Install the extra that the installation page names for it.",),
        ("SCV550",),
        ("installation#optional-dependencies", "installation"),
    ),
    # --- files ---
    Known(
        ("{} already exists. Please provide another directory for saving",),
        "The folder is there already, and save does not overwrite unless told.",
        ("Pass overwrite=True, or another folder.",),
        ("SCV703",),
        (SAVING,),
    ),
    Known(
        (
            "Failed to load model file at {}",
            "If attempting to load a saved model from <v0.15.0, please use the util function "
            "`convert_legacy_save`",
        ),
        "There is no model.pt in this folder, or it is of a release before 0.15.",
        (
            "The path is a file, or another folder; a prefix was used in saving.",
            "An old model: SCVI.convert_legacy_save(old, new) once.",
        ),
        ("SCV755", "SCV710"),
        (SAVING,),
    ),
    Known(
        ("It appears you are loading a model from a different class",),
        "The folder holds a model of another class.",
        ("Load it with the class that saved it.",),
        ("SCV750", "SCV811"),
        (SAVING,),
    ),
    Known(
        (
            "Save path contains no saved anndata and no adata was passed",
            "adata cannot be None",
        ),
        "The model was saved without its data, and load was given none.",
        ("Pass adata=…, with the genes and columns of the time of training.",),
        ("SCV705",),
        (SAVING,),
    ),
    Known(
        ("Weights only load failed", "Unsupported global: GLOBAL"),
        "torch refuses to load anything but tensors from this file.",
        (
            "The file was written by an older scvi-tools with another torch: load and save it once "
            "in the environment of the time.",
            "Only if you trust who made it: weights_only=False.",
        ),
        ("SCV755",),
        (SAVING,),
    ),
    Known(
        ("Attempting to deserialize object on a CUDA device but torch.cuda.is_available()",),
        "The model was saved on a GPU, and there is none here.",
        ("Load with accelerator='cpu'.",),
        ("SCV742",),
        (SAVING, "installation#gpu-support-with-pytorch"),
    ),
    # --- others ---
    Known(
        ("Observation names are not unique", "Reindexing only valid with uniquely valued Index"),
        "Several cells have the same name, usually after samples were concatenated.",
        ("adata.obs_names_make_unique(), or index_unique='-' in concat.",),
        ("SCV159",),
        (_SETUP,),
    ),
    Known(
        ("Trying to set attribute `.obs` of view, copying", "ImplicitModificationWarning"),
        "A view was written to; anndata made a copy behind your back.",
        ("Copy where you subset: adata[mask].copy().",),
        ("SCV105",),
        (_SETUP,),
    ),
    Known(
        (
            "Length of values ({}) does not match length of index ({})",
            "Value passed for key {} is of incorrect shape. Values of obsm must match dimensions",
        ),
        "A result has another number of rows than the object that it is stored on.",
        (
            "It was computed for a part of the cells (indices=…, another AnnData).",
            "Cells were filtered in between.",
        ),
        ("SCV421", "SCV432"),
        ("user_guide/use_case/downstream_analysis_tasks",),
    ),
    Known(
        ("Can only have one of `use_gpu`", "`use_gpu` is deprecated in v1.0"),
        "use_gpu was replaced.",
        ("accelerator='gpu', devices=1.",),
        ("SCV013", "SCV017"),
        (TRAINING,),
    ),
    Known(
        ("Spatial genes needs to be subset of seq genes", "spatial genes needs to be subset"),
        "gimVI wants every spatial gene among those of the cells.",
        ("Subset the spatial data to the genes that both have.",),
        ("SCV965",),
        ("user_guide/models/gimvi#tasks",),
    ),
    Known(
        ("The {} function currently does not support minified data",),
        "The counts were dropped by minify_adata; this needs them.",
        ("Ask before minifying, or load the model with its counts.",),
        ("SCV707", "SCV607"),
        (SAVING,),
    ),
    Known(
        ("scArches currently does not support models with extra categorical covariates",),
        "A reference with categorical covariates takes no query in this release.",
        ("Register them as batch, or train the reference without.",),
        ("SCV358",),
        (SURGERY,),
    ),
    Known(
        ("Query data contains less than {} of reference var names",),
        "Many of the reference's genes are missing in the query and become zeros.",
        (
            "Symbols against Ensembl identifiers: use the names of the reference.",
            "Another panel or annotation: results will be poor.",
        ),
        ("SCV858",),
        (_QUERY,),
    ),
    Known(
        ("train_size + validation_size must be between 0 and 1", "Invalid train_size"),
        "The shares of training and validation do not fit into one.",
        ("Leave validation_size out: it takes what train_size left.",),
        ("SCV519", "SCV520"),
        (TRAINING,),
    ),
    Known(
        ("Anndata and cell type markers do not contain the same genes",),
        "CellAssign wants data with exactly the genes of the marker table.",
        ("bdata = adata[:, markers.index].copy(), size factors from before.",),
        (),
        ("user_guide/models/cellassign#preliminaries",),
    ),
    # --- set-up and data, as seen from outside ---
    Known(
        ("missing 1 required positional argument: 'unlabeled_category'",),
        "SCANVI has to be told which value of the labels column means 'not annotated'.",
        (
            "setup_anndata(…, unlabeled_category='Unknown'), also when every cell has a label.",
            "With from_scvi_model it is an argument of that call.",
        ),
        ("SCV131",),
        ("user_guide/models/scanvi#preliminaries",),
    ),
    Known(
        ("The value argument must be within the support of the distribution",),
        "The likelihood was given values that no counts can be: negative, fractional or NaN.",
        (
            "The registered layer holds normalised or scaled values: register the raw counts.",
            "NaN in protein counts or in X: drop these cells or set them to zero for good reason.",
        ),
        ("SCV250", "SCV252"),
        (NANS,),
    ),
    Known(
        ("Layer {} not found in adata.layers", "'{}' not found in adata.layers"),
        "Set-up names a layer that this object does not have.",
        (
            "adata.layers['counts'] = adata.X.copy() was not run, or ran on another object.",
            "Writing through a format without layers lost them.",
        ),
        ("SCV151",),
        (_SETUP,),
    ),
    Known(
        (
            "Number of obs in modalities are not the same",
            "Detected unpaired observations in modality",
            "All modalities must have the same observations",
        ),
        "The modalities do not hold the same cells in the same order.",
        (
            "mu.pp.intersect_obs(mdata), then set-up.",
            "For cells that lack a modality: MULTIVI on one AnnData, zeros for what is missing.",
        ),
        ("SCV956",),
        ("user_guide/models/multivi#preliminaries",),
    ),
    Known(
        (
            "Sizes of tensors must match except in dimension",
            "The size of tensor a ({}) must match the size of tensor b ({})",
        ),
        "Two parts of one minibatch have different numbers of rows or columns.",
        (
            "Query and reference were registered with other covariates or batches: set up alike.",
            "An obsm entry, or protein table, is shorter than the data: rows were cut between.",
        ),
        (),
        (_QUERY,),
    ),
    Known(
        ("index {} is out of bounds for axis {} with size {}",),
        "A position was asked for that the data does not have.",
        (
            "indices= counts positions from 0 in this object; they came from another, larger one.",
            "Labels or batches of new cells go beyond those that the model knows.",
        ),
        ("SCV432",),
        ("user_guide/use_case/downstream_analysis_tasks",),
    ),
    Known(
        (
            "'numpy.ndarray' object has no attribute 'toarray'",
            "'numpy.ndarray' object has no attribute 'todense'",
            "'numpy.matrix' object has no attribute",
            "'csr_matrix' object has no attribute 'A'",
        ),
        "Code for a sparse matrix was given a dense one, or the other way round.",
        (
            "Ask scipy.sparse.issparse(adata.X) first; scaling makes X dense.",
            "`.A` is gone from newer scipy: use toarray().",
        ),
        (),
        (_SETUP,),
    ),
    Known(
        (
            "cannot specify integer `bins` when input data contains infinity",
            "Bin edges must be unique",
            "reciprocal condition number",
        ),
        "Highly variable genes were sought on values that do not fit the flavour.",
        (
            "flavor='seurat_v3' wants counts (layer='counts'); the others want log values.",
            "Genes without a count, or batches of few cells: filter first.",
        ),
        (),
        (_SETUP,),
    ),
    Known(
        ("Missing key(s) in state_dict", "Unexpected key(s) in state_dict"),
        "The saved weights have other names than the network that was built for them.",
        (
            "Saved with another release of scvi-tools or of the package that brings the model: "
            "install that one, or train anew.",
            "Loaded with a subclass, or with other constructor arguments.",
        ),
        ("SCV750",),
        (SAVING,),
    ),
    Known(
        ("got an unexpected keyword argument 'n_epochs'",),
        "n_epochs is of releases before 0.7; the argument is max_epochs now.",
        ("train(max_epochs=…); n_epochs_kl_warmup stays, in plan_kwargs.",),
        ("SCV013",),
        (TRAINING,),
    ),
    Known(
        (
            "type object '{}' has no attribute 'setup_anndata'",
            "'{}' object has no attribute 'is_trained_'",
            "'{}' object has no attribute 'history_'",
        ),
        "The program was written for another release than the one that is installed.",
        (
            "Before 0.15 set-up was the function scvi.data.setup_anndata: install a newer release.",
            "Names that end in _ are private and change: use is_trained and history.",
        ),
        ("SCV010", "SCV011", "SCV012"),
        ("installation",),
    ),
    *machine_errors.ERRORS,
)
