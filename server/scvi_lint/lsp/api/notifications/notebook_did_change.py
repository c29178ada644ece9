"""`notebookDocument/didChange`."""

from __future__ import annotations

from lsprotocol import types

from scvi_lint.lsp.session.session import Session
from scvi_lint.lsp.wire.codes import INVALID_PARAMS
from scvi_lint.lsp.wire.protocol import Refused

METHOD = types.NOTEBOOK_DOCUMENT_DID_CHANGE


def handle(session: Session, params: types.DidChangeNotebookDocumentParams) -> None:
    """Cells were edited, moved, added, removed or run."""
    uri = session.store.change_notebook(params)
    if uri is None:
        raise Refused(INVALID_PARAMS, f"{params.notebook_document.uri} is not open")
    session.changed(uri)
