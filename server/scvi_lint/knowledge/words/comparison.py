"""Arguments of `differential_expression` and its relatives."""

from __future__ import annotations

from scvi_lint.knowledge.words.entry import EXPRESSION_TEST, Word

WORDS: dict[str, Word] = {
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
    "idx1": Word(
        "Cells of group 1: a mask as long as the data, positions, or a query for obs. A mask of "
        "another object picks other cells without a complaint."
    ),
    "idx2": Word("Cells of group 2, given as `idx1` is. Omitted: all that are not in group 1."),
    "pseudocounts": Word(
        "What is added before logarithms, so that genes near zero get no huge fold changes; "
        "omitted, it is estimated.",
        (f"{EXPRESSION_TEST}#detecting-biologically-relevant-features",),
    ),
    "test_mode": Word("`three` tells up from down, `two` asks only whether it changes."),
    "two_sided": Word("Whether closing counts as a difference, or opening alone."),
    "all_stats": Word("Whether raw means and the share of cells above zero are added as columns."),
    "filter_outlier_cells": Word("Whether cells with outlying states are left out beforehand."),
    "importance_weighting_kwargs": Word("Settings for `weights='importance'`."),
    "sample_cov_keys": Word(
        "Obs columns that describe samples – one value for each sample, or it cannot be tested.",
        ("user_guide/models/mrvi#differential-expression",),
    ),
    "sample_subset": Word("Only these samples take part."),
    "store_lfc": Word("Whether log fold changes are kept for every cell: cells × genes × terms."),
    "use_vmap": Word("Whether samples are computed at once: faster, and more memory."),
    "radius": Word("How far a neighbour may lie, in the unit of the coordinates."),
    "k_nn": Word("How many nearest cells count as neighbours."),
    "niche_mode": Word("Whether markers that come from neighbours are told from a cell's own."),
    "batchid1": Word("Decode group 1 over these batches alone; needs `batch_correction`."),
    "batchid2": Word("Decode group 2 over these batches alone; needs `batch_correction`."),
    "eps": Word("A floor for decoded values."),
}
