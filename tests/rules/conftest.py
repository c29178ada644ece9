"""What the rules' tests leave behind is removed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def example_folders() -> Iterator[None]:
    """The folders that hold the files of examples exist while the tests run."""
    yield
    from example_files import remove_folders

    remove_folders()
