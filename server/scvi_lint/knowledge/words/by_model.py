"""Arguments whose meaning differs from model to model, under `Class.argument` or
`Class.method.argument`."""

from __future__ import annotations

from scvi_lint.knowledge.words.entry import COVARIATES, MODEL, PRELIMINARIES, Word

_OWN = (PRELIMINARIES,)
_PROCESS = (MODEL.format("generative-process"), PRELIMINARIES)

_SPACE: dict[str, Word] = {
    "SCVI.n_latent": Word(
        "How many numbers describe a cell in the latent space (10). Neighbours and UMAP are built "
        "on these columns; with too few, rare types melt into their neighbours, with too many, "
        "some carry nothing.",
        (MODEL.format("dimensionality-reduction"),),
    ),
    "SCANVI.n_latent": Word(
        "The width of the space that labels shape, 10 unless told. With `from_scvi_model` it is "
        "inherited from the SCVI model, and another value here has no say.",
        (MODEL.format("training-details"),),
    ),
    "TOTALVI.n_latent": Word(
        "How many joint factors RNA and protein share for a cell, 20 by default: one array of "
        "cells × 20 for both, not one for each.",
        (MODEL.format("tasks"),),
    ),
    "TOTALANVI.n_latent": Word(
        "Size of the labelled joint space of RNA and antibodies (20); `from_totalvi_model` brings "
        "its own.",
        (MODEL.format("training-details"),),
    ),
    "PEAKVI.n_latent": Word(
        "Coordinates a nucleus gets from its open peaks. Left out, they follow from how many peaks "
        "there are (the fourth root: about 18 for 100 000), so filtering peaks changes them.",
        (MODEL.format("tasks"),),
    ),
    "POISSONVI.n_latent": Word(
        "Dimensions learned from fragment counts; by itself it grows with the number of regions, "
        "as PeakVI's does, so filtering peaks makes the space smaller.",
        (MODEL.format("tasks"),),
    ),
    "MULTIVI.n_latent": Word(
        "Size of the space in which paired, RNA-only and ATAC-only cells meet. Omitted, it is "
        "taken from the number of genes and regions together.",
        (MODEL.format("tasks"),),
    ),
    "VELOVI.n_latent": Word(
        "Dimensions of the state that decides each gene's phase and time (10). It steers the "
        "dynamics; velocities themselves come as cells × genes.",
        _OWN,
    ),
    "CondSCVI.n_latent": Word(
        "How finely the variation *within* a cell type is described (5). DestVI inherits it, and "
        "`get_gamma` has as many columns.",
        ("user_guide/models/destvi#sclvm",),
    ),
    "DestVI.n_latent": Word(
        "Must be what the single-cell model had; `from_rna_model` passes it on, and by hand it "
        "only can disagree with the decoder's weights.",
        ("user_guide/models/destvi#stlvm",),
    ),
    "SysVI.n_latent": Word(
        "Size of the embedding across systems (15). More room keeps more of what is particular to "
        "one system, so raise the cycle weight with it.",
        ("user_guide/models/sysvi",),
    ),
    "RESOLVI.n_latent": Word(
        "How many coordinates a segmented cell has after spill-over of neighbours is taken out "
        "(10). Small gene panels seldom need more.",
        _OWN,
    ),
    "MRVI.n_latent": Word(
        "Width of `z`, in which the sample's effect is still in (30); `n_latent_u` sets that of "
        "`u`, where samples mix.",
        _OWN,
    ),
    "METHYLVI.n_latent": Word(
        "Dimensions that all methylation contexts of a cell share, 10 as a rule; regions with "
        "little coverage support fewer.",
        _OWN,
    ),
    "METHYLANVI.n_latent": Word(
        "Dimensions that labels and methylation levels shape together (10), from all contexts.",
        _OWN,
    ),
    "CYTOVI.n_latent": Word(
        "Columns of the embedding of a stained cell. Left out, it follows the number of antibodies "
        "in the panel; a panel of 20 cannot fill 30.",
        _OWN,
    ),
    "LinearSCVI.n_latent": Word(
        "How many factors there are, each with one loading a gene; they come in no order, so "
        "factor 0 is not the strongest as in a PCA.",
        ("user_guide/models/linearscvi#contrasting-with-scvi",),
    ),
    "AUTOZI.n_latent": Word(
        "Dimensions of the cell's state while zeros are judged gene by gene (10); they do not "
        "change which question is asked.",
        ("user_guide/models/autozi#tasks",),
    ),
    "GIMVI.n_latent": Word(
        "Size of the space that sequenced and spatial cells share (10); genes missing in the "
        "panel are imputed from it.",
        ("user_guide/models/gimvi#tasks",),
    ),
    "SCVIVA.n_latent": Word(
        "Numbers that describe a cell together with its surroundings (10); the niche is decoded "
        "from the same ones.",
        ("user_guide/models/scviva#preliminaries",),
    ),
    "SCAR.n_latent": Word(
        "Inner dimensions while ambient RNA is separated (15); what one takes from scAR are "
        "denoised counts, not these.",
        ("user_guide/models/scar#ambient-rna-removal",),
    ),
    "JaxSCVI.n_latent": Word(
        "Columns of the JAX model's embedding (10), with the meaning they have in SCVI.",
        _OWN,
    ),
    "mlxSCVI.n_latent": Word(
        "Columns of the embedding computed on Apple's GPU, 10 unless told otherwise.",
        _OWN,
    ),
    "ContrastiveVI.n_hidden": Word(
        "Nodes of each hidden layer in both encoders, the salient and the background one (128).",
        _OWN,
    ),
}

