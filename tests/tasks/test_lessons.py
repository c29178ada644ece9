"""The lessons have the faults that they were given, and their solutions have none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scvi_lint.config import Settings
from scvi_lint.linting.checking import Checker
from scvi_lint.source.reading import read_document

LESSONS = Path(__file__).parents[2] / "lessons"
PLANTED = {
    "1_registration": ["SCV101", "SCV105"],
    "2_counts": ["SCV201", "SCV208"],
    "3_batches": ["SCV113", "SCV505"],
    "4_counterfactuals": ["SCV401"],
    "5_differential_expression": ["SCV650", "SCV609"],
    "6_transfer": ["SCV131"],
}


def found(path: Path) -> list[str]:
    result = Checker(Settings()).check(read_document(path.name, path.read_bytes()))
    return [one.code for one in result.findings if one.severity != "info"]


@pytest.mark.parametrize("name", PLANTED)
def test_a_lesson_has_the_faults_that_were_planted(name: str) -> None:
    assert found(LESSONS / f"{name}.ipynb") == PLANTED[name]


@pytest.mark.parametrize("name", PLANTED)
def test_its_solution_has_none(name: str) -> None:
    assert found(LESSONS / "solutions" / f"{name}.ipynb") == []


def test_no_lesson_is_without_its_page_and_solution() -> None:
    assert {path.stem for path in LESSONS.glob("*.ipynb")} == set(PLANTED)
    for name in PLANTED:
        first = json.loads((LESSONS / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"][0]
        assert "https://docs.scvi-tools.org/" in "".join(first["source"])
        assert f"({name}.ipynb)" in (LESSONS / "README.md").read_text(encoding="utf-8")
