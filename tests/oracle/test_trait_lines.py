"""The line that a trait of a class names stands in the installed release."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from scvi_lint.knowledge.build import curate
from scvi_lint.knowledge.curated import holds

pytestmark = pytest.mark.oracle


@pytest.fixture(scope="module")
def package(oracle_python: str) -> tuple[str, Path]:
    """The release and the folder of the package, found without importing it."""
    script = """
import importlib.metadata as m, importlib.util as u
print(m.version("scvi-tools"), u.find_spec("scvi").submodule_search_locations[0])
"""
    done = subprocess.run(
        [oracle_python, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    version, _, folder = done.stdout.strip().partition(" ")
    return version, Path(folder)


@pytest.mark.parametrize("row", curate.traits(), ids=lambda row: row["name"])
def test_the_line_is_there(row: dict[str, Any], package: tuple[str, Path]) -> None:
    version, folder = package
    files = [folder / name for name in row["file"] if (folder / name).exists()]
    if not files or not holds(row, version):
        pytest.skip("this release has none of the files, or the row does not speak of it")
    assert any(row["line"] in path.read_text(encoding="utf-8") for path in files)
