"""Findings in the editor's coordinates, and how they move when the user types.

A finding is placed once, when its analysis is done. After that it only moves: an edit shifts what
stands behind it, and takes away what it touches.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from lsprotocol import types

from scvi_lint.interpreter.events.remarks import Fix
from scvi_lint.linting.findings import Finding
from scvi_lint.lsp.documents.snapshot import Mark, Snapshot
from scvi_lint.lsp.documents.store import Program
from scvi_lint.source.documents.document import Document
from scvi_lint.source.documents.lines import Lines
from scvi_lint.source.documents.span import Span

# A place in an open text of this program, or in a file that typing here does not change.
Place = Mark | types.Location


class Note(NamedTuple):
    """A related place and what it says."""

    place: Place
    message: str


class Remedy(NamedTuple):
    """A fix, with its edits placed."""

    title: str
    safe: bool
    edits: tuple[tuple[Place, str], ...]


class Placed(NamedTuple):
    """A finding and where the editor sees it. `also` are findings in the same call."""

    finding: Finding
    mark: Mark
    notes: tuple[Note, ...]
    remedies: tuple[Remedy, ...]
    also: tuple[Placed, ...] = ()

    @property
    def key(self) -> tuple[str, Mark]:
        return self.finding.code, self.mark


class Drift:
    """What changed between two states of a program, text by text: one region each.

    The longest common beginning and end of a text are what stayed; everything else changed.
    """

    __slots__ = ("_changes", "_gone")

    def __init__(self, before: Program, after: Program) -> None:
        now = {cell.text.uri: cell.text.text for cell in after.cells}
        self._changes: dict[str, tuple[int, int, int]] = {}
        self._gone: set[str] = set()
        for cell in before.cells:
            old, new = cell.text.text, now.get(cell.text.uri)
            if new is None:
                self._gone.add(cell.text.uri)
            elif old is not new and old != new:
                self._changes[cell.text.uri] = changed_region(old, new)

    def moved(self, mark: Mark) -> Mark | None:
        """The mark in the new text; None if the edit touched it."""
        if mark.uri in self._gone:
            return None
        change = self._changes.get(mark.uri)
        if change is None:
            return mark
        start, old_end, new_end = change
        if mark.end < start or (mark.end == start and mark.start < mark.end):
            return mark
        if mark.start >= old_end:
            shift = new_end - old_end
            return Mark(mark.uri, mark.start + shift, mark.end + shift)
        return None

    def edited(self) -> list[Mark]:
        """The changed regions, in the new texts."""
        return [Mark(uri, start, end) for uri, (start, _, end) in self._changes.items()]


def changed_region(old: str, new: str) -> tuple[int, int, int]:
    """`(start, end in old, end in new)` of what differs.

    A line that was put before one that begins alike could as well have been put into it; the
    region is then moved to the beginning of the line, where the user put it.
    """
    start = _common_beginning(old, new)
    most = min(len(old), len(new)) - start
    same = _common_beginning(old[::-1][:most], new[::-1][:most])
    old_end, new_end = len(old) - same, len(new) - same
    longer, end = (new, new_end) if start == old_end else (old, old_end)
    if start in (old_end, new_end) and start < end:
        back = start
        while back and longer[back - 1] != "\n" and longer[back - 1] == longer[end - 1]:
            back, end = back - 1, end - 1
        if back == 0 or longer[back - 1] == "\n":
            shift = start - back
            return back, old_end - shift, new_end - shift
    return start, old_end, new_end


def _common_beginning(left: str, right: str) -> int:
    """The length of the common prefix, by halving: slices compare at memory speed."""
    low, high = 0, min(len(left), len(right))
    while low < high:
        middle = (low + high + 1) // 2
        if left[low:middle] == right[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


class Elsewhere:
    """Places in other modules of the project, in the client's coordinates.

    `documents` are the modules that the analysis read, by path; `uri_of` names one as the editor
    does.
    """

    __slots__ = ("_documents", "_encoding", "_lines", "_uri_of")

    def __init__(
        self, documents: Mapping[str, Document], encoding: str, uri_of: Callable[[str], str]
    ) -> None:
        self._documents = documents
        self._encoding = encoding
        self._uri_of = uri_of
        self._lines: dict[tuple[str, int], Lines] = {}

    def location(self, span: Span) -> types.Location | None:
        """The span as a file and a range; None when its document is not at hand."""
        document = self._documents.get(span.path)
        if document is None or document.kind == "notebook":
            return None
        if not 0 <= span.cell < len(document.cells):
            return None
        cell = document.cells[span.cell]
        key = (span.path, span.cell)
        lines = self._lines.get(key)
        if lines is None:
            lines = self._lines[key] = Lines(cell.text)
        ends = [
            types.Position(line + cell.line, lines.to_units(line, column, self._encoding))
            for line, column in (lines.position(span.start), lines.position(span.end))
        ]
        return types.Location(self._uri_of(span.path), types.Range(*ends))

    def notebook(self, span: Span) -> types.Location | None:
        """The notebook that a span lies in, as a whole: its cells have no names until it is open.
        None if it is in no other notebook."""
        document = self._documents.get(span.path)
        if document is None or document.kind != "notebook":
            return None
        start = types.Position(0, 0)
        return types.Location(self._uri_of(span.path), types.Range(start, start))


def place(finding: Finding, snapshot: Snapshot, elsewhere: Elsewhere) -> Placed | None:
    """The finding in the editor's coordinates; None if it stands in no text of this program."""
    mark = snapshot.mark(finding.span)
    if mark is None:
        return None
    notes: list[Note] = []
    for related in finding.related:
        spot = snapshot.mark(related.span) or elsewhere.location(related.span)
        if spot is not None:
            notes.append(Note(spot, related.message))
        elif (whole := elsewhere.notebook(related.span)) is not None:
            notes.append(Note(whole, f"{related.message} (cell {related.span.cell + 1})"))
    remedies = [_remedy(fix, snapshot, elsewhere) for fix in finding.fixes]
    return Placed(finding, mark, tuple(notes), tuple(one for one in remedies if one is not None))


def _remedy(fix: Fix, snapshot: Snapshot, elsewhere: Elsewhere) -> Remedy | None:
    """The fix, unless one of its edits stands where we cannot make it."""
    edits: list[tuple[Place, str]] = []
    for span, text in fix.edits:
        spot = snapshot.mark(span) or elsewhere.location(span)
        if spot is None:
            return None
        edits.append((spot, text))
    return Remedy(fix.title, fix.safe, tuple(edits))


def move(placed: Placed, drift: Drift) -> Placed | None:
    """The finding after an edit; None if the edit touched it."""
    mark = drift.moved(placed.mark)
    if mark is None:
        return None
    notes = [Note(spot, text) for old, text in placed.notes if (spot := _moved(old, drift))]
    remedies: list[Remedy] = []
    for remedy in placed.remedies:
        edits = [(_moved(old, drift), text) for old, text in remedy.edits]
        kept = tuple((spot, text) for spot, text in edits if spot is not None)
        if len(kept) == len(edits):
            remedies.append(remedy._replace(edits=kept))
    also = tuple(other for one in placed.also if (other := move(one, drift)))
    return Placed(placed.finding, mark, tuple(notes), tuple(remedies), also)


def _moved(spot: Place, drift: Drift) -> Place | None:
    return drift.moved(spot) if isinstance(spot, Mark) else spot
