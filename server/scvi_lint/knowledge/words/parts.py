"""The classes that models are built of: registration, modules, networks, distributions, loaders,
and the hub. For people who write a model of their own, or feed one.
"""

from __future__ import annotations

from scvi_lint.knowledge.words.entry import LOADERS, SAVING, Word

_CODE = ("user_guide/background/codebase_overview",)
_PROCESS = ("user_guide/models/scvi#generative-process",)
_BOUND = ("user_guide/background/variational_inference",)

_REGISTRATION: dict[str, Word] = {
    "AnnDataManager": Word(
        "Holds what was registered of one object: fields, categories, codes. `setup_anndata` makes "
        "it; a model reads its tensors through it.",
        _CODE,
    ),
    "AnnDataManagerValidationCheck": Word(
        "Which checks a registration makes – counts, missing values – each can be switched off.",
        _CODE,
    ),
    "LayerField": Word(
        "Registers a matrix of cells × genes; with `is_count_data=True` it warns where values are "
        "not whole numbers.",
        _CODE,
    ),
    "CategoricalObsField": Word(
        "Registers an obs column as integer codes, cells × 1; None makes a single category.", _CODE
    ),
    "NumericalObsField": Word(
        "Registers a numeric obs column, a row a cell and one column; missing values go through to"
        " the loss.",
        _CODE,
    ),
    "CategoricalJointObsField": Word(
        "Registers several categorical obs columns as one array, a column of codes for each.", _CODE
    ),
    "NumericalJointObsField": Word(
        "Registers several numeric obs columns side by side; NaN in them reaches the loss.", _CODE
    ),
    "CategoricalVarField": Word(
        "Registers a var column as codes, genes × 1: for models in which cells stand in columns.",
        _CODE,
    ),
    "NumericalVarField": Word(
        "Registers one number for each gene from var, genes × 1; NaN is passed on.", _CODE
    ),
    "ObsmField": Word(
        "Registers an obsm array of cells × anything as it is, without a check of its values.",
        _CODE,
    ),
    "VarmField": Word("Registers a varm array of genes × anything, such as sequences.", _CODE),
    "ProteinObsmField": Word(
        "Registers protein counts and notes which proteins a batch lacks altogether.", _CODE
    ),
    "LabelsWithUnlabeledObsField": Word(
        "Registers labels with the 'unlabeled' value moved to the last code, as SCANVI expects.",
        _CODE,
    ),
    "StringUnsField": Word(
        "Registers a text in uns, such as what kind of minified data it is.", _CODE
    ),
    "MuDataLayerField": Word(
        "Registers counts of one modality of a MuData, cells × features, as LayerField does.", _CODE
    ),
    "MuDataProteinLayerField": Word(
        "Protein counts of a modality, with a mask of what batches lack.", _CODE
    ),
    "MuDataCategoricalObsField": Word(
        "Codes of an obs column that lies in one modality, or in the MuData's own obs.", _CODE
    ),
    "MuDataNumericalObsField": Word(
        "Reads numbers of a cell from a column in one modality's obs, unscaled.", _CODE
    ),
    "MuDataCategoricalJointObsField": Word(
        "Several category columns of one modality as codes, cells × columns.", _CODE
    ),
    "MuDataNumericalJointObsField": Word(
        "Several numeric obs columns of one modality side by side, cells × columns.", _CODE
    ),
    "AnnTorchDataset": Word(
        "Reads registered data row by row as tensors, under the registry's keys.", _CODE
    ),
}

