"""What a part of a program did the last time, done again without following it.

A part – a cell, a piece of a script, a function that nobody calls – sees the names that it spells,
what these stand for, and the functions that it may reach through them with the names of their text.
Where all that is as it was, the part does what it did; whatever else an edit changed stays as the
edit left it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import FunctionType
from typing import TYPE_CHECKING, NamedTuple, cast

from scvi_lint.interpreter.domain.definitions import Frame, Function, UserClass
from scvi_lint.interpreter.domain.facts import Reason, is_fact
from scvi_lint.interpreter.domain.families import PathText
from scvi_lint.interpreter.domain.heap import ALL_FILES, MOST_HELD, Tracked
from scvi_lint.interpreter.domain.table import Table
from scvi_lint.interpreter.domain.values import Literal, Value
from scvi_lint.interpreter.engine.budget import INLINE_STEPS
from scvi_lint.interpreter.incremental.checkpoint import Checkpoint, same_value
from scvi_lint.interpreter.incremental.outer_names import Names, of_function, spoken_of
from scvi_lint.regex import regex
from scvi_lint.source.documents.span import Span
from scvi_lint.source.parser import nodes
from scvi_lint.source.parser.expression_nodes import is_several

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.run import Run

# Whoever can see a name without spelling it.
SEES_ALL = regex(r"%run|\b(?:globals|locals|vars|eval|exec|__dict__|__import__)\b|\bimport \*")
# So many functions are looked into.
_MOST_FUNCTIONS = 64
# What leads nowhere: constants, places and reasons, tables (which are what was), syntax, the API.
_ENDS = (str, bool, float, bytes, type(None), complex, Literal, PathText, Span, Reason, Table)
_NO_PARTS = frozenset(
    "cell index key node place places program settled size span stack statement".split()
)
_ELSEWHERE = ("scvi_lint.knowledge", "scvi_lint.source")


Body = nodes.Block | nodes.FunctionDef | nodes.Lambda


class Passage(NamedTuple):
    """A part that was followed: the run before and behind it, and what was added meanwhile."""

    before: Checkpoint
    after: Checkpoint
    grown: Mapping[str, list[object]]


class _Leads(NamedTuple):
    """Where something leads to: objects by number, functions and classes, scopes."""

    objects: frozenset[int]
    functions: tuple[Function | UserClass, ...]
    frames: tuple[Frame, ...]


class Passages:
    """Decides what may be taken over, and does it, for one run and those that resume it."""

    __slots__ = ("_earlier", "_known", "_names", "_slots", "changed")

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, _Leads | None]] = {}
        self._names: dict[int, tuple[object, Names]] = {}
        self._earlier = self._known, self._names  # those of the last analysis
        self.changed = range(0)  # the cells that an edit touched
        self._slots: dict[type, tuple[str, ...] | None] = {}

    def take(self, run: Run, body: Body, text: str, passage: Passage, *holders: object) -> bool:
        """Whether a part with this body and text does what it did; then that is done. The
        `holders` lead to what it sees beside what it spells."""
        before, after, _ = passage
        steps = run.budget.steps + after.steps - before.steps
        held = run.heap.held + after.held - before.held
        if steps >= INLINE_STEPS or held > MOST_HELD or SEES_ALL.search(text):
            return False
        if not before.stands_as(run) or not before.defines_as(run, self.changed):
            return False
        other = {number for number, _, _ in run.heap.table.changes(before.table)}
        other |= before.shared_otherwise(run)
        names = _differing(run.top.env, before.env)
        if other or names:
            written = {number for number, _, _ in before.table.changes(after.table)}
            own = self._names_of(body)
            bound = (_differing(before.env, after.env) | own.may_bind) - own.bound
            if run.disk in other:
                if _concerns_disk(run, passage):
                    return False
                other.discard(run.disk)
            if not other.isdisjoint(written) or not names.isdisjoint(bound):
                return False
            if not self._sees_none_of(run, body, holders, other, names):
                return False
        _do(run, passage, set() if isinstance(body, nodes.Node) else self._names_of(body).bound)
        run.budget.steps = steps
        run.heap.held = held
        return True

    def _sees_none_of(
        self,
        run: Run,
        body: Body,
        holders: tuple[object, ...],
        other: set[int],
        names: set[str],
    ) -> bool:
        """Whether nothing that a part may reach is among these objects and names."""
        spelled = set(self._names_of(body).outside)
        words: list[str] = list(spelled)
        objects: set[int] = set()
        met: set[int] = set()  # functions, classes and scopes
        copied = False
        todo: list[object] = list(holders)
        while words:
            if not names.isdisjoint(words):
                return False
            todo += [value for word in words if (value := run.top.env.get(word)) is not None]
            words = list[str]()
            while todo:
                leads = self._leads(todo.pop())
                if leads is None or not other.isdisjoint(leads.objects):
                    return False
                for number in leads.objects - objects:
                    objects.add(number)
                    thing = run.heap.get(number)
                    if thing is not None:
                        todo.append(thing)
                        copied = copied or (isinstance(thing, Tracked) and _is_copy(thing))
                for frame in leads.frames:
                    if frame is not run.top and id(frame) not in met:
                        met.add(id(frame))
                        todo += frame.env.values()
                for one in leads.functions:
                    if id(one.node) in met:
                        continue
                    met.add(id(one.node))
                    if len(met) > _MOST_FUNCTIONS:
                        return False
                    text = run.text(Span(*one.place, one.node.start, one.node.end))
                    if not text or SEES_ALL.search(text):
                        return False
                    words += self._names_of(one.node).outside - spelled
            spelled.update(words)
        # To register a copy displaces what is registered of its original, wherever that is.
        return not (copied and any(_is_registered(run, number) for number in other))

    def begin(self, changed: range) -> None:
        """The next analysis begins, after an edit of these cells. What neither it nor the last one
        asks for is forgotten: versions of objects hold on to all that was when they were made."""
        self.changed = changed
        self._earlier = self._known, self._names
        self._known, self._names = {}, {}

    def _names_of(self, body: nodes.Block | nodes.Node) -> Names:
        """The names that a function, a class or a block takes from outside, or binds."""
        known = self._names.get(id(body)) or self._earlier[1].get(id(body))
        if known is None or known[0] is not body:
            names = Names(body if isinstance(body, tuple) else ())
            if isinstance(body, nodes.FunctionDef | nodes.Lambda):
                names.outside = of_function(body)
            elif isinstance(body, nodes.Node):
                names.outside = spoken_of(body)
            known = body, names
        self._names[id(body)] = known
        return known[1]

    def _leads(self, thing: object) -> _Leads | None:
        """Where a value or an object leads to; None where that cannot be told."""
        known = self._known.get(id(thing)) or self._earlier[0].get(id(thing))
        if known is None or known[0] is not thing:
            known = thing, self._walked(thing)
        self._known[id(thing)] = known
        return known[1]

    def _walked(self, thing: object) -> _Leads | None:
        objects: set[int] = set()
        functions: list[Function | UserClass] = []
        frames: list[Frame] = []
        met: set[int] = set()
        todo: list[object] = [thing]
        while todo:
            one = todo.pop()
            kind = type(one)
            if isinstance(one, int) and kind is int:
                objects.add(one)
            elif kind in _ENDS or id(one) in met:
                continue
            elif isinstance(one, FunctionType) and one.__closure__ is None:
                continue  # of a library's row
            elif isinstance(one, Frame):
                frames.append(one)
            elif is_fact(one):
                todo += [value for value, _ in one.options]
            elif is_several(one):
                todo += one
            elif isinstance(one, list | set | frozenset):
                todo += cast("Iterable[object]", one)
            elif isinstance(one, dict):
                todo += cast("dict[object, object]", one).values()
            else:
                met.add(id(one))
                if isinstance(one, Function | UserClass):
                    functions.append(one)
                parts = self._slots_of(kind)
                if parts is None:
                    return None
                todo += [getattr(one, name, None) for name in parts]
        return _Leads(frozenset(objects), tuple(functions), tuple(frames))

    def _slots_of(self, kind: type) -> tuple[str, ...] | None:
        """The parts of a class that are worth a look; None where it may have others."""
        if kind not in self._slots:
            parts: tuple[str, ...] | None = None
            if kind.__module__.startswith(_ELSEWHERE):
                parts = ()
            elif all("__slots__" in vars(cls) or cls is object for cls in kind.__mro__):
                named = [vars(cls).get("__slots__", ()) for cls in kind.__mro__]
                parts = tuple(
                    name
                    for slots in named
                    for name in ((slots,) if isinstance(slots, str) else slots)
                    if name not in _NO_PARTS
                )
            self._slots[kind] = parts
        return self._slots[kind]


def _do(run: Run, passage: Passage, bound: set[str]) -> None:
    """Put what a part changed, and the names that it certainly bound, on top of what there is."""
    before, after, grown = passage
    table = run.heap.table
    if table is before.table:
        run.heap.table = after.table
    else:
        for number, _, thing in before.table.changes(after.table):
            if number == run.disk:
                thing = _on_disk(run, passage)
            if thing is not None:
                table = table.having(number, thing)
        run.heap.table = table
    for name in _differing(before.env, after.env) | bound:
        value = after.env.get(name)
        if value is None:
            run.top.env.pop(name, None)
        else:
            run.top.env[name] = value
    first = len(run.events)
    for name, had in grown.items():
        getattr(run, name).extend(had)
    for index in range(first, len(run.events)):
        event = run.events[index]
        event.index = index
        if event.settled is not None:
            event.settled.forget_what_came_before()
    before.add_what_came(run, after)


def _files(one: Table, other: Table, disk: int) -> set[str]:
    """The files and folders of which two tables do not say the same."""
    mine, theirs = one.get(disk), other.get(disk)
    if not isinstance(mine, Tracked) or not isinstance(theirs, Tracked):
        return {ALL_FILES}
    keys = {*mine.facts, *theirs.facts}
    return {key for key in keys if mine.facts.get(key) is not theirs.facts.get(key)}


def _concerns_disk(run: Run, passage: Passage) -> bool:
    """Whether a part asks for, or writes, a file of which now something else is known."""
    other = _files(run.heap.table, passage.before.table, run.disk)
    touched = {
        *passage.grown["looked_up"],
        *_files(passage.before.table, passage.after.table, run.disk),
    }
    return ALL_FILES in {*other, *touched} or not other.isdisjoint(touched)


def _on_disk(run: Run, passage: Passage) -> Tracked | None:
    """The disk as it is now, with what a part writes."""
    now, after = run.heap.tracked(run.disk), passage.after.table.get(run.disk)
    if now is None or not isinstance(after, Tracked):
        return None
    written = _files(passage.before.table, passage.after.table, run.disk)
    new = {key: after.facts[key] for key in after.facts if key in written}
    return Tracked(now.kind, {**now.facts, **new}, now.open | after.open, now.thin)


def _differing(one: Mapping[str, Value], other: Mapping[str, Value]) -> set[str]:
    """The names that do not stand for the same in both."""
    if one is other:
        return set()
    known = other.get
    found = {
        name
        for name, value in one.items()
        if (had := known(name)) is not value and (had is None or not same_value(value, had))
    }
    if len(one) != len(other) or found:
        found.update(name for name in other if name not in one)
    return found


def _is_copy(thing: Tracked) -> bool:
    return any(key.startswith("stale/") for key in thing.facts)


def _is_registered(run: Run, number: int) -> bool:
    thing = run.heap.tracked(number)
    return thing is not None and any(key.startswith("registered/") for key in thing.facts)
