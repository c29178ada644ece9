"""What a model's methods returned: tables and arrays, what is read of them and becomes of them."""

from __future__ import annotations

from scvi_lint.interpreter.domain.definitions import Function
from scvi_lint.interpreter.domain.frames import Frame
from scvi_lint.interpreter.domain.holders import ListObject
from scvi_lint.interpreter.domain.results import GROUPED, PAIR, Summary, Table
from scvi_lint.interpreter.domain.values import UNKNOWN, Bound, Data, Ref, Symbol, Value, one
from scvi_lint.interpreter.engine.binding import make_call, spread
from scvi_lint.interpreter.engine.given import Given
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.events.kinds import Queried
from scvi_lint.interpreter.objects import (
    agreements,
    curves,
    held,
    model_state,
    rows_of_results,
    together,
)
from scvi_lint.interpreter.objects.forms_of_results import (
    COMPUTED,
    NUMBERED,
    ROWS,
    SUMS_UP,
    as_array,
    axis_of,
    reduced,
    without_axis,
)
from scvi_lint.regex import regex
from scvi_lint.source.parser import nodes

# How rows and columns by their places are asked for: `table[:, 0]`.
PLACES = "[:, 0]"
# The part of a table that is the names of its columns.
NAMES = "names"
# What becomes of an array that a model returned is an array with the same axes, or fewer.
COMPUTES = frozenset(
    """sum mean std var min max prod reshape flatten transpose swapaxes astype round copy clip
    squeeze""".split()
)
# Methods of an array that leave an axis out, and what is left is no expression but how it varies.
_REDUCES = frozenset("mean sum median min max std var".split())
# Arrays, not tables: their items are no columns.
OF_SCIPY = frozenset("toarray tocsr tocsc todok tocoo A".split())
ARRAYS = frozenset({"posterior_predictive_sample"})
_WRITES_TABLE = frozenset({"insert", "rename", "reset_index", "drop", "pop", "update"})
_DRAWS = frozenset("plot scatter bar barh hist line box hexbin boxplot".split())
# Ways to look at the same values, and those of them that no column is called.
SAME_VALUES = frozenset("cat str values array T iloc loc iat at".split())
_ACCESSORS = frozenset("cat str array iat at".split())
_AXES = ("x", "y", "c", "s", "hue", "color", "size", "column", "by")
_RANKS = frozenset("sort_values nlargest nsmallest filter drop".split())
# What gives rows of a table their names, and what makes one value of each row.
_NAMES_ROWS = frozenset({"set_index", "reindex", "set_axis", "rename"})
_OF_EACH_ROW = frozenset({"idxmax", "max", "sum", "mean"})
# Fewer rows, other forms: the columns are the same, and so are the values.
_KEEPS = frozenset(
    """copy head tail loc iloc groupby reset_index dropna astype to_numpy set_index round fillna
    ravel flatten squeeze transpose tolist to_list sample reindex drop_duplicates melt
    stack""".split()
)
# Columns of comparisons that are no method of a table.
_A_COLUMN = regex(r"(?:proba|lfc|raw|non_zeros|emp)_\w+$|bayes_factor$|scale[12]$")
_DRAW_LIBRARIES = ("matplotlib.", "seaborn.", "plotly.", "plotnine.")
_ROW_BY_ROW = frozenset({"iterrows", "itertuples"})
# What the positions of a method mean.
_PLACES = {
    "sort_values": ("by", "axis", "ascending"),
    "nlargest": ("n", "columns"),
    "nsmallest": ("n", "columns"),
    "head": ("n",),
    "tail": ("n",),
}


_PLACES_OF_NUMPY: dict[str, tuple[str, ...]] = {
    "quantile": ("a", "q", "axis"),
    "percentile": ("a", "q", "axis"),
    "nanquantile": ("a", "q", "axis"),
    "nanpercentile": ("a", "q", "axis"),
}


