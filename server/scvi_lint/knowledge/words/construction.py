"""Arguments of the constructors: how large the network is, and what it assumes of the data."""

from __future__ import annotations

from scvi_lint.knowledge.words.entry import (
    LOADERS,
    MODEL,
    PRELIMINARIES,
    SURGERY,
    Word,
)

_VI = "user_guide/background/variational_inference"

_SIZES: dict[str, Word] = {
    "n_latent": Word(
        "How many dimensions the latent space has: the columns of `get_latent_representation`. "
        "Far more than there are kinds of variation adds noise, far fewer merges cell states.",
        (_VI,),
    ),
    "n_hidden": Word(
        "How many nodes each hidden layer has. More can fit finer programs and overfit small data "
        "sets; a query model has to keep the reference's number.",
        (_VI,),
    ),
    "n_layers": Word(
        "How many hidden layers encoder and decoder have. One or two serve most atlases; deeper "
        "networks remove batches more eagerly, biology included.",
        (_VI,),
    ),
    "dropout_rate": Word(
        "The share of nodes that is dropped at random while training, against overfitting. Off "
        "when the trained model is asked, so results do not flicker by it.",
        (_VI,),
    ),
    "n_layers_encoder": Word(
        "Hidden layers on the way from counts to the latent state; they shape where cells lie.",
        (_VI,),
    ),
    "n_layers_decoder": Word(
        "Hidden layers from the latent state back to expression; deep ones can invent what the "
        "state does not hold.",
        (_VI,),
    ),
    "dropout_rate_encoder": Word(
        "The share of the encoder's nodes left out in each training step; 0.2 for totalVI.", (_VI,)
    ),
    "dropout_rate_decoder": Word(
        "As for the encoder, on the way back to genes and proteins; too much blurs decoded values.",
        (_VI,),
    ),
    "n_salient_latent": Word(
        "Dimensions for what only treated cells show; in controls they are set to zero. Few, or "
        "background variation moves in.",
        ("user_guide/models/contrastivevi#salient-and-background-representations",),
    ),
    "n_background_latent": Word(
        "Dimensions for what treated cells and controls share: cell types, cycle, quality.",
        ("user_guide/models/contrastivevi#salient-and-background-representations",),
    ),
    "n_latent_u": Word(
        "Dimensions of `u`, the part of a cell's state that all samples share; None keeps that of "
        "`z`.",
        ("user_guide/models/mrvi#preliminaries",),
    ),
    "n_topics": Word(
        "How many topics a cell is a mixture of. Nothing in training tells the right number: "
        "compare `get_perplexity` on held-out cells.",
        ("user_guide/models/amortizedlda#tasks",),
    ),
    "n_genes": Word(
        "How many of the first columns are genes; peaks follow them. A wrong number reads peaks as "
        "genes, and no error tells.",
        ("user_guide/models/multivi#preliminaries",),
    ),
    "n_regions": Word(
        "How many columns, behind the genes, are peaks; together with `n_genes` it must make up "
        "all of var.",
        ("user_guide/models/multivi#preliminaries",),
    ),
    "n_batch": Word(
        "How many batches there are. Scvi-tools counts them itself from `batch_key`; given by hand "
        "it can only be wrong."
    ),
    "n_input": Word(
        "How many features go into the network: columns of the registered matrix. A model class "
        "fills it in; only code of your own gives it."
    ),
    "n_labels": Word(
        "How many cell types the module tells apart; counted from `labels_key` by the model class."
    ),
}