_LIKELIHOODS: dict[str, Word] = {
    "SCVI.gene_likelihood": Word(
        "What the decoder believes of a count: `zinb` (default) and `nb` for raw counts, "
        "`poisson` without overdispersion, `normal` alone for values that are not counts. UMI data "
        "rarely wants the extra zeros.",
        _PROCESS,
    ),
    "SCANVI.gene_likelihood": Word(
        "The distribution of genes given state and label; keep the one of the SCVI model that it "
        "starts from, or weights and loss no longer fit.",
        _PROCESS,
    ),
    "LinearSCVI.gene_likelihood": Word(
        "`nb` by default, `zinb` and `poisson` as alternatives, all on raw counts; loadings of "
        "models with unlike choices cannot be compared.",
        _PROCESS,
    ),
    "TOTALVI.gene_likelihood": Word(
        "For the RNA half alone, `nb` or `zinb`. Proteins always are a mixture of background and "
        "foreground, whatever is chosen here.",
        _PROCESS,
    ),
    "TOTALANVI.gene_likelihood": Word(
        "RNA only: `nb` or `zinb`; antibodies and labels have likelihoods of their own.",
        _PROCESS,
    ),
    "MULTIVI.gene_likelihood": Word(
        "For the expression part (`zinb`, `nb`, `poisson`); regions are Bernoulli, open or shut, "
        "and do not listen to it.",
        _PROCESS,
    ),
    "RESOLVI.gene_likelihood": Word(
        "`nb` or `poisson` for transcripts after diffusion and background are accounted for; "
        "imaging panels have no dropout that would call for extra zeros.",
        _PROCESS,
    ),
    "SCVIVA.gene_likelihood": Word(
        "How a cell's own transcripts vary: `poisson` unless told, else `nb` or `zinb`. The niche "
        "has other terms in the loss.",
        _PROCESS,
    ),
    "SCAR.gene_likelihood": Word(
        "`b`, binomial, by default: each observed count is either native or ambient. `nb`, `zinb` "
        "and `poisson` lose that reading.",
        ("user_guide/models/scar#ambient-rna-removal",),
    ),
    "AUTOZI.gene_likelihood": Word(
        "Must stay zero-inflated: whether a gene needs its zeros is the very question.",
        ("user_guide/models/autozi#tasks",),
    ),
    "JaxSCVI.gene_likelihood": Word(
        "`nb` or `poisson`; the JAX version has no zero inflation, so ELBO values differ from "
        "SCVI's default by that alone.",
        _PROCESS,
    ),
    "mlxSCVI.gene_likelihood": Word(
        "Counts as `nb`, or `poisson` without overdispersion; on Macs nothing else is offered.",
        _PROCESS,
    ),
    "CYTOVI.protein_likelihood": Word(
        "`normal` for scaled intensities, or `beta`, which needs every value strictly between 0 "
        "and 1. Raw intensities fit neither: transform and scale first.",
        _PROCESS,
    ),
}

