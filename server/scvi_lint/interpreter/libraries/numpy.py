"""numpy: values of a matrix changed, columns of constants, latents below each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.domain.contents import BINARY, LIKELY, Column, Matrix
from scvi_lint.interpreter.domain.holders import EveryCell, ListObject
from scvi_lint.interpreter.domain.masks import Mask
from scvi_lint.interpreter.domain.results import Embedding, Summary, Table
from scvi_lint.interpreter.domain.values import (
    NONE,
    UNKNOWN,
    CellCount,
    Data,
    Drawn,
    Literal,
    Ref,
    Scalar,
    Symbol,
    Value,
    literal,
    one,
)
from scvi_lint.interpreter.engine.binding import spread
from scvi_lint.interpreter.libraries import called as library
from scvi_lint.interpreter.libraries import chance
from scvi_lint.interpreter.libraries.arrays import Array
from scvi_lint.interpreter.libraries.rows import Effect
from scvi_lint.interpreter.objects import (
    columns,
    forms_of_results,
    gene_index,
    results,
    scales,
    selections,
)
from scvi_lint.interpreter.objects.concatenation import stacked
from scvi_lint.source.parser import nodes

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given
    from scvi_lint.interpreter.engine.run import Run


def _stacked(run: Run, path: str, given: Given, call: Call) -> Value:
    """`np.concatenate([latent_a, latent_b])`: latents below each other."""
    value = given.value(0, "arrays", "tup")
    axis = given.value(1, "axis") if path.endswith("concatenate") else None
    items = None if value is None else spread(run, value) or of_each_round(run, value)
    if not items or (axis is not None and not axis.is_literal(0)):
        return UNKNOWN
    atoms = [item.single for item in items]
    if all(isinstance(atom, Mask) for atom in atoms):
        return selections.either(items)
    parts = [
        atom.content
        for atom in atoms
        if isinstance(atom, Data) and isinstance(atom.content, Embedding)
    ]
    if len(parts) != len(atoms):
        return UNKNOWN
    certain = all(isinstance(atom, Data) and atom.certain for atom in atoms)
    return one(Data(stacked(parts), certain))


def _both(run: Run, path: str, given: Given, call: Call) -> Value:
    """`np.union1d(b_cells, t_cells)`, `np.intersect1d(b_cells, treated)` of selections of cells."""
    values = [value for value, _ in given.positional]
    if path.endswith("hstack"):
        values = spread(run, given.value(0, "tup") or UNKNOWN) or []
    if not values or given.open or not all(isinstance(v.single, Mask) for v in values):
        return UNKNOWN
    if path.endswith("intersect1d"):
        return selections.combined("&", values[0].single, values[-1].single)
    return selections.either(values)


def of_each_round(run: Run, value: Value) -> list[Value]:
    """The items of a list that a loop over many has filled: what each round made."""
    atom = value.single
    held = run.heap.get(atom.id) if isinstance(atom, Ref) else None
    if not isinstance(held, ListObject) or held.rest is None or not held.element.closed:
        return []
    return [one(made) for made in held.element.atoms]


def _where(run: Run, path: str, given: Given, call: Call) -> Value:
    """`np.where(mask)` are the places of a mask; `np.where(mask, "a", "b")` a column of two."""
    mask = given.value(0, "condition", "a")
    if len(given.positional) == 1 and not given.keywords:
        atom = None if mask is None else mask.single
        flat = path.endswith("flatnonzero")
        if isinstance(atom, Mask):
            return one(atom.placed(in_tuple=not flat))
        return UNKNOWN if flat else one(Scalar("places"))
    arms = [given.value(1, "x"), given.value(2, "y")]
    chosen = None if mask is None else mask.single
    if isinstance(chosen, Data) and isinstance(chosen.content, Matrix):
        made = _chosen(run, chosen.content, arms, given)
        if made.atoms:
            return made
    for gone, kept in (arms, arms[::-1]):
        column = _of_one_arm(run, mask, kept, gone is arms[0]) if _is_none(gone) else None
        if column is not None:
            return one(Data(column))
    if any(arm is None for arm in arms):
        return UNKNOWN
    constants = [arm.constant for arm in arms if arm is not None]
    names = tuple(dict.fromkeys(c.value for c in constants if c is not None))
    if None not in constants:
        both = len(names) == 1 or (mask is not None and _parts_cells(run, mask))
        made = columns.of_constants(names, exact=both)
        return one(Data(made.but(parts=_columns_of(chosen))))
    others = [arm for arm in arms if arm is not None and arm.constant is None]
    if len(names) != 1 or not isinstance(names[0], str):
        return UNKNOWN
    # The words of a column, or whatever it is, beside this one.
    atom = others[0].single
    beside = Data(atom.content, atom.certain) if isinstance(atom, Data) else Data(Column(), False)
    return one(columns.with_some(beside, literal(names[0])))


def _columns_of(chosen: object) -> tuple[str, ...]:
    """The columns that a selection is made by, if it is by these alone."""
    if not isinstance(chosen, Mask) or not chosen.whole:
        return ()
    return tuple(dict.fromkeys(one.column for one in (chosen, *chosen.also)))


def _is_none(arm: Value | None) -> bool:
    return arm is not None and columns.is_missing(arm)


def _of_one_arm(
    run: Run, mask: Value | None, arm: Value | None, loses_the_mask: bool
) -> Column | None:
    """`np.where(mask, labels, None)`: the cells of the other arm have no value. Only a column keeps
    them apart: a text beside `np.nan` makes it the text "nan"."""
    atom = None if arm is None else arm.single
    column = atom.content if isinstance(atom, Data) else None
    if mask is None or not isinstance(column, Column):
        return None
    chosen = mask.single
    thing = run.heap.tracked(chosen.ref) if isinstance(chosen, Mask) else None
    some = columns.takes_some if loses_the_mask else columns.leaves_some
    sure = thing is not None and some(thing, mask)
    return column.but(missing=True if sure else None, exact=False)


def _parts_cells(run: Run, mask: Value) -> bool:
    """Whether a selection certainly takes some cells and certainly leaves some."""
    chosen = mask.single
    thing = run.heap.tracked(chosen.ref) if isinstance(chosen, Mask) else None
    if not isinstance(chosen, Mask) or thing is None or chosen.also or not chosen.whole:
        return False
    others = Mask(chosen.ref, chosen.column, chosen.kept, not chosen.negated)
    return all(columns.takes_some(thing, one(half)) for half in (chosen, others))


def _chosen(run: Run, asked: Matrix, arms: list[Value | None], given: Given) -> Value:
    """`np.where(X > 0, 1, 0)` of a matrix, `np.where(X > cap, np.nan, X)`."""
    memory = ("result", run.site(given.node))
    found = [arm for arm in arms if arm is not None]
    held = [arm.single for arm in found if isinstance(arm.single, Data)]
    matrices = [(atom, atom.content) for atom in held if isinstance(atom.content, Matrix)]
    if len(matrices) == 1 and any(columns.is_missing(arm) for arm in found):
        atom, matrix = matrices[0]
        return one(atom.holding(matrix.held_in(memory).with_holes(LIKELY)))
    constants = [arm.constant.value for arm in found if arm.constant is not None]
    if len(constants) == 2 and set(constants) == {0, 1}:
        return one(Data(scales.binary(asked, memory)))
    return UNKNOWN


def _capped(run: Run, path: str, given: Given, call: Call) -> Value:
    """`np.minimum(X, 1)`, `np.clip(X, 0, 1)`."""
    value = given.value(0, "x1", "a")
    atom = None if value is None else value.single
    most = given.value(1, "x2") if path.endswith("minimum") else given.value(2, "a_max")
    limit = None if most is None or most.constant is None else most.constant.value
    if not isinstance(atom, Data) or not isinstance(atom.content, Matrix):
        return UNKNOWN
    return one(atom.holding(scales.capped(atom.content, limit, ("result", run.site(given.node)))))


def _drawn(run: Run, path: str, given: Given, call: Call) -> Value:
    """`np.random.choice(["a", "b"], n)`, `np.repeat`, `np.tile`: no value but these."""
    value = given.value(0, "a", "A")
    if path.endswith("choice") and chance.is_one(given):
        return one(Drawn(run.span(given.node)))
    if value is not None and columns.names_cells(value.single):
        return one(Data(columns.CELL_NAMES))
    names = _constants(run, value)
    if not names:
        return UNKNOWN
    exact = len(names) == 1 or not path.endswith("choice")
    return one(Data(columns.of_constants(names, exact=exact)))


def _shuffled(run: Run, path: str, given: Given, call: Call) -> Value:
    """`np.random.permutation(adata.var_names)`, `np.argsort(adata.var_names)`."""
    return (
        gene_index.reordered(run, given.value(0, "x", "a", "m") or UNKNOWN, given.node) or UNKNOWN
    )


def _shuffled_in_place(run: Run, path: str, given: Given, call: Call) -> Value:
    """`random.shuffle(names)`: from here on the name stands for another order."""
    node = given.node.arguments[0].value if given.node.arguments else None
    made = gene_index.reordered(run, given.value(0, "x") or UNKNOWN, given.node)
    if made is not None and isinstance(node, nodes.Name):
        run.rebind(node.id, made)
    return NONE


def _summed(run: Run, path: str, given: Given, call: Call) -> Value:
    """`np.sum(adata.X, axis=1)`: the depth of each cell."""
    atom = (given.value(0, "a") or UNKNOWN).single
    if not isinstance(atom, Data) or not isinstance(atom.content, Matrix):
        return _over_an_axis(run, path, given, call)
    axis = given.value(1, "axis")
    per_cell = axis is not None and (axis.is_literal(1) or axis.is_literal(-1))
    return one(atom.holding(Column("continuous", made_by="depth"))) if per_cell else UNKNOWN


def _extreme(run: Run, path: str, given: Given, call: Call) -> Value:
    """`np.min([a, 400])`: of a list, without an axis, it is one number of numpy's own type."""
    value = given.value(0, "a")
    atom = None if value is None or len(given.positional) != 1 or given.keywords else value.single
    thing = run.heap.get(atom.id) if isinstance(atom, Ref) else None
    plain = isinstance(thing, ListObject) and thing.kind in ("list", "tuple")
    return one(Scalar("numpy")) if plain else UNKNOWN


