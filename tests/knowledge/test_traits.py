"""Traits of classes: each row says where it is from, and is asked of the right releases."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from scvi_lint.knowledge import catalogue
from scvi_lint.knowledge.build import curate
from scvi_lint.knowledge.build.failure import BuildError
from scvi_lint.knowledge.curated import curated
from scvi_lint.linting.index import builtin

ROWS = curate.traits()
SOURCES = Path(__file__).parents[2]


def ids(row: dict[str, object]) -> str:
    return str(row["name"])


@pytest.mark.parametrize("row", ROWS, ids=ids)
def test_its_classes_are_models_of_some_release(row: dict[str, list[str]]) -> None:
    known = catalogue()
    names = {path.rpartition(".")[2] for path in known.exports if path.startswith("scvi.")}
    assert set(row["classes"]) <= names


@pytest.mark.parametrize("row", [row for row in ROWS if row["known"] == "proven"], ids=ids)
def test_what_is_proven_names_rules_that_exist(row: dict[str, list[str]]) -> None:
    assert set(row["by"]) <= {entry.code for entry in builtin()}


@pytest.mark.parametrize("row", ROWS, ids=ids)
def test_somebody_asks_for_it(row: dict[str, str]) -> None:
    asked = [
        path
        for folder in ("rules/scvi_lint_rules", "server/scvi_lint")
        for path in (SOURCES / folder).rglob("*.py")
        if f'"{row["name"]}"' in path.read_text(encoding="utf-8")
    ]
    assert asked


def test_a_class_stands_once_in_a_trait() -> None:
    seen = Counter((row["name"], cls) for row in ROWS for cls in row["classes"])
    assert [pair for pair, times in seen.items() if times > 1] == []


def test_a_trait_that_nobody_wrote_down_is_no_answer() -> None:
    with pytest.raises(KeyError):
        curated().has_trait("SCVI", "flies", "1.4.2")


@pytest.mark.parametrize(
    "row",
    [
        'name = "a"\nclasses = ["SCVI"]\nfile = ["x.py"]\nline = "y"\nknown = "curated"',
        'name = "a"\nwhy = "b"\nclasses = ["SCVI"]\nfile = ["x.py"]\nline = "y"\nknown = "guessed"',
        'name = "a"\nwhy = "b"\nclasses = ["SCVI"]\nfile = ["x.py"]\nline = "y"\nknown = "proven"',
    ],
)
def test_a_row_that_does_not_say_whence_is_refused(row: str, tmp_path: Path) -> None:
    path = tmp_path / "traits.toml"
    path.write_text(f"[[trait]]\n{row}\n", encoding="utf-8")
    with pytest.raises(BuildError, match="a "):
        curate.traits(str(path))


def test_rules_do_not_hear_of_what_nobody_looked_at() -> None:
    row = {"name": "a", "why": "b", "classes": ["SCVI"], "file": ["x"], "line": "y"}
    assert curate.by_name([{**row, "known": "unknown"}]) == {}
    assert "a" in curate.by_name([{**row, "known": "curated"}])


def test_the_releases_of_a_row_are_kept() -> None:
    row = {"name": "a", "classes": ["SCVI"], "known": "curated", "since": "1.2"}
    assert curate.by_name([row]) == {"a": [{"classes": ["SCVI"], "since": "1.2"}]}
