"""`workspace/didChangeWatchedFiles`: settings, modules or data changed on disk."""

from __future__ import annotations

from lsprotocol import types

from scvi_lint.lsp.session.session import Session

METHOD = types.WORKSPACE_DID_CHANGE_WATCHED_FILES


def handle(session: Session, params: types.DidChangeWatchedFilesParams) -> None:
    """Forget what was read of those files; a branch switch sends thousands, and costs one."""
    if params.changes:
        session.files_changed([change.uri for change in params.changes])
