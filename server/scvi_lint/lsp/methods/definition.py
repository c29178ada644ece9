"""`textDocument/definition`: of names of scvi-tools, and of names that stand for tracked objects.

Other names belong to the user's own language server. The answer comes from jedi, in a child
process that reads the user's environment and runs nothing of it.
"""

from __future__ import annotations

from lsprotocol import types

from scvi_lint.lsp.convert import to_position
from scvi_lint.lsp.insight import Insight
from scvi_lint.lsp.methods.of_document import of_document
from scvi_lint.lsp.moments import Spot
from scvi_lint.lsp.navigation.client import Place
from scvi_lint.lsp.navigation.folders import import_folders
from scvi_lint.lsp.navigation.joined import Joined
from scvi_lint.lsp.session import Session
from scvi_lint.lsp.snapshot import Snapshot
from scvi_lint.lsp.statements import enclosing
from scvi_lint.source import nodes

METHOD = types.TEXT_DOCUMENT_DEFINITION


@of_document
async def handle(
    session: Session, snapshot: Snapshot, params: types.DefinitionParams
) -> list[types.Location] | None:
    """Where the name is defined."""
    insight = await session.insight(snapshot)
    spot = snapshot.spot_at(params.text_document.uri, params.position)
    if insight is None or spot is None or not concerns_us(insight, spot):
        return None
    joined = Joined(snapshot)
    line, column = joined.place(spot)
    scope = snapshot.scope
    found = await session.navigator.definitions(
        joined.text,
        joined.path,
        line,
        column,
        scope.root,
        import_folders(scope.root, scope.settings.python, joined.path),
    )
    locations = [_location(session, joined, place) for place in found]
    return [one for one in locations if one is not None] or None


def concerns_us(insight: Insight, spot: Spot) -> bool:
    """Whether the name at a place is scvi-tools' or stands for a tracked object."""
    around = enclosing(insight.snapshot.document.cells[spot[0]], spot[1])
    node = around[-1] if around else None
    if isinstance(node, nodes.Alias):
        statement = around[-2] if len(around) > 1 else None
        module = statement.module if isinstance(statement, nodes.ImportFrom) else node.name
        return module.partition(".")[0] == "scvi"
    if not isinstance(node, (nodes.Name, nodes.Attribute)):
        return False
    if insight.resolver.path(node).startswith("scvi"):
        return True
    if isinstance(node, nodes.Attribute):
        owner = insight.resolver.object(node.value, spot)
        return owner is not None and owner.thing.kind == "model"
    return insight.moments is not None and insight.moments.named_at(spot) is not None


def _location(session: Session, joined: Joined, place: Place) -> types.Location | None:
    if place.path is None:
        return None
    length = len(place.name)
    if place.path == joined.path:
        mark = joined.mark(place.line, place.column, length)
        text = None if mark is None else joined.snapshot.text(mark.uri)
        if mark is None or text is None:
            return None
        encoding = joined.snapshot.encoding
        start, end = (to_position(text, at, encoding) for at in (mark.start, mark.end))
        return types.Location(mark.uri, types.Range(start, end))
    # A name stands behind an indent and a keyword: columns there are the same in every encoding.
    start = types.Position(place.line, place.column)
    end = types.Position(place.line, place.column + length)
    return types.Location(session.uri_of(place.path), types.Range(start, end))
