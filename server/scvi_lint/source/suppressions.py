"""Comments that silence findings.

    model.train()  # scvi-lint: ignore[SCV501] this is a smoke test
    # scvi-lint: ignore-file[SCV101, SCV102]
    model.train()  # noqa: SCV501

A comment speaks for the whole logical line that it stands on or in: every line of a call that is
spread over several, but not the block below a header. Alone on its line, it speaks for the next
statement (or header, with its decorators). `ignore-file` speaks for the whole document.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from scvi_lint.regex import regex
from scvi_lint.source.documents.logical import LogicalLine, logical_line
from scvi_lint.source.documents.masks import mask
from scvi_lint.source.documents.span import Span
from scvi_lint.source.syntax import parse

if TYPE_CHECKING:
    from scvi_lint.source.documents.document import Cell, Document

_ANY = regex(r"scvi-lint[ \t]*:|noqa", re.I)
_DIRECTIVE = regex(
    r"#[ \t]*scvi-lint[ \t]*:[ \t]*(?P<form>ignore-file|ignore)\b(?!-)"
    r"(?:[ \t]*\[(?P<codes>[^\]#]*)\])?(?P<reason>(?:(?!#[ \t]*(?:noqa|scvi-lint)\b).)*)"
    r"|#[ \t]*(?P<noqa>noqa)\b(?:[ \t]*:[ \t]*"
    r"(?P<foreign>[A-Z]+[0-9]+(?:(?:[ \t]*,[ \t]*|[ \t]+)[A-Z]+[0-9]+)*)|(?![ \t]*:))",
    re.I,
)
_SEPARATOR = regex(r"[\s,]+")


class Suppression:
    """One such comment.

    `span` is the comment itself, from its `#`. `codes` are the codes that it names, none for all
    of them. `form` is "ignore", "ignore-file" or "noqa". `scopes` are the places for which it
    speaks; none for the whole document if the form is "ignore-file".
    """

    __slots__ = ("codes", "form", "reason", "scopes", "span")

    def __init__(
        self,
        span: Span,
        codes: tuple[str, ...],
        reason: str,
        scopes: tuple[Span, ...],
        form: str,
    ) -> None:
        self.span = span
        self.codes = codes
        self.reason = reason
        self.scopes = scopes
        self.form = form

    def __repr__(self) -> str:
        return f"Suppression({self.form!r}, {self.codes!r}, {self.span!r}, {self.scopes!r})"

    def covers(self, code: str, span: Span) -> bool:
        """Whether a finding of this code, at this place, is silenced.

        A finding belongs to the statement in which it begins.
        """
        if span.path != self.span.path or (self.codes and code.upper() not in self.codes):
            return False
        if self.form == "ignore-file":
            return True
        return any(
            scope.cell == span.cell and scope.start <= span.start <= scope.end
            for scope in self.scopes
        )


def suppressions(document: Document) -> list[Suppression]:
    """All suppression comments of a document, in order."""
    return [found for cell in document.cells for found in _in_cell(document.path, cell)]


def _in_cell(path: str, cell: Cell) -> list[Suppression]:
    if not cell.is_python or not _ANY.search(cell.text):
        return []
    found: list[Suppression] = []
    lines: list[LogicalLine] = []
    spoken_for: list[tuple[int, int]] = []
    syntax = parse(cell)
    for start, _, comment in syntax.comments:
        for match in _DIRECTIVE.finditer(comment):
            codes = _codes(match)
            if codes is None:
                continue
            if not lines:
                lines = _lines(cell.text, syntax.repaired)
                spoken_for = _spoken_for(cell.text, lines)
            form = "noqa" if match["noqa"] else match["form"].lower()
            begin, end = match.span()
            end = begin + len(match[0].rstrip())
            scopes = () if form == "ignore-file" else _scopes(path, cell, lines, spoken_for, start)
            found.append(
                Suppression(
                    Span(path, cell.index, start + begin, start + end),
                    codes,
                    (match["reason"] or "").strip(" \t:-–—"),
                    scopes,
                    form,
                )
            )
    return found


def _codes(match: re.Match[str]) -> tuple[str, ...] | None:
    """The codes that a comment names, () for all; None if it says nothing to us."""
    if match["noqa"]:
        if match["foreign"] is None:
            return ()
        named = _SEPARATOR.split(match["foreign"].upper())
        ours = tuple(code for code in named if code.startswith("SCV"))
        return ours or None
    if match["codes"] is None:
        return ()
    return tuple(code for code in _SEPARATOR.split(match["codes"].upper()) if code) or None


def _lines(text: str, repaired: bool) -> list[LogicalLine]:
    """The logical lines; while a bracket is being typed, it does not reach for the next."""
    begins = None
    if repaired:
        from scvi_lint.source.recovery.repair import begins_statement as begins
    masked, _ = mask(text)
    found: list[LogicalLine] = []
    place = 0
    while place < len(masked):
        line = logical_line(masked, place, begins)
        found.append(line)
        place = line.stop
    return found


def _spoken_for(text: str, lines: list[LogicalLine]) -> list[tuple[int, int]]:
    """For each line, the first and the last of those that a comment on it speaks for: the next
    one that is not blank, with what its decorators stand before. Beyond the last for none."""
    none = (len(lines), len(lines))
    found = [none] * (len(lines) + 1)
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        if line.is_blank:
            found[number] = found[number + 1]
        elif text.startswith("@", line.first) and found[number + 1] != none:
            found[number] = (number, found[number + 1][1])
        else:
            found[number] = (number, number)
    return found


def _start(line: LogicalLine) -> int:
    return line.start


def _scopes(
    path: str, cell: Cell, lines: list[LogicalLine], spoken_for: list[tuple[int, int]], place: int
) -> tuple[Span, ...]:
    """What a comment at `place` speaks for."""
    first, last = spoken_for[bisect_right(lines, place, key=_start) - 1]
    if first >= len(lines):
        return ()
    return (Span(path, cell.index, lines[first].first, lines[last].end),)
