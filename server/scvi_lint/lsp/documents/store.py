"""What the editor has open: texts, notebooks, and their changes.

The store changes; what it hands out never does. A `Program` is one state of a script or of a
notebook, with a revision that no other state has, so whoever holds one can work on it in any
thread while the user goes on typing.

Positions arrive in the client's encoding and become character offsets here, by line ends as LSP
knows them (`\\n`, `\\r\\n`, `\\r` and no other). URIs are keys: they are compared, never
normalised, since two spellings of a cell's URI are two cells.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from lsprotocol import types

from scvi_lint.json_values import is_table
from scvi_lint.lsp.documents.drafts import Draft
from scvi_lint.source.documents.lines import Lines

FEW = 4  # changes that are made one after another


class Text:
    """One version of one text document: a script, or a cell of a notebook."""

    __slots__ = ("_lines", "language", "text", "uri", "version")

    def __init__(self, uri: str, language: str, version: int, text: str) -> None:
        self.uri = uri
        self.language = language
        self.version = version
        self.text = _encodable(text)
        self._lines: Lines | None = None

    @property
    def lines(self) -> Lines:
        """Line starts, found once for this version."""
        if self._lines is None:
            self._lines = Lines(self.text)
        return self._lines

    def changed(
        self, version: int, changes: Sequence[types.TextDocumentContentChangeEvent], encoding: str
    ) -> Text:
        """The text after these changes, each made on the result of the one before."""
        if len(changes) > FEW:
            return Text(self.uri, self.language, version, _drafted(self.text, changes, encoding))
        now = self
        for change in changes:
            given = getattr(change, "range", None)
            if given is None:
                text = change.text
            else:
                start = now.offset(given.start, encoding)
                end = now.offset(given.end, encoding)
                start, end = min(start, end), max(start, end)
                text = now.text[:start] + change.text + now.text[end:]
            now = Text(self.uri, self.language, version, text)
        return now if changes else Text(self.uri, self.language, version, self.text)

    def offset(self, position: types.Position, encoding: str) -> int:
        """The character offset of a position, which may lie beyond the end of line or text."""
        lines = self.lines
        column = lines.from_units(position.line, position.character, encoding)
        return lines.offset(position.line, column)


def _drafted(
    text: str, changes: Sequence[types.TextDocumentContentChangeEvent], encoding: str
) -> str:
    """The same for many changes."""
    draft = Draft(text, encoding)
    for change in changes:
        given = getattr(change, "range", None)
        new = _encodable(change.text)
        if given is None:
            draft = Draft(new, encoding)
        else:
            draft.replace(given.start, given.end, new)
    return draft.text


def _encodable(text: str) -> str:
    """Without lone surrogates, which JSON can spell and UTF-8 cannot; no offset changes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    return text


class Cell:
    """A cell as it stands in its notebook.

    `execution_count` is set, and `failed` means something, only while the text is the one that
    ran.
    """

    __slots__ = ("execution_count", "failed", "is_code", "text")

    def __init__(self, text: Text, is_code: bool, execution_count: int | None, failed: bool):
        self.text = text
        self.is_code = is_code
        self.execution_count = execution_count
        self.failed = failed


class Program:
    """One state of a script or notebook. `cells` has one element for a script."""

    __slots__ = ("_places", "cells", "is_notebook", "language", "revision", "uri", "version")

    def __init__(
        self,
        uri: str,
        version: int | None,
        revision: int,
        is_notebook: bool,
        cells: tuple[Cell, ...],
        language: str,
    ) -> None:
        self.uri = uri
        self.version = version
        self.revision = revision
        self.is_notebook = is_notebook
        self.cells = cells
        self.language = language
        self._places: dict[str, int] | None = None

    def cell_at(self, uri: str) -> int | None:
        """The index of the cell with this URI, the first if there are several."""
        if self._places is None:
            places = {cell.text.uri: index for index, cell in reversed([*enumerate(self.cells)])}
            self._places = places
        return self._places.get(uri)


