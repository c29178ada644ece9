"""`textDocument/completion`: arguments, their values, and entries of tracked data.

Answers null outside of those, and takes no part in the completion of names.
"""

from __future__ import annotations

from lsprotocol import types

from scvi_lint.ide.completion import Suggestion, complete
from scvi_lint.lsp.api.requests.of_document import of_document
from scvi_lint.lsp.documents.convert import to_range
from scvi_lint.lsp.documents.snapshot import Snapshot
from scvi_lint.lsp.session.session import Session

METHOD = types.TEXT_DOCUMENT_COMPLETION

_KINDS = {
    "keyword": types.CompletionItemKind.Field,
    "value": types.CompletionItemKind.Value,
    "entry": types.CompletionItemKind.EnumMember,
}


@of_document
async def handle(
    session: Session, snapshot: Snapshot, params: types.CompletionParams
) -> types.CompletionList | None:
    """The suggestions; what an argument means is added by `completionItem/resolve`."""
    insight = await session.insight(snapshot)
    uri = params.text_document.uri
    spot = None if insight is None else snapshot.spot_at(uri, params.position)
    if insight is None or spot is None:
        return None
    found = complete(insight, spot)
    if not found:
        return None
    offset, text = snapshot.offset(uri, params.position), snapshot.text(uri)
    assert offset is not None and text is not None  # else there had been no spot
    shift = offset - spot[1]
    items = [_item(one, number) for number, one in enumerate(found)]
    places: dict[tuple[int, int], types.Range] = {}  # nearly always one for all
    for item, one in zip(items, found, strict=True):
        bounds = (one.start + shift, one.end + shift)
        if bounds not in places:
            places[bounds] = to_range(text, *bounds, snapshot.encoding)
        item.text_edit = types.TextEdit(range=places[bounds], new_text=one.insert)
        if one.about is not None:
            item.data = {"uri": snapshot.uri, "function": one.about[0], "argument": one.about[1]}
    return types.CompletionList(is_incomplete=False, items=items)


def _item(suggestion: Suggestion, number: int) -> types.CompletionItem:
    return types.CompletionItem(
        label=suggestion.label,
        kind=_KINDS[suggestion.kind],
        detail=suggestion.detail or None,
        sort_text=f"{number:04d}",
        filter_text=suggestion.insert if suggestion.insert.startswith('"') else suggestion.label,
    )
