"""What only POSIX has is not needed: no fork, no signals, no code page that holds everything."""

from __future__ import annotations

import ntpath
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import HERE

from scvi_lint.config import discovery
from scvi_lint.lsp.documents import paths

DEMO = HERE.parent / "demo"


@pytest.fixture
def windows(here: Path) -> Path:
    """The demonstration, its programs with the line ends of Windows."""
    shutil.copytree(DEMO, here / "demo", ignore=shutil.ignore_patterns("data"))
    for program in (here / "demo").glob("*.py"):
        program.write_bytes(program.read_bytes().replace(b"\n", b"\r\n"))
    return here


def run(here: Path, *words: str, code_page: str = "cp1252") -> subprocess.CompletedProcess[bytes]:
    environment = dict(os.environ)
    environment |= {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"}
    environment["PYTHONIOENCODING"] = code_page
    command = [sys.executable, str(HERE / "without_posix.py"), *words]
    return subprocess.run(command, cwd=here, env=environment, capture_output=True, check=False)


@pytest.mark.parametrize("code_page", ["cp1252", "cp437", "ascii"])
def test_findings_are_the_same(windows: Path, code_page: str) -> None:
    usual = subprocess.run(
        [sys.executable, "-m", "scvi_lint", "check", "demo", "--output-format", "concise"],
        cwd=windows,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
    )
    there = run(windows, "check", "demo", "--output-format", "concise", code_page=code_page)
    assert (there.returncode, there.stderr) == (1, b"")
    expected = usual.stdout.decode().encode(code_page, "backslashreplace")
    assert len(there.stdout.splitlines()) == len(expected.splitlines()) > 5
    ascii_only = bytes(range(32, 127))
    for mine, theirs in zip(there.stdout.splitlines(), expected.splitlines(), strict=True):
        if all(byte in ascii_only for byte in theirs):
            assert mine == theirs


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("check", "demo", "--jobs", "4"), 1),
        (("check", "demo", "--output-format", "html", "--output-file", "found.html"), 1),
        (("check", "demo", "--output-format", "sarif"), 1),
        (("inspect", "demo/pbmc_integration.ipynb"), 0),
        (("explain", "SCV401"), 0),
        (("docs", "is my model converged"), 0),
        (("rules",), 0),
        (("config", "demo"), 0),
    ],
    ids=lambda words: words[0] if isinstance(words, tuple) else None,
)
def test_a_command_does_its_work(windows: Path, words: tuple[str, ...], code: int) -> None:
    done = run(windows, *words)
    assert (done.returncode, done.stderr) == (code, b"")


def test_comments_are_added_with_the_line_ends_that_are_there(windows: Path) -> None:
    done = run(windows, "check", "demo", "--add-ignores")
    assert done.returncode == 0, done.stderr
    for program in (windows / "demo").glob("*.py"):
        data = program.read_bytes()
        assert data.count(b"\r\n") == data.count(b"\n")
    mended = (windows / "demo/integrate_donors.py").read_bytes()
    assert b"# scvi-lint: ignore[" in mended


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///c%3A/work/a%20b.py", "c:\\work\\a b.py"),
        ("file:///C:/work/a.ipynb", "C:\\work\\a.ipynb"),
        ("file://server/share/a.py", "\\\\server\\share\\a.py"),
        ("untitled:Untitled-1", None),
    ],
)
def test_an_address_is_a_path_of_windows(
    uri: str, path: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths.os, "name", "nt")
    found = paths.to_path(uri)
    monkeypatch.undo()
    assert found == path


@pytest.mark.parametrize(
    ("path", "folder", "seen"),
    [
        ("C:\\work\\notebooks\\old\\a.py", "C:\\work", "notebooks/old/a.py"),
        ("C:\\work\\a.py", "c:\\WORK", "a.py"),
        ("D:\\other\\a.py", "C:\\work", "D:/other/a.py"),
    ],
)
def test_patterns_see_paths_of_windows_with_slashes(
    path: str, folder: str, seen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discovery.os, "path", ntpath)
    monkeypatch.setattr(discovery.os, "sep", "\\")
    found = discovery.relative(path, folder)
    monkeypatch.undo()
    assert found == seen
