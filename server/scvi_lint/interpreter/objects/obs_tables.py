"""`adata.obs = adata.obs[["a", "b"]]`: which columns obs has after its table was rewritten.

Only what the statement itself spells out is followed: a table that a name holds may have got or
lost columns in ways that are not looked at.
"""

from __future__ import annotations

from scvi_lint.interpreter.domain.contents import Column
from scvi_lint.interpreter.domain.facts import Fact, Reason, fact, resting
from scvi_lint.interpreter.domain.heap import GONE, Tracked
from scvi_lint.interpreter.domain.holders import DictObject
from scvi_lint.interpreter.domain.values import UNKNOWN, Ref, Room, Value
from scvi_lint.interpreter.engine.binding import spread
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.objects import frames
from scvi_lint.source.parser import nodes

_PLAIN = (nodes.Constant, nodes.Name, nodes.Attribute, nodes.ListExpr, nodes.DictExpr)


class Columns:
    """The columns of a table, whether there may be others, and which ones are certainly gone."""

    __slots__ = ("facts", "gone", "open", "ref")

    def __init__(
        self,
        ref: int,
        facts: dict[str, Fact],
        open: bool,  # noqa: A002
        gone: dict[str, Fact] | None = None,
    ) -> None:
        self.ref = ref
        self.facts = facts
        self.open = open
        self.gone = gone or {}


def rewritten(run: Run, source: nodes.Expr | None) -> Columns | None:
    """The table that an expression makes of an object's own obs; None where it is not told."""
    if isinstance(source, nodes.Attribute) and source.attr == "obs":
        return _obs(run, source)
    if isinstance(source, nodes.Subscript):
        table = rewritten(run, source.value)
        return None if table is None else _picked(run, table, source)
    if isinstance(source, nodes.Call) and isinstance(source.function, nodes.Attribute):
        table = rewritten(run, source.function.value)
        return None if table is None else _called(run, table, source, source.function.attr)
    return None


def take(run: Run, thing: Tracked, identity: int, table: Columns) -> None:
    """obs has these columns from here on."""
    facts = {key: known for key, known in thing.facts.items() if not key.startswith("obs/")}
    if "shown/obs" in facts:  # a list of all that was there
        facts["shown/obs"] = fact(None, certain=False)
    facts.update({f"obs/{name}": known for name, known in table.facts.items()})
    facts.update({f"{GONE}/obs/{name}": known for name, known in table.gone.items()})
    rooms = thing.open - {"obs"}
    run.heap.put(identity, Tracked(thing.kind, facts, rooms | {"obs"} if table.open else rooms))


def _obs(run: Run, source: nodes.Attribute) -> Columns | None:
    if not isinstance(source.value, nodes.Name | nodes.Attribute):
        return None
    room = run.evaluate(source).single
    thing = run.heap.tracked(room.ref) if isinstance(room, Room) and room.room == "obs" else None
    if thing is None or not isinstance(room, Room) or thing.kind != "anndata":
        return None  # a MuData gets columns of its modalities back
    return Columns(room.ref, thing.entries("obs"), "obs" in thing.open)


def _picked(run: Run, table: Columns, source: nodes.Subscript) -> Columns | None:
    """`obs[["a", "b"]]`: these columns, which pandas does not give if one is missing."""
    names = _names(run, _value(run, source.index))
    if not names:
        return None
    reason = run.reason(source, "picked here")
    facts = {name: table.facts.get(name) or fact(Column(), reason) for name in names}
    return Columns(table.ref, facts, False)


def _called(run: Run, table: Columns, call: nodes.Call, name: str) -> Columns | None:
    given = {argument.keyword: argument for argument in call.arguments}
    if any(argument.stars for argument in call.arguments):
        return None
    if name == "copy":
        return table
    if name == "drop":
        listed = _dropped(run, call, given)
        names = [] if listed is None else _names(run, _value(run, listed))
        if not names:
            return None
        facts = {key: known for key, known in table.facts.items() if key not in names}
        reason = run.reason(call, "columns taken out here")
        gone = {**table.gone, **dict.fromkeys(names, fact(True, reason))}
        return Columns(table.ref, facts, table.open, gone)
    if name == "join" and set(given) == {None} and len(call.arguments) == 1:
        return _joined(run, table, _value(run, call.arguments[0].value), call)
    if name == "rename" and set(given) == {"columns"}:
        return _renamed(run, table, call, _value(run, given["columns"].value))
    return None


def _joined(run: Run, table: Columns, value: Value, call: nodes.Call) -> Columns | None:
    """`obs.join(other)`: the columns of both; pandas refuses those that both have."""
    other = frames.held(run, value)
    if other is None:
        return None
    reason = run.reason(call, "joined here")
    added = {
        name: resting(
            tuple((value, (*why, reason)) for value, why in known.options),
            known,
            certain=len(known.options) == 1,
        )
        for name, known in other.columns.items()
    }
    return Columns(table.ref, {**table.facts, **added}, table.open or other.open)


def _dropped(
    run: Run, call: nodes.Call, given: dict[str | None, nodes.Argument]
) -> nodes.Expr | None:
    """What `drop(columns=…)` and `drop(…, axis=1)` take out of the columns."""
    if set(given) <= {"columns", "errors"} and "columns" in given:
        return given["columns"].value
    axis = given.get("axis")
    labels = call.arguments[0] if call.arguments[0].keyword in (None, "labels") else None
    if labels is None or axis is None or not set(given) <= {None, "labels", "axis", "errors"}:
        return None
    which = run.evaluate(axis.value).constant
    return labels.value if which is not None and which.value in (1, "columns") else None


def _renamed(run: Run, table: Columns, call: nodes.Call, value: Value) -> Columns | None:
    atom = value.single
    listed = run.heap.get(atom.id) if isinstance(atom, Ref) else None
    if not isinstance(listed, DictObject) or listed.rest is not None:
        return None
    new = {old: name.text for old, name in listed.items.items()}
    if None in new.values():
        return None
    reason = run.reason(call, "renamed here")
    facts: dict[str, Fact] = {}
    for old, known in table.facts.items():
        name = new.get(old)
        facts[name or old] = known if name is None else _under_new_name(known, reason)
    for old, name in new.items():
        if name is not None and table.open and old not in table.facts:
            facts[name] = fact(Column(), reason, certain=False)
    gone = {**table.gone, **{old: fact(True, reason) for old in new if old not in facts}}
    return Columns(table.ref, facts, table.open, gone)


def _under_new_name(known: Fact, reason: Reason) -> Fact:
    """The same column; the file is not asked for it by a name that it has not there."""
    column = known.value
    if not isinstance(column, Column):
        return known
    same = Column(column.kind, column.categories, column.closed, missing=column.missing)
    return resting(((same, (*known.reasons, reason)),), known, certain=len(known.options) == 1)


def _value(run: Run, node: nodes.Expr) -> Value:
    """A value that can be asked for a second time without doing anything twice."""
    return run.evaluate(node) if isinstance(node, _PLAIN) else UNKNOWN


def _names(run: Run, value: Value) -> list[str]:
    """The names in a list, or the one name; [] when one of them is not known."""
    items = [value] if value.text is not None else spread(run, value) or []
    names = [item.text for item in items]
    return [] if None in names else [name for name in names if name is not None]
