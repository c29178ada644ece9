"""The model classes: what each takes, what it learns, and where people go wrong with it."""

from __future__ import annotations

from scvi_lint.knowledge.words.entry import (
    COUNTERFACTUAL,
    MODEL,
    PRELIMINARIES,
    SAVING,
    Word,
)

# By the class's name; one that only older releases have is here, too.
WORDS: dict[str, Word] = {
    # --- expression ---
    "SCVI": Word(
        "Learns from raw counts a latent space of `n_latent` numbers a cell (default 10) in which "
        "the differences between batches are gone, and decodes expression from it. Normalised or "
        "log-transformed input trains without complaint and means nothing.",
        (PRELIMINARIES,),
    ),
    "SCANVI": Word(
        "scVI with cell types: cells that have a label shape the latent space, the others get one "
        "predicted. It needs a value for 'not annotated' in the labels column; a score on the "
        "labels it was trained with says nothing about new cells.",
        (PRELIMINARIES, MODEL.format("training-details")),
    ),
    "LinearSCVI": Word(
        "scVI whose decoder is one linear layer, so that each latent factor has a weight for every "
        "gene (`get_loadings`). It fits worse than SCVI; the factors are not ordered, and their "
        "signs are arbitrary.",
        ("user_guide/models/linearscvi#contrasting-with-scvi",),
    ),
    "AUTOZI": Word(
        "Asks for every gene whether its zeros are more than a negative binomial explains "
        "(`get_alphas_betas`). A tool for that question; for integration take SCVI.",
        ("user_guide/models/autozi#tasks",),
    ),
    "AmortizedLDA": Word(
        "Describes each cell as a mixture of topics, and each topic by its genes or peaks. Counts "
        "go in, a table of cells × topics whose rows sum to 1 comes out; there is no batch "
        "correction in it.",
        ("user_guide/models/amortizedlda#tasks",),
    ),
    "JointEmbeddingSCVI": Word(
        "SCVI that is also shown thinned copies of each cell's counts and made to place both at "
        "the same point, which steadies the latent space of shallow cells. Set up and asked like "
        "SCVI.",
        ("user_guide/models/jointembeddingscvi",),
    ),
    "DRVI": Word(
        "SCVI with a decoder that adds up separate parts, one for each latent dimension, so that a "
        "dimension tends to stand for one process. Read dimensions by their interpretability "
        "scores, not by their number.",
        ("user_guide/models/drvi#interpretability", "user_guide/models/drvi"),
    ),
    "SysVI": Word(
        "Integrates what differs much – species, organoid and tissue, cells and nuclei – by a "
        "cycle-consistency loss. `batch_key` names that big difference, smaller ones are "
        "covariates; input is normalised and log-transformed, not counts.",
        ("user_guide/models/sysvi",),
    ),
    "ContrastiveVI": Word(
        "Splits variation into what treated cells share with controls (background) and what only "
        "they have (salient). Which cells are which is given to `train` as two sets of positions; "
        "mixed up, the two spaces swap their meaning.",
        (PRELIMINARIES, MODEL.format("tasks")),
    ),
    "MRVI": Word(
        "Compares samples (donors, conditions) cell by cell: `sample_key` is what is compared, "
        "`batch_key` what is removed. The sample must not be registered as the batch as well, or "
        "the effect in question is corrected away.",
        (PRELIMINARIES, MODEL.format("tasks")),
    ),
    "Decipher": Word(
        "Finds trajectories by two nested latent spaces, of which the outer has two dimensions "
        "(`v`) that can be plotted as they are. It removes no batch effect: integrate before.",
        ("user_guide/models/decipher#tasks",),
    ),
    "VIVS": Word(
        "Tests which genes an outside response in obsm (protein, niche) depends on given all other "
        "genes, with false discoveries controlled. A hit is a dependence, not a cause.",
        ("user_guide/models/vivs",),
    ),
    "VELOVI": Word(
        "Fits RNA velocity with its uncertainty: one rate of transcription, splicing and "
        "degradation a gene, one latent time a cell and gene. It wants the smoothed moments `Ms` "
        "and `Mu` with genes filtered, not spliced and unspliced counts.",
        (PRELIMINARIES,),
    ),
    "CellAssign": Word(
        "Assigns cells to types by a table of marker genes (genes × types, 0 or 1) that you give; "
        "`predict` returns a probability a cell and type. The data must hold exactly the marker "
        "genes, and `size_factor_key` the factors of *all* genes.",
        ("user_guide/models/cellassign#preliminaries",),
    ),
    "SOLO": Word(
        "Finds doublets: a classifier on a trained SCVI that learned to know simulated doublets. "
        "One batch at a time (`restrict_to_batch`), since cells of two runs never share a droplet; "
        "SCVI must have been set up without covariates.",
        ("user_guide/models/solo#overview",),
    ),
    "SCAR": Word(
        "Takes ambient RNA out of counts: `get_denoised_counts` returns cells × genes to go on "
        "with. The ambient profile comes from the *raw* droplets, empty ones included, not from "
        "filtered cells.",
        ("user_guide/models/scar#ambient-rna-removal",),
    ),
    # --- protein ---
    "TOTALVI": Word(
        "RNA and surface protein of CITE-seq in one latent space; protein counts stand in obsm or "
        "in a modality of their own, as raw as the RNA. Background is separated from signal; a "
        "batch whose proteins are all zero is taken as unmeasured.",
        (PRELIMINARIES, MODEL.format("tasks")),
    ),
    "TOTALANVI": Word(
        "totalVI with cell types, as scANVI is scVI with them: labels shape the space of RNA and "
        "protein, unlabelled cells get predictions.",
        (PRELIMINARIES, MODEL.format("training-details")),
    ),
    "CYTOVI": Word(
        "Integrates flow and mass cytometry: antibody intensities after transformation and "
        "scaling (arcsinh, then between 0 and 1), not counts. Antibodies that one panel lacks are "
        "imputed, which is a prediction.",
        (PRELIMINARIES, MODEL.format("handling-of-overlapping-antibody-panels")),
    ),
    # --- chromatin, methylation, several modalities ---
    "PEAKVI": Word(
        "Latent space and accessibility from scATAC: cells × peaks as *binary* values (counts "
        "above 1 carry no meaning to it). What it decodes is the probability that a peak is open, "
        "between 0 and 1.",
        (PRELIMINARIES, MODEL.format("tasks")),
    ),
    "POISSONVI": Word(
        "As PeakVI, from *fragment* counts: how many fragments say more than open or shut. Reads "
        "come in pairs – turn them into fragments first (`reads_to_fragments`); binary input "
        "throws away what it is made for.",
        (PRELIMINARIES, MODEL.format("tasks")),
    ),
    "MULTIVI": Word(
        "Joins cells with RNA, with ATAC, and with both into one space, and imputes what a cell "
        "lacks. Genes come first, peaks behind them, in the order that `n_genes` and `n_regions` "
        "say; what a cell was not measured for is zero.",
        (PRELIMINARIES, MODEL.format("tasks")),
    ),
    "SCBASSET": Word(
        "Learns accessibility from the DNA sequence under each peak; a cell's weights are its "
        "representation. Data is turned round – peaks × cells – with the sequence from "
        "`add_dna_sequence` of the right genome.",
        ("user_guide/models/scbasset#preliminaries",),
    ),
    "METHYLVI": Word(
        "Latent space and methylation levels from single-cell bisulfite data: per region the count "
        "of methylated cytosines *and* the coverage, one modality a context (mCG, mCH). Fractions "
        "will not do.",
        (PRELIMINARIES, MODEL.format("tasks")),
    ),
    "METHYLANVI": Word(
        "methylVI that also learns a given annotation: known types pull their cells together, and "
        "the rest is classified by methylation alone.",
        (PRELIMINARIES, MODEL.format("training-details")),
    ),
    "DIAGVI": Word(
        "Joins modalities that share no cells, by a graph of which feature of one goes with which "
        "of the other, and optimal transport. Each modality is set up by itself; a wrong or empty "
        "graph joins the wrong cells.",
        ("user_guide/models/diagvi#preliminaries",),
    ),
    # --- space ---
    "CondSCVI": Word(
        "The single-cell half of DestVI: learns how each cell type varies, and is handed to "
        "`DestVI.from_rna_model`. It needs labels, and the genes of the spatial data in "
        "their order.",
        ("user_guide/models/destvi#sclvm",),
    ),
    "DestVI": Word(
        "Says for each spot which share is of which cell type, and what state that type is in "
        "there. Made from a trained CondSCVI; `get_proportions` is a table of spots × types whose "
        "rows sum to 1 without the noise column.",
        ("user_guide/models/destvi#tasks",),
    ),
    "RNAStereoscope": Word(
        "The single-cell half of Stereoscope: one expression profile a cell type, for "
        "`SpatialStereoscope.from_rna_model`. Trained on counts, without validation.",
        ("user_guide/models/stereoscope#single-cell-reference-lvm",),
    ),
    "SpatialStereoscope": Word(
        "Splits the counts of spots into cell types by the profiles of a trained RNAStereoscope; "
        "`get_proportions` gives spots × types. Genes must be the reference's.",
        ("user_guide/models/stereoscope#spatial-transcriptomics-lvm",),
    ),
    "Tangram": Word(
        "Maps single cells onto spots: a matrix of cells × spots from which annotations and genes "
        "are projected. Both data sets must hold the same genes; what it projects is placed, not "
        "measured.",
        ("user_guide/models/tangram#tasks",),
    ),
    "GIMVI": Word(
        "Imputes genes that a spatial panel lacks from single cells of the same tissue. It is "
        "given two objects, each set up by itself; the genes of the spatial one must be among "
        "those of the cells.",
        ("user_guide/models/gimvi#tasks",),
    ),
    "RESOLVI": Word(
        "Corrects counts of single-cell spatial data for transcripts that belong to neighbours or "
        "to background, and gives a latent space. It needs coordinates in `obsm['X_spatial']` and "
        "a batch per slide, or neighbours are sought across slides.",
        ("user_guide/models/resolvi#preliminaries",),
    ),
    "SCVIVA": Word(
        "Represents a cell of spatial data together with its niche: the types and states of its "
        "neighbours. The data must pass `preprocessing_anndata` first, which writes the niche "
        "into obsm.",
        ("user_guide/models/scviva#preliminaries",),
    ),
    # --- other back ends ---
    "JaxSCVI": Word(
        "SCVI written in JAX, with fewer options and fewer methods. Gone from newer releases; use "
        "SCVI.",
        ("user_guide/models/scvi#alternative-backends-and-platforms", PRELIMINARIES),
    ),
    "mlxSCVI": Word(
        "SCVI on Apple's MLX, for Macs with an M chip; fewer options and fewer methods than SCVI.",
        ("user_guide/models/scvi#alternative-backends-and-platforms",),
    ),
    "JaxMRVI": Word(
        "MrVI in JAX, the implementation before the one in PyTorch; models saved by the one are "
        "not loaded by the other.",
        ("user_guide/models/mrvi#preliminaries",),
    ),
    "TorchMRVI": Word(
        "MrVI in PyTorch, under the name it had while both implementations existed.",
        ("user_guide/models/mrvi#preliminaries",),
    ),
    # --- what they stand on ---
    "BaseModelClass": Word(
        "What all models share: registration, saving, loading, history. Subclass it for a model of "
        "your own; nobody makes one as it is.",
        ("user_guide/background/codebase_overview",),
    ),
    "BaseMinifiedModeModelClass": Word(
        "A model that can drop its counts and keep the latent posterior instead (`minify_adata`).",
        (SAVING,),
    ),
    "BaseMudataMinifiedModeModelClass": Word(
        "The same for a model of several modalities (`minify_mudata`).", (SAVING,)
    ),
    "BaseLatentModeModelClass": Word(
        "The name, until 0.20, of what minified models stand on: a model that can drop its counts.",
        (SAVING,),
    ),
    # --- beside the models ---
    "ModelTuner": Word(
        "The older way to tune: it searches settings of a model with Ray. Replaced by "
        "`run_autotune`.",
        ("user_guide/use_case/hyper_parameters_tuning",),
    ),
    "PosteriorPredictiveCheck": Word(
        "Draws counts from trained models and compares them with the observed ones: means, "
        "variation, zeros, calibration, differential expression. A model that fails here should "
        "not be asked for counterfactuals.",
        ("user_guide/use_case/scvi_criticism", COUNTERFACTUAL),
    ),
}
