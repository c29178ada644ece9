"""`adata.obs = adata.obs[["a", "b"]]`: which columns obs has after its table was rewritten.

Only what the statement itself spells out is followed: a table that a name holds may have got or
lost columns in ways that are not looked at. Methods that change the table in place do so here, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.contents import Column
from scvi_lint.interpreter.domain.facts import Fact, Reason, fact, further, resting
from scvi_lint.interpreter.domain.frames import Frame
from scvi_lint.interpreter.domain.heap import GONE, SHOWN, Facts, Tracked
from scvi_lint.interpreter.domain.holders import DictObject
from scvi_lint.interpreter.domain.values import UNKNOWN, Ref, Room, Symbol, Value
from scvi_lint.interpreter.engine.binding import spread
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.objects import columns, frames
from scvi_lint.source.parser import nodes

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given

_PLAIN = (nodes.Constant, nodes.Name, nodes.Attribute, nodes.ListExpr, nodes.DictExpr)


class Columns:
    """The columns of a table, whether there may be others, and which ones are certainly gone."""

    __slots__ = ("facts", "gone", "open", "ref")

    def __init__(
        self,
        ref: int,
        facts: dict[str, Fact[Column]],
        open: bool,  # noqa: A002
        gone: Facts | None = None,
    ) -> None:
        self.ref = ref
        self.facts = facts
        self.open = open
        self.gone = gone or {}


def rewritten(run: Run, source: nodes.Expr | None) -> Columns | None:
    """The table that an expression makes of an object's own obs; None where it is not told."""
    if isinstance(source, nodes.Attribute) and source.attr == "obs":
        return _obs(run, source)
    if isinstance(source, nodes.Attribute) and source.attr == "loc":
        return rewritten(run, source.value)
    if isinstance(source, nodes.Subscript):
        table = rewritten(run, source.value)
        return None if table is None else _picked(run, table, source)
    if isinstance(source, nodes.Call) and isinstance(source.function, nodes.Attribute):
        empty = _without_columns(run, source)
        if empty is not None:
            return empty
        table = rewritten(run, source.function.value)
        return None if table is None else _called(run, table, source, source.function.attr)
    return None


def _without_columns(run: Run, call: nodes.Call) -> Columns | None:
    """`pd.DataFrame(index=adata.obs_names)`."""
    only = call.arguments[0] if len(call.arguments) == 1 else None
    if only is None or only.keyword != "index" or not isinstance(only.value, nodes.Attribute):
        return None
    atom = run.evaluate(call.function).single
    if not isinstance(atom, Symbol) or atom.path != "pandas.DataFrame":
        return None
    names = only.value
    owner = names.value.value if isinstance(names.value, nodes.Attribute) else names.value
    if names.attr not in ("obs_names", "index") or not isinstance(owner, nodes.Name):
        return None
    of = run.evaluate(owner).single
    return Columns(of.id, {}, False) if isinstance(of, Ref) else None


def take(run: Run, thing: Tracked, identity: int, table: Columns) -> None:
    """obs has these columns from here on."""
    facts = {key: known for key, known in thing.facts.items() if not slots.OBS.holds(key)}
    if SHOWN("obs") in facts:  # a list of all that was there
        facts[SHOWN("obs")] = fact(None, certain=False)
    facts.update({slots.OBS(name): known for name, known in table.facts.items()})
    facts.update({GONE(slots.OBS(name)): known for name, known in table.gone.items()})
    rooms = thing.open - {"obs"}
    open_ = table.open or thing.kind == "mudata"
    rooms = rooms | {"obs"} if open_ else rooms
    run.heap.put(identity, Tracked(thing.kind, facts, rooms, thing.thin))


def become(run: Run, identity: int, frame: Frame, node: nodes.Node) -> None:
    """`adata.obs = table`, `AnnData(obs=table)`: from here on these are its columns."""
    thing = run.heap.tracked(identity)
    if thing is not None and thing.kind == "anndata":
        here = run.reason(node, "obs written here")
        facts = {name: further(known, here) for name, known in frame.columns.items()}
        take(run, thing, identity, Columns(identity, facts, frame.open))


def _obs(run: Run, source: nodes.Attribute) -> Columns | None:
    if not isinstance(source.value, nodes.Name | nodes.Attribute):
        return None
    room = run.evaluate(source).single
    thing = run.heap.tracked(room.ref) if isinstance(room, Room) and room.room == "obs" else None
    if thing is None or not isinstance(room, Room):
        return None
    # A MuData gets columns of its modalities back.
    return Columns(
        room.ref, thing.entries(slots.OBS), "obs" in thing.open or thing.kind == "mudata"
    )


