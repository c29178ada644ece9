"""Every page that the glossary names exists, and every word is short."""

from __future__ import annotations

import pytest

from scvi_lint.knowledge import catalogue
from scvi_lint.knowledge.words import ARGUMENTS, Word, classes, logged

ENTRIES = sorted(ARGUMENTS.items())


@pytest.mark.parametrize(("argument", "word"), ENTRIES, ids=[name for name, _ in ENTRIES])
def test_its_pages_exist_in_the_newest_release(argument: str, word: Word) -> None:
    docs = catalogue().docs(catalogue().newest)
    for page in word.pages:
        found = docs.cite(page.replace("{model}", "scvi"))
        assert found is not None, page
        assert not found.fallback, f"{page} has no such heading"


@pytest.mark.parametrize("name", sorted(classes.WORDS))
def test_a_class_is_explained_in_a_few_sentences_and_pages_that_exist(name: str) -> None:
    releases = catalogue()
    known = [
        version
        for version in releases.releases
        for package in ("scvi.model", "scvi.external", "scvi.autotune", "scvi.criticism")
        for path in (f"{package}.{name}", f"{package}.base.{name}")
        if releases.api(version).resolve(path) is not None
    ]
    assert known, f"no release has ever had a class {name!r}"
    word = classes.WORDS[name]
    assert 40 <= len(word.text) <= 360 and word.text.endswith(".")
    assert word.pages
    own, newest = releases.docs(known[-1]), releases.docs(releases.newest)
    for page in word.pages:
        asked = page.replace("{model}", own.model_page(name) or "")
        found = own.cite(asked) or newest.cite(asked)
        assert found is not None and not found.fallback, page


def test_every_model_is_explained() -> None:
    newest = catalogue().api(catalogue().newest)
    assert not {model.name for model in newest.models()} - set(classes.WORDS)


@pytest.mark.parametrize(("argument", "word"), ENTRIES, ids=[name for name, _ in ENTRIES])
def test_it_is_a_word_about_an_argument_that_exists(argument: str, word: Word) -> None:
    assert len(word.text) <= 330 and word.text.endswith((".", "…"))
    name = argument.rpartition(".")[2]
    releases = catalogue()
    for version in (releases.newest, "1.1.0", "0.20.0"):
        for cls in releases.api(version).models():
            for method in ("__init__", *cls.methods()):
                signature = cls.method(method)
                if signature is not None and name in signature.keywords():
                    return
                plan = None if signature is None else signature.nested("plan_kwargs")
                if plan is not None and name in plan.keywords():
                    return
    raise AssertionError(f"no model has ever had an argument {name!r}")


def test_terms_of_the_bound_are_explained_as_one_sum() -> None:
    whole = logged("elbo_validation")
    assert whole is not None
    for term in ("reconstruction_loss", "kl_local", "kl_global"):
        assert term in whole.text
        part = logged(f"{term}_train")
        assert part is not None and "elbo" in part.text
    assert logged("train_loss_epoch") == logged("validation_loss") != None  # noqa: E711
    assert logged("nothing_of_the_kind") is None


def test_what_models_log_by_themselves_is_explained() -> None:
    newest = catalogue().api(catalogue().newest)
    scvi = newest.resolve("scvi.model.SCVI")
    known = scvi.history
    assert known is not None
    extra = {"batch", "labels", "z"}  # tensors that scvi-tools drops before it writes
    names = {key for key in known.keys if key.rpartition("_")[0] not in extra}
    assert not [key for key in names if logged(key) is None]
