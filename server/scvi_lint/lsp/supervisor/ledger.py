"""What another server would have to be told: the handshake, and what is open, as it is now.

Kept as the editor's own messages. So that a document does not keep each edit since it was opened,
the server is asked now and then for one message that opens it as it is (a summary); this takes
the place of all that came before.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from scvi_lint.lsp.wire.private import at, document_of

if TYPE_CHECKING:
    from scvi_lint.json_values import Json, Table

# A document's edits are summed up when there are so many, or when they are as long as this and
# as the message that opened it.
MOST_EDITS = 2_000
LEAST_BYTES = 64 * 1024

_OPENS = {"textDocument/didOpen": "textDocument", "notebookDocument/didOpen": "notebookDocument"}
_CHANGES = {
    "textDocument/didChange": "textDocument",
    "notebookDocument/didChange": "notebookDocument",
}
_CLOSES = {"textDocument/didClose": "textDocument", "notebookDocument/didClose": "notebookDocument"}
_SAVES = {"textDocument/didSave": "textDocument", "notebookDocument/didSave": "notebookDocument"}


def _uris(items: Json) -> list[str]:
    found = [at(item, "uri") for item in items] if isinstance(items, list) else []
    return [uri for uri in found if isinstance(uri, str)]


class _Journal:
    """The messages that make a document what it is."""

    __slots__ = ("asked_at", "cells", "frames", "size")

    def __init__(self, opening: bytes) -> None:
        self.frames = [opening]
        self.size = 0  # of all but the first
        self.cells: set[str] = set()
        self.asked_at: int | None = None  # so many messages will be summed up

    def add(self, body: bytes) -> bool:
        """Note an edit. Whether it is time to ask for a summary."""
        self.frames.append(body)
        self.size += len(body)
        if self.asked_at is not None:
            return False
        if len(self.frames) > MOST_EDITS or self.size > max(LEAST_BYTES, len(self.frames[0])):
            self.asked_at = len(self.frames)
            return True
        return False

    def sum_up(self, opening: bytes) -> None:
        if self.asked_at is not None:
            self.frames[: self.asked_at] = [opening]
            self.size = sum(map(len, self.frames[1:]))
            self.asked_at = None


class Ledger:
    """Everything that the editor has said and that still holds."""

    def __init__(self) -> None:
        self._initialize: Table | None = None
        self._initialized: bytes | None = None
        self._configuration: bytes | None = None
        self._folders: Table | None = None
        self._journals: dict[str, _Journal] = {}
        self._cells: dict[str, str] = {}  # a cell's notebook

    # --- what is said -------------------------------------------------------------------------

    def note(self, message: Table, body: bytes) -> str | None:
        """Remember a message, if it is of lasting interest. The document that is to be summed
        up, if it is time for that."""
        method = message.get("method")
        if method == "initialize":
            self._begin(message)
        elif method == "initialized":
            self._initialized = body
        elif method == "workspace/didChangeConfiguration":
            self._configuration = body
        elif method == "workspace/didChangeWorkspaceFolders":
            self._move(at(message, "params", "event"))
        elif method in _OPENS or method in _CHANGES or method in _CLOSES:
            return self._edit(method, message, body)
        return None

    def owner(self, uri: str | None) -> str | None:
        """The document that a text belongs to: itself, or a cell's notebook."""
        return uri if uri is None else self._cells.get(uri, uri)

    def edited(self, message: Table) -> str | None:
        """The document that a message edits or saves."""
        method = message.get("method")
        named = method in _CHANGES or method in _SAVES
        return self.owner(document_of(message)) if named else None

    def closed(self, message: Table) -> str | None:
        """The document that a message closes."""
        return document_of(message) if message.get("method") in _CLOSES else None

    def holds(self, uri: str) -> bool:
        """Whether a document is open."""
        return uri in self._journals

    def drop(self, uri: str) -> None:
        """Nobody is told of this document any more, until it is opened again."""
        self._forget(uri)

    def sum_up(self, uri: str, opening: bytes) -> None:
        """The server's message that opens a document as it is; empty if it knows of none."""
        journal = self._journals.get(uri)
        if journal is not None and opening:
            journal.sum_up(opening)

    def _begin(self, message: Table) -> None:
        if self._initialize is None:
            self._initialize = message
            given = at(message, "params", "workspaceFolders")
            for folder in given if isinstance(given, list) else ():
                self._add(folder)

    def _add(self, folder: Json) -> None:
        uri = at(folder, "uri")
        if isinstance(uri, str):
            self._folders = {**(self._folders or {}), uri: folder}

    def _move(self, event: Json) -> None:
        removed, added = at(event, "removed"), at(event, "added")
        if self._folders is None:
            self._folders = {}
        for uri in _uris(removed):
            self._folders.pop(uri, None)
        for folder in added if isinstance(added, list) else ():
            self._add(folder)

    def _edit(self, method: str, message: Table, body: bytes) -> str | None:
        uri = document_of(message)
        if uri is None:
            return None
        owner = self._cells.get(uri, uri)
        if owner == uri and (method in _OPENS or method in _CLOSES):
            self._forget(uri)
            if method in _OPENS:
                self._journals[uri] = _Journal(body)
                self._name_cells(uri, at(message, "params", "cellTextDocuments"), None)
            return None
        journal = self._journals.get(owner)
        if journal is None:
            return None
        structure = at(message, "params", "change", "cells", "structure")
        self._name_cells(owner, at(structure, "didOpen"), at(structure, "didClose"))
        return owner if journal.add(body) else None

    def _name_cells(self, owner: str, opened: Json, closed: Json) -> None:
        """Cells of a notebook came and went."""
        cells = self._journals[owner].cells
        for uri in _uris(closed):
            cells.discard(uri)
            self._cells.pop(uri, None)
        for uri in _uris(opened):
            cells.add(uri)
            self._cells[uri] = owner

    def _forget(self, uri: str) -> None:
        journal = self._journals.pop(uri, None)
        for cell in () if journal is None else journal.cells:
            self._cells.pop(cell, None)

    # --- what is told again -------------------------------------------------------------------

    @property
    def begun(self) -> bool:
        """Whether there was a handshake."""
        return self._initialize is not None

    def replay(self) -> Iterator[bytes]:
        """The messages that bring another server to where this one is. A summary that was asked
        for does not come any more."""
        if self._initialize is None:
            return
        message = self._initialize
        given = message.get("params")
        if self._folders is not None and isinstance(given, dict):
            params: Table = {**given, "workspaceFolders": list(self._folders.values())}
            message = {**message, "params": params}
        yield json.dumps(message).encode()
        for body in (self._initialized, self._configuration):
            if body is not None:
                yield body
        for journal in self._journals.values():
            journal.asked_at = None
            yield from journal.frames