_MODULES: dict[str, Word] = {
    "BaseModuleClass": Word(
        "The network with its loss: `inference`, `generative` and `loss` are yours to write; "
        "training knows nothing else of it.",
        _CODE,
    ),
    "BaseMinifiedModeModuleClass": Word(
        "A module that can start from a kept posterior instead of counts.", _CODE
    ),
    "PyroBaseModuleClass": Word(
        "A module written as a Pyro model with its guide; registered tensors reach both under "
        "their keys.",
        _CODE,
    ),
    "JaxBaseModuleClass": Word(
        "A module in JAX and Flax; its state lives outside the object.", _CODE
    ),
    "LossOutput": Word(
        "What a module's `loss` returns: the total, and its terms per cell, which become "
        "`history`.",
        _CODE,
    ),
    "LossRecorder": Word("The name of `LossOutput` before 0.20: the loss and its terms.", _CODE),
    "EmbeddingModuleMixin": Word(
        "Gives a module learned vectors for batches and other categories, extended for those of a "
        "query.",
        _CODE,
    ),
    "VAE": Word(
        "The network behind SCVI: encoder, decoder and count likelihood. `SCVI.module` is one; "
        "alone it knows no AnnData.",
        _PROCESS,
    ),
    "LDVAE": Word(
        "SCVI's network with a linear decoder: one loading a gene and factor, genes × factors in "
        "all.",
        _PROCESS,
    ),
    "SCANVAE": Word("The network behind SCANVI: a VAE with a classifier of labels.", _PROCESS),
    "TOTALVAE": Word(
        "The network behind TOTALVI: genes as counts, proteins as a mixture of background and "
        "signal.",
        _PROCESS,
    ),
    "PEAKVAE": Word(
        "The network behind PEAKVI: decodes for each cell and peak the probability of being open.",
        _PROCESS,
    ),
    "MULTIVAE": Word(
        "The network behind MULTIVI: an encoder for each modality, whose states are averaged in a "
        "cell.",
        _PROCESS,
    ),
    "VAEC": Word(
        "The network behind CondSCVI, told each cell's type; its decoder is what DestVI uses.",
        _PROCESS,
    ),
    "MRDeconv": Word("The network behind DestVI: shares and states of types in spots.", _PROCESS),
    "AutoZIVAE": Word(
        "The network behind AUTOZI: a probability for each gene that its zeros are extra.", _PROCESS
    ),
    "ContrastiveVAE": Word(
        "The network behind ContrastiveVI, two encoders, one decoder.", _PROCESS
    ),
    "Classifier": Word(
        "A network from states or genes to labels; returns probabilities, or logits if asked.",
        _CODE,
    ),
    "GaussianPrior": Word(
        "A standard normal distribution for latent states: pulls all cells to one centre.", _BOUND
    ),
    "MogPrior": Word(
        "A prior of several Gaussians with learned places, for latent spaces with clear groups.",
        _BOUND,
    ),
    "VampPrior": Word(
        "A prior made of the posteriors of learned pseudo-cells; keeps separate states separate.",
        _BOUND,
    ),
    "Encoder": Word(
        "Maps counts to a mean and a variance for each latent dimension of a cell.", _BOUND
    ),
    "Decoder": Word(
        "Maps a latent state back to means and variances of features, cells × features each.",
        _BOUND,
    ),
    "DecoderSCVI": Word(
        "From state and library size to a gene's share, mean, dispersion and zero logits.", _BOUND
    ),
    "LinearDecoderSCVI": Word(
        "One linear layer from the latent state to genes, whose weights are the loadings, genes × "
        "factors.",
        _BOUND,
    ),
    "EncoderTOTALVI": Word(
        "Encodes genes and proteins of a cell together into one mean and variance.", _BOUND
    ),
    "DecoderTOTALVI": Word(
        "Decodes genes, and proteins with their background and the share of foreground.", _BOUND
    ),
    "FCLayers": Word(
        "Dense layers in a row, with batch normalisation and dropout; batch codes are appended as "
        "one-hot columns.",
        _CODE,
    ),
    "MultiEncoder": Word(
        "Encoders of their own for data sets that end in a shared latent space.", _BOUND
    ),
    "MultiDecoder": Word(
        "Decoders of their own for each data set behind one shared layer, as gimVI has.", _BOUND
    ),
    "Embedding": Word("A learned vector for each category, which can grow for new ones.", _CODE),
}

