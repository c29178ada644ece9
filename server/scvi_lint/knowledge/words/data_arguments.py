"""Arguments of functions and classes beside the models: data sets, callbacks, tuning, the hub,
registration fields, distributions. Under `function.argument`, where the name is a common one."""

from __future__ import annotations

from scvi_lint.knowledge.words.entry import CALLBACKS, CRITICISM, LOADERS, Word

_TUNING = ("user_guide/use_case/hyper_parameters_tuning",)
_HUB = ("tutorials/index_hub",)
_CODE = ("user_guide/background/codebase_overview",)
_BASSET = ("user_guide/models/scbasset#preliminaries",)
_PROCESS = ("user_guide/models/scvi#generative-process",)
_DECIPHER = ("user_guide/models/decipher#trajectories-and-gene-patterns",)
_SCAR = ("user_guide/models/scar#estimating-the-ambient-profile",)
_TANGRAM = ("user_guide/models/tangram#mapping-objective",)
_CYTOMETRY = ("user_guide/models/cytovi#preliminaries",)

_SYNTHETIC: dict[str, Word] = {
    "synthetic_iid.batch_size": Word(
        "How many cells *each* simulated batch gets (200), nothing to do with minibatches."
    ),
    "synthetic_iid.n_genes": Word(
        "How many gene columns are simulated (100), all independent of each other and of labels."
    ),
    "synthetic_iid.n_proteins": Word(
        "How many proteins are put into `obsm['protein_expression']`; 0: none."
    ),
    "synthetic_iid.n_regions": Word(
        "How many accessible regions are simulated beside the genes, as binary counts."
    ),
    "synthetic_iid.n_batches": Word(
        "How many levels the obs column `batch` has (2); more levels mean more simulated data."
    ),
    "synthetic_iid.n_labels": Word(
        "How many cell types `labels` names (3); cells of them do not differ in expression."
    ),
    "synthetic_iid.sparse_format": Word(
        "The sparse class that counts in X are stored in; None gives a dense array."
    ),
    "synthetic_iid.return_mudata": Word(
        "Whether a MuData with `rna`, `protein_expression` and `accessibility` comes back instead."
    ),
    "synthetic_iid.dropout_ratio": Word(
        "The share of counts that is set to zero at random, on top of the distribution's."
    ),
    "synthetic_iid.rna_dist": Word(
        "The distribution that random gene counts are drawn from, such as negative binomial."
    ),
    "synthetic_iid.generate_coordinates": Word(
        "Writes random positions, cells × 2, into `obsm['coordinates']`, for spatial models."
    ),
    "save_path": Word("The folder for the downloaded file; found there, it is not fetched again."),
    "remove_extracted_data": Word(
        "Whether unpacked archives are deleted after reading: disk space against a new download."
    ),
    "run_setup_anndata": Word(
        "Whether the data comes registered; gone since 0.15, call `setup_anndata` yourself."
    ),
    "mask_protein_batches": Word(
        "In how many batches proteins are hidden as zeros, to see whether they are imputed."
    ),
    "protein_join": Word(
        "`inner` keeps proteins of both runs, `outer` fills absent ones with zero."
    ),
    "dataset_name": Word(
        "Which run of 10x Genomics is downloaded, spelled as on their site, or it is not found."
    ),
    "subset_datasets": Word(
        "Which of the ten sorted populations are read, by name; None takes all cells."
    ),
    "use_high_level_cluster": Word(
        "Whether coarse types are given as labels instead of fine ones."
    ),
    "max_cells_to_keep": Word(
        "Reads only so many cells of the file, which bounds memory; they are the first ones."
    ),
    "url": Word(
        "The address that the file is downloaded from, over the network, unless it lies in the "
        "folder."
    ),
    "filename": Word(
        "The name of the file within its folder; an existing one of that name is not fetched anew."
    ),
}

