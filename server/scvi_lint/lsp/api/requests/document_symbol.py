"""`textDocument/documentSymbol`: the program's way from reading to querying, as an outline."""

from __future__ import annotations

from lsprotocol import types

from scvi_lint.ide.symbols import Step, pipeline
from scvi_lint.lsp.api.requests.of_document import of_document
from scvi_lint.lsp.documents.convert import to_range
from scvi_lint.lsp.documents.snapshot import Mark, Snapshot
from scvi_lint.lsp.session.session import Session

METHOD = types.TEXT_DOCUMENT_DOCUMENT_SYMBOL

_KINDS = {
    "read": types.SymbolKind.File,
    "setup": types.SymbolKind.Interface,
    "model": types.SymbolKind.Class,
    "train": types.SymbolKind.Event,
    "query": types.SymbolKind.Method,
    "save": types.SymbolKind.File,
}


@of_document
async def handle(
    session: Session, snapshot: Snapshot, params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol] | list[types.SymbolInformation] | None:
    """The steps of the text that was asked about: of one cell, in a notebook."""
    insight = await session.insight(snapshot)
    if insight is None or insight.analysed is None or insight.analysed.result is None:
        return None
    uri = params.text_document.uri
    found: list[types.DocumentSymbol] = []
    for step in pipeline(insight.analysed.result.analysis, snapshot.path):
        symbol = _symbol(step, snapshot, uri)
        if symbol is not None:
            found.append(symbol)
            continue
        # The model was built in another cell: what is done with it here still shows.
        found.extend(inner for child in step.children if (inner := _symbol(child, snapshot, uri)))
    if session.client.symbol_tree:
        return found
    return [flat for symbol in found for flat in _flattened(symbol, uri, None)]


def _symbol(step: Step, snapshot: Snapshot, uri: str) -> types.DocumentSymbol | None:
    mark = snapshot.mark(step.span)
    text = snapshot.text(uri)
    if mark is None or text is None or mark.uri != uri:
        return None
    children = [inner for child in step.children if (inner := _symbol(child, snapshot, uri))]
    own = to_range(text, mark.start, mark.end, snapshot.encoding)
    whole = own
    ends = [snapshot.mark(child.span) for child in step.children]
    last = max([mark.end, *(end.end for end in ends if isinstance(end, Mark) and end.uri == uri)])
    if last > mark.end:
        whole = to_range(text, mark.start, last, snapshot.encoding)
    return types.DocumentSymbol(
        name=step.name,
        detail=step.detail or None,
        kind=_KINDS[step.kind],
        range=whole,
        selection_range=own,
        children=children or None,
    )


def _flattened(
    symbol: types.DocumentSymbol, uri: str, container: str | None
) -> list[types.SymbolInformation]:
    location = types.Location(uri=uri, range=symbol.selection_range)
    found = [
        types.SymbolInformation(
            name=symbol.name, kind=symbol.kind, location=location, container_name=container
        )
    ]
    for child in symbol.children or ():
        found.extend(_flattened(child, uri, symbol.name))
    return found
