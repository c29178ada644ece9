"""Which interpreter has the real scvi-tools, and what it said – or that it was not asked."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT / "tests" / "rules")]

ABSENT = "no scvi-tools here: name an interpreter in SCVI_LINT_ORACLE_PYTHON or --oracle-python"

_said = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def oracle_python(request: pytest.FixtureRequest) -> str:
    """The interpreter; skips, loudly, when there is none."""
    said = request.config.stash.setdefault(_said, [])
    named = request.config.getoption("--oracle-python") or os.environ.get("SCVI_LINT_ORACLE_PYTHON")
    if named:
        return named
    if importlib.util.find_spec("scvi") is None:
        said[:] = [f"NOT RUN: {ABSENT}"]
        pytest.skip(ABSENT)
    return sys.executable


@pytest.fixture(scope="session")
def oracle_results(request: pytest.FixtureRequest, oracle_python: str) -> dict[str, Any]:
    """What the library did with the examples of the selected tests."""
    wanted = {
        str(item.callspec.params["case"])
        for item in request.session.items
        if isinstance(item, pytest.Function)
        and item.originalname == "test_library_does_what_the_header_says"
    }
    arguments = [word for name in sorted(wanted) for word in ("--only", name)]
    said, results = _ask(oracle_python, *arguments)
    request.config.stash[_said] = said
    return results


@pytest.fixture(scope="session")
def run_programs(
    oracle_python: str, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[list[Any]], dict[str, Any]]:
    """Runs programs, rows in the form of `run_examples.programs_of`."""

    def run(programs: list[Any]) -> dict[str, Any]:
        path = tmp_path_factory.mktemp("programs") / "programs.json"
        path.write_text(json.dumps(programs), encoding="utf-8")
        return _ask(oracle_python, "--programs", str(path))[1]

    return run


def _ask(python: str, *arguments: str) -> tuple[list[str], dict[str, Any]]:
    """The table that the run printed, and its results."""
    output = HERE / "results.json"
    command = [python, str(HERE / "run_examples.py"), "--output", str(output), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1) or not output.exists():
        pytest.fail(f"the oracle broke down:\n{done.stderr[-3000:]}", pytrace=False)
    return done.stdout.splitlines(), json.loads(output.read_text(encoding="utf-8"))


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    said = config.stash.get(_said, [])
    if said:
        terminalreporter.section("oracle")
        terminalreporter.write_line("\n".join(said))