def _picked(run: Run, table: Columns, source: nodes.Subscript) -> Columns | None:
    """`obs[["a", "b"]]`: these columns, which pandas does not give if one is missing."""
    index = source.index
    if isinstance(index, nodes.TupleExpr) and len(index.items) == 2:
        rows = index.items[0]  # `obs.loc[:, ["a", "b"]]`
        every = isinstance(rows, nodes.Slice) and rows.lower is rows.upper is rows.step is None
        if not every:
            return None
        index = index.items[1]
    names = _names(run, _value(run, index))
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
    if name == "rename" and set(given) == {None, "axis"}:
        which = run.evaluate(given["axis"].value).constant
        if which is not None and which.value in (1, "columns"):
            return _renamed(run, table, call, _value(run, given[None].value))
    if name == "assign" and None not in given:
        return _assigned(run, table, call)
    return None


def _joined(run: Run, table: Columns, value: Value, call: nodes.Call) -> Columns | None:
    """`obs.join(other)`: the columns of both; pandas refuses those that both have."""
    other = frames.held(run, value)
    if other is None:
        return None
    reason = run.reason(call, "joined here")
    added = {name: further(known, reason) for name, known in other.columns.items()}
    return Columns(table.ref, {**table.facts, **added}, table.open or other.open)


def _assigned(run: Run, table: Columns, call: nodes.Call) -> Columns:
    """`obs.assign(batch="query")`; what is not spelled out is looked at once, by the call."""
    reason = run.reason(call, "written here")
    facts = dict(table.facts)
    for argument in call.arguments:
        if argument.keyword is not None:
            value = _value(run, argument.value)
            content, certain = columns.of_value(run, value) if value.atoms else (Column(), False)
            facts[argument.keyword] = fact(content, reason, certain=certain)
    return Columns(table.ref, facts, table.open, table.gone)


def in_place(run: Run, room: Room, thing: Tracked, name: str, given: Given) -> bool:
    """`obs.drop(columns=[...], inplace=True)`, `obs.rename(columns={...}, inplace=True)`,
    `obs.insert(0, "batch", value)`; whether it was one of them. Without `inplace` nothing
    changes."""
    key = room.room
    if name == "insert":
        column, value = given.text(1, "column"), given.value(2, "value")
        if column is None or value is None or key != "obs":
            return False
        content, certain = columns.of_value(run, value)
        reason = run.reason(given.node, f"obs[{column!r}] written here")
        run.heap.put(
            room.ref, thing.having(slots.OBS(column), fact(content, reason, certain=certain))
        )
        return True
    if name not in ("drop", "rename"):
        return False
    inplace = given.is_true("inplace")
    axis = given.value(1, "axis")
    of_columns = axis is not None and (axis.is_literal(1) or axis.is_literal("columns"))
    listed = given.value(-1, "columns") or given.value(0, "labels", "mapper")
    if inplace is False or (given.value(-1, "columns") is None and axis is None):
        return True  # nothing, or rows
    unknown = inplace is None or (given.value(-1, "columns") is None and not of_columns)
    call = given.node
    if unknown or listed is None:
        run.heap.put(room.ref, thing.weakened(frozenset({key})))
        return True
    if name == "drop":
        names = _names(run, listed)
        if names:
            gone = run.reason(call, "columns taken out here")
            run.heap.put(room.ref, thing.losing(key, names, gone))
            return True
    elif key == "obs":
        before = Columns(room.ref, thing.entries(slots.OBS), "obs" in thing.open)
        renamed = _renamed(run, before, call, listed)
        if renamed is not None:
            take(run, thing, room.ref, renamed)
            return True
    run.heap.put(room.ref, thing.weakened(frozenset({key})))
    return True


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
    new: dict[str, str | None] = {old: name.text for old, name in listed.items.items()}
    if None in new.values():
        return None
    reason = run.reason(call, "renamed here")
    facts: dict[str, Fact[Column]] = {}
    for old, known in table.facts.items():
        name = new.get(old)
        facts[name or old] = known if name is None else _under_new_name(known, reason)
    for old, name in new.items():
        if name is not None and table.open and old not in table.facts:
            facts[name] = fact(Column(), reason, certain=False)
    gone = {**table.gone, **{old: fact(True, reason) for old in new if old not in facts}}
    return Columns(table.ref, facts, table.open, gone)


def _under_new_name(known: Fact[Column], reason: Reason) -> Fact[Column]:
    """The same column; the file is not asked for it by a name that it has not there."""
    column = known.value
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
