"""Every page that the glossary names exists, and every word is short."""

from __future__ import annotations

import re

import pytest

from scvi_lint.knowledge import catalogue
from scvi_lint.knowledge.words import (
    ARGUMENTS,
    Word,
    classes,
    functions,
    logged,
    methods,
    of_symbol,
)

ROOMS = {"class": classes.WORDS, "method": methods.WORDS, "function": functions.WORDS}
TEXTS = {
    f"{room} {name}": word.text for room, words in ROOMS.items() for name, word in words.items()
}
TEXTS |= {f"argument {name}": word.text for name, word in ARGUMENTS.items()}


def plain_words(text: str) -> set[str]:
    """The words of a text that carry meaning."""
    return set(re.findall(r"[a-z_]{4,}", text.lower()))


# The training plan hands these on to the loss, which takes what it likes.
OPEN = {"z_distance_cycle_weight"}
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


def owners(name: str) -> list[tuple[str, str]]:
    """The classes of all releases that have a method of this name, the newest last."""
    releases = catalogue()
    cls, _, method = name.rpartition(".")
    return [
        (version, model.name)
        for version in releases.releases
        for model in releases.api(version).models()
        if (not cls or model.name == cls)
        and (model.method(method) is not None or method in _PROPERTIES)
    ]


_PROPERTIES = frozenset(
    "history is_trained train_indices validation_indices test_indices adata "
    "minified_data_type".split()
)


@pytest.mark.parametrize("name", sorted(methods.WORDS))
def test_a_method_is_explained_with_what_comes_back(name: str) -> None:
    known = owners(name)
    assert known, f"no model has ever had a method {name!r}"
    word = methods.WORDS[name]
    assert 40 <= len(word.text) <= 400 and word.text.endswith(".")
    docs = catalogue().docs(catalogue().newest)
    models = {docs.model_page(owner) or "" for _, owner in known} or {""}
    for page in word.pages:
        found = [docs.cite(page.replace("{model}", model)) for model in models]
        assert any(one is not None and not one.fallback for one in found), page


def test_every_method_of_the_models_people_use_is_explained() -> None:
    newest = catalogue().api(catalogue().newest)
    for name in ("SCVI", "SCANVI", "TOTALVI", "MULTIVI", "PEAKVI", "DestVI", "MRVI", "SOLO"):
        model = next(model for model in newest.models() if model.name == name)
        told = {method for method in model.methods() if of_symbol(method, name) is not None}
        silent = {method for method in model.methods() if method[0] != "_"} - told
        assert silent <= _PLUMBING, f"{name}: {silent - _PLUMBING}"


# What a user of a model does not call.
_PLUMBING = frozenset(
    """adata_manager data_registry device get_from_registry get_setup_arg get_state_registry
    get_var_names registry run_id run_name summary_string update_setup_method_args view_registry
    view_setup_method_args""".split()
)


@pytest.mark.parametrize("one", sorted(TEXTS))
def test_no_two_texts_say_the_same(one: str) -> None:
    """At most half of the words of a text stand in another one, too."""
    words = plain_words(TEXTS[one])
    for other, text in TEXTS.items():
        if other < one and len(words) > 8:
            shared = words & plain_words(text)
            assert len(shared) <= max(len(words), len(plain_words(text))) / 2, (other, shared)


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
                for inner in ("plan_kwargs", "datasplitter_kwargs"):
                    nested = None if signature is None else signature.nested(inner)
                    if nested is not None and name in nested.keywords():
                        return
                    if nested is not None and nested.accepts(name) is not False and name in OPEN:
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
