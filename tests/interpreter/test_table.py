"""The table of objects is a mapping from numbers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scvi_lint.interpreter.domain.table import Table


@given(st.dictionaries(st.integers(0, 5_000), st.text()), st.integers(0, 9_000))
def test_a_table_holds_what_was_put_into_it(things: dict[int, str], number: int) -> None:
    table = Table()
    for key, thing in things.items():
        table = table.having(key, thing)
    assert dict(table.items()) == things
    assert (number in table) is (number in things)
    assert table.get(number) == things.get(number)


TABLES = st.dictionaries(st.integers(0, 5_000), st.sampled_from("abc"), max_size=30)


@given(TABLES, TABLES)
def test_two_tables_differ_where_their_objects_do(one: dict[int, str], two: dict[int, str]) -> None:
    left, right = Table(), Table()
    for key, thing in one.items():
        left = left.having(key, thing)
    for key, thing in two.items():
        right = right.having(key, thing)
    keys = sorted(one.keys() | two.keys())
    apart = [(key, one.get(key), two.get(key)) for key in keys if one.get(key) != two.get(key)]
    assert list(left.changes(right)) == apart
    assert list(left.differing(right)) == [item for item in apart if item[2] is not None]
    assert (left == right) is (not apart)


def test_a_copy_shares_all_but_what_changed() -> None:
    table = Table()
    for number in range(5_000):
        table = table.having(number, number)
    other = table.having(3_333, "x")
    parts = zip(table.shelves, other.shelves, strict=True)
    (apart,) = [(mine, theirs) for mine, theirs in parts if mine is not theirs]
    assert sum(one is not two for one, two in zip(*apart, strict=True)) == 1
    assert len(table.shelves) < 8
