"""A slice of `soundness.py`: what is certain of a random program holds in each of its runs."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from soundness import table, wrong

PROGRAMS = 25


@pytest.mark.parametrize("seed", range(8))
def test_what_is_certain_holds_in_each_run(seed: int) -> None:
    known = table()
    claims = 0
    for number in range(PROGRAMS):
        text, faults, tried = wrong(seed * 1_000_000 + number, known)
        claims += tried
        assert not faults, f"{faults}\n{text}"
    assert claims > PROGRAMS // 2, "hardly anything is claimed of these programs"
