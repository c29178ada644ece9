"""A few rounds of the random attack; `python tests/hostile/attack.py` runs as long as one likes."""

from __future__ import annotations

import os
import sys

import pytest

if sys.platform == "win32" or not hasattr(os, "mkfifo"):
    pytest.skip("needs pipes and links", allow_module_level=True)

from attack import round_of

SEED = int(os.environ.get("SCVI_LINT_SEED", "20261130"))


@pytest.mark.parametrize("number", range(12))
def test_a_hostile_repository_is_checked_without_harm(number: int) -> None:
    assert round_of(SEED * 100 + number) == "", f"seed {SEED}, round {number}"
