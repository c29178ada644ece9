"""What happens to data, to what is computed from it, and to the program itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.domain.contents import TRANSFORMED, Column, Content, Matrix
from scvi_lint.interpreter.domain.facts import Fact
from scvi_lint.interpreter.domain.masks import Mask
from scvi_lint.interpreter.domain.results import Embedding, Graph, Table
from scvi_lint.interpreter.domain.values import Value
from scvi_lint.interpreter.events.event import CallEvent, Event
from scvi_lint.knowledge import statistics
from scvi_lint.semantic.data_views import AnnDataView
from scvi_lint.source.documents.span import Span

if TYPE_CHECKING:
    from scvi_lint.interpreter.domain.scopes import Standing


class Read(CallEvent):
    """Data came into the program; `data` is the new object, `path` the file if it is known."""

    __slots__ = ("data", "path")

    def __init__(self, at: Standing, call: Call, data: int, path: str | None) -> None:
        super().__init__(at, call)
        self.data = AnnDataView(data, self.table, "")
        self.path = path


class Transformed(Event):
    """Values of X or a layer changed in place; `into` is the new scale, `words` say what they
    were ("log-normalised")."""

    __slots__ = ("adata", "entry", "into", "room", "words")

    def __init__(
        self,
        at: Standing,
        call: Call | None,
        span: Span,
        adata: AnnDataView,
        room: str,
        entry: str,
        into: str,
        words: str,
    ) -> None:
        super().__init__(at, span, call)
        self.adata = adata
        self.room = room
        self.entry = entry
        self.into = into
        self.words = words

    @property
    def serves_a_model(self) -> bool:
        """Whether a model is built on this very object, before or after."""
        return bool(self.program.built_with(set(self.adata.ids), -1))

    @property
    def ends_counts(self) -> bool:
        """Whether values that a count model may have taken are none any more from here on."""
        before = self.adata.matrix(self.entry or None)
        was_transformed = before is not None and before.value.scale in TRANSFORMED
        return self.into in TRANSFORMED and not was_transformed


class GraphBuilt(CallEvent):
    """`sc.pp.neighbors(adata, ...)`: the graph, and what it was built on."""

    __slots__ = ("adata", "graph")

    def __init__(self, at: Standing, call: Call, adata: AnnDataView, graph: Graph) -> None:
        super().__init__(at, call)
        self.adata = adata
        self.graph = graph


class GraphUsed(CallEvent):
    """UMAP, clustering or another step on a neighbour graph."""

    __slots__ = ("adata", "graph")

    def __init__(
        self, at: Standing, call: Call, adata: AnnDataView, graph: Fact[Graph] | None
    ) -> None:
        super().__init__(at, call)
        self.adata = adata
        self.graph = graph


class Stored(Event):
    """Something was written into obs, obsm, layers …: `content` into `adata.room[entry]`.

    `part` when only some of its values were written, `same` when what was written is the entry
    itself in another form (`obs["a"] = obs["a"].astype(str)`), `is_followed` unless it comes out
    of code that cannot be seen and may be the same values again. `returned` is what the value was
    before it became that: a model's Table or Embedding, or None.
    """

    __slots__ = (
        "adata",
        "content",
        "entry",
        "is_followed",
        "part",
        "returned",
        "room",
        "same",
        "value_span",
    )

    def __init__(
        self,
        at: Standing,
        span: Span,
        adata: AnnDataView,
        room: str,
        entry: str,
        content: Content | None,
        value_span: Span | None = None,
        returned: Table | Embedding | None = None,
        *,
        part: bool = False,
        same: bool = False,
        is_followed: bool = True,
    ) -> None:
        super().__init__(at, span)
        self.is_followed = is_followed
        self.part = part
        self.same = same
        self.adata = adata
        self.room = room
        self.entry = entry
        self.content = content
        self.value_span = value_span
        self.returned = returned

    @property
    def leaves_categories(self) -> bool:
        """Whether a column is for certain given the one category that it had all along."""
        before = self.adata.obs(self.entry) if self.room == "obs" else None
        return (
            before is not None
            and before.certain
            and before.value == self.content
            and isinstance(self.content, Column)
            and self.content.closed
            and len(self.content.categories or ()) == 1
        )

    @property
    def shares_memory_with_x(self) -> bool:
        """Whether what was stored is X itself, not a copy of it."""
        x = self.adata.x
        return (
            x is not None
            and isinstance(self.content, Matrix)
            and self.content.buffer == x.value.buffer
        )


class Subset(CallEvent):
    """Cells or genes were taken out in place; `what` is "cells" or "genes".

    `certain` unless the flag that asks for it is not known.
    """

    __slots__ = ("adata", "certain", "what")

    def __init__(
        self, at: Standing, call: Call, adata: AnnDataView, what: str, certain: bool = True
    ) -> None:
        super().__init__(at, call)
        self.adata = adata
        self.what = what
        self.certain = certain


class EntryRead(Event):
    """An entry of obs, obsm or layers was read, or named to a library function."""

    __slots__ = ("adata", "entry", "room")

    def __init__(self, at: Standing, span: Span, adata: AnnDataView, room: str, entry: str) -> None:
        super().__init__(at, span)
        self.adata = adata
        self.room = room
        self.entry = entry


class Called(CallEvent):
    """A call of a library function that no other event describes; `call.function` is its path.

    `chosen` tells of a test which cells the values of its first arguments are of: a mask, or the
    AnnData that they are from; None where that is not known.
    """

    __slots__ = ("adata", "chosen")

    def __init__(
        self,
        at: Standing,
        call: Call,
        adata: AnnDataView | None,
        chosen: tuple[Mask | AnnDataView | None, ...] = (),
    ) -> None:
        super().__init__(at, call)
        self.adata = adata
        self.chosen = chosen

    @property
    def serves_a_model(self) -> bool:
        """Whether a model is built on this very object, before or after."""
        return self.adata is not None and bool(self.program.built_with(set(self.adata.ids), -1))

    @property
    def tests(self) -> bool:
        """Whether it is a statistical test, a regression or a correlation."""
        return statistics.is_test(self.call.function)

    @property
    def correlates(self) -> bool:
        """Whether it is a test that tells how values go together."""
        return statistics.correlates(self.call.function)

    @property
    def matrix(self) -> Fact[Matrix] | None:
        """The matrix that `layer=` selects: X when it is left out, None when it is not known."""
        if self.adata is None:
            return None
        if self.lacks("layer"):
            return self.adata.x
        layer = self.argument("layer")
        name = None if layer is None else layer.value.text
        return None if name is None else self.adata.layer(name)

    @property
    def matrix_name(self) -> str:
        """The matrix that `layer=` selects, as the program writes it."""
        layer = self.given("layer")
        return "X" if layer is None else f"layers[{layer.value.text!r}]"

    @property
    def chooses_genes(self) -> bool:
        """Whether it marks highly variable genes; a plot of them has the same name."""
        return self.call.name == "highly_variable_genes" and ".pl." not in self.call.function

    @property
    def reads_raw(self) -> bool | None:
        """Whether it looks at `.raw`, which scanpy's tools prefer; None when it is not known."""
        if self.adata is None or not self.lacks("layer"):
            return False
        wanted = self.argument("use_raw")
        if wanted is not None and wanted.literal is not None:
            return bool(wanted.literal)
        if self.adata.raw is not None:
            return True if self.adata.raw.certain else None
        return False if self.adata.lacks("raw", "") else None