class _Slot:
    """A cell's place in the notebook: which text, of what kind, and when it ran."""

    __slots__ = ("count", "failed", "is_code", "ran_text", "uri")

    def __init__(self, cell: types.NotebookCell, text: str | None) -> None:
        self.uri = cell.document
        self.is_code = cell.kind != types.NotebookCellKind.Markup
        summary = cell.execution_summary
        self.count = summary.execution_order if summary is not None else None
        self.failed = summary is not None and summary.success is False
        self.ran_text = text

    def renewed(self, cell: types.NotebookCell, text: str | None) -> _Slot:
        """The slot after the editor described the cell anew."""
        new = _Slot(cell, text)
        if new.count == self.count and new.failed == self.failed:
            new.ran_text = self.ran_text  # nothing ran: what it ran with stays what it was
        return new

    def described(self, text: str | None) -> dict[str, object]:
        """The cell as an editor describes it; without its run if it was edited since."""
        kind = types.NotebookCellKind.Code if self.is_code else types.NotebookCellKind.Markup
        cell: dict[str, object] = {"kind": kind.value, "document": self.uri}
        if self.count is not None and self.ran_text == text:
            cell["executionSummary"] = {"executionOrder": self.count, "success": not self.failed}
        return cell


class _Notebook:
    __slots__ = ("language", "slots", "uri", "version")

    def __init__(self, uri: str, version: int, language: str, slots: list[_Slot]) -> None:
        self.uri = uri
        self.version = version
        self.language = language
        self.slots = slots


