"""A slice of `measure.py`: each shape, on examples drawn by its name."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "rules")]

from measure import outcome  # noqa: E402
from parts import SHAPES  # noqa: E402
from rule_files import cases  # noqa: E402

EXAMPLES = 12
# Two saves under the same condition, each in an `if` of its own: an event says that it stands under
# a condition, not under which.
NOT_TOLD = {
    "each_step_under_one_condition": {"persistence/saved_over", "persistence/save_exists"},
    # The column of one of two objects was filled in, and what was filled may be what is read.
    "data_in_branch": {"transfer/from_scvi_nan_labels"},
}


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_what_an_example_shows_is_found_in_another_shape(name: str) -> None:
    draw = random.Random(name)
    every = [case for case in cases() if str(case)[:-5] not in NOT_TOLD.get(name, ())]
    found = []
    for case in draw.sample(every, len(every)):
        one = outcome(case, (name,))
        if one is not None:
            found.append(one)
        if len(found) == EXAMPLES:
            break
    assert len(found) == EXAMPLES, "the shape applies to too few examples"
    wrong = [one for one in found if one.lost or one.more]
    assert not wrong, "\n".join(f"{one.case}: {sorted(one.more)}\n{one.text}" for one in wrong)
