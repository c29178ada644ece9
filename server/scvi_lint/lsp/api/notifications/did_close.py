"""`textDocument/didClose`."""

from __future__ import annotations

from lsprotocol import types

from scvi_lint.lsp.session.session import Session

METHOD = types.TEXT_DOCUMENT_DID_CLOSE


def handle(session: Session, params: types.DidCloseTextDocumentParams) -> None:
    """A text was closed. A cell's notebook stays, without the cell's text."""
    uri = params.text_document.uri
    owner = session.store.close_text(uri)
    if owner is None:
        return
    if owner == uri:
        session.closed(uri)
    else:
        session.changed(owner)
