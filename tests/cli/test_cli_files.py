"""Which files are looked at."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from command_line import CLEAN, FAULTY, Lint

from scvi_lint.cli import session

pytestmark = pytest.mark.usefixtures("few_rules")


def git(folder: Path, *words: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", *words],
        cwd=folder,
        check=True,
        capture_output=True,
    )


def put(folder: Path, *names: str, text: str = FAULTY) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def found(lint: Lint, *words: str) -> list[str]:
    """The files in which something was found."""
    answer = lint("check", "--output-format", "concise", "-q", *words)
    assert answer.err == ""
    return [line.partition(":")[0] for line in answer.out.splitlines()]


def test_what_git_ignores_is_left_out(here: Path, lint: Lint) -> None:
    git(here, "init", "-q")
    put(here, "a.py", "scratch/b.py", "c_old.py", "sub/d.py", "sub/e.py")
    (here / ".gitignore").write_text("scratch/\n*_old.py\n")
    (here / "sub" / ".gitignore").write_text("e.py\n")
    assert found(lint) == ["a.py", "sub/d.py"]
    assert found(lint, "sub") == ["sub/d.py"]
    assert len(found(lint, "--no-respect-gitignore")) == 5


def test_an_ignored_folder_that_is_named_is_checked(here: Path, lint: Lint) -> None:
    git(here, "init", "-q")
    put(here, "scratch/b.py")
    (here / ".gitignore").write_text("scratch/\n")
    assert found(lint) == []
    assert found(lint, "scratch") == ["scratch/b.py"]


def test_an_ignored_file_that_is_named_is_checked(here: Path, lint: Lint) -> None:
    git(here, "init", "-q")
    put(here, "b.py")
    (here / ".gitignore").write_text("b.py\n")
    assert found(lint, "b.py") == ["b.py"]


def test_a_file_that_git_lists_and_the_user_deleted_is_no_trouble(here: Path, lint: Lint) -> None:
    git(here, "init", "-q")
    put(here, "a.py", "b.py")
    git(here, "add", ".")
    (here / "b.py").unlink()
    assert found(lint) == ["a.py"]


def test_a_repository_in_a_repository_is_walked(here: Path, lint: Lint) -> None:
    git(here, "init", "-q")
    put(here, "a.py", "inner/b.py", "inner/no.py")
    (here / "inner" / ".gitignore").write_text("no.py\n")
    git(here / "inner", "init", "-q")
    assert found(lint) == ["a.py", "inner/b.py"]


def test_a_gitignore_counts_where_there_is_no_git(here: Path, lint: Lint) -> None:
    put(here, "a.py", "scratch/b.py", "keep/c.py", "keep/d.py")
    (here / ".gitignore").write_text("scratch\n[\n")
    (here / "keep" / ".gitignore").write_text("/d.py\n")
    assert found(lint) == ["a.py", "keep/c.py"]


def test_a_hostile_repository_runs_nothing(here: Path, lint: Lint) -> None:
    git(here, "init", "-q")
    put(here, "a.py")
    trap = here / ".git" / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {here}/sprung\n")
    trap.chmod(0o755)
    git(here, "config", "core.fsmonitor", str(trap))
    assert found(lint) == ["a.py"]
    assert not (here / "sprung").exists()
    subprocess.run(["git", "status"], cwd=here, check=False, capture_output=True)
    assert (here / "sprung").exists()  # the trap does work


def test_the_hook_of_another_repository_does_not_lead_astray(
    here: Path, lint: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(here, "init", "-q")
    put(here, "a.py")
    other = here.parent / "other"
    other.mkdir()
    git(other, "init", "-q")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))
    assert found(lint) == ["a.py"]


@pytest.mark.parametrize("name", [".venv", "venv", "node_modules", "__pycache__", "env"])
def test_installed_environments_are_left_out_unless_named(
    name: str, here: Path, lint: Lint
) -> None:
    put(here, "a.py", f"{name}/lib/site-packages/scvi/b.py")
    (here / name / "pyvenv.cfg").write_text("")
    assert found(lint) == ["a.py"]
    assert found(lint, name) == [f"{name}/lib/site-packages/scvi/b.py"]
    git(here, "init", "-q")
    assert found(lint) == ["a.py"]


def test_scvi_tools_itself_is_no_program_that_uses_it(here: Path, lint: Lint) -> None:
    library = ["lib/scvi/model/_scvi.py", "lib/scvi/train.py"]
    put(here, *library, "lib/user.py", "scvi/a.py")
    assert found(lint) == ["lib/user.py", "scvi/a.py"]
    assert found(lint, "lib/scvi") == library
    assert found(lint, "lib/scvi/train.py") == library[1:]


def test_settings_and_command_line_leave_files_out(here: Path, lint: Lint) -> None:
    put(here, "a.py", "old/b.py", "deep/old/c.py", "d_test.py")
    (here / "scvi-lint.toml").write_text('exclude = ["old"]\n')
    assert found(lint) == ["a.py", "d_test.py"]
    assert found(lint, "--exclude", "*_test.py") == ["a.py"]
    assert found(lint, "old/b.py") == ["old/b.py"]
    assert found(lint, "old/b.py", "a.py", "--force-exclude") == ["a.py"]


def test_paths_from_a_file_or_from_standard_input(here: Path, lint: Lint) -> None:
    put(here, "a.py", "b.py", "c d.py")
    (here / "list.txt").write_text("a.py\nREADME.md\nc d.py\n")
    assert found(lint, "--files-from", "list.txt") == ["a.py", "c d.py"]
    answer = lint("check", "-q", "--output-format", "concise", "--files-from", "-", stdin=b"b.py\0")
    assert answer.out.startswith("b.py:")


def test_a_file_without_the_word_is_never_parsed(
    here: Path, lint: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(here, "a.py", text="print(1)\n")

    def fail(*_: Any) -> None:
        raise AssertionError("it was parsed")

    monkeypatch.setattr(session, "read_document", fail)
    answer = lint("check")
    assert answer.code == 0
    assert "none of 1 file uses scvi-tools" in answer.out
    put(here, "b.py", text=CLEAN)
    answer = lint("check")
    assert answer.code == 2
    assert "it was parsed" in answer.err


def test_the_word_is_found_wherever_in_a_large_file(here: Path, lint: Lint) -> None:
    put(here, "a.py", text="# " + "x" * 65_530 + "\n" + FAULTY)
    assert found(lint) == ["a.py"]


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a right there")
def test_links_are_followed_only_when_named(here: Path, lint: Lint) -> None:
    put(here, "real/a.py")
    (here / "link.py").symlink_to(here / "real" / "a.py")
    (here / "folder").symlink_to(here / "real")
    (here / "loop").symlink_to(here)
    assert found(lint) == ["real/a.py"]
    assert found(lint, "link.py") == ["link.py"]
    git(here, "init", "-q")
    git(here, "add", ".")
    assert found(lint) == ["real/a.py"]


def test_each_file_is_checked_once_under_its_name_from_here(
    here: Path, lint: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(here, "sub/a.py")
    assert found(lint, "sub", "sub/a.py", "./sub/../sub", str(here)) == ["sub/a.py"]
    (here / "elsewhere").mkdir()
    monkeypatch.chdir(here / "elsewhere")
    assert found(lint, "..") == ["../sub/a.py"]


def test_all_kinds_of_programs_are_found(here: Path, lint: Lint) -> None:
    put(here, "a.py", "c.txt", "d.R")
    put(here, "b.qmd", "b.Rmd", text="```{python}\n" + FAULTY + "```\n")
    assert found(lint) == ["a.py", "b.Rmd", "b.qmd"]


def test_the_same_is_found_with_many_processes(here: Path, lint: Lint) -> None:
    put(here, *(f"f{number}.py" for number in range(12)))
    (here / "bad.ipynb").write_text("scvi")
    alone = lint("check", "--output-format", "json", "--jobs", "1")
    many = lint("check", "--output-format", "json", "--jobs", "4")
    assert alone == many
    assert alone.out.count("SCV504") == 12


def test_the_files_that_would_be_checked_are_listed(here: Path, lint: Lint) -> None:
    put(here, "a.py", "sub/b.py", "notes.txt")
    answer = lint("check", "--show-files")
    assert answer.code == 0
    assert answer.out.split() == ["a.py", "sub/b.py"]
    assert lint("check", "--show-files", "--fix").code == 2


def test_notes_that_are_not_shown_are_counted(here: Path, lint: Lint) -> None:
    put(here, "a.py", text=CLEAN + "print(1)  # scvi-lint: ignore[SCV401]\n")
    answer = lint("check")
    assert answer.code == 0
    assert "No problems; 1 note (--severity info)." in answer.out
    assert "Found 1 problem (1 note)" in lint("check", "--severity", "info").out
    put(here, "b.py", text=FAULTY)
    assert "1 note (--severity info) not shown." in lint("check").out
    assert "note" not in lint("check", "--quiet").out
