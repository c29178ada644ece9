"""A program as one text, for tools that know no cells."""

from __future__ import annotations

from bisect import bisect_right

from scvi_lint.ide.moments import Spot
from scvi_lint.lsp.documents.snapshot import Mark, Snapshot
from scvi_lint.source.documents.span import Span


class Joined:
    """The Python cells of a program, one after another, each with a line break behind it."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        cells = [cell for cell in snapshot.document.cells if cell.is_python]
        self._cells = [cell.index for cell in cells]
        self._starts: list[int] = []
        texts: list[str] = []
        total = 0
        for cell in cells:
            text = cell.text.replace("\r\n", " \n").replace("\r", "\n") + "\n"
            self._starts.append(total)
            texts.append(text)
            total += len(text)
        self.text = "".join(texts)
        path: str = snapshot.scope.path
        # jedi takes a suffix for what it says.
        self.path = f"{path[:-6]}.notebook.py" if path.endswith(".ipynb") else path

    def place(self, spot: Spot) -> tuple[int, int]:
        """Line and column from 0 of a place in a cell."""
        index = self._cells.index(spot[0]) if spot[0] in self._cells else 0
        offset = self._starts[index] + spot[1]
        line = self.text.count("\n", 0, offset)
        return line, offset - (self.text.rfind("\n", 0, offset) + 1)

    def mark(self, line: int, column: int, length: int) -> Mark | None:
        """The place in the editor's texts of a name in the joined one."""
        offset = 0
        for _ in range(line):
            offset = self.text.find("\n", offset) + 1
            if not offset:
                return None
        offset += column
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return None
        start = offset - self._starts[index]
        return self.snapshot.mark(
            Span(self.snapshot.path, self._cells[index], start, start + length)
        )
