"""A question to jedi about a place of a program: the program as one text, and where to import from.

Only names that concern us are asked about: those of scvi-tools, and those that stand for tracked
objects. Everything else belongs to the user's own language server.
"""

from __future__ import annotations

import os

from lsprotocol import types

from scvi_lint.ide.moments import Spot
from scvi_lint.ide.statements import enclosing
from scvi_lint.lsp.documents.convert import to_position
from scvi_lint.lsp.navigation.client import Place
from scvi_lint.lsp.navigation.folders import import_folders
from scvi_lint.lsp.navigation.joined import Joined
from scvi_lint.lsp.session.insight import OpenInsight
from scvi_lint.lsp.session.session import Session
from scvi_lint.source.parser import nodes


def concerns_us(insight: OpenInsight, spot: Spot) -> bool:
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


async def definitions(session: Session, insight: OpenInsight, spot: Spot) -> list[types.Location]:
    """Where the name at a place is defined."""
    joined = Joined(insight.snapshot)
    found = await session.navigator.definitions(*_question(joined, spot))
    locations = [_location(session, joined, place) for place in found]
    return [location for location in locations if location is not None]


async def signatures(session: Session, insight: OpenInsight, spot: Spot) -> list[str]:
    """What the name at a place is, as its source says: `SCVI.train(max_epochs=None)`."""
    joined = Joined(insight.snapshot)
    found = await session.navigator.described(*_question(joined, spot))
    return [text for place in found for text in place.signatures or [place.full_name]][:2]


def _question(joined: Joined, spot: Spot) -> tuple[str, str, int, int, str, list[str]]:
    scope = joined.snapshot.scope
    root = scope.root or os.path.dirname(joined.path)
    line, column = joined.place(spot)
    folders = import_folders(scope.root, scope.settings.python, joined.path)
    return joined.text, joined.path, line, column, root, folders


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
        ends = [to_position(text, at, encoding) for at in (mark.start, mark.end)]
        return types.Location(mark.uri, types.Range(*ends))
    # A name stands behind an indent and a keyword: columns there are the same in every encoding.
    start = types.Position(place.line, place.column)
    end = types.Position(place.line, place.column + length)
    return types.Location(session.uri_of(place.path), types.Range(start, end))