_LIKELIHOOD: dict[str, Word] = {
    "gene_likelihood": Word(
        "The distribution of the observed values given the latent state: `zinb`, `nb` and "
        "`poisson` are for counts, `normal` for continuous data.",
        (MODEL.format("generative-process"), PRELIMINARIES),
    ),
    "dispersion": Word(
        "Whether the dispersion is one per gene, or per gene and batch, label, cell. Finer ones "
        "fit noisier runs and need more cells a group.",
        (MODEL.format("generative-process"),),
    ),
    "protein_dispersion": Word(
        "One dispersion a protein, or one a protein and batch or label, where staining varied.",
        (MODEL.format("generative-process"),),
    ),
    "gene_dispersion": Word(
        "The RNA's dispersion in a joint model: a gene alone, or a gene within batch or label.",
        (MODEL.format("generative-process"),),
    ),
    "use_observed_lib_size": Word(
        "Whether a cell's own total count is its library size, or a latent variable is learned. "
        "Learned sizes need `batch_key` right, since each batch has its own prior.",
        (MODEL.format("generative-process"),),
    ),
    "zero_inflation": Word(
        "Whether extra zeros are modelled beside the counts' distribution, for genes or cells.",
        (MODEL.format("generative-process"),),
    ),
    "latent_distribution": Word(
        "The shape of a cell's state: `normal` coordinates, or `ln`, positive and summing to 1, to"
        " be read as shares.",
        (MODEL.format("generative-process"),),
    ),
    "var_activation": Word(
        "The function that keeps posterior variances positive; the exponential by default. Another "
        "one helps where the loss explodes.",
        (_VI,),
    ),
    "model_depth": Word(
        "Whether each nucleus' sequencing depth is a variable of the model; without it, depth "
        "shows in the latent space.",
        (MODEL.format("generative-process"),),
    ),
    "region_factors": Word(
        "Gives every peak a learned factor for how easily it is sequenced; without, such peaks "
        "look open everywhere.",
        (MODEL.format("generative-process"),),
    ),
    "model_library_size": Word(
        "Whether total counts are modelled, as a list: one entry for the sequenced, one for the "
        "spatial data.",
        ("user_guide/models/gimvi#tasks",),
    ),
    "generative_distributions": Word(
        "One count distribution for each of the two data sets, as a list: `zinb` for sequencing, "
        "`nb` for imaging.",
        ("user_guide/models/gimvi#tasks",),
    ),
    "ambient_profile": Word(
        "The share of each gene in empty droplets, as an array over genes or an entry of varm. "
        "Left out it is the mean of all cells, which takes out signal, too.",
        ("user_guide/models/scar#estimating-the-ambient-profile",),
    ),
    "weight_obs": Word(
        "Whether rare types weigh more, so that the few cells they have still teach the model."
        " Types with a handful of cells then carry their noise into every spot.",
        ("user_guide/models/destvi#sclvm",),
    ),
    "ct_weights": Word(
        "One weight a cell type in the loss of the reference, in the order of labels."
    ),
    "downsample_counts": Word(
        "Whether counts are thinned to a common depth while training, so that shallow and deep "
        "cells of one kind agree."
    ),
    "scale_observations": Word(
        "Whether samples with few cells weigh as much as those with many in the loss.",
        ("user_guide/models/mrvi#preliminaries",),
    ),
    "l2_reg_cell_embedding": Word(
        "A penalty on large cell weights; 0 leaves them free, much of it makes all cells alike.",
        ("user_guide/models/scbasset#preliminaries",),
    ),
}

_COVARIATES: dict[str, Word] = {
    "use_layer_norm": Word(
        "Where layer normalisation is used: `encoder`, `decoder`, `none` or `both`; reference "
        "mapping wants `both`. It looks at one cell at a time, so queries fit.",
        (SURGERY,),
    ),
    "use_batch_norm": Word(
        "Where batch normalisation is used; reference mapping wants `none`, since batch "
        "statistics of a reference do not fit a query.",
        (SURGERY,),
    ),
    "encode_covariates": Word(
        "Whether the encoder sees batch and covariates, beside the decoder. Reference mapping "
        "wants "
        "`True`; the latent space mixes batches better with it.",
        (SURGERY,),
    ),
    "embed_categorical_covariates": Word(
        "Whether categorical covariates become learned vectors instead of zeros and ones: saves "
        "memory where a donor column has hundreds of levels.",
        ("user_guide/models/sysvi",),
    ),
    "batch_representation": Word(
        "How batches enter the network: `one-hot`, or `embedding`, learned coordinates that save "
        "weights when there are hundreds.",
    ),
    "batch_embedding_kwargs": Word(
        "The length of the learned batch vectors (`embedding_dim`) and their like; ignored with "
        "one-hot batches."
    ),
    "deeply_inject_covariates": Word(
        "Whether every hidden layer is told the covariates, or the first alone; without effect "
        "for one layer. Query mapping relies on it being True.",
        (SURGERY,),
    ),
    "registry": Word(
        "The registration of a saved or streamed data set, in the place of an AnnData: the model "
        "then is fed by a `datamodule`, and methods want a `dataloader`.",
        (LOADERS,),
    ),
    "datamodule": Word(
        "A data module that feeds the training in the place of registered data; `adata` stays "
        "None, and results come back by dataloader.",
        (LOADERS,),
    ),
    "anndata_setup_kwargs": Word(
        "What `setup_anndata` of the spatial data is given, such as its counts' layer.",
        ("user_guide/models/destvi#preliminaries",),
    ),
    "extra_decoder_kwargs": Word(
        "Settings of the decoder alone, handed on as they are: unknown ones raise TypeError."
    ),
    "extra_encoder_kwargs": Word("Settings of the encoder's network alone, handed on unchecked."),
}

_LABELS: dict[str, Word] = {
    "linear_classifier": Word(
        "Whether labels are read off the latent space by a linear rule instead of a network: "
        "calmer with few labelled cells.",
        (MODEL.format("training-details"), PRELIMINARIES),
    ),
    "classifier_parameters": Word(
        "Size and dropout of the network that predicts labels, as a dictionary with `n_hidden`, "
        "`n_layers`, `dropout_rate`.",
        (MODEL.format("training-details"), PRELIMINARIES),
    ),
    "labels_groups": Word(
        "To which coarser group each label belongs, in the order of labels; unused unless "
        "`use_labels_groups` is set."
    ),
    "use_labels_groups": Word(
        "Whether a cell is sorted into a coarse group first and into a label within it after."
    ),
    "semisupervised": Word(
        "Whether labels help to shape the latent space; needs `labels_key` and an 'unknown' value. "
        "Only then `predict` exists.",
        (PRELIMINARIES,),
    ),
}

