"""Findings in files that are not open."""

from __future__ import annotations

from pathlib import Path

import pytest
from programs import FAULT, FAULT_LINE, FAULTY, codes
from wire import Wire

from conftest import PUSHING, VSCODE_TODAY

ON = {"initializationOptions": {"diagnosticMode": "workspace"}}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "faulty.py").write_text('"é😀"; ' + FAULTY.replace("\n", "\r\n"), newline="")
    (tmp_path / "clean.py").write_text("import scvi\n")
    (tmp_path / "other.py").write_text("import numpy\n")
    return tmp_path


def ask(wire: Wire, known: dict[str, str], **more: object) -> int:
    previous = [{"uri": uri, "value": value} for uri, value in known.items()]
    return wire.ask("workspace/diagnostic", {"previousResultIds": previous, **more})


def test_it_is_off_unless_wanted(fresh: Wire, project: Path) -> None:
    reply = fresh.initialize(VSCODE_TODAY, rootUri=project.as_uri())
    provider = reply["result"]["capabilities"]["diagnosticProvider"]
    assert provider["workspaceDiagnostics"] is False


def test_news_is_told_once_and_then_the_request_is_held(fresh: Wire, project: Path) -> None:
    reply = fresh.initialize(VSCODE_TODAY, rootUri=project.as_uri(), **ON)
    assert reply["result"]["capabilities"]["diagnosticProvider"]["workspaceDiagnostics"] is True
    first = fresh.reply(ask(fresh, {}))["result"]["items"]
    (report,) = first
    uri = (project / "faulty.py").as_uri()
    assert report["uri"] == uri and codes(report["items"]) == [FAULT]
    assert report["items"][0]["range"]["start"]["line"] == FAULT_LINE
    held = ask(fresh, {uri: report["resultId"]})
    with pytest.raises(AssertionError):
        fresh.reply(held, patience=1.0)
    (project / "faulty.py").write_text("import scvi\n")
    change = {"uri": uri, "type": 2}
    fresh.notify("workspace/didChangeWatchedFiles", {"changes": [change]})
    (report,) = fresh.reply(held)["result"]["items"]
    assert report["uri"] == uri and report["items"] == []
    last = ask(fresh, {uri: report["resultId"]})
    fresh.notify("$/cancelRequest", {"id": last})
    assert fresh.reply(last)["error"]["code"] == -32800


def test_open_files_are_left_to_the_editor(fresh: Wire, project: Path) -> None:
    fresh.initialize(VSCODE_TODAY, rootUri=project.as_uri(), **ON)
    fresh.open((project / "faulty.py").as_uri(), FAULTY)
    (project / "second.py").write_text(FAULTY)
    items = fresh.reply(ask(fresh, {}))["result"]["items"]
    assert [item["uri"] for item in items] == [(project / "second.py").as_uri()]


def test_parts_are_sent_to_a_client_that_takes_them(fresh: Wire, project: Path) -> None:
    for number in range(120):
        (project / f"more_{number}.py").write_text(FAULTY)
    fresh.initialize(VSCODE_TODAY, rootUri=project.as_uri(), **ON)
    asked = ask(fresh, {}, partialResultToken="parts", workDoneToken="work")
    assert fresh.reply(asked)["result"]["items"] == []
    progress = [m["params"] for m in fresh.drain(0.2) if m.get("method") == "$/progress"]
    parts = [p["value"]["items"] for p in progress if p["token"] == "parts"]
    assert len(parts) == 3 and sum(map(len, parts)) == 121
    kinds = [p["value"]["kind"] for p in progress if p["token"] == "work"]
    assert kinds[0] == "begin" and kinds[-1] == "end"


def test_a_client_that_cannot_ask_is_pushed_to(fresh: Wire, project: Path) -> None:
    fresh.initialize(PUSHING, rootUri=project.as_uri(), **ON)
    uri = (project / "faulty.py").as_uri()
    assert codes(fresh.diagnostics(uri)) == [FAULT]
    fresh.open(uri, "import scvi\n")
    assert fresh.diagnostics(uri) == []
    fresh.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    assert codes(fresh.diagnostics(uri)) == [FAULT]


def test_a_closed_notebook_is_reported_on_its_file(fresh: Wire, project: Path) -> None:
    import json

    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    notebook = {
        "cells": [{**cell, "source": "import scvi"}, {**cell, "source": FAULTY}],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    (project / "a.ipynb").write_text(json.dumps(notebook))
    fresh.initialize(VSCODE_TODAY, rootUri=project.as_uri(), **ON)
    items = fresh.reply(ask(fresh, {}))["result"]["items"]
    (report,) = [item for item in items if item["uri"].endswith("a.ipynb")]
    assert report["items"][0]["message"].startswith(f"cell 2, line {FAULT_LINE + 1}: ")
