"""A program that is open is drawn, as the editor has it, in every editor in its own way."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from programs import FAULT, FAULTY
from wire import Wire

from conftest import PUSHING

sys.path.append(str(Path(__file__).parents[1] / "picture"))
from drawings import Page


def ask(wire: Wire, *arguments: Any) -> Any:
    wanted = {"command": "scvi-lint.picture", "arguments": [*arguments]}
    return wire.ask("workspace/executeCommand", wanted)


def test_a_page_is_the_answer(fresh: Wire, uri: str) -> None:
    fresh.initialize(PUSHING)
    fresh.open(uri, FAULTY)
    fresh.diagnostics(uri)
    page = fresh.reply(ask(fresh, uri))["result"]
    assert page.startswith("<!doctype html>") and FAULT in page
    shown = Page(page)
    places = {(one["data-cell"], one["data-line"]) for one in shown.of("g", "box")}
    lines = FAULTY.splitlines()
    (setup,) = [n for n, line in enumerate(lines, 1) if "setup_anndata" in line]
    assert ("0", str(setup)) in places


def test_it_is_of_what_stands_in_the_editor(fresh: Wire, uri: str) -> None:
    fresh.initialize(PUSHING)
    fresh.open(uri, FAULTY)
    fresh.diagnostics(uri)
    change = {"text": FAULTY + "model.get_latent_representation()\n"}
    params = {"textDocument": {"uri": uri, "version": 2}, "contentChanges": [change]}
    fresh.notify("textDocument/didChange", params)
    page = fresh.reply(ask(fresh, uri))["result"]
    assert "get_latent_representation" in page


@pytest.mark.parametrize("opens", [True, False])
def test_who_wants_a_file_has_it_opened_or_its_path_told(
    fresh: Wire, uri: str, opens: bool
) -> None:
    fresh.initialize(PUSHING if opens else {**PUSHING, "window": {}})
    fresh.open(uri, FAULTY)
    fresh.diagnostics(uri)
    asked = ask(fresh, uri, "file")
    if opens:
        wanted = fresh.wait(lambda message: message.get("method") == "window/showDocument")
        assert wanted["params"]["external"] is True
        path = Path(urlsplit(wanted["params"]["uri"]).path)
        fresh.send({"jsonrpc": "2.0", "id": wanted["id"], "result": {"success": True}})
    else:
        told = fresh.wait(lambda message: message.get("method") == "window/showMessage")
        path = Path(told["params"]["message"].rpartition(": ")[2])
    assert path.suffix == ".html"
    assert path.read_text(encoding="utf-8") == fresh.reply(asked)["result"]


@pytest.mark.parametrize("arguments", [[], [7], ["file:///nowhere.py"], [None]])
def test_what_is_not_open_is_not_drawn(fresh: Wire, arguments: list[Any]) -> None:
    fresh.initialize(PUSHING)
    assert fresh.reply(ask(fresh, *arguments))["result"] is None


def test_a_program_that_does_not_concern_us_is_not_drawn(fresh: Wire, uri: str) -> None:
    fresh.initialize(PUSHING)
    fresh.open(uri, "import numpy\n")
    assert fresh.reply(ask(fresh, uri))["result"] is None
