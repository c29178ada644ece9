"""`textDocument/didChange`."""

from __future__ import annotations

from lsprotocol import types

from scvi_lint.lsp.session.session import Session
from scvi_lint.lsp.wire.codes import INVALID_PARAMS
from scvi_lint.lsp.wire.protocol import Refused

METHOD = types.TEXT_DOCUMENT_DID_CHANGE


def handle(session: Session, params: types.DidChangeTextDocumentParams) -> None:
    """A text was edited."""
    document = params.text_document
    uri = session.store.change_text(document.uri, document.version, params.content_changes)
    if uri is None:
        raise Refused(INVALID_PARAMS, f"{document.uri} is not open")
    session.changed(uri)
