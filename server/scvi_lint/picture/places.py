"""Where boxes stand in a program, and the program's words there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.source.documents.lines import Lines

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.analysis import Analysis
    from scvi_lint.source.documents.document import Document
    from scvi_lint.source.documents.span import Span


class Places:
    """The places of one program, and of the modules that it runs through."""

    def __init__(self, document: Document, analysis: Analysis) -> None:
        self.path = document.path
        self._documents = analysis.documents
        self._lines: dict[tuple[str, int], Lines] = {}

    def cell_and_line(self, span: Span) -> tuple[int, int]:
        """The cell, 0 in a script, and the line in it."""
        document = self._documents.get(span.path)
        if document is None or not 0 <= span.cell < len(document.cells):
            return 0, 1
        cell = document.cells[span.cell]
        key = (span.path, span.cell)
        if key not in self._lines:
            self._lines[key] = Lines(cell.text)
        line = self._lines[key].position(span.start)[0] + cell.line + 1
        return (span.cell + 1 if document.kind == "notebook" else 0), line

    def line(self, span: Span) -> str:
        """The lines that a place is in, as they stand in the program."""
        document = self._documents.get(span.path)
        if document is None or not 0 <= span.cell < len(document.cells):
            return ""
        text = document.cells[span.cell].text
        start = text.rfind("\n", 0, span.start) + 1
        end = text.find("\n", span.end)
        return text[start : len(text) if end < 0 else end]

    def where(self, span: Span) -> str:
        """A place in words."""
        cell, line = self.cell_and_line(span)
        said = f"cell {cell}, line {line}" if cell else f"line {line}"
        if span.path == self.path:
            return said
        return f"{span.path.replace(chr(92), '/').rpartition('/')[2]}, {said}"


def within(inner: Span, outer: Span) -> bool:
    """Whether a place is inside another one."""
    same = (inner.path, inner.cell) == (outer.path, outer.cell)
    return same and outer.start <= inner.start and inner.end <= outer.end


def in_one_line(words: str) -> str:
    """Code of several lines as one would write it in one."""
    joined = ""
    lines = words.splitlines()
    if len(lines) > 1:
        lines = [_without_comment(line) for line in lines]
    for part in filter(None, map(str.strip, lines)):
        if part[0] in ")]}":
            joined = joined.removesuffix(",")
        elif joined and joined[-1] not in "([{":
            joined += " "
        joined += part
    return joined


def _without_comment(line: str) -> str:
    """A line up to a comment, as far as one can tell without its surroundings."""
    before, found, _ = line.partition("#")
    quoted = before.count('"') % 2 or before.count("'") % 2
    return line if not found or quoted else before
