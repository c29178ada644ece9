"""What the linter calls gone, or not there yet, cannot be imported from the installed release."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from scvi_lint.knowledge import catalogue

pytestmark = pytest.mark.oracle

# Run by the oracle's interpreter: which of these import paths lead to something.
SCRIPT = """
import importlib, json, sys, warnings
warnings.simplefilter("ignore")
import scvi

def leads(path):
    module, _, name = path.rpartition(".")
    try:
        return hasattr(importlib.import_module(module), name) or bool(importlib.import_module(path))
    except Exception:
        return False

json.dump([scvi.__version__, [path for path in json.load(sys.stdin) if leads(path)]], sys.stdout)
"""


@pytest.fixture(scope="module")
def importable(oracle_python: str) -> tuple[str, list[str]]:
    """The release, and all paths of any release that lead to something in it."""
    paths: list[Any] = sorted(catalogue().exports)
    done = subprocess.run(
        [oracle_python, "-W", "ignore", "-c", SCRIPT],
        input=json.dumps(paths),
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    version, found = json.loads(done.stdout.splitlines()[-1])
    return version, found


def test_what_is_called_gone_cannot_be_imported(importable: tuple[str, list[str]]) -> None:
    version, found = importable
    api = catalogue().api(version)
    wrong = [path for path in found if path != "scvi" and api.resolve(path) is None]
    assert len(found) > 100, found  # an import that fails would call everything gone
    assert not wrong, f"{version} has them: {wrong}"
