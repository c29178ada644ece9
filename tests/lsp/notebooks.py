"""A notebook as an editor tells of it."""

from __future__ import annotations

from typing import Any

from wire import Wire


class Notebook:
    """Cells on the wire: each is a text document, and the notebook says in which order."""

    def __init__(self, wire: Wire, uri: str, *texts: str, kinds: str = "", **more: Any) -> None:
        self.wire = wire
        self.uri = uri
        self.version = 1
        self.texts = {self.cell(number): text for number, text in enumerate(texts)}
        self.order = list(self.texts)
        self.kinds = {
            cell: 1 if kinds[number : number + 1] == "m" else 2
            for number, cell in enumerate(self.order)
        }
        wire.notify(
            "notebookDocument/didOpen",
            {
                "notebookDocument": {
                    "uri": uri,
                    "notebookType": "jupyter-notebook",
                    "version": 1,
                    "cells": [self.described(cell) for cell in self.order],
                    **more,
                },
                "cellTextDocuments": [self.item(cell) for cell in self.order],
            },
        )

    def cell(self, number: int) -> str:
        """The URI of a cell, as VS Code makes it."""
        return self.uri.replace("file:", "vscode-notebook-cell:") + f"#W{number}sZmlsZQ%3D%3D"

    def described(self, cell: str, **more: Any) -> dict[str, Any]:
        return {"kind": self.kinds[cell], "document": cell, **more}

    def item(self, cell: str, language: str = "") -> dict[str, Any]:
        known = "python" if self.kinds[cell] == 2 else "markdown"
        text = self.texts[cell]
        return {"uri": cell, "languageId": language or known, "version": 1, "text": text}

    def tell(self, **cells: Any) -> None:
        self.version += 1
        document = {"uri": self.uri, "version": self.version}
        params = {"notebookDocument": document, "change": {"cells": cells}}
        self.wire.notify("notebookDocument/didChange", params)

    def splice(
        self,
        start: int,
        count: int,
        new: list[str],
        opened: list[str] | None = None,
        language: str = "",
        close: bool = True,
    ) -> None:
        gone = self.order[start : start + count]
        self.order[start : start + count] = new
        array = {"start": start, "deleteCount": count, "cells": [self.described(c) for c in new]}
        closed = [{"uri": c} for c in gone if c not in self.order] if close else []
        self.tell(
            structure={
                "array": array,
                "didOpen": [self.item(c, language) for c in opened or []],
                "didClose": closed,
            }
        )

    def insert(self, place: int, text: str) -> str:
        cell = self.cell(len(self.texts))
        self.texts[cell], self.kinds[cell] = text, 2
        self.splice(place, 0, [cell], [cell])
        return cell

    def edit(self, number: int, old: str, new: str) -> None:
        """Replace a text that stands in a cell once, by a whole-document change."""
        cell = self.order[number]
        assert old in self.texts[cell]
        self.texts[cell] = self.texts[cell].replace(old, new, 1)
        document = {"uri": cell, "version": self.version + 1}
        self.tell(textContent=[{"document": document, "changes": [{"text": self.texts[cell]}]}])
