"""`textDocument/diagnostic`: findings, for clients that ask.

Only scripts are answered in full. Notebooks are pushed whole, and a client that has both would
show each finding twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from scvi_lint.lsp.documents.snapshot import Snapshot
from scvi_lint.lsp.session.publisher import result_id
from scvi_lint.lsp.session.session import Session

if TYPE_CHECKING:
    from collections.abc import Awaitable

METHOD = types.TEXT_DOCUMENT_DIAGNOSTIC


def handle(
    session: Session, params: types.DocumentDiagnosticParams
) -> Awaitable[types.DocumentDiagnosticReport]:
    """The findings of the text as it is now."""
    return _answer(session, session.snapshot(params.text_document.uri), params)


async def _answer(
    session: Session, snapshot: Snapshot | None, params: types.DocumentDiagnosticParams
) -> types.DocumentDiagnosticReport:
    if snapshot is None or snapshot.program.is_notebook:
        return types.RelatedFullDocumentDiagnosticReport(items=[])
    await session.ready()
    await session.analyses.of(snapshot)
    # Edited meanwhile? Then what is shown now is what the client wants to know.
    current = session.snapshot(snapshot.uri) or snapshot
    items = session.publisher.diagnostics(current)[params.text_document.uri]
    name = result_id(items, session.encode)
    if name == params.previous_result_id:
        return types.RelatedUnchangedDocumentDiagnosticReport(result_id=name)
    return types.RelatedFullDocumentDiagnosticReport(items=items, result_id=name)
