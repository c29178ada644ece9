"""Values that an argument chooses among, where the choice is a matter of the data.

Under `argument.value`.
"""

from __future__ import annotations

from scvi_lint.knowledge.words.entry import EXPRESSION_TEST, MODEL, SAVING, Word

_LIKELIHOOD = (MODEL.format("generative-process"),)
_MODES = (f"{EXPRESSION_TEST}#detecting-biologically-relevant-features",)

WORDS: dict[str, Word] = {
    "gene_likelihood.zinb": Word(
        "Negative binomial counts with extra zeros: raw counts. UMI data seldom needs the zeros.",
        _LIKELIHOOD,
    ),
    "gene_likelihood.nb": Word("Negative binomial: raw counts, no extra zeros.", _LIKELIHOOD),
    "gene_likelihood.poisson": Word(
        "Counts whose variance equals their mean: raw counts; `dispersion` has no effect.",
        _LIKELIHOOD,
    ),
    "gene_likelihood.normal": Word(
        "Continuous values: the one choice for normalised or log-transformed data. Decoded "
        "expression then is on that scale, not a fraction.",
        _LIKELIHOOD,
    ),
    "protein_likelihood.nb": Word("Negative binomial for protein counts with a background."),
    "protein_likelihood.nbmixture": Word("Foreground and background, each negative binomial."),
    "dispersion.gene": Word("One dispersion a gene, for all cells."),
    "dispersion.gene-batch": Word("One dispersion a gene and batch: where noise differs by run."),
    "dispersion.gene-label": Word("One dispersion a gene and label; needs `labels_key`."),
    "dispersion.gene-cell": Word("One dispersion a gene and cell, decoded; hard to learn."),
    "mode.change": Word(
        "Asks whether the log2 fold change exceeds `delta`; the table has `lfc_mean`, `proba_de`, "
        "`is_de_fdr_…`.",
        _MODES,
    ),
    "mode.vanilla": Word(
        "Ranks genes by whether one group is higher at all; the table has `bayes_factor` and "
        "`proba_m1`, and no fold change.",
        _MODES,
    ),
    "weights.uniform": Word("Cells of a group are drawn alike."),
    "weights.importance": Word("Cells count by how well the model explains them: slower."),
    "library_size.latent": Word(
        "Each cell keeps the depth that the model inferred: values on the scale of counts, not "
        "comparable between cells of unlike depth."
    ),
    "latent_distribution.normal": Word("States on the whole line, as most analyses expect."),
    "latent_distribution.ln": Word("Positive states that sum to 1, as topics do."),
    "minified_data_type.latent_posterior_parameters": Word(
        "Mean and variance of each cell's posterior are kept, counts are not.", (SAVING,)
    ),
    "minified_data_type.latent_posterior_parameters_with_counts": Word(
        "The posterior is kept beside the counts, which only makes queries faster.", (SAVING,)
    ),
    "representation_kind.salient": Word("What only the treated cells vary in."),
    "representation_kind.background": Word("What treated cells and controls share."),
    "correlation_type.spearman": Word("Correlation of ranks."),
    "correlation_type.pearson": Word("Correlation along a straight line; outliers rule it."),
    "prior.standard_normal": Word("One peak: simple, and it smooths rare states away."),
    "prior.vamp": Word("A mixture of learned pseudo-cells: keeps more of the biology."),
    "modality_weights.equal": Word("Every modality counts alike, in every cell."),
    "modality_weights.universal": Word("One learned weight a modality, for all cells."),
    "modality_weights.cell": Word("A learned weight for each cell; new cells have none."),
}
