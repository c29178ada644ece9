"""`textDocument/definition`: of names of scvi-tools, and of names that stand for tracked objects.

Other names belong to the user's own language server. The answer comes from jedi, in a child
process that reads the user's environment and runs nothing of it.
"""

from __future__ import annotations

from lsprotocol import types

from scvi_lint.lsp.api.requests.of_document import of_document
from scvi_lint.lsp.documents.snapshot import Snapshot
from scvi_lint.lsp.navigation.asking import concerns_us, definitions
from scvi_lint.lsp.session.session import Session

METHOD = types.TEXT_DOCUMENT_DEFINITION


@of_document
async def handle(
    session: Session, snapshot: Snapshot, params: types.DefinitionParams
) -> list[types.Location] | None:
    """Where the name is defined."""
    insight = await session.insight(snapshot)
    spot = None if insight is None else snapshot.spot_at(params.text_document.uri, params.position)
    if insight is None or spot is None or not concerns_us(insight, spot):
        return None
    return await definitions(session, insight, spot) or None
