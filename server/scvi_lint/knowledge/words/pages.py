"""What each page of scvi-tools' documentation answers, in our own words.

The index of the documentation knows titles and headings; these sentences say what a reader would
come with. `docs` shows them beside the page, and finds pages by them.
"""

from __future__ import annotations

# By page, or by page and heading where a heading answers something of its own.
WORDS: dict[str, str] = {
    # --- frequent questions, installation ---
    "faq": "Raw counts or normalised data, batch or covariate, losses that become NaN: the answers "
    "that most people need first.",
    "faq#what-is-the-difference-between-batch-key-and-categorical-covariate-keys": "Batch and "
    "categorical covariates are both corrected; only the batch can be asked for with "
    "transform_batch and has a dispersion of its own.",
    "faq#my-model-errors-out-during-training-due-to-nans-how-can-i-fix-this": "The loss is NaN, or "
    "a distribution gets invalid values (expected parameter loc, constraint): give raw counts, "
    "look for empty cells, NaN covariates and too high a learning rate.",
    "references": "Papers to cite: the literature that scvi-tools' models and pages refer to.",
    "installation": "How to install, which Python and torch, what is optional.",
    "installation#gpu-support-with-pytorch": "Use a GPU: torch has to be built for CUDA or MPS.",
    "installation#r": "Call scvi-tools from R, for Seurat objects, through reticulate.",
    # --- background ---
    "user_guide/background/variational_inference": "The theory: a variational autoencoder learns "
    "an approximate posterior by the evidence lower bound (ELBO). Reconstruction and KL are its "
    "two terms; converged means that the bound has gone flat, on validation cells too. A "
    "validation loss that stays above or rises away from the training loss is overfitting; a KL "
    "near zero is posterior collapse.",
    "user_guide/background/counterfactual_prediction": "What would this cell look like in another "
    "batch, treated, perturbed: a counterfactual decoded with transform_batch. It is a "
    "statistical prediction, causal only under assumptions that the model cannot check.",
    "user_guide/background/counterfactual_prediction#in-distribution-vs-out-of-distribution": "Is "
    "what transform_batch asks for in distribution? Where such cells were seen in the target "
    "batch, yes; where not, the model extrapolates out of distribution.",
    "user_guide/background/counterfactual_prediction#applications": "Batch-corrected expression, "
    "perturbation and transfer as uses of counterfactual decoding.",
    "user_guide/background/differential_expression": "How genes are compared: posterior "
    "probabilities and Bayes factors in the place of p-values, proba_de, and calls at a false "
    "discovery rate (is_de_fdr).",
    "user_guide/background/differential_expression#detecting-biologically-relevant-features": "The "
    "log fold change (lfc) exists in mode change alone; vanilla ranks by Bayes factor. delta is "
    "the smallest effect that counts.",
    "user_guide/background/differential_expression#providing-easy-to-interpret-predictions": "From "
    "probabilities to a list of genes: proba_de, is_de_fdr and the expected false discoveries.",
    "user_guide/background/differential_abundance": "Which cell states are more abundant in one "
    "group of samples or donors than in another.",
    "user_guide/background/transfer_learning": "Map query data onto a reference atlas, transfer "
    "labels from a reference to new cells, with scArches surgery; what to do when genes of the "
    "query differ or are missing.",
    "user_guide/background/transfer_learning#preliminaries": "A query with other genes than the "
    "reference: prepare_query_anndata reorders and pads with zeros.",
    "user_guide/background/transfer_learning#architectural-surgery": "Which weights are frozen and "
    "which are new for the query's batches.",
    "user_guide/background/codebase_overview": "How the code is organised – model, module, data – "
    "and how to write a model or module of your own.",
    # --- use cases ---
    "user_guide/use_case/index": "Lists the guides for a use case: callbacks, tuning, saving, "
    "GPUs, criticism, loaders, downstream tasks. Start here to find which one you need.",
    "user_guide/use_case/using_callbacks": "Early stopping, checkpoints that save the model when "
    "training crashes, monitors such as elbo_validation, and how many epochs are enough: watch "
    "convergence and overfitting on validation. Losses go to loggers as well: wandb, tensorboard, "
    "mlflow.",
    "user_guide/use_case/training_configuration": "plan_kwargs, trainer keywords and config "
    "objects for training: learning rate, warm-up, scheduler, epochs, weight decay. The seed makes "
    "runs reproducible; without it results are different at every run.",
    "user_guide/use_case/saving_and_loading_models": "Save and load a model, share it without its "
    "counts as a minified model, put it on the Hugging Face hub. A model that was trained on a "
    "GPU is "
    "loaded on the CPU with accelerator and device.",
    "user_guide/use_case/downstream_analysis_tasks": "What to do after training: clusters, UMAP, "
    "markers, differential expression as a volcano plot of fold changes, from the latent space.",
    "user_guide/use_case/scvi_criticism": "Is the model any good? Posterior predictive checks and "
    "a criticism report compare simulated with observed counts.",
    "user_guide/use_case/hyper_parameters_tuning": "Tune hyperparameters with Ray (run_autotune): "
    "search space, metrics, trials.",
    "user_guide/use_case/multi_gpu_training": "Train on several GPUs with DDP: strategy, devices, "
    "what works in a notebook, and what memory it saves.",
    "user_guide/use_case/custom_dataloaders": "Data that does not fit into memory: stream "
    "minibatches from disk with annbatch, LaminDB, CELLxGENE Census.",
    "user_guide/use_case/llm_assisted_analysis": "Assistants, the MCP server and the skill of "
    "scvi-tools.",
    # --- which model ---
    "user_guide/index": "Which model should I use: tables of models by kind of data, with what "
    "each of them can do.",
    "user_guide/models/index": "All models on one page, to choose the one for your data.",
    "user_guide/index#cite-seq": "Models for CITE-seq: RNA and protein.",
    "user_guide/index#multiome": "Models for multiome data: RNA and ATAC.",
    "user_guide/index#spatial-transcriptomics-analysis": "Models for spatial data: deconvolution "
    "of spots, imputation, niches.",
    "user_guide/index#bs-seq-analysis": "Models for DNA methylation.",
    "user_guide/index#cytometry-analysis": "Models for flow and mass cytometry.",
    "user_guide/models/scvi": "The base model for RNA counts: integration, latent dimensions "
    "(n_latent), corrected and denoised expression, library size.",
    "user_guide/models/scvi#preliminaries": "What goes in before training: raw counts, not "
    "normalised "
    "data, of highly variable genes (or all of them), and optional covariates such as the batch, a "
    "size factor.",
    "user_guide/models/scvi#generative-process": "The likelihood of counts, library size and size "
    "factor, dispersion, zero inflation.",
    "user_guide/models/scvi#normalization-denoising-imputation-of-expression": "A batch-corrected, "
    "denoised gene expression matrix: decoded expression, and how to get it as counts.",
    "user_guide/models/scvi#dimensionality-reduction": "The latent space for neighbours and UMAP.",
    "user_guide/models/scanvi": "scVI with cell type labels: annotate cells, transfer labels from "
    "a reference to new cells. Take it instead of scVI where some labels are known.",
    "user_guide/models/linearscvi": "A linear decoder (LDVAE): loadings say which genes matter for "
    "each latent factor.",
    "user_guide/models/autozi": "Which genes are zero-inflated.",
    "user_guide/models/amortizedlda": "Topics of genes: each cell a mixture of topics.",
    "user_guide/models/jointembeddingscvi": "An embedding that is robust to shallow sequencing.",
    "user_guide/models/drvi": "Disentangled latent dimensions that can be read one by one: which "
    "genes matter for a factor.",
    "user_guide/models/sysvi": "Integrate strong batch effects across systems: species, organoid "
    "and tissue, single-cell and single-nucleus.",
    "user_guide/models/contrastivevi": "Separate what a perturbation does from what treated cells "
    "and controls share.",
    "user_guide/models/mrvi": "Compare conditions between samples and donors cell by cell, "
    "without clusters first.",
    "user_guide/models/mrvi#differential-abundance": "Abundance of states by sample.",
    "user_guide/models/decipher": "Trajectories of disease or response in two dimensions.",
    "user_guide/models/vivs": "Which genes a response such as protein depends on.",
    "user_guide/models/velovi": "RNA velocity with uncertainty, from spliced and unspliced RNA.",
    "user_guide/models/cellassign": "Annotate cell types from a table of known marker genes.",
    "user_guide/models/solo": "Find and remove doublets.",
    "user_guide/models/scar": "Remove ambient RNA from counts.",
    "user_guide/models/totalvi": "CITE-seq: protein and RNA in one model, with protein background.",
    "user_guide/models/totalanvi": "CITE-seq with cell type labels.",
    "user_guide/models/cytovi": "Flow and mass cytometry data: batches, antibody panels.",
    "user_guide/models/peakvi": "Chromatin accessibility from scATAC, binary peaks.",
    "user_guide/models/peakvi#differential-accessibility": "Differential accessibility of peaks.",
    "user_guide/models/poissonvi": "scATAC as fragment counts.",
    "user_guide/models/multivi": "Integrate scRNA and scATAC (multiome), paired or not, and impute "
    "the modality that a cell lacks.",
    "user_guide/models/scbasset": "Accessibility from the DNA sequence of peaks; transcription "
    "factor activity.",
    "user_guide/models/methylvi": "DNA methylation from bisulfite sequencing.",
    "user_guide/models/methylanvi": "DNA methylation with cell type labels.",
    "user_guide/models/diagvi": "Join modalities measured in different cells.",
    "user_guide/models/destvi": "Deconvolution of spatial spots (Visium): proportions of cell "
    "types and their states in each.",
    "user_guide/models/stereoscope": "Deconvolution of spatial spots by profiles of cell types.",
    "user_guide/models/tangram": "Map single cells to places in tissue, predict missing genes.",
    "user_guide/models/gimvi": "Impute genes that were not measured in spatial data.",
    "user_guide/models/resolvi": "Correct spatial counts for transcripts assigned to the wrong, "
    "neighbouring cells by segmentation.",
    "user_guide/models/scviva": "Spatial niches: cells together with their neighbourhood.",
    # --- tutorials ---
    "tutorials/index_custom_dl": "Notebooks on loaders for data on disk.",
    "tutorials/index_dev": "Notebooks for developers: a model and module of your own.",
    "tutorials/index_hub": "Notebooks on the model hub, sharing and minified models.",
    "tutorials/index_r": "Notebooks for R and Seurat users.",
    "tutorials/index_scrna": "Notebooks for RNA: integration, annotation, differential expression.",
    "tutorials/index_atac": "Notebooks for ATAC.",
    "tutorials/index_spatial": "Notebooks for spatial data.",
    "tutorials/index_multimodal": "Notebooks for several modalities.",
    "tutorials/index_quick_start": "First notebooks: data, a model, its results.",
    "tutorials/index_use_cases": "Notebooks for tuning, criticism, several GPUs, minifying.",
}
