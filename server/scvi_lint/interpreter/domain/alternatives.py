"""One name for several objects: `model = SCVI(a) if small else SCVI(a, n_latent=20)`.

Where paths join, a name may stand for one object on one path and for another on the next. Then an
object of its own stands for "whichever of these it is": an *alternative*. It knows what all of its
members know; what is done to it is certain for it, and possible for each member; what is done to a
member is possible for it, and certain once it was done to all (see `Heap.put`).

An alternative is named after the place of the join and after the *vector* of its members, path by
path: `m, k = (a, b) if c else (b, a)` gives two, which are never the same object, while two names
for the same choice have one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeGuard

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.facts import fact
from scvi_lint.interpreter.domain.heap import Heap, Tracked, alike
from scvi_lint.interpreter.domain.holders import DictObject, Instance, ListObject
from scvi_lint.interpreter.domain.keys import Key
from scvi_lint.interpreter.domain.scopes import Mark
from scvi_lint.interpreter.domain.sides import Question
from scvi_lint.interpreter.domain.table import Table, Thing
from scvi_lint.interpreter.domain.values import Literal, Ref, Value, join_all

Vector = tuple[int | None, ...]
Path = tuple[Value | None, Table]

_KINDS = frozenset({"anndata", "mudata", "model"})
# The fact that an object is one of these: their ids.
ONE_OF: Key[tuple[int, ...]] = Key("one of")
# Of more objects than this, one name says nothing that would hold of each.
MOST_MEMBERS = 6
# Where more paths than these join, what they put into holders is not told apart.
MOST_PATHS = 16
# Of what its members may be in turn, so much is kept.
MOST_KNOWN = 64


class Choice:
    """A join: what its alternatives are called is a question of its place (`identify`)."""

    __slots__ = ("_entries", "_heap", "_identify")

    def __init__(self, heap: Heap, identify: Callable[[Vector, Question | None], int]) -> None:
        self._heap = heap
        self._identify = identify
        # What stands for the object at a place that names it by an index or a key.
        self._entries: dict[int, None] = {}

    def of_names(self, env: dict[str, Value], names: Iterable[str], marks: list[Mark]) -> None:
        """Give each of these names one object for the several that the paths gave it."""
        for name in names:
            value = env[name]
            if len(value.atoms) > 1 and (value.closed or self._is_unseen(value)):
                env[name] = self.of_value(value, [(m.env.get(name), m.table) for m in marks])

    def of_holders(self, tables: list[Table]) -> None:
        """The same for the attributes, entries and items that the join of these paths changed."""
        if len(tables) > MOST_PATHS:
            return
        for number, _, thing in list(tables[0].differing(self._heap.table)):
            holders = [(table.get(number), table) for table in tables]
            if isinstance(thing, Instance | DictObject):
                chosen = self._of_values(thing, holders)
                if chosen:
                    self._heap.put(number, thing.having(chosen))
            elif isinstance(thing, ListObject):
                partly = _on_some_paths(thing, holders)
                if not partly <= thing.partly:
                    self._heap.put(number, thing.of_some_paths(partly))

    def _of_values(
        self, thing: Instance | DictObject, holders: list[tuple[Thing | None, Table]]
    ) -> dict[str, Value]:
        chosen: dict[str, Value] = {}
        for key, value in thing.values.items():
            if value.closed and len(value.atoms) > 1:
                paths = [
                    (h.values.get(key), t)
                    for h, t in holders
                    if isinstance(h, Instance | DictObject) and type(h) is type(thing)
                ]
                one = self.of_value(value, paths)
                if one is not value:
                    chosen[key] = one
        return chosen

    def one_of_many(self, many: int, identity: int) -> bool:
        """Whether an object now stands for one of the many that another one sums up."""
        thing = self._heap.tracked(many)
        if thing is None or thing.kind not in _KINDS:
            return False
        self._heap.put_alternative(identity, _state({many: thing}, many), (many,))
        return True

    def everywhere(self, tables: list[Table]) -> list[Table]:
        """The same paths: what stands for an entry on one of them stands for it on all."""
        if len(tables) > MOST_PATHS:
            return tables
        for entry in self._entries:
            here = [entry in table for table in tables]
            if any(here) and not all(here):
                members = self._heap.members[entry]
                tables = [_with_entry(table, entry, members) for table in tables]
        return tables

    def of_entry(self, value: Value, at: Question) -> Value:
        """`parts[0]` of many that one object sums up: an object of its own, the same each time
        that this place is asked for."""
        atom = value.single
        if not isinstance(atom, Ref):
            return self.of_value(value, at=at)
        identity = self._identify((atom.id,), at)
        known = self._heap.members.get(identity) == (atom.id,) and identity in self._heap.table
        if known or self.one_of_many(atom.id, identity):
            self._entries[identity] = None
            return Value((Ref(identity),), True)
        return value

    def of_value(
        self, value: Value, paths: list[Path] | None = None, at: Question | None = None
    ) -> Value:
        """`value` as one object; itself where it is not one of a few objects of one kind.

        `paths` tell what it is on each path, and with which heap; without them it may be any of
        its objects as they are now. A path that does not bind it says nothing: whoever uses it
        there ends in a NameError. None stays beside the object. `at` is a place that holds the
        same one as long as nothing else is put there: `models[best]`.
        """
        if len(value.atoms) < 2 or not (value.closed or self._is_unseen(value)):
            return value
        now = self._heap.table
        each = paths or [(Value((atom,), True), now) for atom in value.atoms]
        return self._of_tuples(value, each) or self._of_objects(value, each, at)

    def _of_tuples(self, value: Value, paths: list[Path]) -> Value | None:
        """`(a, b) if c else (b, a)`: a tuple whose items are chosen together, item by item."""
        things: list[Thing | None] = []
        for known, table in paths:
            atom = None if known is None else known.single
            things.append(table.get(atom.id) if isinstance(atom, Ref) else None)
        first = things[0]
        if not isinstance(first, ListObject) or first.kind != "tuple":
            return None
        tuples = [thing for thing in things if _is_tuple(thing, len(first.items))]
        if len(tuples) < len(things):
            return None
        items: list[Value] = []
        for number in range(len(first.items)):
            parts = [one.items[number] for one in tuples]
            items.append(
                self.of_value(
                    join_all(parts),
                    [(part, table) for part, (_, table) in zip(parts, paths, strict=True)],
                )
            )
        identity = self._identify(tuple(value.refs()), None)
        self._heap.put(identity, ListObject(tuple(items), None, "tuple"))
        return Value((Ref(identity),), True)

    def _of_objects(self, value: Value, paths: list[Path], at: Question | None) -> Value:
        now = self._heap.table
        vector: list[int | None] = []
        unseen: dict[int, None] = {}
        members: dict[int, Tracked] = {}
        for known, table in paths:
            refs = [] if known is None else known.refs()
            thing = table.get(refs[0]) if len(refs) == 1 else None
            vector.append(refs[0] if refs else None)
            if isinstance(thing, Tracked):
                other = members.get(refs[0])
                members[refs[0]] = thing if other is None else other.joined(thing) or other
            elif len(refs) == 1 and thing is None:
                unseen[refs[0]] = None
            elif refs:
                return value
        rest = tuple(a for a in value.atoms if isinstance(a, Literal) and a.value is None)
        told = len(members) + len(unseen) + len(rest)
        if not members or len(members) > MOST_MEMBERS or told != len(value.atoms):
            return value
        if len(members) + bool(unseen) < 2:
            return value
        if not _of_one_kind(list(members.values())):
            return value
        identity = self._identify(tuple(vector), at)
        known = at is not None and self._heap.members.get(identity) == tuple(members)
        if not (known and identity in now):
            self._heap.put_alternative(identity, _state(members, identity), tuple(members))
        if at is not None:
            self._entries[identity] = None
        # What nobody saw has no state: what is known is what holds if it is one of the others.
        return Value((*rest, Ref(identity)), not unseen)

    def _is_unseen(self, value: Value) -> bool:
        """Whether a value that is not closed may be something that nobody saw, beside objects."""
        return any(ref not in self._heap.table for ref in value.refs())


def _on_some_paths(thing: ListObject, holders: list[tuple[Thing | None, Table]]) -> frozenset[int]:
    """The items that a path did not put in although it had them."""
    refs = thing.refs
    lists = [(one, table) for one, table in holders if isinstance(one, ListObject)]
    return frozenset(
        item for one, table in lists for item in refs - one.refs if table.get(item) is not None
    )


def _with_entry(table: Table, entry: int, members: tuple[int, ...]) -> Table:
    held = {member: table.get(member) for member in members}
    things = {member: thing for member, thing in held.items() if isinstance(thing, Tracked)}
    if entry in table or len(things) < len(held):
        return table
    return table.having(entry, _state(things, entry))


def _is_tuple(thing: object, length: int) -> TypeGuard[ListObject]:
    if not isinstance(thing, ListObject) or thing.kind != "tuple":
        return False
    return thing.rest is None and len(thing.items) == length


def _state(members: dict[int, Tracked], identity: int) -> Tracked:
    """What holds of whichever it is."""
    things = list(members.values())
    both = things[0]
    for thing in things[1:]:
        both = both.joined(thing) or both  # as they are of one kind
    every: dict[int, None] = dict.fromkeys(members)
    for thing in things:
        every.update(dict.fromkeys(thing.value(ONE_OF, ())))
    known = tuple(every)[:MOST_KNOWN]
    facts = both.facts | alike(things, identity) | {ONE_OF: fact(known)}
    return Tracked(both.kind, facts, both.open, both.thin)


def _of_one_kind(things: list[Tracked]) -> bool:
    first = things[0]
    if first.kind not in _KINDS or any(thing.kind != first.kind for thing in things):
        return False
    if first.kind != "model":
        return True
    # What a method does is a question of the class: models of two are followed one by one.
    classes = [thing.get(slots.CLASS) for thing in things]
    return all(known is not None and known.certain for known in classes) and (
        len({known.value for known in classes if known is not None}) == 1
    )