def _filled(run: Run, path: str, given: Given, call: Call) -> Value:
    """`np.ones(adata.n_obs, dtype=bool)`, `np.full(n, "a")`: the same value in each place."""
    shape = given.node.arguments[0].value if given.node.arguments else None
    rows = given.value(0, "shape")
    of_rows = isinstance(shape, nodes.Attribute) and shape.attr == "shape"
    if rows is None or of_rows or isinstance(shape, nodes.TupleExpr | nodes.ListExpr):
        return UNKNOWN  # a matrix
    if path.endswith("full"):
        value = given.value(1, "fill_value") or UNKNOWN
        return run.allocate(given.node, ListObject((), value, "array")) if value.atoms else UNKNOWN
    of_truths = given.value(1, "dtype")
    atom = None if of_truths is None else of_truths.single
    named = isinstance(atom, Symbol) and atom.path in ("builtins.bool", "numpy.bool_", "numpy.bool")
    if not named and (of_truths is None or of_truths.text != "bool"):
        return UNKNOWN
    return run.allocate(given.node, ListObject((), literal(path.endswith("ones")), "array"))


def _numbers(run: Run, path: str, given: Given, call: Call) -> Value:
    """`np.arange(n)`: numbers, if their type is not told."""
    plain = len(given.positional) == 1 and not given.keywords
    count = (given.value(0) or UNKNOWN).single
    if plain and isinstance(count, CellCount):
        return run.allocate(given.node, EveryCell(count.ref, one(Scalar("int"))))
    return (
        run.allocate(given.node, ListObject((), one(Scalar("int")), "array")) if plain else UNKNOWN
    )


