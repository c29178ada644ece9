"""Servers for the tests of the room: real processes, shared where a test leaves no trace."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from wire import Wire

VSCODE_TODAY = {
    "general": {
        "positionEncodings": ["utf-16"],
        "staleRequestSupport": {"cancel": True, "retryOnContentModified": []},
    },
    "notebookDocument": {"synchronization": {"executionSummarySupport": True}},
    "textDocument": {
        "publishDiagnostics": {
            "relatedInformation": True,
            "codeDescriptionSupport": True,
            "tagSupport": {"valueSet": [1, 2]},
        },
        "diagnostic": {"dynamicRegistration": True, "relatedDocumentSupport": True},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "quickfix"]}},
            "isPreferredSupport": True,
            "dataSupport": True,
            "resolveSupport": {"properties": ["edit"]},
        },
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "documentLink": {"tooltipSupport": True},
    },
    "workspace": {
        "diagnostics": {"refreshSupport": True},
        "inlayHint": {"refreshSupport": True},
        "workspaceEdit": {"documentChanges": True},
        "applyEdit": True,
        "workspaceFolders": True,
    },
    "window": {"showDocument": {"support": True}, "workDoneProgress": True},
}
PUSHING = {
    **VSCODE_TODAY,
    "workspace": {"workspaceEdit": {"documentChanges": True}},
}

_numbers = itertools.count(1)


@pytest.fixture
def fresh() -> Iterator[Wire]:
    """A server of its own, not initialised."""
    with Wire() as wire:
        yield wire


@pytest.fixture(scope="session")
def _shared() -> Iterator[Wire]:
    with Wire() as wire:
        wire.initialize(PUSHING)
        yield wire


@pytest.fixture
def wire(_shared: Wire) -> Iterator[Wire]:
    """A server that pushes findings, initialised; shared by all tests that do it no harm."""
    yield _shared
    assert _shared.process.poll() is None, "the test ended the shared server"
    _shared.drain(0.0)


@pytest.fixture
def uri() -> str:
    """A document that no other test has."""
    return f"file:///workspace/program_{next(_numbers)}.py"
