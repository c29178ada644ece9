"""What arguments mean, in short words of our own, and the page that says more.

Only what a user of scvi-tools decides about is here. An argument that means different things to
different functions is listed under `function.argument`, which wins. `{model}` stands for the page
of the model at hand.
"""

from __future__ import annotations

from typing import NamedTuple

COUNTERFACTUAL = (
    "user_guide/background/counterfactual_prediction#in-distribution-vs-out-of-distribution"
)
COVARIATES = "faq#what-is-the-difference-between-batch-key-and-categorical-covariate-keys"
NANS = "faq#my-model-errors-out-during-training-due-to-nans-how-can-i-fix-this"
EXPRESSION_TEST = "user_guide/background/differential_expression"
SURGERY = "user_guide/background/transfer_learning#architectural-surgery"
SAVING = "user_guide/use_case/saving_and_loading_models"
TRAINING = "user_guide/use_case/training_configuration"
OBJECTIVE = "user_guide/background/variational_inference#approximating-the-posterior"
CALLBACKS = "user_guide/use_case/using_callbacks"
LOADERS = "user_guide/use_case/custom_dataloaders"
PRELIMINARIES = "user_guide/models/{model}#preliminaries"


class Word(NamedTuple):
    """What an argument means; `pages` explain it, the most specific first.

    `caveat` is what to keep in mind once it is known what it means for the data at hand.
    """

    text: str
    pages: tuple[str, ...] = ()
    caveat: str = ""


def logged(key: str) -> Word | None:
    """What a key of `history` is; None for one that is not explained.

    The terms of the evidence lower bound are one sum, and each entry says where it stands in it.
    """
    plain = key.removesuffix("_step").removesuffix("_epoch")
    for mode in ("train", "validation"):
        for name in (plain.removesuffix(f"_{mode}"), plain.removeprefix(f"{mode}_")):
            if name != plain:
                return _LOGGED.get(name)
    return _LOGGED.get(plain)


def meaning(function: str, argument: str) -> Word | None:
    """The entry for an argument of a function (its last name), None if there is none."""
    return _WORDS.get(f"{function}.{argument}") or _WORDS.get(argument)


