"""Which pages an editor is asked to open: ours, however the others are written."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from addresses import EVIL, FORMS, PAGES

from scvi_lint.lsp.session.addresses import is_ours

sys.path.append(str(Path(__file__).parents[1] / "lsp"))

from wire import Wire

OPENS = {"window": {"showDocument": {"support": True}}}


@pytest.mark.parametrize("address", [*PAGES, *FORMS])
def test_a_page_of_ours_is(address: str) -> None:
    assert is_ours(address)


@pytest.mark.parametrize("address", EVIL, ids=ascii)
def test_no_other_is(address: str) -> None:
    assert not is_ours(address)


def test_the_server_has_only_such_pages_opened() -> None:
    with Wire() as wire:
        wire.initialize(OPENS)
        for address in EVIL:
            command = {"command": "scvi-lint.openPage", "arguments": [address]}
            assert "error" in wire.request("workspace/executeCommand", command), address
        assert not [one for one in wire.drain(0.3) if one.get("method") == "window/showDocument"]
        wire.ask(
            "workspace/executeCommand", {"command": "scvi-lint.openPage", "arguments": [PAGES[0]]}
        )
        shown = wire.wait(lambda message: message.get("method") == "window/showDocument")
        assert shown["params"]["uri"] == PAGES[0]
