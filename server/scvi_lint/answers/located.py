"""Findings with their places as people and other programs name them: lines, columns, cells.

Inside, a place is a Span of characters in a cell. Here, and only here, it becomes a 1-based line
and column in code points, and a 1-based cell among all cells of a notebook. What a report needs
of the source is copied, so that the document itself can go.
"""

from __future__ import annotations

from collections.abc import Mapping

from scvi_lint.linting.findings import Finding
from scvi_lint.linting.joining import ALSO
from scvi_lint.source.documents.document import Document
from scvi_lint.source.documents.lines import Lines
from scvi_lint.source.documents.span import Span

# A frame shows one line around the place, and no more than this of a long one.
CONTEXT = 1
MOST_LINES = 6

# How `linting` names places that are no reasons: they come last.
_AFTER = ("called from here", "also", "therefore: ")


class Place:
    """Lines and columns are 1-based, `end` is exclusive; `cell` is None outside notebooks."""

    __slots__ = ("cell", "end", "path", "start")

    def __init__(
        self, path: str, cell: int | None, start: tuple[int, int], end: tuple[int, int]
    ) -> None:
        self.path = path
        self.cell = cell
        self.start = start
        self.end = end

    @property
    def key(self) -> tuple[str, int, tuple[int, int], tuple[int, int]]:
        """Findings are sorted by this."""
        return (self.path, self.cell or 0, self.start, self.end)

    def __str__(self) -> str:
        cell = "" if self.cell is None else f"cell {self.cell}:"
        return f"{self.path}:{cell}{self.start[0]}:{self.start[1]}"


class Frame:
    """The lines around a place; `first` is the number of the first of them."""

    __slots__ = ("first", "lines")

    def __init__(self, first: int, lines: list[str]) -> None:
        self.first = first
        self.lines = lines


class LocatedRelated:
    """A place that explains a finding."""

    __slots__ = ("message", "place")

    def __init__(self, place: Place, message: str) -> None:
        self.place = place
        self.message = message


class LocatedFix:
    """A fix; `edits` are places and the text that they become."""

    __slots__ = ("edits", "safe", "title")

    def __init__(self, title: str, safe: bool, edits: list[tuple[Place, str]]) -> None:
        self.title = title
        self.safe = safe
        self.edits = edits


class Located:
    """A finding as reports show it."""

    __slots__ = ("finding", "fixes", "frame", "place", "related")

    def __init__(
        self,
        finding: Finding,
        place: Place,
        frame: Frame,
        related: list[LocatedRelated],
        fixes: list[LocatedFix],
    ) -> None:
        self.finding = finding
        self.place = place
        self.frame = frame
        self.related = related
        self.fixes = fixes

    @property
    def summed_up(self) -> str:
        """The message, with the number of further places where no list of them stands below."""
        told = [near.message for near in self.related]
        more = sum(text == ALSO or text.startswith(f"{ALSO}: ") for text in told)
        places = f" ({more} more place{'s' * (more > 1)})" if more else ""
        return self.finding.message + places

    @property
    def safe_fix(self) -> LocatedFix | None:
        """The first fix that leaves all results as they are."""
        return next((fix for fix in self.fixes if fix.safe), None)


class Locator:
    """Turns spans into places, for the documents of one analysis."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents
        self._lines: dict[tuple[str, int], Lines] = {}

    def located(self, finding: Finding) -> Located:
        """A finding with all its places."""
        return Located(
            finding,
            self.place(finding.span),
            self.frame(finding.span),
            self._related(finding),
            [
                LocatedFix(
                    fix.title, fix.safe, [(self.place(span), text) for span, text in fix.edits]
                )
                for fix in finding.fixes
            ],
        )

    def _related(self, finding: Finding) -> list[LocatedRelated]:
        """The reasons. In a single document they read best from top to bottom; who called whom
        comes last, and where several documents take part, the order of events is kept."""
        reasons = [one for one in finding.related if not one.message.startswith(_AFTER)]
        others = [one for one in finding.related if one.message.startswith(_AFTER)]
        if len({one.span.path for one in reasons}) == 1:
            reasons.sort(key=lambda one: one.span)
        return [LocatedRelated(self.place(one.span), one.message) for one in (*reasons, *others)]

    def place(self, span: Span) -> Place:
        """Where a span is; the first character of a document that is not at hand."""
        document = self._documents.get(span.path)
        if document is None or not 0 <= span.cell < len(document.cells):
            return Place(span.path, None, (1, 1), (1, 1))
        lines = self._of(document, span.cell)
        below = document.cells[span.cell].line + 1
        start_line, start_column = lines.position(span.start)
        end_line, end_column = lines.position(span.end)
        return Place(
            span.path,
            span.cell + 1 if document.kind == "notebook" else None,
            (start_line + below, start_column + 1),
            (end_line + below, end_column + 1),
        )

    def frame(self, span: Span) -> Frame:
        """The lines of a span and around it, from its own cell."""
        document = self._documents.get(span.path)
        if document is None or not 0 <= span.cell < len(document.cells):
            return Frame(1, [])
        lines = self._of(document, span.cell)
        first = max(lines.position(span.start)[0] - CONTEXT, 0)
        last = min(lines.position(span.end)[0] + CONTEXT, first + MOST_LINES, len(lines) - 1)
        below = document.cells[span.cell].line + 1
        return Frame(first + below, [lines.line(number) for number in range(first, last + 1)])

    def _of(self, document: Document, cell: int) -> Lines:
        key = (document.path, cell)
        if key not in self._lines:
            self._lines[key] = Lines(document.cells[cell].written)
        return self._lines[key]
