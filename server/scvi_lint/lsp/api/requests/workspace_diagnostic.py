"""`workspace/diagnostic`: findings of files that are not open, where the user wants them.

The request is held while there is no news: a client asks again as soon as it has an answer.
News is sent in parts when the client takes parts, with result ids, so that what did not change
is never sent twice.
"""

from __future__ import annotations

from itertools import islice

from lsprotocol import types

from scvi_lint.lsp.session.session import Session

METHOD = types.WORKSPACE_DIAGNOSTIC

FILES_PER_PART = 50


async def handle(
    session: Session, params: types.WorkspaceDiagnosticParams
) -> types.WorkspaceDiagnosticReport:
    """Wait for news, and tell it."""
    known = {one.uri: one.value for one in params.previous_result_ids}
    news = await session.files.news(known, params.work_done_token)
    items = iter(
        types.WorkspaceFullDocumentDiagnosticReport(
            uri=uri, items=found, result_id=session.files.name(found), version=None
        )
        for uri, found in sorted(news.items())
    )
    token = params.partial_result_token
    if token is None:
        return types.WorkspaceDiagnosticReport(items=list(items))
    while part := list(islice(items, FILES_PER_PART)):
        value = types.WorkspaceDiagnosticReportPartialResult(items=part)
        session.notify(types.PROGRESS, types.ProgressParams(token=token, value=value))
    return types.WorkspaceDiagnosticReport(items=[])
