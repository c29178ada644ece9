"""What a check imports: most of a short run is start-up."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import FAULTY

FORBIDDEN = (
    "pygls lsprotocol jedi numpy h5py rich asyncio zarr watchfiles pathspec concurrent.futures "
    "multiprocessing subprocess dataclasses logging importlib.metadata tomllib pathlib shutil "
    "scvi_lint.lsp scvi_lint.cli.explain scvi_lint.cli.fixing scvi_lint.cli.baseline "
    "scvi_lint.cli.jobs"
)
# What argparse itself brings – dataclasses, from Python 3.14 on – is not ours.
QUESTION = """
import argparse, json, sys
argparse.ArgumentParser().format_help()
bare = set(sys.modules)
from scvi_lint.cli.main import run
sys.stdout = open("out.txt", "w")
code = run(sys.argv[1:])
sys.__stdout__.write(json.dumps([code, sorted(set(sys.modules) - bare)]))
"""


def imported(folder: Path, *words: str) -> tuple[int, set[str]]:
    """The exit code of a command line, and the modules that it imported."""
    done = subprocess.run(
        [sys.executable, "-c", QUESTION, *words],
        cwd=folder,
        stdout=subprocess.PIPE,
        check=True,
    )
    code, names = json.loads(done.stdout)
    return code, set(names)


@pytest.mark.parametrize("form", ["full", "concise", "json", "github"])
def test_a_check_imports_nothing_that_it_does_not_need(form: str, here: Path) -> None:
    (here / "a.py").write_text(FAULTY)
    code, names = imported(here, "check", "--output-format", form)
    assert code == 1
    assert names.isdisjoint(FORBIDDEN.split())
    reporters = {name for name in names if name.startswith("scvi_lint.cli.reporters.")}
    assert not reporters & {f"scvi_lint.cli.reporters.{other}" for other in ("sarif", "junit")}


def test_the_parser_waits_for_a_file_that_mentions_scvi_tools(here: Path) -> None:
    (here / "a.py").write_text("print(1)\n")
    code, names = imported(here, "check")
    assert code == 0
    assert names.isdisjoint(FORBIDDEN.split())
    assert "tree_sitter" not in names


def test_a_pyproject_of_others_is_not_parsed(here: Path) -> None:
    (here / "a.py").write_text("print(1)\n")
    (here / "pyproject.toml").write_text("[tool.other]\n")
    assert "tomllib" not in imported(here, "check")[1]
    (here / "pyproject.toml").write_text("[tool.scvi-lint]\n")
    names = imported(here, "check")[1]
    assert "tomllib" in names or "tomli" in names


def test_importing_the_engine_compiles_no_expression_of_ours() -> None:
    question = """
import json, re, sys
compiled = []
whole = re._compile
def watched(text, flags):
    frame = sys._getframe(1)
    while frame and frame.f_globals.get("__name__") in ("re", "scvi_lint.regex"):
        frame = frame.f_back
    if frame and frame.f_globals["__name__"].startswith("scvi_lint"):
        compiled.append([frame.f_globals["__name__"], str(text)])
    return whole(text, flags)
re._compile = watched
import scvi_lint.cli.session
import scvi_lint.source.recovery.repair
from scvi_lint.linting import index
for entry in index.builtin():
    index.load(entry)
print(json.dumps(compiled))
"""
    done = subprocess.run(
        [sys.executable, "-c", question], stdout=subprocess.PIPE, check=True, text=True
    )
    assert json.loads(done.stdout) == [], "write regex(…), of scvi_lint.rule or scvi_lint.regex"
