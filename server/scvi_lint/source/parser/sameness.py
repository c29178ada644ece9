"""Whether two readings of a text say the same at the same places."""

from __future__ import annotations

from functools import cache

from scvi_lint.source.parser.expression_nodes import is_several
from scvi_lint.source.parser.nodes import Node


@cache
def slots_of(kind: type[Node]) -> tuple[str, ...]:
    """The parts of a node class."""
    return tuple(slot for cls in kind.__mro__ for slot in getattr(cls, "__slots__", ()))


def same(one: object, other: object) -> bool:
    """Whether two nodes, or two tuples of what nodes hold, are alike to the last character."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, Node):
        return all(same(getattr(one, slot), getattr(other, slot)) for slot in slots_of(type(one)))
    if is_several(one) and is_several(other):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)
