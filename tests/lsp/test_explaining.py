"""A rule is explained from the menu of quick fixes, in every editor in its own way."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from programs import FAULT, FAULT_LINE, FAULTY
from wire import Wire

from conftest import PUSHING

CANNOT_SHOW = {**PUSHING, "window": {}}
RANGE = {
    "start": {"line": FAULT_LINE, "character": 0},
    "end": {"line": FAULT_LINE, "character": 30},
}


def command(wire: Wire, uri: str) -> dict[str, Any]:
    """The command that the quick fix of the faulty program holds."""
    wire.open(uri, FAULTY)
    wire.diagnostics(uri)
    params = {"textDocument": {"uri": uri}, "range": RANGE, "context": {"diagnostics": []}}
    actions = wire.request("textDocument/codeAction", params)["result"]
    titles = [action["title"] for action in actions]
    assert titles.index(f"Explain {FAULT}") == 1 and "counts" in titles[0]
    return actions[1]["command"]


def test_the_page_is_opened_where_the_editor_opens_documents(fresh: Wire, uri: str) -> None:
    fresh.initialize(PUSHING)
    asked = fresh.ask("workspace/executeCommand", command(fresh, uri))
    wanted = fresh.wait(lambda message: message.get("method") == "window/showDocument")
    page = Path(urlsplit(wanted["params"]["uri"]).path)
    assert page.name == f"{FAULT}.md" and not wanted["params"].get("external")
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# ") and "https://docs.scvi-tools.org/en/" in text
    fresh.send({"jsonrpc": "2.0", "id": wanted["id"], "result": {"success": True}})
    assert fresh.reply(asked)["result"] == text
    fresh.stop()
    assert not page.exists()


@pytest.mark.parametrize("refuses", [True, False])
def test_else_it_is_told(fresh: Wire, uri: str, refuses: bool) -> None:
    fresh.initialize(PUSHING if refuses else CANNOT_SHOW)
    asked = fresh.ask("workspace/executeCommand", command(fresh, uri))
    if refuses:
        wanted = fresh.wait(lambda message: message.get("method") == "window/showDocument")
        fresh.send({"jsonrpc": "2.0", "id": wanted["id"], "result": {"success": False}})
    told = fresh.wait(lambda message: message.get("method") == "window/showMessage")["params"]
    assert told["type"] == 3 and FAULT in told["message"] and "```" not in told["message"]
    assert "result" in fresh.reply(asked)


@pytest.mark.parametrize("arguments", [["SCV"], [7], [], ["../x", "file:///a"], [None, None]])
def test_what_is_no_rule_is_refused(wire: Wire, arguments: list[Any]) -> None:
    wanted = {"command": "scvi-lint.explain", "arguments": arguments}
    assert "no rule" in wire.request("workspace/executeCommand", wanted)["error"]["message"]
    time.sleep(0.05)
    assert not [one for one in wire.drain(0.0) if one.get("method") == "window/showMessage"]
