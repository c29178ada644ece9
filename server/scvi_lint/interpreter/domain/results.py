"""What a model returned and what scanpy computed of it: embeddings, graphs, tables, curves of the
history; and what a program makes of these: a mean, a comparison.

What returned it is an event, of which nothing is asked here: see `events.models.query_of`.
"""

from __future__ import annotations

from typing import Union

from scvi_lint.evidence.facts import EmbeddingSeen
from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.domain.contents import AND_CHANGED, AND_LOGGED, Cells, Content, Matrix
from scvi_lint.source.documents.span import Span

# What an embedding was made of: a model, a graph that it was laid out on, a matrix, or the name of
# the file that it is stored in.
Source = Union[int, "Graph", Matrix, str, None]


class Embedding(Content):
    """An entry of obsm: `method` ("pca", "latent", "umap", "protein", "unknown"), from what.

    `source` is the id of the model whose latent it is, or the Graph that a UMAP was laid out on;
    `trained_at` counts the trainings of that model, so that a stale latent shows. `others` are
    the sources of what was put below it. `made` is the query that returned it, and
    `cells` the cells that its rows stand for (the fact `cells` of the data asked of). `seen` is
    what a look at the file told of it. `beside` are columns that the program put into a table of
    it, by name; None while it is no table.
    """

    __slots__ = (
        "beside",
        "cells",
        "made",
        "method",
        "others",
        "seen",
        "size",
        "source",
        "trained_at",
    )

    def __init__(
        self,
        method: str,
        source: Source = None,
        size: int | None = None,
        trained_at: int = 0,
        seen: EmbeddingSeen | None = None,
        made: object = None,
        cells: Cells | None = None,
        others: tuple[Source, ...] = (),
        beside: tuple[tuple[str, object], ...] | None = None,
    ) -> None:
        self.beside = beside
        self.seen = seen
        self.method = method
        self.source = source
        self.size = size
        self.trained_at = trained_at
        self.made = made
        self.cells = cells
        self.others = others
        self.key = (method, source, size, trained_at, others, beside)

    def with_beside(self, columns: tuple[tuple[str, object], ...]) -> Embedding:
        """The same in a table that has these columns, too."""
        named = dict(self.beside or ()) | dict(columns)
        return Embedding(
            self.method,
            self.source,
            self.size,
            self.trained_at,
            self.seen,
            self.made,
            self.cells,
            self.others,
            tuple(named.items()),
        )

    @property
    def model(self) -> int | None:
        """The id of the model whose latent space it is, None where it is something else."""
        return self.source if isinstance(self.source, int) else None


class Graph(Content):
    """A neighbour graph: the obsm entry (or X) that it was built on."""

    __slots__ = ("embedding", "representation", "span")

    def __init__(
        self, representation: str | None, embedding: Embedding | Table | None, span: Span | None
    ) -> None:
        self.representation = representation
        self.embedding = embedding
        self.span = span
        self.key = (representation, embedding, span)


# Parts of a table: `de.groupby("group1")`, and what a round of a loop over it, or over its rows,
# is given: a name and a part.
GROUPED, PAIR = "grouped", "pair"
# A matrix with the names of cells and genes.
NAMED = "named"
# Which part of a table: the number of an item, a word for what it is, `("column", name)`, or all.
Part = int | str | tuple[str, str] | None


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
        call: object,
        part: Part = None,
        cells: Cells | None = None,
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
        span = getattr(call, "span", None)
        self.key = (kind, model, span, part, axes, change, renamed)

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
    def made(self) -> object:
        """The query that returned it."""
        return self.call

    def taken(
        self, part: Part, *, whole_rows: bool = False, axes: tuple[str, ...] = (), kind: str = ""
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
    `.iloc`), "array" (its `.values`), "series" (that column), "places" (the column by numbers),
    "reduced" (a series with one number: `frame.min()`), "number" (one of it), "table" (such numbers
    of several models in one table) or "truths" (what comes of a comparison). `name` is also the
    method that returned such a number: "get_elbo"; `column` the column of a table that it is in,
    "" where that is not known.
    """

    __slots__ = ("column", "form", "model", "name")

    def __init__(self, name: str, model: int, form: str = "frame", column: str = "") -> None:
        self.name = name
        self.model = model
        self.form = form
        self.column = column
        self.key = (name, model, form, column)

    def in_column(self, column: str) -> Curve:
        return Curve(self.name, self.model, "table", column)

    def as_(self, form: str) -> Curve:
        return Curve(self.name, self.model, form)


class Summary(Content):
    """The mean or the median of a matrix or table along an axis: on the scale of what it is of."""

    __slots__ = ("of",)

    def __init__(self, of: Matrix | Table) -> None:
        self.of = of
        self.key = (of,)

    @property
    def is_logged(self) -> bool | None:
        return self.of.is_logged


class Agreement(Content):
    """In which cells a prediction and labels are the same; `call` is the comparison."""

    __slots__ = ("call",)

    def __init__(self, call: Call) -> None:
        self.call = call
        self.key = (call.span,)
