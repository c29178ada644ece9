"""Models and what comes of them: registration by class, training, latents, graphs, clusters."""

from __future__ import annotations

import pytest
from following import follow, told

from scvi_lint.interpreter.events.kinds import (
    Compared,
    Constructed,
    GraphBuilt,
    GraphUsed,
    HistoryRead,
    Loaded,
    OwnCall,
    Queried,
    Registered,
    Saved,
    Trained,
)

START = """
        adata = scvi.data.synthetic_iid()
        scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
        model = scvi.model.SCVI(adata)
"""


def test_registration_belongs_to_its_class() -> None:
    done = follow(START + "        other = scvi.model.SCANVI(adata)\n")
    first, second = done.events(Constructed)
    assert told(first.registration) == "SCVI"
    assert second.registration is None
    assert told(done.data("adata").registrations["SCVI"]) == "SCVI"


def test_registration_of_two_classes_on_one_object() -> None:
    done = follow(
        START
        + """
        scvi.model.SCANVI.setup_anndata(adata, labels_key="labels", unlabeled_category="?")
    """
    )
    assert set(done.data("adata").registrations) == {"SCVI", "SCANVI"}


@pytest.mark.parametrize("step", ["adata.copy()", "adata[:100]", "adata[:100].copy()"])
def test_registration_does_not_follow_a_copy(step: str) -> None:
    done = follow(START + f"        part = {step}\n")
    part = done.data("part")
    assert not part.registrations
    assert told(part.stale_registrations["SCVI"]) == "SCVI"
    assert not part.may_be_registered_elsewhere


def test_registration_keeps_the_data_as_it_was() -> None:
    done = follow(START + "        sc.pp.log1p(adata)\n")
    assert told(done.the(Registered).registration.data.x) == "counts"
    assert done.model("model").levels("batch_key").names == ("batch_0", "batch_1")


@pytest.mark.parametrize(
    ("made", "trained"),
    [
        ("scvi.model.SCVI(adata)", "False"),
        ("scvi.model.SCVI.load('dir', adata=adata)", "True ?"),
        ("scvi.model.SCANVI.from_scvi_model(model, 'Unknown', labels_key='labels')", "False"),
        ("scvi.model.SCVI.load_query_data(adata, model)", "False"),
        ("scvi.hub.HubModel.pull_from_huggingface_hub('a/b').model", "True ?"),
    ],
)
def test_model_is_trained_as_the_way_it_was_made_says(made: str, trained: str) -> None:
    assert told(follow(START + f"        new = {made}\n").model("new").trained) == trained


def test_training_leaves_its_call() -> None:
    done = follow(START + "        model.train(max_epochs=5, plan_kwargs={'lr': 0.1})\n")
    model = done.model("model")
    assert told(model.trained) == "True"
    assert model.training.value.arguments["max_epochs"].literal == 5
    assert set(model.training.value.arguments["plan_kwargs"].entries()) == {"lr"}


def test_training_is_not_known_before_it_happened() -> None:
    done = follow(START + "        model.train()\n        model.save('x')\n")
    assert told(done.the(Trained).model.trained) == "False"
    assert told(done.the(Saved).model.trained) == "True"


def test_history_belongs_to_its_model() -> None:
    done = follow(START + "        model.train()\n        model.history['elbo_validation']\n")
    read = done.the(HistoryRead)
    assert read.key.text == "elbo_validation" and read.class_name == "SCVI"


def test_history_behind_a_guard_is_not_read() -> None:
    done = follow(
        START
        + """
        if "elbo_validation" in model.history:
            model.history["elbo_validation"]
    """
    )
    assert not done.events(HistoryRead)


def test_latent_graph_and_clusters_know_where_they_come_from() -> None:
    done = follow(
        START
        + """
        adata.obsm["X_scVI"] = model.get_latent_representation()
        sc.pp.neighbors(adata, use_rep="X_scVI")
        sc.tl.leiden(adata, key_added="clusters")
        sc.tl.umap(adata)
    """
    )
    adata = done.data("adata")
    latent = adata.obsm("X_scVI").value
    assert (latent.method, latent.source) == ("latent", done.model("model").id)
    assert done.the(GraphBuilt).graph.embedding == latent
    assert adata.obs("clusters").value.made_by == "leiden"
    assert adata.obs("clusters").value.source.representation == "X_scVI"
    assert [event.graph.value.representation for event in done.events(GraphUsed)] == ["X_scVI"] * 2


def test_graph_of_another_name_leaves_the_old_one() -> None:
    done = follow(
        START
        + """
        sc.pp.pca(adata)
        sc.pp.neighbors(adata)
        adata.obsm["X_scVI"] = model.get_latent_representation()
        sc.pp.neighbors(adata, use_rep="X_scVI", key_added="scvi")
        sc.tl.umap(adata)
        sc.tl.leiden(adata, neighbors_key="scvi")
    """
    )
    used = [event.graph.value.representation for event in done.events(GraphUsed)]
    assert used == ["X_pca", "X_scVI"]


