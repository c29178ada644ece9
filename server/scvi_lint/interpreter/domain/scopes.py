"""Where a program stands: its scopes, the state of a path, the place and its conditions."""

from __future__ import annotations

from typing import Any

from scvi_lint.interpreter.domain.heap import Heap
from scvi_lint.interpreter.domain.sides import Decided
from scvi_lint.interpreter.domain.table import Table
from scvi_lint.interpreter.domain.values import Value
from scvi_lint.source.documents.span import Span
from scvi_lint.source.parser.nodes import Node

_new = tuple.__new__


# The guard of a call that may go to an object of which nothing is known.
OPEN = "open"


class Frame:
    """The names of one scope. `parent` is the scope around it as written, not as called."""

    __slots__ = (
        "assigned_elsewhere",
        "env",
        "module",
        "owner",
        "parent",
        "receiver",
        "returns",
    )

    def __init__(self, parent: Frame | None, env: dict[str, Value] | None = None) -> None:
        self.env: dict[str, Value] = {} if env is None else env
        self.parent = parent
        self.module: Frame = self if parent is None else parent.module
        self.returns: list[tuple[Value, Table, Decided]] = []
        self.assigned_elsewhere: dict[str, Frame] = {}  # `global` and `nonlocal` names
        self.owner: Any = None  # the class whose method this is a call of …
        self.receiver: Value | None = None  # … and its `self` or `cls`

    def look_up(self, name: str) -> Value | None:
        frame: Frame | None = self.assigned_elsewhere.get(name, self)
        while frame is not None:
            value = frame.env.get(name)
            if value is not None:
                return value
            frame = frame.parent
        return None

    def binding(self, name: str) -> Frame | None:
        """The scope that a name is bound in, None if it is bound nowhere."""
        frame: Frame | None = self.assigned_elsewhere.get(name, self)
        while frame is not None and name not in frame.env:
            frame = frame.parent
        return frame


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
