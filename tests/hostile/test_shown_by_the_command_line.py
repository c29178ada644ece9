"""Every command and format over hostile names: what is printed steers nothing and can be read."""

from __future__ import annotations

import json
import os
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hostile_names import FILE_NAMES, IN_FILES, LONGEST_LINE, PARTS, data_file, program, raw, texts

from scvi_lint.cli.main import run

STYLE = re.compile(r"\x1b\[[\d;]*m")
FORMATS = (
    *("full", "concise", "grouped", "json", "jsonl", "sarif", "github", "gitlab", "junit"),
    "html",
)
# A comment that silences nothing is a fix in a file of its own, beside what a line may hold.
MENDABLE = """\
import scvi

text = '''
::error::owned
  ::error::owned
##[error]owned \x1b[31m \u202e
'''
adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train(lr=1e-3)  # ::error::owned ##[error] \x1b]0;owned\x07
"""


class Answer(NamedTuple):
    code: int
    out: str
    err: str


Lint = Callable[..., Answer]


@pytest.fixture
def lint(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Lint:
    for name in ("CI", "GITHUB_ACTIONS", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def call(*words: str) -> Answer:
        capsys.readouterr()
        code = run(list(words))
        return Answer(code, *capsys.readouterr())

    return call


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which file names, programs, data and settings are hostile."""
    folder = tmp_path / f"work {FILE_NAMES['escape'][:20]}"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "no-home"))
    for kind, name in FILE_NAMES.items():
        (folder / f"{name}.py").write_text(program(PARTS.get(kind, "x")))
    (folder / "mendable.py").write_text(MENDABLE)
    (folder / f"{FILE_NAMES['line']}2.py").write_text(MENDABLE)
    (folder / "data.h5ad").unlink(missing_ok=True)
    data_file(folder / "data.h5ad")
    (folder / "reads.py").write_text(program(IN_FILES["image"], "data.h5ad"))
    cells = [{"cell_type": "code", "source": program(part), "outputs": [], "metadata": {}}
             for part in list(PARTS.values())[:6]]  # fmt: skip
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}
    (folder / "notebook.ipynb").write_text(json.dumps(notebook))
    (folder / f"{FILE_NAMES['older']}.ipynb").write_text("{ this is scvi, and no JSON \x1b[31m")
    (folder / "broken.py").write_text("import scvi\nowned\x1b[31m = = \u202e\n")
    (folder / "encoded.py").write_bytes(b"# coding: \x1b[31mowned\nimport scvi\n")
    settings = "".join(f"{json.dumps(part[:99])} = 1\n" for part in IN_FILES.values())
    chosen = json.dumps([part[:99] for part in IN_FILES.values()])
    (folder / "scvi-lint.toml").write_text(f'severity = "info"\nignore = {chosen}\n{settings}')
    for name in ("line", "escape"):
        (folder / f"{FILE_NAMES[name]}-requirements.txt").write_text("scvi-tools==1.3.0\n")
    return folder


def clean(answer: Answer, *, data: bool = False) -> None:
    """Nothing raw in what was printed; where that is data or a program, lines may be long."""
    for text in (answer.out, answer.err):
        text.encode()  # no half of a pair
        assert raw(text, longest=10**9 if data else LONGEST_LINE) == []


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_lets_a_name_speak(form: str, here: Path, lint: Lint) -> None:
    answer = lint("check", "--output-format", form, "--evidence")
    assert answer.code in (1, 2)
    assert "SCV" in answer.out
    if form == "github":
        ours = r"::(error|warning|notice) title=scvi-lint \(\w+\),file=[^:,]*,line=\d+[^:]*::.*"
        lines = answer.out.splitlines()
        assert all(re.fullmatch(ours, line) for line in lines)
        answer = answer._replace(out="\n".join(line.partition("::")[2] for line in lines))
    clean(answer, data=form not in ("full", "concise", "grouped"))
    if form in ("json", "gitlab", "sarif"):
        said(json.loads(answer.out))
    elif form == "jsonl":
        said([json.loads(line) for line in answer.out.splitlines()])
    elif form == "junit":
        found = ElementTree.fromstring(answer.out)
        assert {element.tag for element in found.iter()} == {
            "testsuites",
            "testsuite",
            "testcase",
            "failure",
        }


def said(rows: object) -> None:
    """What is meant to be read is printable in itself; paths, edits and the like are data."""
    data = frozenset({"path", "text", "uri", "edits", "insertedContent", "rules"})
    for key, text in texts(rows, data):
        assert raw(text, keep="", orders=False) == [], key
    for key, text in texts(rows, frozenset({"insertedContent", "rules", "edits"})):
        if key == "text":  # of SARIF: brackets make links there
            assert raw(text, keep="", orders=False) == []
            assert not re.search(r"(?<!\\)\[[^\[\]]*\]\(", text)


@pytest.mark.parametrize(
    "words",
    [
        ("--statistics",),
        ("--statistics", "--output-format", "json"),
        ("--diff",),
        ("--diff", "--unsafe-fixes"),
        ("--fix", "--show-fixes"),
        ("--fix", "--unsafe-fixes", "--show-fixes", "--output-format", "concise"),
        ("--add-ignores", "why\x1b[31m\n::error::owned", "--show-fixes"),
        ("--list-files",),
        ("--baseline", "base.json", "--update-baseline"),
        ("--color", "always"),
        ("--color", "always", "--output-format", "grouped"),
        ("--color", "always", "--diff"),
        ("--jobs", "2"),
    ],
    ids=" ".join,
)
def test_no_option_lets_a_name_speak(words: tuple[str, ...], here: Path, lint: Lint) -> None:
    answer = lint("check", *words)
    assert answer.out or answer.err
    plain = Answer(answer.code, *(STYLE.sub("", text) for text in answer[1:]))
    clean(plain, data="--diff" in words)


@pytest.mark.parametrize("kind", [*PARTS, "bytes"])
def test_what_is_not_there_or_not_known_is_named_by_letters(
    kind: str, here: Path, lint: Lint
) -> None:
    name = PARTS.get(kind, FILE_NAMES["bytes"])
    for words in (
        ("check", f"{name}.py"),
        ("check", "--config", name),
        ("check", "--baseline", name),
        ("check", "--files-from", name),
        ("check", "--output-file", f"no/folder/{name}"),
        ("check", "--output-file", "."),
        ("check", "--select", name),
        ("check", "--plugin", name),
        ("check", f"--{name}"),
        ("check", "--scvi-version", name, "mendable.py"),
        ("check", "--python", name, "mendable.py"),
        ("check", "--evidence-root", name, "mendable.py"),
        ("inspect", f"{name}.py"),
        ("inspect", f"{name}.h5ad"),
        ("explain", name),
        ("explain", f"scvi.{name}"),
        ("docs", name),
        ("docs", "--scvi-version", name, "training"),
        ("rules", name),
        ("config", name),
        (name,),
    ):
        answer = lint(*words)
        assert answer.out or answer.err or answer.code in (0, 1), words
        clean(answer)


def test_names_that_a_list_brings_are_shown_as_letters(here: Path, lint: Lint) -> None:
    names = [f"{name}.py" for name in PARTS.values() if "\ud83d" not in name and "\0" not in name]
    (here / "list").write_bytes("\0".join(names).encode())
    answer = lint("check", "--files-from", "list")
    assert answer.code == 2
    assert len(answer.err.splitlines()) >= len(names) // 2
    clean(answer)


def test_inspect_shows_names_as_letters(here: Path, lint: Lint) -> None:
    for path in (*here.glob("*.py"), here / "data.h5ad", here / "notebook.ipynb"):
        for form in ("text", "json"):
            answer = lint("inspect", "--output-format", form, str(path))
            # The settings name rules that do not exist; a data file is shown without settings.
            assert answer.code == (0 if path.suffix == ".h5ad" else 2)
            clean(answer, data=form == "json")
    assert "data.h5ad · 120" in lint("inspect", "data.h5ad").out


def test_config_shows_settings_as_letters_and_what_it_shows_can_be_read(
    here: Path, lint: Lint
) -> None:
    for form in ("text", "json"):
        answer = lint("config", "--output-format", form)
        assert answer.code == 0
        clean(answer)
    try:
        import tomllib
    except ImportError:
        import tomli as tomllib
    shown = tomllib.loads(lint("config").out)
    told = json.loads(lint("config", "--output-format", "json").out)["settings"]
    assert shown == {name: value for name, value in told.items() if value is not None}


def test_a_program_that_is_piped_in_is_named_by_letters(here: Path) -> None:
    import subprocess
    import sys

    for kind in ("line", "escape", "older", "bytes"):
        for words in ((), ("--fix",), ("--diff",)):
            done = subprocess.run(
                [sys.executable, "-m", "scvi_lint", "check", "-", "--stdin-filename",
                 f"{FILE_NAMES[kind]}.py", *words],
                input=MENDABLE.encode(), capture_output=True, timeout=60, check=False,
            )  # fmt: skip
            out = "" if words == ("--fix",) else done.stdout.decode()
            clean(Answer(done.returncode, out, done.stderr.decode()))
            assert done.returncode == 2  # the settings name rules that do not exist


@pytest.mark.skipif(os.name == "nt", reason="a terminal of POSIX")
def test_a_narrow_terminal_breaks_no_line_into_an_order(
    here: Path, lint: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "41")
    clean(lint("inspect", f"{FILE_NAMES['line']}.py"))
    clean(lint("inspect", "data.h5ad"))
