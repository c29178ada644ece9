"""`workspace/didChangeWorkspaceFolders`."""

from __future__ import annotations

from lsprotocol import types

from scvi_lint.lsp.api.notifications.did_change_configuration import pull
from scvi_lint.lsp.documents.paths import to_path
from scvi_lint.lsp.session.session import Session

METHOD = types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS


def handle(session: Session, params: types.DidChangeWorkspaceFoldersParams) -> None:
    """Folders came and went; what lies in them has other settings now."""
    for folder in params.event.removed:
        session.workspace.remove(folder.uri)
    for folder in params.event.added:
        session.workspace.add(folder.uri, to_path(folder.uri))
    if session.client.configuration:
        session.configuring(pull(session))
    else:
        session.configured()
