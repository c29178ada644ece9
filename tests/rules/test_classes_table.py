"""The tables of classes and doors in `rules/README.md` are whole and say what is known."""

from __future__ import annotations

from importlib import import_module
from inspect import getsource
from pathlib import Path

import pytest

from scvi_lint.knowledge import catalogue
from scvi_lint.knowledge.doors import ASK, LEADS_TO, LOAD, QUERY, SPOTS
from scvi_lint.linting import classes_table
from scvi_lint.linting.index import builtin

README = Path(__file__).parents[2] / "rules" / "README.md"
ENTRIES = {entry.name: entry for entry in builtin()}
ROWS = [
    [cell.strip() for cell in line.strip("|\n").split(" | ")]
    for line in classes_table.render(builtin()).splitlines()
    if line.startswith("| ")
]


def test_the_tables_are_in_the_readme() -> None:
    assert classes_table.render(builtin()) in README.read_text(encoding="utf-8")


def test_no_cell_is_empty() -> None:
    assert len(ROWS) > 50
    assert all(cell and not cell.startswith("[](") for row in ROWS for cell in row)


def test_each_class_of_each_release_has_a_row() -> None:
    known = catalogue()
    names = {
        f"`{cls.qualname}`"
        for release in known.releases
        for cls in known.api(release).models()
        if ".base." not in cls.qualname
    }
    listed = {row[0] for row in ROWS if row[0].startswith("`scvi.")}
    assert listed == names
    assert {row[2].count("`load`") for row in ROWS if row[0] in names} == {1}


@pytest.mark.parametrize("kind", classes_table.RULES)
def test_each_difference_is_asked_by_its_rule(kind: str) -> None:
    module = import_module(ENTRIES[classes_table.RULES[kind]].module)
    code = getsource(module).replace(module.__doc__ or "", "")
    assert f'"{kind}"' in code and ".differences(" in code


def test_all_that_leads_somewhere_has_a_rule() -> None:
    assert {kind for kind, _ in LEADS_TO} <= set(classes_table.RULES)
    assert {door for _, door in LEADS_TO} == {LOAD, QUERY, ASK, SPOTS}


def test_a_class_is_told_what_its_own_pages_say() -> None:
    told = {row[0]: row for row in ROWS}
    assert "smoothed spliced moments" in told["`scvi.external.VELOVI`"][3]
    assert told["`scvi.external.SysVI`"][4] == "runs in silence"
    assert "raises" in told["`scvi.external.RESOLVI`"][4]
    assert "SCV760" in told["`scvi.external.RESOLVI`"][6]
    assert "SCV762" in told["`scvi.model.DestVI`"][6]
    assert "SCV762" not in told["`scvi.model.SCVI`"][6]
    assert "`from_scvi_model`" in told["`scvi.external.SOLO`"][2]