_REGISTERED: dict[str, Word] = {
    "PEAKVI.setup_anndata.layer": Word(
        "Which layer holds peak counts; PeakVI binarises them when it compares, so any positive "
        "count is 'open'. TF-IDF values must not go in.",
        _OWN,
    ),
    "POISSONVI.setup_anndata.layer": Word(
        "The layer of *fragments*, made by `reads_to_fragments`. A binary or a read-count layer "
        "trains as well and answers worse.",
        ("user_guide/models/poissonvi#preliminaries",),
    ),
    "TOTALVI.setup_anndata.layer": Word(
        "Raw RNA counts alone; protein counts come from obsm. Antibodies left in this matrix are "
        "learned as if they were genes.",
        _OWN,
    ),
    "MULTIVI.setup_anndata.layer": Word(
        "One matrix with genes first and regions behind them; what a cell lacks is zero, not NaN.",
        _OWN,
    ),
    "SysVI.setup_anndata.layer": Word(
        "Normalised, log-transformed values – here counts would be wrong: SysVI's likelihood is "
        "Gaussian.",
        ("user_guide/models/sysvi",),
    ),
    "CYTOVI.setup_anndata.layer": Word(
        "The layer of transformed and scaled intensities (`scaled`), never the raw ones.",
        _OWN,
    ),
    "VELOVI.setup_anndata.spliced_layer": Word(
        "The moments of spliced RNA, `Ms`, min–max scaled; the unsmoothed `spliced` counts give "
        "velocities that follow noise.",
        _OWN,
    ),
    "DestVI.setup_anndata.layer": Word(
        "Raw spatial counts, one row a spot; SCT or log values from Seurat or Squidpy must not go "
        "in.",
        ("user_guide/models/destvi#preliminaries",),
    ),
    "RESOLVI.setup_anndata.layer": Word(
        "Transcripts counted per segmented cell, as integers: spill-over is modelled in counts, so "
        "volume-normalised values break its meaning.",
        _OWN,
    ),
    "MRVI.setup_anndata.layer": Word(
        "Raw counts; depth is modelled, and donors with log values in this layer would look "
        "like an effect.",
        _OWN,
    ),
    "CellAssign.setup_anndata.layer": Word(
        "Raw counts of the marker genes only; size factors are computed before on *all* genes.",
        ("user_guide/models/cellassign#preliminaries",),
    ),
    "SCBASSET.setup_anndata.layer": Word(
        "A binary layer of regions × cells – the object is transposed, so 'obs' are peaks here.",
        ("user_guide/models/scbasset#preliminaries",),
    ),
    "LayerField.layer": Word(
        "Which matrix a model of your own registers; None stands for `X` itself."
    ),
    "poisson_gene_selection.layer": Word(
        "Where the raw counts are, None for `X`; on log values the ranking of genes is noise."
    ),
    "setup_mudata.batch_key": Word(
        "A column of obs – of the MuData itself, or of the modality that `modalities` names – with "
        "the technical batch of a cell, for all modalities at once.",
        (COVARIATES, PRELIMINARIES),
    ),
    "MRVI.setup_anndata.batch_key": Word(
        "Nuisance such as site or chemistry, on top of `sample_key`. Samples nested in it stay "
        "comparable; never put the sample itself here.",
        _OWN,
    ),
    "SysVI.setup_anndata.batch_key": Word(
        "The *large* difference – species, protocol, organoid against tissue. Donors and lanes "
        "within a system are covariates instead.",
        ("user_guide/models/sysvi",),
    ),
    "RESOLVI.setup_anndata.batch_key": Word(
        "One value a slide or field: neighbours are sought within it, so cells of two slides do "
        "not spill into each other.",
        _OWN,
    ),
    "CellAssign.setup_anndata.batch_key": Word(
        "Becomes part of a design matrix that shifts each gene's mean, no latent correction; "
        "`categorical_covariate_keys` do the same.",
        ("user_guide/models/cellassign#preliminaries",),
    ),
    "SCBASSET.setup_anndata.batch_key": Word(
        "A column of *var*, as cells stand in columns here; the bias of each batch is learned.",
        ("user_guide/models/scbasset#preliminaries",),
    ),
    "TOTALVI.setup_anndata.batch_key": Word(
        "Technical batches of both RNA and antibodies. A batch in which a protein is zero in all "
        "cells counts as one where it was not stained.",
        (PRELIMINARIES, COVARIATES),
    ),
    "PEAKVI.setup_anndata.batch_key": Word(
        "Runs or donors whose difference in accessibility is technical; `transform_batch` decodes "
        "for one of them.",
        (PRELIMINARIES, COVARIATES),
    ),
    "MULTIVI.setup_anndata.batch_key": Word(
        "The column that tells modality and run apart, `modality` after "
        "`organize_multiome_anndatas`; further runs go to the covariates.",
        (PRELIMINARIES, COVARIATES),
    ),
    "METHYLVI.setup_mudata.batch_key": Word(
        "Libraries or donors whose methylation differs technically; read from the modality given "
        "in `modalities`.",
        (PRELIMINARIES, COVARIATES),
    ),
    "CYTOVI.setup_anndata.batch_key": Word(
        "Staining runs; with panels that overlap in part, the run also tells which antibodies "
        "are imputed.",
        (PRELIMINARIES, COVARIATES),
    ),
    "DestVI.setup_anndata.batch_key": Word(
        "Sections of the spatial data; cell type profiles stay those of the single-cell model.",
        ("user_guide/models/destvi#preliminaries",),
    ),
    "CondSCVI.setup_anndata.batch_key": Word(
        "Batches of the single-cell reference, kept out of the type profiles that DestVI uses.",
        ("user_guide/models/destvi#sclvm",),
    ),
    "SCANVI.setup_anndata.labels_key": Word(
        "The obs column to learn and to predict; cells with the value of `unlabeled_category` get "
        "a label, all others teach. NaN in it is not 'unlabeled'.",
        (PRELIMINARIES, MODEL.format("training-details")),
    ),
    "SCANVI.from_scvi_model.labels_key": Word(
        "The column of cell types, where the SCVI model was set up without one or with another. "
        "It is read from the SCVI model's data.",
        (MODEL.format("training-details"),),
    ),
    "CondSCVI.setup_anndata.labels_key": Word(
        "Cell types to deconvolve into: every type of the tissue has to be here, since a missing "
        "one is handed out among the rest.",
        ("user_guide/models/destvi#preliminaries",),
    ),
    "RNAStereoscope.setup_anndata.labels_key": Word(
        "The annotation of single cells; one profile a label is learned, and spots are split into "
        "these and no others.",
        ("user_guide/models/stereoscope#single-cell-reference-lvm",),
    ),
    "RESOLVI.setup_anndata.labels_key": Word(
        "Types known beforehand; used only with `semisupervised=True`, and for niche comparisons.",
        _OWN,
    ),
    "SCVIVA.setup_anndata.labels_key": Word(
        "Cell types from which niche composition is counted: required, and as fine as niches "
        "should be told apart.",
        ("user_guide/models/scviva#preliminaries",),
    ),
    "MRVI.setup_anndata.labels_key": Word(
        "Optional types: with them the prior of `u` has a component for each, so that known types "
        "stay apart.",
        _OWN,
    ),
    "TOTALANVI.setup_anndata.labels_key": Word(
        "Annotation that both RNA and protein have to explain; unlabelled cells are filled in.",
        _OWN,
    ),
    "METHYLANVI.setup_mudata.labels_key": Word(
        "Known cell types in obs; the classifier reads them off methylation for the others.",
        _OWN,
    ),
    "MRVI.setup_anndata.sample_key": Word(
        "The units that are compared – donor, mouse, condition – one latent effect for each. "
        "Group comparisons count these, not cells.",
        _OWN,
    ),
    "SCVIVA.setup_anndata.sample_key": Word(
        "Slides: spatial neighbours are looked for within a sample, never across.",
        ("user_guide/models/scviva#preliminaries",),
    ),
    "CellAssign.setup_anndata.size_factor_key": Word(
        "Required: one positive number a cell, from all genes *before* markers are cut out; "
        "computed afterwards, it carries the very signal.",
        ("user_guide/models/cellassign#preliminaries",),
    ),
}

WORDS: dict[str, Word] = {**_SPACE, **_LIKELIHOODS, **_REGISTERED}
