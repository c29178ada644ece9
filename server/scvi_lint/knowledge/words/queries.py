"""Arguments of what is asked of a trained model: latent space, expression, predictions."""

from __future__ import annotations

from scvi_lint.knowledge.words.entry import COUNTERFACTUAL, Word

WORDS: dict[str, Word] = {
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
}
