"""The name that was meant: found among few, and never looked for among too many."""

from __future__ import annotations

from difflib import SequenceMatcher, get_close_matches
from typing import Any

import pytest

from scvi_lint.rule import listed, nearest


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The choices with which a name was compared letter by letter."""
    seen: list[str] = []
    whole = SequenceMatcher.ratio

    def counted(matcher: Any) -> float:
        seen.append(matcher.a)
        return whole(matcher)

    monkeypatch.setattr(SequenceMatcher, "ratio", counted)
    return seen


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("batch_kye", "batch_key"),
        ("Batch_Key", "batch_key"),
        ("BATCH", "batch_key"),
        ("gene", None),
        ("labels", "labels_key"),
        (3, None),
        ("", None),
    ],
)
def test_the_nearest_of_few(name: Any, meant: str | None) -> None:
    assert nearest(name, ["batch_key", "labels_key", None, 7]) == meant


def test_a_name_is_compared_with_few_of_thousands(compared: list[str]) -> None:
    choices = [f"column_{number}" for number in range(20_000)] + ["batch"]
    assert nearest("batsh", choices) == "batch"
    assert nearest("column_x", choices) is not None
    assert len(compared) <= 300


NAMES = (
    "batch_key labels_key layer size_factor_key batch_keys Batch categorical_covariate_keys".split()
)


@pytest.mark.parametrize("alike", [0.6, 0.7, 0.85])
@pytest.mark.parametrize(
    "name", ["batch_kye", "batchkey", "btach_key", "label_keys", "size_fctor", "BATCH_KEYS", "xyz"]
)
def test_it_is_the_one_that_comparing_all_would_find(name: str, alike: float) -> None:
    whole = get_close_matches(name, NAMES, n=1, cutoff=alike) or [
        one
        for low in get_close_matches(name.lower(), [n.lower() for n in NAMES], n=1, cutoff=alike)
        for one in NAMES
        if one.lower() == low
    ]
    assert nearest(name, NAMES, alike) == (whole[0] if whole else None)


def test_of_many_only_those_are_compared_that_may_be_nearest(compared: list[str]) -> None:
    choices = [f"{letter}_{number}" for letter in "abcdefgh" for number in range(30)] + ["batch"]
    assert nearest("batc", choices) == "batch"
    assert compared == ["batch"]


def test_the_same_question_is_answered_once(compared: list[str]) -> None:
    for _ in range(50):
        assert nearest("covariaat", ["covariate", "categorical"]) == "covariate"
    assert compared == ["covariate"]


def test_a_name_of_thousands_of_letters_is_meant_as_it_is(compared: list[str]) -> None:
    assert nearest("a" * 10_000, ["a" * 9_999]) is None
    assert compared == []


def test_only_names_that_are_shown_are_written() -> None:
    class Name(str):
        def __repr__(self) -> str:
            raise AssertionError("nobody reads this one")

    assert listed(["a", "b", "c", "d", *[Name("e")] * 1_000]) == "'a', 'b', 'c' and 1001 more"
    assert listed(["a", "b", "c", "d"]) == "'a', 'b', 'c' and 'd'"
    assert (listed([]), listed(["a"])) == ("none", "'a'")
