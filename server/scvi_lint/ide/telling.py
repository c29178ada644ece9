"""Words that descriptions share: where something happened, scales, numbers of cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from scvi_lint.escaping import for_code_span, for_markdown
from scvi_lint.ide import genes
from scvi_lint.interpreter.domain.contents import Column, Matrix
from scvi_lint.interpreter.domain.facts import Fact
from scvi_lint.interpreter.domain.heap import Tracked
from scvi_lint.interpreter.engine.analysis import Analysis
from scvi_lint.source.documents import jupyterlab
from scvi_lint.source.documents.document import Document
from scvi_lint.source.documents.span import Span

if TYPE_CHECKING:
    pass

# More entries of one kind than this are counted, not listed.
MOST_LISTED = 6


class Teller:
    """Says where things happened, as the user counts: cells of a notebook, lines of a script."""

    def __init__(self, document: Document, analysis: Analysis | None = None) -> None:
        self._document = document
        self._analysis = analysis

    def where(self, span: Span | None) -> str:
        """`cell 4`, `line 12`, `prepare.py`, the code itself; "" when there is no place."""
        if span is None:
            return ""
        if span.path != self._document.path:
            return for_markdown(span.path.replace("\\", "/").rpartition("/")[2])
        if not 0 <= span.cell < len(self._document.cells):
            return ""
        if self._document.kind == "notebook":
            return f"cell {span.cell + 1}"
        cell = self._document.cells[span.cell]
        if jupyterlab.is_joined(self._document.path, self._document.kind):
            return for_code_span(jupyterlab.code_at(cell.text, span.start))
        return f"line {cell.line + cell.text.count(chr(10), 0, span.start) + 1}"

    def source(self, span: Span) -> str:
        """The program's own words at a place."""
        return "" if self._analysis is None else self._analysis.source(span)

    def chosen(self, thing: Tracked, known: Fact[object]) -> str:
        """How the genes that are left were chosen, "" where that is not known."""
        return "" if self._analysis is None else genes.chosen(self._analysis, thing, known)

    def learned(self, known: Fact[object]) -> str:
        """` (cell 4)`: where the newest reason for a fact is."""
        for reason in reversed(known.reasons):
            where = self.where(reason.span)
            if where:
                return f" ({where})"
        return ""


def scale_words(known: Fact[object]) -> str:
    """`log-normalised`, `perhaps counts or scaled`."""
    words: list[str] = []
    for value in known.values:
        if isinstance(value, Matrix) and value.words not in words:
            words.append(value.words)
    said = " or ".join(words)
    return said if known.certain else f"perhaps {said}"


def thousands(number: int) -> str:
    """`48 213`."""
    return f"{number:,}".replace(",", " ")


def counts_of(column: object) -> Mapping[object, int]:
    """How many cells have each value of a column, as far as a look at its file told."""
    seen = column.seen if isinstance(column, Column) else None
    return getattr(seen, "counts", None) or {}
