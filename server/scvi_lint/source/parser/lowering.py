"""From the grammar's tree to `nodes`: the one place that knows both.

Recursive descent over named children, a table of handlers by kind. The handlers live with what
they read: names, calls and operators in `expressions`, the rest of the expressions in
`displays`, `strings` and `parameters`, statements in `statements`, `compound` and `patterns`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.source.parser import (
    compound,
    displays,
    expressions,
    idle_lines,
    parameters,
    patterns,
    strings,
)
from scvi_lint.source.parser.beginnings import beginning
from scvi_lint.source.parser.grammar import ERROR
from scvi_lint.source.parser.reader import Reader
from scvi_lint.source.parser.statements import broken, top_level

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tree_sitter import Tree

    from scvi_lint.source.documents.masks import Mask
    from scvi_lint.source.parser.beginnings import Comments, Statements
    from scvi_lint.source.parser.nodes import Block

# Each fills the tables with its handlers when it is imported.
HANDLERS = (compound, displays, expressions, parameters, patterns, strings)


class Lowered:
    """The statements and the comments of a tree, and the starts of statements that the grammar
    drew over the end of their line; `statements` are those of the top level, by place."""

    __slots__ = ("body", "comments", "dangling", "statements")

    def __init__(self, body: Block, reader: Reader, statements: Statements) -> None:
        self.body = body
        self.comments: Comments = tuple(sorted(set(reader.comments)))
        self.dangling = reader.dangling
        self.statements = statements


def lower(
    tree: Tree,
    text: str,
    parsed: str,
    masked: Mapping[int, Mask],
    unchanged: int | None = None,
) -> Lowered:
    """What a tree says that was grown from the twin of `parsed`.

    `text` holds the user's own characters, at the same offsets; `masked` are the IPython masks
    that tell `parsed` from it, by their start. From `unchanged` on the nodes will be changed, so
    they must not be those of another text.
    """
    root = tree.root_node
    reader = Reader(text, masked, root.has_error)
    reader.comments += idle_lines.comments(parsed)
    statements: Statements = {}
    if root.kind_id != ERROR:
        known = None if masked else beginning(text, unchanged)
        body = top_level(reader, root, known, statements)
    else:
        body = broken(reader, root)
    return Lowered(body, reader, statements)
