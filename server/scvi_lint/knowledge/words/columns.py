"""The columns of the tables that models return: unit, range, and what they are not."""

from __future__ import annotations

from scvi_lint.knowledge.words.entry import EXPRESSION_TEST, Word

_CHANGE = f"{EXPRESSION_TEST}#detecting-biologically-relevant-features"
_READ = f"{EXPRESSION_TEST}#providing-easy-to-interpret-predictions"
_MEANS = f"{EXPRESSION_TEST}#approximating-population-specific-normalized-expression-levels"
_PEAKS = "user_guide/models/peakvi#differential-accessibility"
_SOLO = ("user_guide/models/solo#classifier-training",)

WORDS: dict[str, Word] = {
    "proba_de": Word(
        "How probable it is that this gene's fold change exceeds `delta`, between 0 and 1. Large "
        "is evidence: cut it from below (`> 0.95`); it is no p-value.",
        (_READ,),
    ),
    "proba_not_de": Word(
        "The remainder, 1 − `proba_de`: small values speak for a difference, as with p-values, "
        "yet it is a posterior probability and needs no correction for many genes.",
        (_READ,),
    ),
    "bayes_factor": Word(
        "The natural logarithm of the odds that the gene differs. Far from zero is evidence, near "
        "zero is none; in `vanilla` mode the sign says which group is higher.",
        (_READ,),
    ),
    "lfc_mean": Word(
        "Mean log2 fold change over posterior draws, group 1 against group 2: +1 is twice as much "
        "in group 1. Only in `change` mode; genes near zero get large ones, so read it beside "
        "`proba_de` and the raw means.",
        (_CHANGE,),
    ),
    "lfc_median": Word(
        "The middle of the log2 fold changes that draws gave: +1 doubles, as for the mean, and "
        "outlying draws count less.",
        (_CHANGE,),
    ),
    "lfc_std": Word(
        "How far the fold change spreads over posterior draws, in log2 units: larger than the "
        "change itself means that the sign is open.",
        (_CHANGE,),
    ),
    "lfc_min": Word(
        "The smallest log2 fold change that any draw gave; an extreme, so it moves with the number "
        "of draws.",
        (_CHANGE,),
    ),
    "lfc_max": Word(
        "The upper extreme over all draws; together with the lower one it brackets, and says "
        "nothing about what is typical of the gene.",
        (_CHANGE,),
    ),
    "is_de_fdr_0.05": Word(
        "True for the genes that are called so that about 5 % of them are wrong. The number in "
        "the name is `fdr_target`; only in `change` mode.",
        (_READ,),
    ),
    "scale1": Word(
        "Decoded mean of the gene in group 1, as a fraction of each cell's total: values like "
        "1e-5 are normal, and rows sum to 1 over genes.",
        (_MEANS,),
    ),
    "scale2": Word(
        "What the model expects in the reference group, as a share of the transcripts; divide "
        "`scale1` by it for a plain ratio.",
        (_MEANS,),
    ),
    "raw_mean1": Word(
        "Mean of the *observed* counts in group 1: look here whether a hit is real, or decoded "
        "from almost nothing.",
        (_READ,),
    ),
    "raw_mean2": Word(
        "Observed counts averaged over the cells compared with, depth not removed: a shallow "
        "group looks low in every gene.",
        (_READ,),
    ),
    "raw_normalized_mean1": Word(
        "Observed mean of group 1 after scaling each cell to one depth (10 000): to be held "
        "against the decoded fold change.",
        (_READ,),
    ),
    "raw_normalized_mean2": Word(
        "The counterpart in the comparison group, with depth taken out but batch effects left in.",
        (_READ,),
    ),
    "non_zeros_proportion1": Word(
        "Share of group 1's cells in which the gene was seen at all; a fold change with 1 % here "
        "rests on a handful of cells.",
        (_READ,),
    ),
    "non_zeros_proportion2": Word(
        "How many of the other cells, as a fraction, have a count above zero; near 0 makes a "
        "marker look specific.",
        (_READ,),
    ),
    "proba_m1": Word(
        "`vanilla` mode: how probable group 1 is the higher one; 0.5 says nothing.", (_READ,)
    ),
    "proba_m2": Word(
        "The opposite hypothesis in `vanilla` mode, 1 − `proba_m1`: near 1, the gene is lower in "
        "the first group.",
        (_READ,),
    ),
    "delta": Word(
        "The fold change that had to be exceeded, the same number in every row, as it was given.",
        (_CHANGE,),
    ),
    "comparison": Word(
        "Which groups a row compares: `B cells vs Rest`. Filter by it first, since a table may "
        "hold every gene once for each group.",
        (_READ,),
    ),
    "group1": Word(
        "The name of the group in which positive fold changes are higher, row by row.", (_READ,)
    ),
    "group2": Word(
        "Against whom the row compares; `Rest` stands for all cells that are left.", (_READ,)
    ),
    "prob_da": Word(
        "How probable it is that this peak is differentially accessible, between 0 and 1; no "
        "p-value.",
        (_PEAKS,),
    ),
    "is_da_fdr": Word(
        "True for peaks called at the wanted share of false ones; the threshold was chosen over "
        "all peaks of the table.",
        (_PEAKS,),
    ),
    "effect_size": Word(
        "Group 2 minus group 1, as probabilities of being open: the *opposite* direction of a "
        "fold change. Positive means more open in group 2.",
        (_PEAKS,),
    ),
    "emp_effect": Word(
        "The same difference counted in the data without a model; where its sign disagrees, "
        "distrust the peak.",
        (_PEAKS,),
    ),
    "est_prob1": Word(
        "Decoded probability, 0 to 1, that the peak is open in a cell of the first group.",
        (_PEAKS,),
    ),
    "est_prob2": Word(
        "The model's chance of openness for group 2; subtract `est_prob1` for the effect.",
        (_PEAKS,),
    ),
    "emp_prob1": Word(
        "The fraction of group 1's cells with at least one read there: depends on depth.",
        (_PEAKS,),
    ),
    "emp_prob2": Word(
        "Observed openness among the cells compared with, uncorrected; sparse data keeps it far "
        "below the estimate.",
        (_PEAKS,),
    ),
    "doublet": Word(
        "Solo's score for being a doublet: a probability since 1.1.3, a logit before.", _SOLO
    ),
    "singlet": Word(
        "Solo's score for being one cell; compare it with `doublet` row by row.", _SOLO
    ),
}
