"""What the errors mean that a notebook was saved with.

A traceback among a cell's outputs is explained at the statement that raised it, if scvi-tools has
to do with it; where one finding is its cause, it is told with that finding instead. An output is
believed only as long as the cell still holds the line that it names. Imported where a notebook
holds such an output; the outputs are anybody's text.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from scvi_lint.evidence.outputs import SavedError, errors
from scvi_lint.interpreter.engine.analysis import Analysis
from scvi_lint.interpreter.events.kinds import ApiUsed, HistoryRead, OwnCall, ResultRead
from scvi_lint.knowledge.messages import Explained, explain
from scvi_lint.linting.citing import cite
from scvi_lint.linting.findings import RANK, SAVED_ERROR, Finding, Related
from scvi_lint.regex import regex
from scvi_lint.source.documents.document import Cell, Document
from scvi_lint.source.documents.span import Span
from scvi_lint.source.parser import nodes
from scvi_lint.source.syntax import parse

if TYPE_CHECKING:
    from scvi_lint.knowledge.docs import Docs

_FRAME = regex(r"[/\\]scvi[/\\][\w/\\]+\.py")
_NAMED = regex(r"\bscvi\b")
# What only scvi-tools and its tables call so.
_OURS = (ApiUsed, OwnCall, HistoryRead, ResultRead)
_MOST_CAUSES = 2
_LONGEST_SAID = 120


class _Told(NamedTuple):
    """A saved error, its explanation, and the statement that raised it."""

    error: SavedError
    known: Explained
    span: Span


def explained(
    document: Document, analysis: Analysis, findings: list[Finding], version: str, docs: Docs
) -> list[Finding]:
    """The findings, with notes on the saved errors that none of them is the cause of."""
    notes: list[Finding] = []
    for cell in document.cells:
        for error in errors(cell.outputs) if cell.is_python else ():
            told = _told(document, cell, analysis, error, version)
            if told is None:
                continue
            cause = _cause(told, findings)
            if cause is None:
                notes.append(_note(told, docs))
            else:
                said = f"the saved error below comes from this: {_said(told.error)}"
                cause.related = (*cause.related, Related(told.span, said))
    return [*findings, *notes]


def _told(
    document: Document, cell: Cell, analysis: Analysis, error: SavedError, version: str
) -> _Told | None:
    """None where the error is nobody's business here, or the cell was edited since."""
    span = _raised_at(document, cell, error)
    if span is None:
        return None
    known = next(
        (one for one in explain(f"{error.name}: {error.value}", version) if one.causes), None
    )
    if known is None:
        return None
    ours = _FRAME.search(error.frames) or _NAMED.search(error.value)
    ours = ours or any(
        isinstance(event, _OURS) and _overlap(event.span, span) for event in analysis.events
    )
    return _Told(error, known, span) if ours else None


def _raised_at(document: Document, cell: Cell, error: SavedError) -> Span | None:
    """The statement that the traceback points at, None where the cell no longer holds it."""
    if error.line is None:
        body = parse(cell).body
        if len(body) != 1:
            return None
        return Span(document.path, cell.index, body[0].start, body[0].end)
    lines = cell.text.splitlines(keepends=True)
    number = error.line - 1
    if not 0 <= number < len(lines) or lines[number].strip() != error.code.strip():
        # Magics are counted by some and left out by others: the line itself decides.
        same = [n for n, line in enumerate(lines) if line.strip() == error.code.strip()]
        if len(same) != 1 or not error.code.strip():
            return None
        number = same[0]
    start = sum(map(len, lines[:number]))
    start += len(lines[number]) - len(lines[number].lstrip())
    end = start + len(lines[number].strip())
    statement = _statement(parse(cell).body, start)
    if statement is not None and statement.start >= start:
        end = statement.end
    return Span(document.path, cell.index, start, max(end, start))


def _statement(body: Iterable[nodes.Stmt], at: int) -> nodes.Stmt | None:
    """The innermost statement that holds a place."""
    for statement in body:
        if statement.start <= at < statement.end:
            inner = _statement(_within(statement), at)
            return statement if inner is None else inner
    return None


def _within(statement: nodes.Stmt) -> list[nodes.Stmt]:
    """The statements directly below one."""
    blocks: list[tuple[object, ...]] = [
        getattr(statement, name, ()) for name in ("body", "orelse", "finalbody")
    ]
    for part in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
        blocks.append(part.body)
    return [one for block in blocks for one in block if isinstance(one, nodes.Stmt)]


def _overlap(one: Span, other: Span) -> bool:
    same = (one.path, one.cell) == (other.path, other.cell)
    return same and one.start <= other.end and other.start <= one.end


def _cause(told: _Told, findings: list[Finding]) -> Finding | None:
    """The finding that the error comes from: in the statement that raised it, one that says it
    raises; else the one that finds this kind of fault at or before that place."""
    where = (told.span.cell, told.span.end)
    before = [
        one
        for one in findings
        if one.span.path == told.span.path and (one.span.cell, one.span.start) <= where
    ]
    named = [one for one in before if one.code in told.known.rules]
    here = [
        one for one in before if one.happens.startswith("raises") and _overlap(one.span, told.span)
    ]
    for among in ([one for one in here if one in named], here, named):
        if among:
            best = min(RANK[one.severity] for one in among)
            loudest = [one for one in among if RANK[one.severity] == best]
            codes = {one.code for one in loudest}
            return loudest[-1] if len(codes) == 1 else None
    return None


def _note(told: _Told, docs: Docs) -> Finding:
    first, *others = told.known.causes
    message = f"Saved here: {_said(told.error)}. {told.known.meaning} Most likely: {first}"
    related = tuple(Related(told.span, f"or: {one}") for one in others[:_MOST_CAUSES])
    return Finding(
        SAVED_ERROR,
        "saved-error",
        "info",
        True,
        "raises",
        message,
        told.span,
        cite(told.known.pages, None, docs),
        related,
    )


def _said(error: SavedError) -> str:
    """The error in a few words: its name, and the beginning of its text."""
    text = " ".join(error.value.split())
    if len(text) > _LONGEST_SAID:
        text = text[:_LONGEST_SAID].rpartition(" ")[0] + " …"
    return f"{error.name}: {text}" if text else error.name
