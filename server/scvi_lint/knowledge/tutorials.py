"""Which tutorial shows a thing at work.

A model's page leads to several, of which one is about the model and others only use it; some tasks
have a tutorial of their own. What a release does not have is left out by whoever asks.
"""

from __future__ import annotations

from scvi_lint.knowledge.docs import Docs

_NOTEBOOKS = "tutorials/notebooks/"
_OVERVIEW = "quick_start/api_overview"
# Classes that the overview is about; for others it is no answer.
_IN_OVERVIEW = frozenset(("SCVI", "scvi"))

# By the name of a method, function or class; under `Class.method` where a class has its own.
_OF_TASK: dict[str, tuple[str, ...]] = {
    "SCVI.setup_anndata": (_OVERVIEW, "quick_start/data_loading"),
    "SCVI.get_latent_representation": ("scrna/harmonization", _OVERVIEW),
    "SCVI.differential_expression": ("scrna/scVI_DE_worm", _OVERVIEW),
    "LinearSCVI.get_loadings": ("scrna/linear_decoder",),
    "SCANVI.predict": ("scrna/seed_labeling", "scrna/harmonization"),
    "SCANVI.from_scvi_model": ("scrna/seed_labeling", "scrna/harmonization"),
    "SCANVI": ("scrna/seed_labeling", "scrna/harmonization"),
    "TOTALVI.load_query_data": ("multimodal/totalVI_reference_mapping",),
    "TOTALVI.prepare_query_anndata": ("multimodal/totalVI_reference_mapping",),
    "load_query_data": ("multimodal/scarches_scvi_tools",),
    "prepare_query_anndata": ("multimodal/scarches_scvi_tools",),
    "minify_adata": ("use_cases/minification",),
    "minify_mudata": ("use_cases/minification",),
    "get_ranked_features": ("use_cases/interpretability",),
    "shap_predict": ("use_cases/interpretability",),
    "run_autotune": ("use_cases/autotune_scvi",),
    "AutotuneExperiment": ("use_cases/autotune_scvi",),
    "ModelTuner": ("use_cases/autotune_scvi",),
    "poisson_gene_selection": ("use_cases/preprocessing",),
    "organize_cite_seq_10x": ("multimodal/totalVI",),
    "organize_multiome_anndatas": ("multimodal/MultiVI_tutorial",),
    "reads_to_fragments": ("atac/PoissonVI",),
    "add_dna_sequence": ("atac/scbasset",),
    "HubModel": ("hub/scvi_hub_intro_and_download",),
    "HubMetadata": ("hub/scvi_hub_upload_and_large_files",),
    "HubModelCardHelper": ("hub/scvi_hub_upload_and_large_files",),
    "TileDBDataModule": ("custom_dl/tiledb",),
    "MappedCollectionDataModule": ("custom_dl/lamin",),
    "CollectionAdapter": ("custom_dl/ann_collection",),
    "AnnbatchDataModule": ("custom_dl/api_overview_annbatch",),
    "setup_annbatch": ("custom_dl/api_overview_annbatch",),
    "AnnDataManager": ("dev/data_tutorial",),
    "AnnDataLoader": ("dev/data_tutorial",),
    "LayerField": ("dev/data_tutorial",),
    "CategoricalObsField": ("dev/data_tutorial",),
    "NumericalObsField": ("dev/data_tutorial",),
    "BaseModuleClass": ("dev/module_user_guide",),
    "LossOutput": ("dev/module_user_guide",),
    "BaseModelClass": ("dev/model_user_guide",),
    "TrainRunner": ("dev/model_user_guide",),
}
_READ = ("quick_start/data_loading",)


def fitting(docs: Docs, owner: str, name: str, page: str | None) -> tuple[str, ...]:
    """The notebooks for a class (`name` is "") or its method, or for a function (`owner` is "");
    `page` is the model's page. The best first."""
    known = (
        _OF_TASK.get(f"{owner}.{name}")
        or _OF_TASK.get(name or owner)
        or (_READ if name.startswith("read_") else ())
    )
    found = [f"{_NOTEBOOKS}{one}" for one in known]
    if page is not None:
        found += _of_model(docs, owner, page)
    return tuple(dict.fromkeys(found))


def _of_model(docs: Docs, owner: str, page: str) -> list[str]:
    """Those that the model's page leads to: the ones that are called like it first, those for R
    last, and the overview only for what it is about."""
    wanted = owner.lower()
    rows: list[tuple[int, int, str]] = []
    for number, one in enumerate(docs.tutorials(f"user_guide/models/{page}")):
        folder, _, name = one.removeprefix(_NOTEBOOKS).partition("/")
        is_overview = name.startswith("api_overview")
        if is_overview and owner not in _IN_OVERVIEW:
            continue
        own = wanted in name.lower().replace("_", "")
        rank = 3 if folder == "r" else 0 if own or is_overview else 1
        rows.append((rank, number, one))
    return [one for *_, one in sorted(rows)]
