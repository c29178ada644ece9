"""`textDocument/signatureHelp`: everything a call accepts, what `**kwargs` hands on included."""

from __future__ import annotations

from lsprotocol import types

from scvi_lint.ide import reference
from scvi_lint.ide.describe import plain
from scvi_lint.ide.signature import signature
from scvi_lint.lsp.api.requests.of_document import of_document
from scvi_lint.lsp.documents.snapshot import Snapshot
from scvi_lint.lsp.session.session import Session

METHOD = types.TEXT_DOCUMENT_SIGNATURE_HELP


@of_document
async def handle(
    session: Session, snapshot: Snapshot, params: types.SignatureHelpParams
) -> types.SignatureHelp | None:
    """The signature of the call around the cursor, if it is one of scvi-tools."""
    insight = await session.insight(snapshot)
    spot = None if insight is None else snapshot.spot_at(params.text_document.uri, params.position)
    if insight is None or spot is None:
        return None
    shown = signature(insight, spot)
    if shown is None:
        return None
    written = [
        types.ParameterInformation(
            label=span if session.client.label_offsets else shown.label[slice(*span)]
        )
        for span in shown.spans
    ]
    if shown.active is not None:
        name = shown.names[shown.active]
        lines = reference.argument(shown.callee, name, insight.release)
        if lines and session.client.signature_markdown:
            text = "  \n".join(lines)
            written[shown.active].documentation = types.MarkupContent(
                types.MarkupKind.Markdown, text
            )
        elif lines:
            written[shown.active].documentation = plain(lines)
    # Left out it means the first one; "none" is a number too large, unless the client knows null.
    active = shown.active
    if active is None and not session.client.no_active_parameter:
        active = len(written)
    found = types.SignatureInformation(shown.label, parameters=written, active_parameter=active)
    return types.SignatureHelp(signatures=[found], active_signature=0, active_parameter=active)
