"""What is done with one quantity of a model's history: a table with one column, not a list.

`model.history["elbo_validation"]` is a DataFrame whose column has the same name. Where it is taken
for a list of numbers, Python and pandas answer with an error or with something else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.results import Curve
from scvi_lint.interpreter.domain.values import UNKNOWN, Bound, Data, Value, one
from scvi_lint.interpreter.events.kinds import CurveUsed
from scvi_lint.source.parser import nodes

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given
    from scvi_lint.interpreter.engine.run import Run

# Methods after which it is still the table, or the column, that it was.
_KEEPS = frozenset("copy head tail dropna sort_index sort_values astype round ffill bfill".split())
_REDUCES = frozenset("min max mean median sum std var".split())
# What lists and arrays have, a table with one column has not.
_OF_ARRAYS = frozenset("item tolist to_list argmin argmax unique".split())
# Functions that go through what they are given, or make one number of it.
WATCHED = frozenset({"min", "max", "sum", "sorted", "list", "float", "int", "enumerate", "zip"})


def read(run: Run, atom: Data, model: int, index: Value) -> Value:
    """`history["elbo_train"]`"""
    name = index.text
    return UNKNOWN if name is None else one(atom.holding(Curve(name, model)))


def attribute(atom: Data, curve: Curve, name: str) -> Value:
    if curve.form == "frame" and name in ("iloc", curve.name):
        return one(atom.holding(curve.as_("rows" if name == "iloc" else "series")))
    return one(Bound(atom, name))


def item(run: Run, atom: Data, curve: Curve, index: Value, node: nodes.Subscript) -> Value:
    """`curve[-1]`, `curve["elbo_train"]`, `curve.iloc[-1]`, `curve[-10:]`"""
    constant = index.constant
    sliced = isinstance(node.index, nodes.Slice)
    if curve.form == "rows":
        whole = constant is not None and type(constant.value) is int
        return (
            one(atom.holding(curve.as_("reduced" if whole else "frame")))
            if (whole or sliced)
            else UNKNOWN
        )
    if sliced:
        return one(atom)
    if curve.form in ("frame", "series"):
        _emit(run, one(atom), "[]", node, index)
    if curve.form == "frame" and index.text == curve.name:
        return one(atom.holding(curve.as_("series")))
    return UNKNOWN


def method(run: Run, atom: Data, curve: Curve, name: str, given: Given) -> Value:
    if curve.form in ("frame", "series") and name in _KEEPS:
        return one(atom)
    if curve.form == "frame" and name in _REDUCES:
        return one(atom.holding(curve.as_("reduced")))
    if curve.form == "frame" and name in _OF_ARRAYS:
        _emit(run, one(atom), f".{name}", given.node)
    return UNKNOWN


def compared(left: Value, right: Value) -> Value | None:
    """`curve < 400`: a truth for each epoch; None where no curve is compared."""
    for side in (left, right):
        atom = side.single
        if isinstance(atom, Data) and isinstance(atom.content, Curve):
            return one(atom.holding(atom.content.as_("truths")))
    return None


def given_to(run: Run, name: str, given: Given) -> None:
    """`float(curve)`, `min(curve)`"""
    pair = given.pair(0)
    if pair is not None and name in WATCHED:
        _emit(run, pair[0], f"{name}()", given.node)


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
