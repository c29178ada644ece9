"""anndata: objects that are read, made by hand, and put below each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.arguments import Argument
from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.domain.contents import AS_READ, Matrix
from scvi_lint.interpreter.domain.facts import fact
from scvi_lint.interpreter.domain.frames import Frame
from scvi_lint.interpreter.domain.genes import Genes
from scvi_lint.interpreter.domain.heap import Tracked
from scvi_lint.interpreter.domain.holders import DictObject, Rows
from scvi_lint.interpreter.domain.results import Embedding, Table
from scvi_lint.interpreter.domain.values import Atom, Data, Ref, Value, one
from scvi_lint.interpreter.libraries.readers import reads, writes
from scvi_lint.interpreter.libraries.rows import Effect
from scvi_lint.interpreter.objects import columns, concatenation, data, obs_tables, rooms

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given
    from scvi_lint.interpreter.engine.run import Run


def _anndata(run: Run, path: str, given: Given, call: Call) -> Value:
    """`AnnData(X=..., obs=...)`: made by hand; rooms that were not given are empty."""
    given_by = ("obs", "var", "obsm", "uns", "layers", "raw")
    unknown = {name for name in given_by if not call.lacks(name)}
    identity = data.new(run, given.node, scale=AS_READ, open=frozenset(unknown), why="made here")
    x = call.arguments.get("X")
    atom = None if x is None else x.value.single
    if isinstance(atom, Data) and isinstance(atom.content, Matrix):
        reason = run.reason(given.node, "taken over here")
        run.set_fact(identity, slots.X, fact(atom.content, reason, certain=atom.certain))
        run.share(atom.content, identity)
        if atom.ref is not None:
            run.share(atom.content, atom.ref)
    elif isinstance(atom, Data) and isinstance(atom.content, Table):
        computed = rooms.computed(run, atom.content, ("result", identity))
        reason = run.reason(given.node, "computed by a model, taken over here")
        run.set_fact(identity, slots.X, fact(computed, reason, certain=atom.certain))
    obs = call.arguments.get("obs")
    _columns(run, identity, given, obs)
    _cells_of(run, identity, given, atom)
    _genes_of(run, identity, given, call.arguments.get("var"))
    return one(Ref(identity))


def _genes_of(run: Run, identity: int, given: Given, var: Argument | None) -> None:
    """The genes of an object made by hand, where their names are spelled out."""
    atom = None if var is None else var.value.single
    table = run.heap.get(atom.id) if isinstance(atom, Ref) else None
    if isinstance(table, Rows):
        genes = Genes("all", table.names)
        run.set_fact(identity, slots.GENES, fact(genes, run.reason(given.node, "named here")))


def _cells_of(run: Run, identity: int, given: Given, x: Atom | None) -> None:
    """Whose cells an object made by hand holds: those of the result that it is made of, else not
    known."""
    thing = run.heap.tracked(identity)
    if thing is None:
        return
    content = x.content if isinstance(x, Data) else None
    cells = content.cells if isinstance(content, Table | Embedding) else None
    if cells is None or not isinstance(x, Data):
        run.heap.put(identity, thing.without(slots.CELLS))
    else:
        reason = run.reason(given.node, "computed by a model, taken over here")
        run.set_fact(identity, slots.CELLS, fact(cells, reason, certain=x.certain))


def _columns(run: Run, identity: int, given: Given, obs: Argument | None) -> None:
    """`obs={"batch": [...]}` or `obs=pd.DataFrame({...})`: literal columns are known."""
    atom = None if obs is None else obs.value.single
    table = run.heap.get(atom.id) if isinstance(atom, Ref) else None
    if isinstance(table, Frame):
        obs_tables.become(run, identity, table, given.node)
    if not isinstance(table, DictObject):
        return
    reason = run.reason(given.node, "made here")
    for name, value in table.items.items():
        content, certain = columns.of_value(run, value)
        run.set_fact(identity, slots.OBS(name), fact(content, reason, certain=certain))
    if table.rest is None:
        thing = run.heap.tracked(identity)
        if thing is not None:
            run.heap.put(identity, Tracked(thing.kind, thing.facts, thing.open - {"obs"}))


ROWS = (
    reads("anndata.read"),
    reads("anndata.read_h5ad"),
    reads("anndata.read_zarr", parameter="store"),
    reads("anndata.read_csv", "text"),
    reads("anndata.read_text", "text"),
    reads("anndata.read_loom"),
    reads("anndata.read_mtx", "text"),
    reads("anndata.io.read_h5ad"),
    reads("anndata.io.read_zarr", parameter="store"),
    reads("anndata.io.read_csv", "text"),
    reads("anndata.io.read_loom"),
    reads("anndata.io.read_mtx", "text"),
    writes("anndata.io.write_h5ad"),
    writes("anndata.io.write_zarr"),
    Effect("anndata.AnnData", parameters="X obs var uns obsm varm layers raw", makes=_anndata),
    Effect("anndata.concat", parameters="adatas", makes=concatenation.concat),
)
