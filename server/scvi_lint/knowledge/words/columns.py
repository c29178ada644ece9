"""The columns of the tables that models return: unit, range, and what they are not."""

from __future__ import annotations

from scvi_lint.knowledge.words.entry import EXPRESSION_TEST, Word

_CHANGE = f"{EXPRESSION_TEST}#detecting-biologically-relevant-features"
_READ = f"{EXPRESSION_TEST}#providing-easy-to-interpret-predictions"
_PEAKS = "user_guide/models/peakvi#differential-accessibility"

WORDS: dict[str, Word] = {
    "proba_de": Word(
        "How probable it is that this gene's fold change exceeds `delta`, between 0 and 1. Large "
        "is evidence: cut it from below (`> 0.95`); it is no p-value.",
        (_READ,),
    ),
    "proba_not_de": Word("1 − `proba_de`: how probable it is that nothing relevant changes."),
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
    "lfc_median": Word("Median log2 fold change over the draws, less moved by wild ones."),
    "lfc_std": Word("How far the fold change spreads over posterior draws, in log2 units."),
    "lfc_min": Word("The smallest log2 fold change among the draws."),
    "lfc_max": Word("The largest log2 fold change among the draws."),
    "is_de_fdr_0.05": Word(
        "True for the genes that are called so that about 5 % of them are wrong. The number in "
        "the name is `fdr_target`; only in `change` mode.",
        (_READ,),
    ),
    "scale1": Word("Decoded mean of group 1, as a fraction of each cell's total."),
    "scale2": Word("Decoded mean of group 2, as a fraction of each cell's total."),
    "raw_mean1": Word("Mean of the *observed* counts in group 1: look here whether a hit is real."),
    "raw_mean2": Word("Mean of the observed counts in group 2."),
    "raw_normalized_mean1": Word("Observed mean of group 1 after scaling each cell to one depth."),
    "raw_normalized_mean2": Word("Observed mean of group 2 after scaling each cell to one depth."),
    "non_zeros_proportion1": Word("Share of group 1's cells in which the gene was seen."),
    "non_zeros_proportion2": Word("Share of group 2's cells in which the gene was seen."),
    "proba_m1": Word("`vanilla` mode: how probable group 1 is the higher one; 0.5 says nothing."),
    "proba_m2": Word("`vanilla` mode: how probable group 2 is the higher one, 1 − `proba_m1`."),
    "delta": Word("The fold change that had to be exceeded, the same in every row."),
    "comparison": Word("Which groups a row compares: `B cells vs Rest`."),
    "group1": Word("The group that positive fold changes are higher in."),
    "group2": Word("The group that it is compared with; `Rest` for all other cells."),
    "prob_da": Word(
        "How probable it is that this peak is differentially accessible, between 0 and 1; no "
        "p-value.",
        (_PEAKS,),
    ),
    "is_da_fdr": Word("True for peaks called at the wanted share of false ones.", (_PEAKS,)),
    "effect_size": Word(
        "Group 2 minus group 1, as probabilities of being open: the *opposite* direction of a "
        "fold change. Positive means more open in group 2.",
        (_PEAKS,),
    ),
    "emp_effect": Word("The same difference in the observed data; signs should agree.", (_PEAKS,)),
    "est_prob1": Word("Decoded probability that the peak is open in group 1."),
    "est_prob2": Word("Decoded probability that the peak is open in group 2."),
    "emp_prob1": Word("The share of group 1's cells in which the peak was seen open."),
    "emp_prob2": Word("The share of group 2's cells in which the peak was seen open."),
    "doublet": Word(
        "Solo's score for being a doublet: a probability since 1.1.3, a logit before.",
        ("user_guide/models/solo#classifier-training",),
    ),
    "singlet": Word(
        "Solo's score for being one cell; compare it with `doublet` row by row.",
        ("user_guide/models/solo#classifier-training",),
    ),
}
