"""The frame of a request about a text document: its snapshot is taken when it arrives."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from scvi_lint.lsp.documents.snapshot import Snapshot
from scvi_lint.lsp.session.session import Session

Serve = Callable[[Session, Snapshot, Any], Awaitable[Any]]


def of_document(serve: Serve) -> Callable[[Session, Any], Awaitable[Any]]:
    """A handler that is given the snapshot; for a document that is not open it answers null."""

    def handle(session: Session, params: Any) -> Awaitable[Any]:
        snapshot = session.snapshot(params.text_document.uri)
        if snapshot is None:
            return _nothing()
        return serve(session, snapshot, params)

    return handle


async def _nothing() -> None:
    return None
