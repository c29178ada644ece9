"""A small part of the fuzzing commands, for every run of the suite."""

from __future__ import annotations

from pathlib import Path

import pytest
from states import CHANGES, changed, tried
from typing_states import typed

from scvi_lint.config import Settings
from scvi_lint.linting.checking import Checker
from scvi_lint.source.reading import read_document

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "tests" / "demo" / "pbmc_integration.ipynb"


@pytest.mark.parametrize("name", ["in_functions.py", "report.qmd", "spleen.ipynb"])
def test_broken_programs_are_checked_like_others(name: str) -> None:
    data = (ROOT / "tests" / "mutation" / "programs" / name).read_bytes()
    checker = Checker(Settings(preset="all"))
    problems = [tried(checker, name, changed(data, seed)) for seed in range(40)]
    assert not any(problems), next(filter(None, problems))


def test_each_change_changes_something() -> None:
    import random

    data = NOTEBOOK.read_bytes()
    for change in CHANGES:
        assert any(change(data, random.Random(seed)) != data for seed in range(5)), change


def test_typing_hides_little_and_invents_nothing() -> None:
    document = read_document(NOTEBOOK.name, NOTEBOOK.read_bytes())
    states, expected, stayed, new = typed(Checker(Settings()), document)
    assert states > 50 and expected > 100
    assert stayed >= 0.9 * expected
    assert not new, new
