"""Where a program stands: its scopes, the state of a path, the place and its conditions."""

from __future__ import annotations

from collections.abc import Callable

from scvi_lint.interpreter.domain.definitions import Frame
from scvi_lint.interpreter.domain.heap import Heap
from scvi_lint.interpreter.domain.sides import Decided
from scvi_lint.interpreter.domain.table import Table
from scvi_lint.interpreter.domain.values import Value
from scvi_lint.source.documents.span import Span
from scvi_lint.source.parser.nodes import Node

_new: Callable[[type[Span], tuple[str, int, int, int]], Span] = vars(tuple)["__new__"]


# The guard of a call that may go to an object of which nothing is known.
OPEN = "open"


class Mark:
    """The state of a path: the names of the current scope, those of outer scopes that it writes
    (`global`, `nonlocal`), the objects, and which questions it has answered how."""

    __slots__ = ("decided", "env", "outer", "table")

    def __init__(
        self,
        env: dict[str, Value],
        table: Table,
        outer: tuple[tuple[Frame, dict[str, Value]], ...] = (),
        decided: Decided = frozenset(),
    ) -> None:
        self.env = env
        self.table = table
        self.outer = outer
        self.decided = decided


class Standing:
    """Where execution stands: what an event takes along of it.

    `stack` are the calls that led here, `guards` the conditions that hold here, `statement` the
    simple statement that is being executed, None outside of one.
    """

    def __init__(self, path: str, heap: Heap) -> None:
        self.path = path
        self.cell = 0
        self.heap = heap
        self.stack: tuple[Span, ...] = ()
        self.guards: frozenset[str] = frozenset()
        self.statement: Span | None = None

    def span(self, node: Node) -> Span:
        """Where a node of the present cell stands."""
        # As `Span(…)`, without the frame of a call in between: it is asked for at every node.
        return _new(Span, (self.path, self.cell, node.start, node.end))