_PREPARING: dict[str, Word] = {
    "n_top_genes": Word("How many genes are marked as variable (4000); a mark removes none."),
    "subset": Word(
        "Whether genes that are not marked are removed at once, in place: they cannot come back."
    ),
    "n_samples_poisson": Word(
        "How many draws the test of a gene's zeros makes; few make the ranking noisy."
    ),
    "minibatch_size": Word(
        "How many entries are drawn at once while genes are tested: memory only, no result."
    ),
    "genome_name": Word(
        "The assembly that peaks were called on, such as `hg38`; another gives wrong sequences.",
        _BASSET,
    ),
    "genome_dir": Word(
        "The folder in which genomes are kept or downloaded to: some gigabytes for a mammal.",
        _BASSET,
    ),
    "genome_provider": Word(
        "From whom the genome is downloaded, such as UCSC or Ensembl.", _BASSET
    ),
    "install_genome": Word(
        "Whether a missing genome is downloaded; with False it must lie in the folder already.",
        _BASSET,
    ),
    "chr_var_key": Word(
        "The var column with the peak's chromosome, spelled as the genome does.", _BASSET
    ),
    "start_var_key": Word(
        "The var column with the first position of each peak, as a number; counted from 0.", _BASSET
    ),
    "end_var_key": Word(
        "The var column in which each peak ends; peaks are cut or widened to `seq_len`.", _BASSET
    ),
    "sequence_varm_key": Word(
        "The varm entry for plain letters, a column for each base pair; only for looking.", _BASSET
    ),
    "code_varm_key": Word(
        "The varm entry for encoded sequences, 0 to 3 for A, C, G, T: what SCBASSET registers.",
        _BASSET,
    ),
    "seq_len": Word(
        "Base pairs taken around each peak's centre (1344); peaks are cut or widened to it.",
        _BASSET,
    ),
    "reads_to_fragments.layer": Word(
        "Which layer holds read counts to be halved; None stands for X itself."
    ),
    "fragment_layer": Word(
        "The name of the new layer with fragment counts (`fragments`); register that one."
    ),
    "read_layer": Word(
        "Where the sequencer's read counts stand, even numbers mostly; None takes X."
    ),
    "transform_arcsinh.raw_layer_key": Word(
        "The layer with raw intensities to compress; already transformed ones are squeezed twice.",
        _CYTOMETRY,
    ),
    "raw_layer_key": Word(
        "The layer with raw antibody intensities; values that were scaled before fit badly.",
        _CYTOMETRY,
    ),
    "global_scaling_factor": Word(
        "One cofactor for all antibodies: a larger one is more linear.", _CYTOMETRY
    ),
    "transformed_layer_key": Word(
        "The layer in which compressed values are written, and where scaling looks for them.",
        _CYTOMETRY,
    ),
    "scaled_layer_key": Word(
        "The layer that scaled intensities go to: register this one, not the raw ones.", _CYTOMETRY
    ),
    "batch_key_scaling": Word(
        "Scales each batch by itself, which also hides real differences between batches.",
        _CYTOMETRY,
    ),
    "layer_key": Word(
        "Which layer of intensities is read: raw, transformed or scaled; the axis shows its scale.",
        _CYTOMETRY,
    ),
    "marker_x": Word(
        "The antibody on the horizontal axis, by its name in var; each dot is a cell.", _CYTOMETRY
    ),
    "marker_y": Word(
        "The antibody, or antibodies, on the vertical axis; a list makes a panel for each.",
        _CYTOMETRY,
    ),
    "subsample.n_obs": Word(
        "How many cells are kept in all, or in each group, drawn at random.", _CYTOMETRY
    ),
    "n_obs": Word(
        "How many cells there are or are drawn; the default number of epochs depends on it."
    ),
    "output_path": Word("Target folder or file; what lies there under that name is lost."),
    "copy": Word("Whether a changed copy is returned and the object left as it was."),
}