_WORDS: dict[str, Word] = {
    # --- registration ---
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
    # --- construction ---
    "n_latent": Word("How many dimensions the latent space has."),
    "n_hidden": Word("How many nodes each hidden layer has."),
    "n_layers": Word("How many hidden layers encoder and decoder have."),
    "dropout_rate": Word("The share of nodes that is dropped at random while training."),
    "gene_likelihood": Word(
        "The distribution of the observed values given the latent state: `zinb`, `nb` and "
        "`poisson` are for counts, `normal` for continuous data.",
        ("user_guide/models/{model}#generative-process", PRELIMINARIES),
    ),
    "dispersion": Word(
        "Whether the dispersion is one per gene, or per gene and batch, label, cell."
    ),
    "use_layer_norm": Word("Where layer normalisation is used; reference mapping wants `both`."),
    "use_batch_norm": Word(
        "Where batch normalisation is used; reference mapping wants `none`, since batch "
        "statistics of a reference do not fit a query.",
        (SURGERY,),
    ),
    "encode_covariates": Word(
        "Whether the encoder sees the covariates. Reference mapping wants `True`.", (SURGERY,)
    ),
    "use_observed_lib_size": Word(
        "Whether a cell's own total count is its library size, or a latent variable is learned."
    ),
    # --- training ---
    "max_epochs": Word(
        "How often all cells are passed through. Omitted: chosen from their number, "
        "fewer for big data.",
        (TRAINING,),
    ),
    "train_size": Word("The share of cells to train on; the rest validates.", (TRAINING,)),
    "validation_size": Word("The share of cells to validate on. Omitted: what `train_size` left."),
    "batch_size": Word(
        "How many cells make one minibatch. A last batch of one cell breaks batch normalisation."
    ),
    "early_stopping": Word(
        "Whether training ends once the validation loss stops improving.", (TRAINING,)
    ),
    "early_stopping_monitor": Word("The quantity that early stopping watches.", (TRAINING,)),
    "early_stopping_patience": Word("How many epochs without improvement early stopping waits."),
    "check_val_every_n_epoch": Word(
        "How often the validation loss is computed. Without it `history` has no validation curve "
        "for models that do not validate by themselves.",
        (TRAINING,),
    ),
    "plan_kwargs": Word(
        "Settings of the training plan, such as `lr` or `weight_decay`. A model may write over "
        "some of them.",
        (TRAINING,),
    ),
    "trainer_config": Word(
        "The trainer's settings as one object instead of keywords.", (TRAINING,)
    ),
    "plan_config": Word("The training plan's settings as one object.", (TRAINING,)),
    "lr": Word("The learning rate. Where losses become NaN, try a smaller one."),
    "weight_decay": Word("How strongly weights are drawn towards zero."),
    "n_epochs_kl_warmup": Word(
        "Over how many epochs the weight of the KL terms rises to its end. A training that is "
        "shorter never reaches the full objective.",
        (OBJECTIVE,),
    ),
    "n_steps_kl_warmup": Word(
        "As `n_epochs_kl_warmup`, counted in minibatches; it wins when both are given.",
        (OBJECTIVE,),
    ),
    "max_kl_weight": Word(
        "The weight of the KL terms at the end of the warm-up; 1 is the evidence lower bound "
        "itself, less lets the latent space stray from its prior.",
        (OBJECTIVE,),
    ),
    "min_kl_weight": Word("The weight of the KL terms at the start of the warm-up.", (OBJECTIVE,)),
    "reduce_lr_on_plateau": Word(
        "Whether the learning rate falls when the watched loss stops falling; it needs validation."
    ),
    "classification_ratio": Word(
        "How much the loss of the classifier counts beside the evidence lower bound."
    ),
    "enable_checkpointing": Word("Whether the best state so far is kept on disk.", (CALLBACKS,)),
    "load_sparse_tensor": Word("Whether minibatches are moved to the device as sparse tensors."),
    "shuffle_set_split": Word("Whether cells are shuffled before the split."),
    "datamodule": Word(
        "A data module that feeds the training in the place of registered data.", (LOADERS,)
    ),
    "accelerator": Word("The hardware to train on: `auto`, `cpu`, `gpu`, `mps` …"),
    "devices": Word("Which devices of that kind, or how many."),
    "use_gpu": Word("Replaced by `accelerator` and `devices`."),
    "datasplitter_kwargs": Word(
        "Settings of the object that splits cells into train and validation."
    ),
    # --- expression ---
    "transform_batch": Word(
        "Decode each cell *as if* it came from this batch. Omitted: its own batch, so batch "
        "effects stay. A list: the mean over these batches (accessibility: the first only).",
        (COUNTERFACTUAL,),
        "A query of the model, not a causal effect; trust it where similar cells exist in the "
        "target batch.",
    ),
    "library_size": Word(
        "Scale expression to this total per cell; `latent` uses the inferred one. With the "
        "default of 1 the values are fractions of the cell's total."
    ),
    "n_samples": Word("How many times to draw from the posterior."),
    "n_samples_overall": Word(
        "How many cells to draw in total, with replacement: no longer one row a cell."
    ),
    "return_mean": Word("Whether to average over the draws."),
    "return_numpy": Word("A bare array instead of a table with names."),
    "gene_list": Word("Only these genes."),
    "give_mean": Word("The mean of the latent distribution rather than one random draw of it."),
    "indices": Word("Only these cells, by position in the data."),
    # --- comparison ---
    "groupby": Word(
        "The obs column whose groups are compared.", (f"{EXPRESSION_TEST}#problem-statement",)
    ),
    "group1": Word("The group or groups to test. Omitted: each in turn."),
    "group2": Word("The group to compare with. Omitted: all other cells."),
    "mode": Word(
        "`vanilla` ranks genes by whether expression differs at all; `change` asks whether the "
        "log fold change exceeds `delta`, which is the question most papers ask.",
        (f"{EXPRESSION_TEST}#detecting-biologically-relevant-features",),
    ),
    "delta": Word(
        "The smallest absolute log2 fold change that counts as different, in `change` mode.",
        (f"{EXPRESSION_TEST}#detecting-biologically-relevant-features",),
    ),
    "batch_correction": Word(
        "Whether to decode both groups over the same batches, so that a batch difference is not "
        "taken for expression. Needs groups that share batches.",
        (f"{EXPRESSION_TEST}#approximating-population-specific-normalized-expression-levels",),
    ),
    "fdr_target": Word(
        "The expected share of false discoveries among the genes that are called.",
        (f"{EXPRESSION_TEST}#providing-easy-to-interpret-predictions",),
    ),
    "weights": Word("How cells are drawn: all alike, or by importance."),
    # --- saving and transfer ---
    "save_anndata": Word("Whether to write the data beside the model.", (SAVING,)),
    "overwrite": Word("Whether an existing folder may be replaced.", (SAVING,)),
    "dir_path": Word("The folder of the saved model; it holds `model.pt`.", (SAVING,)),
    "prefix": Word("What the names of the saved files begin with.", (SAVING,)),
    "unfrozen": Word(
        "Whether the whole network may change during query training; the reference then moves too.",
        (SURGERY,),
    ),
    "freeze_dropout": Word("Whether dropout stays off in the frozen part.", (SURGERY,)),
    "reference_model": Word(
        "The trained model, or its folder, that the query is mapped to.", (SURGERY,)
    ),
    "scvi_model": Word("The trained model whose weights are taken over.", (PRELIMINARIES,)),
    "soft": Word("A probability per class rather than the most probable class."),
}

_LOGGED: dict[str, Word] = {
    "elbo": Word(
        "The negative evidence lower bound per cell: `reconstruction_loss` + `kl_local` + "
        "`kl_global`. Lower is better, only between runs on the same data with the same "
        "likelihood.",
        (OBJECTIVE,),
    ),
    "reconstruction_loss": Word(
        "The first term of `elbo`: how badly the decoder explains the counts. It can fall while "
        "the KL terms rise: read them together.",
        (OBJECTIVE,),
    ),
    "kl_local": Word(
        "The second term of `elbo`: how far the cells' posteriors lie from the prior. Near zero "
        "says that the latent space carries nothing, however good the rest looks.",
        (OBJECTIVE,),
    ),
    "kl_global": Word(
        "The third term of `elbo`: the same for variables that all cells share; zero for models "
        "that have none.",
        (OBJECTIVE,),
    ),
    "kl_weight": Word(
        "What the KL terms are multiplied by in this step of the warm-up; `loss` is weighted so, "
        "`elbo` is not.",
        (OBJECTIVE,),
    ),
    "loss": Word(
        "What is minimised: `reconstruction_loss` + `kl_weight` × the KL terms, and what else the "
        "model adds. During the warm-up it rises by the weight alone.",
        (OBJECTIVE,),
    ),
    "accuracy": Word("The share of labelled cells that the classifier gets right."),
    "f1_score": Word("Precision and recall of the classifier in one, over the classes."),
    "calibration_error": Word("How far the classifier's probabilities are from its success."),
    "classification_loss": Word("The cross entropy of the classifier on labelled cells."),
}
