"""Values that an argument chooses among, where the choice is a matter of the data.

Under `argument.value`.
"""

from __future__ import annotations

from scvi_lint.knowledge.words.entry import (
    EXPRESSION_TEST,
    MODEL,
    SAVING,
    SURGERY,
    TRAINING,
    Word,
)

_LIKELIHOOD = (MODEL.format("generative-process"), "user_guide/models/scvi#generative-process")
_MODES = (f"{EXPRESSION_TEST}#detecting-biologically-relevant-features",)
_MEANS = (f"{EXPRESSION_TEST}#approximating-population-specific-normalized-expression-levels",)
_DEVICES = ("user_guide/use_case/multi_gpu_training",)
_CONTRASTIVE = ("user_guide/models/contrastivevi#salient-and-background-representations",)

WORDS: dict[str, Word] = {
    "gene_likelihood.zinb": Word(
        "Negative binomial counts with extra zeros: raw counts go in. UMI data seldom needs the "
        "zeros; for them `nb` fits as well and compares better.",
        _LIKELIHOOD,
    ),
    "gene_likelihood.nb": Word(
        "Negative binomial without a second source of zeros, for UMI counts: variance above the "
        "mean. Log-normalised values have no such distribution.",
        _LIKELIHOOD,
    ),
    "gene_likelihood.poisson": Word(
        "Counts whose variance equals their mean, cell by cell; `dispersion` has no effect, and "
        "noisy genes are fitted too closely.",
        _LIKELIHOOD,
    ),
    "gene_likelihood.normal": Word(
        "Continuous values: the one choice for normalised or log-transformed data. Decoded "
        "expression then is on that scale, not a fraction.",
        _LIKELIHOOD,
    ),
    "gene_likelihood.b": Word(
        "Binomial: of each cell's observed molecules some are native, the rest ambient.",
        ("user_guide/models/scar#ambient-rna-removal",),
    ),
    "protein_likelihood.nb": Word(
        "One negative binomial for antibody counts, background and signal not told apart.",
        _LIKELIHOOD,
    ),
    "protein_likelihood.nbmixture": Word(
        "Two negative binomials a protein, background and foreground, mixed cell by cell.",
        _LIKELIHOOD,
    ),
    "protein_likelihood.normal": Word(
        "Scaled antibody intensities spread symmetrically about their mean.", _LIKELIHOOD
    ),
    "protein_likelihood.beta": Word(
        "For intensities strictly between 0 and 1; a value at either end gives an infinite loss.",
        _LIKELIHOOD,
    ),
    "dispersion.gene": Word(
        "One dispersion a gene, for all cells: the fewest parameters, and right for one protocol.",
        _LIKELIHOOD,
    ),
    "dispersion.gene-batch": Word(
        "Each run has its own noise level for every gene; batches with few cells estimate it "
        "badly.",
        _LIKELIHOOD,
    ),
    "dispersion.gene-label": Word(
        "Noise differs by cell type; needs `labels_key`, and is the same as `gene` without.",
        _LIKELIHOOD,
    ),
    "dispersion.gene-cell": Word(
        "A network decodes the dispersion anew in every cell: flexible, and hard to learn.",
        _LIKELIHOOD,
    ),
    "mode.change": Word(
        "Asks whether the log2 fold change is larger than `delta`; adds `lfc_mean`, `proba_de` "
        "and `is_de_fdr_…` to the result, one row a gene.",
        _MODES,
    ),
    "mode.vanilla": Word(
        "Only says which group is likelier the higher one: `bayes_factor` and `proba_m1`, without "
        "any effect size, so tiny differences rank high.",
        _MODES,
    ),
    "mode.min": Word(
        "Smaller is better: right for losses and ELBO, wrong for accuracy.", (TRAINING,)
    ),
    "mode.max": Word(
        "Larger is better: for scores. With a loss it picks the worst run.", (TRAINING,)
    ),
    "early_stopping_mode.min": Word(
        "The monitored value has to fall: losses, ELBO as `history` holds it.", (TRAINING,)
    ),
    "early_stopping_mode.max": Word(
        "The monitored value has to rise, as accuracy does; on a loss training ends at once.",
        (TRAINING,),
    ),
    "weights.uniform": Word(
        "All cells of a group are drawn alike, badly explained ones included.", _MEANS
    ),
    "weights.importance": Word(
        "Cells that the posterior explains well weigh more; slower, and it needs a model with a "
        "tight bound.",
        _MEANS,
    ),
    "library_size.latent": Word(
        "Each cell keeps the depth that the model inferred: values on the scale of counts, not "
        "comparable between cells of unlike depth.",
        (MODEL.format("normalization-denoising-imputation-of-expression"), *_LIKELIHOOD),
    ),
    "latent_distribution.normal": Word(
        "Coordinates anywhere on the line, positive or not, as neighbours and UMAP expect.",
        _LIKELIHOOD,
    ),
    "latent_distribution.ln": Word(
        "Softmax of a normal draw: read a cell's values like shares of topics, not as places on a "
        "map.",
        _LIKELIHOOD,
    ),
    "minified_data_type.latent_posterior_parameters": Word(
        "Only `_scvi_latent_qzm` and `_scvi_latent_qzv` stay in obsm; counts are dropped for good,"
        " so no "
        "more training.",
        (SAVING,),
    ),
    "minified_data_type.latent_posterior_parameters_with_counts": Word(
        "Leaves the counts beside the stored posterior: no smaller file, quicker answers only.",
        (SAVING,),
    ),
    "representation_kind.salient": Word(
        "The space in which only treated cells vary; controls lie at zero there.", _CONTRASTIVE
    ),
    "representation_kind.background": Word(
        "The space of what both populations share, such as cell types.", _CONTRASTIVE
    ),
    "correlation_type.spearman": Word(
        "Genes are correlated by the ranks of decoded values, so outlying cells hardly matter."
    ),
    "correlation_type.pearson": Word(
        "Correlation along a straight line of log values; a few extreme cells can make it."
    ),
    "prior.standard_normal": Word(
        "One peak around the origin: simple, mixes well, and smooths rare states away.",
        ("user_guide/models/sysvi",),
    ),
    "prior.vamp": Word(
        "A mixture of learned pseudo-cells, so that distinct cell states keep their distance.",
        ("user_guide/models/sysvi",),
    ),
    "prior.normal": Word(
        "A single normal distribution of states within each cell type: substates move together.",
        ("user_guide/models/destvi#sclvm",),
    ),
    "prior.mog": Word(
        "A mixture of Gaussians within each cell type, for types that fall into substates; "
        "`num_classes_mog` says how many.",
        ("user_guide/models/destvi#sclvm",),
    ),
    "modality_weights.equal": Word(
        "Every modality counts alike, in every cell, however noisy it is.",
        ("user_guide/models/multivi#inference",),
    ),
    "modality_weights.universal": Word(
        "One learned weight a modality for the whole data set; new cells use the same.",
        ("user_guide/models/multivi#inference",),
    ),
    "modality_weights.cell": Word(
        "A learned weight for each cell; cells that were not in training have none.",
        ("user_guide/models/multivi#inference",),
    ),
    "use_layer_norm.both": Word(
        "Cells are normalised one by one on the way in and out, so that later queries find their "
        "place.",
        (SURGERY,),
    ),
    "use_layer_norm.none": Word(
        "No layer normalisation anywhere; fine unless query cells are to be mapped later.",
        (SURGERY,),
    ),
    "use_batch_norm.none": Word(
        "No statistics of minibatches in the network: what reference mapping needs.", (SURGERY,)
    ),
    "use_batch_norm.both": Word(
        "Batch statistics in encoder and decoder, as by default; a query would be shifted by its "
        "own composition.",
        (SURGERY,),
    ),
    "amortization.both": Word(
        "Proportions and states of a spot come from a network: new spots can be asked about.",
        ("user_guide/models/destvi#stlvm",),
    ),
    "amortization.latent": Word(
        "A network gives the states, but each spot's cell type shares are free parameters.",
        ("user_guide/models/destvi#stlvm",),
    ),
    "amortization.none": Word(
        "Everything is learned for each spot by itself: closest fit, no new spots.",
        ("user_guide/models/destvi#stlvm",),
    ),
    "accelerator.gpu": Word(
        "Trains on a CUDA or other graphics card; MisconfigurationException where none is found.",
        _DEVICES,
    ),
    "accelerator.cpu": Word(
        "Trains on the processor: the same model, many times slower for large data.", _DEVICES
    ),
    "accelerator.auto": Word(
        "Takes a GPU where there is one, else the processor: the log's first lines say which.",
        _DEVICES,
    ),
    "accelerator.cuda": Word(
        "An NVIDIA card; raises an error where torch was built without CUDA or finds none.",
        _DEVICES,
    ),
    "accelerator.mps": Word(
        "Apple's graphics chip; some operations are missing, and float64 raises.", _DEVICES
    ),
    "velo_statistic.mean": Word(
        "Averages velocity over posterior draws, cell by gene; sensitive to a wild draw.",
        ("user_guide/models/velovi#latent-time-and-velocity",),
    ),
    "velo_statistic.median": Word(
        "The middle of all draws, for each cell and gene: steadier where one of them went astray.",
        ("user_guide/models/velovi#latent-time-and-velocity",),
    ),
    "scheduler.asha": Word(
        "Stops settings early that do badly; slow starters with a long KL warm-up suffer from it.",
        ("user_guide/use_case/hyper_parameters_tuning",),
    ),
    "modality.joint": Word(
        "The embedding that all of a cell's modalities make together.",
        ("user_guide/models/multivi#tasks",),
    ),
    "change_fn.log-fold": Word(
        "Effects are log2 ratios of decoded means, group 1 over group 2, after pseudocounts.",
        _MODES,
    ),
    "test_mode.two": Word(
        "Asks whether a gene changes, in either direction, as one question.", _MODES
    ),
    "test_mode.three": Word(
        "Weighs up, down and no change as three hypotheses, so that signs cannot cancel.", _MODES
    ),
}
