"""One analysable program: a script, a notebook, a percent script, a Quarto file.

Documents and cells do not change. An edit makes a new Document that shares the cells which did
not change, so that a cache can tell by identity what is still true.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scvi_lint.source.documents.magics import cell_language
from scvi_lint.source.documents.span import Span

if TYPE_CHECKING:
    from scvi_lint.json_values import Json


class Cell:
    """A cell; a script is one of them.

    `index` counts all cells. `kind` is "code", "markdown" or "raw". `language` is "python", or
    what a `%%bash` cell, a Quarto chunk or the notebook's kernel says. `line` and `offset` are
    where `text` begins in the file (0-based; 0 in a notebook). `outputs` are a notebook's stored
    outputs as JSON gives them, not copied; `failed` says that one of them is an error. `written`
    is what stands in the file: the text, but for what a pipeline fills in, at equal length.
    """

    __slots__ = (
        "execution_count",
        "failed",
        "id",
        "index",
        "kind",
        "language",
        "line",
        "offset",
        "outputs",
        "text",
        "written",
    )

    def __init__(
        self,
        index: int,
        kind: str,
        text: str,
        language: str = "python",
        line: int = 0,
        offset: int = 0,
        id: str | None = None,  # noqa: A002 - the notebook format's own term
        execution_count: int | None = None,
        outputs: Iterable[Json] = (),
        failed: bool = False,
        written: str | None = None,
    ) -> None:
        self.index = index
        self.kind = kind
        self.text = text
        self.language = language
        self.line = line
        self.offset = offset
        self.id = id
        self.execution_count = execution_count
        self.outputs = outputs
        self.failed = failed
        self.written = text if written is None else written

    def __repr__(self) -> str:
        return f"Cell({self.index}, {self.kind!r}, {self.text!r}, {self.language!r})"

    @property
    def is_python(self) -> bool:
        """Whether there is a program in it for us."""
        return self.kind == "code" and self.language == "python"

    def matches(self, other: Cell) -> bool:
        """Whether both say the same at the same place."""
        return self is other or all(
            getattr(self, slot) == getattr(other, slot) for slot in Cell.__slots__
        )


class Document:
    """A program, whole.

    `kind` is "script", "notebook", "percent", "quarto" or "nextflow"; `language` is that of the
    notebook's kernel. `encoding` is what the file was read with, `bom` whether it began with a
    mark.
    """

    __slots__ = (
        "_in_order_until",
        "bom",
        "cells",
        "encoding",
        "kind",
        "language",
        "path",
        "version",
    )

    def __init__(
        self,
        path: str,
        kind: str,
        cells: Iterable[Cell],
        version: int = 0,
        *,
        language: str = "python",
        encoding: str = "utf-8",
        bom: bool = False,
    ) -> None:
        self.path = path
        self.kind = kind
        self.cells = tuple(cells)
        self.version = version
        self.language = language
        self.encoding = encoding
        self.bom = bom
        self._in_order_until: int | None = None

    def __repr__(self) -> str:
        return f"Document({self.path!r}, {self.kind!r}, {len(self.cells)} cells, {self.version})"

    def text(self, span: Span) -> str:
        """The program's own words at a place of this document, "" where there is none."""
        if span.path != self.path or not 0 <= span.cell < len(self.cells):
            return ""
        return self.cells[span.cell].text[max(span.start, 0) : max(span.end, 0)]

    @property
    def ran_in_order(self) -> bool:
        """Whether the notebook's own record says that it ran once, from top to bottom."""
        return (
            self.kind == "notebook"
            and any(cell.is_python and cell.text.strip() for cell in self.cells)
            and self.in_order_until == len(self.cells)
        )

    @property
    def in_order_until(self) -> int:
        """How many cells from the top ran once and in order, as their own record says.

        Each Python cell among them that is not empty has an execution count, and the counts
        increase.
        """
        if self._in_order_until is None:
            last = 0
            self._in_order_until = len(self.cells)
            for place, cell in enumerate(self.cells):
                if cell.is_python and cell.text.strip():
                    if (cell.execution_count or 0) <= last:
                        self._in_order_until = place
                        break
                    last = cell.execution_count or 0
        return self._in_order_until

    def replace_cell(self, index: int, text: str, version: int | None = None) -> Document:
        """The same document with another text in one cell; all other cells are shared.

        For notebooks and scripts. In a percent script or a Quarto file an edit may move every
        later cell: read those again, and share what did not move by `sharing`.
        """
        old = self.cells[index]
        if old.text == text:
            return self.with_cells(self.cells, version)
        language = old.language
        if old.kind == "code":
            language = cell_language(text, self.language)
        cell = Cell(
            index,
            old.kind,
            text,
            language,
            old.line,
            old.offset,
            old.id,
            old.execution_count,
            old.outputs,
            old.failed,
        )
        return self.with_cells((*self.cells[:index], cell, *self.cells[index + 1 :]), version)

    def with_cells(self, cells: Iterable[Cell], version: int | None = None) -> Document:
        """The same document made of other cells."""
        return Document(
            self.path,
            self.kind,
            cells,
            self.version if version is None else version,
            language=self.language,
            encoding=self.encoding,
            bom=self.bom,
        )

    def sharing(self, previous: Document) -> Document:
        """This document, made of the previous one's cells wherever they say the same."""
        before = previous.cells
        return self.with_cells(
            before[place] if place < len(before) and before[place].matches(cell) else cell
            for place, cell in enumerate(self.cells)
        )
