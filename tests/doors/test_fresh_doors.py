"""Differences at doors are found in programs that no rule was written with, and twins are silent.

`measure_doors.py` has all of them; here is one in five.
"""

from __future__ import annotations

from measure_doors import Planted, measure, programs

CHOSEN: list[Planted] = list(programs())[::5]


def test_nearly_all_are_found_and_no_twin_is_told() -> None:
    counts, missed = measure("1.4.2", CHOSEN)
    classes = [row for axis, row in counts.items() if axis.startswith("class ")]
    found, planted = (sum(row[place] for row in classes) for place in (0, 1))
    assert planted > 120
    assert found >= 0.95 * planted, missed
    assert not any(row[2] for row in classes), missed


def test_each_class_and_door_is_there() -> None:
    assert len({one.name for one in CHOSEN}) == 14
    assert {one.door for one in CHOSEN} == {"load", "query", "folder", "ask", "solo", "spots"}