_CALLBACKS: dict[str, Word] = {
    "SaveCheckpoint.monitor": Word(
        "The logged key whose best value picks the kept weights; validation keys only, and "
        "training must compute them.",
        (CALLBACKS,),
    ),
    "monitor": Word(
        "The logged key that is watched; it has to be computed in every epoch.", (CALLBACKS,)
    ),
    "dirpath": Word(
        "The folder of checkpoints; by default dated, below the log folder.", (CALLBACKS,)
    ),
    "SaveCheckpoint.filename": Word(
        "How checkpoint folders are named, with epoch and monitor in braces.", (CALLBACKS,)
    ),
    "load_best_on_end": Word(
        "Whether the best weights are put back when training ends; otherwise the last ones stay "
        "in the model.",
        (CALLBACKS,),
    ),
    "check_nan_gradients": Word(
        "Whether gradients are watched for NaN, so that training stops with a saved good state. "
        "The cause still is to be found: counts and layer first, then the learning rate.",
        (CALLBACKS, "faq#my-model-errors-out-during-training-due-to-nans-how-can-i-fix-this"),
    ),
    "save_top_k": Word(
        "How many best checkpoints are kept; -1 keeps all and fills the disk.", (CALLBACKS,)
    ),
    "min_delta": Word(
        "The smallest change of the monitored value that counts as improvement, in its own unit.",
        (CALLBACKS,),
    ),
    "patience": Word(
        "How many validations without improvement are borne before training stops.", (CALLBACKS,)
    ),
    "warmup_epochs": Word(
        "Epochs in which stopping is not allowed yet, so the KL warm-up cannot end a training.",
        (CALLBACKS,),
    ),
    "SaveCheckpoint.mode": Word(
        "`min` or `max`: whether the watched value should fall or rise.", (CALLBACKS,)
    ),
    "LoudEarlyStopping.mode": Word(
        "Whether the monitored value ought to fall (`min`, losses) or rise (`max`, scores).",
        (CALLBACKS,),
    ),
}

_TUNER: dict[str, Word] = {
    "run_autotune.model_cls": Word(
        "The class that is tuned, such as `scvi.model.SCVI`; data must be set up for it.", _TUNING
    ),
    "model_cls": Word(
        "The model class itself, not an instance; its name decides how data is registered.", _TUNING
    ),
    "run_autotune.data": Word(
        "The registered object that every trial trains on; it is copied to each worker.", _TUNING
    ),
    "data": Word("The registered object, or the table that is to be drawn or uploaded."),
    "metrics": Word(
        "Logged keys to compare trials by, the first one decides; `elbo_validation` only where "
        "the likelihood stays the same.",
        _TUNING,
    ),
    "run_autotune.mode": Word(
        "`min` for losses, `max` for scores: the wrong one keeps the worst.", _TUNING
    ),
    "AutotuneExperiment.mode": Word(
        "Whether the deciding metric should fall or rise; a loss wants `min`.", _TUNING
    ),
    "search_space": Word(
        "What is varied, as two dictionaries, `model_params` and `train_params`, of ray "
        "distributions; other keys raise an error.",
        _TUNING,
    ),
    "run_autotune.num_samples": Word(
        "How many settings are drawn; each is a whole training, so time grows with it.", _TUNING
    ),
    "AutotuneExperiment.num_samples": Word(
        "How many trials there will be, each with settings and weights of its own.", _TUNING
    ),
    "scheduler": Word(
        "What ends bad trials early: `asha`, `hyperband`, `median`, or none (`fifo`).", _TUNING
    ),
    "searcher": Word(
        "How settings are proposed: at random, or by `hyperopt` from what went well.", _TUNING
    ),
    "run_autotune.seed": Word(
        "Seeds which settings are drawn and each trial's training; without it two searches differ.",
        _TUNING,
    ),
    "resources": Word(
        "CPU, GPU and memory of one trial: too much, and no trial ever starts.", _TUNING
    ),
    "experiment_name": Word(
        "The name of the results' folder; a used one mixes old trials in with the new.", _TUNING
    ),
    "logging_dir": Word(
        "Where trials write losses and checkpoints; grows with the number of trials.", _TUNING
    ),
    "save_checkpoints": Word(
        "Whether each trial's model is kept, so the best can be loaded.", _TUNING
    ),
    "scheduler_kwargs": Word(
        "Settings of the scheduler, such as its grace period in epochs.", _TUNING
    ),
    "searcher_kwargs": Word(
        "What the searcher is told beyond the search space, such as first guesses to train.",
        _TUNING,
    ),
    "ignore_reinit_error": Word(
        "Whether a Ray that runs in this session already is used without an error.", _TUNING
    ),
    "local_mode": Word(
        "Runs trials one after another in this process: slow, and errors show where they arise.",
        _TUNING,
    ),
    "log_to_driver": Word(
        "Whether output of trials is shown in the notebook: much text for many trials.", _TUNING
    ),
    "scib_stage": Word(
        "When integration scores are computed: at validation, or after training.", _TUNING
    ),
    "scib_subsample_rows": Word(
        "How many cells integration scores are computed on; few make them noisy.", _TUNING
    ),
    "scib_indices_list": Word(
        "Which cells integration scores use, by position, instead of a random sample.", _TUNING
    ),
    "n_jobs": Word(
        "Processes for computing integration scores, not for training; does not alter results.",
        _TUNING,
    ),
    "solver": Word(
        "Which eigenvalue method integration scores use; `arpack` fits most data.", _TUNING
    ),
    "run_id": Word(
        "The MLflow run that is added to, as text from `model.run_id`; an ended run is reopened.",
        _TUNING,
    ),
    "artifact_file": Word("The name that the table or text gets within the MLflow run.", _TUNING),
}

