"""A baseline: what it hides, when it shrinks, and how a build is kept from forgetting it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import CLEAN, FAULTY, Lint

pytestmark = pytest.mark.usefixtures("few_rules")

NAME = "baseline.json"
TWICE = FAULTY + "model.train(max_epochs=2, lr=1e-4)\n"


def counts(folder: Path) -> dict[str, dict[str, int]]:
    return json.loads((folder / NAME).read_text())["findings"]


@pytest.fixture
def project(here: Path, lint: Lint) -> Path:
    """Two files with three findings, and a baseline that counts them."""
    (here / "a.py").write_text(TWICE)
    (here / "b.py").write_text(FAULTY)
    assert lint("check", "--baseline", NAME, "--update-baseline").code == 0
    return here


def test_it_counts_by_file_and_rule(project: Path) -> None:
    assert counts(project) == {"a.py": {"SCV504": 2}, "b.py": {"SCV504": 1}}
    assert json.loads((project / NAME).read_text())["version"] == 1


def test_what_it_counts_is_not_shown(project: Path, lint: Lint) -> None:
    answer = lint("check", "--baseline", NAME)
    assert answer.code == 0
    assert "3 problems in the baseline are not shown." in answer.out


def test_lines_may_move(project: Path, lint: Lint) -> None:
    (project / "a.py").write_text("# new\n\n" + TWICE)
    assert lint("check", "--baseline", NAME).code == 0


def test_one_more_shows_all_of_the_rule_in_the_file(project: Path, lint: Lint) -> None:
    (project / "b.py").write_text(TWICE)
    answer = lint("check", "--baseline", NAME, "--output-format", "concise")
    assert answer.code == 1
    assert answer.out.count("b.py:") == 2
    assert "a.py:" not in answer.out


def test_it_shrinks_when_something_is_mended(project: Path, lint: Lint) -> None:
    (project / "a.py").write_text(FAULTY)
    (project / "b.py").write_text(CLEAN)
    answer = lint("check", "--baseline", NAME)
    assert answer.code == 0
    assert counts(project) == {"a.py": {"SCV504": 1}}
    assert answer.err == f"2 problems in {NAME} were mended: it is shorter now\n"
    (project / "a.py").write_text(TWICE)
    assert lint("check", "--baseline", NAME).code == 1


def test_a_locked_one_fails_instead_of_shrinking(project: Path, lint: Lint) -> None:
    (project / "b.py").write_text(CLEAN)
    before = (project / NAME).read_bytes()
    answer = lint("check", "--baseline", NAME, "--baseline-mode", "lock")
    assert answer.code == 1
    assert "--prune-baseline" in answer.err
    assert (project / NAME).read_bytes() == before


def test_builds_lock_it(project: Path, lint: Lint, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "b.py").write_text(CLEAN)
    monkeypatch.setenv("CI", "true")
    assert lint("check", "--baseline", NAME).code == 1
    assert lint("check", "--baseline", NAME, "--baseline-mode", "auto").code == 0
    assert lint("check", "--baseline", NAME).code == 0


def test_files_and_rules_that_were_not_looked_at_are_kept(project: Path, lint: Lint) -> None:
    (project / "a.py").write_text(CLEAN)
    assert lint("check", "b.py", "--baseline", NAME).code == 0
    assert lint("check", "--select", "SCV2", "--baseline", NAME).code == 0
    assert counts(project)["a.py"] == {"SCV504": 2}


def test_pruning_takes_out_deleted_files(project: Path, lint: Lint) -> None:
    (project / "b.py").unlink()
    assert lint("check", "--baseline", NAME).code == 0
    assert "b.py" in counts(project)
    assert lint("check", "--baseline", NAME, "--prune-baseline").code == 0
    assert counts(project) == {"a.py": {"SCV504": 2}}


def test_an_update_of_one_file_keeps_the_others(project: Path, lint: Lint) -> None:
    (project / "b.py").write_text(TWICE)
    assert lint("check", "b.py", "--baseline", NAME, "--update-baseline").code == 0
    assert counts(project) == {"a.py": {"SCV504": 2}, "b.py": {"SCV504": 2}}


def test_names_do_not_depend_on_the_working_directory(
    project: Path, lint: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "sub").mkdir()
    monkeypatch.chdir(project / "sub")
    assert lint("check", "..", "--baseline", f"../{NAME}").code == 0


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 1, "findings": {"a": 1}}', "nul"])
def test_a_broken_one_is_one_line_and_2(text: str, project: Path, lint: Lint) -> None:
    (project / NAME).write_text(text)
    answer = lint("check", "--baseline", NAME)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"error: {NAME} is no baseline")
    assert len(answer.err.splitlines()) == 1
