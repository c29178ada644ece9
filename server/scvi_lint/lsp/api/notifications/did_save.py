"""`textDocument/didSave`."""

from __future__ import annotations

from lsprotocol import types

from scvi_lint.lsp.session.session import Session

METHOD = types.TEXT_DOCUMENT_DID_SAVE


def handle(session: Session, params: types.DidSaveTextDocumentParams) -> None:
    """A text was saved."""
    uri = session.store.program_of(params.text_document.uri)
    if uri is None:
        return
    session.saved(uri)
