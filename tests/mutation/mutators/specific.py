"""What only one kind of model asks for: faults of the rules SCV9xx, and set-ups that miss it."""

from __future__ import annotations

from tables import APART, DATA, TRAINED, apart, plant

MUDATA = APART + "pair = planted_scvi.data.synthetic_iid(return_mudata=True)\n"
WHERE = 'modalities={"rna_layer": "rna", "atac_layer": "accessibility"}'
MULTIVI = MUDATA + (
    f"planted_scvi.model.MULTIVI.setup_mudata(pair, {WHERE})\n"
    'multi = planted_scvi.model.MULTIVI(pair, modality_weights="cell")\nmulti.train(max_epochs=5)\n'
)
PEAKVI = DATA + (
    'planted_scvi.model.PEAKVI.setup_anndata(planted, batch_key="batch")\n'
    "peaks = planted_scvi.model.PEAKVI(planted)\npeaks.train(max_epochs=5)\n"
)
MRVI = DATA + "planted_scvi.external.MRVI.setup_anndata(planted, {keys})\n"
DESTVI = DATA + (
    'planted_scvi.model.CondSCVI.setup_anndata(planted, labels_key="labels")\n'
    "single = planted_scvi.model.CondSCVI(planted)\nsingle.train(max_epochs=5)\n"
    "spots = planted_scvi.data.synthetic_iid()\nplanted_scvi.model.DestVI.setup_anndata(spots)\n"
    "planted_scvi.model.DestVI.from_rna_model(spots, single)"
)
CONTRASTIVE = DATA + (
    "planted_scvi.external.ContrastiveVI.setup_anndata(planted)\n"
    "pair = planted_scvi.external.ContrastiveVI(planted)\n"
    "pair.train(background_indices=[0, 1], target_indices=[2, 3])\n"
)
SOLO = (
    TRAINED + "solo = planted_scvi.external.SOLO.from_scvi_model(planted_vae{more})\nsolo.train()\n"
)

plant(
    apart("SCV012", "method_of_another_model", TRAINED + "planted_vae.get_loadings()"),
    apart(
        "SCV016",
        "word_that_is_no_choice",
        TRAINED + 'planted_vae.differential_expression(groupby="labels", mode="changed")',
    ),
    apart(
        "SCV018",
        "registered_by_an_empty_shell",
        DATA + 'planted_scvi.model.MULTIVI.setup_anndata(planted, batch_key="batch")',
    ),
    apart("SCV131", "no_proteins", DATA + "planted_scvi.model.TOTALVI.setup_anndata(planted)"),
    apart("SCV132", "two_kinds_as_one", MUDATA + "planted_scvi.model.SCVI.setup_anndata(pair)"),
    apart(
        "SCV133",
        "hidden_units_by_position",
        DATA
        + "planted_scvi.model.SCVI.setup_anndata(planted)\nplanted_scvi.model.SCVI(planted, 64)",
    ),
    apart(
        "SCV902", "modalities_of_no_role", MUDATA + "planted_scvi.model.MULTIVI.setup_mudata(pair)"
    ),
    apart("SCV903", "peaks_as_genes", PEAKVI + 'peaks.differential_expression(groupby="labels")'),
    apart("SCV904", "reference_of_another_prior", DESTVI),
    apart(
        "SCV905",
        "doublets_with_covariates",
        SOLO.format(more="").replace(
            'labels_key="labels"', 'categorical_covariate_keys=["labels"]'
        ),
        "SCV906",
    ),
    apart("SCV906", "doublets_of_all_lanes", SOLO.format(more="")),
    apart("SCV907", "no_samples", MRVI.format(keys='batch_key="batch"')),
    apart(
        "SCV908",
        "samples_as_batches",
        MRVI.format(keys='sample_key="batch", batch_key="batch"'),
    ),
    apart(
        "SCV909",
        "samples_of_no_kind",
        MRVI.format(keys='sample_key="batch"')
        + "mrvi = planted_scvi.external.MRVI(planted)\nmrvi.train(max_epochs=5)\n"
        "mrvi.differential_expression()",
    ),
    apart(
        "SCV910", "probability_of_five", PEAKVI + "peaks.get_normalized_accessibility(threshold=5)"
    ),
    apart(
        "SCV912",
        "representation_of_no_name",
        CONTRASTIVE + 'pair.get_latent_representation(representation_kind="z")',
    ),
    apart("SCV913", "weights_of_other_cells", MULTIVI + "multi.get_latent_representation(pair)"),
    apart(
        "SCV914",
        "logits_that_are_none",
        SOLO.format(more=', restrict_to_batch="batch_0"') + 'solo.predict()["doublet"] > 0',
    ),
    apart("SCV915", "doublets_by_hand", DATA + "planted_scvi.external.SOLO(planted)"),
    apart(
        "SCV916",
        "ambience_of_logged_values",
        DATA + 'planted.layers["counts"] = planted.X.copy()\nplanted_sc.pp.log1p(planted)\n'
        'planted_scvi.external.SCAR.setup_anndata(planted, layer="counts")\n'
        "planted_scvi.external.SCAR(planted)",
    ),
    apart(
        "SCV918",
        "tissue_of_unknown_size",
        MUDATA + "planted_scvi.external.Tangram.setup_mudata(\n"
        '    pair, modalities={"sc_layer": "rna", "sp_layer": "accessibility"}\n)\n'
        "planted_scvi.external.Tangram(pair, constrained=True)",
    ),
)
