"""What assignments and `del` change: names, attributes, items, each target of several."""

from __future__ import annotations

from scvi_lint.interpreter.domain.contents import Matrix
from scvi_lint.interpreter.domain.holders import ListObject
from scvi_lint.interpreter.domain.results import PAIR, Embedding, Table
from scvi_lint.interpreter.domain.values import (
    UNKNOWN,
    Data,
    Ref,
    Value,
    one,
)
from scvi_lint.interpreter.engine.binding import element, spread
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.objects import (
    arrays,
    asked_forms,
    matrix_tables,
    obs_tables,
    results,
    var_tables,
)
from scvi_lint.interpreter.objects.spelled import spelled
from scvi_lint.source.parser import nodes


def bind(run: Run, target: nodes.Expr, value: Value, source: nodes.Expr | None) -> None:
    """`target = value`; `source` is the expression that made the value, if there is one."""
    if not value.atoms and isinstance(target, nodes.Name | nodes.Attribute):
        value = run.unseen(target)
    if isinstance(target, nodes.Name):
        frame = run.frame.assigned_elsewhere.get(target.id)
        if frame is None:
            run.frame.env[target.id] = value
        else:
            frame.env[target.id] = value
    elif isinstance(target, nodes.Attribute):
        owner = run.evaluate(target.value)
        table = obs_tables.rewritten(run, source) if target.attr == "obs" else None
        renamed = var_tables.renames(run, source) if target.attr == "var" else None
        names = spelled(run, source) if target.attr == "var_names" and source is not None else None
        set_attribute(run, owner, target.attr, value, target)
        if names is not None:
            var_tables.take_names(run, owner, names)
        if table is not None:
            _set_obs(run, owner, table)
        if renamed is not None and owner.refs() == [renamed]:
            var_tables.rename(run, renamed, target)
    elif isinstance(target, nodes.Subscript):
        owner = run.evaluate(target.value)
        index = UNKNOWN if isinstance(target.index, nodes.Slice) else run.evaluate(target.index)
        for atom in owner.atoms:
            run.answers(atom).set_item(run, atom, index, value, target, source)
        named, column = target.value, owner.single
        written = (
            arrays.after_writing(run, column, index, value) if isinstance(column, Data) else column
        )
        if isinstance(named, nodes.Name) and written is not None and written is not column:
            run.rebind(named.id, one(written))
    elif isinstance(target, nodes.TupleExpr | nodes.ListExpr):
        _unpack(run, target, value)
    elif isinstance(target, nodes.Starred):
        bind(run, target.value, run.allocate(target, ListObject((), value)), None)


def _unpack(run: Run, target: nodes.TupleExpr | nodes.ListExpr, value: Value) -> None:

    items = spread(run, value)
    starred = any(isinstance(part, nodes.Starred) for part in target.items)
    if items is not None and len(items) == len(target.items) and not starred:
        for part, inner in zip(target.items, items, strict=True):
            bind(run, part, inner, None)
        return
    atom = value.single
    if not starred:
        asked_forms.parts(run, atom, len(target.items), target)
    pair = atom.content if isinstance(atom, Data) else None
    if isinstance(atom, Data) and isinstance(pair, Table) and not starred:
        for number, part in enumerate(target.items):
            bind(run, part, results.unpacked(atom, pair, number), None)
        return
    if isinstance(atom, Data) and isinstance(pair, Matrix) and pair.form == PAIR and not starred:
        for number, part in enumerate(target.items):
            bind(run, part, matrix_tables.unpacked(atom, pair, number), None)
        return
    if isinstance(atom, Data) and isinstance(atom.content, Embedding) and not starred:
        for number, part in enumerate(target.items):  # of mean and variance, the mean
            bind(run, part, UNKNOWN if number else value, None)
        return
    places = [n for n, part in enumerate(target.items) if isinstance(part, nodes.Starred)]
    if items is not None and len(places) == 1 and len(items) >= len(target.items) - 1:
        first, behind = places[0], len(target.items) - places[0] - 1
        middle = items[first : len(items) - behind]
        for part, inner in zip(target.items[:first], items, strict=False):
            bind(run, part, inner, None)
        caught = target.items[first]
        if isinstance(caught, nodes.Starred):
            bind(run, caught.value, run.allocate(caught, ListObject(tuple(middle))), None)
        for part, inner in zip(
            target.items[first + 1 :], items[len(items) - behind :], strict=True
        ):
            bind(run, part, inner, None)
        return
    rest = element(run, value)
    for part in target.items:
        bind(run, part, rest, None)


def _set_obs(run: Run, owner: Value, table: obs_tables.Columns) -> None:
    """`adata.obs = adata.obs.drop(columns=[...])`: of its own columns, these stay."""
    atom = owner.single
    thing = run.heap.tracked(atom.id) if isinstance(atom, Ref) else None
    if isinstance(atom, Ref) and thing is not None and atom.id == table.ref:
        obs_tables.take(run, thing, atom.id, table)


def set_attribute(run: Run, owner: Value, name: str, value: Value, node: nodes.Node) -> None:
    """`owner.name = value`."""
    for atom in owner.atoms:
        run.answers(atom).set_attribute(run, atom, name, value, node)


def delete(run: Run, target: nodes.Expr) -> None:
    """`del target`."""
    if isinstance(target, nodes.Name):
        run.frame.env.pop(target.id, None)
    elif isinstance(target, nodes.Subscript):
        owner, index = run.evaluate(target.value), run.evaluate(target.index)
        for atom in owner.atoms:
            run.answers(atom).delete_item(run, atom, index, target)
    elif isinstance(target, nodes.Attribute):
        owner = run.evaluate(target.value)
        for identity, thing in run.tracked(owner):
            run.heap.put(identity, thing.without(target.attr))
    elif isinstance(target, nodes.TupleExpr | nodes.ListExpr):
        for part in target.items:
            delete(run, part)
