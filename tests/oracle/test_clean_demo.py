"""The demonstration's program without faults does run."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from rule_files import ROOT

pytestmark = pytest.mark.oracle


def test_clean_program_runs_to_its_end(oracle_python: str, tmp_path: Path) -> None:
    for path in (ROOT / "tests" / "demo").glob("*.py"):
        shutil.copy(path, tmp_path)
    for command in (["make_data.py", "data"], ["integrate_clean.py", "data", "--epochs", "1"]):
        done = subprocess.run(
            [oracle_python, *command], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-2000:]
    assert (tmp_path / "markers.csv").exists()
