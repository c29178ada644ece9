"""What is said of a program that is followed only in part, or not read at all."""

from __future__ import annotations

from scvi_lint.interpreter.engine.analysis import Analysis
from scvi_lint.linting.findings import Finding
from scvi_lint.linting.own_rules import not_followed
from scvi_lint.source.documents.document import Document
from scvi_lint.source.documents.span import Span
from scvi_lint.source.syntax import unread

_IN_PART = (
    "From here on this program is followed only in part: the whole would take too long. "
    "What is wrong later may not be found."
)


def limits(document: Document, analysis: Analysis) -> list[Finding]:
    """The first place from which on not everything is said, if there is one, of a program that is
    about scvi-tools or has a module that is: of others nothing would be said anyway."""
    known = {document.path: document, **analysis.documents}
    if not any("scvi" in cell.text for one in known.values() for cell in one.cells):
        return []
    for cell in document.cells:
        place = unread(cell)
        if place is not None:
            what = "program" if document.kind == "script" else "cell"
            message = f"This {what} was not checked: it would take too long to read."
            return [not_followed(Span(document.path, cell.index, place, place), message)]
    first = analysis.unasked
    places = [] if first is None else [first.span, *first.stack]
    ended = next((span for span in places if span.path == document.path), analysis.ended)
    if analysis.ended is not None and ended is not None:
        ended = min(ended, analysis.ended)
    return [] if ended is None else [not_followed(ended, _IN_PART)]
