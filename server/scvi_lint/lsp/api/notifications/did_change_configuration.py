"""`workspace/didChangeConfiguration`: settings changed, and come along or are to be asked for."""

from __future__ import annotations

from lsprotocol import types

from scvi_lint.json_values import is_row, is_table
from scvi_lint.lsp.names import SECTION
from scvi_lint.lsp.session.session import Session
from scvi_lint.lsp.session.settings import EditorSettings

METHOD = types.WORKSPACE_DID_CHANGE_CONFIGURATION


def handle(session: Session, params: types.DidChangeConfigurationParams) -> None:
    """Take the settings that came, unless the client prefers to be asked."""
    if session.client.configuration:
        session.configuring(pull(session))
        return
    session.workspace.configure(EditorSettings(params.settings))
    session.configured()


async def pull(session: Session, *, patience: float = 3.0) -> None:
    """Ask for the settings of every folder, and of what lies in none."""
    uris = list(session.workspace.folders)
    items = [types.ConfigurationItem(scope_uri=uri, section=SECTION) for uri in uris]
    items.append(types.ConfigurationItem(section=SECTION))
    answer = await session.request(
        types.WORKSPACE_CONFIGURATION, types.ConfigurationParams(items=items), patience=patience
    )
    if not is_row(answer) or len(answer) != len(items):
        return
    # An editor that has none, or has none any more, answers null: then those it began with hold.
    given = answer[-1]
    workspace = session.workspace
    workspace.configure(EditorSettings(given) if is_table(given) else workspace.initial)
    for uri, given in zip(uris, answer, strict=False):
        if is_table(given):
            workspace.configure(EditorSettings(given), uri)