def attribute(run: Run, atom: Data, table: Table, name: str, node: nodes.Node) -> Value:
    """`de.lfc_mean`, `expression.values`, `de.columns`; else a method that waits."""
    if table.part == NAMES:
        return one(atom) if name in ("values", "array") else one(Bound(atom, name))
    if table.kind != "history" and name not in _ACCESSORS:
        known = table.first_name(name)
        model_state.result_read(run, table, known, run.span(node), node, as_attribute=True)
        if table.part in (None, ROWS, GROUPED) and _A_COLUMN.match(known):
            return one(atom.holding(table.taken(("column", known))))
    if table.kind != "history" and name == "columns":
        return one(atom.holding(table.taken(NAMES)))
    if table.axes and name == "T":
        turned = table.taken(table.part, whole_rows=True, axes=table.axes[::-1])
        return one(atom.holding(turned))
    if table.part == NUMBERED and name in ("values", "array"):
        return one(atom.holding(table.taken(COMPUTED, axes=table.axes)))
    if name in ("values", "array"):
        return one(atom.holding(as_array(table)))
    return one(atom) if name in SAME_VALUES else one(Bound(atom, name))


def item(run: Run, atom: Data, table: Table, index: Value, node: nodes.Subscript) -> Value:
    """`de["lfc_mean"]`, `expression[cells]`, `pair[0]`, `history["elbo_train"]`."""
    if table.kind == "history":
        model_state.history_read(run, table, index, node)
        return UNKNOWN if table.model is None else curves.read(run, atom, table.model, index)
    if table.part == NAMES:
        return UNKNOWN
    if table.kind in curves.FITS and table.part is None:
        _columns_read(run, table, index, node)
        return curves.of_fit(atom, table)
    if table.kind in ARRAYS:
        return one(atom.holding(table.taken(COMPUTED)))
    if isinstance(index.single, Function):
        index = rows_of_results.applied(
            run, atom, index.single, node
        )  # `de.loc[lambda d: d["proba_de"] > 0.9]`
    rows_of_results.first_ones(run, atom, node)
    if table.column is not None:
        return one(atom)  # some rows of one column
    _columns_read(run, table, index, node)
    through = isinstance(node.value, nodes.Attribute) and node.value.attr in SAME_VALUES
    if isinstance(node.index, nodes.TupleExpr) and not through:
        model_state.result_used(run, one(atom), PLACES, node)
    constant = index.constant
    axis = axis_of(run, index, node)
    if axis is not None and -len(table.axes) <= axis < len(table.axes):
        return one(atom.holding(table.taken(COMPUTED, axes=without_axis(table.axes, axis))))
    if table.part == PAIR:
        of_rows = constant is not None and constant.value == 1
        return one(atom.holding(table.taken(ROWS))) if of_rows else UNKNOWN
    if constant is not None and type(constant.value) is int:
        part = model_state.part_of(table, constant.value, axes=table.axes[1:])
        return one(atom.holding(part))
    if table.part in (None, ROWS, GROUPED):
        name = None if index.text is None else table.first_name(index.text)
        table = table.taken(ROWS if name is None else ("column", name))
    return one(atom.holding(table))


def unpacked(atom: Data, table: Table, number: int) -> Value:
    """The parts of what was returned, of a pair of group and rows the rows."""
    if table.part == PAIR:
        return one(atom.holding(table.taken(ROWS))) if number == 1 else UNKNOWN
    return one(atom.holding(model_state.part_of(table, number, whole_rows=True)))


def _columns_read(run: Run, table: Table, index: Value, node: nodes.Subscript) -> None:
    where = run.span(node.index)
    if index.text is not None:
        model_state.result_read(run, table, table.first_name(index.text), where, node)
        return
    items = spread(run, index)
    if table.axes:  # an array has no names: the first one tells
        asked = _texts(items) or (_texts([one(a) for a in index.atoms]) if index.closed else [])
        if asked:
            model_state.result_read(run, table, asked[0], where, node)
        return
    for item in items or ():
        constant = item.constant
        if constant is not None and isinstance(constant.value, str):
            name = table.first_name(constant.value)
            model_state.result_read(run, table, name, constant.span or where, node)


