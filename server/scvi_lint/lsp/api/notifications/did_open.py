"""`textDocument/didOpen`."""

from __future__ import annotations

from lsprotocol import types

from scvi_lint.lsp.session.session import Session

METHOD = types.TEXT_DOCUMENT_DID_OPEN


def handle(session: Session, params: types.DidOpenTextDocumentParams) -> None:
    """A text was opened. A cell that changes its language is closed and opened again."""
    uri = session.store.open_text(params.text_document)
    session.opened(uri)
