"""`notebookDocument/didClose`."""

from __future__ import annotations

from lsprotocol import types

from scvi_lint.lsp.session.session import Session

METHOD = types.NOTEBOOK_DOCUMENT_DID_CLOSE


def handle(session: Session, params: types.DidCloseNotebookDocumentParams) -> None:
    """A notebook was closed, and with it all its cells."""
    uri = params.notebook_document.uri
    session.store.close_notebook(uri)
    session.closed(uri)
