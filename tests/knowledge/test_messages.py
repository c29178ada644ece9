"""Errors as people paste them lead to what they mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from scvi_lint.knowledge import catalogue
from scvi_lint.knowledge.build.messages import read_messages
from scvi_lint.knowledge.messages import explain
from scvi_lint.knowledge.words.errors import ERRORS
from scvi_lint.linting import index

tomllib = pytest.importorskip("tomllib")
_FILE = Path(__file__).parent / "errors.toml"
PASTED = [
    (row["pasted"], row["said"])
    for row in tomllib.loads(_FILE.read_text(encoding="utf-8"))["error"]
]


@pytest.mark.parametrize(("pasted", "said"), PASTED, ids=[text[:40] for text, _ in PASTED])
def test_a_pasted_error_is_explained(pasted: str, said: str) -> None:
    found = explain(pasted)
    assert found, "nothing is known of it"
    assert said in found[0].meaning
    assert found[0].causes


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "hello world",
        "the data",
        "KeyError: 'my_own_column'",
        "error",
        "x" * 500_000,
        "AttributeError: 'DataFrame' object has no attribute 'cell'",
        "AttributeError: module 'pandas' has no attribute 'foo'",
        "TypeError: plot() missing 1 required positional argument: 'ax'",
        "KeyError: 'X_umap'",
        "FileNotFoundError: [Errno 2] No such file or directory: 'a.h5ad'",
    ],
)
def test_other_texts_are_not_explained(text: str) -> None:
    assert explain(text) == []


def test_what_scvi_tools_alone_says_names_the_function() -> None:
    found = explain("RuntimeError: A fully paired model only has a joint latent representation.")
    assert not found or found[0].raised_by.startswith("MULTIVI")
    (first, *_) = explain("Cannot specify `restrict_to_batch` when initializing a SOLO model")
    assert (first.kind, first.raised_by) == ("ValueError", "SOLO.from_scvi_model")


def test_rules_and_pages_of_explanations_exist() -> None:
    codes = {rule.code for rule in index.builtin()}
    docs = catalogue().docs(catalogue().newest)
    for known in ERRORS:
        assert set(known.rules) <= codes, known.says
        assert known.meaning.endswith(".") and known.causes and known.pages, known.says
        for page in known.pages:
            place = docs.cite(page)
            assert place is not None and not place.fallback, page


def test_texts_are_read_with_their_holes() -> None:
    source = """
import warnings
class Model:
    def train(self, n):
        if n < 0:
            raise ValueError(f"There are {n} cells, "
                             "which is too few to train on.")
        warnings.warn("This one is only {} likely to fail".format(n), RuntimeWarning)
        logger.warning("Something of %s length happens here" % n)
        raise KeyError(n)
"""
    assert read_messages({"scvi/a.py": source, "scvi/b.py": "def ("}) == {
        "Something of {} length happens here": ["log", "scvi/a.py:Model.train"],
        "There are {} cells, which is too few to train on.": [
            "ValueError",
            "scvi/a.py:Model.train",
        ],
        "This one is only {} likely to fail": ["RuntimeWarning", "scvi/a.py:Model.train"],
    }
