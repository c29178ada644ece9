"""What an expression may be.

A Value is a small set of atoms and the promise, or not, that nothing else is possible. The
engine never guesses: what it cannot follow is UNKNOWN, and a Value that joined an unknown arm
keeps its atoms but loses `closed`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from scvi_lint.interpreter.domain.contents import Content
from scvi_lint.interpreter.domain.genes import Genes
from scvi_lint.source.documents.span import Span
from scvi_lint.source.parser import nodes

# A value with more possibilities than this says nothing useful to a reader.
MOST_ATOMS = 12
# Longer texts, larger numbers and longer import paths are not held: a few statements can make
# them as long as they like.
LONGEST_TEXT = 4096
_LARGEST = 10**40
_LONGEST_PATH = 400


# What is known of data, or of a list of names of genes.
Held = Content | Genes | None


class Atom:
    """One possibility. Two atoms are the same when their class and `key` are."""

    __slots__ = ("key",)

    key: object

    def __eq__(self, other: object) -> bool:
        # Asked all the time: nothing is looked up for the checker of types alone.
        return self is other or (type(self) is type(other) and self.key == other.key)  # type: ignore[attr-defined]

    def __hash__(self) -> int:
        return hash(self.key)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.key!r})"


class Literal(Atom):
    """A constant, and the place where the program spells it out."""

    __slots__ = ("span", "value")

    def __init__(self, value: Any, span: Span | None = None, source: str = "") -> None:
        self.key = (type(value).__name__, value, source)
        self.value = value
        self.span = span


class OpenFile(Atom):
    """A file that is open for reading, or its text: `path` as the program spells it."""

    __slots__ = ("path",)

    def __init__(self, path: str) -> None:
        self.key = path
        self.path = path


class Scalar(Atom):
    """What only the type is known of: a number ("numpy" for one of numpy's own types), or "places",
    the tuple that `np.where(…)` returns."""

    __slots__ = ()

    def __init__(self, type_name: str) -> None:
        self.key = type_name


class CellCount(Scalar):
    """The number of cells of an AnnData: `adata.n_obs`, `adata.shape[0]`."""

    __slots__ = ("ref",)

    def __init__(self, ref: int) -> None:
        super().__init__("int")
        self.ref = ref


class Drawn(Atom):
    """A value, or some of them, that a generator drew at `span`: another one in each run."""

    __slots__ = ("span",)

    def __init__(self, span: Span) -> None:
        self.key = span
        self.span = span


class Symbol(Atom):
    """Something imported, by its import path: `scvi.model.SCVI`, `scanpy.pp.log1p`."""

    __slots__ = ("path",)

    def __init__(self, path: str) -> None:
        self.key = path
        self.path = path


class Ref(Atom):
    """An object on the heap."""

    __slots__ = ("id",)

    def __init__(self, id: int) -> None:  # noqa: A002
        self.key = id
        self.id = id


class Bound(Atom):
    """A method or accessor that waits for its call: `receiver.name`."""

    __slots__ = ("name", "receiver")

    def __init__(self, receiver: Atom, name: str) -> None:
        self.key = (receiver, name)
        self.receiver = receiver
        self.name = name


class Room(Atom):
    """A container of an AnnData as a whole: `adata.obs`, `adata.layers`, `mdata.mod`."""

    __slots__ = ("ref", "room")

    def __init__(self, ref: int, room: str) -> None:
        self.key = (ref, room)
        self.ref = ref
        self.room = room


class Data(Atom):
    """An array, column, table or embedding as it was when it was read or made.

    `content` is one of the classes of `facts`, or None when nothing is known of it. If it
    was read from an object, `ref`, `room` and `entry` say from where. `doubt` is why it is not
    certain, as its fact says, "" where nothing more is known of that.
    """

    __slots__ = ("certain", "content", "doubt", "entry", "ref", "room")

    def __init__(
        self,
        content: Held,  # of any class of `contents` and `results`
        certain: bool = True,
        ref: int | None = None,
        room: str = "",
        entry: str = "",
        doubt: str = "",
    ) -> None:
        self.key = (content, ref, room, entry)
        self.content = content
        self.certain = certain
        self.doubt = doubt
        self.ref = ref
        self.room = room
        self.entry = entry

    def holding(self, content: Held) -> Data:
        """What was made of it, and is as certain."""
        return Data(content, self.certain, doubt=self.doubt)


class Partial(Atom):
    """`functools.partial(function, *positional, **keywords)`, made in a cell of a file."""

    __slots__ = ("function", "keywords", "place", "positional")

    def __init__(
        self,
        function: Value,
        positional: tuple[tuple[Value, nodes.Argument], ...],
        keywords: tuple[tuple[str, tuple[Value, nodes.Argument]], ...],
        place: tuple[str, int],
    ) -> None:
        self.key = (id(function), len(positional), keywords)
        self.place = place
        self.function = function
        self.positional = positional
        self.keywords = keywords


class Value:
    """The atoms that an expression may be; `closed` when it can be nothing else."""

    __slots__ = ("atoms", "closed")

    def __init__(self, atoms: tuple[Atom, ...], closed: bool) -> None:
        self.atoms = atoms
        self.closed = closed

    def __repr__(self) -> str:
        return f"Value({', '.join(map(repr, self.atoms))}{'' if self.closed else ' …'})"

    def __eq__(self, other: object) -> bool:
        return self is other or (
            isinstance(other, Value) and self.closed == other.closed and self.atoms == other.atoms
        )

    def __hash__(self) -> int:
        return hash((self.atoms, self.closed))

    @property
    def single(self) -> Atom | None:
        """The one thing that this is for certain, or None."""
        return self.atoms[0] if self.closed and len(self.atoms) == 1 else None

    @property
    def constant(self) -> Literal | None:
        """The literal that this is for certain, or None."""
        atom = self.single
        return atom if isinstance(atom, Literal) else None

    @property
    def text(self) -> str | None:
        """The string that this is for certain, or None."""
        atom = self.single
        return atom.value if isinstance(atom, Literal) and isinstance(atom.value, str) else None

    def is_literal(self, value: object) -> bool:
        """Whether this is for certain the constant `value` (True and 1 differ)."""
        atom = self.constant
        return atom is not None and type(atom.value) is type(value) and atom.value == value

    def refs(self) -> list[int]:
        return [atom.id for atom in self.atoms if isinstance(atom, Ref)]


UNKNOWN = Value((), False)
NONE = Value((Literal(None),), True)


def one(atom: Atom) -> Value:
    return Value((atom,), True)


@lru_cache(maxsize=4096)
def symbol(path: str) -> Value:
    """What an import path names."""
    return one(Symbol(path)) if len(path) <= _LONGEST_PATH else UNKNOWN


def literal(value: Any, span: Span | None = None) -> Value:
    """A constant, unless it is too large to be held."""
    kind = value.__class__
    if (kind is str and len(value) > LONGEST_TEXT) or (
        kind is int and not -_LARGEST < value < _LARGEST
    ):
        return UNKNOWN
    return Value((Literal(value, span),), True)


def join(left: Value, right: Value) -> Value:
    """Either of the two: the union of the atoms; closed only if both are."""
    if left is right:
        return left
    if left.atoms == right.atoms:
        return left if not left.closed or right.closed else right
    closed = left.closed and right.closed
    atoms = left.atoms
    extra = tuple(atom for atom in right.atoms if atom not in atoms)
    if extra:
        atoms = atoms + extra
        if len(atoms) > MOST_ATOMS:
            return UNKNOWN
    if closed == left.closed and atoms is left.atoms:
        return left
    return Value(atoms, closed)


def join_all(values: list[Value]) -> Value:
    if not values:
        return UNKNOWN
    result = values[0]
    for value in values[1:]:
        both = join(result, value)
        if both is UNKNOWN and result is not UNKNOWN and value is not UNKNOWN:
            return UNKNOWN  # they are too many, and those to come would only be the last of them
        result = both
    return result


def opened(value: Value) -> Value:
    """The same possibilities, without the promise that there is no other."""
    return Value(value.atoms, False) if value.closed else value
