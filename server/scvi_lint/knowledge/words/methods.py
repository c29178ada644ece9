"""What can be asked of a model, and what comes back: rows, columns, scale.

Under the method's name; under `Class.method` where a class answers otherwise.
"""

from __future__ import annotations

from scvi_lint.knowledge.words import special_methods
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
        "Registers a MuData: `modalities` says which modality each argument is about. The cells of"
        " all modalities must be the same ones, in one order.",
        (PRELIMINARIES,),
    ),
    "setup_annbatch": Word(
        "Registers data that stays on disk and is read in blocks by annbatch: only a sample is in "
        "memory, so counts are not checked.",
        (LOADERS,),
    ),
    "view_anndata_setup": Word(
        "Prints what was registered, with the levels of every column: the place to see that "
        "`batch_key` has the batches you think. Returns nothing.",
        (PRELIMINARIES,),
    ),
    "view_setup_args": Word(
        "Prints the set-up call of a *saved* model from its folder, to see which layer and columns"
        " new data must bring."
    ),
    "register_manager": Word(
        "Makes a registration known to the class; set-up calls it for you, and a model of your own"
        " does so at the end of its set-up."
    ),
    "deregister_manager": Word(
        "Forgets the registration of one object, or of all, which frees the memory it held; models"
        " made with it can no longer be asked."
    ),
    "get_anndata_manager": Word(
        "The registration of an object: None, or with `required=True` an error, where it was never"
        " set up for this class."
    ),
    "transfer_fields": Word(
        "Registers new data by the model's own pattern: same columns, same category codes; unknown"
        " categories raise an error unless extended."
    ),
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
        "True after `train` or `load`, also when a single epoch was run: no sign of convergence, "
        "for that read `history`."
    ),
    "train_indices": Word(
        "Positions of the cells that were trained on, as an array; a check of the fit on them "
        "flatters."
    ),
    "validation_indices": Word(
        "Positions of the cells held out while training: judge the fit on these, though early "
        "stopping has seen them."
    ),
    "test_indices": Word(
        "Positions of the cells that are neither trained on nor validated on; empty unless "
        "`train_size` and `validation_size` leave some."
    ),
    "to_device": Word(
        "Moves the network, not the data, to `cpu`, `cuda:0`, `mps`; a saved model comes back on "
        "the device that `load` names."
    ),
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
        "A table of cells × topics whose rows sum to 1: shares, so cluster on them with care and "
        "do not scale them.",
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
        "One number a cell, as an array of cells × 1: the total that the model infers, on the "
        "scale of counts."
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
        "The counts without their ambient part, cells × genes as floats; keep the raw ones in a "
        "layer, other models want those.",
        ("user_guide/models/scar#ambient-rna-removal",),
    ),
    "get_ambient_profile": Word(
        "Estimates the ambient profile from droplets without cells and writes it into the object.",
        ("user_guide/models/scar#estimating-the-ambient-profile",),
    ),
    "get_salient_normalized_expression": Word(
        "What the model expects with the treated cells' own variation kept in, cells × genes as "
        "fractions of the total.",
        ("user_guide/models/contrastivevi#normalized-expression",),
    ),
    "get_specific_normalized_expression": Word(
        "Decoded from one of the two latent spaces alone, cells × genes: what the salient or the "
        "shared part says about a gene.",
        ("user_guide/models/contrastivevi#normalized-expression",),
    ),
    "get_normalized_expression_importance": Word(
        "Cells × genes like `get_normalized_expression`, by importance sampling: slower, and "
        "closer for badly encoded cells.",
        ("user_guide/models/resolvi#estimation-of-true-expression-levels",),
    ),
    "get_normalized_function_name": Word(
        "The name of the method that decodes for this class, such as "
        "`get_normalized_accessibility`; for code over many models."
    ),
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
    "get_region_factors": Word(
        "One number a peak, between 0 and 1: how easily it is caught, whatever the cell. Needs "
        "`region_factors=True`."
    ),
    "get_library_size_factors": Word(
        "A dictionary of factors for expression and accessibility, one value a cell: the depth "
        "that decoding multiplies by."
    ),
    "get_protein_foreground_probability": Word(
        "Cells × proteins, between 0 and 1: the chance that what was counted is signal and not "
        "background.",
        (MODEL.format("tasks"),),
    ),
    "get_protein_background_mean": Word(
        "The mean background of each protein by cell, cells × proteins, on the scale of counts."
    ),
    "get_normalized_methylation": Word(
        "A dictionary: for each context cells × regions, the expected share of methylated "
        "cytosines.",
        ("user_guide/models/methylvi#estimation-of-methylation-levels",),
    ),
    "get_specific_normalized_methylation": Word(
        "Decoded methylation of a single context, between 0 and 1, as an array of cells × regions.",
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
    "get_ranked_features": Word(
        "A table of genes by how much they move the prediction, read from saved attributions; a "
        "large value is no cause."
    ),
    "shap_predict": Word(
        "How much each gene adds to the prediction of each label, as SHAP values: cells × genes × "
        "labels, and slow."
    ),
    "shap_adata_predict": Word(
        "SHAP values for data of your own, held against a background of training cells; give it "
        "few cells."
    ),
    # --- quality ---
    "get_elbo": Word(
        "The evidence lower bound of these cells; *higher* is better here, while `history` holds "
        "the negative. Comparable only on the same cells, genes and likelihood.",
        (OBJECTIVE, CRITICISM),
    ),
    "get_reconstruction_error": Word(
        "The decoder's misfit to the counts of the given cells, as a dictionary: one term of the "
        "bound, so look at the KL terms, too. Cells it was trained on look better than others.",
        (OBJECTIVE,),
    ),
    "get_marginal_ll": Word(
        "The log likelihood of these cells by importance sampling: tighter than the bound, slow, "
        "and it needs enough samples (`n_mc_samples`) to settle.",
        (OBJECTIVE,),
    ),
    "get_importance_weights": Word(
        "One weight a draw and cell, as importance sampling uses them; a few huge ones mean that "
        "the estimate rests on luck."
    ),
    "get_perplexity": Word(
        "How surprised the topics are by the cells, one number; lower is better, on cells held out"
        " from training."
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
    "load_registry": Word(
        "The registration in a saved model's folder, as a dictionary, without loading weights or "
        "data."
    ),
    "convert_legacy_save": Word(
        "Turns the folder of a release before 0.15 into one that newer releases load; weights and "
        "numbers stay the same.",
        (SAVING,),
    ),
    "minify_adata": Word(
        "Replaces the counts by each cell's latent posterior, in the model's data: much smaller, "
        "and queries answer from it. The counts are gone from that object: no training, no "
        "likelihood of counts afterwards.",
        (SAVING,),
    ),
    "minify_mudata": Word(
        "Drops the counts of every modality from the MuData and keeps each cell's posterior: "
        "queries still answer, training is over.",
        (SAVING,),
    ),
    "minified_data_type": Word(
        "None, `latent_posterior_parameters`, or the same `_with_counts`: what is left of the "
        "data.",
        (SAVING,),
    ),
    "adata": Word(
        "The object given to the constructor, no copy of it: changing its counts changes what the "
        "model sees.",
    ),
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
        "Changes a MuData query in place to the reference's features, modality by modality; absent"
        " ones become zeros.",
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
        "Adds labels to a trained TOTALVI: its weights, cells and proteins are taken over, and the"
        " result is still to be trained."
    ),
    "from_rna_model": Word(
        "Makes the spatial model from a *trained* single-cell model and spatial counts with the "
        "same genes in the same order.",
        (MODEL.format("preliminaries"),),
    ),
    # --- the object itself ---
    "view_registry": Word(
        "Prints what was registered: fields, their places, and the codes of each category.",
        (PRELIMINARIES,),
    ),
    "get_from_registry": Word(
        "The registered data under a key of `REGISTRY_KEYS`, as an array with a row a cell: codes "
        "for categories, not their names."
    ),
    "get_state_registry": Word(
        "What is remembered of a registered field, such as the category names in the order of "
        "their codes."
    ),
    "update_setup_method_args": Word(
        "Overwrites arguments of the recorded set-up call; the data is not registered anew."
    ),
    "device": Word("Where the network's weights are: `cpu`, `cuda:0`; the data stays in memory."),
    "module": Word(
        "The network itself, a torch module with `inference`, `generative` and `loss`. What it "
        "returns has scvi's inner scale and no names of cells or genes.",
        ("user_guide/background/codebase_overview",),
    ),
    "adata_manager": Word(
        "The registration behind the model, an `AnnDataManager`: fields, codes, and the set-up "
        "call; None for models fed by a data module.",
        ("user_guide/background/codebase_overview",),
    ),
    "data_registry": Word(
        "Where each registered field lies in the object: attribute and key, by registry key."
    ),
    "summary_string": Word("One sentence with the model's settings, as printing it shows."),
    "get_setup_arg": Word(
        "What a set-up argument was given, such as the name of the batch column; as text."
    ),
    "get_var_names": Word(
        "The genes that the model was set up with, in its order: compare with a query's."
    ),
    "view_setup_method_args": Word(
        "Prints which set-up method was called with which arguments, from a registry."
    ),
    "run_id": Word("The id of the MLflow run that training was logged to; None without MLflow."),
    "run_name": Word(
        "What MLflow calls the run in its list; empty where training was not logged there."
    ),
    "latent_data_type": Word(
        "Before 0.20: what was kept of the counts; `minified_data_type` since."
    ),
    "to_latent_mode": Word(
        "Before 0.20: dropped the counts and kept the posterior; `minify_adata` since."
    ),
    "get_ranked_genes": Word(
        "The older `get_ranked_markers`: genes by how much they move a prediction, a table."
    ),
    "get_ranked_markers": Word(
        "Genes or proteins by how much they moved the predicted label, as a table a label; from "
        "attributions of `predict(ig_interpretability=True)`."
    ),
    "registry": Word("The whole registration as a dictionary, as it is saved with the model."),
    **special_methods.WORDS,
}
