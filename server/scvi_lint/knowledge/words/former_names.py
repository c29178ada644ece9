"""Names of the package before 0.7, when data sets and trainers were classes of their own.

Public notebooks of papers use them still; no release that is known here has them.
"""

from __future__ import annotations

from scvi_lint.knowledge.words.entry import Word

_SCVI = ("user_guide/models/scvi",)
_TOTALVI = ("user_guide/models/totalvi",)
_DATA = ("user_guide/models/scvi#preliminaries",)
_TRAINING = ("user_guide/use_case/training_configuration",)

# By the last name.
WORDS: dict[str, Word] = {
    "GeneExpressionDataset": Word(
        "scvi 0.x: counts, batches and labels in an object of the package's own. Since 0.7 an "
        "AnnData takes its place, registered by `setup_anndata`.",
        _DATA,
    ),
    "AnnDatasetFromAnnData": Word(
        "scvi 0.x: copied an AnnData into a data set for training. Today the AnnData itself is "
        "registered, so nothing has to be wrapped.",
        _DATA,
    ),
    "DownloadableAnnDataset": Word(
        "scvi 0.x: an h5ad from an address, as a data set; read it with anndata now.", _DATA
    ),
    "CellMeasurement": Word(
        "scvi 0.x: a further table of cells × columns in a data set, mostly protein counts. Now "
        "`obsm` with `protein_expression_obsm_key`.",
        _TOTALVI,
    ),
    "Dataset10X": Word(
        "scvi 0.x: a 10x run read into a data set; `scvi.data.dataset_10x` or scanpy's reader "
        "return an AnnData now.",
        _DATA,
    ),
    "LoomDataset": Word(
        "scvi 0.x: a loom file as a data set; today `anndata.read_loom`, then set-up.", _DATA
    ),
    "CsvDataset": Word("scvi 0.x: a text table as a data set, genes chosen on the way.", _DATA),
    "PbmcDataset": Word(
        "scvi 0.x: blood cells of two runs; `scvi.data.pbmc_dataset` returns an AnnData now.", _DATA
    ),
    "CortexDataset": Word(
        "scvi 0.x: the 3 005 cells of Zeisel as a data set; `scvi.data.cortex` today.", _DATA
    ),
    "VAE": Word(
        "scvi 0.x: the network was made by hand with numbers of genes and batches; `SCVI(adata)` "
        "reads them off the registered data.",
        _SCVI,
    ),
    "TOTALVI": Word(
        "scvi 0.x: the network for RNA and protein, built from counts of genes and proteins. The "
        "model of that name now takes a registered AnnData.",
        _TOTALVI,
    ),
    "SCANVI": Word(
        "scvi 0.x: a network with a classifier; now a model on labelled AnnData.", _SCVI
    ),
    "LDVAE": Word(
        "scvi 0.x: the network with a linear decoder; now the model `scvi.model.LinearSCVI`.", _SCVI
    ),
    "JVAE": Word(
        "scvi 0.x: the network behind gimVI; now `scvi.external.GIMVI` on two AnnData.",
        ("user_guide/models/gimvi",),
    ),
    "UnsupervisedTrainer": Word(
        "scvi 0.x: trained a network on a data set, epoch by epoch; `model.train()` does so now, "
        "with early stopping as keywords.",
        _TRAINING,
    ),
    "TotalTrainer": Word(
        "scvi 0.x: trained totalVI's network, with an adversary for missing proteins. Its options "
        "are arguments of `TOTALVI.train` now.",
        _TRAINING,
    ),
    "Posterior": Word(
        "scvi 0.x: cells of a data set seen through a trained network: latent space, imputation, "
        "differential expression. All are methods of the model now.",
        _SCVI,
    ),
    "TotalPosterior": Word(
        "scvi 0.x: queries of a trained totalVI – denoised genes and proteins, correlations; now "
        "methods of `TOTALVI`.",
        _TOTALVI,
    ),
    "load_posterior": Word(
        "scvi 0.x: read a saved posterior with its network; `SCVI.load` does so now.", _SCVI
    ),
    "auto_tune_scvi_model": Word(
        "scvi 0.x: tuning by hyperopt; now `scvi.autotune.run_autotune`.",
        ("user_guide/use_case/hyper_parameters_tuning",),
    ),
    "set_seed": Word(
        "scvi 0.x: made runs repeatable by a function; an assignment, `scvi.settings.seed = 0`, "
        "took its place in 0.9.",
        ("scvi._settings.ScviConfig",),
    ),
}

