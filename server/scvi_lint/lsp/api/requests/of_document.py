"""The frame of a request about a text document: its snapshot is taken when it arrives."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from lsprotocol import types

from scvi_lint.lsp.documents.snapshot import Snapshot
from scvi_lint.lsp.session.session import Session


class OfText(Protocol):
    """The parameters of a request about a text document."""

    @property
    def text_document(self) -> types.TextDocumentIdentifier: ...


P = TypeVar("P", bound=OfText)
T = TypeVar("T")


def of_document(
    serve: Callable[[Session, Snapshot, P], Awaitable[T]],
) -> Callable[[Session, P], Awaitable[T | None]]:
    """A handler that is given the snapshot; for a document that is not open it answers null."""

    def handle(session: Session, params: P) -> Awaitable[T | None]:
        snapshot = session.snapshot(params.text_document.uri)
        if snapshot is None:
            return _nothing()
        return serve(session, snapshot, params)

    return handle


async def _nothing() -> None:
    return None
