"""Where a comment that silences a finding must stand, and what it says.

At the end of the statement's first logical line: not inside a string, not behind a backslash, and
joined to the comment that is there already.
"""

from __future__ import annotations

from collections.abc import Iterable

from scvi_lint.linting.findings import NOT_FOLLOWED, UNREADABLE, UNUSED, Finding
from scvi_lint.source.documents.document import Document
from scvi_lint.source.documents.logical import LogicalLine, logical_line
from scvi_lint.source.documents.masks import mask
from scvi_lint.source.documents.span import Span
from scvi_lint.source.suppressions import Suppression, suppressions

Edits = list[tuple[Span, str]]


def silencing_edits(document: Document, findings: Iterable[Finding], reason: str = "") -> Edits:
    """The edits that silence these findings, one comment for each statement.

    Findings elsewhere, and those in a statement that is still being typed, are left out; so are
    a program that Python cannot read and a comment that is idle: neither is a rule's opinion.
    """
    comments = suppressions(document)
    extended: dict[int, list[str]] = {}
    new: dict[Span, list[str]] = {}
    for finding in findings:
        span = finding.span
        if finding.code in (UNREADABLE, UNUSED, NOT_FOLLOWED):
            continue
        if span.path != document.path or not 0 <= span.cell < len(document.cells):
            continue
        number = _comment_for(comments, span)
        if number is not None:
            codes = extended.setdefault(number, list(comments[number].codes))
        else:
            line = _line_at(document.cells[span.cell].text, span.start)
            if line is None:
                continue
            codes = new.setdefault(Span(span.path, span.cell, line.end, line.end), [])
        if finding.code not in codes:
            codes.append(finding.code)
    edits: Edits = []
    for number, codes in extended.items():
        known = comments[number]
        edits.append((known.span, _comment(codes, known.reason or reason)))
    for place, codes in new.items():
        edits.append((place, f"  {_comment(codes, reason)}"))
    return edits


def _comment(codes: list[str], reason: str) -> str:
    one_line = " ".join(reason.split()).replace("#", "")
    return f"# scvi-lint: ignore[{', '.join(codes)}] {one_line}".rstrip()


def _comment_for(comments: list[Suppression], span: Span) -> int | None:
    """The comment of ours, with codes, that speaks for this place already."""
    for number, comment in enumerate(comments):
        if comment.form == "ignore" and comment.codes and comment.covers(comment.codes[0], span):
            return number
    return None


def _line_at(text: str, offset: int) -> LogicalLine | None:
    masked, _ = mask(text)
    place = 0
    while place < len(masked):
        line = logical_line(masked, place)
        if line.start <= offset < line.stop or line.stop >= len(masked):
            return None if line.open else line
        place = line.stop
    return None
