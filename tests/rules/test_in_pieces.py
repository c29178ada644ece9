"""The server reads a script in pieces; what is found does not depend on where these end."""

from __future__ import annotations

from typing import Any

import pytest
from example_files import answers
from example_judging import all_entries, checker
from rule_files import Case, cases

from scvi_lint.linting.gathering import check_with_evidence
from scvi_lint.source.documents.document import Document
from scvi_lint.source.documents.pieces import in_pieces
from scvi_lint.source.documents.span import Span
from scvi_lint.source.reading import read_document

EVERY = 15  # example; all of them when the reading of scripts changes


def found(document: Document, case: Case) -> list[Any]:
    made = checker(case.release, all_entries())
    if not case.example.files:
        return made.check(document).findings
    return check_with_evidence(made, document, answers(case.example.files)).findings


def told(thing: Any, document: Document) -> Any:
    """A finding and its parts, with places of the file instead of those of a piece."""
    if isinstance(thing, Span):
        at = document.cells[thing.cell].offset if thing.path == document.path else 0
        return thing.path, thing.start + at, thing.end + at
    if isinstance(thing, tuple | list):
        return [told(part, document) for part in thing]
    slots = getattr(type(thing), "__slots__", ())
    return [told(getattr(thing, slot), document) for slot in slots] or thing


@pytest.mark.parametrize("case", cases()[::EVERY], ids=str)
def test_an_example_in_pieces(case: Case) -> None:
    whole = read_document("example.py", f"{case.example.code}\n".encode())
    if whole.kind != "script":
        pytest.skip("it has cells of its own")
    pieces = whole.with_cells(in_pieces(whole.cells[0].text, (), 1))
    one, other = (told(found(document, case), document) for document in (whole, pieces))
    assert other == one