_PRIORS: dict[str, Word] = {
    "prior": Word(
        "The distribution that latent states are drawn to: a standard normal one or a mixture of "
        "learned pseudo-cells (`vamp`), which keeps more of the biology.",
        (_VI,),
    ),
    "CondSCVI.prior": Word(
        "`normal`, or `mog`: one peak or several within a cell type. Several suit types with "
        "clear substates, and need `num_classes_mog`.",
        ("user_guide/models/destvi#sclvm",),
    ),
    "prior_mixture": Word(
        "Whether the prior has several peaks instead of one, so that distinct states are not "
        "pulled to a common centre.",
        (_VI,),
    ),
    "prior_mixture_k": Word(
        "How many peaks such a prior has; left out, as many as latent dimensions.", (_VI,)
    ),
    "mixture_k": Word("How many peaks the prior of spatial cells' latent states has.", (_VI,)),
    "num_classes_mog": Word(
        "How many peaks the mixture prior gives each cell type, ten by default.",
        ("user_guide/models/destvi#sclvm",),
    ),
    "n_prior_components": Word(
        "How many pseudo-cells stand for the prior (5); more keep rarer states at the price of "
        "mixing systems less.",
        ("user_guide/models/sysvi",),
    ),
    "pseudoinputs_data_indices": Word(
        "Which cells the prior's pseudo-cells begin as, by position; drawn at random otherwise.",
        ("user_guide/models/sysvi",),
    ),
    "vamp_prior_p": Word(
        "How many pseudo-cells for each type serve as DestVI's prior on states. A type with fewer "
        "cells repeats some.",
        ("user_guide/models/destvi#stlvm",),
    ),
    "prior_weight": Word(
        "Whether the prior counts by all spots (`n_obs`) or by a minibatch; changes how strong it "
        "is, and with it how smooth states come out.",
        ("user_guide/models/destvi#stlvm",),
    ),
    "l1_reg": Word(
        "How strongly cell types that a spot does not need are pushed to nothing. Too strong, "
        "and rare types vanish from the tissue.",
        ("user_guide/models/destvi#stlvm",),
    ),
    "l1_scalar": Word(
        "The older name of `l1_reg` in DestVI: pushes unneeded types out of spots.",
        ("user_guide/models/destvi#stlvm",),
    ),
    "amortization": Word(
        "Which parts are computed by a network from a spot's counts instead of being learned for "
        "each spot by itself: `none`, `latent`, `proportion`, `both`. Loading and new spots need "
        "the same choice.",
        ("user_guide/models/destvi#stlvm",),
    ),
    "n_latent_amortization": Word(
        "Size of the network's inner code through which spots' counts go when amortised.",
        ("user_guide/models/destvi#stlvm",),
    ),
    "add_celltypes": Word(
        "How many further, unknown types a spot may hold, for tissue that the reference lacks; "
        "`keep_additional=True` shows their shares.",
        ("user_guide/models/destvi#stlvm",),
    ),
    "cell_topic_prior": Word(
        "How evenly a cell mixes topics before it is seen; small: few each.",
        ("user_guide/models/amortizedlda#tasks",),
    ),
    "topic_feature_prior": Word(
        "How evenly a topic uses genes; a small value makes a few genes stand out per topic.",
        ("user_guide/models/amortizedlda#tasks",),
    ),
}

_MODALITIES: dict[str, Word] = {
    "override_missing_proteins": Word(
        "Whether proteins that are zero in a whole batch count as measured zeros instead of as "
        "missing.",
        ("user_guide/models/totalvi#preliminaries",),
    ),
    "empirical_protein_background_prior": Word(
        "Whether the background of each protein starts from the counts' own low mode instead of "
        "one value for all; for large panels.",
        ("user_guide/models/totalvi#preliminaries",),
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
    "fully_paired": Word(
        "Declares that every cell has all modalities: single-modality embeddings are then refused.",
        ("user_guide/models/multivi#preliminaries",),
    ),
    "encode_backbone_only": Word(
        "Whether only antibodies that all panels share feed the encoder: required where a panel "
        "lacks some, or missing values place cells.",
        ("user_guide/models/cytovi#handling-of-overlapping-antibody-panels",),
    ),
    "encoder_marker_list": Word(
        "Which antibodies feed the encoder, by name; the rest is decoded only.",
        ("user_guide/models/cytovi#handling-of-overlapping-antibody-panels",),
    ),
    "joint_embedding_weight": Word(
        "How much making a cell and its thinned copy agree counts beside the bound.",
        ("user_guide/models/jointembeddingscvi",),
    ),
    "use_joint_embedding": Word(
        "Whether thinned copies of the counts take part in training; False is plain SCVI.",
        ("user_guide/models/jointembeddingscvi",),
    ),
}

WORDS: dict[str, Word] = {
    **_SIZES,
    **_LIKELIHOOD,
    **_COVARIATES,
    **_LABELS,
    **_PRIORS,
    **_MODALITIES,
}
