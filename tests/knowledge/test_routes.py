"""From a name to what a reader needs: the concept, the model's page, the reference, a tutorial that
fits, and the source where the work is done."""

from __future__ import annotations

import pytest

from scvi_lint.knowledge import catalogue
from scvi_lint.knowledge.docs import Citation
from scvi_lint.knowledge.routes import routes
from scvi_lint.knowledge.tutorials import _OF_TASK

RELEASE = "1.4.2"


def found(path: str, version: str = RELEASE) -> list[Citation]:
    return list(routes(catalogue(), catalogue().docs(version), path))


def kind(place: Citation) -> str:
    if not place.path.startswith("docs/"):
        return "source"
    for part, name in (
        ("/tutorials/", "tutorial"),
        ("docs/api/", "reference"),
        ("/user_guide/models/", "model"),
    ):
        if part in place.path:
            return name
    return "concept"


ORDER = ["concept", "model", "reference", "tutorial", "source"]


@pytest.mark.parametrize(
    "path",
    [
        "scvi.model.SCVI",
        "scvi.model.SCVI.train",
        "scvi.model.TOTALVI.get_normalized_expression",
        "scvi.external.MRVI.differential_expression",
        "scvi.train.SaveCheckpoint",
        "scvi.train.TrainingPlanConfig",
        "scvi.data.poisson_gene_selection",
        "scvi.hub.HubModel",
    ],
)
def test_the_order_is_that_in_which_a_reader_needs_them(path: str) -> None:
    kinds = [ORDER.index(kind(place)) for place in found(path)]
    assert kinds == sorted(kinds) and kinds[-1] == ORDER.index("source")


@pytest.mark.parametrize(
    ("path", "concept"),
    [
        ("scvi.model.SCVI.differential_expression", "background/differential_expression"),
        ("scvi.model.SCVI.get_normalized_expression", "background/counterfactual_prediction"),
        ("scvi.model.SCVI.get_latent_representation", "use_case/downstream_analysis_tasks"),
        ("scvi.model.SCVI.save", "use_case/saving_and_loading_models"),
        ("scvi.model.SCVI.minify_adata", "use_case/saving_and_loading_models"),
        ("scvi.model.SCVI.train", "use_case/training_configuration"),
        ("scvi.model.SCVI.get_elbo", "background/variational_inference"),
        ("scvi.model.SCVI.load_query_data", "background/transfer_learning"),
        ("scvi.model.SCVI.posterior_predictive_sample", "use_case/scvi_criticism"),
        ("scvi.train.SaveCheckpoint", "use_case/using_callbacks"),
        ("scvi.train.TrainerConfig", "use_case/training_configuration"),
        ("scvi.train.TrainingPlanConfig", "use_case/training_configuration"),
        ("scvi.train.SemiSupervisedTrainingPlanConfig", "use_case/training_configuration"),
        ("scvi.dataloaders.TileDBDataModule", "use_case/custom_dataloaders"),
        ("scvi.autotune.run_autotune", "use_case/hyper_parameters_tuning"),
        ("scvi.data.AnnDataManager", "background/codebase_overview"),
    ],
)
def test_first_comes_the_idea_behind_it(path: str, concept: str) -> None:
    version = catalogue().newest  # some pages are young
    assert found(path, version)[0].path.startswith(f"docs/user_guide/{concept}")


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("scvi.model.SCVI", "scVI"),
        ("scvi.model.SCVI.differential_expression", "Differential expression"),
        ("scvi.model.SCVI.get_latent_representation", "Dimensionality reduction"),
        ("scvi.model.SCVI.posterior_predictive_sample", "Data simulation"),
        ("scvi.model.SCANVI.predict", "Prediction"),
        ("scvi.model.PEAKVI.differential_accessibility", "Differential accessibility"),
        ("scvi.external.VELOVI.get_velocity", "Latent Time and Velocity"),
        ("scvi.external.MRVI.differential_expression", "Differential expression"),
    ],
)
def test_the_models_page_is_opened_at_its_section(path: str, heading: str) -> None:
    (page,) = [place for place in found(path, catalogue().newest) if kind(place) == "model"]
    assert page.heading == heading


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("scvi.model.SCVI.differential_expression", "src/scvi/model/base/_differential.py"),
        ("scvi.model.TOTALVI.differential_expression", "src/scvi/model/base/_differential.py"),
        ("scvi.model.PEAKVI.differential_accessibility", "src/scvi/model/base/_differential.py"),
        ("scvi.external.MRVI.differential_expression", "src/scvi/external/mrvi_torch/_model.py"),
        ("scvi.model.SCVI.save", "src/scvi/model/base/_save_load.py"),
        ("scvi.model.SCVI.load", "src/scvi/model/base/_save_load.py"),
        ("scvi.model.SCVI.train", "src/scvi/train/_trainrunner.py"),
        ("scvi.model.SCVI.setup_anndata", "src/scvi/data/_manager.py"),
        ("scvi.model.SCVI.get_elbo", "src/scvi/model/base/_vaemixin.py"),
        ("scvi.train.TrainerConfig", "src/scvi/train/_config.py"),
        ("scvi.train.SaveCheckpoint", "src/scvi/train/_callbacks.py"),
    ],
)
def test_the_source_is_where_the_work_is_done(path: str, file: str) -> None:
    assert found(path)[-1].path == file
    assert f"/blob/{RELEASE}/{file}" in found(path)[-1].url


def test_the_source_is_that_of_the_release() -> None:
    old = found("scvi.model.SCVI.save", "0.17.0")[-1]
    assert old.path == "scvi/model/base/_utils.py" and "/blob/0.17.0/" in old.url


@pytest.mark.parametrize(
    ("path", "notebook"),
    [
        ("scvi.model.SCVI.differential_expression", "scrna/scVI_DE_worm"),
        ("scvi.model.SCVI.get_latent_representation", "scrna/harmonization"),
        ("scvi.model.SCVI.load_query_data", "multimodal/scarches_scvi_tools"),
        ("scvi.model.TOTALVI.load_query_data", "multimodal/totalVI_reference_mapping"),
        ("scvi.model.SCVI.minify_adata", "use_cases/minification"),
        ("scvi.model.SCANVI.predict", "scrna/seed_labeling"),
        ("scvi.model.PEAKVI", "atac/PeakVI"),
        ("scvi.model.MULTIVI.train", "multimodal/MultiVI_tutorial"),
        ("scvi.external.VELOVI", "scrna/velovi"),
        ("scvi.model.DestVI.get_proportions", "spatial/DestVI_tutorial"),
        ("scvi.autotune.run_autotune", "use_cases/autotune_scvi"),
        ("scvi.hub.HubModel", "hub/scvi_hub_intro_and_download"),
    ],
)
def test_the_first_tutorial_fits(path: str, notebook: str) -> None:
    first = next(place for place in found(path) if kind(place) == "tutorial")
    assert first.path == f"docs/tutorials/notebooks/{notebook}.ipynb"


def test_the_overview_is_for_what_it_is_about() -> None:
    api = catalogue().api(RELEASE)
    for model in api.models():
        for method in ("", *model.methods()):
            path = f"{model.qualname}.{method}".rstrip(".")
            overview = [one for one in found(path) if "api_overview" in one.path]
            assert not overview or model.name == "SCVI", path


def test_every_tutorial_that_is_named_exists_in_some_release() -> None:
    known = catalogue()
    named = {one for notebooks in _OF_TASK.values() for one in notebooks}
    for one in sorted(named):
        cited = (known.docs(v).cite(f"tutorials/notebooks/{one}") for v in reversed(known.releases))
        assert any(cited), one
