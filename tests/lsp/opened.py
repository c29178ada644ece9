"""Programs opened in-process: a store, snapshots and analyses, without a server."""

from __future__ import annotations

from lsprotocol import types

from scvi_lint.config import Settings
from scvi_lint.lsp.documents.snapshot import Snapshot
from scvi_lint.lsp.documents.store import Store
from scvi_lint.lsp.session.analyses import Analysed, analyse
from scvi_lint.lsp.session.insight import OpenInsight
from scvi_lint.lsp.session.settings import Scope

URI = "file:///p/a.py"


class Opened:
    """A script (one text) or a notebook (several), and what is found in it."""

    def __init__(self, *texts: str, encoding: str = "utf-16", path: str = "/p/a.py") -> None:
        self.scope = Scope(path, "/p", Settings(), "")
        self.encoding = encoding
        self.store = Store(encoding)
        self.version = 1
        if len(texts) == 1:
            self.uri = f"file://{path}"
            self.store.open_text(types.TextDocumentItem(self.uri, "python", 1, texts[0]))
            return
        self.uri = "file:///p/a.ipynb"
        self.scope = Scope("/p/a.ipynb", "/p", Settings(), "")
        items = [
            types.TextDocumentItem(f"cell:{number}", "python", 1, text)
            for number, text in enumerate(texts)
        ]
        cells = [types.NotebookCell(types.NotebookCellKind.Code, item.uri) for item in items]
        notebook = types.NotebookDocument(self.uri, "jupyter-notebook", 1, cells)
        self.store.open_notebook(types.DidOpenNotebookDocumentParams(notebook, items))

    @property
    def snapshot(self) -> Snapshot:
        program = self.store.program(self.uri)
        assert program is not None
        return Snapshot(program, self.encoding, self.scope)

    def analysed(self) -> Analysed:
        return analyse(self.snapshot)

    def insight(self) -> OpenInsight:
        snapshot = self.snapshot
        return OpenInsight(snapshot, analyse(snapshot))

    def edit(self, uri: str, old: str, new: str) -> None:
        """Replace the first occurrence of `old` in one of the texts."""
        text = self.store.text(uri)
        assert text is not None and old in text.text
        self.version += 1
        whole = types.TextDocumentContentChangeWholeDocument(text.text.replace(old, new, 1))
        self.store.change_text(uri, self.version, [whole])

    def spot(self, word: str, offset: int = 0, *, uri: str | None = None) -> tuple[int, int]:
        """The place `offset` characters into the first occurrence of a word."""
        text = self.store.text(uri or self.uri)
        assert text is not None
        found = self.snapshot.spot(text.uri, text.text.index(word) + offset)
        assert found is not None
        return found
