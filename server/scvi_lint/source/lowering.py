"""From the grammar's tree to `nodes`: the one place that knows both.

Recursive descent over named children, a table of handlers by kind. The handlers live with what
they read: names, calls and operators in `expressions`, the rest of the expressions in
`displays`, `strings` and `parameters`, statements in `statements`, `compound` and `patterns`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.source import (  # each fills the tables with its handlers
    compound,  # noqa: F401
    displays,  # noqa: F401
    expressions,  # noqa: F401
    parameters,  # noqa: F401
    patterns,  # noqa: F401
    strings,  # noqa: F401
)
from scvi_lint.source.grammar import ERROR
from scvi_lint.source.reader import Reader
from scvi_lint.source.statements import block, broken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tree_sitter import Tree

    from scvi_lint.source.nodes import Block

Comments = tuple[tuple[int, int, str], ...]


def lower(tree: Tree, text: str, masked: Mapping[int, int]) -> tuple[Block, Comments]:
    """The statements and the comments of a tree that was grown from `text`.

    `text` holds the user's own characters, at the offsets of the parsed text; `masked` maps the
    start of each IPython mask to its end.
    """
    root = tree.root_node
    reader = Reader(text, masked, root.has_error)
    body = block(reader, root) if root.kind_id != ERROR else broken(reader, root)
    return body, tuple(sorted(reader.comments))
