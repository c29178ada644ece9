"""Bringing nodes that were read from a repaired text back to the text that the user wrote.

Whatever stands only for an insertion disappears: a name becomes an `Unparsed` without width, a
statement, an alias or a comment is dropped, the missing name of an attribute, a function or a
class is "".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.source.parser.expression_nodes import is_several
from scvi_lint.source.parser.nodes import (
    Alias,
    Attribute,
    Call,
    ClassDef,
    FunctionDef,
    Name,
    Node,
    Stmt,
    Unparsed,
)

if TYPE_CHECKING:
    from scvi_lint.source.parser.lowering import Comments
    from scvi_lint.source.parser.nodes import Block
    from scvi_lint.source.recovery.insertions import Insertions

_PLACES = frozenset(("start", "end", "name_start", "name_end", "inner_start", "inner_end"))
_slots: dict[type[Node], tuple[str, ...]] = {}


def settle(body: Block, insertions: Insertions) -> Block:
    """The same statements, changed in place, at the user's own offsets."""
    found = [_node(item, insertions) for item in body]
    return tuple(item for item in found if isinstance(item, Stmt) and not _is_inserted(item))


def settle_comments(comments: Comments, insertions: Insertions) -> Comments:
    """The comments that the user wrote."""
    original = insertions.original
    return tuple(
        (original(start), original(end), text)
        for start, end, text in comments
        if not insertions.inserted(start)
    )


def _settle(value: object, insertions: Insertions) -> object:
    if is_several(value):
        found = [_settle(item, insertions) for item in value]
        return tuple(item for item in found if not _is_inserted(item))
    if isinstance(value, Node):
        return _node(value, insertions)
    return value


def _is_inserted(item: object) -> bool:
    return isinstance(item, (Stmt, Alias)) and item.start == item.end


def _node(node: Node, insertions: Insertions) -> Node:
    if node.end < insertions.first:
        return node
    if isinstance(node, Call):
        node.repaired = node.repaired or insertions.touch(node.start, node.end)
    cls = type(node)
    slots = _slots.get(cls)
    if slots is None:
        slots = tuple(slot for base in cls.__mro__ for slot in getattr(base, "__slots__", ()))
        _slots[cls] = slots
    for slot in slots:
        value: object = getattr(node, slot)
        if slot in _PLACES:
            setattr(node, slot, insertions.original(getattr(node, slot)))
        elif isinstance(value, Node) or is_several(value):
            setattr(node, slot, _settle(value, insertions))
    if isinstance(node, Name) and node.start == node.end:
        return Unparsed(node.start, node.end)
    if isinstance(node, Attribute) and node.name_start == node.end:
        node.attr = ""
    elif isinstance(node, (FunctionDef, ClassDef)) and node.name_start == node.name_end:
        node.name = ""
    return node