_HUBS: dict[str, Word] = {
    "repo_name": Word(
        "`owner/name` of the repository with the model; downloaded and loaded.", _HUB
    ),
    "cache_dir": Word(
        "Where downloaded models and data are kept between sessions; gigabytes gather there.", _HUB
    ),
    "revision": Word("Which commit or tag is taken: pin it, or results change with uploads.", _HUB),
    "pull_anndata": Word("Whether the training data is downloaded as well, if it is there.", _HUB),
    "metadata": Word("Releases and places of data, as `HubMetadata` or a JSON file.", _HUB),
    "model_card": Word("The page that people read: what it was trained on, what for.", _HUB),
    "anndata_version": Word(
        "The anndata release the data was written with; others may not read it.", _HUB
    ),
    "license_info": Word(
        "Under which licence model and data may be used, such as `cc-by-4.0`.", _HUB
    ),
    "data_modalities": Word(
        "What was measured in the training cells – `rna`, `protein` – as the card lists it.", _HUB
    ),
    "data_is_annotated": Word(
        "Whether cell types come with the training data: said on the card, not checked.", _HUB
    ),
    "description": Word(
        "What the model is for, and what it should not be used for; shown on the card.", _HUB
    ),
    "references": Word(
        "Papers that users of the uploaded model should cite, as text for its card.", _HUB
    ),
    "tissues": Word(
        "Which tissues the training cells came from; others are out of distribution for it.", _HUB
    ),
    "training_data_url": Word(
        "Where the training data can be found, for people who want to train anew.", _HUB
    ),
    "training_code_url": Word(
        "Where the code that trained the model can be found; without it nobody can repeat it.", _HUB
    ),
    "model_parent_module": Word(
        "The package that the class is imported from: `scvi.model` if nothing is said.", _HUB
    ),
    "save_folder": Word(
        "The folder that the report of checks is written to, as Markdown; made when missing.",
        (CRITICISM,),
    ),
    "label_key": Word(
        "The obs column by which metrics or loaders group cells: types, not clusters of the model.",
        (CRITICISM,),
    ),
}

