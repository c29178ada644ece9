"""`codeAction/resolve`: the edit of a `fixAll`, made for the text as it is when it is chosen."""

from __future__ import annotations

from lsprotocol import types

from scvi_lint.json_values import is_table
from scvi_lint.lsp.documents.convert import to_workspace_edit
from scvi_lint.lsp.session.acting import all_safe
from scvi_lint.lsp.session.session import Session

METHOD = types.CODE_ACTION_RESOLVE


async def handle(session: Session, action: types.CodeAction) -> types.CodeAction:
    """The same action with its edit. An action that is not ours comes back as it was."""
    data = action.data if is_table(action.data) else {}
    uri = data.get("uri")
    snapshot = session.snapshot(uri) if isinstance(uri, str) else None
    if snapshot is None:
        return action
    await session.analyses.of(snapshot)
    current = session.snapshot(snapshot.uri)
    if current is not None:
        edits = all_safe(session.publisher.current(current))
        action.edit = to_workspace_edit(edits, current, session.client)
    return action
