"""One moment of one program, with everything that a request about it needs.

A snapshot is taken when a message arrives and never changes, so requests are pure functions of
it. It knows three coordinates and how they relate:

- the client's: a text document's URI, a line, and a column in the client's encoding;
- a `Mark`: a text document's URI and characters from its beginning;
- the engine's `Span`: a document, one of its cells, and characters from the cell's beginning.

In a notebook every cell is a text document; a script is one, also with `# %%` cells, and in the
pieces that it is read in.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import Any, NamedTuple

from lsprotocol import types

from scvi_lint.evidence.wants import Want
from scvi_lint.lsp.documents import store
from scvi_lint.lsp.documents.handed import NOTHING, Handed
from scvi_lint.lsp.documents.store import Program, Text
from scvi_lint.source.documents import jupyterlab
from scvi_lint.source.documents.document import Cell, Document
from scvi_lint.source.documents.magics import cell_language
from scvi_lint.source.documents.pieces import in_pieces
from scvi_lint.source.documents.span import Span
from scvi_lint.source.reading import Unreadable, document_from_text


class Mark(NamedTuple):
    """Characters `start` to `end` of an open text document."""

    uri: str
    start: int
    end: int


HELD = "it held up the server, so it is left alone for a while"

# `lsp.session.settings.Scope`, of the floor above this one.
Scope = Any


class Snapshot:
    """A program as it is now, the settings that hold for it, and the client's encoding.

    One that is `held` is not read: to look at it is what held the server up.
    """

    __slots__ = (
        "_document",
        "_offsets",
        "_pieces",
        "encoding",
        "evidence",
        "handed",
        "held",
        "path",
        "program",
        "scope",
        "unreadable",
    )

    def __init__(
        self,
        program: Program,
        encoding: str,
        scope: Scope,
        evidence: Mapping[Want, object] | None = None,
        *,
        held: bool = False,
        before: Snapshot | None = None,
        handed: Handed = NOTHING,
    ) -> None:
        self.evidence: Mapping[Want, object] = {} if evidence is None else evidence
        self.handed = handed  # what other programs wrote for this one: see `session.lineage`
        self.program = program
        self.encoding = encoding
        self.scope = scope
        self.path: str = scope.name
        self.held = held
        self.unreadable = HELD if held else ""
        self._document: Document | None = None
        self._pieces: tuple[Cell, ...] = () if before is None else before._pieces
        self._offsets: list[int] | None = None

    def is_of(
        self,
        program: Program,
        scope: Scope,
        evidence: Mapping[Want, object],
        *,
        held: bool,
        handed: Handed,
    ) -> bool:
        """Whether another one of all this would be the same."""
        return (
            self.program is program
            and self.scope is scope
            and self.evidence is evidence
            and self.held == held
            and self.handed is handed
        )

    @property
    def uri(self) -> str:
        return self.program.uri

    @property
    def revision(self) -> int:
        return self.program.revision

    # --- the engine's document ----------------------------------------------------------------

    @property
    def document(self) -> Document:
        """The program as the engine reads it. What cannot be read is an empty program."""
        if self._document is None:
            self._document = self._read()
        return self._document

    def _read(self) -> Document:
        program = self.program
        version = program.revision
        if self.held:
            return Document(self.path, "script", (), version)
        if program.is_notebook:
            cells = [_cell(index, cell) for index, cell in enumerate(program.cells)]
            return Document(
                self.path, "notebook", cells, version, language=program.language or "python"
            )
        text = program.cells[0].text.text
        if self.path.endswith(".ipynb"):
            if text.lstrip()[:1] == "{":
                # Positions in the raw JSON mean nothing to anybody.
                self.unreadable = "a notebook opened as JSON is not checked"
                return Document(self.path, "script", (), version)
            text = jupyterlab.unwrapped(text)
        try:
            document = document_from_text(self.path, text, version=version)
        except Unreadable as error:
            self.unreadable = str(error)
            return Document(self.path, "script", (), version)
        if document.kind == "script" and document.cells[0].is_python:
            self._pieces = in_pieces(text, self._pieces)
            document = document.with_cells(self._pieces, version)
        return document

    def read_as(self, other: Snapshot) -> None:
        """What another snapshot of the same state has read need not be read again."""
        if other.scope is self.scope and other.revision == self.revision:
            self._document, self.unreadable = other.document, other.unreadable

    @property
    def mentions_scvi(self) -> bool:
        """Whether the program can concern us at all."""
        texts = [cell.text.text for cell in self.program.cells]
        return any("scvi" in text or "scarches" in text for text in texts)

    # --- coordinates --------------------------------------------------------------------------

    def text(self, uri: str) -> Text | None:
        """The open text with this URI, if it belongs to this program."""
        index = self.program.cell_at(uri)
        return None if index is None else self.program.cells[index].text

    def offset(self, uri: str, position: types.Position) -> int | None:
        """A client's position as a character offset of its text."""
        text = self.text(uri)
        return None if text is None else text.offset(position, self.encoding)

    def mark(self, span: Span) -> Mark | None:
        """Where a span of this document stands in the editor's texts."""
        if span.path != self.path:
            return None
        cells = self.document.cells
        if not 0 <= span.cell < len(cells):
            return None
        if self.program.is_notebook:
            return Mark(self.program.cells[span.cell].text.uri, span.start, span.end)
        offset = cells[span.cell].offset
        return Mark(self.program.cells[0].text.uri, span.start + offset, span.end + offset)

    def spot(self, uri: str, offset: int) -> tuple[int, int] | None:
        """The cell, and the offset in it, of a place in one of the texts; None between cells."""
        index = self.program.cell_at(uri)
        if index is None:
            return None
        if self.program.is_notebook:
            return index, offset
        cells = self.document.cells
        if self._offsets is None:
            self._offsets = [cell.offset for cell in cells]
        found = bisect_right(self._offsets, offset) - 1
        # Between the chunks of a Quarto document stands prose.
        if found < 0 or offset > cells[found].offset + len(cells[found].text):
            return None
        return found, offset - cells[found].offset

    def spot_at(self, uri: str, position: types.Position) -> tuple[int, int] | None:
        """The cell, and the offset in it, of a client's position."""
        offset = self.offset(uri, position)
        return None if offset is None else self.spot(uri, offset)


def _cell(index: int, cell: store.Cell) -> Cell:
    text: Text = cell.text
    language = text.language
    kind = "code" if cell.is_code and language != "raw" else "markdown"
    if kind == "code" and language == "python":
        language = cell_language(text.text)
    return Cell(
        index,
        kind,
        text.text,
        language,
        execution_count=cell.execution_count,
        failed=cell.failed,
    )
