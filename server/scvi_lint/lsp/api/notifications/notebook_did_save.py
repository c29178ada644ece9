"""`notebookDocument/didSave`."""

from __future__ import annotations

from lsprotocol import types

from scvi_lint.lsp.session.session import Session

METHOD = types.NOTEBOOK_DOCUMENT_DID_SAVE


def handle(session: Session, params: types.DidSaveNotebookDocumentParams) -> None:
    """A notebook was saved."""
    uri = params.notebook_document.uri
    if session.store.program_of(uri) is not None:
        session.saved(uri)
