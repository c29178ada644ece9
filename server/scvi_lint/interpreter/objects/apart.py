"""A saved model as another program gets to know it: without the rest of the program that saved it.

What is known of the model, the data that it was set up with and the calls that made it are put into
a table of their own. Numbers in it are nobody else's, so that no object of the other program is
taken for one of them.
"""

from __future__ import annotations

from itertools import count

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.arguments import Argument
from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.domain.contents import Content
from scvi_lint.interpreter.domain.facts import Fact, Reasons
from scvi_lint.interpreter.domain.genes import Genes
from scvi_lint.interpreter.domain.heap import Facts, Tracked
from scvi_lint.interpreter.domain.holders import DictObject, ListObject
from scvi_lint.interpreter.domain.table import Table, Thing
from scvi_lint.interpreter.domain.values import Atom, Literal, Ref, Scalar, Symbol, Value
from scvi_lint.interpreter.objects import stored
from scvi_lint.json_values import is_tuple
from scvi_lint.semantic.data_views import REGISTRATION, Registration
from scvi_lint.semantic.model_views import Written
from scvi_lint.semantic.views import LEVELS

# Beyond all numbers that a run gives.
_numbers = count(1 << 40)
_DEEPEST = 3
# What is known of a model that is true of it in any program.
_PLAIN = frozenset({"class", "made_by", "trained", "trainings", "minified"})
_CALLS = frozenset({"construction", "training"})


class Apart(Table):
    """A few objects that are no run's."""

    __slots__ = ("objects",)

    def __init__(self) -> None:
        super().__init__()
        self.objects: dict[int, Thing] = {}

    def get(self, number: int) -> Thing | None:
        """The object of this number, None if there is none."""
        return self.objects.get(number)

    def put(self, thing: Thing) -> int:
        """A further object: its number."""
        number = next(_numbers)
        self.objects[number] = thing
        return number


def apart(written: Written) -> Written | None:
    """The model on its own; None where it is of a class that no other program knows."""
    thing = written.table.get(written.model)
    if (
        not isinstance(thing, Tracked)
        or thing.get(slots.CLASS) is None
        or thing.get(slots.SUBCLASS)
    ):
        return None
    mover = _Mover(written.table, written.program)
    facts: Facts = {}
    for key, known in thing.facts.items():
        moved = mover.fact(key, known)
        if moved is not None:
            facts[key] = moved
    model = mover.table.put(Tracked("model", facts, thing.open))
    return written.moved(model, mover.table)


class _Mover:
    """Takes objects over into a table of their own, each once."""

    def __init__(self, source: Table, program: str) -> None:
        self.table = Apart()
        self._source = source
        self._program = program
        self._known: dict[tuple[int, int], int] = {}
        self._records: dict[Registration, Registration] = {}

    def fact(self, key: str, known: Fact[object]) -> Fact[object] | None:
        """A fact of a model; None for what means nothing elsewhere."""
        options: list[tuple[object, Reasons]] = []
        for value, reasons in known.options:
            if key in _PLAIN or LEVELS.holds(key):
                options.append((value, reasons))
            elif key in _CALLS and isinstance(value, Call):
                options.append((self.call(value), reasons))
            elif key == REGISTRATION and isinstance(value, Registration):
                options.append((self.registration(value), reasons))
            elif key == slots.DATA and isinstance(value, int):
                number = self.data(value, self._source)
                if number is None:
                    return None
                options.append((number, reasons))
            else:
                return None
        return Fact(tuple(options), known.certain, known.doubt)

    def registration(self, record: Registration) -> Registration:
        known = self._records.get(record)
        if known is None:
            adata = None if record.adata is None else self.data(record.adata, record.table)
            known = self._records[record] = Registration(
                record.class_name, record.method, self.call(record.call), adata, self.table
            )
        return known

    def data(self, identity: int, source: Table) -> int | None:
        """An AnnData or MuData as a model has it."""
        key = (identity, id(source))
        if key in self._known:
            return self._known[key]
        thing = source.get(identity)
        if not isinstance(thing, Tracked):
            return None
        facts: Facts = {}
        for name, known in thing.facts.items():
            moved = self._part(name, known, source)
            if moved is not None:
                facts[name] = moved
        number = self._known[key] = self.table.put(Tracked(thing.kind, facts, thing.open))
        return number

    def _part(self, name: str, known: Fact[object], source: Table) -> Fact[object] | None:
        room = name.partition("/")[0]
        options: list[tuple[object, Reasons]] = []
        for value, reasons in known.options:
            moved: object = None
            if isinstance(value, Genes):
                moved = self._genes(value)
            elif name == "cells" and is_tuple(value):
                moved = (value[0], ("elsewhere", self._program, value[1:]))
            elif name in ("file", "source"):
                moved = value
            elif room == "mod" and isinstance(value, int):
                moved = self.data(value, source)
            elif isinstance(value, Content):
                moved = stored.content(value, self._program)
            if moved is None and not (value is None and room == "var"):
                return None
            options.append((moved, reasons))
        return Fact(tuple(options), known.certain, known.doubt)

    def _genes(self, genes: Genes) -> Genes:
        """The same genes, which no genes of another program are taken for."""
        of = None if genes.of is None else self._genes(genes.of)
        return genes._replace(at=("elsewhere", self._program, genes.at), of=of)

    def call(self, made: Call) -> Call:
        """A call as it was made: constants and lists of them are known, all else is not."""
        arguments = {name: self._argument(one) for name, one in made.arguments.items()}
        return Call(
            made.function,
            made.span,
            made.name_span,
            made.function_span,
            made.inner,
            arguments,
            made.open,
            made.stack,
            made.guards,
            made.statement,
            made.discarded,
            made.assigned,
        )

    def _argument(self, given: Argument) -> Argument:
        return Argument(
            given.name,
            self._value(given.value, given.table),
            given.span,
            given.whole,
            self.table,
            given.positional,
            given.splatted,
            given.key,
            given.always,
        )

    def _value(self, value: Value, source: Table, depth: int = 0) -> Value:
        atoms: list[Atom] = []
        closed = value.closed
        for atom in value.atoms:
            if isinstance(atom, Literal | Scalar | Symbol):
                atoms.append(atom)
                continue
            thing = source.get(atom.id) if isinstance(atom, Ref) and depth < _DEEPEST else None
            moved = self._holder(thing, source, depth)
            if moved is None:
                closed = False
            else:
                atoms.append(Ref(self.table.put(moved)))
        return Value(tuple(atoms), closed)

    def _holder(self, thing: Thing | None, source: Table, depth: int) -> Thing | None:
        """A list or a dictionary that an argument holds."""
        if isinstance(thing, ListObject):
            items = tuple(self._value(item, source, depth + 1) for item in thing.items)
            rest = None if thing.rest is None else self._value(thing.rest, source, depth + 1)
            return ListObject(items, rest, thing.kind, thing.singled)
        if isinstance(thing, DictObject):
            held = {key: self._value(one, source, depth + 1) for key, one in thing.items.items()}
            rest = None if thing.rest is None else self._value(thing.rest, source, depth + 1)
            return DictObject(held, rest, thing.places)
        return None
