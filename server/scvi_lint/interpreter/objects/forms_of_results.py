"""Which form has what a model returned: a table, its values alone, an array with fewer axes."""

from __future__ import annotations

from scvi_lint.interpreter.domain.results import Embedding, Summary, Table
from scvi_lint.interpreter.domain.values import (
    UNKNOWN,
    Data,
    Value,
    one,
)
from scvi_lint.interpreter.engine.binding import spread
from scvi_lint.interpreter.engine.given import Given
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.events.kinds import Queried
from scvi_lint.source.parser import nodes

# Some of its rows or columns, whichever.
ROWS = "rows"


COMPUTED = "computed"


_SPREADS = frozenset("std var".split())


SPREAD = "spread"


# Its rows have lost the names of the cells: they are called 0, 1, 2 …
NUMBERED = "numbered"


# What is on the scale of the values.
SUMS_UP = frozenset("mean median nanmean".split())


def without_axis(axes: tuple[str, ...], place: int) -> tuple[str, ...]:
    """The axes that are left when one of them is gone."""
    return tuple(name for number, name in enumerate(axes) if number != place % len(axes))


def axis_of(run: Run, index: Value, node: nodes.Subscript) -> int | None:
    """The axis of which one item is taken: 2 in `draws[:, :, 0]`, -1 in `draws[..., 0]`."""
    written = node.index.items if isinstance(node.index, nodes.TupleExpr) else ()
    items = spread(run, index) or []
    if len(items) != len(written) or any(isinstance(one, nodes.Starred) for one in written):
        return None
    whole = [isinstance(one, nodes.Slice) or _is_rest(one) for one in written]
    if whole.count(False) != 1:
        return None
    place = whole.index(False)
    constant = items[place].constant
    if constant is None or type(constant.value) is not int:
        return None
    return place - len(items) if any(map(_is_rest, written[:place])) else place


def as_array(table: Table) -> Table:
    """The values of a table, without its names; anything else as it is."""
    found = table.call.returned if isinstance(table.call, Queried) else None
    if found is None or found.form != "table" or table.part is not None or table.axes:
        return table
    return table.taken(None, whole_rows=True, axes=found.axes)


def as_table(table: Table) -> Table:
    """An array that was given names; anything else as it is."""
    return table.taken(ROWS, whole_rows=True) if table.axes and table.part is None else table


def numbered(run: Run, given: Given) -> Value | None:
    """`pd.DataFrame(latent)`, `pd.Series(labels)`: without an index the rows are called 0, 1, 2 …
    None for anything but an array that a model returned, a row for each cell."""
    value = given.value(0, "data")
    atom = None if value is None else value.single
    content = atom.content if isinstance(atom, Data) and atom.certain else None
    if given.open or given.value(1, "index") is not None or not isinstance(atom, Data):
        return None
    if isinstance(content, Embedding) and isinstance(content.made, Queried):
        made = content.made
        found = made.returned
        if found is None or found.form != "array" or found.axes[:1] != ("cells",):
            return None
        model = content.source if isinstance(content.source, int) else None
        return one(atom.holding(Table(made.call.name, model, made, NUMBERED)))
    if not isinstance(content, Table) or content.part not in (None, COMPUTED):
        return None
    if content.axes[:1] != ("cells",):
        return None
    return one(atom.holding(content.taken(NUMBERED, axes=content.axes)))


def reduced(atom: Data, table: Table, name: str, axis: Value | None, *, open_: bool) -> Value:
    """`draws.mean(axis=0)`, `np.std(draws, axis=0)`: an array with one axis less."""
    constant = None if axis is None else axis.constant
    place = None if constant is None else constant.value
    length = len(table.axes)
    if open_ or type(place) is not int or not -length <= place < length:
        return UNKNOWN
    left = without_axis(table.axes, place)
    if left == ("genes",) and table.is_decoded and name in SUMS_UP:
        return one(atom.holding(Summary(table)))
    kind = SPREAD if name in _SPREADS else ""
    return one(atom.holding(table.taken(COMPUTED, axes=left, kind=kind)))


def _is_rest(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Constant) and node.value is Ellipsis
