"""Another server that is told what the ledger holds knows what the first one knew."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from scvi_lint.lsp.documents.store import Store
from scvi_lint.lsp.supervisor import ledger as ledger_module
from scvi_lint.lsp.supervisor.ledger import Ledger
from scvi_lint.lsp.wire.lenient import converter

SCRIPT, NOTEBOOK = "file:///a.py", "file:///n.ipynb"
_converter = converter()


class Told:
    """A store that is told what a server would be."""

    def __init__(self) -> None:
        self.store = Store("utf-16")
        self.initialized: dict[str, Any] | None = None
        self.configured: list[Any] = []

    def tell(self, body: bytes) -> None:
        from lsprotocol import types

        message = json.loads(body)
        method, params = message["method"], message.get("params")
        if method == "initialize":
            self.initialized = params
            return
        kind = types.METHOD_TO_TYPES.get(method)
        if kind is None or method.startswith("workspace/"):
            self.configured.append(params)
            return
        read = _converter.structure(message, kind[0]).params
        if method == "textDocument/didOpen":
            self.store.open_text(read.text_document)
        elif method == "textDocument/didChange":
            document = read.text_document
            self.store.change_text(document.uri, document.version, read.content_changes)
        elif method == "textDocument/didClose":
            self.store.close_text(read.text_document.uri)
        elif method == "notebookDocument/didOpen":
            self.store.open_notebook(read)
        elif method == "notebookDocument/didChange":
            self.store.change_notebook(read)
        elif method == "notebookDocument/didClose":
            self.store.close_notebook(read.notebook_document.uri)

    def state(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for uri in sorted(self.store.programs()):
            program = self.store.program(uri)
            assert program is not None
            cells = [
                (c.text.uri, c.text.text, c.is_code, c.execution_count, c.failed)
                for c in program.cells
            ]
            found[uri] = (program.version, program.is_notebook, program.language, cells)
        return found


def message(method: str, **params: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "method": method, "params": params}


class Typist:
    """Makes messages as editors do, at random."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.version = 0
        self.cells: list[str] = []
        self.made = 0

    def item(self, uri: str) -> dict[str, Any]:
        self.version += 1
        text = self.chance.choice(["", "x = 1\n", "adata.X\ny"])
        return {"uri": uri, "languageId": "python", "version": self.version, "text": text}

    def change(self) -> dict[str, Any]:
        if self.chance.random() < 0.2:
            return {"text": "whole\n"}
        ends = [
            {"line": self.chance.randrange(3), "character": self.chance.randrange(5)}
            for _ in range(2)
        ]
        return {"range": {"start": ends[0], "end": ends[1]}, "text": self.chance.choice("a\n😀")}

    def cell(self) -> str:
        self.made += 1
        return f"{NOTEBOOK}#cell{self.made}"

    def described(self, cell: str) -> dict[str, Any]:
        made: dict[str, Any] = {"kind": 2, "document": cell}
        if self.chance.random() < 0.5:
            made["executionSummary"] = {"executionOrder": self.version + 1, "success": True}
        return made

    def next(self) -> dict[str, Any]:
        self.version += 1
        kind = self.chance.randrange(10)
        if kind == 0:
            return message("textDocument/didOpen", textDocument=self.item(SCRIPT))
        if kind == 1 and self.chance.random() < 0.3:
            return message("textDocument/didClose", textDocument={"uri": SCRIPT})
        if kind == 2 or (kind > 4 and not self.cells):
            self.cells = [self.cell() for _ in range(self.chance.randrange(3))]
            notebook = {
                "uri": NOTEBOOK,
                "notebookType": "jupyter-notebook",
                "version": self.version,
                "metadata": {"kernelspec": {"language": "python"}},
                "cells": [self.described(cell) for cell in self.cells],
            }
            return message(
                "notebookDocument/didOpen",
                notebookDocument=notebook,
                cellTextDocuments=[self.item(cell) for cell in self.cells],
            )
        if kind < 5:
            document = {"uri": SCRIPT, "version": self.version}
            changes = [self.change() for _ in range(self.chance.randrange(3))]
            return message("textDocument/didChange", textDocument=document, contentChanges=changes)
        return message(
            "notebookDocument/didChange",
            notebookDocument={"uri": NOTEBOOK, "version": self.version},
            change={"cells": self.cells_change()},
        )

    def cells_change(self) -> dict[str, Any]:
        where = self.chance.randrange(len(self.cells))
        cell = self.cells[where]
        kind = self.chance.randrange(4)
        if kind == 0:
            new = self.cell()
            self.cells.insert(where, new)
            array = {"start": where, "deleteCount": 0, "cells": [self.described(new)]}
            return {"structure": {"array": array, "didOpen": [self.item(new)]}}
        if kind == 1:
            del self.cells[where]
            array = {"start": where, "deleteCount": 1}
            return {"structure": {"array": array, "didClose": [{"uri": cell}]}}
        if kind == 2:
            return {"data": [self.described(cell)]}
        document = {"uri": cell, "version": self.version}
        return {"textContent": [{"document": document, "changes": [self.change()]}]}


