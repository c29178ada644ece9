"""What the library raises on results in wrong forms is told, and what runs is called no error."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from measure_phenomena import Asked, asked, said  # noqa: E402

from scvi_lint.config.settings import Settings  # noqa: E402
from scvi_lint.linting.checking import Checker  # noqa: E402

SAMPLE = [one for one in asked([HERE / "asked-1.4.2.jsonl"]) if one.came != "too long"]


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(Settings(), version="1.4.2")


def test_more_than_three_in_five_wrong_uses_of_results_are_told(checker: Checker) -> None:
    fails = [one for one in SAMPLE if one.raises]
    told = [one for one in fails if said(checker, one)]
    assert len(fails) > 150
    assert len(told) > 0.6 * len(fails)


def test_what_runs_is_called_no_error(checker: Checker) -> None:
    runs = [one for one in SAMPLE if not one.raises]
    assert len(runs) > 40
    assert [one for one in runs if _errors(checker, one)] == []


def _errors(checker: Checker, one: Asked) -> list[str]:
    return [found.message for found in said(checker, one) if found.severity == "error"]
