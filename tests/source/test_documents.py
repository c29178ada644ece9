"""Documents: what they share with their successors, and what a notebook knows of its runs."""

from __future__ import annotations

import pytest

from scvi_lint.source.documents.document import Cell, Document
from scvi_lint.source.documents.span import Span
from scvi_lint.source.reading import document_from_text


def notebook(*cells: Cell) -> Document:
    return Document("a.ipynb", "notebook", cells)


def test_text_at_a_place() -> None:
    document = notebook(Cell(0, "markdown", "# A", ""), Cell(1, "code", "x = 1"))
    assert document.text(Span("a.ipynb", 1, 0, 1)) == "x"
    assert document.text(Span("b.ipynb", 1, 0, 1)) == ""
    assert document.text(Span("a.ipynb", 7, 0, 1)) == ""
    assert document.text(Span("a.ipynb", 1, -3, 99)) == "x = 1"


def test_an_edit_shares_the_other_cells() -> None:
    old = notebook(Cell(0, "code", "a"), Cell(1, "code", "b", id="i", execution_count=3))
    new = old.replace_cell(1, "%%bash\nls", version=5)
    assert new.cells[0] is old.cells[0]
    assert (new.cells[1].text, new.cells[1].id) == ("%%bash\nls", "i")
    assert new.cells[1].execution_count == 3
    assert new.cells[1].language == "bash"
    assert new.version == 5
    assert (old.cells[1].text, old.version) == ("b", 0)


def test_an_edit_that_changes_nothing_shares_all_cells() -> None:
    old = notebook(Cell(0, "code", "a"))
    assert old.replace_cell(0, "a").cells == old.cells


def test_a_document_read_again_shares_what_did_not_move() -> None:
    old = document_from_text("a.py", "# %%\na\n# %%\nb\n# %%\nc\n")
    new = document_from_text("a.py", "# %%\na\n# %%\nbb\n# %%\nc\n").sharing(old)
    assert new.cells[0] is old.cells[0]
    assert new.cells[1] is not old.cells[1]
    assert new.cells[2] is not old.cells[2]  # its offset is another
    assert [cell.text for cell in new.cells] == ["a\n", "bb\n", "c\n"]


@pytest.mark.parametrize(
    ("counts", "in_order"),
    [
        ([1, 2, 3], True),
        ([3, 7, 20], True),
        ([1, 3, 2], False),
        ([1, None, 2], False),
        ([1, 1], False),
        ([None, None], False),
        ([], False),
    ],
)
def test_a_notebook_ran_in_order(counts: list[int | None], in_order: bool) -> None:
    cells = [Cell(i, "code", "x", execution_count=count) for i, count in enumerate(counts)]
    assert notebook(*cells).ran_in_order is in_order


def test_prose_and_empty_cells_need_no_count() -> None:
    cells = [
        Cell(0, "code", "x", execution_count=1),
        Cell(1, "markdown", "# A", ""),
        Cell(2, "code", "  \n"),
        Cell(3, "code", "%%bash\nls", "bash"),
    ]
    assert notebook(*cells).ran_in_order
    assert not Document("a.py", "script", [cells[0]]).ran_in_order
