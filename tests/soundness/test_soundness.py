"""A slice of `soundness.py`: what is certain of a random program holds in each of its runs."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from soundness import judge, table

PROGRAMS = 25


@pytest.mark.parametrize("seed", range(8))
def test_what_is_certain_holds_in_each_run(seed: int) -> None:
    known = table()
    claims = 0
    for number in range(PROGRAMS):
        judged = judge(seed * 1_000_000 + number, known)
        claims += len(judged.tried)
        assert not judged.faults, f"{list(judged.faults)}\n{judged.text}"
    assert claims > PROGRAMS, "hardly anything is claimed of these programs"
