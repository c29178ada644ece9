"""Arguments of what is asked of a trained model: latent space, expression, predictions."""

from __future__ import annotations

from scvi_lint.knowledge.words.entry import (
    COUNTERFACTUAL,
    CRITICISM,
    DOWNSTREAM,
    LOADERS,
    MODEL,
    OBJECTIVE,
    Word,
)

_DECODED = (MODEL.format("normalization-denoising-imputation-of-expression"), DOWNSTREAM)
_LATENT = (MODEL.format("dimensionality-reduction"), DOWNSTREAM)

_EXPRESSION: dict[str, Word] = {
    "transform_batch": Word(
        "Decode each cell *as if* it came from this batch. Omitted: its own batch, so batch "
        "effects stay. A list: the mean over these batches (accessibility: the first only).",
        (COUNTERFACTUAL,),
        "A query of the model, not a causal effect; trust it where similar cells exist in the "
        "target batch.",
    ),
    "posterior_predictive_sample.transform_batch": Word(
        "Draws counts as another batch would have given them; without it, draws follow the cell's "
        "own batch, which is what a check against observed counts needs.",
        (COUNTERFACTUAL,),
    ),
    "get_feature_correlation_matrix.transform_batch": Word(
        "Correlates genes as decoded for these batches; several are averaged over matrices, so "
        "that a batch difference does not count as correlation.",
        (COUNTERFACTUAL,),
    ),
    "library_size": Word(
        "Scale expression to this total per cell; `latent` uses the inferred one. With the "
        "default of 1 the values are fractions of the cell's total.",
        _DECODED,
    ),
    "lib_size": Word(
        "The name of `library_size` in old releases: what decoded rows sum to.", _DECODED
    ),
    "n_samples": Word(
        "How many times to draw from the posterior. With 1 every call gives other numbers; 25 and "
        "averaging steadies them.",
        _DECODED,
    ),
    "posterior_predictive_sample.n_samples": Word(
        "How many count matrices are drawn: 1 gives cells × genes, more a sparse array with a "
        "third axis.",
        (CRITICISM,),
    ),
    "n_samples_overall": Word(
        "How many cells to draw in total, with replacement: no longer one row a cell, so the "
        "result does not fit back into obsm or layers.",
        _DECODED,
    ),
    "return_mean": Word(
        "Whether to average over the draws; False keeps them as a first axis: draws × cells × "
        "genes, the spread included.",
        _DECODED,
    ),
    "get_elbo.return_mean": Word(
        "One number for all cells, or one a cell; per cell it shows which the model explains "
        "badly.",
        (OBJECTIVE,),
    ),
    "return_numpy": Word(
        "A bare array instead of a table with cell and gene names; the order is that of the data.",
        _DECODED,
    ),
    "gene_list": Word(
        "Only these genes are returned, by var name, in the order of the data and not of the list; "
        "names that are missing are passed over.",
        _DECODED,
    ),
    "protein_list": Word(
        "Only these proteins, by the names given at registration; `all` or None for every one.",
        (MODEL.format("tasks"),),
    ),
    "region_list": Word(
        "Only these peaks are returned, by var name, in the order of the data.",
        (MODEL.format("tasks"),),
    ),
    "scale_protein": Word(
        "Whether each cell's proteins are made to sum to 1: shares of the panel instead of levels.",
        (MODEL.format("tasks"),),
    ),
    "sample_protein_mixing": Word(
        "Whether each value is set to zero where a draw says background: noisier, and closer to "
        "a gate.",
        (MODEL.format("tasks"),),
    ),
    "include_protein_background": Word(
        "Whether decoded proteins keep their background, as observed values do; off, they are "
        "signal alone.",
        (MODEL.format("tasks"),),
    ),
    "normalize_cells": Word(
        "Whether accessibility is multiplied by each cell's depth: then it resembles observed "
        "peaks and is no longer comparable between cells.",
        (MODEL.format("tasks"),),
    ),
    "normalize_regions": Word(
        "Whether accessibility carries each peak's own factor, on top of the cell's state.",
        (MODEL.format("tasks"),),
    ),
    "threshold": Word("Probabilities below it are returned as zero, to make the result sparse."),
    "normalized": Word(
        "Whether imputed values are fractions of a cell's total or on the scale of counts.",
        (MODEL.format("tasks"),),
    ),
    "silent": Word("Whether the progress bar stays away; the numbers are not touched by it."),
    "correlation_type": Word(
        "`spearman` for ranks or `pearson` for straight lines; between two runs only one kind can "
        "be compared."
    ),
    "rna_size_factor": Word(
        "The depth that expression is scaled to before it is correlated (1000); log values of "
        "small depths are mostly zero."
    ),
}

