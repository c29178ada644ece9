"""`textDocument/didSave`."""

from __future__ import annotations

from lsprotocol import types

from scvi_lint.lsp.session import Session

METHOD = types.TEXT_DOCUMENT_DID_SAVE


def handle(session: Session, params: types.DidSaveTextDocumentParams) -> None:
    """A text was saved. Editors that watch no files for us tell of changed settings this way."""
    uri = session.store.program_of(params.text_document.uri)
    if uri is None:
        return
    if not session.client.watched_files and session.workspace.stale():
        session.workspace.reread()
        session.configured()
    session.saved(uri)
