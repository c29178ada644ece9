"""What an AnnData, a model and a file hold: matrices, columns, embeddings, graphs, tables.

Contents do not change. They are compared by what they are, so that two paths which made the same
agree.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from scvi_lint.source.documents.span import Span


class Content:
    """Equality by `key`, so that joins see the same thing on two paths as the same."""

    __slots__ = ("key",)

    key: tuple[Any, ...]

    def __eq__(self, other: object) -> bool:
        return self is other or (type(self) is type(other) and self.key == other.key)  # type: ignore[attr-defined]

    def __hash__(self) -> int:
        return hash(self.key)

    def __repr__(self) -> str:
        return f"{type(self).__name__}{self.key!r}"


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
        buffer: Any,
        root: Any = None,
        seen: Any = None,
        done: str = "",
        form: str = "",
        holes: bool | str = False,
        decoded: Table | None = None,
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

    def held_in(self, buffer: Any, seen: Any = None) -> Matrix:
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
        memory = self.buffer
        while isinstance(memory, tuple | OneOf):
            if isinstance(memory, OneOf):
                memory = memory.parts[0]
                continue
            if memory[0] == "raw":
                return True
            memory = memory[2] if len(memory) > 2 else None
        return False


class OneOf:
    """One of several memories, path by path. Equal ones are the same object (see `one_of`), so
    that comparing what is made of what is made of them does not walk through it all."""

    __slots__ = ("parts",)

    def __init__(self, parts: tuple[Any, ...]) -> None:
        self.parts = parts

    def __repr__(self) -> str:
        return f"one of {self.parts!r}"


@lru_cache(maxsize=4096)
def one_of(parts: tuple[Any, ...]) -> OneOf:
    """The memory, the measurement or the cells that are one of these."""
    return OneOf(parts)


def either_matrix(left: Any, right: Any) -> Matrix | None:
    """One matrix for two that hold the same numbers in two memories; None if they do not.

    Whoever shared the memory on both paths shares the new one.
    """
    if not isinstance(left, Matrix) or not isinstance(right, Matrix) or left == right:
        return None
    if (left.scale, left.root, left.seen) != (right.scale, right.root, right.seen):
        return None
    if left.form != right.form or left.holes != right.holes:
        return None
    memory = ("either", buffers(left) | buffers(right))
    return left.held_in(memory, left.seen)


def buffers(matrix: Matrix) -> frozenset[Any]:
    """The memories that a matrix may be held in: one for each path that led here."""
    buffer = matrix.buffer
    return (
        buffer[1] if isinstance(buffer, tuple) and buffer[0] == "either" else frozenset((buffer,))
    )


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
        categories: tuple[Any, ...] | None = None,
        closed: bool = False,
        made_by: str = "",
        source: Any = None,
        missing: bool | str | None = None,
        seen: Any = None,
        exact: bool = True,
        some: tuple[Any, ...] = (),
        lacks: tuple[Any, ...] = (),
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
    def present(self) -> tuple[Any, ...]:
        """The categories that certainly occur."""
        return (self.categories or ()) if self.exact else self.some

    def occurs(self, name: Any) -> bool:
        """Whether some cell certainly has this category."""
        return self.exact or name in self.some

    def but(self, **changed: Any) -> Column:
        """The same but for this; what a look at the file told is no longer of these values."""
        kept = {name: getattr(self, name) for name in self.__slots__ if name != "seen"}
        return Column(**{**kept, **changed})


class Embedding(Content):
    """An entry of obsm: `method` ("pca", "latent", "umap", "protein", "unknown"), from what.

    `source` is the id of the model whose latent it is, or the Graph that a UMAP was laid out on;
    `trained_at` counts the trainings of that model, so that a stale latent shows. `others` are
    further models whose latents were put below it. `made` is the query that returned it, and
    `cells` the cells that its rows stand for (the fact `cells` of the data asked of). `seen` is
    what a look at the file told of it.
    """

    __slots__ = ("cells", "made", "method", "others", "seen", "size", "source", "trained_at")

    def __init__(
        self,
        method: str,
        source: Any = None,
        size: int | None = None,
        trained_at: int = 0,
        seen: Any = None,
        made: Any = None,
        cells: Any = None,
        others: tuple[int, ...] = (),
    ) -> None:
        self.seen = seen
        self.method = method
        self.source = source
        self.size = size
        self.trained_at = trained_at
        self.made = made
        self.cells = cells
        self.others = others
        self.key = (method, source, size, trained_at, others)


class Graph(Content):
    """A neighbour graph: the obsm entry (or X) that it was built on."""

    __slots__ = ("embedding", "representation", "span")

    def __init__(self, representation: str | None, embedding: Any, span: Span | None) -> None:
        self.representation = representation
        self.embedding = embedding
        self.span = span
        self.key = (representation, embedding, span)


# Parts of a table: `de.groupby("group1")`, and what a round of a loop over it, or over its rows,
# is given: a name and a part.
GROUPED, PAIR = "grouped", "pair"
# A matrix with the names of cells and genes.
NAMED = "named"


class Table(Content):
    """What a model's method returned: `kind` is the method, `model` the model's id.

    `call` is the query that returned it; `part` the number of the item that was taken out of it,
    `("column", name)` for a column, None for the whole; `cells` the cells that its rows stand for.
    `axes` tells what each axis of an array counts ("samples", "cells" …), () when it is not known.
    `change` is what was made of the values: `AND_LOGGED`, `AND_CHANGED` or ""; `renamed` are
    columns under names of the program's own, each with the name that they came with.
    """

    __slots__ = ("axes", "call", "cells", "change", "kind", "model", "part", "renamed")

    def __init__(
        self,
        kind: str,
        model: int | None,
        call: Any,
        part: Any = None,
        cells: Any = None,
        axes: tuple[str, ...] = (),
        change: str = "",
        renamed: tuple[tuple[str, str], ...] = (),
    ) -> None:
        self.axes = axes
        self.change = change
        self.renamed = renamed
        self.kind = kind
        self.model = model
        self.call = call
        self.part = part
        self.cells = cells
        self.key = (kind, model, getattr(call, "span", None), part, axes, change, renamed)

    @property
    def column(self) -> str | None:
        """The name of the column that was taken out of it, None if none was."""
        part = self.part
        return part[1] if isinstance(part, tuple) else None

    @property
    def is_decoded(self) -> bool:
        """Whether it is expression that a model decoded."""
        return self.kind.startswith("get_normalized")

    @property
    def made(self) -> Any:
        """The query that returned it."""
        return self.call

    def taken(
        self, part: Any, *, whole_rows: bool = False, axes: tuple[str, ...] = (), kind: str = ""
    ) -> Table:
        """One item of what was returned, or some of its rows and columns."""
        cells = self.cells if whole_rows else None
        told = (kind or self.kind, self.model, self.call, part, cells, axes)
        return Table(*told, self.change, self.renamed)

    def changed(self, change: str) -> Table:
        """The same items with other values in them."""
        told = (self.kind, self.model, self.call, self.part, self.cells, self.axes)
        return Table(*told, change, self.renamed)

    def under(self, names: dict[str, str]) -> Table:
        """The same table after its columns got other names: the new one of each old one."""
        before = {self.first_name(old): new for old, new in names.items()}
        kept = {old: new for new, old in self.renamed if old not in before}
        told = (self.kind, self.model, self.call, self.part, self.cells, self.axes, self.change)
        return Table(*told, tuple((new, old) for old, new in (kept | before).items()))

    def first_name(self, column: str) -> str:
        """What a column was called when it came."""
        return dict(self.renamed).get(column, column)

    @property
    def is_logged(self) -> bool | None:
        """Whether these are logarithms of decoded values; None where that is not known."""
        if not self.is_decoded or self.change == AND_CHANGED:
            return None
        return self.change == AND_LOGGED


class Curve(Content):
    """One quantity of a model's history, `model.history["elbo_validation"]`, or a part of it.

    `form` is "frame" (a table with one column, called as the quantity, a row an epoch), "rows" (its
    `.iloc`), "series" (that column), "reduced" (a series with one number: `frame.min()`) or
    "truths" (what comes of a comparison).
    """

    __slots__ = ("form", "model", "name")

    def __init__(self, name: str, model: int, form: str = "frame") -> None:
        self.name = name
        self.model = model
        self.form = form
        self.key = (name, model, form)

    def as_(self, form: str) -> Curve:
        return Curve(self.name, self.model, form)


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

    def __init__(self, module: str, path: str, modality: str, seen: Any, ask: Any) -> None:
        self.module = module
        self.path = path
        self.modality = modality
        self.seen = seen
        self.ask = ask
        self.key = (module, path, modality)