_OWN_MODELS: dict[str, Word] = {
    "registry_key": Word(
        "Under which name a module finds the tensor: one of `REGISTRY_KEYS`.", _CODE
    ),
    "attr_key": Word(
        "The obs, obsm or var entry that is registered; None where a default fits.", _CODE
    ),
    "attr_keys": Word(
        "Which obs columns are registered together; the order is that of the tensor's columns.",
        _CODE,
    ),
    "obs_key": Word(
        "The obs column that is registered; None stands for one category for all cells.", _CODE
    ),
    "is_count_data": Word(
        "Whether a warning is due when values are negative or not whole numbers.", _CODE
    ),
    "NumericalObsField.required": Word(
        "Whether a missing obs column is an error, or simply no field.", _CODE
    ),
    "fields": Word(
        "The field objects that make up a registration; the order fixes that of the tensors.", _CODE
    ),
    "setup_method_args": Word(
        "The set-up call's arguments as a dictionary, saved with the model to repeat it.", _CODE
    ),
    "mod_key": Word(
        "The modality of the MuData that the field reads; None looks in the MuData's own obs.",
        _CODE,
    ),
    "mod_required": Word(
        "Raises an error when no modality is named, instead of searching the whole object.", _CODE
    ),
    "use_batch_mask": Word(
        "Whether proteins that a batch lacks are masked out of the loss.", _CODE
    ),
    "batch_field": Word(
        "The registered batches, by which proteins that a batch lacks are noticed and masked.",
        _CODE,
    ),
    "adata_manager": Word(
        "The registration that tensors are drawn from: made by set-up, one for each object.", _CODE
    ),
    "n_in": Word(
        "Columns that the first layer takes in: features or latent dimensions, covariates not "
        "counted.",
        _CODE,
    ),
    "n_out": Word(
        "The width that the last dense layer has: columns of its output; what follows must take as"
        " many.",
        _CODE,
    ),
    "n_output": Word(
        "How wide the result of the network is: one value for each gene, or each latent dimension.",
        _CODE,
    ),
    "n_cat_list": Word(
        "How many levels each categorical covariate has; they become one-hot columns.", _CODE
    ),
    "inject_covariates": Word(
        "True tells covariates to all layers of the stack; False only to its first.", _CODE
    ),
    "activation_fn": Word(
        "The bend between layers, ReLU unless told; a class, not an instance.", _CODE
    ),
    "distribution": Word(
        "The distribution of latent states: `normal`, or `ln` for positive ones that sum to 1.",
        _CODE,
    ),
    "var_eps": Word(
        "A small number added to variances, so that none becomes zero and the loss infinite.", _CODE
    ),
    "data_and_attributes": Word(
        "Which registered tensors are loaded and as which number type; None loads all.", (LOADERS,)
    ),
    "shuffle": Word(
        "Whether cells come in another order each epoch; off for queries, whose rows "
        "must keep their order.",
        (LOADERS,),
    ),
    "sampler": Word(
        "What decides the order of cells, in the place of shuffling; give one of the two.",
        (LOADERS,),
    ),
    "data_splitter": Word(
        "What divides cells into training, validation and test, as an object.", _CODE
    ),
    "loss": Word(
        "The total that is minimised, a single number for the minibatch; NaN here ends training.",
        _CODE,
    ),
    "LossOutput.reconstruction_loss": Word(
        "The likelihood term for counts, one number a cell; logged in `history` as a mean.", _CODE
    ),
    "LossOutput.kl_local": Word(
        "The KL term of each cell, *before* the warm-up's weight, for `history`.", _CODE
    ),
    "LossOutput.kl_global": Word(
        "The KL term of variables that all cells share, a single number, for `history`.", _CODE
    ),
    "reconstruction_loss": Word(
        "The counts' likelihood of old releases, `gene_likelihood` today; "
        "in a loss, its first term."
    ),
    "kl_local": Word(
        "The cells' KL term, one number each, before it is weighted in the loss.", _CODE
    ),
    "kl_global": Word(
        "A single number for the divergence of shared variables; most losses leave it at zero.",
        _CODE,
    ),
    "extra_metrics": Word(
        "Further numbers to log in `history` beside the loss, as a dictionary by name.", _CODE
    ),
    "model_name": Word(
        "The class of model that the loader shapes its tensors for, as text.", (LOADERS,)
    ),
    "join": Word(
        "Whether files' genes are intersected (`inner`) or united with zeros.", (LOADERS,)
    ),
    "collection_val": Word(
        "A second collection whose cells validate; without it nothing is held out.", (LOADERS,)
    ),
    "layer_name": Word("The layer of the SOMA store with raw counts, `raw` in Census.", (LOADERS,)),
    "batch_column_names": Word(
        "Obs columns of the store that together make the batch, joined in this order.", (LOADERS,)
    ),
    "batch_labels": Word(
        "The batches known from training, so that codes of new cells agree with the model's.",
        (LOADERS,),
    ),
    "dataloader_kwargs": Word(
        "What the loader from disk is told: workers, prefetching; speed, not results.", (LOADERS,)
    ),
    "num_replicas": Word(
        "The number of GPUs in distributed training; set by Lightning, not by you.", (LOADERS,)
    ),
    "rank": Word("This process' number among the GPUs, from 0; Lightning fills it in.", (LOADERS,)),
}

