"""What lies inside an AnnData: entries of obs, layers, obsm and uns, and columns of pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scvi_lint.flow import access, calls, data, model_state
from scvi_lint.flow.events import Called, EntryRead, Stored, Transformed
from scvi_lint.flow.facts import (
    TRANSFORMED,
    UNSURE,
    Categories,
    Column,
    Embedding,
    Fact,
    Matrix,
    Table,
    fact,
)
from scvi_lint.flow.heap import ListObject, Tracked
from scvi_lint.flow.run import Run
from scvi_lint.flow.values import (
    UNKNOWN,
    Bound,
    Data,
    Literal,
    Mask,
    Ref,
    Room,
    Value,
    one,
)
from scvi_lint.flow.views import AnnDataView
from scvi_lint.source import nodes

if TYPE_CHECKING:
    from scvi_lint.flow.calls import Given

# What a method of a column keeps of it; anything else makes a column of which nothing is known.
KEEPS_COLUMN = frozenset(
    """copy to_numpy to_list tolist ravel values array squeeze remove_unused_categories""".split()
)
KEEPS_MATRIX = frozenset(
    """tocsr tocsc tocoo toarray todense astype A sorted_indices compute persist""".split()
)
# Methods of `adata.obs` that return something new and leave the table alone.
LEAVES_TABLE = frozenset(
    """copy head tail groupby value_counts describe to_csv to_parquet isin query merge join
    pivot pivot_table sum mean median min max std var count nunique sample sort_values corr
    plot info keys items values apply map agg aggregate to_numpy tolist itertuples iterrows
    crosstab duplicated isna isnull notna get filter any all hist melt explode loc iloc
    shape""".split()
)


# --- rooms: adata.obs, adata.layers … ---------------------------------------------------------


def room_attribute(run: Run, room: Room, name: str, node: Any) -> Value:
    """`adata.obs.batch`, `adata.obs.columns`, `adata.raw.X`; else a method that waits."""
    thing = run.heap.tracked(room.ref)
    if thing is None:
        return UNKNOWN
    if room.room == "raw":
        known = thing.get("raw")
        if name == "X" and known is not None:
            return one(Data(known.value, known.certain, room.ref, "raw", ""))
        return one(Bound(room, name))
    if room.room in ("obs", "var") and f"{room.room}/{name}" in thing.facts:
        return one(_entry(run, room, name, node))
    return one(Bound(room, name))


def room_item(run: Run, room: Room, index: Value, node: nodes.Subscript) -> Value:
    """`adata.obs["batch"]`, `adata.layers["counts"]`, `mdata.mod["rna"]`."""
    name = index.text
    thing = run.heap.tracked(room.ref)
    if name is None or thing is None:
        return UNKNOWN
    if room.room == "mod":
        return data.modality(run, room.ref, thing, name, node)
    if room.room == "layers":
        run.emit(EntryRead(run, run.span(node), view(run, room.ref), "layers", name))
        return one(data.matrix(run, room.ref, thing, name, node))
    run.emit(EntryRead(run, run.span(node), view(run, room.ref), room.room, name))
    return one(_entry(run, room, name, node))


def _entry(run: Run, room: Room, name: str, node: Any) -> Data:
    thing = run.heap.tracked(room.ref)
    known = None if thing is None else thing.get(f"{room.room}/{name}")
    if known is None:
        content = Column() if room.room == "obs" else None
        return Data(content, False, room.ref, room.room, name)
    return Data(known.value, known.certain, room.ref, room.room, name)


def room_method(run: Run, room: Room, name: str, given: Given) -> Value:
    """`adata.obs.drop(columns=..., inplace=True)`, `adata.raw.to_adata()` and the like."""
    thing = run.heap.tracked(room.ref)
    if thing is None:
        return UNKNOWN
    if room.room == "raw" and name == "to_adata":
        return _from_raw(run, room.ref, thing, given)
    if room.room in ("layers", "obsm", "uns", "mod") and name in ("get", "pop", "keys", "values"):
        entry = given.text(0)
        if name in ("get", "pop") and entry is not None:
            found = thing.get(f"{room.room}/{entry}")
            if name == "pop":
                run.heap.put(room.ref, thing.without(f"{room.room}/{entry}"))
            if found is not None:
                return one(Data(found.value, found.certain, room.ref, room.room, entry))
        return UNKNOWN
    if name not in LEAVES_TABLE and (given.is_true("inplace") is not False or name != "drop"):
        changes = given.is_true("inplace") is not False or name in ("insert", "update", "pop")
        if changes:
            run.heap.put(room.ref, thing.weakened(frozenset({room.room})))
    return UNKNOWN


def _from_raw(run: Run, identity: int, thing: Tracked, given: Given) -> Value:
    """`adata.raw.to_adata()`: all genes again, X as it was when .raw was kept."""
    known = thing.get("raw")
    reason = run.reason(given.node, "taken from .raw here")
    facts = {k: f for k, f in thing.facts.items() if k.startswith(("obs/", "obsm/", "uns/"))}
    made = data.new(run, given.node, open=thing.open, facts=facts, why="taken from .raw here")
    if known is not None and isinstance(known.value, Matrix):
        frozen = Matrix(known.value.scale, ("X", made), known.value.root)
        run.set_fact(made, "X", Fact(((frozen, (*known.reasons, reason)),), known.certain))
    return one(Ref(made))


def set_room_item(
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
    if room.room == "layers":
        write_matrix(run, room.ref, "layers", name, value, node, source)
        return
    if room.room == "mod":
        for identity, _ in run.tracked(value, "anndata"):
            run.set_fact(room.ref, "mod/" + name, fact(identity, run.reason(node, "set here")))
        return
    content, certain = contents(run, room.room, value)
    why = f"{room.room}[{name!r}] written here"
    data.actualise(run, room.ref)
    run.set_fact(
        room.ref,
        f"{room.room}/{name}",
        fact(content, run.reason(node, why), certain=certain),
    )
    run.emit(Stored(run, run.span(node), view(run, room.ref), room.room, name, content))


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
    key = "X" if room == "X" else f"layers/{entry}"
    label = "X" if room == "X" else f"layer {entry!r}"
    before = run.heap.tracked(identity)
    if before is None:
        return
    data.actualise(run, identity)
    atom = value.single
    reasons: tuple = ()
    certain = True
    if isinstance(atom, Data) and isinstance(atom.content, Matrix):
        content = atom.content
        certain = atom.certain
        source = run.heap.tracked(atom.ref) if atom.ref is not None else None
        if source is not None:
            origin = source.get("X" if atom.room == "X" else f"{atom.room}/{atom.entry}")
            reasons = origin.reasons if origin is not None else ()
    elif isinstance(atom, Data) and isinstance(atom.content, Table):
        content = Matrix(UNSURE, ("result", run.site(node)))
    else:
        content = Matrix(UNSURE, ("value", run.site(node)))
        certain = not value.atoms or len(value.atoms) == 1
    why = f"{label} written here"
    made = fact(content, *reasons, run.reason(node, why), certain=certain)
    adata = view(run, identity)
    run.set_fact(identity, key, made)
    span = run.span(node)
    if room == "X" and content.scale in TRANSFORMED:
        run.emit(Transformed(run, None, span, adata, "X", "", content.scale))
    written = None if source_node is None else run.span(source_node)
    place = "X" if room == "X" else "layers"
    run.emit(Stored(run, span, adata, place, entry, content, written))


def contents(run: Run, room: str, value: Value) -> tuple[Any, bool]:
    """What is being stored in obs, obsm or uns, and whether that is certain."""
    atom = value.single
    if room == "obs":
        return _column_of(run, value)
    if isinstance(atom, Data):
        content = atom.content
        if isinstance(content, Embedding | Table):
            return content, atom.certain
    return (Embedding("unknown") if room == "obsm" else None), False


def _column_of(run: Run, value: Value) -> tuple[Column, bool]:
    atom = value.single
    if isinstance(atom, Literal):
        kind = "categorical" if isinstance(atom.value, str) else "numeric"
        return Column(kind, (atom.value,), True), True
    if isinstance(atom, Data):
        if isinstance(atom.content, Column):
            return atom.content, atom.certain
        if isinstance(atom.content, Table):
            made_by = atom.content.kind
            return Column("categorical", made_by=made_by, source=atom.content.model), True
        return Column(), False
    if isinstance(atom, Ref):
        thing = run.heap.get(atom.id)
        if isinstance(thing, ListObject) and thing.rest is None:
            constants = [item.constant for item in thing.items]
            if constants and all(constant is not None for constant in constants):
                names = dict.fromkeys(c.value for c in constants if c is not None)
                kind = "categorical" if all(isinstance(n, str) for n in names) else "numeric"
                return Column(kind, tuple(names), True), True
    return Column(), not value.atoms


def delete_room_item(run: Run, room: Room, index: Value) -> None:
    thing = run.heap.tracked(room.ref)
    name = index.text
    if thing is not None and name is not None:
        run.heap.put(room.ref, thing.without(f"{room.room}/{name}"))


# --- data: columns, matrices, results ---------------------------------------------------------


def data_attribute(run: Run, atom: Data, name: str, node: Any) -> Value:
    if name in ("cat", "str", "values", "array", "T", "iloc", "loc"):
        return one(atom)
    if name in ("categories", "index") and isinstance(atom.content, Column | Categories):
        return one(_categories(atom))
    if isinstance(atom.content, Table) and atom.content.kind != "history":
        model_state.result_read(run, atom.content, name, run.span(node), node, as_attribute=True)
    return one(Bound(atom, name))


def data_item(run: Run, atom: Data, index: Value, node: nodes.Subscript) -> Value:
    content = atom.content
    if isinstance(content, Table):
        if content.kind == "history":
            model_state.history_read(run, content, index, node)
            return UNKNOWN
        _columns_read(run, content, index, node)
        return one(Data(content, atom.certain))
    if isinstance(content, Matrix):
        part = Matrix(content.scale, ("part", run.site(node)), content.root)
        return one(Data(part, atom.certain))
    if isinstance(content, Categories | Column):
        known = access.known_categories(atom)
        constant = index.constant
        # Which category is first depends on the data's order unless there is only one.
        if known is not None and len(known) == 1 and constant is not None:
            return known[0]
        return UNKNOWN
    return UNKNOWN


def _columns_read(run: Run, table: Table, index: Value, node: nodes.Subscript) -> None:
    where = run.span(node.index)
    if index.text is not None:
        model_state.result_read(run, table, index.text, where, node)
        return
    for item in calls.spread(run, index) or ():
        constant = item.constant
        if constant is not None and isinstance(constant.value, str):
            model_state.result_read(run, table, constant.value, constant.span or where, node)


def set_data_item(run: Run, atom: Data, index: Value, value: Value, node: nodes.Node) -> None:
    """`adata.obs["a"][mask] = …`, `adata.obs.loc[mask, "a"] = …`: the entry is not known now."""
    if atom.ref is None:
        return
    thing = run.heap.tracked(atom.ref)
    if thing is None:
        return
    key = "X" if atom.room == "X" else f"{atom.room}/{atom.entry}"
    known = thing.get(key)
    if known is not None:
        content = Column() if isinstance(known.value, Column) else known.value
        run.set_fact(atom.ref, key, fact(content, *known.reasons, certain=False))


def data_method(run: Run, atom: Data, name: str, given: Given) -> Value:
    content = atom.content
    if isinstance(content, Matrix):
        return _matrix_method(run, atom, name, given)
    if isinstance(content, Column | Categories):
        return _column_method(run, atom, name, given)
    if isinstance(content, Table):
        return _table_method(run, atom, content, name, given)
    if name in ("copy", "astype"):
        return one(atom)
    return UNKNOWN


def _matrix_method(run: Run, atom: Data, name: str, given: Given) -> Value:
    content = atom.content
    if name == "copy":
        return access.copied(run, atom, given.node)
    if name in KEEPS_MATRIX:
        # `tocsr` of a CSR matrix may return the matrix itself, `astype` never does by default.
        memory = ("copy", run.site(given.node, name)) if name == "astype" else content.buffer
        return one(Data(Matrix(content.scale, memory, content.root), atom.certain))
    if name in ("log1p", "expm1", "power", "multiply"):
        made = Matrix(UNSURE, ("result", run.site(given.node)), content.root)
        return one(Data(made, atom.certain))
    return UNKNOWN


def _column_method(run: Run, atom: Data, name: str, given: Given) -> Value:
    content = atom.content
    if name == "unique" or name == "value_counts" or name == "drop_duplicates":
        return one(_categories(atom))
    if name == "astype":
        return one(_as_type(atom, given))
    if name in KEEPS_COLUMN:
        return one(atom)
    if name == "isin" and atom.ref is not None and atom.room == "obs":
        items = calls.spread(run, given.value(0) or UNKNOWN)
        constants = None if items is None else [item.constant for item in items]
        if constants is not None and all(c is not None for c in constants):
            kept = tuple(c.value for c in constants if c is not None)
            return one(Mask(atom.ref, atom.entry, kept))
        return one(Mask(atom.ref, atom.entry, None))
    if name in ("rename_categories", "add_categories", "set_categories", "remove_categories"):
        if given.is_true("inplace") is not False and atom.ref is not None:
            thing = run.heap.tracked(atom.ref)
            if thing is not None:
                run.heap.put(atom.ref, thing.weakened(frozenset({"obs"})))
        return one(Data(Column("categorical"), False))
    kind = content.kind if isinstance(content, Column) else "unknown"
    return one(Data(Column(kind if name == "fillna" else "unknown"), False))


def _as_type(atom: Data, given: Given) -> Data:
    content = atom.content
    to = given.text(0, "dtype")
    if not isinstance(content, Column) or (to is None and not _is_str_type(given)):
        return Data(Column(), False, atom.ref, atom.room, atom.entry)
    names = content.categories
    if to == "category":
        kind = "categorical"
    elif to in ("str", "string", "object") or _is_str_type(given):
        kind = "categorical"
        names = None if names is None else tuple(str(name) for name in names)
    else:
        kind, names = "numeric", None
    made = Column(kind, names, content.closed, content.made_by, content.source, content.missing)
    return Data(made, atom.certain, atom.ref, atom.room, atom.entry)


def _is_str_type(given: Given) -> bool:
    from scvi_lint.flow.values import Symbol

    value = given.value(0, "dtype")
    atom = None if value is None else value.single
    return isinstance(atom, Symbol) and atom.path == "builtins.str"


def _categories(atom: Data) -> Data:
    content = atom.content
    if isinstance(content, Categories):
        return atom
    column = content if isinstance(content, Column) else None
    return Data(Categories(column, atom.ref, atom.entry), atom.certain)


def _table_method(run: Run, atom: Data, content: Table, name: str, given: Given) -> Value:
    """A table of results, filtered or sorted, still has the same columns."""
    if name in ("query", "sort_values", "nlargest", "nsmallest", "filter", "drop"):
        for value, node in (*given.positional, *given.keywords.values()):
            texts = [value.text] if value.text else []
            texts += [item.text for item in calls.spread(run, value) or () if item.text]
            for text in texts:
                if text.isidentifier() or text.startswith("is_de_fdr"):
                    model_state.result_read(
                        run,
                        content,
                        text,
                        run.span(node.value),
                        given.node,
                        certain=name != "drop",
                    )
        return one(atom)
    if name in (
        "copy",
        "head",
        "tail",
        "loc",
        "iloc",
        "groupby",
        "reset_index",
        "dropna",
        "astype",
        "to_numpy",
        "set_index",
        "round",
        "fillna",
    ):
        return one(atom)
    return UNKNOWN


# --- what a call of a library names -----------------------------------------------------------


def view(run: Run, identity: int, name: str = "") -> AnnDataView:
    return AnnDataView(identity, run.heap.snapshot(), name)


def note_library_call(run: Run, path: str, given: Given) -> None:
    """A function that changes nothing, but is told an object: rules may ask what it was told."""
    for value, node in given.positional[:1]:
        found = run.tracked(value, *data.KINDS)
        if found:
            made = calls.make_call(run, given, path, ("adata",))
            adata = view(run, found[0][0], describe(node.value))
            run.emit(Called(run, made, adata))
            return


def describe(node: nodes.Node | None) -> str:
    """How the program calls this: `adata`, `self.adata`, `models["a"]`; "" if it has no name."""
    if isinstance(node, nodes.Name):
        return node.id
    if isinstance(node, nodes.Attribute):
        owner = describe(node.value)
        return f"{owner}.{node.attr}" if owner else ""
    if isinstance(node, nodes.Subscript) and isinstance(node.index, nodes.Constant):
        owner = describe(node.value)
        return f"{owner}[{node.index.value!r}]" if owner else ""
    return ""
