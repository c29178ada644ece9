"""What an editor says when it is sound: one message of each kind, settings, and edits."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from programs import FAULTY

LINES = FAULTY.count("\n")
WHOLE = {"start": {"line": 0, "character": 0}, "end": {"line": LINES, "character": 0}}
SETTINGS: list[dict[str, Any]] = [
    {"select": ["SCV2"], "ignore": ["SCV201"], "extendSelect": ["SCV1"]},
    {"preset": "all", "severity": {"SCV201": "info"}, "scvi-version": "1.2.0"},
    {"evidence": True, "evidenceRoots": ["/"], "exclude": ["**/*"], "extendExclude": ["a"]},
    {"overrides": [{"files": ["*.py"], "ignore": ["SCV"], "python": "/bin/false"}]},
    {"perFileIgnores": {"*.py": ["SCV2"]}, "plugins": ["none"], "logLevel": "debug"},
    {"diagnosticMode": "workspace", "inlayHints": False, "python": "/usr/bin/python3"},
]


def messages(folder: Path) -> list[dict[str, Any]]:
    """One message of each kind about a program of this folder. Requests have an id, which the
    caller may change."""
    script, notebook, cell = (folder / "b.py").as_uri(), (folder / "c.ipynb").as_uri(), "cell:1"
    document = {"uri": script}
    place = {"textDocument": document, "position": {"line": 8, "character": 20}}
    versioned = {"uri": script, "version": 2}
    item = {"uri": script, "languageId": "python", "version": 1, "text": FAULTY}
    cell_item = {**item, "uri": cell}
    book = {"uri": notebook, "version": 1}
    cells = [{"kind": 2, "document": cell, "executionSummary": {"executionOrder": 1}}]
    opened = {**book, "notebookType": "jupyter-notebook", "metadata": {}, "cells": cells}
    array = {"start": 0, "deleteCount": 1, "cells": cells}
    structure = {"array": array, "didOpen": [cell_item], "didClose": [{"uri": cell}]}
    text = {"document": {"uri": cell, "version": 2}, "changes": [{"text": FAULTY}]}
    change = {"cells": {"structure": structure, "data": cells, "textContent": [text]}}
    found = {"range": WHOLE, "message": "a", "code": "SCV201", "source": "scvi-lint", "data": {}}
    context = {"diagnostics": [found], "only": ["quickfix"], "triggerKind": 1}
    folders = {"added": [{"uri": folder.as_uri(), "name": "a"}], "removed": []}
    asked: list[tuple[str, Any]] = [
        ("textDocument/hover", place),
        ("textDocument/definition", place),
        ("textDocument/completion", {**place, "context": {"triggerKind": 1}}),
        (
            "textDocument/signatureHelp",
            {**place, "context": {"triggerKind": 1, "isRetrigger": False}},
        ),
        ("textDocument/codeAction", {"textDocument": document, "range": WHOLE, "context": context}),
        ("textDocument/documentSymbol", {"textDocument": document}),
        ("textDocument/documentLink", {"textDocument": document}),
        ("textDocument/inlayHint", {"textDocument": document, "range": WHOLE}),
        ("textDocument/diagnostic", {"textDocument": document, "previousResultId": "1"}),
        ("workspace/diagnostic", {"previousResultIds": [{"uri": script, "value": "1"}]}),
        ("completionItem/resolve", {"label": "a", "data": {"uri": script, "name": "a"}}),
        ("codeAction/resolve", {"title": "a", "kind": "quickfix", "data": {"uri": script}}),
        ("workspace/executeCommand", {"command": "scvi-lint.status", "arguments": [script]}),
        (
            "workspace/executeCommand",
            {"command": "scvi-lint.explain", "arguments": ["SCV201", script]},
        ),
        ("workspace/executeCommand", {"command": "scvi-lint.allowFolder", "arguments": ["/"]}),
        ("workspace/executeCommand", {"command": "scvi-lint.printDebugInformation"}),
        ("initialize", {"processId": 1, "rootUri": None, "capabilities": {}}),
    ]
    told: list[tuple[str, Any]] = [
        ("textDocument/didOpen", {"textDocument": item}),
        (
            "textDocument/didChange",
            {"textDocument": versioned, "contentChanges": [{"text": FAULTY}]},
        ),
        (
            "textDocument/didChange",
            {"textDocument": versioned, "contentChanges": [{"range": WHOLE, "text": "a"}]},
        ),
        ("textDocument/didSave", {"textDocument": document, "text": FAULTY}),
        ("textDocument/didClose", {"textDocument": document}),
        (
            "notebookDocument/didOpen",
            {"notebookDocument": opened, "cellTextDocuments": [cell_item]},
        ),
        ("notebookDocument/didChange", {"notebookDocument": book, "change": change}),
        ("notebookDocument/didSave", {"notebookDocument": book}),
        (
            "notebookDocument/didClose",
            {"notebookDocument": book, "cellTextDocuments": [{"uri": cell}]},
        ),
        ("workspace/didChangeConfiguration", {"settings": {"scvi-lint": {"ignore": []}}}),
        ("workspace/didChangeWatchedFiles", {"changes": [{"uri": script, "type": 2}]}),
        ("workspace/didChangeWorkspaceFolders", {"event": folders}),
        ("$/cancelRequest", {"id": 1}),
        ("$/setTrace", {"value": "verbose"}),
        ("$/scviLint/held", {"uris": [script]}),
        ("initialized", {}),
    ]
    return [
        *({"jsonrpc": "2.0", "id": 10**9, "method": m, "params": p} for m, p in asked),
        *({"jsonrpc": "2.0", "method": m, "params": p} for m, p in told),
    ]


# --- edits, as the protocol defines them ------------------------------------------------------


def random_change(draw: random.Random, text: str) -> dict[str, Any]:
    """An edit of a text, often at places that are beyond a line's end, or the text's."""
    new = draw.choice(("", "\n", "x", "(", "'", "\r\n", "\U0001f9ec", "\n\n# a\n", "import scvi\n"))
    if draw.random() < 0.02:
        return {"text": FAULTY}
    lines = text.count("\n")

    def place() -> dict[str, int]:
        if draw.random() < 0.1:
            return {
                "line": draw.choice((lines, lines + 1, 10**9)),
                "character": draw.choice((0, 7, 10**9)),
            }
        return {"line": draw.randint(0, lines), "character": draw.choice((0, 3, 9, 30, 10**6))}

    start = place()
    end = dict(start) if draw.random() < 0.7 else place()
    if (end["line"], end["character"]) < (start["line"], start["character"]):
        start, end = end, start
    return {"range": {"start": start, "end": end}, "text": new}


def edited(text: str, change: dict[str, Any]) -> str:
    """The text after an edit; a character counts as its code units in UTF-16."""
    given = change.get("range")
    if given is None:
        return change["text"]
    start, end = (_offset(text, given[name]) for name in ("start", "end"))
    return text[:start] + change["text"] + text[end:]


def _offset(text: str, place: dict[str, int]) -> int:
    lines = text.replace("\r\n", "\n\n").replace("\r", "\n")  # each break as long as it was
    start = 0
    for _ in range(place["line"]):
        found = lines.find("\n", start)
        if found < 0:
            return len(text)
        start = found + (2 if text[found : found + 2] == "\r\n" else 1)
    units = 0
    for offset in range(start, len(text)):
        if text[offset] in "\r\n" or units >= place["character"]:
            return offset
        units += 2 if ord(text[offset]) > 0xFFFF else 1
    return len(text)