_DISTRIBUTIONS: dict[str, Word] = {
    "NegativeBinomial": Word(
        "Counts with variance μ + μ²/θ: `mu` is the mean, `theta` the *inverse* dispersion, so "
        "small θ means noisy. Zero or NaN in either raises 'invalid values'.",
        _PROCESS,
    ),
    "ZeroInflatedNegativeBinomial": Word(
        "A negative binomial with extra zeros of probability sigmoid(`zi_logits`); its mean is "
        "below `mu` by that share.",
        _PROCESS,
    ),
    "NegativeBinomialMixture": Word(
        "Two negative binomials, background and foreground, as totalVI has them for proteins.",
        ("user_guide/models/totalvi#generative-process",),
    ),
    "Poisson": Word(
        "Counts with variance equal to their `rate`; torch's distribution, with `scale` kept "
        "beside it.",
        _PROCESS,
    ),
    "Normal": Word(
        "Continuous values with mean and standard deviation, also below zero: no counts.", _PROCESS
    ),
    "BetaBinomial": Word(
        "Methylated counts out of the coverage `total_count`, with more spread than a binomial.",
        ("user_guide/models/methylvi#generative-process",),
    ),
    "JaxNegativeBinomialMeanDisp": Word(
        "The negative binomial of the JAX models, by mean and inverse dispersion.", _PROCESS
    ),
}

_LOADING: dict[str, Word] = {
    "AnnDataLoader": Word(
        "Minibatches of a registered object as dictionaries of tensors, cells × features.",
        (LOADERS,),
    ),
    "ConcatDataLoader": Word(
        "Draws minibatches from several sets of cells side by side; the shorter set is repeated.",
        (LOADERS,),
    ),
    "SemiSupervisedDataLoader": Word(
        "Minibatches with labelled cells beside all cells, labels drawn evenly.", (LOADERS,)
    ),
    "DataSplitter": Word(
        "Assigns every cell to training, validation or test, by share or by given positions.",
        (LOADERS,),
    ),
    "DeviceBackedDataSplitter": Word(
        "Keeps all cells on the GPU while training: fast, for sets that fit its memory.", (LOADERS,)
    ),
    "SemiSupervisedDataSplitter": Word(
        "A split in which labelled and unlabelled cells are divided each by itself.", (LOADERS,)
    ),
    "BatchDistributedSampler": Word(
        "Gives each GPU its own minibatches, so that no cell is seen twice in an epoch.",
        ("user_guide/use_case/multi_gpu_training",),
    ),
    "MappedCollectionDataModule": Word(
        "Streams cells of a LaminDB collection from disk to the model; its methods then need a "
        "`dataloader`.",
        (LOADERS,),
    ),
    "TileDBDataModule": Word(
        "Feeds a model from a SOMA store such as CELLxGENE Census, without an AnnData in memory.",
        (LOADERS,),
    ),
    "AnnbatchDataModule": Word(
        "Feeds a model from zarr files in blocks: cells are shuffled within blocks, not over all.",
        (LOADERS,),
    ),
    "CollectionAdapter": Word(
        "Lets an `AnnCollection` of files on disk be registered like one AnnData.", (LOADERS,)
    ),
}

