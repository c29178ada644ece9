"""What can be asked of a model, and what comes back: rows, columns, scale.

Under the method's name; under `Class.method` where a class answers otherwise.
"""

from __future__ import annotations

from scvi_lint.knowledge.words.entry import (
    CALLBACKS,
    COUNTERFACTUAL,
    COVARIATES,
    CRITICISM,
    DOWNSTREAM,
    EXPRESSION_TEST,
    LOADERS,
    MODEL,
    OBJECTIVE,
    PRELIMINARIES,
    SAVING,
    SURGERY,
    TRAINING,
    Word,
)

_CHANGE = f"{EXPRESSION_TEST}#detecting-biologically-relevant-features"
_ABUNDANCE = "user_guide/background/differential_abundance"

WORDS: dict[str, Word] = {
    # --- registration ---
    "setup_anndata": Word(
        "Writes down, before the model is made, which part of this object is counts, batch, "
        "labels, covariates. Nothing is copied or checked again: what you do to X or obs "
        "afterwards is what the model sees, and a copy or subset needs its own set-up.",
        (PRELIMINARIES, COVARIATES),
    ),
    "setup_mudata": Word(
        "The same for a MuData; `modalities` says which modality each argument is about. The "
        "cells of the modalities have to be the same ones, in the same order.",
        (PRELIMINARIES,),
    ),
    "setup_annbatch": Word(
        "Registration for data that stays on disk and is read in blocks by annbatch.", (LOADERS,)
    ),
    "view_anndata_setup": Word(
        "Prints what was registered, with the levels of every column: the place to see that "
        "`batch_key` has the batches you think. Returns nothing.",
        (PRELIMINARIES,),
    ),
    "view_setup_args": Word("Prints the set-up call of a *saved* model, from its folder."),
    "register_manager": Word("Makes a registration known to the class; set-up calls it for you."),
    "deregister_manager": Word(
        "Forgets the registration of one object, or of all, which frees the memory it held."
    ),
    "get_anndata_manager": Word(
        "The registration of an object, None or an error where it has none for this class."
    ),
    "transfer_fields": Word("Registers new data as the model's own data was, without a check."),
    # --- training ---
    "train": Word(
        "Fits the network on a part of the cells (90 % if nothing else is said) and changes the "
        "model in place; it returns nothing to keep. Called again, it goes on from where it "
        "stopped, with the warm-up of the KL term starting anew.",
        (TRAINING, CALLBACKS),
    ),
    "SOLO.train": Word(
        "Fits the classifier that tells simulated doublets from cells; early stopping is on by "
        "default.",
        ("user_guide/models/solo#classifier-training",),
    ),
    "history": Word(
        "What was logged while training: for each key a table with one row an epoch. Read ELBO, "
        "reconstruction and KL terms together, and training beside validation; what was never "
        "computed has no key.",
        (OBJECTIVE, CALLBACKS),
    ),
    "is_trained": Word(
        "True after `train` or `load`, also when a single epoch was run: no sign of convergence."
    ),
    "train_indices": Word("Positions of the cells that were trained on; a check on them flatters."),
    "validation_indices": Word("Positions of the cells that were held out while training."),
    "test_indices": Word(
        "Positions of the cells that are neither trained on nor validated on; empty unless "
        "`train_size` and `validation_size` leave some."
    ),
    "to_device": Word("Moves the network, not the data, to `cpu`, `cuda:0`, `mps`."),
    # --- latent space ---
    "get_latent_representation": Word(
        "An array of cells × `n_latent`: the mean of each cell's posterior, batch removed as far "
        "as the model could. Store it in obsm and build *neighbours* on it (`use_rep`), or the "
        "clusters still are those of the PCA. Distances have no unit.",
        (MODEL.format("dimensionality-reduction"), DOWNSTREAM),
    ),
    "ContrastiveVI.get_latent_representation": Word(
        "Cells × dimensions of one of two spaces: `representation_kind='salient'` (only the "
        "treated vary there) or `'background'`.",
        ("user_guide/models/contrastivevi#salient-and-background-representations",),
    ),
    "MRVI.get_latent_representation": Word(
        "Cells × dimensions: `u` by default, where samples are mixed, for cell types; with "
        "`give_z=True` `z`, where the effect of the sample is still in.",
        ("user_guide/models/mrvi#exploratory-analysis",),
    ),
    "GIMVI.get_latent_representation": Word(
        "A *list* of two arrays: cells of the sequenced data, then of the spatial data.",
        ("user_guide/models/gimvi#dimensionality-reduction",),
    ),
    "AmortizedLDA.get_latent_representation": Word(
        "A table of cells × topics; each row sums to 1.",
        ("user_guide/models/amortizedlda#topic-based-dimensionality-reduction",),
    ),
    "get_batch_representation": Word(
        "The learned vector of each cell's batch, cells × dimensions; only with "
        "`batch_representation='embedding'`."
    ),
    "get_aggregated_posterior": Word(
        "The latent posteriors of many cells as one mixture distribution: the density of a sample.",
        (_ABUNDANCE,),
    ),
    # --- expression ---
    "get_normalized_expression": Word(
        "Cells × genes decoded from the latent space: what the model expects, not what was "
        "counted. Rows sum to `library_size` (1: fractions). `transform_batch` asks for another "
        "batch, a statistical question and no causal one: hold out cells, compare, and trust it "
        "only where such cells exist in that batch.",
        (MODEL.format("normalization-denoising-imputation-of-expression"), COUNTERFACTUAL),
    ),
    "TOTALVI.get_normalized_expression": Word(
        "A *pair*: table of cells × genes, then table of cells × proteins, background taken out "
        "of the proteins unless asked for. One name on the left keeps both in a tuple.",
        (
            "user_guide/models/totalvi#normalization-and-denoising-of-rna-and-protein-expression",
            COUNTERFACTUAL,
        ),
    ),
    "get_likelihood_parameters": Word(
        "The parameters of the counts' distribution for each cell and gene – mean, dispersion, "
        "chance of a technical zero – as a dictionary of arrays."
    ),
    "get_latent_library_size": Word(
        "One number a cell, as cells × 1: the total that the model infers, on the scale of counts."
    ),
    "get_feature_correlation_matrix": Word(
        "Genes × genes, from samples that the model draws. Correlations of decoded values are "
        "partly the decoder's own: no evidence of regulation by themselves."
    ),
    "posterior_predictive_sample": Word(
        "New *counts* drawn from the model for each cell, cells × genes (× samples, sparse in "
        "three axes, if several): for checks against the observed ones, not as corrected data.",
        (CRITICISM, MODEL.format("data-simulation")),
    ),
    "get_denoised_counts": Word(
        "Counts without the ambient part, cells × genes; keep the raw ones in a layer.",
        ("user_guide/models/scar#ambient-rna-removal",),
    ),
    "get_ambient_profile": Word(
        "Estimates the ambient profile from droplets without cells and writes it into the object.",
        ("user_guide/models/scar#estimating-the-ambient-profile",),
    ),
    "get_salient_normalized_expression": Word(
        "Decoded expression, cells × genes, with the treated cells' own variation in.",
        ("user_guide/models/contrastivevi#normalized-expression",),
    ),
    "get_specific_normalized_expression": Word(
        "Decoded expression from one of the two latent spaces alone, cells × genes.",
        ("user_guide/models/contrastivevi#normalized-expression",),
    ),
    "get_normalized_expression_importance": Word(
        "Decoded expression, cells × genes, by importance sampling: slower and less biased.",
        ("user_guide/models/resolvi#estimation-of-true-expression-levels",),
    ),
    "get_normalized_function_name": Word("The name of the method that decodes for this class."),
    # --- accessibility, methylation, protein ---
    "get_normalized_accessibility": Word(
        "Cells × peaks decoded from the latent space: PeakVI and MultiVI give the probability "
        "that a peak is open, PoissonVI a rate. `transform_batch` takes one batch, not a mean.",
        (COUNTERFACTUAL,),
    ),
    "get_accessibility_estimates": Word(
        "The older name of `get_normalized_accessibility`: cells × peaks, between 0 and 1.",
        (COUNTERFACTUAL,),
    ),
    "get_region_factors": Word("One number a peak: how easily it is caught, whatever the cell."),
    "get_library_size_factors": Word("The depth of each cell as the model sees it; cells long."),
    "get_protein_foreground_probability": Word(
        "Cells × proteins, between 0 and 1: the chance that what was counted is signal and not "
        "background.",
        (MODEL.format("tasks"),),
    ),
    "get_protein_background_mean": Word("The mean background of each protein, cells × proteins."),
    "get_normalized_methylation": Word(
        "A dictionary: for each context cells × regions, the expected share of methylated "
        "cytosines.",
        ("user_guide/models/methylvi#estimation-of-methylation-levels",),
    ),
    "get_specific_normalized_methylation": Word(
        "The expected share of methylated cytosines of one context, cells × regions.",
        ("user_guide/models/methylvi#estimation-of-methylation-levels",),
    ),
    # --- comparison ---
    "differential_expression": Word(
        "A table with a row a gene and comparison. In the default mode `vanilla` it holds a Bayes "
        "factor and no fold changes; `mode='change'` adds `lfc_mean`, `proba_de`, "
        "`is_de_fdr_…`. There are no p-values, and cells are not replicates.",
        (_CHANGE, MODEL.format("differential-expression")),
    ),
    "MRVI.differential_expression": Word(
        "An xarray data set: for each cell and gene the effect of each sample covariate, not a "
        "table of groups. `sample_cov_keys` name columns that are constant within a sample.",
        ("user_guide/models/mrvi#differential-expression",),
    ),
    "differential_accessibility": Word(
        "A table with a row a peak: `prob_da`, the chance that the peak differs, and `effect_size` "
        "as a difference of probabilities of being open, from group 1 to group 2.",
        (MODEL.format("differential-accessibility"), EXPRESSION_TEST),
    ),
    "differential_methylation": Word(
        "A table with a row a region and context; effects are differences of methylation levels.",
        ("user_guide/models/methylvi#differential-methylation",),
    ),
    "differential_abundance": Word(
        "How much likelier a state is in some samples than in others, cell by cell: log densities "
        "to compare between groups of *samples*. Few samples say little, however many cells.",
        (_ABUNDANCE,),
    ),
    "differential_niche_abundance": Word(
        "Which cell types are commoner among the neighbours of one group than of another.",
        ("user_guide/models/resolvi#differential-niche-abundance",),
    ),
    # --- labels ---
    "predict": Word(
        "The most probable label of each cell; `soft=True` gives cells × labels with "
        "probabilities. It always picks one of the labels it knows, for cells of a new type, too.",
        (MODEL.format("prediction"), MODEL.format("tasks")),
    ),
    "SOLO.predict": Word(
        "Cells × (`doublet`, `singlet`), as probabilities since 1.1.3 and as logits before, where "
        "a cut at 0.5 means something else; `soft=False` gives the name that wins.",
        ("user_guide/models/solo#classifier-training",),
    ),
    "CellAssign.predict": Word(
        "A table of cells × types with probabilities; the type is the column of the largest.",
        ("user_guide/models/cellassign#cell-type-prediction",),
    ),
    "get_ranked_features": Word("Genes by how much they move a prediction, from saved scores."),
    "shap_predict": Word("How much each gene adds to the prediction of each label (SHAP)."),
    "shap_adata_predict": Word("SHAP values for data of your own; slow, so give it few cells."),
    # --- quality ---
    "get_elbo": Word(
        "The evidence lower bound of these cells; *higher* is better here, while `history` holds "
        "the negative. Comparable only on the same cells, genes and likelihood.",
        (OBJECTIVE, CRITICISM),
    ),
    "get_reconstruction_error": Word(
        "How badly the decoder explains the counts: one term of the bound, to be read with the "
        "KL terms. Cells it trained on look better than others.",
        (OBJECTIVE,),
    ),
    "get_marginal_ll": Word(
        "The log likelihood of these cells by importance sampling: tighter than the bound, slow, "
        "and it needs enough samples (`n_mc_samples`) to settle.",
        (OBJECTIVE,),
    ),
    "get_importance_weights": Word("The weights of latent draws, used by importance sampling."),
    "get_perplexity": Word(
        "How surprised the topics are by the cells; lower is better, on cells held out."
    ),
    # --- saving ---
    "save": Word(
        "Writes weights and registration to `model.pt` in a folder – a folder, not a file. The "
        "data is not in it unless `save_anndata=True`; an existing folder is refused without "
        "`overwrite=True`.",
        (SAVING,),
    ),
    "load": Word(
        "Returns a *new* model from a folder; a class method, so the model it is called on stays "
        "as it was. Without saved data it wants the AnnData, with the genes and column names of "
        "the time of training.",
        (SAVING,),
    ),
    "load_registry": Word("The registration in a saved model's folder, without loading it."),
    "convert_legacy_save": Word(
        "Turns the folder of a release before 0.15 into one that newer releases load.", (SAVING,)
    ),
    "minify_adata": Word(
        "Replaces the counts by each cell's latent posterior, in the model's data: much smaller, "
        "and queries answer from it. The counts are gone from that object: no training, no "
        "likelihood of counts afterwards.",
        (SAVING,),
    ),
    "minify_mudata": Word(
        "The same for a MuData: counts of every modality are dropped, the posterior is kept.",
        (SAVING,),
    ),
    "minified_data_type": Word(
        "None, `latent_posterior_parameters`, or the same `_with_counts`: what is left of the "
        "data.",
        (SAVING,),
    ),
    "adata": Word("The data that the model was made with, the very object and no copy."),
    # --- transfer ---
    "load_query_data": Word(
        "A new model for query cells on a frozen reference; train it for some epochs with "
        "`weight_decay=0`. The query must be on the reference's scale (raw counts), with its "
        "genes; nothing complains about log-normalised values.",
        (SURGERY, "user_guide/background/transfer_learning#training"),
    ),
    "prepare_query_anndata": Word(
        "Brings the query to the reference's genes, *in place*: order, and zeros for genes it "
        "lacks. Many missing genes are many false zeros; below four fifths it warns.",
        ("user_guide/background/transfer_learning#preliminaries",),
    ),
    "prepare_query_mudata": Word(
        "The same for a MuData, modality by modality, in place.",
        ("user_guide/background/transfer_learning#preliminaries",),
    ),
    "from_scvi_model": Word(
        "Starts from the weights and the *data* of a trained SCVI; labels are added by "
        "`labels_key` and `unlabeled_category`. The result still has to be trained.",
        (MODEL.format("training-details"), PRELIMINARIES),
    ),
    "SOLO.from_scvi_model": Word(
        "Simulates doublets from the cells of a trained SCVI – of one batch, with "
        "`restrict_to_batch` – and makes the classifier, which is still to be trained.",
        ("user_guide/models/solo#doublet-simulation",),
    ),
    "from_totalvi_model": Word(
        "Starts from the weights and data of a trained TOTALVI, and adds labels."
    ),
    "from_rna_model": Word(
        "Makes the spatial model from a *trained* single-cell model and spatial counts with the "
        "same genes in the same order.",
        (MODEL.format("preliminaries"),),
    ),
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
        "The newer `get_scale_for_ct`: one type's expression, spots × genes."
    ),
    "get_gamma": Word(
        "Where within its type's variation the cells of a spot are: spots × dimensions for each "
        "type.",
        ("user_guide/models/destvi#intra-cell-type-variation",),
    ),
    "get_fine_celltypes": Word(
        "How the cells of one type in a spot share out over the finer types of the single-cell "
        "model: a table of spots × fine types for each."
    ),
    "get_vamp_prior": Word("Pseudo-cells of each type that serve DestVI as a prior."),
    "get_mapper_matrix": Word(
        "Cells × spots: how probably each cell lies at each spot.",
        ("user_guide/models/tangram#mapping-matrix",),
    ),
    "project_cell_annotations": Word(
        "Carries labels of cells to spots, as a table of spots × labels.",
        ("user_guide/models/tangram#projection-of-cell-annotations",),
    ),
    "project_genes": Word(
        "Predicts genes of the single cells for the spots, as a new AnnData.",
        ("user_guide/models/tangram#projection-of-genes",),
    ),
    "get_imputed_values": Word(
        "Genes or features that one data set lacks, predicted from the other.",
        (MODEL.format("tasks"),),
    ),
    "preprocessing_anndata": Word(
        "Writes neighbours, niche composition and niche states into obsm; needed before set-up.",
        ("user_guide/models/scviva#preliminaries",),
    ),
    "predict_neighborhood": Word("The expected composition of each cell's niche, cells × types."),
    "get_neighbor_abundance": Word("How common each type is among a cell's neighbours."),
    "sample_posterior": Word("Draws of the model's variables for each cell, averaged if asked."),
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
        "The engine behind `get_local_sample_…`: reduces any statistic over samples, cell by cell."
    ),
    "update_sample_info": Word("Takes sample columns of obs into the model, for its comparisons."),
    "get_velocity": Word(
        "Cells × genes: the rate of change of spliced RNA, one draw or a mean of several.",
        ("user_guide/models/velovi#latent-time-and-velocity",),
    ),
    "get_latent_time": Word(
        "Cells × genes: a time for each gene, not one clock for the cell.",
        ("user_guide/models/velovi#latent-time-and-velocity",),
    ),
    "get_permutation_scores": Word(
        "One number a gene and group: whether its dynamics are more than chance; low means that "
        "velocity should not be read for it.",
        ("user_guide/models/velovi#uncertainty-and-permutation-scores",),
    ),
    "get_directional_uncertainty": Word(
        "How much the direction of velocity changes between draws, cell by cell.",
        ("user_guide/models/velovi#uncertainty-and-permutation-scores",),
    ),
    "get_state_assignment": Word(
        "For each cell and gene the phase: induction, repression, or a steady state.",
        ("user_guide/models/velovi#state-assignment-and-expression-fit",),
    ),
    "get_rates": Word("Rates of transcription, splicing and degradation, one each a gene."),
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
    "get_cell_bias": Word("One number a cell: how open its chromatin is over all."),
    "get_tf_activity": Word(
        "One score a cell for a transcription factor, from sequences with and without its motif.",
        ("user_guide/models/scbasset#transcription-factor-activity",),
    ),
    "create_doublets": Word("Adds up pairs of cells to an AnnData of simulated doublets."),
}
