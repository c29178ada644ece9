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
}
