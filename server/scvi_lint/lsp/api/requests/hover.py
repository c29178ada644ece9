"""`textDocument/hover`: what is known, here, of the name under the mouse.

On a name that stands for data or a model, its state at that place; on an argument of a call into
scvi-tools, what it means and what holds for the data at hand; on a name of scvi-tools, its
signature and page; on a suppression comment, the rule. Anything else is somebody else's business.
"""

from __future__ import annotations

from lsprotocol import types

from scvi_lint.escaping import for_code_block
from scvi_lint.ide.describe import plain
from scvi_lint.ide.hover import Hover, hover
from scvi_lint.lsp.api.requests.of_document import of_document
from scvi_lint.lsp.documents.convert import to_range
from scvi_lint.lsp.documents.snapshot import Snapshot
from scvi_lint.lsp.navigation.asking import concerns_us, signatures
from scvi_lint.lsp.session.session import Session

METHOD = types.TEXT_DOCUMENT_HOVER


@of_document
async def handle(
    session: Session, snapshot: Snapshot, params: types.HoverParams
) -> types.Hover | None:
    """The hover, in Markdown where the client shows it."""
    insight = await session.insight(snapshot)
    uri = params.text_document.uri
    spot = None if insight is None else snapshot.spot_at(uri, params.position)
    if insight is None or spot is None:
        return None
    found = hover(insight, spot)
    if found is None and concerns_us(insight, spot):
        # A name of scvi-tools that this release does not have, or a private one.
        lines = await signatures(session, insight, spot)
        found = Hover([for_code_block("\n".join(lines))], spot[1], spot[1]) if lines else None
    if found is None:
        return None
    if session.client.hover_markdown:
        kind, value = types.MarkupKind.Markdown, "  \n".join(found.lines)
    else:
        kind, value = types.MarkupKind.PlainText, plain(found.lines)
    text = snapshot.text(uri)
    offset = snapshot.offset(uri, params.position)
    assert text is not None and offset is not None  # else there had been no spot
    shift = offset - spot[1]
    return types.Hover(
        contents=types.MarkupContent(kind=kind, value=value),
        range=to_range(text, found.start + shift, found.end + shift, snapshot.encoding),
    )