def _texts(items: list[Value] | None) -> list[str]:
    """What several values say, if each of them is a text."""
    texts = [item.text for item in items or ()]
    return [] if None in texts else [text for text in texts if text is not None]


def method(run: Run, atom: Data, content: Table, name: str, given: Given) -> Value:
    """A table of results, filtered or sorted, still has the same columns."""
    if content.part == NAMES:
        return one(atom) if name in ("tolist", "to_list", "copy", "to_numpy") else UNKNOWN
    if content.part == NUMBERED and name in _NAMES_ROWS:
        return UNKNOWN
    if content.part == NUMBERED and name == "to_numpy":
        return one(atom.holding(content.taken(COMPUTED, axes=content.axes)))
    if name == "to_numpy":
        return one(atom.holding(as_array(content)))
    if content.kind != "history":
        call = make_call(run, given, name, _PLACES.get(name, ("axis",)))
        model_state.result_used(run, one(atom), f".{name}", given.node, call)
    if content.axes and name in _REDUCES and content.kind not in ARRAYS:
        return reduced(atom, content, name, given.value(0, "axis"), open_=given.open)
    if content.kind in ARRAYS:
        return one(atom.holding(content.taken(COMPUTED))) if name in COMPUTES else UNKNOWN
    if name == "keys" and content.kind != "history":
        return one(atom.holding(content.taken(NAMES)))
    if content.part == GROUPED and name == "get_group":
        return one(atom.holding(content.taken(ROWS)))
    if name in together.METHODS:
        _held_against(run, atom, name, given)
        return UNKNOWN
    if (name in SUMS_UP or name == "sum") and content.is_decoded:
        return one(atom.holding(Summary(content)))
    if name in ("join", "merge") and content.is_decoded:
        _beside(run, content, given)
        return one(atom)
    if name == "assign":
        for column, (_, written) in given.keywords.items():
            model_state.result_written(run, content, column, given.node, written.value)
        return one(atom)
    if name in _WRITES_TABLE and (name in ("insert", "pop") or given.is_true("inplace")):
        model_state.result_written(run, content, "", given.node)
    if name in _DRAWS:
        names_read(run, content, given)
        return UNKNOWN
    if name in ("query", "eval"):
        held.query(run, content, given)
        return one(atom) if name == "query" else UNKNOWN
    if name in held.METHODS:
        held.by_method(run, atom, name, given)
        return UNKNOWN
    if name == "groupby" and content.part in (None, ROWS):
        return one(atom.holding(content.taken(GROUPED)))
    if name in _OF_EACH_ROW and _has_numbers_for_rows(content):
        axis = given.value(0, "axis")
        of_rows = axis is not None and (axis.is_literal(1) or axis.is_literal("columns"))
        return one(atom.holding(content.taken(NUMBERED))) if of_rows else UNKNOWN
    if name == "between":
        held.between(run, atom, given)
        return UNKNOWN
    if name in _ROW_BY_ROW:
        row = one(atom)
        if name == "iterrows":
            row = run.allocate(given.node, ListObject((UNKNOWN, row), None, "tuple"), "row")
        return run.allocate(given.node, ListObject((), row))
    if name in ("apply", "pipe", "applymap", "map", "transform"):
        function = given.value(0, "func")
        single = None if function is None else function.single
        made = UNKNOWN
        if isinstance(single, Symbol) and len(given.positional) == 1 and not given.keywords:
            return rows_of_results.applied(run, atom, single, given.node)  # `apply(np.log1p)`
        if isinstance(single, Function):
            made = rows_of_results.applied(run, atom, single, given.node)
        return made if name == "pipe" or result_of(made) else UNKNOWN
    if name == "rename":
        return rows_of_results.renamed(run, atom, content, given)
    if name in _RANKS:
        _columns_named(run, content, name, given)
        return one(atom)
    if content.part == GROUPED:
        atom = atom.holding(content.taken(ROWS))
    return one(atom) if name in _KEEPS else UNKNOWN


