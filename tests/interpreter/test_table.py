"""The table of objects is a mapping from numbers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scvi_lint.interpreter.domain.table import Table


@given(st.dictionaries(st.integers(0, 300), st.text()), st.integers(0, 400))
def test_a_table_holds_what_was_put_into_it(things: dict[int, str], number: int) -> None:
    table = Table()
    for key, thing in things.items():
        table = table.having(key, thing)
    assert dict(table.items()) == things
    assert (number in table) is (number in things)
    assert table.get(number) == things.get(number)
