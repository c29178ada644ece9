"""Arguments of what is asked of a trained model: latent space, expression, predictions."""

from __future__ import annotations

from scvi_lint.knowledge.words.entry import (
    COUNTERFACTUAL,
    LOADERS,
    Word,
)

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
    "dataloader": Word(
        "Batches of tensors that are asked about, for models fed from disk; then `adata`, "
        "`indices` and `batch_size` have no meaning.",
        (LOADERS,),
    ),
    "return_dist": Word("Mean and variance of the posterior, two arrays, instead of the mean."),
    "use_mean": Word("The posterior's mean rather than a random draw, which differs each time."),
    "give_z": Word("`z`, with the sample's effect in it, instead of `u`, where samples mix."),
    "n_mc_samples": Word("How many draws the estimate rests on; too few and it is too low."),
    "n_mc_samples_per_pass": Word("How many of the draws are computed at once: memory, no result."),
    "correlation_type": Word("`spearman` for ranks or `pearson` for straight lines."),
    "rna_size_factor": Word("The depth that expression is scaled to before it is correlated."),
    "silent": Word("Whether the progress bar stays away."),
    "protein_list": Word("Only these proteins."),
    "region_list": Word("Only these peaks."),
    "representation_kind": Word(
        "Which of the two latent spaces: `salient` or `background`; the default is `salient`."
    ),
    "normalize_cells": Word("Whether accessibility is scaled by each cell's depth."),
    "normalize_regions": Word("Whether accessibility is scaled by each peak's factor."),
    "normalize_distances": Word("Whether distances are compared with those of chance."),
    "keep_noise": Word("Whether the column for what no cell type explains is kept in the table."),
    "keep_additional": Word("Whether columns of added, unknown types are kept."),
    "scale_protein": Word("Whether each cell's proteins are made to sum to 1."),
    "sample_protein_mixing": Word(
        "Whether each value is set to zero where a draw says background: noisier."
    ),
    "include_protein_background": Word("Whether decoded proteins keep their background."),
    "velo_statistic": Word("`mean` or `median` over the draws of velocity."),
    "use_posterior_mean": Word("Whether labels are predicted from the mean state, without noise."),
    "ig_interpretability": Word("Whether the genes' part in each prediction is returned as well."),
    "num_samples": Word("How many draws, or how many trials where settings are tuned."),
    "return_logits": Word("Raw scores instead of probabilities; a cut at 0.5 is wrong for them."),
}