_RARE: dict[str, Word] = {
    "subset_idx": Word(
        "Only these cells take part, as a mask or positions, before groups are made."
    ),
    "use_permutation": Word(
        "Whether draws of both groups are paired at random: more pairs, steadier."
    ),
    "m_permutation": Word(
        "How many random pairs of draws are compared (10 000); fewer make probabilities coarse."
    ),
    "num_cells_posterior": Word(
        "How many cells are drawn, with replacement, to represent a group in the comparison."
    ),
    "cred_interval_lvls": Word("Which credible intervals of the fold change are added as columns."),
    "getitem_tensors": Word(
        "Registry keys to load for each item, such as `X`; all of them if omitted."
    ),
    "adata_sub": Word("The cells whose posteriors are taken together, as an object of their own."),
    "reference_batch": Word(
        "Which batch of the reference neighbours are drawn from: RNA then carries its batch "
        "effect.",
        _CYTOMETRY,
    ),
    "adata_rna": Word(
        "The reference with RNA whose values are averaged for stained cells.", _CYTOMETRY
    ),
    "adata_reference": Word(
        "The reference whose cells vote or are averaged for each query cell.", _CYTOMETRY
    ),
    "cat_key": Word("The reference's obs column with the categories to hand over.", _CYTOMETRY),
    "models_dict": Word(
        "Trained models to compare, by name, all on the same cells and the same genes.",
        (CRITICISM,),
    ),
    "count_layer_key": Word(
        "Which layer is compared with the draws: raw counts, or every check fails.", (CRITICISM,)
    ),
    "trajectory": Word(
        "The path through the components along which time runs; drawn between clusters.", _DECIPHER
    ),
    "l_scale": Word(
        "How smooth gene curves are along time: larger hides short events, smaller follows noise.",
        _DECIPHER,
    ),
    "cluster_obs_key": Word(
        "The obs column with clusters that the trajectory is drawn through.", _DECIPHER
    ),
    "n_neighbors": Word("How many neighbours carry a value to a cell; more are smoother."),
    "compute_covariances": Word(
        "Whether covariances of genes and components are kept as well.", _DECIPHER
    ),
    "v_obsm_key": Word("The obsm entry with the two outer components of each cell.", _DECIPHER),
    "z_obsm_key": Word("The obsm entry with the inner components, cells × dimensions.", _DECIPHER),
    "v1_obs_col": Word("The obs column along whose values the first component is laid.", _DECIPHER),
    "v1_order": Word(
        "The values of that obs column in the order they should run along the axis.", _DECIPHER
    ),
    "auto_flip_decipher_z": Word(
        "Whether signs of inner components are changed to agree with the outer ones; numbers stay.",
        _DECIPHER,
    ),
    "prob": Word(
        "How sure a droplet must be empty to count as ambient (0.995); lower takes in real cells.",
        _SCAR,
    ),
    "iterations": Word(
        "How often empty droplets are estimated anew; more refine the ambient profile.", _SCAR
    ),
    "sample": Word(
        "How many droplets are drawn for the estimate of the ambient profile (50 000).", _SCAR
    ),
    "constrained": Word(
        "Chooses a subset of single cells to map instead of all of them, as `target_count` says.",
        _TANGRAM,
    ),
    "target_count": Word(
        "How many cells are chosen to fill the spots; only with `constrained=True`.", _TANGRAM
    ),
    "protein_expression_key": Word(
        "Under which obsm entry, or modality, simulated protein counts are put."
    ),
    "attrs": Word(
        "Attributions from `predict(ig_interpretability=True)`; the stored ones if omitted."
    ),
    "shap_args": Word(
        "Settings of the SHAP explainer, such as how many background cells it draws."
    ),
    "data_is_minified": Word("Whether the uploaded data holds posteriors instead of counts.", _HUB),
    "colnames_uns_key": Word(
        "The uns entry that holds the names of the registered array's columns.", _CODE
    ),
    "distributed_sampler": Word(
        "Whether each GPU gets its own share of the cells in an epoch.", (LOADERS,)
    ),
    "drop_dataset_tail": Word(
        "Whether cells that do not divide evenly over GPUs are left out.", (LOADERS,)
    ),
    "library_log_means": Word(
        "Means of log depth, one a batch, as prior of learned library sizes.", _CODE
    ),
    "library_log_vars": Word(
        "How widely log depth varies within each batch, a number a batch.", _CODE
    ),
    "loss_fn": Word(
        "Which ELBO Pyro follows in training; a trace ELBO unless another object is given.", _CODE
    ),
    "init": Word("How new categories' vectors begin: `sample` from the old ones, or zero.", _CODE),
    "freeze_prev": Word("Whether vectors of old categories stay as they were trained.", _CODE),
    "save_last": Word(
        "Not supported here: ignored with a warning, and the last weights are not saved.",
        (CALLBACKS,),
    ),
    "logits": Word("Log odds of success, the other form of a negative binomial's mean.", _PROCESS),
    "x_model": Word(
        "A trained SCVI that makes knockoffs; trained anew if omitted.", ("user_guide/models/vivs",)
    ),
    "theme_kwargs": Word(
        "Look of the plot: colours and sizes, handed to the plotting library; the numbers stay."
    ),
    "deep_inject_covariates": Word(
        "Batch codes reach every hidden layer if True: stronger correction, more weights.", _CODE
    ),
    "scale_activation": Word(
        "What makes decoded shares positive: `softmax` also makes them sum to 1 in a cell.", _CODE
    ),
    "n_genes_to_keep": Word(
        "How many of the most variable genes are read; the rest is never loaded."
    ),
    "sample_size_gene_var": Word(
        "How many cells the genes' variances are estimated from while reading."
    ),
    "annotation_simulation.name": Word(
        "Which of the three simulated data sets is read, as text: `1`, `2` or `3`."
    ),
    "model_cls_name": Word(
        "The class that the card describes, by name; it loads the weights later.", _HUB
    ),
    "model_init_params": Word(
        "Constructor settings, shown on the card; nothing is built from them.", _HUB
    ),
    "model_setup_anndata_args": Word(
        "The set-up call as the card shows it: which layer, which batch column.", _HUB
    ),
    "model_summary_stats": Word(
        "Numbers of cells, genes and batches in training, for the card.", _HUB
    ),
    "model_data_registry": Word(
        "Which fields were registered from where, for the card's readers.", _HUB
    ),
    "scvi_version": Word(
        "The scvi-tools release of training and saving; another may refuse the model.", _HUB
    ),
    "summary_fun": Word("How draws are reduced: means, quantiles or functions of yours."),
    "paths": Word(
        "Files on disk that are read in blocks; genes must agree between them.", (LOADERS,)
    ),
    "label_keys": Word(
        "Obs columns of the store that become labels of the loader's cells.", (LOADERS,)
    ),
    "TileDBDataModule.batch_size": Word(
        "Cells in each minibatch that is read from the store, as in `train`.", (LOADERS,)
    ),
    "TileDBDataModule.seed": Word(
        "Fixes the shuffling of the store, so that two runs see minibatches alike.", (LOADERS,)
    ),
    "AutotuneExperiment.seed": Word(
        "Seeds which settings are drawn; the trials' trainings follow it.", _TUNING
    ),
    "mudata_file_name": Word(
        "Under which name a MuData is written down, so that workers can read it.", _TUNING
    ),
    "default_root_dir": Word(
        "Where Lightning writes logs and checkpoints; `scvi.settings.logging_dir` unless given.",
        (CALLBACKS,),
    ),
    "learning_rate_monitor": Word(
        "Whether the learning rate is logged each epoch, as `lr-Adam` in `history`.", (CALLBACKS,)
    ),
    "num_sanity_val_steps": Word("Validation minibatches before training, to find errors early."),
    "log_save_dir": Word(
        "The folder that the training log is saved to as a file, beside `history`.", (CALLBACKS,)
    ),
    "min_epochs": Word("Lower bound on training: however flat the loss, it goes on until then."),
    "max_time": Word("A time limit; training ends with the epoch then, converged or not."),
    "accumulate_grad_batches": Word(
        "So many minibatches make one step: larger ones without memory."
    ),
    "gradient_clip_algorithm": Word(
        "Whether gradients are cut by their length (`norm`) or each one (`value`)."
    ),
    "limit_val_batches": Word(
        "Only this share of validation cells is used; the curve gets noisier."
    ),
    "overfit_batches": Word("Trains on a few minibatches only, to see that a model can learn."),
    "fast_dev_run": Word("One minibatch only, to see that a program runs; nothing is learned."),
    "num_nodes": Word(
        "How many machines share a training, each with `devices` cards.",
        ("user_guide/use_case/multi_gpu_training",),
    ),
    "sync_batchnorm": Word(
        "Whether batch statistics are shared between GPUs; without it each has its own.",
        ("user_guide/use_case/multi_gpu_training",),
    ),
    "profiler": Word(
        "Measures which steps take the time; slows training a little, changes no result."
    ),
    "log_variational": Word(
        "Whether the encoder sees log(1 + counts), for stability; the "
        "likelihood sees counts in any case."
    ),
    "n_cats_per_cov": Word(
        "A list of level counts, one entry for each categorical covariate; set-up counts them.",
        _CODE,
    ),
    "n_continuous_cov": Word(
        "How many continuous covariates were registered, counted for you.", _CODE
    ),
    "cell_type_markers": Word(
        "A table of genes × types with 1 for markers; its index must be the data's genes.",
        ("user_guide/models/cellassign#preliminaries",),
    ),
    "data_loader_class": Word(
        "The loader class that minibatches come from; for own loaders.", (LOADERS,)
    ),
    "data_loader_kwargs": Word(
        "What the loader of minibatches is given, such as workers or shuffling.", (LOADERS,)
    ),
    "adatas": Word(
        "Objects that are read side by side from disk; genes must be the same in all.", (LOADERS,)
    ),
    "use_rep": Word(
        "The obsm entry in which neighbours are sought: the latent space, not the PCA."
    ),
    "random_b_g_0": Word(
        "Whether the base expression of genes begins at random or at the data's mean.",
        ("user_guide/models/cellassign#initialization",),
    ),
    "n_layers_encoder_individual": Word(
        "Hidden layers of each data set's own encoder, before what they share.", _CODE
    ),
    "n_layers_encoder_shared": Word(
        "How deep the common part of the encoders is, next to the latent space.", _CODE
    ),
    "n_layers_decoder_individual": Word(
        "Hidden layers of each data set's own decoder, behind the shared ones.", _CODE
    ),
    "n_layers_decoder_shared": Word(
        "How deep decoding goes before it branches into the two data sets.", _CODE
    ),
    "dim_hidden_encoder": Word(
        "Width of the encoders' hidden layers, the same for sequenced and spatial cells.", _CODE
    ),
    "dim_hidden_decoder_shared": Word(
        "Nodes a layer in the common part of the decoder, for both data sets.", _CODE
    ),
    "dim_v": Word(
        "Outer dimensions of a cell, plotted as they are: two as a rule.",
        ("user_guide/models/decipher#tasks",),
    ),
    "dim_z": Word(
        "Inner dimensions, between the two outer ones and the genes (10).",
        ("user_guide/models/decipher#tasks",),
    ),
}

