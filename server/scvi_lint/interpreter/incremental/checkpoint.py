"""The state of a run between two statements of the top level, to go back to or to join again.

What a run has learned in containers that others hold on to is copied when it goes back, so an
earlier analysis that is still being looked at does not change.
"""

from __future__ import annotations

from scvi_lint.interpreter.domain.contents import Content, Memory
from scvi_lint.interpreter.domain.definitions import Function
from scvi_lint.interpreter.domain.families import PathText
from scvi_lint.interpreter.domain.table import Thing
from scvi_lint.interpreter.domain.values import Atom, Data, Literal, Ref, Symbol, Value
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.source.parser.expression_nodes import is_several

# Lists that only grow: their length says where they stood.
GROWING = ("events", "looked_up", "mentions", "names_passed", "reads", "wanted")
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
# Of these each entry stands for itself: those that an edit changed may be left as they are.
APART = ("called", "definitions", "sharers")
_TOGETHER = tuple(name for name in _COMPARED if name not in APART)
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
        "_guards",
        "_remembered",
        "_standing",
        "env",
        "held",
        "lengths",
        "place",
        "steps",
        "table",
    )

    def __init__(self, run: Run, place: tuple[int, int]) -> None:
        self.place = place
        self.steps = run.budget.steps
        self.lengths = {name: len(getattr(run, name)) for name in GROWING}
        self.env = dict(run.frame.env)
        self.table = run.heap.snapshot()
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
        run.frame.env = dict(self.env)
        run.frame.returns = []
        run.heap.table = self.table
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

    def stands_as(self, run: Run, names: tuple[str, ...] = _TOGETHER) -> bool:
        """Whether a run remembers the same, and stands under the same conditions; names and
        objects aside."""
        return (
            run.guards == self._guards
            and run.decided == self._decided
            and all(getattr(run, name) == self._remembered[name] for name in names)
        )

    def defines_as(self, run: Run, changed: range) -> bool:
        """Whether a run knows the same functions, and of the same that something calls them, aside
        from those of cells that an edit changed."""
        mine, called = self._remembered["definitions"], self._remembered["called"]
        if run.definitions == mine and run.called == called:
            return True
        differing = {
            *(run.called ^ called),
            *(
                key
                for key in {**mine, **run.definitions}
                if mine.get(key) != run.definitions.get(key)
            ),
        }
        return all(path == run.main and cell in changed for _, (path, cell) in differing)

    def shared_otherwise(self, run: Run) -> set[int]:
        """The objects that share memory with others than they did here."""
        mine: dict[Memory, tuple[int, ...]] = self._remembered["sharers"]
        if run.sharers == mine:
            return set()
        differing = [
            key for key in {**mine, **run.sharers} if mine.get(key) != run.sharers.get(key)
        ]
        return {
            number
            for key in differing
            for known in (mine.get(key, ()), run.sharers.get(key, ()))
            for number in known
        }

    def add_what_came(self, run: Run, after: Checkpoint) -> None:
        """Have a run remember what came from here to a later place."""
        for name in _TOGETHER:
            setattr(run, name, after._remembered[name].copy())
        mine, theirs = self._remembered, after._remembered
        run.called |= theirs["called"] - mine["called"]
        for name in ("definitions", "sharers"):
            had = mine[name]
            new = {key: one for key, one in theirs[name].items() if had.get(key) != one}
            getattr(run, name).update(new)
        for name, known in zip(STANDING, after._standing, strict=True):
            setattr(run, name, known)
        run.guards, run.decided = after._guards, after._decided

    def difference(self, run: Run) -> Difference | None:
        """What is new at this place and what is gone; None if something of both is not the same."""
        if not self.stands_as(run, _COMPARED):
            return None
        objects: dict[int, Thing | None] = {}
        for number, now, before in run.heap.table.changes(self.table):
            if now is not None and before is not None:
                return None
            objects[number] = now
        env, names = run.frame.env, dict[str, Value | None]()
        for name in {*env, *self.env}:
            now, before = env.get(name), self.env.get(name)
            if now is not before and (now is None or before is None or not same_value(now, before)):
                names[name] = now
        return Difference(names, objects)

    def move(self, difference: Difference, lengths: dict[str, int], steps: int, held: int) -> None:
        """Take over what an edit before this place brought, which nothing here has to do with."""
        for name, value in difference.names.items():
            if value is None:
                self.env.pop(name, None)
            else:
                self.env[name] = value
        for number, thing in difference.objects.items():
            self.table = self.table.having(number, thing)
        for name, more in lengths.items():
            self.lengths[name] += more
        self.steps += steps
        self.held += held


def same_value(one: Value, other: Value) -> bool:
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
    if isinstance(one, Data) and isinstance(other, Data) and type(one) is Data:
        return one.certain == other.certain and _alike(one.content, other.content)
    return type(one) in (Ref, Symbol, Function)


def _alike(one: object, other: object) -> bool:
    """Whether two contents say the same to the last place that they name. Tables of objects are
    only alike if they are one."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if is_several(one) and is_several(other):
        return len(one) == len(other) and all(map(_alike, one, other))
    if isinstance(one, Content):
        parts = [name for cls in type(one).__mro__ for name in getattr(cls, "__slots__", ())]
        return all(_alike(getattr(one, name), getattr(other, name)) for name in parts)
    return isinstance(one, str | int | float | frozenset) and one == other