_CELLS: dict[str, Word] = {
    "indices": Word(
        "Only these cells, by position in the data: whole numbers, no obs names. A boolean mask "
        "works only where the method turns it into positions.",
        _LATENT,
    ),
    "dataloader": Word(
        "Batches of tensors that are asked about, for models fed from disk; then `adata`, "
        "`indices` and `batch_size` have no meaning.",
        (LOADERS,),
    ),
    "get_latent_representation.batch_size": Word(
        "How many cells go through the encoder at once: memory and speed, never the result.",
        _LATENT,
    ),
    "get_normalized_expression.batch_size": Word(
        "Cells decoded at once; lower it where the GPU runs out of memory, the values stay.",
        _DECODED,
    ),
    "give_mean": Word(
        "The posterior's mean for each cell instead of one random draw; with False two calls on "
        "the "
        "same cells differ.",
        _LATENT,
    ),
    "return_dist": Word(
        "Mean and variance of the posterior, two arrays of cells × dimensions, instead of the "
        "mean: what `minify_adata` wants in obsm.",
        _LATENT,
    ),
    "mc_samples": Word(
        "Draws behind a mean that has no closed form, for `latent_distribution='ln'`."
    ),
    "use_mean": Word(
        "Whether a protein's state is averaged rather than sampled; samples differ at each call.",
        (MODEL.format("tasks"),),
    ),
    "give_z": Word(
        "`z`, with the sample's effect in it, instead of `u`, where samples mix: cluster on `u`, "
        "compare on `z`.",
        ("user_guide/models/mrvi#exploratory-analysis",),
    ),
    "representation_kind": Word(
        "Which of the two latent spaces: `salient` or `background`; the default is `salient`, in "
        "which controls say nothing.",
        ("user_guide/models/contrastivevi#salient-and-background-representations",),
    ),
    "modality": Word(
        "`joint`, `expression` or `accessibility`: the embedding from both or from one part. A "
        "cell without that part gets a meaningless place.",
        ("user_guide/models/multivi#tasks",),
    ),
    "n_mc_samples": Word(
        "How many draws the estimate rests on; too few and it is too low, and unlike between runs.",
        (OBJECTIVE,),
    ),
    "n_mc_samples_per_pass": Word(
        "How many of the draws are computed at once: memory, no result.", (OBJECTIVE,)
    ),
    "normalize_distances": Word(
        "Whether distances between samples are divided by those of chance, so that 1 is noise.",
        ("user_guide/models/mrvi#exploratory-analysis",),
    ),
    "keep_cell": Word(
        "Whether the result has an axis of single cells, cells × samples × samples, or group "
        "means only; a large atlas does not fit with it.",
        ("user_guide/models/mrvi#exploratory-analysis",),
    ),
}

_LABELS: dict[str, Word] = {
    "soft": Word(
        "A probability per class – a table of cells × labels – rather than the most probable name. "
        "Probabilities of cells it was trained on are too sure.",
        (MODEL.format("tasks"), MODEL.format("prediction")),
    ),
    "use_posterior_mean": Word(
        "Whether labels are predicted from the mean state, or averaged over draws with its noise.",
        (MODEL.format("tasks"),),
    ),
    "ig_interpretability": Word(
        "Whether the genes' part in each prediction is returned as well, by integrated gradients: "
        "a pair comes back, and it takes far longer.",
        (MODEL.format("tasks"),),
    ),
    "ig_args": Word("Settings of the integrated gradients, such as how many steps they take."),
    "return_logits": Word(
        "Raw scores instead of probabilities; a cut at 0.5 is wrong for them.",
        ("user_guide/models/solo#classifier-training",),
    ),
    "include_simulated_doublets": Word(
        "Whether rows for simulated doublets follow the real cells; their names are not in obs.",
        ("user_guide/models/solo#classifier-training",),
    ),
    "doublet_ratio": Word(
        "How many doublets are simulated for each cell (2); not the share you expect in the data.",
        ("user_guide/models/solo#doublet-simulation",),
    ),
}

_OTHERS: dict[str, Word] = {
    "keep_noise": Word(
        "Whether the column for what no cell type explains is kept; with it, shares of types sum "
        "to less than 1.",
        (MODEL.format("cell-type-deconvolution"),),
    ),
    "keep_additional": Word(
        "Whether columns of added, unknown types stay in the table of proportions.",
        (MODEL.format("cell-type-deconvolution"),),
    ),
    "normalize": Word(
        "Whether rows are scaled to sum to 1; unscaled ones hold amounts of RNA.",
        (MODEL.format("cell-type-deconvolution"),),
    ),
    "label": Word(
        "The cell type whose expression in the spots is asked for, as spelled in the labels.",
        (DOWNSTREAM,),
    ),
    "velo_statistic": Word(
        "`mean` or `median` over the draws of velocity; the median is less moved by wild draws.",
        ("user_guide/models/velovi#latent-time-and-velocity",),
    ),
    "velo_mode": Word(
        "Velocity of `spliced` RNA, or of `unspliced`, on the scaled moments.",
        ("user_guide/models/velovi#latent-time-and-velocity",),
    ),
    "num_samples": Word(
        "How many draws are made; of settings that are tried out, where a search is run.",
    ),
    "return_samples": Word(
        "Whether single draws come back, on a first axis, beside their summary."
    ),
    "return_sites": Word(
        "Which variables of the model come back, by name; None: an array for each of them."
    ),
    "model": Word("The function or trained model that is sampled or examined; it is not changed."),
    "context": Word(
        "Which methylation context is returned, `mCG` or `mCH`, as an array of cells × regions.",
        ("user_guide/models/methylvi#estimation-of-methylation-levels",),
    ),
    "tf": Word(
        "The transcription factor by its name in the motif library; unknown names raise "
        "ValueError.",
        ("user_guide/models/scbasset#transcription-factor-activity",),
    ),
    "motif_dir": Word("Folder of sequences with motifs; fetched when it is not there."),
    "p": Word("How many pseudo-cells each type has in the returned prior, drawn among its cells."),
}

WORDS: dict[str, Word] = {**_EXPRESSION, **_CELLS, **_LABELS, **_OTHERS}
