"""Marks follow edits, and edits that touch them take them away."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from opened import URI, Opened
from programs import FAULTY

from scvi_lint.lsp.documents.placed import Drift, changed_region, move
from scvi_lint.lsp.documents.snapshot import Mark

SHORT = st.text("ab\n", max_size=8)


@given(SHORT, SHORT)
def test_the_changed_region_is_all_that_differs(old: str, new: str) -> None:
    start, old_end, new_end = changed_region(old, new)
    assert 0 <= start <= old_end <= len(old) and start <= new_end <= len(new)
    assert old[:start] == new[:start]
    assert old[old_end:] == new[new_end:]
    if old != new:
        assert old[start:old_end] != new[start:new_end]
    # It cannot be made smaller at either end.
    assert old[start:old_end][:1] != new[start:new_end][:1] or not (
        old[start:old_end] and new[start:new_end]
    )


@given(SHORT, SHORT, SHORT, SHORT, SHORT)
def test_a_mark_outside_an_edit_keeps_its_text(a: str, marked: str, b: str, x: str, y: str) -> None:
    """With `x` put before and `y` behind, the mark holds its text, or is gone."""
    old, new = a + marked + b, x + a + marked + b + y
    opened = Opened(old)
    before = opened.snapshot.program
    opened.edit(URI, old, new)
    moved = Drift(before, opened.snapshot.program).moved(Mark(URI, len(a), len(a) + len(marked)))
    if moved is not None:
        assert new[moved.start : moved.end] == marked
    else:
        start, old_end, _ = changed_region(old, new)
        assert start <= len(a) + len(marked) and old_end >= len(a)


def test_a_line_put_before_one_that_begins_alike_is_put_before_it() -> None:
    old, new = "a = 1\nscvi.x()\n", "a = 1\nsc.log1p()\nscvi.x()\n"
    assert changed_region(old, new) == (6, 6, 17)
    assert changed_region(new, old) == (6, 17, 6)


def test_what_stands_in_a_cell_that_is_gone_is_gone() -> None:
    opened = Opened("x = 1", "y = 2")
    before = opened.snapshot.program
    after = Opened("x = 1", "z").snapshot.program
    gone = type(after)(after.uri, 2, 9, True, after.cells[:1], "")
    assert Drift(before, gone).moved(Mark("cell:1", 0, 1)) is None
    assert Drift(before, gone).moved(Mark("cell:0", 0, 1)) == Mark("cell:0", 0, 1)


def test_a_fix_one_of_whose_edits_was_touched_is_dropped_whole() -> None:
    opened = Opened(FAULTY)
    analysed = opened.analysed()
    (placed,) = analysed.placed
    assert placed.remedies
    opened.edit(URI, "adata, batch_key", "adata, covariates, batch_key")
    moved = move(placed, Drift(analysed.snapshot.program, opened.snapshot.program))
    assert moved is not None
    remaining = {remedy.title for remedy in moved.remedies}
    for remedy in placed.remedies:
        ((mark, _),) = remedy.edits
        assert isinstance(mark, Mark)
    opened.edit(URI, 'batch_key="batch")', 'batch_key="batches")')
    touched = move(placed, Drift(analysed.snapshot.program, opened.snapshot.program))
    assert touched is not None and len(touched.remedies) <= len(remaining)
