"""Every page that the glossary names exists, and every word is short."""

from __future__ import annotations

import pytest

from scvi_lint.knowledge import catalogue
from scvi_lint.lsp.glossary import _WORDS, Word

ENTRIES = sorted(_WORDS.items())


@pytest.mark.parametrize(("argument", "word"), ENTRIES, ids=[name for name, _ in ENTRIES])
def test_its_pages_exist_in_the_newest_release(argument: str, word: Word) -> None:
    docs = catalogue().docs(catalogue().newest)
    for page in word.pages:
        found = docs.cite(page.replace("{model}", "scvi"))
        assert found is not None, page
        assert not found.fallback, f"{page} has no such heading"


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
    raise AssertionError(f"no model has ever had an argument {name!r}")