class NoneUsed(Event):
    """The None that a call returned is used as if it were data or a model; `made` is that call.

    `wanted` is what is asked of it: the attribute's name, "[]" for an item, "=" where it is put
    into data, or "" when it is handed on.
    """

    __slots__ = ("class_name", "made", "wanted")

    def __init__(self, at: Standing, span: Span, made: Call, wanted: str) -> None:
        super().__init__(at, span)
        self.made = made
        self.wanted = wanted
        self.class_name: str = made.function.rpartition(".")[0].rpartition(".")[2]

    @property
    def path(self) -> str:
        """The import path of what returned it."""
        return self.made.function


class MethodNamed(Event):
    """A method of data or of a model stands alone as a statement, without its parentheses; or it
    is kept in the place of what it gives: `kept_in` "name", or the room of data that it is put into
    ("layers")."""

    __slots__ = ("kept_in", "name")

    def __init__(self, at: Standing, span: Span, name: str, *, kept_in: str = "") -> None:
        super().__init__(at, span)
        self.name = name
        self.kept_in = kept_in


class TemporaryChanged(Event):
    """Something is done to a part or a copy of `adata` that nothing holds: its `room` is written,
    or a `function` of a library changes it.

    `is_part` for `adata[mask]`, `is_table` for rows of its table, `adata.obs[mask]["kind"] = …`.
    """

    __slots__ = ("adata", "function", "is_part", "is_table", "room")

    def __init__(
        self,
        at: Standing,
        span: Span,
        adata: AnnDataView,
        room: str,
        *,
        function: str = "",
        is_part: bool = False,
        is_table: bool = False,
    ) -> None:
        super().__init__(at, span)
        self.adata = adata
        self.room = room
        self.function = function
        self.is_part = is_part
        self.is_table = is_table


class AxisMixed(Event):
    """Cells of `adata` are chosen by its genes or a column of var (`made_of` "var"), or genes by a
    column of obs ("obs")."""

    __slots__ = ("adata", "made_of")

    def __init__(self, at: Standing, span: Span, adata: AnnDataView, made_of: str) -> None:
        super().__init__(at, span)
        self.adata = adata
        self.made_of = made_of


class ResultDropped(Event):
    """A statement makes a new column, a part or a copy and keeps it nowhere: `name` is the method
    or function, "" for `adata[mask]`; `call` where it was told to do so (`inplace=False`)."""

    __slots__ = ("name",)

    def __init__(self, at: Standing, span: Span, name: str, call: Call | None = None) -> None:
        super().__init__(at, span, call)
        self.name = name


class NameUnknown(Event):
    """A name is read that nothing has bound so far."""

    __slots__ = ("name",)

    def __init__(self, at: Standing, span: Span, name: str) -> None:
        super().__init__(at, span)
        self.name = name

    @property
    def is_bound_nowhere(self) -> bool:
        """Whether nothing in the document can bind it: no statement, no star, no magic."""
        return self.program.binds_nowhere(self.span.path, self.name)


class SettingChanged(Event):
    """`scvi.settings.seed = 0`."""

    __slots__ = ("path", "value")

    def __init__(self, at: Standing, span: Span, path: str, value: Value) -> None:
        super().__init__(at, span)
        self.path = path
        self.value = value


class ProgramEnd(Event):
    """The program ran to its end."""

    __slots__ = ()
