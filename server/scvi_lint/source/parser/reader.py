"""The state of one lowering, and what every handler shares.

The tree may be broken anywhere, and it may be as deep as its author likes: a handler relies on
nothing but the kinds of the nodes that it was given, and whatever could be deeper than
`DEEPEST` is measured before anything recurses into it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.source.parser.grammar import ERROR, Table, numbers
from scvi_lint.source.parser.nodes import Expr, Stmt, Unparsed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tree_sitter import Node

    from scvi_lint.source.documents.masks import Mask

# The deepest expression that is read as a tree, in levels of the grammar (an attribute and its
# call are two). The standard library's deepest is 71; CPython itself gives up at 200 brackets.
DEEPEST = 120
# Blocks inside blocks; CPython gives up at 100.
DEEPEST_BLOCK = 40
# A node with no more descendants than this cannot be deeper than DEEPEST.
_SMALL = DEEPEST

EXTRAS = numbers("comment", "line_continuation")
_COMMENT = numbers("comment")
_SKIPPED = EXTRAS | {ERROR}


class Reader:
    """One pass over one tree.

    `text` is as long as the text that was parsed, with the characters that the user wrote.
    `masked` are the IPython masks by their start. `broken` says that the tree has errors.
    `yields` is set by a `yield`, for the function around it. `depth` counts blocks. `dangling` are
    the starts of statements that the grammar drew over the end of their line: `x =`, and on the
    next line another statement.
    """

    __slots__ = ("broken", "comments", "dangling", "depth", "masked", "text", "yields")

    def __init__(self, text: str, masked: Mapping[int, Mask], broken: bool) -> None:
        self.text = text
        self.masked = masked
        self.broken = broken
        self.yields = False
        self.depth = 0
        self.dangling: list[int] = []
        self.comments: list[tuple[int, int, str]] = []

    def remark(self, node: Node) -> None:
        """Keep a comment; a line continuation is no news."""
        if node.kind_id in _COMMENT:
            start = node.start_byte
            end = node.end_byte
            self.comments.append((start, end, self.text[start:end]))

    def pieces(self, children: list[Node]) -> list[Node]:
        """What the grammar names of these, without the comments and ERROR nodes in between."""
        found: list[Node] = []
        for child in children:
            if child.kind_id in _SKIPPED:
                self.remark(child)
            else:
                found.append(child)
        return found

    def expression(self, node: Node) -> Expr:
        """The expression in one slot of a statement, as deep as it may be."""
        if not self.fits(node):
            return Unparsed(node.start_byte, node.end_byte, shallow_parts(self, node))
        return EXPRESSIONS[node.kind_id](self, node)

    def fits(self, node: Node) -> bool:
        """Whether a node may be read by recursion."""
        return node.descendant_count <= _SMALL or not too_deep(node)

    def parts(self, node: Node) -> tuple[Expr, ...]:
        """The expressions that can be read inside a node that is not one, in order."""
        if not self.fits(node):
            return shallow_parts(self, node)
        found: list[Expr] = []
        self.collect(node, found)
        return tuple(found)

    def collect(self, node: Node, found: list[Expr]) -> None:
        """`parts` of a node that is known not to be too deep."""
        for child in node.named_children:
            kind = child.kind_id
            if kind in EXTRAS:
                self.remark(child)
            elif kind in EXPRESSIONS:
                found.append(EXPRESSIONS[kind](self, child))
            else:
                self.collect(child, found)


def unreadable(reader: Reader, node: Node) -> Expr:
    """A node that is no expression: the expressions inside it, in order."""
    found: list[Expr] = []
    reader.collect(node, found)
    return Unparsed(node.start_byte, node.end_byte, tuple(found))


EXPRESSIONS: Table[Reader, Expr] = Table(unreadable)
COMPOUND = numbers(
    "if_statement",
    "for_statement",
    "while_statement",
    "try_statement",
    "with_statement",
    "function_definition",
    "class_definition",
    "decorated_definition",
    "match_statement",
)
STATEMENTS: Table[Reader, Stmt | None] = Table(lambda reader, node: None)


def too_deep(node: Node) -> bool:
    """Whether something lies more than DEEPEST levels below a node."""
    cursor = node.walk()
    depth = 0
    while True:
        if cursor.goto_first_child():
            depth += 1
            if depth > DEEPEST:
                return True
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return False
            depth -= 1


def shallow_parts(reader: Reader, node: Node) -> tuple[Expr, ...]:
    """The largest expressions below a node that are not too deep to read, in order."""
    heights = _heights(node)
    found: list[Expr] = []
    cursor = node.walk()
    while True:
        here = cursor.node
        if here is None:
            return tuple(found)
        kind = here.kind_id
        descend = False
        if kind in EXTRAS:
            reader.remark(here)
        elif kind in EXPRESSIONS and heights[cursor.descendant_index] <= DEEPEST:
            found.append(EXPRESSIONS[kind](reader, here))
        else:
            descend = cursor.goto_first_child()
        if descend:
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return tuple(found)


def _heights(node: Node) -> list[int]:
    """How many levels lie below each node, in the order in which a cursor meets them."""
    heights = [0]
    open_nodes = [0]
    cursor = node.walk()
    while True:
        if cursor.goto_first_child():
            open_nodes.append(len(heights))
            heights.append(0)
            continue
        while True:
            done = heights[open_nodes.pop()] + 1
            if not open_nodes:
                return heights
            above = open_nodes[-1]
            if heights[above] < done:
                heights[above] = done
            if cursor.goto_next_sibling():
                open_nodes.append(len(heights))
                heights.append(0)
                break
            cursor.goto_parent()
