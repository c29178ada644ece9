"""`completionItem/resolve`: what an argument means, with the page that says more."""

from __future__ import annotations

from lsprotocol import types

from scvi_lint.ide import reference
from scvi_lint.ide.describe import plain
from scvi_lint.json_values import is_table
from scvi_lint.lsp.session.session import Session

METHOD = types.COMPLETION_ITEM_RESOLVE


async def handle(session: Session, item: types.CompletionItem) -> types.CompletionItem:
    """The same item, explained. An item that is not ours comes back as it was."""
    data = item.data if is_table(item.data) else {}
    uri, function, name = (data.get(key) for key in ("uri", "function", "argument"))
    snapshot = session.snapshot(uri) if isinstance(uri, str) else None
    if snapshot is None or not isinstance(function, str) or not isinstance(name, str):
        return item
    insight = await session.insight(snapshot)
    callee = None if insight is None else insight.resolver.callee_by_path(function)
    if insight is None or callee is None:
        return item
    lines = reference.argument(callee, name, insight.release)
    if not lines:
        return item
    if session.client.documentation_markdown:
        item.documentation = types.MarkupContent(types.MarkupKind.Markdown, "  \n".join(lines))
    else:
        item.documentation = plain(lines)
    return item
