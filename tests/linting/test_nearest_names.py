"""The name that was meant: found among few, and never looked for among too many."""

from __future__ import annotations

import difflib
from typing import Any

import pytest

from scvi_lint.rule import listed, nearest


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """With how many choices a name was compared, each time."""
    seen: list[int] = []
    whole = difflib.get_close_matches

    def counted(name: Any, choices: Any, **more: Any) -> Any:
        seen.append(len(choices))
        return whole(name, choices, **more)

    monkeypatch.setattr(difflib, "get_close_matches", counted)
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


def test_a_name_is_compared_with_few_of_thousands(compared: list[int]) -> None:
    choices = [f"column_{number}" for number in range(20_000)] + ["batch"]
    assert nearest("batsh", choices) == "batch"
    assert nearest("column_x", choices) is not None
    assert max(compared) <= 300


def test_the_same_question_is_answered_once(compared: list[int]) -> None:
    for _ in range(50):
        assert nearest("covariaat", ["covariate", "categorical"]) == "covariate"
    assert len(compared) <= 2


def test_a_name_of_thousands_of_letters_is_meant_as_it_is(compared: list[int]) -> None:
    assert nearest("a" * 10_000, ["a" * 9_999]) is None
    assert compared == []


def test_only_names_that_are_shown_are_written() -> None:
    class Name(str):
        def __repr__(self) -> str:
            raise AssertionError("nobody reads this one")

    assert listed(["a", "b", "c", "d", *[Name("e")] * 1_000]) == "'a', 'b', 'c' and 1001 more"
    assert listed(["a", "b", "c", "d"]) == "'a', 'b', 'c' and 'd'"
    assert (listed([]), listed(["a"])) == ("none", "'a'")
