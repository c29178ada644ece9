"""The objects of the program as a rule sees them: a name, and questions.

A view holds an object's id and the heap at one moment. Each question answers with a Fact (which
knows its certainty and its reasons) or None where nothing is known.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar, overload

from scvi_lint.evidence import wants
from scvi_lint.evidence.facts import CrosstabSeen, NameListSeen, NamesSeen, ZerosSeen
from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.alternatives import ONE_OF
from scvi_lint.interpreter.domain.contents import (
    AS_READ,
    COUNTS,
    Cells,
    Column,
    File,
    LeftOut,
    Matrix,
    copied_from,
)
from scvi_lint.interpreter.domain.facts import Fact
from scvi_lint.interpreter.domain.genes import Genes
from scvi_lint.interpreter.domain.heap import EVERYTHING, GONE, SHOWN, Tracked
from scvi_lint.interpreter.domain.keys import Room
from scvi_lint.interpreter.domain.results import Embedding, Graph
from scvi_lint.interpreter.domain.results import Table as ReturnedTable
from scvi_lint.interpreter.domain.table import Table
from scvi_lint.json_values import is_tuple

T = TypeVar("T")

_UNNAMED = "the data"
_LONGEST_NAME = 40
NOTHING_KNOWN = Tracked("unknown", {}, EVERYTHING)


def as_name(text: str) -> str:
    """How the program writes an object, if that can stand in a sentence; else ""."""
    return "" if text.startswith("*") or "\n" in text or len(text) > _LONGEST_NAME else text


class View:
    """An object at one moment: which object of the program it is."""

    __slots__ = ("id", "table", "thing")

    def __init__(self, id: int, table: Table) -> None:  # noqa: A002
        self.id = id
        self.table = table
        thing = table.get(id)
        self.thing: Tracked = thing if isinstance(thing, Tracked) else NOTHING_KNOWN

    @property
    def ids(self) -> frozenset[int]:
        """The object, and those of which it is one: `model` after `if small: … else: …`."""
        return frozenset((self.id, *self.thing.value(ONE_OF, ())))

    def may_be(self, other: View) -> bool:
        """Whether both may be the same object."""
        return not self.ids.isdisjoint(other.ids)


class Levels:
    """The categories of a column, as far as they are known."""

    __slots__ = ("column", "key", "known")

    def __init__(self, key: str, known: Fact[Column]) -> None:
        self.key = key
        self.known = known
        self.column: Column = known.value

    @property
    def names(self) -> tuple[object, ...]:
        return self.column.categories or ()

    def occurs(self, names: Iterable[object]) -> bool:
        """Whether some cell has each of these categories for certain."""
        counts = None if self.column.seen is None else self.column.seen.counts
        if counts is not None:
            return all(counts.get(name) for name in names)
        return all(self.column.occurs(name) for name in names)

    def rule_out(self, value: object) -> bool:
        """Whether all categories are known and the value is none of them."""
        if not self.column.closed or self.column.categories is None:
            return False
        return all(
            type(name) is not type(value) or name != value for name in self.column.categories
        )

    def extended(self, other: Levels | None) -> Levels:
        """With the categories of further data, which may be unknown (None)."""
        names = tuple(dict.fromkeys((*self.names, *(() if other is None else other.names))))
        closed = other is not None and self.column.closed and other.column.closed
        certain = self.known.certain and (other is None or other.known.certain)
        reasons = (*self.known.reasons, *(() if other is None else other.known.reasons))
        return Levels(
            self.key,
            Fact(((Column(self.column.kind, names, closed), reasons),), certain),
        )


# The categories that a model knows of the column which an argument of its set-up names.
LEVELS: Room[Levels] = Room("levels")


class Parts(View):
    """What an AnnData or MuData holds at one moment."""

    __slots__ = ()

    @property
    def is_mudata(self) -> bool:
        return self.thing.kind == "mudata"

    @property
    def x(self) -> Fact[Matrix] | None:
        """What X holds: a Fact of Matrix."""
        return self.thing.get(slots.X)

    def layer(self, name: str) -> Fact[Matrix] | None:
        """What a layer holds: a Fact of Matrix."""
        return self.thing.get(slots.LAYERS(name))

    def matrix(self, layer: str | None) -> Fact[Matrix] | None:
        """X for None, else the layer."""
        return self.x if layer is None else self.layer(layer)

    @property
    def layers(self) -> dict[str, Fact[Matrix]]:
        return self.thing.entries(slots.LAYERS)

    def kept_counts(self, root: object) -> list[str]:
        """The layers that hold this measurement as it was before anything was done to it."""
        return [
            name
            for name, known in self.layers.items()
            if known.value.root == root and known.value.scale in (COUNTS, AS_READ)
        ]

    @property
    def raw(self) -> Fact[Matrix] | None:
        return self.thing.get(slots.RAW)

    @property
    def minified(self) -> Fact[str] | None:
        """That a model's minifying made it: a Fact of the type, "" if that is not known."""
        return self.thing.get(slots.MINIFIED)

    @property
    def filled_in(self) -> Fact[bool] | None:
        """That an outer join of different genes made it: values that a part lacked are filled."""
        return self.thing.get(slots.FILLED_IN)

    @property
    def left_out(self) -> Fact[LeftOut] | None:
        """The combinations of two columns that the program itself took out: a Fact of tuples of
        `(column, values)`."""
        return self.thing.get(slots.LEFT_OUT)

    def obs(self, name: str) -> Fact[Column] | None:
        """A column of obs: a Fact of Column."""
        return self.thing.get(slots.OBS(name))

    def obsm(self, name: str) -> Fact[Embedding | ReturnedTable] | None:
        """An entry of obsm: of a model's latent space, of what else it returned."""
        return self.thing.get(slots.OBSM(name))

    def levels(self, column: str) -> Levels | None:
        """The categories of an obs column, None when nothing is known of them."""
        known = self.obs(column)
        if known is None or known.value.categories is None:
            return None
        return Levels(column, known)

    def made_of(self, column: str) -> tuple[str, ...]:
        """The columns of which each value of a column was made; itself where that is not known."""
        known = self.obs(column)
        parts = known.value.parts if known else ()
        return (column, *(part for part in parts if part != column))

    def taken_out(self, column: str, value: object) -> Fact[Column] | None:
        """That the program took out all cells with this value, of a column whose categories are
        else not known."""
        known = self.obs(column)
        gone = known.value.lacks if known else ()
        same = any(type(name) is type(value) and name == value for name in gone)
        return known if same else None

    @overload
    def entries(self, room: Room[T]) -> dict[str, Fact[T]]: ...
    @overload
    def entries(self, room: str) -> dict[str, Fact[Any]]: ...
    def entries(self, room: str) -> dict[str, Fact[Any]]:
        """What is known to be in `obs`, `obsm`, `layers`, `uns` or `mod`."""
        return self.thing.entries(slots.room(room))

    def lacks(self, room: str, entry: str) -> bool:
        """Whether the entry is for certain absent: all that the room holds is known."""
        key = slots.held(room, entry)
        if key in self.thing.facts:
            return False
        gone = self.thing.get(GONE(key))
        return room not in self.thing.open or (gone is not None and gone.certain)

    def gone(self, room: str, entry: str) -> Fact[bool] | None:
        """That the program took an entry out, None if it did not."""
        key = slots.held(room, entry)
        return None if key in self.thing.facts else self.thing.get(GONE(key))

    def shown(self, room: str) -> Fact[tuple[str, ...] | None] | None:
        """The names of all that a room held when a notebook's saved output listed it: a possible
        Fact, None where there is no such list or something unseen may have changed the room."""
        known = self.thing.get(SHOWN(room))
        return None if known is None or None in known.values or len(known.values) > 1 else known

    @property
    def cells(self) -> Fact[Cells] | None:
        """Which cells it holds: equal values are the same cells in the same order."""
        return self.thing.get(slots.CELLS)

    @property
    def genes(self) -> Fact[Genes] | None:
        """Which genes it holds, likewise: a Fact of `domain.genes.Genes`."""
        return self.thing.get(slots.GENES)

    @property
    def graphs(self) -> dict[str, Fact[Graph]]:
        """The neighbour graphs that were built on it, by name: Facts of Graph."""
        return self.thing.entries(slots.GRAPH)

    @property
    def copied_from(self) -> list[int]:
        """The objects and memories that it was taken from, as X tells, the nearest first."""
        view, x = self.is_view, self.x
        found = [] if view is None else [view.value]
        for memory in copied_from(None if x is None else x.value.buffer):
            number = memory[1] if len(memory) > 1 else None
            if isinstance(number, int) and number != self.id:
                found.append(number)
        return list(dict.fromkeys(found))

    @property
    def memory(self) -> int | None:
        """The number of the memory that X is in, which other data may share; its own at first."""
        held = None if self.x is None else self.x.value.buffer
        own = held[1] if is_tuple(held) and len(held) > 1 else None
        return own if isinstance(own, int) else None

    @property
    def born(self) -> Fact[str] | None:
        """Where the program got it from: a Fact whose newest reason is the place."""
        return self.thing.get(slots.MADE)

    @property
    def is_view(self) -> Fact[int] | None:
        return self.thing.get(slots.VIEW)

    @property
    def file(self) -> Fact[str] | None:
        """The path that it was read from."""
        return self.thing.get(slots.FILE)

    @property
    def seen(self) -> Fact[File] | None:
        """Its file as it was looked at: a Fact of File."""
        return self.thing.get(slots.SEEN)

    @property
    def complete(self) -> Fact[object] | None:
        """Why its rooms are known to hold nothing else, where a file tells that: the look at it,
        or what another program, or this one, is known to have written there."""
        known = self.seen
        return self.thing.get(slots.LISTED) if known is None else known

    @property
    def cells_in_file(self) -> int | None:
        """How many cells its file has, while they are all in it."""
        known = self.seen
        if known is None or not known.certain or not self.has_all_cells:
            return None
        return known.value.seen.n_obs

    @property
    def most_cells(self) -> Fact[int] | None:
        """The most cells that a choice by number has left: a Fact of a number."""
        return self.thing.get(slots.MOST_CELLS)

    @property
    def has_all_cells(self) -> bool:
        """Whether it certainly holds the cells that it was made with, and no others."""
        return _is_whole(self.cells)

    @property
    def has_all_genes(self) -> bool:
        return _is_whole(self.genes)

    def crosstab(self, left: str, right: str) -> CrosstabSeen | None:
        """How often each pair of values of two columns occurs in the file, or None.

        Cells that were taken out since make the true numbers smaller, never larger. None also
        when the columns are no longer those of the file, and before the file was asked.
        """
        known = self.seen
        if known is None or len(known.options) != 1:
            return None
        for name in (left, right):
            column = self.obs(name)
            if column is None or not column.certain or column.value.made_by != "file":
                return None
            if column.value.parts:
                return None  # under other names than in the file
        file = known.value
        told = file.ask(wants.crosstab(file.module, file.path, file.modality, left, right))
        return told if isinstance(told, CrosstabSeen) else None

    def zeros(self, entry: str, column: str) -> ZerosSeen | None:
        """The columns of an entry of obsm that are zero in all cells of each category of a column
        ("" for no column), as the file has them; None before it was asked."""
        known, held = self.seen, self.obsm(entry)
        if known is None or not known.certain or held is None or not held.certain:
            return None
        made = self.obs(column) if column else None
        if column and (made is None or not made.certain or made.value.made_by != "file"):
            return None
        file: File = known.value
        if (
            not isinstance(held.value, Embedding)
            or held.value.seen is None
            or not self.has_all_cells
        ):
            return None
        told = file.ask(wants.zeros(file.module, file.path, file.modality, entry, column))
        return told if isinstance(told, ZerosSeen) else None

    @property
    def cell_names(self) -> NamesSeen | None:
        """Whether the file's cells have names of their own, while they are all in it; None before
        it was asked."""
        known = self.seen
        if known is None or not known.certain or not self.has_all_cells:
            return None
        if slots.RENAMED in self.thing.facts or "obs" in self.thing.open:
            return None
        file: File = known.value
        told = file.ask(wants.cells(file.module, file.path, file.modality))
        return told if isinstance(told, NamesSeen) else None

    @property
    def genes_seen(self) -> NamesSeen | None:
        """How many genes the file has and their fingerprints, while they are all in it."""
        known = self.seen
        if known is None or not known.certain or not self.has_all_genes:
            return None
        return known.value.seen.genes

    @property
    def possible_genes(self) -> tuple[str, ...] | None:
        """The names that its genes can have: those of its file, of which some may be gone.

        None when the file does not tell, before it was asked, and where names were changed.
        """
        known, genes = self.seen, self.thing.get(slots.GENES)
        if known is None or not known.certain or genes is None:
            return None
        if any(option[0] not in ("all", "part") for option in genes.values):
            return None
        file: File = known.value
        found = file.ask(wants.genes(file.module, file.path, file.modality))
        return found.names if isinstance(found, NameListSeen) else None


def _is_whole(known: Fact[Cells] | Fact[Genes] | None) -> bool:
    """Whether these are certainly the cells or genes that an object was made with, all of them."""
    return known is not None and known.certain and known.value[0] == "all"