_DISTRIBUTIONS: dict[str, Word] = {
    "mu": Word(
        "The mean of the counts, positive, cells × genes; NaN here is 'invalid values'.", _PROCESS
    ),
    "theta": Word(
        "Inverse dispersion: large is nearly Poisson, small is noisy; positive.", _PROCESS
    ),
    "zi_logits": Word("How likely an extra zero is, before the sigmoid: 0 is one half.", _PROCESS),
    "Poisson.rate": Word(
        "Expected counts of the Poisson, above zero: their variance is the same number.", _PROCESS
    ),
    "rate": Word(
        "What a Poisson gene or cell is expected to count, above zero; NaN raises 'invalid "
        "values'.",
        _PROCESS,
    ),
    "scale": Word("The share of the total, or a spread, kept beside the parameters.", _PROCESS),
    "total_count": Word(
        "The coverage: from how many cytosines the methylated ones are drawn.", _PROCESS
    ),
    "alpha": Word(
        "First shape of the beta distribution: the larger, the more cytosines are methylated.",
        _PROCESS,
    ),
    "gamma": Word(
        "Precision of the beta-binomial in its mean form: small means cells differ much.", _PROCESS
    ),
    "beta": Word("Second shape, above zero; raising it lowers the expected methylation.", _PROCESS),
    "normal_mu": Word(
        "The mean of continuous values, cells × genes, that the scale spreads around.", _PROCESS
    ),
    "validate_args": Word(
        "Whether parameters are checked: the source of 'invalid values' errors, "
        "which off turn into silent NaN.",
        _PROCESS,
    ),
}

WORDS: dict[str, Word] = {
    **_SYNTHETIC,
    **_PREPARING,
    **_CALLBACKS,
    **_TUNER,
    **_HUBS,
    **_OWN_MODELS,
    **_RARE,
    **_DISTRIBUTIONS,
}
