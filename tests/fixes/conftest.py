"""The rules' examples, and what they leave behind."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "rules"))


@pytest.fixture(scope="session", autouse=True)
def example_folders() -> Iterator[None]:
    """The folders that hold the files of examples exist while the tests run."""
    yield
    from example_files import remove_folders

    remove_folders()
