"""The rooms of an AnnData: entries of obs, layers, obsm, uns and mod, read and written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.calls import Nothing
from scvi_lint.interpreter.domain.contents import (
    DENOISED,
    SCALE_WORDS,
    TRANSFORMED,
    UNSURE,
    Column,
    Content,
    Matrix,
    Memory,
)
from scvi_lint.interpreter.domain.facts import BRANCH, Fact, Reason, fact, resting
from scvi_lint.interpreter.domain.genes import Genes
from scvi_lint.interpreter.domain.heap import Tracked
from scvi_lint.interpreter.domain.masks import Mask
from scvi_lint.interpreter.domain.results import Embedding, Table
from scvi_lint.interpreter.domain.values import UNKNOWN, Bound, Data, Ref, Room, Value, literal, one
from scvi_lint.interpreter.engine import naming
from scvi_lint.interpreter.engine.binding import spread
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.events.kinds import EntryRead, NoneUsed, Stored, Transformed
from scvi_lint.interpreter.objects import (
    columns,
    data,
    frames,
    gene_index,
    obs_tables,
    selections,
    var_tables,
)
from scvi_lint.source.parser import nodes

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given


def attribute(run: Run, room: Room, name: str, node: nodes.Node) -> Value:
    """`adata.obs.batch`, `adata.obs.columns`, `adata.raw.X`; else a method that waits."""
    thing = run.heap.tracked(room.ref)
    if thing is None:
        return UNKNOWN
    if room.room == "raw":
        known = thing.get(slots.RAW)
        if name == "X" and known is not None:
            return one(Data(known.value, known.certain, room.ref, "raw", "", known.doubt))
        return one(Bound(room, name))
    if room.room == "var" and name == "index" and thing.kind == "anndata":
        return gene_index.names(thing)
    if room.room == "obs" and name == "index" and thing.kind == "anndata":
        return one(Data(columns.CELL_NAMES))
    if room.room in ("obs", "var") and slots.held(room.room, name) in thing.facts:
        return one(_entry(run, room, name, node))
    return one(Bound(room, name))


def item(run: Run, room: Room, index: Value, node: nodes.Subscript) -> Value:
    """`adata.obs["batch"]`, `adata.layers["counts"]`, `mdata.mod["rna"]`."""
    name = index.text
    thing = run.heap.tracked(room.ref)
    if room.room == "obs" and isinstance(index.single, Mask):
        return index  # `adata.obs[mask].index` chooses the same cells
    chosen = index.single
    if room.room == "var" and thing is not None and isinstance(chosen, Data):
        all_names = gene_index.names(thing).single
        genes = all_names.content if isinstance(all_names, Data) else None
        if chosen.room == "var" and isinstance(all_names, Data) and isinstance(genes, Genes):
            return gene_index.item(
                run, all_names, genes, index, node
            )  # the rows that a column chooses
    if room.room == "raw" and name is None and isinstance(node.index, nodes.TupleExpr):
        return one(room)  # `adata.raw[:, genes]`: the same values, of some genes
    if room.room == "obs" and name is None and thing is not None and thing.kind == "anndata":
        table = frames.Frame(thing.entries(slots.OBS), "obs" in thing.open)
        return frames.item(run, table, index, node)  # `adata.obs[["kind", "condition"]]`
    if name is None or thing is None:
        return UNKNOWN
    if room.room == "mod":
        return data.modality(run, room.ref, thing, name, node)
    if room.room == "layers":
        run.emit(EntryRead(run, run.span(node), run.view(room.ref), "layers", name))
        return one(data.matrix(run, room.ref, thing, name, node))
    run.emit(EntryRead(run, run.span(node), run.view(room.ref), room.room, name))
    return one(_entry(run, room, name, node))


def _entry(run: Run, room: Room, name: str, node: nodes.Node) -> Data:
    thing = run.heap.tracked(room.ref)
    known = None if thing is None else thing.get(slots.held(room.room, name))
    if known is None:
        content = Column() if room.room == "obs" else None
        return Data(content, False, room.ref, room.room, name)
    return Data(known.value, known.certain, room.ref, room.room, name, known.doubt)


def method(run: Run, room: Room, name: str, given: Given) -> Value:
    """`adata.obs.drop(columns=..., inplace=True)`, `adata.raw.to_adata()` and the like."""
    thing = run.heap.tracked(room.ref)
    if thing is None:
        return UNKNOWN
    if room.room == "raw" and name == "to_adata":
        return _from_raw(run, room.ref, thing, given)
    if name == "clear" and room.room in ("layers", "obsm", "uns"):
        left = {k: f for k, f in thing.facts.items() if not k.startswith(room.room + "/")}
        run.heap.put(room.ref, Tracked(thing.kind, left, thing.open - {room.room}))
        return UNKNOWN
    poppable = ("layers", "obsm", "uns", "mod", "obs")
    if room.room in poppable and name in ("get", "pop", "keys", "values"):
        entry = given.text(0)
        if name in ("get", "pop") and entry is not None:
            found = thing.get(slots.held(room.room, entry))
            if name == "pop":
                gone = run.reason(given.node, f"{room.room}[{entry!r}] taken out here")
                run.heap.put(room.ref, thing.losing(room.room, (entry,), gone))
            if found is not None:
                return one(
                    Data(found.value, found.certain, room.ref, room.room, entry, found.doubt)
                )
        return UNKNOWN
    if name == "update" and room.room in ("layers", "obsm") and not given.positional:
        # `adata.layers.update(counts=...)`
        for entry, (value, written) in given.keywords.items():
            set_item(run, room, literal(entry), value, written, written.value)
        if given.open:
            run.heap.put(room.ref, thing.weakened(frozenset({room.room})))
        return UNKNOWN
    if room.room == "obs" and thing.kind == "anndata" and name in ("copy", *frames.WRITES):
        return frames.of_obs_called(run, thing, name, given)
    if name == "query" and room.room == "obs":
        return selections.of_query(room.ref, given.text(0, "expr") or "")
    if name == "groupby" and room.room == "obs" and thing.kind == "anndata":
        return selections.grouped(run, room, given)
    if room.room == "var" and thing.kind == "anndata":
        ordered = var_tables.method(run, room.ref, thing, name, given)
        if ordered is not None:
            return ordered
    if room.room in ("obs", "var") and obs_tables.in_place(run, room, thing, name, given):
        return UNKNOWN
    if frames.changes(name, given):
        run.heap.put(room.ref, thing.weakened(frozenset({room.room})))
    return UNKNOWN


def _from_raw(run: Run, identity: int, thing: Tracked, given: Given) -> Value:
    """`adata.raw.to_adata()`: all genes again, X as it was when .raw was kept."""
    known = thing.get(slots.RAW)
    reason = run.reason(given.node, "taken from .raw here")
    facts = {k: f for k, f in thing.facts.items() if k.startswith(("obs/", "obsm/", "uns/"))}
    made = data.new(run, given.node, open=thing.open, facts=facts, why="taken from .raw here")
    if known is not None:
        frozen = known.value.held_in(("raw", made))
        run.set_fact(made, slots.X, resting(((frozen, (*known.reasons, reason)),), known))
    return one(Ref(made))


def set_item(
    run: Run,
    room: Room,
    index: Value,
    value: Value,
    node: nodes.Node,
    source: nodes.Expr | None,
) -> None:
    """`adata.obs["batch"] = value`, `adata.layers["counts"] = value`, …"""
    thing = run.heap.tracked(room.ref)
    if thing is None:
        return
    name = index.text
    if name is None:
        if not index.closed or not index.atoms:
            run.heap.put(room.ref, thing.weakened(frozenset({room.room})))
        return
    nothing = value.single
    if isinstance(nothing, Nothing):
        run.emit(NoneUsed(run, run.span(node), nothing.made, "="))
    if room.room == "layers":
        write_matrix(run, room.ref, "layers", name, value, node, source)
        return
    if room.room == "mod":
        for identity, _ in run.tracked(value, "anndata"):
            reason = run.reason(node, "set here")
            new = run.view(room.ref).lacks("mod", name)
            run.set_fact(room.ref, slots.PUT_IN(name), fact(new, reason))
            run.set_fact(room.ref, slots.MOD(name), fact(identity, reason))
        return
    content, certain = contents(run, room.room, value)
    why = f"{room.room}[{name!r}] written here"
    adata = run.view(room.ref, _owner(node))
    data.actualise(run, room.ref)
    run.set_fact(
        room.ref,
        slots.held(room.room, name),
        fact(content, run.reason(node, why), certain=certain, doubt=_doubt(value)),
    )
    atom, here = value.single, (room.ref, room.room, name)
    same = isinstance(atom, Data) and (atom.ref, atom.room, atom.entry) == here
    followed = bool(value.atoms)
    run.emit(
        Stored(
            run,
            run.span(node),
            adata,
            room.room,
            name,
            content,
            None if source is None else run.span(source),
            result_in(value),
            same=same,
            is_followed=followed,
        )
    )


def _origin(run: Run, value: Value) -> Fact[Matrix] | None:
    """What is believed of the entry that a value was read from; None where there is none."""
    atom = value.single
    if not isinstance(atom, Data) or atom.ref is None:
        return None
    source = run.heap.tracked(atom.ref)
    key = slots.held(atom.room, atom.entry)
    return None if source is None else source.get(key)


def _doubt(value: Value) -> str:
    """Why what is written is only possible, if it is."""
    atom = value.single
    return (atom.doubt if isinstance(atom, Data) else "") or BRANCH


def set_part(run: Run, room: Room, index: Value, value: Value, node: nodes.Subscript) -> None:
    """`adata.obs.loc[cells, "batch"] = …`, `adata.obs.iloc[0, 2] = …`: some cells of an entry
    change, of any entry where its name is not known."""
    thing = run.heap.tracked(room.ref)
    if thing is None or room.room not in ("obs", "var"):
        return
    names = _named(run, index, node)
    if names is None:
        run.heap.put(room.ref, thing.weakened(frozenset({room.room})))
        for entry, known in thing.entries(slots.room(room.room)).items():
            unknown = fact(Column(), *known.reasons, certain=False)
            run.set_fact(room.ref, slots.held(room.room, entry), unknown)
        return
    if data.takes_all(node.index):
        for name in names:
            set_item(run, room, literal(name), value, node, None)
        return
    adata = run.view(room.ref, _owner(node))
    data.actualise(run, room.ref)
    cells = (spread(run, index) or [UNKNOWN])[0]
    for name in names:
        known = thing.get(slots.held(room.room, name))
        reasons = () if known is None else known.reasons
        if known is None and thing.kind == "anndata" and room.room == "obs":
            # A new column has no value anywhere; one that nobody saw may have held whatever.
            new = room.room not in thing.open
            known = fact(Column("unknown", (), True, missing=True) if new else Column())
        # No value in cells of which nobody knows whether there are any is only possible.
        sure = data.takes_first(node.index) or columns.takes_some(thing, cells)
        left = columns.leaves_some(thing, cells)
        made = None if known is None else columns.in_part(known, value, sure=sure, leaves_some=left)
        if made is None or known is None:
            changed = fact(Column(), *reasons, certain=False)
        else:
            here = run.reason(node, f"{room.room}[{name!r}] changed here")
            sure = sure or not columns.is_missing(value)
            changed = fact(made, *reasons, here, certain=known.certain and sure)
        run.set_fact(room.ref, slots.held(room.room, name), changed)
        run.emit(Stored(run, run.span(node), adata, room.room, name, Column(), part=True))


def _named(run: Run, index: Value, node: nodes.Subscript) -> list[str] | None:
    """The entries that `cells, "batch"` or `cells, ["batch", "lane"]` names; None if not known."""
    pair = spread(run, index)
    if pair is None or len(pair) != 2 or not isinstance(node.index, nodes.TupleExpr):
        return None
    place = node.index.items[1]
    if isinstance(place, nodes.Call) and isinstance(place.function, nodes.Attribute):
        # `obs.columns.get_loc("batch")`
        given = place.arguments[0].value if len(place.arguments) == 1 else None
        name = None if given is None else run.evaluate(given).text
        return [name] if name is not None and place.function.attr == "get_loc" else None
    listed = spread(run, pair[1])
    names = [one.text for one in ([pair[1]] if listed is None else listed)]
    return None if None in names else [name for name in names if name is not None]


def _owner(node: nodes.Node) -> str:
    """How the program calls the object whose entry is written: `adata` of `adata.obs["x"]`."""
    while isinstance(node, nodes.Subscript | nodes.Attribute):
        name = naming.describe(node.value) if isinstance(node, nodes.Attribute) else ""
        if isinstance(node, nodes.Attribute) and node.attr in data.ROOM_NAMES:
            return name
        node = node.value
    return ""


def write_matrix(
    run: Run,
    identity: int,
    room: str,
    entry: str,
    value: Value,
    node: nodes.Node,
    source_node: nodes.Expr | None = None,
) -> None:
    """`adata.X = value` and `adata.layers[entry] = value`: an alias shares the memory."""
    key = slots.X if room == "X" else slots.LAYERS(entry)
    label = "X" if room == "X" else f"layer {entry!r}"
    before = run.heap.tracked(identity)
    if before is None:
        return
    data.actualise(run, identity)
    atom, origin = value.single, _origin(run, value)
    reasons: tuple[Reason, ...] = ()
    certain = True
    if isinstance(atom, Data) and isinstance(atom.content, Matrix):
        content = atom.content
        certain = atom.certain
        run.share(content, identity)
        if atom.ref is not None:
            run.share(content, atom.ref)
        reasons = origin.reasons if origin is not None else ()
    elif isinstance(atom, Data) and isinstance(atom.content, Table):
        content = computed(run, atom.content, ("result", run.site(node)))
    else:
        content = Matrix(UNSURE, ("value", run.site(node)))
        certain = not value.atoms or len(value.atoms) == 1
    why = f"{label} written here"
    written = run.reason(node, why)
    made = fact(content, *reasons, written, certain=certain, doubt=_doubt(value))
    adata = run.view(identity)
    run.set_fact(identity, key, made)
    span = run.span(node)
    if room == "X" and content.scale in TRANSFORMED:
        words = content.done or SCALE_WORDS[content.scale]
        run.emit(Transformed(run, None, span, adata, "X", "", content.scale, words))
    written = None if source_node is None else run.span(source_node)
    place = "X" if room == "X" else "layers"
    run.emit(Stored(run, span, adata, place, entry, content, written, result_in(value)))


def computed(run: Run, table: Table, memory: Memory) -> Matrix:
    """What a model's method returned, as a matrix."""
    decoded = table.is_decoded
    scale = DENOISED if decoded else UNSURE
    view = None if table.model is None else run.model_view(table.model)
    name = view.class_name if view is not None and view.exact else ""
    done = f"decoded by {name or 'a model'}" if decoded else ""
    as_returned = table if decoded and not table.change else None
    return Matrix(scale, memory, ("model", table.model), done=done, decoded=as_returned)


def result_in(value: Value) -> Table | Embedding | None:
    """What a model's method returned, if the value is that for certain."""
    atom = value.single
    content = atom.content if isinstance(atom, Data) and atom.certain else None
    return content if isinstance(content, Table | Embedding) else None


def contents(run: Run, room: str, value: Value) -> tuple[Content | None, bool]:
    """What is being stored in obs, obsm or uns, and whether that is certain."""
    atom = value.single
    if room == "obs":
        return columns.of_value(run, value)
    if isinstance(atom, Data):
        content = atom.content
        if isinstance(content, Embedding | Table):
            return content, atom.certain
    return (Embedding("unknown") if room == "obsm" else None), False


def delete_item(run: Run, room: Room, index: Value, node: nodes.Node) -> None:
    thing = run.heap.tracked(room.ref)
    name = index.text
    if thing is not None and name is not None:
        reason = run.reason(node, f"{room.room}[{name!r}] deleted here")
        run.heap.put(room.ref, thing.losing(room.room, (name,), reason))
