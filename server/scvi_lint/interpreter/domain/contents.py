"""What an AnnData, a model and a file hold: matrices, columns, embeddings, graphs, tables.

Contents do not change. They are compared by what they are, so that two paths which made the same
agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple, Union

from scvi_lint.evidence.facts import ColumnSeen, DataSeen, MatrixSeen
from scvi_lint.evidence.wants import Want
from scvi_lint.json_values import is_tuple


class Content:
    """Equality by `key`, so that joins see the same thing on two paths as the same."""

    __slots__ = ("key",)

    key: tuple[object, ...]

    def __eq__(self, other: object) -> bool:
        return self is other or (type(self) is type(other) and self.key == other.key)  # type: ignore[attr-defined]

    def __hash__(self) -> int:
        return hash(self.key)

    def __repr__(self) -> str:
        return f"{type(self).__name__}{self.key!r}"


# A place in memory, under a name of the engine's own: `("X", id)`, `("copy", place, what it was
# copied from)`. Equal ones are one memory.
Memory = Union["OneOf", tuple[object, ...]]

# What a matrix holds. "as read" is unknown but untouched: whatever the file or the caller gave.
COUNTS = "counts"
FRACTIONAL = "fractional"
AS_READ = "as read"
NORMALIZED = "normalized"
LOGNORM = "lognorm"
SCALED = "scaled"
BINARY = "binary"
DENOISED = "denoised"
MIXED = "mixed"
SMOOTHED = "smoothed"
UNSURE = "unknown"

# What is said behind "decoded by SCVI" of its logarithm, and of what was made of it otherwise.
AND_LOGGED = ", then logged"
AND_CHANGED = ", then changed"

# scvi-tools' count likelihoods are not defined for these.
TRANSFORMED = frozenset({NORMALIZED, LOGNORM, SCALED, DENOISED})
# What a model of counts does not take.
NO_COUNTS = frozenset({FRACTIONAL, NORMALIZED, LOGNORM, SCALED})

SCALE_WORDS = {
    COUNTS: "counts",
    FRACTIONAL: "fractional counts",
    AS_READ: "as read",
    NORMALIZED: "depth-normalised",
    LOGNORM: "log-normalised",
    SCALED: "scaled",
    BINARY: "binary",
    DENOISED: "computed by a model",
    SMOOTHED: "smoothed over neighbours",
    MIXED: "counts in some cells, transformed in others",
    UNSURE: "unknown",
}


class Matrix(Content):
    """X, a layer or raw: `scale` as above; `buffer` names the memory, so that an alias shows.

    `root` is the buffer that it was computed or copied from, through any number of steps: two
    matrices of one root hold the same measurement. `seen` is what a look at the file told of these
    very values, if there was one. `done` is what was done to them last, as one says it ("scaled",
    "changed by ComBat"); "" when that is not known.
    `form` is "array" where the program made it a sparse array, which is no sparse matrix, and
    NAMED, GROUPED or PAIR where it is a table with names, its groups, or one of these. `holes`
    where the program itself set values to NaN: True, or LIKELY where there may be none of these.
    `decoded` is what a model's method returned, where these are its very values.
    """

    __slots__ = ("buffer", "decoded", "done", "form", "holes", "root", "scale", "seen")

    def __init__(
        self,
        scale: str,
        buffer: Memory,
        root: Memory | None = None,
        seen: MatrixSeen | None = None,
        done: str = "",
        form: str = "",
        holes: bool | str = False,
        decoded: Content | None = None,
    ) -> None:
        self.decoded = decoded
        self.holes = holes
        self.scale = scale
        self.buffer = buffer
        self.root = buffer if root is None else root
        self.seen = seen
        self.done = done
        self.form = form
        self.key = (scale, buffer, self.root, form, holes)

    def held_in(self, buffer: Memory, seen: MatrixSeen | None = None) -> Matrix:
        """The same numbers in another memory."""
        told = (self.scale, buffer, self.root, seen, self.done, self.form, self.holes)
        return Matrix(*told, self.decoded)

    def formed(self, form: str) -> Matrix:
        """The same numbers in another form."""
        told = (self.scale, self.buffer, self.root, self.seen, self.done, form, self.holes)
        return Matrix(*told, self.decoded)

    def with_holes(self, holes: bool | str) -> Matrix:
        """The same numbers, some of which have become NaN, or none of which is."""
        return Matrix(self.scale, self.buffer, self.root, None, self.done, self.form, holes)

    @property
    def is_logged(self) -> bool | None:
        """Whether its values are logarithms; None where that is not known."""
        if self.scale == DENOISED:
            return True if self.done.endswith(AND_LOGGED) else False if self.done else None
        if self.scale == LOGNORM:
            return True
        return False if self.scale in (COUNTS, FRACTIONAL, NORMALIZED) else None

    @property
    def words(self) -> str:
        """What it is, in as few words as there are: "scaled", "counts"."""
        return self.done or SCALE_WORDS[self.scale]

    @property
    def told(self) -> str:
        """What became of it, after its name: "was scaled", "holds counts"; with the numbers where
        a look at the file told them."""
        if self.done:
            return f"was {self.done}"
        words = SCALE_WORDS[self.scale]
        values = words if "counts" in words else f"{words} values"
        low, high = (None, None) if self.seen is None else (self.seen.minimum, self.seen.maximum)
        if low is None or high is None:
            return f"holds {values}"
        if low < 0:
            return f"holds {values} from {low:.3g} to {high:.3g}"
        return f"holds {values} up to {high:.3g}"  # the smallest that was looked at is no zero

    @property
    def is_from_raw(self) -> bool:
        """Whether it came out of `.raw`, through any number of copies."""
        return any(memory[0] == "raw" for memory in copied_from(self.buffer))


# Which cells an object holds: `("all", id)` those that it was made with, `("part", place, text)` a
# choice of them. Equal ones are the same cells in the same order.
Cells = tuple[object, ...]


# What the program took out: for each time the columns and the values of them.
LeftOut = tuple[tuple[tuple[str, tuple[object, ...]], ...], ...]


class Either(NamedTuple):
    """The memory of a matrix that is in one of these, path by path, with the same numbers."""

    buffers: frozenset[Memory]


class OneOf:
    """One of several memories, path by path. Equal ones are the same object (see `one_of`), so
    that comparing what is made of what is made of them does not walk through it all."""

    __slots__ = ("parts",)

    def __init__(self, parts: tuple[Memory, ...]) -> None:
        self.parts = parts

    def __repr__(self) -> str:
        return f"one of {self.parts!r}"


def copied_from(memory: object) -> Iterator[tuple[object, ...]]:
    """A memory, and what it was copied from, the nearest first; of one of several the first."""
    while isinstance(memory, OneOf) or is_tuple(memory):
        if isinstance(memory, OneOf):
            memory = memory.parts[0]
            continue
        yield memory
        memory = memory[2] if len(memory) > 2 else None


@lru_cache(maxsize=4096)
def one_of(parts: tuple[Memory, ...]) -> OneOf:
    """The memory, the measurement or the cells that are one of these."""
    return OneOf(parts)


def either_matrix(left: object, right: object) -> Matrix | None:
    """One matrix for two that hold the same numbers in two memories; None if they do not.

    Whoever shared the memory on both paths shares the new one.
    """
    if not isinstance(left, Matrix) or not isinstance(right, Matrix) or left == right:
        return None
    if (left.scale, left.root, left.seen) != (right.scale, right.root, right.seen):
        return None
    if left.form != right.form or left.holes != right.holes:
        return None
    memory = Either(buffers(left) | buffers(right))
    return left.held_in(memory, left.seen)


def buffers(matrix: Matrix) -> frozenset[Memory]:
    """The memories that a matrix may be held in: one for each path that led here."""
    buffer = matrix.buffer
    return buffer.buffers if isinstance(buffer, Either) else frozenset((buffer,))


# A column of the cells' own names, and one of numbers that stand for categories.
NAMES_OF_CELLS = "the names of the cells"
CODES = "numbering categories"
# Cells without a value were there, and since then some were taken out for another reason.
LIKELY = "likely"


class Column(Content):
    """A column of obs or var.

    `categories` are its levels when they are known, `closed` when there are no others; `made_by`
    is what computed it ("leiden", "predict", "file", "concat", "" for by hand) and `source` what
    that was computed from (a graph's embedding, a model's id). `seen` is what a look at the file
    told of these very values, if there was one. `exact` when each category certainly occurs, `some`
    are those that do where that is not true of all. `missing` is whether some cells have no value:
    True, False, LIKELY or None for not known. `lacks` are values that no cell has, of a column
    whose categories are not known: the program took those cells out. `parts` are the columns
    of which each value was made: `obs["kind"] + "_" + obs["condition"]`, `obs["donor"].map(…)`.
    """

    __slots__ = (
        "categories",
        "closed",
        "exact",
        "kind",
        "lacks",
        "made_by",
        "missing",
        "parts",
        "seen",
        "some",
        "source",
    )

    def __init__(
        self,
        kind: str = "unknown",
        categories: tuple[object, ...] | None = None,
        closed: bool = False,
        made_by: str = "",
        source: Content | int | None = None,
        missing: bool | str | None = None,
        seen: ColumnSeen | None = None,
        exact: bool = True,
        some: tuple[object, ...] = (),
        lacks: tuple[object, ...] = (),
        parts: tuple[str, ...] = (),
    ) -> None:
        self.parts = parts
        self.exact = exact
        self.some = () if exact else some
        self.lacks = lacks
        self.kind = kind
        self.categories = categories
        self.closed = closed
        self.made_by = made_by
        self.source = source
        self.missing = missing
        self.seen = seen
        told = (kind, categories, closed, made_by, source, missing, exact, self.some, lacks)
        self.key = (*told, parts)

    @property
    def present(self) -> tuple[object, ...]:
        """The categories that certainly occur."""
        return (self.categories or ()) if self.exact else self.some

    def occurs(self, name: object) -> bool:
        """Whether some cell certainly has this category."""
        return self.exact or name in self.some

    def but(self, **changed: Any) -> Column:
        """The same but for this; what a look at the file told is no longer of these values."""
        kept = {name: getattr(self, name) for name in self.__slots__ if name != "seen"}
        return Column(**{**kept, **changed})


class Categories(Content):
    """The levels of a column as a list: `adata.obs["batch"].unique()`."""

    __slots__ = ("column", "entry", "ref")

    def __init__(self, column: Column | None, ref: int | None, entry: str) -> None:
        self.column = column
        self.ref = ref
        self.entry = entry
        self.key = (column, ref, entry)


class File(Content):
    """The file (and the modality in it) that an object was read from, as it was seen.

    `ask` answers what a rule wants to know beyond that, or None; then it is fetched, and the
    program followed once more.
    """

    __slots__ = ("ask", "modality", "module", "path", "seen")

    def __init__(
        self, module: str, path: str, modality: str, seen: DataSeen, ask: Callable[[Want], object]
    ) -> None:
        self.module = module
        self.path = path
        self.modality = modality
        self.seen = seen
        self.ask = ask
        self.key = (module, path, modality)
