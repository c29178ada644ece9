"""The state of a run between two statements of the top level, to go back to or to join again.

What a run has learned in containers that others hold on to is copied when it goes back, so an
earlier analysis that is still being looked at does not change.
"""

from __future__ import annotations

from scvi_lint.interpreter.domain.definitions import Function
from scvi_lint.interpreter.domain.families import PathText
from scvi_lint.interpreter.domain.table import Thing
from scvi_lint.interpreter.domain.values import Atom, Literal, Ref, Symbol, Value
from scvi_lint.interpreter.engine.run import Run

# Lists that only grow: their length says where they stood.
GROWING = ("events", "mentions", "names_passed", "reads", "wanted")
# What a run remembers, small enough to be copied at each checkpoint.
REMEMBERED = (
    "called",
    "definitions",
    "documents",
    "loaded",
    "model_classes",
    "modules",
    "sharers",
    "sides",
    "written",
)
# What is in the documents is compared as text before.
_COMPARED = tuple(name for name in REMEMBERED if name != "documents")
# Where execution stands within a statement; the next one sets it anew.
STANDING = ("statement", "assigns", "assigned", "discards")


class Difference:
    """What a run has that an older one had not at the same place, and the other way round: names
    with their values (None: not bound), objects by number (None: there is none)."""

    __slots__ = ("names", "objects")

    def __init__(self, names: dict[str, Value | None], objects: dict[int, Thing | None]) -> None:
        self.names = names
        self.objects = objects


class Checkpoint:
    """A run before the statement at `place`: a cell, and a statement in it."""

    __slots__ = (
        "_decided",
        "_env",
        "_guards",
        "_remembered",
        "_standing",
        "_table",
        "held",
        "lengths",
        "place",
        "steps",
    )

    def __init__(self, run: Run, place: tuple[int, int]) -> None:
        self.place = place
        self.steps = run.budget.steps
        self.lengths = {name: len(getattr(run, name)) for name in GROWING}
        self._env = dict(run.frame.env)
        self._table = run.heap.snapshot()
        self.held = run.heap.held
        self._guards = run.guards
        self._decided = run.decided
        self._remembered = {name: getattr(run, name).copy() for name in REMEMBERED}
        self._standing = [getattr(run, name) for name in STANDING]

    def restore(self, run: Run) -> None:
        """Go back: the run is as it was, and what others hold of it is left to them."""
        run.path, run.frame, run.dead = run.main, run.top, False
        run.stack, run.active, run.loop_exits, run.rounds = (), [], [], 0
        run.instance = ()
        run.budget.copies, run.imported = 1, None
        run.frame.env = dict(self._env)
        run.frame.returns = []
        run.heap.table = self._table
        run.heap.held = self.held
        run.guards = self._guards
        run.decided = self._decided
        run.budget.steps = self.steps
        for name, length in self.lengths.items():
            setattr(run, name, getattr(run, name)[:length])
        for name, known in self._remembered.items():
            setattr(run, name, known.copy())
        for name, known in zip(STANDING, self._standing, strict=True):
            setattr(run, name, known)

    def difference(self, run: Run) -> Difference | None:
        """What is new at this place and what is gone; None if something of both is not the same."""
        if run.guards != self._guards or run.decided != self._decided:
            return None
        if any(getattr(run, name) != self._remembered[name] for name in _COMPARED):
            return None
        objects: dict[int, Thing | None] = {}
        for number, now, before in run.heap.table.changes(self._table):
            if now is not None and before is not None:
                return None
            objects[number] = now
        env, names = run.frame.env, dict[str, Value | None]()
        for name in {*env, *self._env}:
            now, before = env.get(name), self._env.get(name)
            if now is not before and (now is None or before is None or not _same(now, before)):
                names[name] = now
        return Difference(names, objects)

    def move(self, difference: Difference, lengths: dict[str, int], steps: int, held: int) -> None:
        """Take over what an edit before this place brought, which nothing here has to do with."""
        for name, value in difference.names.items():
            if value is None:
                self._env.pop(name, None)
            else:
                self._env[name] = value
        for number, thing in difference.objects.items():
            self._table = self._table.having(number, thing)
        for name, more in lengths.items():
            self.lengths[name] += more
        self.steps += steps
        self.held += held


def _same(one: Value, other: Value) -> bool:
    """Whether two values are the same, spelled at the same place."""
    return (
        one.closed == other.closed
        and len(one.atoms) == len(other.atoms)
        and all(map(_same_atom, one.atoms, other.atoms))
    )


def _same_atom(one: Atom, other: Atom) -> bool:
    if one is other:
        return True
    if type(one) is not type(other) or one.key != other.key:
        return False
    if type(one) in (Literal, PathText) and isinstance(one, Literal) and isinstance(other, Literal):
        return one.span == other.span
    return type(one) in (Ref, Symbol, Function)
