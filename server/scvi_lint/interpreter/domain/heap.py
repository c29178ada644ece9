"""The objects of the program, and how two paths become one.

Objects are immutable: a change puts a new one under the same id, so a branch is a copy of one
dictionary and a join looks only at entries that differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol, TypeVar, overload

from scvi_lint.interpreter.domain.contents import Matrix
from scvi_lint.interpreter.domain.either import either
from scvi_lint.interpreter.domain.facts import UNSEEN, Fact, Reason, fact, join_facts, possible
from scvi_lint.interpreter.domain.holders import same_entries
from scvi_lint.interpreter.domain.keys import Key, Room
from scvi_lint.interpreter.domain.table import BITS, LOW, SHELF, Table, Thing
from scvi_lint.interpreter.domain.table import NOTHING as EMPTY
from scvi_lint.interpreter.domain.values import Value, join

# Rooms of an AnnData in which an unseen hand may have added or changed something.
ROOMS = ("X", "layers", "obs", "var", "obsm", "uns", "raw", "registered", "cells", "genes", "mod")
NOTHING: frozenset[str] = frozenset()
EVERYTHING = frozenset(ROOMS)
# Before the key of an entry that was deleted: `gone/layers/counts`.
GONE: Room[bool] = Room("gone")
# All names that a saved output listed of a room; None where something was added since.
SHOWN: Room[tuple[str, ...] | None] = Room("shown")

T = TypeVar("T")
Facts = dict[str, Fact[Any]]  # each of what its key says


def room_of(key: str) -> str:
    """The room that a fact is about."""
    first, _, rest = key.partition("/")
    return rest.partition("/")[0] if first == GONE else first


# A container with no more entries than this costs nothing to change …
FEW = 16
# … and of larger ones, all versions together hold so many in one program. Then they are forgotten.
MOST_HELD = 300_000
# An object is followed under so many names that may be it; older ones are forgotten.
MOST_ALTERNATIVES = 8
# … and a change of one is told to so many others that it may concern.
MOST_TOLD = 64
# So many facts that others are told of cost a step: 2 ** n.
TOLD = 1
# A list or dictionary is walked item by item; what is longer is data.
MOST_ITEMS = 4096
# What an unseen hand may change of a model.
_MAY_CHANGE = frozenset({"trained", "training", "trainings", "data", "registration"})
# The rooms of which there are only so many entries, whatever a program writes.
_FEW_ENTRIES = frozenset({"registered", "levels", "shown"})


class Tracked:
    """An AnnData, MuData, model or other thing whose state the rules ask for.

    `kind` is "anndata", "mudata", "model", "dataframe", "hub" or "graph"; facts stand in slots
    (`slots.X`, `slots.OBS("batch")`), whose keys tell what they hold. `open` names the rooms whose
    facts are not all known: absence there is no fact. `thin` when there was too much to be held:
    see `forgotten`.
    """

    __slots__ = ("facts", "kind", "open", "size", "thin")

    def __init__(
        self,
        kind: str,
        facts: Facts,
        open: frozenset[str] = NOTHING,  # noqa: A002
        thin: bool = False,
    ) -> None:
        self.kind = kind
        self.facts = facts
        self.open = open
        self.thin = thin
        self.size = len(facts)

    def get(self, key: Key[T]) -> Fact[T] | None:
        return self.facts.get(key)

    @overload
    def value(self, key: Key[T]) -> T | None: ...
    @overload
    def value(self, key: Key[T], default: T) -> T: ...
    def value(self, key: Key[T], default: T | None = None) -> T | None:
        """The first option of a fact, certain or not."""
        known = self.facts.get(key)
        return default if known is None else known.value

    def entries(self, room: Room[T]) -> dict[str, Fact[T]]:
        """The facts of one room, by entry: `entries(OBS)["batch"]`."""
        prefix = room.prefix
        cut = len(prefix)
        return {key[cut:]: f for key, f in self.facts.items() if key.startswith(prefix)}

    def having(self, key: Key[T], value: Fact[T]) -> Tracked:
        return Tracked(self.kind, {**self.facts, key: value}, self.open, self.thin)

    def with_facts(self, facts: Facts) -> Tracked:
        return Tracked(self.kind, {**self.facts, **facts}, self.open, self.thin)

    def without(self, *keys: str) -> Tracked:
        facts = {k: v for k, v in self.facts.items() if k not in keys}
        return Tracked(self.kind, facts, self.open, self.thin)

    def losing(self, room: str, names: Iterable[str], reason: Reason) -> Tracked:
        """Without these entries, which are certainly not there any more."""
        lost = [f"{room}/{name}" for name in names]
        facts = {key: known for key, known in self.facts.items() if key not in lost}
        facts.update({GONE(key): fact(True, reason) for key in lost})
        return Tracked(self.kind, facts, self.open, self.thin)

    def weakened(self, rooms: frozenset[str]) -> Tracked:
        """After an unseen hand had the object: what it could have changed is only possible."""
        if self.kind == "model":
            facts = {
                key: possible(f, UNSEEN) if key in _MAY_CHANGE else f
                for key, f in self.facts.items()
            }
            return Tracked(self.kind, facts, self.open | rooms, self.thin)
        facts = {
            key: possible(f, UNSEEN) if room_of(key) in rooms else f
            for key, f in self.facts.items()
        }
        for room in rooms:
            if SHOWN(room) in facts:  # a list of all that was there
                facts[SHOWN(room)] = fact(None, certain=False)
        return Tracked(self.kind, facts, self.open | rooms, self.thin)

    def treated(self, before: Tracked, after: Tracked, identity: int) -> Tracked:
        """The same object, with what was done to another one meanwhile done to it, too."""
        facts = dict(self.facts)
        for key in {**before.facts, **after.facts}:
            known = after.facts.get(key)
            if known is before.facts.get(key):
                continue
            facts.pop(key, None)
            if known is not None and known.certain and isinstance(known.value, Matrix):
                memory = ("each", identity, known.value.buffer)
                facts[key] = Fact(((known.value.held_in(memory), known.reasons),), True)
            elif known is not None:
                facts[key] = known
        return Tracked(self.kind, facts, self.open | (after.open - before.open), self.thin)

    def forgotten(self) -> Tracked:
        """The same object; of the entries of its rooms nothing is known any more."""
        facts: Facts = {}
        rooms: set[str] = set(EVERYTHING)
        for key, known in self.facts.items():
            room, inside, _ = key.partition("/")
            if room == "shown":
                facts[key] = fact(None, certain=False)
            elif not inside or room in _FEW_ENTRIES:
                facts[key] = known
            else:
                rooms.add(room)
        return Tracked(self.kind, facts, self.open | rooms, True)

    def joined(self, other: object) -> Tracked | None:
        if not isinstance(other, Tracked) or other.kind != self.kind:
            return None
        if self.facts is other.facts and self.open == other.open:
            return self
        if self.thin != other.thin:  # or on one path all that is too much would be held on
            return self.joined(other.forgotten()) if self.thin else self.forgotten().joined(other)
        facts: Facts = {}
        for key, mine in self.facts.items():
            both = join_facts(mine, other.facts.get(key))
            if both is not None:
                facts[key] = both
        for key, theirs in other.facts.items():
            if key not in self.facts:
                facts[key] = possible(theirs)
        if self.open >= other.open and same_entries(facts, self.facts):
            return self  # what a loop does again changes nothing: it ends there
        return Tracked(self.kind, facts, self.open | other.open, self.thin)


class Steps(Protocol):
    """What counts the work that is done (see `engine.budget`)."""

    steps: int


class Heap:
    """Objects by id. `snapshot` hands out the table, which never changes.

    A change puts a new version of an object, and the older ones are kept by whoever looked at them;
    `held` counts the entries of all versions. What a change costs beyond its own object is added to
    the steps of `budget`.
    """

    __slots__ = ("alternatives", "budget", "held", "members", "table")

    def __init__(self, budget: Steps, table: Table = EMPTY) -> None:
        self.table = table
        self.budget = budget
        self.held = 0
        # What each alternative may be, and of which an object is a member: see `alternatives`.
        self.members: dict[int, tuple[int, ...]] = {}
        self.alternatives: dict[int, tuple[int, ...]] = {}

    def get(self, id: int) -> Thing | None:  # noqa: A002
        # As `Table.get`, without the frame of a call in between: names are looked up all the time.
        shelves = self.table.shelves
        place = id >> SHELF
        return shelves[place][id >> BITS & LOW][id & LOW] if 0 <= place < len(shelves) else None

    def tracked(self, id: int) -> Tracked | None:  # noqa: A002
        found = self.get(id)
        return found if isinstance(found, Tracked) else None

    def put(self, id: int, thing: Thing) -> None:  # noqa: A002
        """Another version of an object: incomplete, where it is too large to be held."""
        size = thing.size
        if size > FEW:
            self.held += size
            if self.held > MOST_HELD or (size > MOST_ITEMS and not isinstance(thing, Tracked)):
                thing = thing.forgotten()
        before = self.table.get(id) if id in self.members or id in self.alternatives else None
        self.table = self.table.having(id, thing)
        if isinstance(before, Tracked) and isinstance(thing, Tracked):
            self._tell(id, before, thing)

    def put_alternative(self, id: int, thing: Tracked, members: tuple[int, ...]) -> None:  # noqa: A002
        """An object that is one of these."""
        self.members[id] = members
        for member in members:
            known = self.alternatives.get(member, ())
            if id not in known:
                self.alternatives[member] = (*known, id)[-MOST_ALTERNATIVES:]
        self.table = self.table.having(id, thing)

    def _tell(self, id: int, before: Tracked, now: Tracked) -> None:  # noqa: A002
        """What changed of an object is possible for its members and theirs, and for whatever may
        be one of these; what all members of an alternative have is certain for it."""
        changed = [
            key
            for key in {**before.facts, **now.facts}
            if before.facts.get(key) is not now.facts.get(key)
        ]
        opened = now.open - before.open
        if not changed and not opened:
            return
        below = _reached([id], self.members)
        others = (*below, *_reached([id, *below], self.alternatives))
        self.budget.steps += len(others) * len(changed) >> TOLD
        for other in others:
            thing = self.tracked(other)
            if thing is None or thing.kind != now.kind:
                continue
            facts = dict(thing.facts)
            for key in changed:
                # Of a member its own members say nothing: it was one of them that changed.
                both = None if other in below else self._of_all(other, key)
                both = both or join_facts(facts.get(key), now.facts.get(key))
                facts.pop(key, None)
                if both is not None:
                    facts[key] = both
            after = Tracked(thing.kind, facts, thing.open | opened, thing.thin)
            self.table = self.table.having(other, after)

    def _of_all(self, id: int, key: str) -> Fact[object] | None:  # noqa: A002
        """What is certain of all members of an alternative, and so of itself."""
        things = [self.tracked(member) for member in self.members.get(id, ())]
        return of_each(key, [thing for thing in things if thing is not None], id)

    def set(self, id: int, key: Key[T], value: Fact[T]) -> None:  # noqa: A002
        known = self.table.get(id)
        if isinstance(known, Tracked):
            self.put(id, known.having(key, value))

    def snapshot(self) -> Table:
        """The objects as they are now."""
        return self.table


def _reached(ids: list[int], next_ones: dict[int, tuple[int, ...]]) -> dict[int, None]:
    """Who is reached from these, the nearest first."""
    found: dict[int, None] = {}
    todo = list(ids)
    for id in todo:  # noqa: A001
        for other in next_ones.get(id, ()):
            if other not in found and other not in ids and len(found) < MOST_TOLD:
                found[other] = None
                todo.append(other)
    return found


def join_tables(left: Table, right: Table) -> Table:
    """Key-wise: an object that only one path made is kept (nothing on the other refers to it)."""
    result = left
    if left is right:
        return left
    for number, mine, theirs in left.differing(right):
        both = theirs if mine is None else mine.joined(theirs)
        if both is not mine:
            result = result.having(number, UNRELATED if both is None else both)
    return result


def alike(things: list[Tracked], identity: int) -> Facts:
    """What holds of each of several objects, although each has it in a memory of its own: the
    scale of a matrix, the categories of a column."""
    known = {key: of_each(key, things, identity) for key in things[0].facts}
    return {key: both for key, both in known.items() if both is not None}


def of_each(key: str, things: list[Tracked], identity: int) -> Fact[object] | None:
    """One certain fact for those of several objects, None if they do not agree."""
    facts = [known for thing in things if (known := thing.facts.get(key)) and known.certain]
    if not facts or len(facts) != len(things):
        return None
    both = either([known.value for known in facts], identity)
    reasons = tuple(dict.fromkeys(r for known in facts for r in known.reasons))
    return None if both is None else Fact(((both, reasons),), True)


def join_environments(
    left: dict[str, Value], right: dict[str, Value], changed: set[str]
) -> dict[str, Value]:
    """A name that only one path bound is what that path bound: where the other one led, whoever
    uses it ends in a NameError.

    Gives `left` itself if nothing differs, else a new one; `changed` is told what differs.
    """
    if left is right:
        return left
    known = left.get
    # Hundreds of names, of which a branch binds few: those that it left alone cost one look.
    differing = [name for name, value in right.items() if known(name) is not value]
    if not differing and len(left) == len(right):
        return left
    result = dict(left)
    changed.update(differing)
    for name in differing:
        mine = known(name)
        result[name] = right[name] if mine is None else join(mine, right[name])
    return result


# What is asked for where all that is on the disk is looked at: no key of it.
ALL_FILES = "*"

# What stands in the table where two paths put things of different kinds under one id.
UNRELATED = Tracked("unknown", {"kind": fact("unknown", certain=False)}, EVERYTHING)
