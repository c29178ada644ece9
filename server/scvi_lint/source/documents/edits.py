"""Writing edits back into a file, and nothing else.

In a notebook only the `source` of an edited cell is rewritten, as a list or a string like
before; indentation, the order of keys, outputs, the way in which other characters are escaped
and the end of the file stay byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from scvi_lint.source.documents.reading import decode
from scvi_lint.source.documents.rewriting import NoSource, rewrite_sources
from scvi_lint.source.documents.span import Span
from scvi_lint.source.documents.unreadable import Unreadable

if TYPE_CHECKING:
    from scvi_lint.source.documents.document import Cell, Document

_BOM = b"\xef\xbb\xbf"


class Edit(NamedTuple):
    """`text` in the place of what stands at `span`."""

    span: Span
    text: str


class EditError(Exception):
    """The edits cannot be applied; `reason` is one sentence for the user."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Unfaithful(EditError):
    """No edit at all can be applied: what is read from the file does not write it again."""


def edited_text(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """A text with `(start, end, replacement)` applied, all offsets of the text as it was.

    The same edit twice is one edit; insertions at one place come in the order given.
    Raises EditError if two edits overlap or one lies outside the text.
    """
    pieces: list[str] = []
    done = 0
    for start, end, replacement in sorted(dict.fromkeys(edits), key=lambda edit: edit[:2]):
        if start < done:
            raise EditError("Two edits overlap.")
        if not start <= end <= len(text):
            raise EditError("An edit lies outside the text.")
        pieces += text[done:start], replacement
        done = end
    pieces.append(text[done:])
    return "".join(pieces)


def apply_edits(document: Document, original: bytes, edits: Iterable[tuple[Span, str]]) -> bytes:
    """The file `original`, of which `document` was read, with the edits applied.

    An inserted `\\n` becomes the line break of its cell. Raises EditError: two edits overlap, one
    is for another document or lies outside its cell, the file is not what `document` was read
    from, or its encoding has no place for a character; Unfaithful: its encoding has several ways
    to write the same text, so that lines which nobody edits would change.
    """
    by_cell: dict[int, list[tuple[int, int, str]]] = {}
    for span, text in edits:
        if span.path != document.path or not 0 <= span.cell < len(document.cells):
            raise EditError("An edit is for another document.")
        by_cell.setdefault(span.cell, []).append((span.start, span.end, text))
    if not by_cell:
        return original
    try:
        content, encoding, bom = decode(original, cookies=document.kind in _COOKED)
    except Unreadable as error:
        raise EditError(error.reason) from None
    mark = _BOM if bom else b""
    same = _encoded(content, encoding)
    if same is None or mark + same != original:
        raise Unfaithful(f"It does not come out of its encoding, {encoding}, as it was read.")
    if document.kind == "notebook":
        changed = _notebook(document, content, by_cell)
    else:
        changed = _text(document, content, by_cell)
    written = _encoded(changed, encoding)
    if written is None or written.decode(encoding, "replace") != changed:
        raise EditError(f"The file's encoding, {encoding}, cannot hold the edit.")
    return mark + written


def _encoded(text: str, encoding: str) -> bytes | None:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return None


_COOKED = ("script", "percent", "nextflow")
_FILLING = "___"  # what stands for a text that is filled in
_STALE = "The file has changed since it was read."


def _text(document: Document, content: str, by_cell: dict[int, list[tuple[int, int, str]]]) -> str:
    placed: list[tuple[int, int, str]] = []
    for index, edits in by_cell.items():
        cell = document.cells[index]
        if not content.startswith(cell.written, cell.offset):
            raise EditError(_STALE)
        for start, end, text in edits:
            if not 0 <= start <= end <= len(cell.text):
                raise EditError("An edit lies outside its cell.")
            if cell.written[start:end] != cell.text[start:end] or (
                cell.written is not cell.text and _FILLING in text
            ):
                raise EditError("Nextflow fills in part of what would be rewritten.")
            placed.append((cell.offset + start, cell.offset + end, _broken_like(cell, text)))
    return edited_text(content, placed)


def _notebook(
    document: Document, content: str, by_cell: dict[int, list[tuple[int, int, str]]]
) -> str:
    changes: dict[int, tuple[str, str]] = {}
    for index, edits in by_cell.items():
        cell = document.cells[index]
        placed = [(start, end, _broken_like(cell, text)) for start, end, text in edits]
        changes[index] = cell.text, edited_text(cell.text, placed)
    try:
        return edited_text(content, rewrite_sources(content, changes))
    except NoSource:
        raise EditError(_STALE) from None


def _broken_like(cell: Cell, text: str) -> str:
    """A replacement with the line breaks of the cell that it goes into."""
    found = cell.text.find("\n")
    if found > 0 and cell.text[found - 1] == "\r":
        return text.replace("\r\n", "\n").replace("\n", "\r\n")
    return text