@pytest.mark.parametrize("seed", range(40))
def test_another_server_knows_what_the_first_one_knew(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_module, "MOST_EDITS", 5)
    monkeypatch.setattr(ledger_module, "LEAST_BYTES", 2_000)
    typist, ledger, first = Typist(seed), Ledger(), Told()
    ledger.note(message("initialize", capabilities={}), b"")
    summaries = 0
    for number in range(200):
        said = typist.next()
        body = json.dumps(said).encode()
        wanted = ledger.note(said, body)
        first.tell(body)
        if wanted is not None:
            opening = first.store.summary(wanted)
            assert opening is not None
            summaries += 1
            ledger.sum_up(wanted, json.dumps(opening).encode())
        if number % 20 == 19:
            second = Told()
            for told in ledger.replay():
                second.tell(told)
            assert second.state() == first.state()
    assert summaries


def test_what_was_said_after_a_summary_was_asked_for_is_kept() -> None:
    ledger, first = Ledger(), Told()

    def say(said: dict[str, Any]) -> str | None:
        body = json.dumps(said).encode()
        first.tell(body)
        return ledger.note(said, body)

    item = {"uri": SCRIPT, "languageId": "python", "version": 1, "text": "a"}
    say(message("textDocument/didOpen", textDocument=item))
    at = {"line": 0, "character": 0}
    change = {"range": {"start": at, "end": at}, "text": "b" * 70_000}
    document = {"uri": SCRIPT, "version": 2}
    edit = message("textDocument/didChange", textDocument=document, contentChanges=[change])
    assert say(edit) == SCRIPT
    opening = json.dumps(first.store.summary(SCRIPT)).encode()
    assert say(edit) is None  # one is on its way
    ledger.sum_up(SCRIPT, opening)
    told = list(ledger.replay())
    assert not told  # there was no handshake
    begin = message("initialize", capabilities={})
    ledger.note(begin, b"")
    second = Told()
    for body in ledger.replay():
        second.tell(body)
    assert second.state() == first.state()
    assert sum(map(len, ledger.replay())) < 400_000


def test_the_handshake_and_the_settings_are_told_again_with_the_folders_of_now() -> None:
    ledger = Ledger()
    folders = [{"uri": "file:///a", "name": "a"}, {"uri": "file:///b", "name": "b"}]
    for said in (
        message("initialize", capabilities={}, workspaceFolders=folders),
        message("initialized"),
        message("workspace/didChangeConfiguration", settings={"old": 1}),
        message("workspace/didChangeConfiguration", settings={"new": 1}),
        message(
            "workspace/didChangeWorkspaceFolders",
            event={"removed": [folders[0]], "added": [{"uri": "file:///c", "name": "c"}]},
        ),
    ):
        ledger.note(said, json.dumps(said).encode())
    told = [json.loads(body) for body in ledger.replay()]
    assert [one["method"] for one in told] == [
        "initialize",
        "initialized",
        "workspace/didChangeConfiguration",
    ]
    assert [one["uri"] for one in told[0]["params"]["workspaceFolders"]] == [
        "file:///b",
        "file:///c",
    ]
    assert told[2]["params"]["settings"] == {"new": 1}


@pytest.mark.parametrize(
    "params",
    [
        None,
        5,
        [],
        {},
        {"textDocument": None},
        {"textDocument": []},
        {"textDocument": {"uri": 5}},
        {"notebookDocument": {"uri": NOTEBOOK}, "cellTextDocuments": 5},
        {"notebookDocument": {"uri": NOTEBOOK}, "cellTextDocuments": [5, {"uri": []}]},
        {"notebookDocument": {"uri": NOTEBOOK}, "change": {"cells": {"structure": []}}},
        {"event": 5},
        {"event": {"added": 5, "removed": [5, {"uri": 5}]}},
        {"workspaceFolders": {"a": 1}},
    ],
)
def test_messages_of_any_shape_are_noted_or_passed_over(params: Any) -> None:
    ledger = Ledger()
    for method in (
        "initialize",
        "textDocument/didOpen",
        "notebookDocument/didOpen",
        "textDocument/didChange",
        "notebookDocument/didChange",
        "textDocument/didClose",
        "notebookDocument/didClose",
        "textDocument/didSave",
        "workspace/didChangeWorkspaceFolders",
        "workspace/didChangeConfiguration",
    ):
        said = {"jsonrpc": "2.0", "method": method, "params": params}
        ledger.note(said, b"{}")
        ledger.edited(said)
        ledger.closed(said)
    list(ledger.replay())
