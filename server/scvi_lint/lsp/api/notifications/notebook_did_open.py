"""`notebookDocument/didOpen`."""

from __future__ import annotations

from lsprotocol import types

from scvi_lint.lsp.session.session import Session

METHOD = types.NOTEBOOK_DOCUMENT_DID_OPEN


def handle(session: Session, params: types.DidOpenNotebookDocumentParams) -> None:
    """A notebook was opened, with all its cells."""
    session.opened(session.store.open_notebook(params))