# Their arguments.
ARGUMENTS: dict[str, Word] = {
    "train_size": Word(
        "The share of cells to train on, as today; the rest was called the test set.", _TRAINING
    ),
    "test_size": Word(
        "How much was held out; `validation_size` today, and both shares make at most 1.", _TRAINING
    ),
    "frequency": Word(
        "Every how many epochs losses were computed; `check_val_every_n_epoch` since 0.8.",
        _TRAINING,
    ),
    "use_cuda": Word(
        "Whether to train on the GPU; `use_gpu` since 0.8, `accelerator` since 1.0.", _TRAINING
    ),
    "n_iter_kl_warmup": Word(
        "After so many steps of the optimiser the KL divergence counts in full; "
        "`n_steps_kl_warmup` today.",
        _TRAINING,
    ),
    "n_epochs_kl_warmup": Word(
        "Epochs until the KL weight is 1; a key of `plan_kwargs` today.", _TRAINING
    ),
    "early_stopping_kwargs": Word(
        "What ends training, as a dictionary; today keywords of `train` such as "
        "`early_stopping_patience`.",
        _TRAINING,
    ),
    "data_loader_kwargs": Word(
        "Size and order of minibatches; today `batch_size` and `datasplitter_kwargs` of `train`.",
        _TRAINING,
    ),
    "n_batch": Word(
        "How many batches the data set has; a wrong number failed late. Counted by itself today.",
        _DATA,
    ),
    "n_labels": Word("How many cell types the data set has; counted by itself today.", _DATA),
    "n_latent": Word(
        "Columns of the latent space, given to the network; a keyword of the model today.", _SCVI
    ),
    "n_layers": Word("Hidden layers of encoder and decoder, a keyword of the model today.", _SCVI),
    "n_hidden": Word(
        "Width of hidden layers when networks were made by hand; SCVI's own keyword now.", _SCVI
    ),
    "n_layers_encoder": Word(
        "Hidden layers from counts to state; passed on by `TOTALVI` now.", _SCVI
    ),
    "n_layers_decoder": Word(
        "Depth of the way from latent state to genes and proteins; handed on by `TOTALVI` today.",
        _SCVI,
    ),
    "reconstruction_loss": Word(
        "`zinb`, `nb` or `poisson` for counts; called `gene_likelihood` since 0.7.", _SCVI
    ),
    "reconstruction_loss_protein": Word(
        "The likelihood of protein counts, `nb` or a mixture; fixed to the mixture today.", _TOTALVI
    ),
    "protein_batch_mask": Word(
        "Which proteins each batch has; found from all-zero columns today.", _TOTALVI
    ),
    "encoder_batch": Word(
        "Whether the encoder sees the batch; `encode_covariates` today.", _TOTALVI
    ),
    "constant_protein_background": Word(
        "Whether background is fixed per protein; newer totalVI lets it vary from cell to cell.",
        _TOTALVI,
    ),
    "use_adversarial_loss": Word(
        "Whether batches were mixed by an adversary; `adversarial_classifier` today.", _TRAINING
    ),
    "kappa": Word(
        "How much the adversary's loss counted; `scale_adversarial_loss` today.", _TRAINING
    ),
    "seed": Word(
        "Seed of the split into training and test cells; `scvi.settings.seed` today.", _TRAINING
    ),
    "ad": Word(
        "The AnnData whose counts are copied; today it is registered itself, without a copy.", _DATA
    ),
    "batch_label": Word(
        "The obs column with the batch; `batch_key` of `setup_anndata` today.", _DATA
    ),
    "cell_measurements_col_mappings": Word(
        "Says for each further measurement which uns entry names its columns.", _DATA
    ),
    "name": Word(
        "How the measurement is called later on, `protein_expression` in totalVI's examples.",
        _TOTALVI,
    ),
    "data": Word(
        "The measured table, cells × columns, as raw as the counts; an obsm entry today.", _TOTALVI
    ),
    "columns": Word(
        "How the antibodies are called, one name a column; obsm tables carry their own names "
        "today.",
        _TOTALVI,
    ),
    "columns_attr_name": Word(
        "Under which attribute the column names are kept in the data set.", _TOTALVI
    ),
    "dataset_name": Word("Which 10x data set is downloaded, by its name on their site.", _DATA),
    "save_path": Word("The folder that downloads go to, and are looked for in first.", _DATA),
    "dense": Word(
        "Whether counts become a dense array: faster minibatches, many times the memory.", _DATA
    ),
    "measurement_names_column": Word(
        "Which column of the features file holds names: 0 identifiers, 1 symbols.", _DATA
    ),
    "model": Word(
        "The network that is trained, in place; the trainer keeps a reference to it.", _TRAINING
    ),
    "gene_dataset": Word(
        "What was trained on before AnnData: an object with counts, batch indices and labels.",
        _DATA,
    ),
}
