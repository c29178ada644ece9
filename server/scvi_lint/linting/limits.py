"""What is said of a program that is followed only in part, not read at all, or judged by another
release than its own."""

from __future__ import annotations

from scvi_lint.interpreter.engine.analysis import Analysis
from scvi_lint.interpreter.events.kinds import ApiUsed
from scvi_lint.knowledge import catalogue, releases
from scvi_lint.linting.findings import Finding
from scvi_lint.linting.own_rules import not_followed, not_known
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


def of_unknown_release(document: Document, analysis: Analysis, asked: str) -> list[Finding]:
    """The first use of scvi-tools in a program whose release (`asked`) lies outside of those that
    are known: nothing else would say that it is judged by another."""
    known = catalogue().releases
    base = asked.removeprefix("v").partition(".post")[0]
    here = releases.key(base)
    if not asked or releases.key(known[0]) <= here <= releases.key(known[-1]):
        return []
    used = (
        event.span
        for event in analysis.events
        if isinstance(event, ApiUsed) and event.span.path == document.path and not event.stack
    )
    span = min(used, default=None)
    older = here < releases.key(known[0])
    judged = known[0] if older else known[-1]
    return [] if span is None else [not_known(span, base, judged, known[0], older=older)]