class Store:
    """Everything that is open. Every change answers with the URI of the program it changed."""

    def __init__(self, encoding: str) -> None:
        self.encoding = encoding
        self._texts: dict[str, Text] = {}
        self._notebooks: dict[str, _Notebook] = {}
        self._owners: dict[str, str] = {}  # cell URI -> notebook URI
        self._revisions = itertools.count(1)
        self._programs: dict[str, Program] = {}

    # --- asking -------------------------------------------------------------------------------

    def program_of(self, uri: str) -> str | None:
        """The URI of the program that this text belongs to: itself, or a cell's notebook."""
        if uri in self._owners:
            return self._owners[uri]
        return uri if uri in self._texts or uri in self._notebooks else None

    def program(self, uri: str) -> Program | None:
        """The present state of a script, a notebook, or a cell's notebook."""
        owner = self.program_of(uri)
        if owner is None:
            return None
        known = self._programs.get(owner)
        if known is None:
            known = self._programs[owner] = self._build(owner)
        return known

    def programs(self) -> list[str]:
        """The URIs of all that is open, in the order of opening."""
        return [uri for uri in self._texts if uri not in self._owners] + list(self._notebooks)

    def text(self, uri: str) -> Text | None:
        return self._texts.get(uri)

    def summary(self, uri: str) -> dict[str, object] | None:
        """The message that would open this document as it is now; None if it is not open."""
        notebook = self._notebooks.get(uri)
        if notebook is None:
            text = self._texts.get(uri)
            params: dict[str, object] | None = (
                None if text is None else {"textDocument": _item(text)}
            )
            method = types.TEXT_DOCUMENT_DID_OPEN
        else:
            texts = [self._texts[slot.uri] for slot in notebook.slots if slot.uri in self._texts]
            described = {
                "uri": uri,
                "notebookType": "jupyter-notebook",
                "version": notebook.version,
                "metadata": {"kernelspec": {"language": notebook.language}},
                "cells": [slot.described(self._text_of(slot.uri)) for slot in notebook.slots],
            }
            params = {"notebookDocument": described, "cellTextDocuments": [*map(_item, texts)]}
            method = types.NOTEBOOK_DOCUMENT_DID_OPEN
        return None if params is None else {"jsonrpc": "2.0", "method": method, "params": params}

    def _build(self, uri: str) -> Program:
        notebook = self._notebooks.get(uri)
        revision = next(self._revisions)
        if notebook is None:
            text = self._texts[uri]
            cell = Cell(text, True, None, False)
            return Program(uri, text.version, revision, False, (cell,), text.language)
        cells = tuple(self._cell(slot) for slot in notebook.slots)
        return Program(uri, notebook.version, revision, True, cells, notebook.language)

    def _cell(self, slot: _Slot) -> Cell:
        text = self._texts.get(slot.uri)
        if text is None:
            return Cell(Text(slot.uri, "", 0, ""), False, None, False)
        ran = slot.count is not None and slot.ran_text == text.text
        return Cell(text, slot.is_code, slot.count if ran else None, ran and slot.failed)

    def _changed(self, uri: str) -> str:
        self._programs.pop(uri, None)
        return uri

    # --- text documents -----------------------------------------------------------------------

    def open_text(self, item: types.TextDocumentItem) -> str:
        """A text was opened; a cell that is opened on its own keeps its notebook."""
        self._texts[item.uri] = Text(item.uri, item.language_id, item.version, item.text)
        return self._changed(self._owners.get(item.uri, item.uri))

    def change_text(
        self, uri: str, version: int, changes: Sequence[types.TextDocumentContentChangeEvent]
    ) -> str | None:
        """A text was edited. None if it is not open."""
        text = self._texts.get(uri)
        if text is None:
            return None
        self._texts[uri] = text.changed(version, changes, self.encoding)
        return self._changed(self._owners.get(uri, uri))

    def close_text(self, uri: str) -> str | None:
        """A text was closed. The program it belonged to may be gone with it."""
        if self._texts.pop(uri, None) is None:
            return None
        return self._changed(self._owners.get(uri, uri))

    # --- notebooks ----------------------------------------------------------------------------

    def open_notebook(self, params: types.DidOpenNotebookDocumentParams) -> str:
        notebook = params.notebook_document
        self.close_notebook(notebook.uri)
        for item in params.cell_text_documents:
            self._texts[item.uri] = Text(item.uri, item.language_id, item.version, item.text)
        slots = [_Slot(cell, self._text_of(cell.document)) for cell in notebook.cells]
        language = _language(notebook.metadata)
        self._notebooks[notebook.uri] = _Notebook(notebook.uri, notebook.version, language, slots)
        for slot in slots:
            self._owners[slot.uri] = notebook.uri
        return self._changed(notebook.uri)

    def change_notebook(self, params: types.DidChangeNotebookDocumentParams) -> str | None:
        """Cells were moved, added, removed, edited or run. None if the notebook is not open.

        The order matters: places first, then texts that open, then what the cells say of
        themselves, then edits. A moved cell is named by its URI alone; its text stays.
        """
        uri = params.notebook_document.uri
        notebook = self._notebooks.get(uri)
        if notebook is None:
            return None
        notebook.version = params.notebook_document.version
        if params.change.metadata is not None:
            notebook.language = _language(params.change.metadata) or notebook.language
        cells = params.change.cells
        if cells is not None:
            if cells.structure is not None:
                self._restructure(notebook, cells.structure)
            self._renew(notebook, cells.data or ())
            for content in cells.text_content or ():
                document = content.document
                self.change_text(document.uri, document.version, content.changes)
        return self._changed(uri)

    def _restructure(
        self, notebook: _Notebook, structure: types.NotebookDocumentCellChangeStructure
    ) -> None:
        array = structure.array
        for item in structure.did_open or ():
            self._texts[item.uri] = Text(item.uri, item.language_id, item.version, item.text)
        known = {slot.uri: slot for slot in notebook.slots}
        added: list[_Slot] = []
        for cell in array.cells or ():
            text = self._text_of(cell.document)
            old = known.get(cell.document)
            added.append(_Slot(cell, text) if old is None else old.renewed(cell, text))
        start = min(max(array.start, 0), len(notebook.slots))
        notebook.slots[start : start + max(array.delete_count, 0)] = added
        opened = {item.uri for item in structure.did_open or ()}
        present = {slot.uri for slot in notebook.slots}
        for closed in structure.did_close or ():
            if closed.uri not in present and closed.uri not in opened:
                self._texts.pop(closed.uri, None)
        for gone in known.keys() - present:
            self._owners.pop(gone, None)
            self._texts.pop(gone, None)
        for slot in notebook.slots:
            self._owners[slot.uri] = notebook.uri

    def _renew(self, notebook: _Notebook, cells: Sequence[types.NotebookCell]) -> None:
        """The editor describes these cells anew; of one that it describes twice, the last holds."""
        told = {cell.document: cell for cell in cells}
        for index, slot in enumerate(notebook.slots if told else ()):
            cell = told.get(slot.uri)
            if cell is not None:
                notebook.slots[index] = slot.renewed(cell, self._text_of(slot.uri))

    def _text_of(self, uri: str) -> str | None:
        text = self._texts.get(uri)
        return None if text is None else text.text

    def close_notebook(self, uri: str) -> list[str]:
        """A notebook was closed: the URIs of its cells."""
        notebook = self._notebooks.pop(uri, None)
        if notebook is None:
            return []
        self._changed(uri)
        for slot in notebook.slots:
            self._owners.pop(slot.uri, None)
            self._texts.pop(slot.uri, None)
        return [slot.uri for slot in notebook.slots]


def _item(text: Text) -> dict[str, object]:
    return {
        "uri": text.uri,
        "languageId": text.language,
        "version": text.version,
        "text": text.text,
    }


def _language(metadata: object) -> str:
    """The notebook's language as its metadata has it, "" if it does not say."""
    for room, name in (("kernelspec", "language"), ("language_info", "name")):
        found = metadata.get(room) if is_table(metadata) else None
        language = found.get(name) if is_table(found) else None
        if isinstance(language, str):
            return language.lower()
    return ""
