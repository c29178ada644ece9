"""What is done with one quantity of a model's history: a table with one column, not a list.

`model.history["elbo_validation"]` is a DataFrame whose column has the same name. Where it is taken
for a list of numbers, Python and pandas answer with an error or with something else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.holders import DictObject, ListObject
from scvi_lint.interpreter.domain.results import Curve, Table
from scvi_lint.interpreter.domain.values import UNKNOWN, Bound, Data, Ref, Value, one
from scvi_lint.interpreter.engine.binding import spread
from scvi_lint.interpreter.events.kinds import CurveUsed
from scvi_lint.source.parser import nodes

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given
    from scvi_lint.interpreter.engine.run import Run

# Methods after which it is still the table, or the column, that it was.
_KEEPS = frozenset("copy head tail dropna sort_index sort_values astype round ffill bfill".split())
# … and after which a table of numbers of models still holds them.
_KEEPS_TABLE = frozenset(
    """set_index reset_index copy sort_values sort_index astype round dropna rename squeeze to_numpy
    numpy tolist groupby mean T""".split()
)
_PARTS_OF_TABLE = frozenset("loc iloc values index columns at iat".split())
_REDUCES = frozenset("min max mean median sum std var".split())
# What lists and arrays have, a table with one column has not.
_OF_ARRAYS = frozenset("item tolist to_list argmin argmax unique".split())
_ENDS = frozenset("min max mean median item squeeze".split())
_OF_NUMBERS = frozenset("item round copy astype squeeze".split())
_OF_ONE = frozenset({"float", "round", "abs"})
# What chooses among numbers.
_CHOOSES = frozenset({"min", "max", "sorted"})
NUMPY_CHOOSES = frozenset(
    f"numpy.{name}" for name in "argmin argmax nanargmin nanargmax argsort min".split()
)
# Where numbers of several models are put into one table, or one array.
GATHERS = frozenset(
    """pandas.DataFrame pandas.Series pandas.DataFrame.from_dict pandas.DataFrame.from_records
    numpy.array numpy.asarray numpy.stack torch.tensor""".split()
)
_CHOOSES_IN_TABLE = frozenset(
    """idxmin idxmax argmin argmax argsort sort_values nsmallest nlargest rank min max""".split()
)
# Methods of models that return one term of the ELBO, or all of it, as a number or in a dictionary.
RECONSTRUCTION = "get_reconstruction_error"
FITS = frozenset({RECONSTRUCTION, "get_elbo", "get_marginal_ll"})
# Functions that go through what they are given, or make one number of it.
WATCHED = frozenset({"min", "max", "sum", "sorted", "list", "float", "int", "enumerate", "zip"})


def read(run: Run, atom: Data, model: int, index: Value) -> Value:
    """`history["elbo_train"]`"""
    name = index.text
    return UNKNOWN if name is None else one(atom.holding(Curve(name, model)))


def of_fit(atom: Data, table: Table) -> Value:
    """`model.get_reconstruction_error()["reconstruction_loss"]`, or `model.get_elbo()` itself."""
    curve = _of_fit(table)
    return UNKNOWN if curve is None else one(atom.holding(curve))


def _of_fit(table: Table) -> Curve | None:
    if table.model is None or table.kind not in FITS:
        return None
    return Curve(table.kind, table.model, "number")


def attribute(atom: Data, curve: Curve, name: str) -> Value:
    if curve.form == "table":  # the column of a table of numbers, its values
        method = name in _CHOOSES_IN_TABLE | _KEEPS_TABLE
        other = curve.column not in ("", name) and name not in _PARTS_OF_TABLE
        return one(Bound(atom, name)) if method else UNKNOWN if other else one(atom)
    if curve.form == "frame" and name in ("iloc", curve.name):
        return one(atom.holding(curve.as_("rows" if name == "iloc" else "series")))
    if curve.form == "frame" and name == "values":
        return one(atom.holding(curve.as_("array")))
    if curve.form == "series" and name in ("iloc", "values"):
        return one(atom.holding(curve.as_("places")))
    if curve.form == "reduced" and name in ("iloc", "values", curve.name):
        return one(atom.holding(curve.as_("number" if name == curve.name else "reduced")))
    return one(Bound(atom, name))


def item(run: Run, atom: Data, curve: Curve, index: Value, node: nodes.Subscript) -> Value:
    """`curve[-1]`, `curve["elbo_train"]`, `curve.iloc[-1]`, `curve.iloc[-1, 0]`, `curve[-10:]`"""
    if curve.form == "table":
        return UNKNOWN if index.text is not None and _is_other(curve, index.text) else one(atom)
    constant = index.constant
    sliced = isinstance(node.index, nodes.Slice)
    whole = constant is not None and type(constant.value) is int
    if curve.form in ("rows", "array"):
        if isinstance(node.index, nodes.TupleExpr):
            parts = [part.constant for part in spread(run, index) or ()]
            of_one = len(parts) == 2 and all(
                part is not None and type(part.value) is int for part in parts
            )
            return _number(run, atom, curve, node) if of_one else UNKNOWN
        rows = "frame" if curve.form == "rows" else "array"
        made = "reduced" if whole else rows
        return one(atom.holding(curve.as_(made))) if whole or sliced else UNKNOWN
    if curve.form == "reduced":
        return _number(run, atom, curve, node)
    if sliced:
        return one(atom)
    if curve.form == "places":
        return _number(run, atom, curve, node) if whole else UNKNOWN
    if curve.form in ("frame", "series"):
        _emit(run, one(atom), "[]", node, index)
    if curve.form == "frame" and index.text == curve.name:
        return one(atom.holding(curve.as_("series")))
    return UNKNOWN


def method(run: Run, atom: Data, curve: Curve, name: str, given: Given) -> Value:
    if curve.form == "table":
        by = [item for value in given.every() for item in (spread(run, value) or [value])]
        if any(item.text is not None and _is_other(curve, item.text) for item in by[:1]):
            return UNKNOWN  # sorted by another column
        if name in _CHOOSES_IN_TABLE:
            _emit(run, one(atom), "chosen", given.node)
        return one(atom) if name in _KEEPS_TABLE else UNKNOWN
    if curve.form in ("frame", "series") and name in _KEEPS:
        return one(atom)
    if curve.form == "number":
        return one(atom) if name in _OF_NUMBERS else UNKNOWN
    if curve.form in ("series", "places", "reduced", "array") and name in _ENDS:
        return _number(run, atom, curve, given.node)
    if curve.form == "frame" and name in _REDUCES:
        return one(atom.holding(curve.as_("reduced")))
    if curve.form in ("frame", "series") and name in ("to_numpy", "squeeze"):
        form = "series" if name == "squeeze" else "array" if curve.form == "frame" else "places"
        return one(atom.holding(curve.as_(form)))
    if curve.form == "frame" and name in _OF_ARRAYS:
        _emit(run, one(atom), f".{name}", given.node)
    return UNKNOWN


def _number(run: Run, atom: Data, curve: Curve, node: nodes.Node) -> Value:
    """One number of the curve: the last one, the smallest."""
    made = one(atom.holding(curve.as_("number")))
    _emit(run, made, "number", node)
    return made


def compared(left: Value, right: Value) -> Value | None:
    """`curve < 400`: a truth for each epoch; None where no curve is compared."""
    for side in (left, right):
        atom = side.single
        if isinstance(atom, Data) and isinstance(atom.content, Curve):
            of_one = atom.content.form == "number"
            return UNKNOWN if of_one else one(atom.holding(atom.content.as_("truths")))
    return None


def weighed(run: Run, values: Iterable[Value], node: nodes.Node) -> None:
    """`if loss < best:`, `min(losses)`: which one is better is decided by these numbers."""
    found: dict[Curve, Data] = {}
    for value in values:
        for atom, curve in _numbers(run, value, 2):
            found.setdefault(curve, atom)
    for atom in found.values():
        _emit(run, one(atom), "chosen", node)


def gathered(run: Run, given: Given) -> Value | None:
    """`pd.Series(losses)`, `pd.DataFrame(rows)`: numbers of models, in a table; None where it holds
    none."""
    value = given.value(0, "data", "object")
    columns = spread(run, given.keywords["columns"][0]) if "columns" in given.keywords else None
    names = [item.text or "" for item in columns or ()]
    found: dict[Curve, Data] = {}
    for column, (atom, curve) in _in_columns(run, value or UNKNOWN, names):
        found.setdefault(curve.in_column(column), atom)
    if len(found) < 2:
        return None
    return Value(tuple(atom.holding(curve) for curve, atom in found.items()), True)


def _in_columns(
    run: Run, value: Value, names: list[str]
) -> Iterator[tuple[str, tuple[Data, Curve]]]:
    """The numbers of a table that is made of this, with the columns that they come into."""
    for atom in value.atoms:
        thing = run.heap.get(atom.id) if isinstance(atom, Ref) else None
        if isinstance(thing, DictObject):
            for key, held in thing.items.items():
                yield from ((str(key), one) for one in _numbers(run, held, 1))
            yield from (("", one) for one in _numbers(run, thing.rest or UNKNOWN, 1))
        elif isinstance(thing, ListObject):
            for row in (*thing.items, thing.rest or UNKNOWN):
                yield from _of_row(run, row, names)


def _of_row(run: Run, row: Value, names: list[str]) -> Iterator[tuple[str, tuple[Data, Curve]]]:
    for atom in row.atoms:
        thing = run.heap.get(atom.id) if isinstance(atom, Ref) else None
        if isinstance(thing, DictObject):
            yield from _in_columns(run, one(atom), names)
        elif isinstance(thing, ListObject):
            for number, held in enumerate(thing.items):
                name = names[number] if number < len(names) else ""
                yield from ((name, one) for one in _numbers(run, held, 1))
        else:
            yield from (("", one) for one in _numbers(run, Value((atom,), True), 1))


def _is_other(curve: Curve, column: str) -> bool:
    return curve.column not in ("", column)


def _numbers(run: Run, value: Value, depth: int) -> list[tuple[Data, Curve]]:
    """The numbers of curves that a value is or holds: in a list, in a dictionary of pairs."""
    found: list[tuple[Data, Curve]] = []
    for atom in value.atoms:
        if isinstance(atom, Data) and isinstance(atom.content, Curve):
            known = atom.content.form in ("number", "table")
            found += [(atom, atom.content)] if known else []
        elif isinstance(atom, Data) and isinstance(atom.content, Table):
            curve = _of_fit(atom.content)
            found += [] if curve is None else [(atom.holding(curve), curve)]
        elif isinstance(atom, Ref) and depth:
            thing = run.heap.get(atom.id)
            if isinstance(thing, ListObject | DictObject):
                run.budget.walk(thing.size)
                found += _numbers(run, thing.element, depth - 1)
    return found


def given_to(run: Run, name: str, given: Given) -> Value | None:
    """`float(curve)`, `min(curve)`; a number of it stays one."""
    pair = given.pair(0)
    if name in _CHOOSES:
        weighed(run, given.every(), given.node)
    if pair is None:
        return None
    atom = pair[0].single
    curve = atom.content if isinstance(atom, Data) else None
    if isinstance(atom, Data) and isinstance(curve, Table):
        return of_fit(atom, curve) if curve.kind in FITS and name in _OF_ONE else None
    if isinstance(atom, Data) and isinstance(curve, Curve):
        form = curve.form
        if form == "number" and name in _OF_ONE:
            return one(atom)
        if form == "reduced" and name in _OF_ONE:
            return _number(run, atom, curve, given.node)
        if form in ("series", "places"):
            return _number(run, atom, curve, given.node) if name in ("min", "max") else None
    if name in WATCHED:
        _emit(run, pair[0], f"{name}()", given.node)
    return None


def asked(run: Run, value: Value, node: nodes.Node) -> None:
    """`if curve < best:`"""
    _emit(run, value, "truth", node)


def gone_through(run: Run, value: Value, node: nodes.Node) -> None:
    """`for loss in curve:`"""
    _emit(run, value, "for", node)


def _emit(run: Run, value: Value, how: str, node: nodes.Node, index: Value = UNKNOWN) -> None:
    atom = value.single
    if not isinstance(atom, Data) or not isinstance(atom.content, Curve) or not atom.certain:
        return
    curve = atom.content
    model = run.model_view(curve.model, "")
    run.emit(CurveUsed(run, run.span(node), model, curve, how, index))
