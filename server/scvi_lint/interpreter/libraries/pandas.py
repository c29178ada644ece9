"""pandas where it makes the columns of an obs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.domain.contents import CODES, Column, Matrix
from scvi_lint.interpreter.domain.genes import Spelled
from scvi_lint.interpreter.domain.holders import DictObject, ListObject, Rows
from scvi_lint.interpreter.domain.results import Embedding, Summary, Table
from scvi_lint.interpreter.domain.values import UNKNOWN, Atom, Data, Ref, Value, one
from scvi_lint.interpreter.engine.binding import element, spread
from scvi_lint.interpreter.events.models import query_of
from scvi_lint.interpreter.libraries.arrays import Array
from scvi_lint.interpreter.libraries.numpy import of_each_round
from scvi_lint.interpreter.libraries.rows import Effect
from scvi_lint.interpreter.objects import (
    columns,
    forms_of_results,
    frames,
    matrix_tables,
    model_state,
    renaming,
)
from scvi_lint.interpreter.objects.concatenation import stacked
from scvi_lint.interpreter.objects.spelled import spelled
from scvi_lint.source.parser import nodes

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given
    from scvi_lint.interpreter.engine.run import Run


def _frame(run: Run, path: str, given: Given, call: Call) -> Value:
    """`pd.DataFrame({...})` keeps its literal columns, for `AnnData(obs=...)`; what a model decoded
    has other names in it, and the same values."""
    value = given.value(0, "data")
    if value is None and not given.open:  # nothing but cells so far
        names = _row_names(run, given)
        named = DictObject({}, UNKNOWN) if names is None else Rows({}, UNKNOWN, names)
        return run.allocate(given.node, named, "frame")
    atom = None if value is None else value.single
    held = run.heap.get(atom.id) if isinstance(atom, Ref) else None
    if isinstance(held, DictObject) and (names := _row_names(run, given)) is not None:
        return run.allocate(given.node, Rows(dict(held.items), held.rest, names), "frame")
    if isinstance(held, DictObject):
        entries = held.element
        summed = entries.closed and all(_is_summary(entry) for entry in entries.atoms)
        return one(entries.atoms[0]) if summed and entries.atoms else value or UNKNOWN
    if isinstance(atom, Data) and isinstance(atom.content, Matrix):
        return matrix_tables.framed(run, atom, atom.content, given.node)
    model_state.result_used(run, value or UNKNOWN, path, given.node, call)
    found = forms_of_results.numbered(run, given)
    if found is not None:
        return found
    if isinstance(atom, Data) and isinstance(atom.content, Embedding):
        return one(atom.holding(atom.content.with_beside(())))
    table = atom.content if isinstance(atom, Data) else None
    if isinstance(atom, Data) and isinstance(table, Table) and table.is_decoded:
        return one(atom.holding(forms_of_results.as_table(table)))
    return UNKNOWN


def _row_names(run: Run, given: Given) -> Spelled | None:
    """`index=[f"gene_{n}" for n in range(80)]`, where the names are spelled out."""
    index = given.keywords.get("index")
    return None if index is None else spelled(run, index[1].value)


def _is_summary(atom: Atom) -> bool:
    return isinstance(atom, Data) and isinstance(atom.content, Summary)


def _categorical(run: Run, path: str, given: Given, call: Call) -> Value:
    """`pd.Categorical(values, categories=[...])`; of a column alone it is that column."""
    values = given.value(0, "values", "data")
    column = None if values is None else values.single
    alone = given.value(1, "categories") is None and not given.open
    if alone and isinstance(column, Data) and isinstance(column.content, Column):
        return one(column)
    named = given.value(1, "categories")
    if named is not None and isinstance(column, Data) and isinstance(column.content, Column):
        limited = renaming.limited(run, column.content, "set_categories", named)
        if limited is not None:
            return one(column.holding(limited))
    told = None if values is None or not alone else columns.of_list(run, values)
    if told is not None:
        return one(Data(told))
    listed = given.value(1, "categories") or given.value(0, "values", "data")
    items = None if listed is None else spread(run, listed)
    constants = None if items is None else [item.constant for item in items]
    if constants and all(constant is not None for constant in constants):
        names = tuple(dict.fromkeys(c.value for c in constants if c is not None))
        return one(Data(Column("categorical", names, True)))
    return one(Data(Column("categorical"), False))


def _series(run: Run, path: str, given: Given, call: Call) -> Value:
    """`pd.Series(values, index=…)`: cells that are not in the index get no value."""
    numbered = forms_of_results.numbered(run, given)
    made = Array(path).apply(run, path, given) if numbered is None else numbered
    pair = given.pair(1, "index")
    if pair is None or isinstance(pair[1].value, nodes.Attribute | nodes.Name):
        return made
    column, certain = columns.of_value(run, made)
    if column.categories is None:
        return made
    return one(Data(column.but(missing=None, exact=False), certain))


def _factorize(run: Run, path: str, given: Given, call: Call) -> Value:
    """`pd.factorize(values)`: a number for each value, and the values that they stand for."""
    codes = one(Data(Column("numeric", made_by=CODES)))
    value = given.value(0, "values") or UNKNOWN
    return run.allocate(given.node, ListObject((codes, value), None, "tuple"))


def _below_each_other(run: Run, path: str, given: Given, call: Call) -> Value:
    """`pd.concat(tables)`: tables that one call returned have the same columns."""
    if not (call.lacks("axis") or call.arguments["axis"].is_literal(0)):
        return UNKNOWN
    value = given.value(0, "objs")
    parts = UNKNOWN if value is None else element(run, value)
    latents = _latents(run, parts, value)
    if latents is not None:
        return latents
    tables = [
        query.span
        for atom in parts.atoms
        if isinstance(atom, Data) and (query := query_of(atom.content)) is not None
    ]
    return parts if len(tables) == len(parts.atoms) and len(set(tables)) == 1 else UNKNOWN


def _latents(run: Run, parts: Value, value: Value | None) -> Value | None:
    """Tables of latent spaces below each other; None where they are something else."""
    found = [atom for atom in parts.atoms if isinstance(atom, Data)]
    kept = [atom.content for atom in found if isinstance(atom.content, Embedding)]
    if value is None or not kept or len(kept) != len(parts.atoms) or not parts.closed:
        return None
    items = spread(run, value) or of_each_round(run, value)
    each = [item.single for item in items]
    of_all = [a.content for a in each if isinstance(a, Data) and isinstance(a.content, Embedding)]
    if len(of_all) != len(each):
        return None
    return one(Data(stacked(of_all or kept), all(atom.certain for atom in found)))


def _read_text(run: Run, path: str, given: Given, call: Call) -> Value:
    file, how = given.text(0, "filepath_or_buffer"), frames.layout(given)
    if file is None or how is None:
        return UNKNOWN
    return frames.read(run, given.node, file, how)


def _read_table(run: Run, path: str, given: Given, call: Call) -> Value:
    file = given.text(0, "filepath_or_buffer", "path")
    plain = len(given.every()) == 1 and not given.open
    return UNKNOWN if file is None or not plain else frames.read(run, given.node, file, None)


ROWS = (
    Effect("pandas.concat", parameters="objs axis", makes=_below_each_other),
    Effect("pandas.DataFrame", parameters="data index columns", makes=_frame),
    Effect("pandas.factorize", parameters="values", makes=_factorize),
    Effect("pandas.Categorical", parameters="values categories", makes=_categorical),
    Effect("pandas.read_csv", parameters="filepath_or_buffer", makes=_read_text),
    Effect("pandas.read_parquet", parameters="path", makes=_read_table),
    Effect("pandas.read_pickle", parameters="filepath_or_buffer", makes=_read_table),
    Effect("pandas.Series", parameters="data index", makes=_series),
)