def _constants(run: Run, value: Value | None) -> tuple[object, ...]:
    atom = None if value is None else value.single
    thing = run.heap.get(atom.id) if isinstance(atom, Ref) else None
    if isinstance(thing, ListObject):
        return columns.constants_of(thing)
    return (atom.value,) if isinstance(atom, Literal) and isinstance(atom.value, str) else ()


def _over_an_axis(run: Run, path: str, given: Given, call: Call) -> Value:
    """`np.std(draws, axis=0)` of an array that a model returned."""
    value, axis = given.value(0, "a"), given.value(1, "axis")
    atom = None if value is None else value.single
    content = atom.content if isinstance(atom, Data) else None
    results.given_to(run, path, given)
    library.note(run, path, given)
    name = path.rpartition(".")[2]
    if not isinstance(atom, Data) or not isinstance(content, Table | Matrix):
        return UNKNOWN
    if isinstance(content, Table) and content.axes:
        return forms_of_results.reduced(atom, content, name, axis, open_=given.open)
    followed = name in forms_of_results.SUMS_UP and (
        isinstance(content, Matrix) or content.is_decoded
    )
    return one(atom.holding(Summary(content))) if followed else UNKNOWN


ROWS = (
    *(Effect(f"numpy.{name}", parameters="shape", makes=_filled) for name in ("ones", "zeros")),
    Effect("numpy.full", parameters="shape fill_value", makes=_filled),
    Effect("numpy.arange", parameters="stop", makes=_numbers),
    *(Array(f"numpy.{name}") for name in ("array", "copy")),
    *(Array(f"numpy.{name}", changes=scales.rounded) for name in sorted(scales.ROUNDS)),
    *(Array(f"numpy.{name}", shares=True) for name in ("asarray", "asanyarray", "squeeze")),
    Array("numpy.log1p", changes=scales.logged),
    Array("numpy.arcsinh", changes=scales.arcsinh),
    Array("numpy.log", changes=scales.logged),
    Array("numpy.log2", changes=scales.logged),
    Array("numpy.log10", changes=scales.logged),
    Array("numpy.sqrt", changes=scales.logged),
    Array("numpy.expm1", changes=scales.unlogged),
    Array("numpy.exp", changes=scales.unlogged),  # but for one
    Array("numpy.nan_to_num", changes=scales.filled),
    Array("numpy.sign", BINARY),
    Array("numpy.ones_like", BINARY),
    Effect("numpy.minimum", parameters="x1 x2", makes=_capped),
    Effect("numpy.clip", parameters="a a_min a_max", makes=_capped),
    *(Effect(f"numpy.{name}", makes=_stacked) for name in ("concatenate", "vstack", "row_stack")),
    *(Effect(f"numpy.{name}", makes=_both) for name in ("hstack", "append", "union1d")),
    Effect("numpy.intersect1d", makes=_both),
    *(Effect(f"numpy.{name}", makes=_extreme) for name in ("min", "max", "amin", "amax")),
    *(
        Effect(f"numpy.{name}", makes=_shuffled)
        for name in ("random.permutation", "argsort", "sort", "flip")
    ),
    *(Effect(f"{name}.shuffle", makes=_shuffled_in_place) for name in ("random", "numpy.random")),
    Effect("numpy.sum", parameters="a axis", makes=_summed),
    *(
        Effect(f"numpy.{name}", parameters="a axis", makes=_over_an_axis)
        for name in ("mean", "nanmean", "median", "std", "var")
    ),
    *(Effect(f"numpy.{name}", makes=_where) for name in ("where", "flatnonzero", "nonzero")),
    *(Effect(f"numpy.{name}", makes=_drawn) for name in ("random.choice", "repeat", "tile")),
)
