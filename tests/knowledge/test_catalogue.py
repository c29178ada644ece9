"""The packaged knowledge, asked as rules and editors ask it."""

from __future__ import annotations

import cProfile

import pytest

from scvi_lint.knowledge import catalogue
from scvi_lint.knowledge.api import Api, ClassSymbol


def api(version: str) -> Api:
    return catalogue().api(version)


def model(path: str, version: str) -> ClassSymbol:
    found = api(version).resolve(path)
    assert isinstance(found, ClassSymbol)
    return found


@pytest.mark.parametrize(
    ("path", "since", "until"),
    [
        ("scvi.data.setup_anndata", "0.14.0", "0.15.0"),
        ("scvi.model.JaxSCVI", "0.15.0", "1.5.0"),
        ("scvi.train.SaveBestState", "0.15.0", "1.3.3"),
        ("scvi.external.TorchMRVI", "1.4.0", "1.5.0"),
        ("scvi.model.SCVI.train", "0.14.0", None),
        ("scvi.model.SCVI.train.use_gpu", "0.14.0", "1.1.0.post1"),
        ("scvi.model.SCVI.train.early_stopping_patience", "0.14.0", None),
        ("scvi.model.SCVI.setup_anndata.size_factor_key", "0.15.0", None),
    ],
)
def test_lifetimes(path: str, since: str, until: str | None) -> None:
    spans = catalogue().lifetime(path)
    assert (spans[0][0], spans[-1][1]) == (since, until)


def test_names_that_no_release_has_cost_little_and_leave_nothing_behind() -> None:
    """A program may hold any number of them, and each rule and release asks anew."""
    catalogue().lifetime("scvi.model.SCVI.get_latent")
    newest = api(catalogue().newest)
    scvi = model("scvi.model.SCVI", newest.version)
    before = len(newest._symbols), len(scvi._methods)
    profile = cProfile.Profile()
    profile.enable()
    for _ in range(2):
        for number in range(5_000):
            assert catalogue().lifetime(f"scvi.model.SCVI.get_latent{number}") == ()
    profile.disable()
    for number in range(100):
        assert scvi.method(f"get_latent{number}") is None
        assert newest.resolve(f"scvi.model.Missing{number}") is None
    assert (len(newest._symbols), len(scvi._methods)) == before
    assert sum(row.callcount for row in profile.getstats()) < 20 * 10_000


def test_what_one_odd_release_had_before_is_a_life_of_its_own() -> None:
    """The distribution called 1.1.4 was made from the state that became 1.2.0."""
    assert catalogue().lifetime("scvi.external.MRVI") == (("1.1.4", "1.1.5"), ("1.2.0", None))


@pytest.mark.parametrize(
    ("version", "release"),
    [
        ("1.4", "1.4.3"),
        ("1.1.6", "1.1.6"),
        ("1.2.2.post2", "1.2.2.post2"),
        ("0.13.0", "0.14.0"),
        ("99.0", None),
        ("0.16.3", "0.16.1"),
    ],
)
def test_release_that_stands_for_a_version(version: str, release: str | None) -> None:
    assert catalogue().release(version) == (release or catalogue().newest)


def test_keywords_are_forwarded_to_the_end_of_the_chain() -> None:
    train = model("scvi.model.SCVI", "1.4.2").method("train")
    assert train is not None
    known = train.keywords()
    assert known["early_stopping_patience"].via == "scvi.train.Trainer"
    assert "gradient_clip_val" in known, "the end lies in lightning"
    assert train.accepts("max_epoch") is False
    assert "module" not in known


def test_settings_of_the_training_plan_end_in_the_loss_of_the_models_module() -> None:
    train = model("scvi.model.SCVI", "1.4.2").method("train")
    assert train is not None
    plan = train.nested("plan_kwargs")
    assert plan is not None
    assert plan.accepts("lr") and plan.accepts("n_obs") is False
    assert plan.accepts("learning_rate") is False
    assert "module" not in plan.keywords(), "the model gives it"


def test_keywords_that_are_taken_and_ignored_are_accepted() -> None:
    train = model("scvi.model.mlxSCVI", "1.5.1").method("train")
    assert train is not None
    assert train.swallows and train.accepts("anything") is True


def test_set_up_of_anndata_registers_nothing_for_multivi_since_1_4() -> None:
    assert "batch_key" in model("scvi.model.MULTIVI", "1.3.3").setup_fields("setup_anndata")
    assert not model("scvi.model.MULTIVI", "1.4.0").setup_fields("setup_anndata")


def test_history_of_a_release_has_the_names_of_that_release() -> None:
    old, new = model("scvi.model.SCVI", "1.3.3").history, model("scvi.model.SCVI", "1.4.0").history
    assert old is not None and new is not None
    assert "train_loss_epoch" in old.train and "train_loss" in new.train
    assert old.never("train_loss") and not new.never("train_loss")
    assert not new.never("train_loss_epoch"), "with on_step of the plan"
    assert new.needs_validation("elbo_validation") and not new.needs_validation("elbo_train")
    assert not new.never("lr-Adam")


def test_history_of_a_model_with_its_own_loop_is_not_known() -> None:
    assert model("scvi.model.mlxSCVI", "1.5.1").history is None


def test_measured_histories_are_foreseen() -> None:
    """Keys that two epochs on synthetic data left behind, with 1.4.2."""
    elbo = [f"{term}_train" for term in ("elbo", "kl_local", "kl_global", "reconstruction_loss")]
    measured = {
        "scvi.model.SCVI": [*elbo, "train_loss", "validation_loss", "elbo_validation"],
        "scvi.model.SCANVI": [*elbo, "train_accuracy", "validation_calibration_error"],
        "scvi.model.TOTALVI": [*elbo, "lr-Adam", "validation_loss"],
        "scvi.model.AmortizedLDA": ["elbo_train"],
        "scvi.external.SOLO": ["train_loss_epoch", "validation_loss"],
        "scvi.external.ContrastiveVI": [*elbo, "wasserstein_loss_sum_train"],
        "scvi.external.SysVI": [*elbo, "cycle_loss_validation"],
        "scvi.external.RESOLVI": ["elbo_train"],
    }
    for path, keys in measured.items():
        history = model(path, "1.4.2").history
        assert history is not None, path
        assert not [key for key in keys if history.never(key)], path


def test_warning_of_what_is_obsolete_is_known() -> None:
    setup = model("scvi.model.MULTIVI", "1.4.2").method("setup_anndata")
    assert setup is not None
    assert [warning.category for warning in setup.warnings] == ["DeprecationWarning"]
    assert model("scvi.external.GIMVI", "1.4.2").init.warnings == ()
    assert model("scvi.external.GIMVI", "1.4.3").init.warnings


@pytest.mark.parametrize("version", ["1.4.0", "1.4.2", "1.4.3"])
def test_front_has_the_methods_of_the_class_that_it_hands_out(version: str) -> None:
    """MRVI of 1.4.3 defines them all, as `(*args, **kwargs)`."""
    known = catalogue()
    front = known.api(known.release(version)).resolve("scvi.external.MRVI")
    assert "sample_cov_keys" in front.method("differential_expression").keywords()
    assert "groupby" not in front.method("differential_expression").keywords()
