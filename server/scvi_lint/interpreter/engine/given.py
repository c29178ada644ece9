"""What one call passes: the values, and the nodes that wrote them."""

from __future__ import annotations

from scvi_lint.interpreter.domain.values import Value
from scvi_lint.source.parser import nodes


class Given:
    """What one call passes: values with the nodes that wrote them.

    `open` tells that a `*` or `**` of unknown content may have passed more; `cells` in which cell
    stands what was not written in the cell of the call. `starred` are the sequences behind `*` of
    which it is not known how many items they have.
    """

    __slots__ = (
        "assigned",
        "cells",
        "discarded",
        "keywords",
        "node",
        "open",
        "positional",
        "splatted",
        "starred",
        "unsure",
    )

    def __init__(self, node: nodes.Call) -> None:
        self.node = node
        self.positional: list[tuple[Value, nodes.Argument]] = []
        self.keywords: dict[str, tuple[Value, nodes.Argument]] = {}
        self.cells: dict[nodes.Argument, int] = {}
        self.splatted: set[str] = set()
        self.unsure: set[str] = set()  # keywords that are passed on some paths only
        self.starred: list[tuple[Value, nodes.Argument]] = []
        self.open = False
        self.discarded = False
        self.assigned = ""

    def value(self, position: int, *names: str) -> Value | None:
        """The value passed at a position or under one of the names; position -1 is none."""
        pair = self.pair(position, *names)
        return None if pair is None else pair[0]

    def pair(self, position: int, *names: str) -> tuple[Value, nodes.Argument] | None:
        for name in names:
            if name in self.keywords:
                return self.keywords[name]
        if 0 <= position < len(self.positional):
            return self.positional[position]
        return None

    def text(self, position: int, *names: str) -> str | None:
        value = self.value(position, *names)
        return None if value is None else value.text

    def is_true(self, name: str) -> bool | None:
        """Whether a keyword is for certain truthy (True), falsy (False), or not known (None)."""
        pair = self.keywords.get(name)
        if pair is None:
            return None if self.open else False
        constant = pair[0].constant
        return None if constant is None else bool(constant.value)

    def every(self) -> list[Value]:
        return [value for value, _ in self.positional] + [v for v, _ in self.keywords.values()]
