"""`tests/editors/run` runs what it is asked to run, from wherever it is called."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
NAME = "test_promises.py"


@pytest.fixture
def asked(tmp_path: Path):
    """The words that pytest is started with, and where."""
    python = tmp_path / "python"
    python.write_text('#!/bin/sh\n[ "$1" = -m ] && pwd && printf "%s\\n" "$@"\nexit 0\n')
    python.chmod(0o755)

    def run(*words: str, cwd: Path) -> list[str]:
        environment = {**os.environ, "PYTHON": str(python)}
        found = subprocess.run(
            [HERE / "run", *words], cwd=cwd, env=environment, capture_output=True, check=True
        )
        folder, *told = found.stdout.decode().splitlines()
        assert Path(folder) == ROOT and told[:3] == ["-m", "pytest", "--editors"]
        return told[3:]

    return run


@pytest.mark.parametrize(
    ("word", "cwd"),
    [
        (NAME, HERE),
        (f"./{NAME}", HERE),
        (f"editors/{NAME}", HERE.parent),
        (f"tests/editors/{NAME}", ROOT),
        # in the clone, or in the folder, though called from elsewhere
        (f"tests/editors/{NAME}", Path("/")),
        (NAME, Path("/")),
        (str(HERE / NAME), Path("/")),
    ],
)
@pytest.mark.parametrize("test", ["", "::test_vs_code_has_every_setting_and_no_other"])
def test_only_the_tests_of_a_path_are_run(asked, word: str, cwd: Path, test: str) -> None:
    assert asked(word + test, cwd=cwd) == [str(HERE / NAME) + test]
    assert asked("-x", word + test, "-k", "a b", cwd=cwd) == [
        *("-x", "-k", "a b"),
        str(HERE / NAME) + test,
    ]


def test_without_a_path_all_are(asked) -> None:
    assert asked(cwd=Path("/")) == ["tests/editors"]
    assert asked("-k", "editors", cwd=ROOT) == ["-k", "editors", "tests/editors"]