def _beside(run: Run, content: Table, given: Given) -> None:
    """`expression.join(adata.obs[["kind"]])`: these columns are the program's own."""
    atom = (given.value(0, "other", "right") or UNKNOWN).single
    other = run.heap.get(atom.id) if isinstance(atom, Ref) else None
    known = isinstance(other, Frame) and not other.open
    for column in other.columns if isinstance(other, Frame) and known else ("",):
        model_state.result_written(run, content, column, given.node)


def _has_numbers_for_rows(table: Table) -> bool:
    """Whether the method returns a table whose rows are called 0, 1, 2 …"""
    found = table.call.returned if isinstance(table.call, Queried) else None
    return table.part is None and found is not None and found.rows == "positions"


def _held_against(run: Run, atom: Data, name: str, given: Given) -> None:
    """`after.sub(before)`."""
    function, other = given.node.function, given.pair(0, "other")
    if other is not None and isinstance(function, nodes.Attribute):
        left = (one(atom), function.value)
        together.note(run, given.node, f".{name}", left, (other[0], other[1].value))


def result_of(value: Value) -> bool:
    """Whether it is for certain what a model returned."""
    atom = value.single
    return isinstance(atom, Data) and isinstance(atom.content, Table)


def _columns_named(run: Run, table: Table, name: str, given: Given) -> None:
    """The columns by which rows are sorted or filtered."""
    for value, node in (*given.positional, *given.keywords.values()):
        texts = [value.text] if value.text else []
        texts += [item.text for item in spread(run, value) or () if item.text]
        for text in texts:
            if text.isidentifier() or text.startswith("is_de_fdr"):
                where = run.span(node.value)
                certain = name != "drop"
                model_state.result_read(run, table, text, where, given.node, certain=certain)


def names_read(run: Run, table: Table, given: Given) -> None:
    """Columns that a plot is told: `x="lfc_mean"`."""
    for name in _AXES:
        pair = given.keywords.get(name)
        if pair is not None and pair[0].text is not None:
            where = run.span(pair[1].value)
            model_state.result_read(run, table, pair[0].text, where, given.node)


def given_to(run: Run, path: str, given: Given) -> None:
    """What a model returned is given to a function of a library that changes nothing."""
    together.given(run, path, given)
    agreements.given_to(run, path, given)
    pair = given.pair(0, "data", "data_frame", "a", "x")
    atom = None if pair is None else pair[0].single
    if path.startswith(_DRAW_LIBRARIES):
        for value in given.every():
            used_as_whole(run, value, path, given.node)
    if pair is None or not isinstance(atom, Data) or not isinstance(atom.content, Table):
        return
    if path.startswith("numpy."):
        name = path.rpartition(".")[2]
        call = make_call(run, given, path, _PLACES_OF_NUMPY.get(name, ("a", "axis")))
        model_state.result_used(run, pair[0], path, given.node, call)
    elif atom.content.kind in ARRAYS:
        model_state.result_used(run, pair[0], path, given.node)
    if atom.content.kind not in ARRAYS:
        names_read(run, atom.content, given)


def beside(run: Run, value: Value, given: Given) -> None:
    """`zip(genes, values.T)`: what a model returned is gone through together with other things."""
    atom = value.single
    if isinstance(atom, Data) and isinstance(atom.content, Table):
        made = make_call(run, given, "builtins.zip", ("first", "second", "third"))
        model_state.result_used(run, value, "builtins.zip", given.node, made)


def used_as_whole(run: Run, value: Value, how: str, node: nodes.Node) -> None:
    """A table of decoded values, or its means, is drawn, printed or written."""
    atom = value.single
    content = atom.content if isinstance(atom, Data) else None
    whole = content.of if isinstance(content, Summary) else content
    if isinstance(atom, Data) and isinstance(whole, Table) and whole.is_decoded:
        model_state.result_used(run, one(atom.holding(whole)), how, node)
