"""What fixes would change, as a unified diff: of the file, or of each cell of a notebook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import unified_diff

from scvi_lint.cli.terminal import Terminal
from scvi_lint.escaping import code_for_terminal, for_terminal
from scvi_lint.source.documents.document import Document
from scvi_lint.source.reading import read_document

_STYLES = {"+": "good", "-": "removed", "@": "help"}
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_NO_END = "\\ No newline at end of file\n"


def difference(
    document: Document, before: bytes, after: bytes, terminal: Terminal
) -> Iterator[str]:
    """The lines of the diff, each with its line break; `document` was read from `before`."""
    path = document.path
    if document.kind == "notebook":
        changed = read_document(path, after)
        pairs = [
            # The last line of a cell never has a line break: no need to remark on it.
            (f"{path}:cell {old.index + 1}", old.text + "\n", new.text + "\n")
            for old, new in zip(document.cells, changed.cells, strict=True)
        ]
    else:
        pairs = [(path, before.decode(document.encoding), after.decode(document.encoding))]
    for name, old, new in pairs:
        if old != new:
            yield from _of_text(for_terminal(name), old, new, terminal)


def _of_text(name: str, old: str, new: str, terminal: Terminal) -> Iterator[str]:
    lines = unified_diff(_lines(old), _lines(new), name, name)
    for number, line in enumerate(lines):
        shown = code_for_terminal(line)
        style = "bold" if number < 2 else _STYLES.get(shown[:1], "")
        yield (terminal.paint(style, shown) if style else shown) + "\n"
        if not line.endswith("\n"):
            yield _NO_END


def _lines(text: str) -> list[str]:
    return _LINE.findall(text)
