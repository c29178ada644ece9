"""Columns, matrices and tables of results as values: what their methods and items are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scvi_lint.interpreter.domain.facts import UNSURE, Categories, Column, Matrix, Table, fact
from scvi_lint.interpreter.domain.holders import DictObject
from scvi_lint.interpreter.domain.values import (
    UNKNOWN,
    Bound,
    Data,
    Literal,
    Mask,
    Ref,
    Symbol,
    Value,
    one,
)
from scvi_lint.interpreter.engine.binding import copied, known_categories, spread
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.objects import model_state, results
from scvi_lint.source.parser import nodes

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given

# What a method of a column keeps of it; anything else makes a column of which nothing is known.
KEEPS_COLUMN = frozenset(
    """copy to_numpy to_list tolist ravel values array squeeze remove_unused_categories
    reorder_categories as_ordered as_unordered""".split()
)
KEEPS_MATRIX = frozenset(
    """tocsr tocsc tocoo toarray todense astype A sorted_indices compute persist ravel flatten
    squeeze""".split()
)


def attribute(run: Run, atom: Data, name: str, node: Any) -> Value:
    content = atom.content
    if isinstance(content, Table):
        return results.attribute(run, atom, content, name, node)
    if name in results.SAME_VALUES:
        return one(atom)
    if name == "data" and isinstance(content, Matrix):
        return one(atom)  # the stored values of a sparse matrix
    if name in ("categories", "index") and isinstance(content, Column | Categories):
        return one(_categories(atom))
    return one(Bound(atom, name))


def item(run: Run, atom: Data, index: Value, node: nodes.Subscript) -> Value:
    content = atom.content
    if isinstance(content, Table):
        return results.item(run, atom, content, index, node)
    if isinstance(content, Matrix):
        part = content.held_in(("part", run.site(node)))
        return one(Data(part, atom.certain))
    if isinstance(content, Categories | Column):
        known = known_categories(atom)
        constant = index.constant
        # Which category is first depends on the data's order unless there is only one.
        if known is not None and len(known) == 1 and constant is not None:
            return known[0]
        return UNKNOWN
    return UNKNOWN


def set_item(
    run: Run,
    atom: Data,
    index: Value,
    value: Value,
    node: nodes.Node,
    source: nodes.Expr | None = None,
) -> None:
    """`adata.obs["a"][mask] = …`, `adata.X[rows] = …`, `de["rank"] = …`."""
    changed_in_place(run, atom)
    content = atom.content
    if isinstance(content, Table) and content.kind in results.ARRAYS:
        model_state.result_used(run, one(atom), "[]=", node)
    elif isinstance(content, Table):
        model_state.result_written(run, content, index.text or "", node, source)


def set_attribute(run: Run, atom: Data, name: str, node: nodes.Node) -> None:
    """`de.columns = [...]`: all names are others from here on."""
    changed_in_place(run, atom)
    if isinstance(atom.content, Table):
        model_state.result_written(run, atom.content, "" if name == "columns" else name, node)


def changed_in_place(run: Run, atom: Data) -> None:
    """Some values of an entry were changed: what it holds now is only possible."""
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


def method(run: Run, atom: Data, name: str, given: Given) -> Value:
    content = atom.content
    if isinstance(content, Matrix):
        return _matrix_method(run, atom, name, given)
    if isinstance(content, Column | Categories):
        return _column_method(run, atom, name, given)
    if isinstance(content, Table):
        return results.method(run, atom, content, name, given)
    if name in ("copy", "astype"):
        return one(atom)
    return UNKNOWN


def _matrix_method(run: Run, atom: Data, name: str, given: Given) -> Value:
    content = atom.content
    if name == "copy":
        return copied(run, atom, given.node)
    if name in KEEPS_MATRIX:
        # `tocsr` of a CSR matrix may return the matrix itself, `astype` never does by default.
        memory = ("copy", run.site(given.node, name)) if name == "astype" else content.buffer
        return one(Data(content.held_in(memory), atom.certain))
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
        items = spread(run, given.value(0) or UNKNOWN)
        constants = None if items is None else [item.constant for item in items]
        if constants is not None and all(c is not None for c in constants):
            kept = tuple(c.value for c in constants if c is not None)
            return one(Mask(atom.ref, atom.entry, kept))
        return one(Mask(atom.ref, atom.entry, None))
    if name == "update" or given.is_true("inplace") is not False:
        changed_in_place(run, atom)
    if name in ("map", "replace", "rename_categories") and isinstance(content, Column):
        renamed = _renamed(run, atom, content, name, given)
        if renamed is not None:
            return one(renamed)
    if name in ("rename_categories", "add_categories", "set_categories", "remove_categories"):
        if given.is_true("inplace") is not False and atom.ref is not None:
            thing = run.heap.tracked(atom.ref)
            if thing is not None:
                run.heap.put(atom.ref, thing.weakened(frozenset({"obs"})))
        return one(Data(Column("categorical"), False))
    kind = content.kind if isinstance(content, Column) else "unknown"
    return one(Data(Column(kind if name == "fillna" else "unknown"), False))


def _renamed(run: Run, atom: Data, content: Column, name: str, given: Given) -> Data | None:
    """`map`, `replace`, `rename_categories` with a dictionary or list that is spelled out."""
    value = given.value(0, "to_replace", "new_categories", "arg") or UNKNOWN
    old = content.categories
    if old is None or given.is_true("inplace") is not False:
        return None
    single = value.single
    table = run.heap.get(single.id) if isinstance(single, Ref) else None
    if isinstance(table, DictObject) and table.rest is None:
        constants = {key: item.constant for key, item in table.items.items()}
        missing = any(key not in constants for key in old)
        if None in constants.values() or (name == "map" and missing):
            return None
        names = [_value_of(constants.get(key), key) for key in old]
    elif name == "rename_categories":
        items = spread(run, value)
        found = [] if items is None else [item.constant for item in items]
        if len(found) != len(old) or None in found or not content.closed:
            return None
        names = [_value_of(constant, None) for constant in found]
    else:
        return None
    unique = tuple(dict.fromkeys(names))
    made = Column("categorical", unique, content.closed, content.made_by, content.source)
    return Data(made, atom.certain)


def _value_of(constant: Literal | None, default: Any) -> Any:
    return default if constant is None else constant.value


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
    closed, missing, seen = content.closed, content.missing, None
    if kind == "categorical" and to == "category":
        seen = content.seen
    elif missing is not False:
        # What is missing becomes a text of its own: "nan".
        closed, missing = False, None
    made = Column(
        kind, names, closed, content.made_by, content.source, missing, seen, content.exact
    )
    return Data(made, atom.certain, atom.ref, atom.room, atom.entry)


def _is_str_type(given: Given) -> bool:
    value = given.value(0, "dtype")
    atom = None if value is None else value.single
    return isinstance(atom, Symbol) and atom.path == "builtins.str"


def _categories(atom: Data) -> Data:
    content = atom.content
    if isinstance(content, Categories):
        return atom
    column = content if isinstance(content, Column) else None
    return Data(Categories(column, atom.ref, atom.entry), atom.certain)
