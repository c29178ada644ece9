"""A method is asked for something that it refuses, by what else it is told or by its model.

Some methods raise on certain combinations, and most of them after hours of training: a MULTIVI that
is `fully_paired` has no latent space of one modality, `MRVI.get_local_sample_distances` that shall
not keep cells wants to know by which groups it averages, and RESOLVI scales by size factors only if
the data was registered with some.

Nothing says so before. Give the other argument, too, or leave this one out.

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["donor"] = (["a", "b"] * 200)[: adata.n_obs]
    scvi.external.MRVI.setup_anndata(adata, sample_key="donor", batch_key="batch")
    model = scvi.external.MRVI(adata)
    model.train(max_epochs=1)
    model.get_local_sample_distances(keep_cell=False)  # <- finding

    # bad: raises RuntimeError after training
    import scvi

    def embed(model, spaces):
        for space in spaces:
            model.get_latent_representation(modality=space)  # <- finding

    mdata = scvi.data.synthetic_iid(return_mudata=True)
    scvi.model.MULTIVI.setup_mudata(
        mdata, modalities={"rna_layer": "rna", "atac_layer": "accessibility"}
    )
    model = scvi.model.MULTIVI(mdata, fully_paired=True)
    model.train(max_epochs=1)
    embed(model, ("joint", "accessibility"))

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.external.Decipher.setup_anndata(adata)
    model = scvi.external.Decipher(adata)
    model.train(max_epochs=1)
    model.compute_imputed_gene_expression(compute_covariances=True)  # <- finding

    # bad: raises KeyError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_batch_representation()  # <- finding

    # bad: raises KeyError after training
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obsm["X_spatial"] = np.random.rand(adata.n_obs, 2)
    scvi.external.RESOLVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    model = scvi.external.RESOLVI(adata)
    model.train(max_epochs=1)
    model.predict(num_samples=1)  # <- finding

    # bad: raises AttributeError after training
    import scvi

    def deconvolve(reference, spots, **how):
        scvi.external.RNAStereoscope.setup_anndata(reference, labels_key="labels")
        cells = scvi.external.RNAStereoscope(reference)
        cells.train(max_epochs=1)
        scvi.external.SpatialStereoscope.setup_anndata(spots)
        model = scvi.external.SpatialStereoscope.from_rna_model(spots, cells)
        model.train(max_epochs=1)
        return model.get_proportions(**how)  # <- finding

    options = {"keep_noise": True}
    shares = deconvolve(scvi.data.synthetic_iid(), scvi.data.synthetic_iid(), **options)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["donor"] = (["a", "b"] * 200)[: adata.n_obs]
    scvi.external.MRVI.setup_anndata(adata, sample_key="donor", batch_key="batch")
    model = scvi.external.MRVI(adata)
    model.train(max_epochs=1)
    model.get_local_sample_distances(keep_cell=False, groupby="labels")
    mdata = scvi.data.synthetic_iid(return_mudata=True)
    scvi.model.MULTIVI.setup_mudata(
        mdata, modalities={"rna_layer": "rna", "atac_layer": "accessibility"}
    )
    paired = scvi.model.MULTIVI(mdata)
    paired.train(max_epochs=1)
    paired.get_latent_representation(modality="expression")
"""

from scvi_lint.rule import Queried, cites, rule


@rule(
    "SCV022",
    severity="error",
    cites=cites("{symbol}", "user_guide/models/{model}", "user_guide/models/scvi"),
)
def refused_together(query: Queried):
    if not query.exact:
        return
    key = (query.class_name, query.call.name)
    told = REFUSALS.get(key) or REFUSALS.get(("", query.call.name))
    name, raised, why = NONE if told is None else told(query)
    if why:
        yield query.finding(
            query.argument(name) or query.call.name_span,
            f"{why}: {raised}, after the training.",
            because=query.model.born,
        )


Refusal = tuple[str, str, str]
NONE: Refusal = ("", "", "")


def _of_sample_distances(query: Queried) -> Refusal:
    kept = query.argument("keep_cell")
    if kept is None or not kept.is_literal(False) or not query.lacks("groupby"):
        return NONE
    told = "Without keep_cell there is nothing to return, unless groupby= names groups to average"
    return "keep_cell", "ValueError", told


def _of_spaces(query: Queried) -> Refusal:
    built = query.model.construction
    plain = built is not None and query.model.made_by == "constructor"
    paired = built.arguments.get("fully_paired") if built is not None and plain else None
    if paired is not None and paired.is_literal(True):
        spaces = (one.value for one in query.values("modality"))
        other = next((name for name in spaces if name not in ("joint", None)), None)
        if other is not None:
            told = f"A model built with fully_paired=True has only a joint space, no {other} one"
            return "modality", "RuntimeError", told
    return NONE


def _of_imputed(query: Queried) -> Refusal:
    asked = query.argument("compute_covariances")
    names = ("v_obsm_key", "z_obsm_key")
    if asked is None or not asked.is_literal(True) or not any(map(query.lacks, names)):
        return NONE
    told = "Covariances are computed of stored spaces: name both by v_obsm_key and z_obsm_key"
    return "compute_covariances", "ValueError", told


def _of_sizes(query: Queried) -> Refusal:
    asked, setup = query.argument("size_scaling"), query.model.registration
    if asked is None or not asked.is_literal(True) or setup is None or not setup.certain:
        return NONE
    if not setup.value.lacks("size_factor_key"):
        return NONE
    told = "size_scaling needs size factors, and setup_anndata was given no size_factor_key"
    return "size_scaling", "ValueError", told


def _of_batches(query: Queried) -> Refusal:
    built = query.model.construction
    if query.model.made_by != "constructor" or built is None or built.open:
        return NONE
    given = built.arguments.get("batch_representation")
    if given is not None and given.literal != "one-hot":
        return NONE
    told = "Only a model built with batch_representation='embedding' has vectors of batches"
    return "", "KeyError", told


def _of_predicted(query: Queried) -> Refusal:
    built = query.model.construction
    if query.model.made_by != "constructor" or built is None:
        return NONE
    given = built.arguments.get("semisupervised")
    if not (built.lacks("semisupervised") if given is None else given.is_literal(False)):
        return NONE
    told = "Only a RESOLVI that is built with semisupervised=True can predict cell types"
    return "", "KeyError", told


def _of_noise(query: Queried) -> Refusal:
    asked = query.argument("keep_noise")
    if asked is None or not asked.is_literal(True):
        return NONE
    told = "SpatialStereoscope cannot give the noise a column, although keep_noise asks for it"
    return "keep_noise", "AttributeError", told


REFUSALS = {
    ("SpatialStereoscope", "get_proportions"): _of_noise,
    ("", "get_batch_representation"): _of_batches,
    ("RESOLVI", "predict"): _of_predicted,
    ("MRVI", "get_local_sample_distances"): _of_sample_distances,
    ("TorchMRVI", "get_local_sample_distances"): _of_sample_distances,
    ("JaxMRVI", "get_local_sample_distances"): _of_sample_distances,
    ("MULTIVI", "get_latent_representation"): _of_spaces,
    ("Decipher", "compute_imputed_gene_expression"): _of_imputed,
    ("RESOLVI", "get_normalized_expression"): _of_sizes,
    ("RESOLVI", "get_normalized_expression_importance"): _of_sizes,
}