def test_latent_is_older_than_a_second_training() -> None:
    done = follow(
        START
        + """
        model.train()
        adata.obsm["X_scVI"] = model.get_latent_representation()
        model.train()
    """
    )
    latent = done.data("adata").obsm("X_scVI").value
    assert latent.trained_at < done.model("model").thing.value("trainings")


def test_predictions_are_no_ordinary_column() -> None:
    done = follow(
        START
        + """
        scanvi = scvi.model.SCANVI.from_scvi_model(model, "Unknown", labels_key="labels")
        scanvi.train()
        adata.obs["predicted"] = scanvi.predict()
    """
    )
    column = done.data("adata").obs("predicted").value
    assert (column.made_by, column.source) == ("predict", done.model("scanvi").id)


def test_comparison_is_told_from_other_questions() -> None:
    done = follow(START + "        model.differential_expression(groupby='labels')\n")
    assert done.the(Compared).argument("groupby").literal == "labels"


def test_rebound_model_is_another_model() -> None:
    done = follow(
        START
        + """
        model.train()
        model = scvi.model.SCVI(adata)
        model.get_latent_representation()
    """
    )
    assert told(done.the(Queried).model.trained) == "False"


def test_models_of_a_loop_are_one_a_round() -> None:
    done = follow(
        START
        + """
        models = {}
        for n in [5, 10]:
            models[n] = scvi.model.SCVI(adata, n_latent=n)
            models[n].train()
    """
    )
    assert len(done.events(Trained)) == 2
    assert {
        event.model.construction.arguments["n_latent"].literal for event in done.events(Trained)
    } == {5, 10}


def test_other_data_given_to_a_model_is_its_data() -> None:
    done = follow(START + "        other = adata.copy()\n        model.adata = other\n")
    assert done.model("model").adata.id == done.data("other").id


def test_third_party_class_with_setup_is_a_model() -> None:
    done = follow("""
        from scgen import SCGEN
        adata = sc.read_h5ad("a.h5ad")
        SCGEN.setup_anndata(adata, batch_key="batch")
        model = SCGEN(adata)
        model.train()
        model.save("x")
    """)
    assert done.the(OwnCall).class_name == "SCGEN"
    assert not done.events(Registered)
    assert told(done.the(Trained).model.trained) == "False"
    assert not done.the(Trained).exact


def test_class_of_the_program_derives_from_a_model() -> None:
    done = follow("""
        from scvi.model.base import BaseModelClass, UnsupervisedTrainingMixin
        class Mine(UnsupervisedTrainingMixin, BaseModelClass):
            @classmethod
            def setup_anndata(cls, adata, key=None):
                cls.register_manager(adata)
        adata = sc.read_h5ad("a.h5ad")
        Mine.setup_anndata(adata, key="a")
        model = Mine(adata)
        model.train()
    """)
    assert told(done.model("model").trained) == "True"
    assert not done.the(Trained).exact


def test_scarches_classes_are_those_of_scvi_tools() -> None:
    done = follow("""
        import scarches as sca
        adata = sc.read_h5ad("a.h5ad")
        sca.models.SCVI.setup_anndata(adata, batch_key="batch")
        model = sca.models.SCVI(adata)
    """)
    assert done.the(Registered).class_name == "SCVI"
    assert told(done.model("model").registration) == "SCVI"


def test_loading_on_an_object_tells_the_object() -> None:
    done = follow(START + "        model.load('dir', adata=adata)\n")
    assert done.the(Loaded).receiver.id == done.model("model").id


def test_unseen_data_is_recognised_by_how_it_is_used() -> None:
    done = follow("""
        from company import fetch
        adata = fetch("lung")
        same = adata
        scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
        sc.pp.log1p(same)
        model = scvi.model.SCVI(same)
    """)
    assert told(done.data("adata").x) == "lognorm"
    assert told(done.model("model").registration) == "SCVI"


def test_unseen_model_is_recognised_by_what_only_models_have() -> None:
    done = follow("""
        from company import best_model
        model = best_model()
        model.get_latent_representation()
        other = best_model()
        other.predict(x)
    """)
    assert [event.call.name for event in done.events(OwnCall)] == ["get_latent_representation"]


@pytest.mark.parametrize(
    "first",
    [
        "scvi.model.SCVI.convert_legacy_save(path, path)",
        "scvi.model.SCVI.load_registry(path)",
        "scvi.model.SCANVI.from_scvi_model(path, 'none')",
        "company.models.Own.convert_legacy_save(path, path)",
    ],
)
def test_what_stands_first_is_data_only_where_the_method_takes_data_there(first: str) -> None:
    done = follow(
        f"""
        import company.models
        def run(adata, path):
            company.models.Own.setup_anndata(adata)
            {first}
            scvi.model.SCVI.load(path, adata=adata)
        """
    )
    load = done.events(Loaded)[-1]
    assert load.method == "load"
    given = load.argument("dir_path")
    assert given is not None and given.kind != "anndata"
