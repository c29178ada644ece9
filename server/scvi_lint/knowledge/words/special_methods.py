"""What can be asked of models for space, samples, velocity, topics, sequence and cytometry."""

from __future__ import annotations

from scvi_lint.knowledge.words.entry import COUNTERFACTUAL, MODEL, Word

_VELOCITY = "user_guide/models/velovi#latent-time-and-velocity"
_DECIPHER = "user_guide/models/decipher#trajectories-and-gene-patterns"
_NICHE = "user_guide/models/scviva#tasks"
_SPLITS = "user_guide/models/drvi#interpretability"
_RESPONSE = "user_guide/models/vivs"
_IMPUTED = "user_guide/models/cytovi#rna-modality-imputation"

WORDS: dict[str, Word] = {
    # --- space ---
    "get_proportions": Word(
        "A table of spots × cell types, each row summing to 1 (`keep_noise=True` keeps a column "
        "for what no type explains). Shares of RNA, so large cells weigh more.",
        (MODEL.format("cell-type-deconvolution"),),
    ),
    "get_scale_for_ct": Word(
        "The expression of one cell type in each spot, spots × genes; mind spots in which its "
        "share is nearly zero: there it is the decoder's guess.",
        (MODEL.format("tasks"),),
    ),
    "get_expression_for_ct": Word(
        "One cell type's expression in each spot, spots × genes, under the newer name of "
        "`get_scale_for_ct`; where the type is absent the values mean nothing."
    ),
    "get_gamma": Word(
        "Where within its type's variation the cells of a spot are: spots × dimensions for each "
        "type.",
        ("user_guide/models/destvi#intra-cell-type-variation",),
    ),
    "get_fine_celltypes": Word(
        "A table for each coarse type: in every spot, how its cells share out over the finer "
        "annotation of the reference."
    ),
    "get_vamp_prior": Word(
        "Means and variances of pseudo-cells for every type, as a dictionary of arrays: what "
        "DestVI draws spots' states to.",
    ),
    "get_mapper_matrix": Word(
        "A matrix of single cells × spots: how probably each cell lies at each place. Rows sum to "
        "1, and no place is certain.",
        ("user_guide/models/tangram#mapping-matrix",),
    ),
    "project_cell_annotations": Word(
        "Carries labels over to the spatial data, as a table of spots × labels with summed "
        "probabilities.",
        ("user_guide/models/tangram#projection-of-cell-annotations",),
    ),
    "project_genes": Word(
        "Predicts genes of the single cells for the spots, as a new AnnData of spots × genes on "
        "the cells' scale.",
        ("user_guide/models/tangram#projection-of-genes",),
    ),
    "get_imputed_values": Word(
        "Genes that one data set lacks, predicted from the other: one array for each, cells × "
        "genes. Imputed values smooth over rare cells.",
        (MODEL.format("tasks"),),
    ),
    "preprocessing_anndata": Word(
        "Writes neighbours, niche composition and niche states into obsm, in place; needed before "
        "set-up, and again after cells are taken away.",
        ("user_guide/models/scviva#preliminaries",),
    ),
    "predict_neighborhood": Word(
        "The expected composition of each cell's niche, cells × types, rows summing to 1: a "
        "prediction from the cell's own state."
    ),
    "get_neighbor_abundance": Word(
        "How common each type is among a cell's spatial neighbours, as a table of cells × types."
    ),
    "sample_posterior": Word(
        "Draws of the model's latent variables for each cell, averaged unless "
        "`return_samples=True`; a dictionary by variable, several draws on the first axis."
    ),
    # --- samples, velocity, others ---
    "get_local_sample_distances": Word(
        "An xarray of cells × samples × samples: how far apart two samples are *at* this cell. "
        "Average over the cells of a type before reading it.",
        ("user_guide/models/mrvi#exploratory-analysis",),
    ),
    "get_local_sample_representation": Word(
        "An xarray of cells × samples × dimensions: each cell as if it came from each sample.",
        ("user_guide/models/mrvi#exploratory-analysis", COUNTERFACTUAL),
    ),
    "get_outlier_cell_sample_pairs": Word(
        "Says for each cell which samples have such cells at all; leave the other pairs out.",
        ("user_guide/models/mrvi#comparative-analysis", COUNTERFACTUAL),
    ),
    "compute_local_statistics": Word(
        "The engine behind `get_local_sample_…`: reduces any statistic over samples at each cell, "
        "cells × samples or averaged by group."
    ),
    "update_sample_info": Word(
        "Takes sample-level columns of obs into the model, so that comparisons can name them; run "
        "it after obs has changed."
    ),
    "get_velocity": Word(
        "Cells × genes: the rate of change of spliced RNA, one draw or a mean of several.",
        ("user_guide/models/velovi#latent-time-and-velocity",),
    ),
    "get_latent_time": Word(
        "A time for each cell *and* gene, cells × genes, scaled within each gene: no one clock for"
        " the cell.",
        ("user_guide/models/velovi#latent-time-and-velocity",),
    ),
    "get_permutation_scores": Word(
        "One number a gene and group: whether its dynamics are more than chance; low means that "
        "velocity should not be read for it.",
        ("user_guide/models/velovi#uncertainty-and-permutation-scores",),
    ),
    "get_directional_uncertainty": Word(
        "How much the direction of velocity changes between posterior draws, a table with a row a "
        "cell; large values mean that arrows there say nothing.",
        ("user_guide/models/velovi#uncertainty-and-permutation-scores",),
    ),
    "get_state_assignment": Word(
        "For each cell and gene the phase: induction, repression, or a steady state.",
        ("user_guide/models/velovi#state-assignment-and-expression-fit",),
    ),
    "get_rates": Word(
        "A dictionary of rates – transcription, splicing, degradation – one number a gene each; in"
        " no physical unit of time."
    ),
    "get_loadings": Word(
        "A table of genes × latent factors: how much a factor moves a gene.",
        ("user_guide/models/linearscvi#contrasting-with-scvi",),
    ),
    "get_feature_by_topic": Word(
        "Genes × topics: how probable each gene is in a topic; columns sum to 1.",
        ("user_guide/models/amortizedlda#feature-module-discovery",),
    ),
    "get_alphas_betas": Word(
        "For each gene the two numbers of a beta distribution: how sure it is that zeros are "
        "more than chance.",
        ("user_guide/models/autozi#tasks",),
    ),
    "get_cell_bias": Word(
        "One number a cell: how open its chromatin is over all, which mostly is its depth and "
        "quality."
    ),
    "get_tf_activity": Word(
        "One score a cell: how much a factor's motif opens random sequences there; compare cells, "
        "not factors.",
        ("user_guide/models/scbasset#transcription-factor-activity",),
    ),
    "create_doublets": Word(
        "Adds up the counts of random pairs to an AnnData of simulated doublets; called for you by"
        " `from_scvi_model`."
    ),
    # --- sequences of states, niches, imputation ---
    "compute_decipher_time": Word(
        "Gives each cell a time along a trajectory through the two components, as obs values; its "
        "direction is that of the trajectory you drew.",
        (_DECIPHER,),
    ),
    "compute_gene_patterns": Word(
        "For each gene its mean and spread along a trajectory's time, a dictionary of arrays: "
        "decoded curves, not measured ones.",
        (_DECIPHER,),
    ),
    "compute_imputed_gene_expression": Word(
        "Decoded expression, cells × genes, written into a layer; with covariances of genes and "
        "components if asked.",
        ("user_guide/models/decipher#imputed-expression",),
    ),
    "preprocessing_query_anndata": Word(
        "Writes a query's niches into its obsm by the reference's cell types; missing types count "
        "as absent.",
        (_NICHE,),
    ),
    "predict_niche_activation": Word(
        "Decodes, from the cell alone, which latent states each type next to it should have: an "
        "array with an axis for types.",
        (_NICHE,),
    ),
    "get_niche_error": Word(
        "How badly neighbours' states are decoded, one number a cell; large means a niche that "
        "the cell does not tell.",
        (_NICHE,),
    ),
    "get_composition_error": Word(
        "How badly the shares of neighbouring types are decoded, cell by cell; compare only on "
        "one annotation.",
        (_NICHE,),
    ),
    "get_expression_fit": Word(
        "What the fitted dynamics expect for spliced and unspliced RNA, a pair of cells × genes: "
        "hold it against the moments.",
        ("user_guide/models/velovi#state-assignment-and-expression-fit",),
    ),
    "impute_rna_from_reference": Word(
        "Gives stained cells RNA from their neighbours in a reference's latent space, as a new "
        "object: averages of other cells, no measurement.",
        (_IMPUTED,),
    ),
    "impute_categories_from_reference": Word(
        "Labels stained cells by the vote of neighbours in a reference, with its share as "
        "certainty.",
        (_IMPUTED,),
    ),
    "get_gene_likelihood": Word(
        "How well each gene's moments fit its dynamics, cells × genes or averaged; genes that fit "
        "badly should not carry velocity.",
        (_VELOCITY,),
    ),
    "get_sample_logprobs": Word(
        "How probable each cell's state is in every sample, as log values in a table of cells × "
        "samples; compare groups of samples with it.",
        ("user_guide/models/cytovi#label-free-differential-abundance",),
    ),
    "compute_dataset_dependent_priors": Word(
        "Estimates background share and neighbour distance from the counts, a dictionary that the "
        "constructor takes as priors; it runs by itself.",
        ("user_guide/models/resolvi#generative-process",),
    ),
    "confusion_coarse_celltypes": Word(
        "How easily one coarse type is taken for another, by likelihood ratios: high values say "
        "that the annotation is finer than the data.",
        ("user_guide/models/destvi#sclvm",),
    ),
    "construct_custom_guidance_graph": Word(
        "Makes the graph of which feature of one modality belongs to which of the other, from a "
        "table; a wrong pair aligns wrong cells.",
        ("user_guide/models/diagvi#guidance-graph-creation",),
    ),
    "predict_celltype": Word(
        "Labels cells of one modality by a classifier of the other: a dictionary with names, "
        "probabilities and the largest of them for each cell.",
        ("user_guide/models/diagvi#cell-label-transfer",),
    ),
    # --- interpretation ---
    "calculate_interpretability_scores": Word(
        "Scores of how strongly each latent dimension moves every gene, written into `varm` of the "
        "embedding: within the observed cells and beyond them.",
        (_SPLITS,),
    ),
    "get_interpretability_scores": Word(
        "The stored scores as a table of genes × dimensions; compute them first, or there are "
        "none.",
        (_SPLITS,),
    ),
    "set_latent_dimension_stats": Word(
        "Ranks latent dimensions by what they reconstruct and writes order and vanished ones into "
        "the embedding's var: the first step of reading DRVI.",
        (_SPLITS,),
    ),
    "get_reconstruction_effect_of_each_split": Word(
        "One number a latent part: how much reconstruction rests on it, summed over genes.",
        (_SPLITS,),
    ),
    "get_effect_of_splits_within_distribution": Word(
        "Parts × genes: the effect of each latent part at the cells that were seen, so it can be "
        "trusted where they lie.",
        (_SPLITS,),
    ),
    "get_effect_of_splits_out_of_distribution": Word(
        "The same effects when a dimension is moved to values that no cell has: an extrapolation.",
        (_SPLITS, COUNTERFACTUAL),
    ),
    "iterate_on_ae_output": Word(
        "Yields encoder and decoder outputs minibatch by minibatch, for code of your own.",
        (_SPLITS,),
    ),
    "iterate_on_decoded_latent_samples": Word(
        "Yields what the decoder makes of latent values that you give, batch by batch; library "
        "size is 10 000 unless told.",
        (_SPLITS,),
    ),
    "iterate_on_effect_of_splits_within_distribution": Word(
        "Yields the effect of each part on every gene with the latent state, minibatch by "
        "minibatch.",
        (_SPLITS,),
    ),
    "get_importance": Word(
        "P-values of a conditional randomisation test, one for each gene and response: small ones "
        "say that the response cannot do without the gene.",
        (_RESPONSE,),
    ),
    "get_hier_importance": Word(
        "The same test for groups of correlated genes, from coarse to fine: a group may matter "
        "where no single gene can be told.",
        (_RESPONSE,),
    ),
    "get_cell_scores": Word(
        "Scores of chosen genes cell by cell, cells × genes: in which cells the dependence sits.",
        (_RESPONSE,),
    ),
    "get_gene_correlations": Word(
        "Genes × genes, correlated as decoded; decoding makes neighbours in state look coupled.",
        (_RESPONSE,),
    ),
    "get_gene_groupings": Word(
        "Clusters of genes with like decoded expression, at several resolutions.", (_RESPONSE,)
    ),
    "predict_t": Word(
        "What the score network predicts for each cell without knockoffs, cells × responses; no "
        "test by itself.",
        (_RESPONSE,),
    ),
}