_MODELS: dict[str, Word] = {
    "UnsupervisedTrainingMixin": Word(
        "What gives a model its `train`: split of cells, plan, trainer, early stopping, without "
        "labels.",
        _CODE,
    ),
    "VAEMixin": Word(
        "What gives a model its latent representation, ELBO, reconstruction error and marginal "
        "likelihood.",
        _CODE,
    ),
    "RNASeqMixin": Word(
        "What gives a model decoded expression, draws of counts, and comparison of groups gene by "
        "gene.",
        _CODE,
    ),
    "ArchesMixin": Word(
        "Gives a model `load_query_data`: frozen reference weights for new cells.",
        ("user_guide/background/transfer_learning",),
    ),
    "ContrastiveDataSplitter": Word(
        "Splits treated cells and controls each by itself into training and validation.",
        (LOADERS,),
    ),
    "ContrastiveDataLoader": Word(
        "Minibatches of treated cells beside minibatches of controls, in step.", (LOADERS,)
    ),
    "SupervisedModuleClass": Word(
        "What a module with a classifier of labels shares: the step from state to label.", _CODE
    ),
    "NicheLossOutput": Word(
        "A loss with terms for the niche's composition and states beside those of the cell.", _CODE
    ),
    "Log1pNormal": Word(
        "Positive values whose log(1 + x) is normal, for intensities; not for counts.", _PROCESS
    ),
    "LogNegativeBinomial": Word(
        "A negative binomial with parameters in log space, as DRVI decodes them.", _PROCESS
    ),
    "ZeroInflatedGamma": Word(
        "Positive intensities with an extra share of zeros; not for counts.", _PROCESS
    ),
    "ZeroInflatedLogNormal": Word(
        "Intensities whose logarithm is normal, some exactly zero: imaging, no sequencing counts.",
        _PROCESS,
    ),
    "CategoricalJointVarField": Word(
        "Integer codes for more than one var column in one array; categories are kept in the "
        "registry.",
        _CODE,
    ),
    "NumericalJointVarField": Word(
        "Puts numeric var columns into one array with a row a gene; missing values go along.", _CODE
    ),
    "BaseAnnDataField": Word(
        "What every registration field does: validate, register, transfer, describe.", _CODE
    ),
    "TuneAnalysis": Word(
        "What the old tuner returned: the best settings and their metric.",
        ("user_guide/use_case/hyper_parameters_tuning",),
    ),
    "ScibTuneReportCheckpointCallback": Word(
        "Reports integration scores of each trial to Ray while a model is tuned.",
        ("user_guide/use_case/hyper_parameters_tuning",),
    ),
    "EmbeddingMixin": Word(
        "Gives a model `get_batch_representation`, an array of cells × embedding dimensions.", _CODE
    ),
    "PyroSviTrainMixin": Word(
        "Gives Pyro models a `train` of their own: fewer settings, no KL warm-up.", _CODE
    ),
    "PyroSampleMixin": Word(
        "Gives a Pyro model `sample_posterior`: draws of its variables.", _CODE
    ),
    "PyroJitGuideWarmup": Word(
        "A callback of older releases: traced the Pyro guide before training, for its shapes.",
        _CODE,
    ),
    "PyroModelGuideWarmup": Word(
        "A callback that runs model and guide on one minibatch before training, to find errors in "
        "shapes early.",
        _CODE,
    ),
    "DifferentialComputation": Word(
        "The core of the comparisons: draws decoded means of two sets of cells and turns them into "
        "Bayes factors or probabilities of change.",
        ("user_guide/background/differential_expression",),
    ),
    "Tunable": Word(
        "Marked what the old tuner may vary; without meaning since 1.2.",
        ("user_guide/use_case/hyper_parameters_tuning",),
    ),
    "HubModel": Word(
        "A saved model with its card on Hugging Face or S3: `.model` downloads and loads it, with "
        "data if the hub has them.",
        (SAVING, "tutorials/index_hub"),
    ),
    "HubMetadata": Word(
        "What a model card says in machine form: scvi-tools and anndata release, where the "
        "training data lies.",
        ("tutorials/index_hub",),
    ),
    "HubModelCardHelper": Word(
        "Writes a model card from a saved folder: licence, tissues, modalities, references.",
        ("tutorials/index_hub",),
    ),
    "Trajectory": Word(
        "A path through Decipher's components with a time for each cell.",
        ("user_guide/models/decipher#tasks",),
    ),
    "DifferentialExpressionResults": Word(
        "A table of a comparison – a row a gene – with methods that draw and filter it."
    ),
}

WORDS: dict[str, Word] = {
    **_REGISTRATION,
    **_MODULES,
    **_DISTRIBUTIONS,
    **_LOADING,
    **_MODELS,
}
