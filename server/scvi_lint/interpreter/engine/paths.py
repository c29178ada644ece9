"""The paths of a program: where one stands, how several are joined, which questions each answered.

A join keeps apart what differs: objects by `alternatives`, the two answers to one question by
`sides`.
"""

from __future__ import annotations

from scvi_lint.interpreter.domain.alternatives import Choice, Vector
from scvi_lint.interpreter.domain.definitions import Frame
from scvi_lint.interpreter.domain.heap import Heap, join_environments, join_tables
from scvi_lint.interpreter.domain.scopes import Mark, Standing
from scvi_lint.interpreter.domain.sides import (
    MOST_QUESTIONS,
    RETURNED,
    Decided,
    Question,
    Sides,
    asked_differently,
    differing,
)
from scvi_lint.interpreter.domain.table import Table
from scvi_lint.interpreter.domain.values import Value, join_all


class Paths(Standing):
    """Where execution stands, on which path."""

    def __init__(self, path: str, heap: Heap) -> None:
        super().__init__(path, heap)
        self.choice = Choice(self.heap, self._identify)
        self.frame = self.top = Frame(None)
        self.dead = False  # this path has returned, raised, or left its loop
        self.decided: Decided = frozenset()  # which questions this path has answered, and how …
        self.sides: dict[Question, Sides] = {}  # … and what joins left of either answer
        self.instance: tuple[int, ...] = ()  # which round of each loop around this point
        self.ids: dict[tuple[object, ...], int] = {}

    def site_of(self, key: tuple[object, ...]) -> int:
        """The identity of what is allocated for `key`: the same key, the same object."""
        known = self.ids.get(key)
        if known is None:
            known = self.ids[key] = len(self.ids) + 1
        return known

    def mark(self) -> Mark:
        written = set(self.frame.assigned_elsewhere.values())
        outer = tuple((frame, dict(frame.env)) for frame in written)
        return Mark(dict(self.frame.env), self.heap.snapshot(), outer, self.decided)

    def go_to(self, mark: Mark, *, fresh: bool = False) -> None:
        """Continue there; `fresh` when the names of the mark are nobody else's."""
        self.frame.env = mark.env if fresh else dict(mark.env)
        for frame, env in mark.outer:
            frame.env = dict(env)
        self.heap.table = mark.table
        self.decided = mark.decided
        self.dead = False

    def go_to_any(self, marks: list[Mark]) -> None:
        """Continue where any of these paths may have led; with none of them, nowhere."""
        if not marks:
            self.dead = True
            return
        first = marks[0]
        tables = self.choice.everywhere([mark.table for mark in marks])
        env, table, outer = first.env, tables[0], dict(first.outer)
        changed: set[str] = set()
        for mark, other_table in zip(marks[1:], tables[1:], strict=True):
            env = join_environments(env, mark.env, changed)
            table = join_tables(table, other_table)
            for frame, other in mark.outer:
                outer[frame] = join_environments(outer.get(frame, frame.env), other, set())
        both = first.decided.intersection(*(mark.decided for mark in marks))
        self.go_to(Mark(env, table, tuple(outer.items()), both), fresh=env is not first.env)
        self.choice.of_names(self.frame.env, sorted(changed), marks)
        if table is not tables[0]:
            self.choice.of_holders(tables)
        self._remember(self.frame.env, [(mark.env, mark.table, mark.decided) for mark in marks])

    def join_ways(self, ways: list[tuple[Value, Table, Decided]]) -> Value:
        """Continue behind a function, which was left on one of these ways; what it returned."""
        tables = self.choice.everywhere([table for _, table, _ in ways])
        table = tables[0]
        for other in tables[1:]:
            table = join_tables(table, other)
        self.heap.table = table
        if table is not tables[0]:
            self.choice.of_holders(tables)
        self.decided = ways[0][2].intersection(*(decided for _, _, decided in ways))
        value = join_all([value for value, _, _ in ways])
        value = self.choice.of_value(value, [(value, table) for value, table, _ in ways])
        ends = [({RETURNED: value}, table, decided) for value, table, decided in ways]
        self._remember({RETURNED: value}, ends)
        return value

    def _identify(self, vector: Vector, at: Question | None = None) -> int:
        here = at or (self.statement, self.stack[-2:], self.instance)
        return self.site_of(("either", here, vector))

    def _remember(
        self, env: dict[str, Value], ends: list[tuple[dict[str, Value], Table, Decided]]
    ) -> None:
        """Keep what a join made of the two sides of a question, if that is what it joined."""
        asked = asked_differently([decided for _, _, decided in ends]) if len(ends) > 1 else None
        if asked is None:
            return
        yes = [(env, table) for env, table, decided in ends if (asked, True) in decided]
        no = [(env, table) for env, table, decided in ends if (asked, False) in decided]
        if len(yes) == len(no) == 1:
            self.sides.pop(asked, None)
            sides = differing(env, self.heap.table, yes[0], no[0])
            if sides is not None:
                self.sides[asked] = sides
            if len(self.sides) > MOST_QUESTIONS:
                del self.sides[next(iter(self.sides))]

    def answer(self, asked: Question, answer: bool) -> None:
        """From here on the answer to this is known, with all that it decided before."""
        self.decided = self.decided | {(asked, answer)}
        sides = self.sides.get(asked)
        if sides is not None:
            self.heap.table = sides.take(answer, self.frame.env, self.heap.table)
