"""Arguments of `differential_expression` and its relatives."""

from __future__ import annotations

from scvi_lint.knowledge.words.entry import EXPRESSION_TEST, MODEL, Word

_PROBLEM = f"{EXPRESSION_TEST}#problem-statement"
_CHANGE = f"{EXPRESSION_TEST}#detecting-biologically-relevant-features"
_BATCHES = f"{EXPRESSION_TEST}#approximating-population-specific-normalized-expression-levels"
_READ = f"{EXPRESSION_TEST}#providing-easy-to-interpret-predictions"
_MRVI = "user_guide/models/mrvi#differential-expression"
_NICHE = "user_guide/models/resolvi#differential-niche-abundance"

WORDS: dict[str, Word] = {
    "groupby": Word(
        "The obs column whose groups are compared; without `group1` each of them in turn against "
        "all the rest, in one long table.",
        (_PROBLEM,),
    ),
    "get_local_sample_distances.groupby": Word(
        "Obs columns over whose cells the sample-by-sample distances are averaged: one matrix for "
        "each cell type.",
        ("user_guide/models/mrvi#exploratory-analysis",),
    ),
    "group1": Word(
        "The group or groups to test, as they are spelled in `groupby`. Positive fold changes are "
        "higher here. Omitted: each in turn.",
        (_PROBLEM,),
    ),
    "group2": Word(
        "The group to compare with; omitted, everything that is not in the first one, of any kind "
        "and batch – seldom the control you mean.",
        (_PROBLEM,),
    ),
    "mode": Word(
        "`vanilla` ranks genes by whether expression differs at all; `change` asks whether the "
        "log fold change exceeds `delta`, which is the question most papers ask.",
        (_CHANGE,),
    ),
    "delta": Word(
        "The smallest absolute log2 fold change that counts as different, in `change` mode; "
        "0.25 by default is a change by a fifth.",
        (_CHANGE,),
    ),
    "batch_correction": Word(
        "Whether to decode both groups over the same batches, so that a batch difference is not "
        "taken for expression. Needs groups that share batches.",
        (_BATCHES,),
    ),
    "fdr_target": Word(
        "The expected share of false discoveries among the genes that are called (0.05); the name "
        "of the `is_de_fdr_…` column follows it.",
        (_READ,),
    ),
    "weights": Word(
        "How cells are drawn: all alike (`uniform`), or by how well the model explains them.",
        (_BATCHES,),
    ),
    "idx1": Word(
        "Cells of group 1: a mask as long as the data, positions, or a query for obs. A mask of "
        "another object picks other cells without a complaint.",
        (_PROBLEM,),
    ),
    "idx2": Word(
        "The cells to compare with, as a mask, positions or a query, in the same form as for "
        "group 1. Omitted: all that `idx1` leaves.",
        (_PROBLEM,),
    ),
    "pseudocounts": Word(
        "What is added before logarithms, so that genes near zero get no huge fold changes; "
        "omitted, it is estimated.",
        (_CHANGE,),
    ),
    "test_mode": Word(
        "`three` tells up from down by separate probabilities, `two` asks only whether it changes.",
        (_CHANGE,),
    ),
    "two_sided": Word(
        "Whether closing counts as a difference, or opening alone: one-sided tests miss half.",
        (MODEL.format("differential-accessibility"), EXPRESSION_TEST),
    ),
    "all_stats": Word(
        "Whether raw means and the share of cells above zero are added as columns, so that a hit "
        "can be held against the counts.",
        (_READ,),
    ),
    "filter_outlier_cells": Word(
        "Whether cells with outlying latent states are left out beforehand; a small group may "
        "lose much of itself.",
        (_BATCHES,),
    ),
    "importance_weighting_kwargs": Word(
        "Settings for `weights='importance'`, such as how many draws weigh a cell.", (_BATCHES,)
    ),
    "n_samples_per_cell": Word("Posterior draws for each cell; more steady the fold changes."),
    "change_fn": Word(
        "`log-fold` or a function of your own that turns two decoded means into an effect.",
        (_CHANGE,),
    ),
    "m1_domain_fn": Word(
        "Which effects count as no change, as a function of your own.", (_CHANGE,)
    ),
    "sample_cov_keys": Word(
        "Obs columns that describe samples – one value for each sample, or it cannot be tested. "
        "Numeric ones are read as slopes.",
        (_MRVI,),
    ),
    "sample_subset": Word(
        "Only these samples take part; the others are as if never measured.", (_MRVI,)
    ),
    "store_lfc": Word(
        "Whether log fold changes are kept for every cell: cells × genes × terms, soon many "
        "gigabytes.",
        (_MRVI,),
    ),
    "use_vmap": Word(
        "Whether samples are computed at once: faster, and more memory; the table is the same.",
        (_MRVI,),
    ),
    "lambd": Word("How strongly effects of covariates are shrunk, for few samples.", (_MRVI,)),
    "compute_log_enrichment": Word(
        "Whether the log ratio between two groups of samples is added to the densities.",
        ("user_guide/background/differential_abundance",),
    ),
    "radius": Word("How far a neighbour may lie, in the unit of the coordinates."),
    "k_nn": Word(
        "How many nearest cells count as neighbours; more make the niche wider and smoother.",
    ),
    "neighbor_key": Word(
        "Where obsm keeps neighbours' row numbers; stale after cells were removed.", (_NICHE,)
    ),
    "niche_mode": Word(
        "Whether markers that come from neighbours are told from a cell's own, which contaminated "
        "segmentation makes needful.",
    ),
    "batchid1": Word(
        "Decode group 1 over these batches alone; needs `batch_correction`.", (_BATCHES,)
    ),
    "batchid2": Word(
        "Over which batches the second group is decoded: other ones than the first group's bring "
        "the batch effect back in.",
        (_BATCHES,),
    ),
    "differential_expression.eps": Word(
        "A floor for decoded values before logarithms, against infinite fold changes.", (_CHANGE,)
    ),
}
