"""Arguments of the constructors: how large the network is, and what it assumes of the data."""

from __future__ import annotations

from scvi_lint.knowledge.words.entry import (
    LOADERS,
    PRELIMINARIES,
    SURGERY,
    Word,
)

WORDS: dict[str, Word] = {
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
    "registry": Word(
        "The registration of a saved or streamed data set, in the place of an AnnData.", (LOADERS,)
    ),
    "n_genes": Word("How many of the first columns are genes; peaks follow them."),
    "n_regions": Word("How many columns, behind the genes, are peaks."),
    "n_batch": Word(
        "How many batches there are. Scvi-tools counts them itself from `batch_key`; given by hand "
        "it can only be wrong."
    ),
    "n_topics": Word("How many topics a cell is a mixture of; not found out by the model."),
    "cell_topic_prior": Word("How evenly a cell mixes topics before it is seen; small: few each."),
    "topic_feature_prior": Word("How evenly a topic uses genes; small: few genes stand out."),
    "linear_classifier": Word(
        "Whether labels are read off the latent space by a linear rule instead of a network."
    ),
    "classifier_parameters": Word("Size and dropout of the network that predicts labels."),
    "labels_groups": Word("To which coarser group each label belongs, in the order of labels."),
    "use_labels_groups": Word("Whether labels are classified group by group."),
    "semisupervised": Word(
        "Whether labels help to shape the latent space; needs `labels_key` and an 'unknown' value."
    ),
    "zero_inflation": Word("Whether extra zeros are modelled beside the counts' distribution."),
    "weight_obs": Word(
        "Whether rare types weigh more, so that the few cells they have still teach the model."
    ),
    "prior": Word(
        "The distribution that latent states are drawn to: a standard normal one or a mixture of "
        "learned pseudo-cells (`vamp`), which keeps more of the biology."
    ),
    "prior_mixture": Word("Whether the prior has several peaks instead of one."),
    "mixture_k": Word("How many peaks the prior of the latent space has."),
    "num_classes_mog": Word("How many peaks the mixture prior has."),
    "n_prior_components": Word("How many pseudo-cells stand for the prior."),
    "pseudoinputs_data_indices": Word("Which cells the prior's pseudo-cells begin as."),
    "vamp_prior_p": Word("How many pseudo-cells for each type serve as DestVI's prior."),
    "prior_weight": Word(
        "Whether the prior counts by all observations or by a minibatch; changes how strong it is."
    ),
    "l1_reg": Word("How strongly cell types that a spot does not need are pushed to nothing."),
    "amortization": Word(
        "Which parts are computed by a network from a spot's counts instead of being learned for "
        "each spot by itself: `none`, `latent`, `proportion`, `both`."
    ),
    "n_latent_amortization": Word("The size of the network's inner code for amortised spots."),
    "add_celltypes": Word("How many further, unknown types a spot may hold."),
    "override_missing_proteins": Word(
        "Whether proteins that are zero in a whole batch count as measured zeros instead of as "
        "missing.",
        ("user_guide/models/totalvi#preliminaries",),
    ),
    "empirical_protein_background_prior": Word(
        "Whether the background of each protein begins from the data; of use for large panels."
    ),
    "modality_weights": Word(
        "How modalities are mixed to one space: `equal`, one weight each (`universal`), or one a "
        "cell; the last takes no cells it has not seen.",
        ("user_guide/models/multivi#inference",),
    ),
    "modality_penalty": Word(
        "What draws the modalities together: `Jeffreys`, `MMD`, or `None`, which lets them part.",
        ("user_guide/models/multivi#inference",),
    ),
    "model_depth": Word("Whether each cell's sequencing depth is a variable of the model."),
    "region_factors": Word("Whether each peak has a factor for how easily it is caught."),
    "model_library_size": Word("Whether the total counts of each data set are modelled, a list."),
    "ambient_profile": Word("The share of each gene in empty droplets, as an array or a name."),
    "embed_categorical_covariates": Word(
        "Whether categorical covariates become learned vectors instead of zeros and ones."
    ),
    "batch_representation": Word(
        "`one-hot`, or `embedding`: a learned vector for each batch, for many batches."
    ),
    "batch_embedding_kwargs": Word("The length of the learned batch vectors and their like."),
    "deeply_inject_covariates": Word(
        "Whether every hidden layer is told the covariates, or the first alone; without effect "
        "for one layer."
    ),
    "latent_distribution": Word(
        "`normal`, or `ln` for states on the simplex: positive numbers that sum to 1."
    ),
    "var_activation": Word("The function that keeps variances positive."),
    "n_salient_latent": Word("Dimensions for what only treated cells show."),
    "n_background_latent": Word("Dimensions for what treated cells and controls share."),
    "n_latent_u": Word("Dimensions of `u`, the part of the state that samples share."),
    "n_layers_encoder": Word("Hidden layers on the way from counts to latent state."),
    "n_layers_decoder": Word("Hidden layers on the way from latent state to expression."),
    "dropout_rate_encoder": Word("The share of the encoder's nodes dropped while training."),
    "dropout_rate_decoder": Word("The share of the decoder's nodes dropped while training."),
    "scale_observations": Word("Whether samples with few cells weigh as much as those with many."),
    "downsample_counts": Word("Whether counts are thinned to a common depth while training."),
    "l2_reg_cell_embedding": Word("How strongly cells' weights are drawn towards zero."),
    "anndata_setup_kwargs": Word("What `setup_anndata` of the spatial data is given."),
    "extra_decoder_kwargs": Word("Settings of the decoder alone."),
}
