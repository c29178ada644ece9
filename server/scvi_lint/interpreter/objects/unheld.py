"""What is done to an object that nothing holds, and what a call gives that nobody keeps.

`adata[mask]` and `adata.copy()` are objects of their own. A change of one that has no name is gone
with the statement, as is a column, a part or a copy that stands alone as a statement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.contents import Column, Matrix
from scvi_lint.interpreter.domain.masks import Mask, Without
from scvi_lint.interpreter.domain.values import Bound, Data, Ref, Room, Symbol
from scvi_lint.interpreter.engine import naming
from scvi_lint.interpreter.events.kinds import ResultDropped, TemporaryChanged
from scvi_lint.interpreter.objects import data
from scvi_lint.source.parser import nodes

if TYPE_CHECKING:
    from scvi_lint.interpreter.domain.calls import Call
    from scvi_lint.interpreter.domain.values import Atom
    from scvi_lint.interpreter.engine.given import Given
    from scvi_lint.interpreter.engine.run import Run

_ROOMS = data.ROOM_NAMES - {"mod", "raw"} | {"X"}
# Without `inplace=True` they only return what they measured.
_RETURNS_BY_DEFAULT = frozenset({"scanpy.pp.calculate_qc_metrics"})
# Methods of columns and tables that give a new one and leave the old one as it is.
_NEW_COLUMN = frozenset(
    """fillna replace astype map dropna where mask clip round rename_categories add_categories
    remove_categories remove_unused_categories reorder_categories set_categories upper lower strip
    title capitalize""".split()
)
_NEW_TABLE = frozenset(
    "drop rename fillna replace assign reindex sort_values sort_index set_index dropna".split()
)
_NEW_MATRIX = frozenset("copy toarray todense tocsr tocsc astype log1p".split())
_NEW_DATA = frozenset("copy to_memory transpose concatenate".split())
_NEW = frozenset({"anndata.concat", "anndata.AnnData.concatenate"})


def source_of(run: Run, node: nodes.Expr) -> tuple[int, str] | None:
    """The object, and its name, that `adata[mask]` or `adata.copy()` is made of: what has no name
    of its own. None for anything else."""
    if isinstance(node, nodes.Call):
        function = node.function
        copies = isinstance(function, nodes.Attribute) and function.attr == "copy"
        if not copies or node.arguments or not isinstance(function, nodes.Attribute):
            return None
        return source_of(run, function.value) or _named(run, function.value)
    if not isinstance(node, nodes.Subscript):
        return None
    named = _named(run, node.value)
    thing = None if named is None else run.heap.tracked(named[0])
    if thing is None or (thing.kind == "mudata" and run.again(node.index).text is not None):
        return None
    return named


def _named(run: Run, node: nodes.Expr) -> tuple[int, str] | None:
    """The data that a name stands for, if that is certain."""
    name = naming.describe(node)
    if not name or (isinstance(node, nodes.Attribute) and node.attr in data.ROOM_NAMES):
        return None
    atom = run.again(node).single
    thing = run.heap.tracked(atom.id) if isinstance(atom, Ref) else None
    if thing is None or not isinstance(atom, Ref) or thing.kind not in data.KINDS:
        return None
    return atom.id, name


def written(run: Run, target: nodes.Expr) -> None:
    """`adata[mask].obs["kind"] = …`, `adata.obs[mask]["kind"] = …`: the target is a copy."""
    node: nodes.Expr = target
    while isinstance(node, nodes.Subscript | nodes.Attribute):
        if isinstance(node, nodes.Attribute) and node.attr in _ROOMS:
            found = source_of(run, node.value)
            if found is not None:
                view = run.view(*found)
                part = isinstance(node.value, nodes.Subscript)
                run.emit(TemporaryChanged(run, run.span(target), view, node.attr, is_part=part))
            return
        rows = node.value
        table = _rows_of(run, rows) if isinstance(rows, nodes.Subscript) else None
        if table is not None:
            column = node.attr if isinstance(node, nodes.Attribute) else ""
            if not column or isinstance(target, nodes.Attribute):
                view = run.view(*table[:2])
                run.emit(TemporaryChanged(run, run.span(target), view, table[2], is_table=True))
            return
        node = node.value


def _rows_of(run: Run, node: nodes.Subscript) -> tuple[int, str, str] | None:
    """The object and the room of which `adata.obs[mask]`, `adata.obs.loc[cells]` are rows."""
    table = node.value
    by_label = isinstance(table, nodes.Attribute) and table.attr in ("loc", "iloc")
    if by_label and isinstance(table, nodes.Attribute):
        table = table.value
    if not isinstance(table, nodes.Attribute) or table.attr not in ("obs", "var"):
        return None
    named = _named(run, table.value)
    if named is None or isinstance(node.index, nodes.TupleExpr):
        return None
    chosen = run.again(node.index).single
    of_rows = (
        by_label or isinstance(node.index, nodes.Compare) or isinstance(chosen, Mask | Without)
    )
    return (*named, table.attr) if of_rows else None


def called(run: Run, given: Given, call: Call, *, apart: bool) -> None:
    """A library's function as a statement of its own: `sc.pp.log1p(adata[mask])` changes what
    nothing holds, and told to work on a copy (`apart`) it returns what nobody keeps."""
    pair = given.pair(0, "adata", "data", "mdata")
    if apart:
        run.emit(ResultDropped(run, run.span(given.node), call.name, call))
        return
    found = None if pair is None else source_of(run, pair[1].value)
    by_default = call.function not in _RETURNS_BY_DEFAULT or given.is_true("inplace") is True
    if found is None or pair is None or not by_default:
        return
    node = pair[1].value
    part = isinstance(node, nodes.Subscript)
    view = run.view(*found)
    name = call.function
    run.emit(TemporaryChanged(run, run.span(node), view, "", function=name, is_part=part))


def dropped(run: Run, callee: Atom | None, given: Given) -> None:
    """What a call as a statement of its own gives is gone: `adata.obs["kind"].fillna("?")`."""
    if not given.discarded or given.open or given.is_true("inplace") is not False:
        return
    if isinstance(callee, Symbol) and callee.path in _NEW:
        name = callee.path.rpartition(".")[2]
    elif isinstance(callee, Bound) and callee.name in _new_of(run, callee.receiver):
        name = callee.name
    else:
        return
    run.emit(ResultDropped(run, run.span(given.node), name))


def _new_of(run: Run, receiver: Atom) -> frozenset[str]:
    """The methods of a thing that give a new one and do nothing else."""
    if isinstance(receiver, Room):
        return _NEW_TABLE if receiver.room in ("obs", "var") else frozenset()
    if isinstance(receiver, Data) and receiver.ref is not None:
        content = receiver.content
        if isinstance(content, Matrix):
            return _NEW_MATRIX
        return _NEW_COLUMN if isinstance(content, Column) else frozenset()
    thing = run.heap.tracked(receiver.id) if isinstance(receiver, Ref) else None
    return _NEW_DATA if thing is not None and thing.kind in data.KINDS else frozenset()


def looked_at(run: Run, node: nodes.Expr) -> None:
    """`adata[adata.obs["n"] > 500]` as a statement of its own."""
    if isinstance(node, nodes.Subscript) and source_of(run, node) is not None:
        run.emit(ResultDropped(run, run.span(node), ""))


# Methods whose name alone is never what one wants to store.
_MAKERS = frozenset("copy toarray todense to_memory tocsr tocsc to_numpy tolist".split())


def stored_method(run: Run, value_node: nodes.Expr, method: Atom | None) -> str:
    """The method of data that is bound or stored in the place of its result; "" for none:
    `adata.layers["counts"] = adata.X.copy`."""
    if not isinstance(value_node, nodes.Attribute) or not isinstance(method, Bound):
        return ""
    receiver = method.receiver
    thing = run.heap.tracked(receiver.id) if isinstance(receiver, Ref) else None
    of_data = thing is not None and thing.kind in data.KINDS
    known = isinstance(receiver, Data) and isinstance(receiver.content, Column | Matrix)
    return method.name if method.name in _MAKERS and (of_data or known) else ""


def room_of(target: nodes.Expr) -> str:
    """The room of data that an assignment writes to, "name" for anything else."""
    node = target.value if isinstance(target, nodes.Subscript) else target
    return node.attr if isinstance(node, nodes.Attribute) and node.attr in _ROOMS else "name"
