"""Columns, matrices and tables of results as values: what their methods and items are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.contents import (
    BINARY,
    DENOISED,
    UNSURE,
    Categories,
    Column,
    Matrix,
)
from scvi_lint.interpreter.domain.genes import Genes
from scvi_lint.interpreter.domain.masks import Mask, Without
from scvi_lint.interpreter.domain.results import PAIR, Agreement, Curve, Embedding, Summary, Table
from scvi_lint.interpreter.domain.values import NONE, UNKNOWN, Bound, Data, Symbol, Value, one
from scvi_lint.interpreter.engine.binding import copied, known_categories
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.objects import (
    agreements,
    asked_forms,
    columns,
    curves,
    forms_of_results,
    gene_index,
    latents,
    matrix_tables,
    model_state,
    overwriting,
    renaming,
    results,
    scales,
)
from scvi_lint.source.parser import nodes

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given

KEEPS_MATRIX = frozenset(
    """tocsr tocsc tocoo toarray todense astype A sorted_indices compute persist ravel flatten
    squeeze""".split()
)
# The same choice of cells in another form: as an array, as truth values, as positions.
KEEPS_MASK = frozenset(
    "to_numpy to_list tolist copy astype ravel flatten squeeze fillna nonzero".split()
)
_KEEPS_SUMMARY = frozenset(
    "reshape round fillna copy reset_index unstack to_numpy transpose".split()
)
_DENSE = frozenset({"toarray", "todense", "A"})
_COPIES = frozenset({"astype", "toarray", "todense", "flatten"})


def attribute(run: Run, atom: Data, name: str, node: nodes.Node) -> Value:
    content = atom.content
    asked_forms.attribute(run, atom, name, node)
    if isinstance(content, Table):
        return results.attribute(run, atom, content, name, node)
    if isinstance(content, Curve):
        return curves.attribute(atom, content, name)
    if name in results.SAME_VALUES:
        return one(atom)
    if name in ("A1", "A") and isinstance(content, Summary):
        return one(atom)
    if name == "index" and isinstance(content, Genes):
        return one(atom)  # of the table of genes that a mask chose
    if name == "data" and isinstance(content, Matrix):
        return one(atom)  # the stored values of a sparse matrix
    if name == "codes" and isinstance(content, Column):
        return one(columns.codes(atom))
    if name in ("categories", "index") and isinstance(content, Column | Categories):
        return one(columns.categories_of(atom))
    return one(Bound(atom, name))


def item(run: Run, atom: Data, index: Value, node: nodes.Subscript) -> Value:
    content = atom.content
    asked_forms.item(run, atom, index, node)
    if isinstance(content, Table):
        return results.item(run, atom, content, index, node)
    if isinstance(content, Curve):
        return curves.item(run, atom, content, index, node)
    if isinstance(content, Genes):
        return gene_index.item(run, atom, content, index, node)
    if isinstance(content, Summary):
        return one(atom)
    if isinstance(content, Embedding):
        return latents.item(atom, content, index, node)
    if isinstance(content, Matrix) and content.form in matrix_tables.FORMS:
        constant = index.constant
        if content.form == PAIR and constant is not None and type(constant.value) is int:
            return matrix_tables.unpacked(atom, content, constant.value)
        return one(atom)
    if isinstance(content, Matrix):
        part = content.held_in(("part", run.site(node)))
        return one(atom.holding(part))
    if columns.names_cells(atom):
        chosen = index.single
        if isinstance(chosen, Mask):
            return one(chosen.named)
        if isinstance(chosen, Without):
            return index
        return one(atom) if index.constant is None else UNKNOWN  # `adata.obs_names[:50]`
    if isinstance(content, Categories | Column):
        known = known_categories(atom)
        constant = index.constant
        # Which category is first depends on the data's order unless there is only one.
        if known is not None and len(known) == 1 and constant is not None:
            return known[0]
        if getattr(content, "made_by", "") == "depth" and constant is None:
            return one(atom)  # `depth[:, None]`
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
    if overwriting.item(run, atom, value, node):
        return
    columns.changed_in_place(run, atom, value)
    content = atom.content
    if isinstance(content, Table) and content.kind in results.ARRAYS:
        model_state.result_used(run, one(atom), "[]=", node)
    elif isinstance(content, Table):
        model_state.result_written(run, content, index.text or "", node, source)


def after_writing(run: Run, atom: Data, index: Value, value: Value) -> Data:
    """What a name stands for after `labels[cells] = "Unknown"`."""
    if isinstance(atom.content, Matrix) and atom.content.form in matrix_tables.FORMS:
        return matrix_tables.after_writing(run, atom, value)
    if isinstance(atom.content, Embedding):
        return latents.after_writing(atom, atom.content, index, value)
    return columns.with_some(atom, value) if isinstance(atom.content, Column) else atom


def set_attribute(run: Run, atom: Data, name: str, value: Value, node: nodes.Node) -> None:
    """`de.columns = [...]`: all names are others from here on."""
    if name == "data" and overwriting.stored_values(run, atom, value, node):
        return
    columns.changed_in_place(run, atom)
    if isinstance(atom.content, Table):
        model_state.result_written(run, atom.content, "" if name == "columns" else name, node)


def method(run: Run, atom: Data, name: str, given: Given) -> Value:
    content = atom.content
    asked_forms.axis(run, atom, name, given)
    if isinstance(content, Agreement):
        return agreements.method(run, atom, name, given)
    if name == "eq":
        agreement = _equals(run, atom, given)
        if agreement is not None:
            return agreement
    if isinstance(content, Matrix):
        return _matrix_method(run, atom, content, name, given)
    if isinstance(content, Column | Categories):
        renamed = renaming.method(run, atom, name, given)
        return columns.method(run, atom, name, given) if renamed is None else renamed
    if isinstance(content, Genes):
        return gene_index.method(run, atom, content, name, given)
    if isinstance(content, Table):
        return results.method(run, atom, content, name, given)
    if isinstance(content, Embedding):
        return latents.method(run, atom, content, name, given)
    if isinstance(content, Curve):
        return curves.method(run, atom, content, name, given)
    if isinstance(content, Summary):
        results.used_as_whole(run, one(atom), f".{name}", given.node)
        return one(atom) if name in KEEPS_MATRIX or name in _KEEPS_SUMMARY else UNKNOWN
    if name in ("copy", "astype"):
        return one(atom)
    return UNKNOWN


def _equals(run: Run, atom: Data, given: Given) -> Value | None:
    """`obs["pred"].eq(obs["labels"])`."""
    function, other = given.node.function, given.pair(0, "other")
    if other is None or not isinstance(function, nodes.Attribute):
        return None
    sides = ((one(atom), function.value), (other[0], other[1].value))
    return agreements.compared(run, given.node, sides)


def _matrix_method(run: Run, atom: Data, content: Matrix, name: str, given: Given) -> Value:
    if content.form in matrix_tables.FORMS:
        return matrix_tables.method(run, atom, content, name, given)
    if name == "copy":
        return copied(run, atom, given.node)
    if name == "fill":
        overwriting.filled(run, atom, given.value(0) or UNKNOWN, given.node)
        return NONE
    if name == "sum" and _per_cell(given) and content.scale == BINARY:
        return one(atom.holding(Column("continuous")))
    if name == "sum" and _per_cell(given):
        return one(atom.holding(Column("continuous", made_by="depth")))
    if name in forms_of_results.SUMS_UP or (name == "sum" and content.scale == DENOISED):
        return one(atom.holding(Summary(content)))
    if name in KEEPS_MATRIX:
        # `tocsr` of a CSR matrix may return the matrix itself; these never do by default.
        memory = ("copy", run.site(given.node, name)) if name in _COPIES else content.buffer
        made = content.held_in(memory)
        if name == "astype" and _to_bool(given):
            made = scales.binary(content, memory)
        return one(atom.holding(made.formed("") if name in _DENSE else made))
    memory = ("result", run.site(given.node))
    if name == "sign":
        return one(atom.holding(scales.binary(content, memory)))
    if name in ("minimum", "clip"):
        most = given.value(0, "other") if name == "minimum" else given.value(1, "max", "a_max")
        limit = None if most is None or most.constant is None else most.constant.value
        return one(atom.holding(scales.capped(content, limit, memory)))
    if name == "log1p":
        return one(atom.holding(scales.logged(content, memory)))
    if name == "expm1":
        return one(atom.holding(scales.unlogged(content, memory)))
    if name in scales.ROUNDS:
        return one(atom.holding(scales.rounded(content, memory)))
    if name in ("power", "multiply"):
        return one(atom.holding(Matrix(UNSURE, memory, content.root)))
    return UNKNOWN


def _to_bool(given: Given) -> bool:
    value = given.value(0, "dtype") or UNKNOWN
    atom = value.single
    of_type = isinstance(atom, Symbol) and atom.path in ("builtins.bool", "numpy.bool_")
    return of_type or value.text == "bool"


def _per_cell(given: Given) -> bool:
    """Whether a sum goes over the genes of each cell."""
    axis = given.value(0, "axis")
    return axis is not None and (axis.is_literal(1) or axis.is_literal(-1))
