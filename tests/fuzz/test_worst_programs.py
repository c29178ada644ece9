"""Programs made to keep us busy are read and checked in bounded time and memory."""

from __future__ import annotations

import pytest
from bounded import bounded
from worst_paths import branching
from worst_programs import repeated, worst_programs, worst_projects
from worst_texts import long_texts


def test_long_runs_of_comments_are_read() -> None:
    texts = [(f"{name}.py", text) for name, text in long_texts(10_000) if "comment" in name]
    assert len(texts) > 15
    found = bounded(texts, seconds=30)
    assert len(found) == len(texts)
    assert [code for code, _, _ in found["comments_behind_code.py"]] == []


def test_long_runs_of_comments_are_read_in_every_kind_of_file() -> None:
    texts = [(n, t) for n, t in worst_programs(10_000) if "comments" in n and "_comments" not in n]
    assert {name.rpartition(".")[2] for name, _ in texts} == {"py", "ipynb", "qmd"}
    assert len(bounded(texts, seconds=30)) == len(texts)


def test_long_texts_of_every_kind_are_read() -> None:
    texts = [(f"{name}.py", text) for name, text in long_texts(2_000)]
    assert len(bounded(texts, seconds=30)) == len(texts)


def test_values_that_double_are_not_held() -> None:
    programs = [(name, text) for name, text in worst_programs(10) if name.startswith("grows_")]
    found = bounded(programs, megabytes=800)
    assert len(found) == len(programs) > 100
    assert not any("SCV003" in str(findings) for findings in found.values())


def test_of_what_grows_step_by_step_not_every_step_is_held() -> None:
    programs = [("append.py", repeated("append", 12_000))]
    assert len(bounded(programs, megabytes=400)) == 1


def test_ways_that_double_are_not_all_followed() -> None:
    programs = [(f"{name}.py", text) for name, text in branching()]
    found = bounded(programs, megabytes=800)
    assert len(found) == len(programs) > 40
    assert "SCV003" in str(found["long_function.py"])


@pytest.mark.parametrize(("name", "files"), list(worst_projects()))
def test_programs_of_many_modules_are_followed(name: str, files: dict[str, str]) -> None:
    """Meshes of star imports, rings of two hundred modules, chains, and modules that are heavy."""
    found = bounded(files.items())
    assert list(found) == ["main.py"]
