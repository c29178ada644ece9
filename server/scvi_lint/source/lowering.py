"""From the grammar's tree to `nodes`: the one place that knows both.

Recursive descent over named children, a table of handlers by kind. The handlers live with what
they read: names, calls and operators in `expressions`, the rest of the expressions in
`displays`, `strings` and `parameters`, statements in `statements`, `compound` and `patterns`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.source import (  # each fills the tables with its handlers
    compound,  # noqa: F401  # pyright: ignore[reportUnusedImport]
    displays,  # noqa: F401  # pyright: ignore[reportUnusedImport]
    expressions,  # noqa: F401  # pyright: ignore[reportUnusedImport]
    parameters,  # noqa: F401  # pyright: ignore[reportUnusedImport]
    patterns,  # noqa: F401  # pyright: ignore[reportUnusedImport]
    strings,  # noqa: F401  # pyright: ignore[reportUnusedImport]
)
from scvi_lint.source.grammar import ERROR
from scvi_lint.source.reader import Reader
from scvi_lint.source.statements import block, broken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tree_sitter import Tree

    from scvi_lint.source.masks import Mask
    from scvi_lint.source.nodes import Block

Comments = tuple[tuple[int, int, str], ...]


class Lowered:
    """The statements and the comments of a tree, and the starts of statements that the grammar
    drew over the end of their line."""

    __slots__ = ("body", "comments", "dangling")

    def __init__(self, body: Block, comments: Comments, dangling: list[int]) -> None:
        self.body = body
        self.comments = comments
        self.dangling = dangling


def lower(tree: Tree, text: str, masked: Mapping[int, Mask]) -> Lowered:
    """What a tree that was grown from `text` says.

    `text` holds the user's own characters, at the offsets of the parsed text; `masked` are the
    IPython masks by their start.
    """
    root = tree.root_node
    reader = Reader(text, masked, root.has_error)
    body = block(reader, root) if root.kind_id != ERROR else broken(reader, root)
    return Lowered(body, tuple(sorted(reader.comments)), reader.dangling)
