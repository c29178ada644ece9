"""What is read of results: a model's history, a column of a table that it returned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.domain.contents import Matrix
from scvi_lint.interpreter.domain.results import Curve, Summary, Table
from scvi_lint.interpreter.domain.values import Value
from scvi_lint.interpreter.events.event import Event
from scvi_lint.interpreter.events.models import Queried, query_of
from scvi_lint.knowledge.history import History
from scvi_lint.semantic.model_views import ModelView
from scvi_lint.source.documents.span import Span

if TYPE_CHECKING:
    from scvi_lint.interpreter.domain.scopes import Standing


class HistoryRead(Event):
    """`model.history[key]`; `key` is a Value."""

    __slots__ = ("class_name", "item", "key", "model")

    def __init__(self, at: Standing, span: Span, model: ModelView, key: Value, item: Span) -> None:
        super().__init__(at, span)
        self.model = model
        self.class_name: str = model.class_name
        self.key = key
        self.item = item

    @property
    def logs(self) -> History | None:
        """What training this class can log, None if that is not known."""
        cls = self.model.cls
        return None if cls is None or not self.model.exact else cls.history


class SplitRead(Event):
    """`model.test_indices`: the cells that a training set aside; `split` is "train", "validation"
    or "test"."""

    __slots__ = ("class_name", "model", "split")

    def __init__(self, at: Standing, span: Span, model: ModelView, split: str) -> None:
        super().__init__(at, span)
        self.model = model
        self.class_name: str = model.class_name
        self.split = split


class CurveUsed(Event):
    """Something is done with `model.history[name]`, a table with one column: `how` is "[]" (`index`
    is what stands in the brackets), the function ("min()") or method (".item") that gets it, "for"
    for a loop over it, "truth" where it decides, "number" where one number is taken of it,
    "chosen" where such numbers of models are held against each other, or against one; `form` is
    what it was by then: see `contents.Curve`.
    """

    __slots__ = ("class_name", "form", "how", "index_value", "model", "name")

    def __init__(
        self, at: Standing, span: Span, model: ModelView, curve: Curve, how: str, index: Value
    ) -> None:
        super().__init__(at, span)
        self.model = model
        self.class_name: str = model.class_name
        self.name = curve.name
        self.form = curve.form
        self.how = how
        self.index_value = index


def _query(returned: Table) -> Queried:
    """The query that returned a table: who makes an event of one knows that there is one."""
    made = query_of(returned)
    assert made is not None
    return made


class OfColumn(Event):
    """Something is done with a column of a table that a model's method returned."""

    __slots__ = ("column", "item", "made", "model", "returned")

    def __init__(self, at: Standing, span: Span, returned: Table, column: str, item: Span) -> None:
        super().__init__(at, span)
        self.returned = returned
        made = self.made = _query(returned)
        self.model = made.model
        self.column = column
        self.item = item

    @property
    def written(self) -> ResultWritten | None:
        """Where the program itself put this column into the table, None if it did not."""
        for event in self.earlier(ResultWritten):
            if event.made is self.made and event.column in (self.column, ""):
                return event
        return None


class ResultRead(OfColumn):
    """A column of a table that a model's method returned: `de["lfc_mean"]`.

    `as_attribute` when it is asked for as `de.lfc_mean`, where it may be a method.
    """

    __slots__ = ("as_attribute",)

    def __init__(
        self,
        at: Standing,
        span: Span,
        returned: Table,
        column: str,
        item: Span,
        *,
        as_attribute: bool = False,
    ) -> None:
        super().__init__(at, span, returned, column, item)
        self.as_attribute = as_attribute


class ResultHeld(OfColumn):
    """A column is held against a number: `de["proba_de"] < alpha`, `de.query("lfc_mean > 1")`.

    `sign` and `number` as if the column stood on the left; `column` is "" for a whole table of
    decoded values.
    """

    __slots__ = ("number", "sign")

    def __init__(
        self,
        at: Standing,
        span: Span,
        returned: Table,
        column: str,
        item: Span,
        held: tuple[str, float],
    ) -> None:
        super().__init__(at, span, returned, column, item)
        self.sign, self.number = held


class ResultWritten(Event):
    """A column was put into a table that a model's method returned; `column` is "" for any.

    `value_span` is what was put there, None when that is not spelled out.
    """

    __slots__ = ("column", "made", "value_span")

    def __init__(
        self, at: Standing, span: Span, returned: Table, column: str, value_span: Span | None
    ) -> None:
        super().__init__(at, span)
        self.made = _query(returned)
        self.column = column
        self.value_span = value_span


class ColumnAsked(Event):
    """`if "lfc_mean" in de.columns:`, and nothing is done where it is not there.

    `alone` when the table is for certain this one.
    """

    __slots__ = ("alone", "column", "made", "model")

    def __init__(self, at: Standing, span: Span, returned: Table, column: str, alone: bool) -> None:
        super().__init__(at, span)
        made = self.made = _query(returned)
        self.model = made.model
        self.column = column
        self.alone = alone


class ResultUsed(Event):
    """What a model's method returned is used: `how` is the function ("numpy.asarray"),
    the method (".sum") or the statement ("[]=") that gets it; `call` the call, if it is one.

    `closed` unless it may be something else, too.
    """

    __slots__ = ("closed", "how", "made", "model", "returned")

    def __init__(
        self,
        at: Standing,
        span: Span,
        returned: Table,
        how: str,
        call: Call | None = None,
        closed: bool = True,
    ) -> None:
        super().__init__(at, span, call)
        self.closed = closed
        made = self.made = _query(returned)
        self.returned = returned
        self.model = made.model
        self.how = how


class FormAsked(Event):
    """What a model returned, as it came, is asked for something that only some forms have.

    `form` is what it is by then ("array" for the values of a table), `axes` what its axes count;
    `how` is "attribute" (`name` is which one), "item" (`name` is the text, None for anything else),
    "parts" (`number` names are bound to it), "axis" (`number` is which one; `name` the method).
    """

    __slots__ = ("axes", "form", "how", "made", "model", "name", "number")

    def __init__(
        self,
        at: Standing,
        span: Span,
        made: Queried,
        form: tuple[str, tuple[str, ...]],
        how: str,
        name: str | None,
        number: int = 0,
    ) -> None:
        super().__init__(at, span)
        self.made = made
        self.model = made.model
        self.form, self.axes = form
        self.how = how
        self.name = name
        self.number = number

    @property
    def of_latent(self) -> bool:
        """Whether it is a latent space."""
        return self.axes == ("cells", "latent")


class Together(Event):
    """Two arrays are subtracted, divided or held against each other; a model decoded one of them.

    `how` is the operator ("-"), the method (".sub") or the function ("numpy.subtract") that does
    it, `left` and `right` what they hold, `left_item` and `right_item` where they are written.
    `other` is True where one of the two is something else, or not for certain what it is: then
    both are what the model decoded.
    """

    __slots__ = ("how", "left", "left_item", "other", "right", "right_item")

    def __init__(
        self,
        at: Standing,
        span: Span,
        how: str,
        left: tuple[Matrix | Table | Summary, Span],
        right: tuple[Matrix | Table | Summary, Span],
        other: bool = False,
    ) -> None:
        super().__init__(at, span)
        self.other = other
        self.how = how
        self.left, self.left_item = left
        self.right, self.right_item = right
