"""Columns of obs and var as values: what their methods, sums and parts are."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from scvi_lint.interpreter.domain.contents import Categories, Column, Table
from scvi_lint.interpreter.domain.facts import fact
from scvi_lint.interpreter.domain.holders import DictObject, ListObject
from scvi_lint.interpreter.domain.values import (
    UNKNOWN,
    Data,
    Function,
    Literal,
    Mask,
    Ref,
    Symbol,
    Value,
    literal,
    one,
)
from scvi_lint.interpreter.engine.binding import spread
from scvi_lint.interpreter.engine.given import Given
from scvi_lint.interpreter.engine.run import Run

if TYPE_CHECKING:
    from scvi_lint.interpreter.domain.facts import Fact
    from scvi_lint.interpreter.domain.heap import Tracked

# What a method of a column keeps of it; anything else makes a column of which nothing is known.
KEEPS = frozenset(
    """copy to_numpy to_list tolist ravel values array squeeze remove_unused_categories
    reorder_categories as_ordered as_unordered""".split()
)
# Methods of `obs["batch"].str` that say the same in other letters.
_CASES = frozenset({"upper", "lower", "title", "capitalize", "strip"})
# How a program writes that a cell has no value.
_NAN = frozenset({"numpy.nan", "numpy.NaN", "numpy.NAN", "math.nan", "pandas.NA", "pandas.NaT"})


def is_missing(value: Value) -> bool:
    """Whether a value is certainly none: `np.nan`, `None`, `float("nan")`."""
    atom = value.single
    if isinstance(atom, Symbol):
        return atom.path in _NAN
    held = atom.value if isinstance(atom, Literal) else 0
    return held is None or (isinstance(held, float) and math.isnan(held))


def method(run: Run, atom: Data, name: str, given: Given) -> Value:
    content = atom.content
    if name == "unique" or name == "value_counts" or name == "drop_duplicates":
        return one(categories_of(atom))
    if name == "astype":
        return one(_as_type(atom, given))
    if name in KEEPS:
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
    if name in ("remove_categories", "set_categories") and isinstance(content, Column):
        fewer = _fewer(run, atom, content, name, given)
        if fewer is not None and given.is_true("inplace") is False:
            return one(fewer)
    if name in _CASES and isinstance(content, Column) and not (given.positional or given.keywords):
        names = content.categories
        if names is not None and all(isinstance(one_, str) for one_ in names):
            return one(atom.holding(_with(content, tuple(getattr(n, name)() for n in names))))
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
    if given.is_true("inplace") is not False:
        return None
    single = value.single
    table = run.heap.get(single.id) if isinstance(single, Ref) else None
    if isinstance(single, Function) and name != "replace":
        made = _by_function(run, content, single, given)
    elif isinstance(table, DictObject) and table.rest is None:
        made = _looked_up(content, table, only=name == "map")
    elif name == "rename_categories" and content.closed and content.categories is not None:
        items = spread(run, value)
        found = [] if items is None else [item.constant for item in items]
        names = tuple(constant.value for constant in found if constant is not None)
        if not len(content.categories) == len(found) == len(names):
            return None
        made = _with(content, names)
    else:
        return None
    return None if made is None else atom.holding(made)


def _by_function(run: Run, content: Column, function: Function, given: Given) -> Column | None:
    """`map(lambda name: "q_" + name)`, of each category."""
    names = content.categories
    if names is None or not given.positional or not run.may_unroll(given.node, len(names)):
        return None
    found = []
    for name in run.in_rounds([literal(name) for name in names]):
        inner = Given(given.node)
        inner.positional = [(name, given.positional[0][1])]
        found.append(run.apply(function, inner).constant)
    new = tuple(constant.value for constant in found if constant is not None)
    return _with(content, new) if len(new) == len(names) and None not in new else None


def _fewer(run: Run, atom: Data, content: Column, name: str, given: Given) -> Data | None:
    """`remove_categories(["a"])`, `set_categories(["b"])`: who was of another one is of none."""
    old = content.categories
    value = given.value(0, "removals", "new_categories") or UNKNOWN
    items = [value] if value.text is not None else spread(run, value)
    names = None if items is None else [item.text for item in items]
    if old is None or not names or None in names:
        return None
    kept = [one for one in old if (one in names) == (name == "set_categories")]
    more = [one for one in names if one not in old] if name == "set_categories" else []
    made = content.but(kind="categorical", categories=(*kept, *more))
    if more:
        made = made.but(exact=False)
    if len(kept) < len(old):
        made = made.but(missing=True if content.exact else None)
    return atom.holding(made)


def _looked_up(content: Column, table: DictObject, *, only: bool) -> Column | None:
    """The values of a table for the categories; `only` those that it has, others become NaN."""
    new = {}
    for key, value in table.items.items():
        held = value.constant
        if held is None and not is_missing(value):
            return None
        new[key] = None if is_missing(value) or held is None else held.value
    old = content.categories
    if old is None:
        if not only:
            return None
        kept = tuple(dict.fromkeys(name for name in new.values() if name is not None))
        return Column("categorical", kept, True, exact=False)
    names = [new.get(key, None if only else key) for key in old]
    made = _with(content, tuple(name for name in names if name is not None))
    if None in names:
        # Which cells have lost their value is certain where each category has some.
        made = made.but(missing=True if content.exact else None)
    return made


def _with(content: Column, names: tuple[Any, ...]) -> Column:
    """The same cells under other names."""
    return content.but(kind="categorical", categories=tuple(dict.fromkeys(names)))


def added(left: Value, right: Value) -> Value | None:
    """`obs["batch"].astype(str) + "_2"`: each name with the text, None for anything else."""
    for column, text, behind in ((left, right, True), (right, left, False)):
        atom, constant = column.single, text.constant
        content = atom.content if isinstance(atom, Data) else None
        if not isinstance(content, Column) or not isinstance(atom, Data) or constant is None:
            continue
        names = content.categories
        if not isinstance(constant.value, str) or names is None:
            continue
        if not all(isinstance(name, str) for name in names):
            continue
        word = constant.value
        made = _with(content, tuple(n + word if behind else word + n for n in names))
        return one(atom.holding(made))
    return None


def of_value(run: Run, value: Value) -> tuple[Column, bool]:
    """What a column holds that a value is stored in, and whether that is certain."""
    atom = value.single
    if is_missing(value):
        none = isinstance(atom, Literal) and atom.value is None
        return Column("unknown", None if none else (), True, missing=True), True
    if isinstance(atom, Literal):
        return of_constants((atom.value,)), True
    if isinstance(atom, Data):
        if isinstance(atom.content, Column):
            return atom.content, atom.certain
        if isinstance(atom.content, Table):
            made_by = atom.content.kind
            return Column("categorical", made_by=made_by, source=atom.content.model), True
        return Column(), False
    listed = of_list(run, value)
    return (Column(), run.is_unseen(value)) if listed is None else (listed, True)


def of_list(run: Run, value: Value) -> Column | None:
    """A list of constants as a column."""
    atom = value.single
    thing = run.heap.get(atom.id) if isinstance(atom, Ref) else None
    names = constants_of(thing) if isinstance(thing, ListObject) else ()
    return of_constants(names) if names else None


def of_constants(names: tuple[Any, ...], *, exact: bool = True) -> Column:
    """A column that holds these values and no others; `exact` if each of them certainly occurs."""
    kind = "categorical" if all(isinstance(name, str) for name in names) else "numeric"
    return Column(kind, names, True, missing=False, exact=exact)


def constants_of(listed: ListObject) -> tuple[Any, ...]:
    """The distinct constants that a list consists of; () when it may hold anything else."""
    atoms = [item.constant for item in listed.items]
    if listed.rest is not None:
        if not listed.rest.closed:
            return ()
        atoms += [atom if isinstance(atom, Literal) else None for atom in listed.rest.atoms]
    if not all(atom is not None for atom in atoms):
        return ()
    return tuple(dict.fromkeys(atom.value for atom in atoms if atom is not None))


def in_part(known: Fact, value: Value) -> Column | None:
    """A column after some of its cells got a value; None where nothing is known of it any more."""
    content, constant = known.value, value.constant
    if not isinstance(content, Column) or len(known.options) != 1:
        return None
    names = content.categories
    if is_missing(value):
        made = _with(content, names or ()) if names is not None else content
        return made.but(missing=True)
    if constant is None or names is None:
        return None
    more = tuple(dict.fromkeys((*names, constant.value)))
    missing = False if content.missing is False else None
    return Column(content.kind, more, content.closed, content.made_by, missing=missing, exact=False)


def takes_some(thing: Tracked, cells: Value) -> bool:
    """Whether a selection certainly takes some cells: by a category that occurs."""
    mask = cells.single
    if not isinstance(mask, Mask) or mask.also or mask.kept is None:
        return False
    known = thing.get("obs/" + mask.column)
    if known is None or not known.certain or not isinstance(known.value, Column):
        return False
    names = known.value.categories
    return known.value.exact and names is not None and any(mask.keeps(name) for name in names)


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
    return Data(made, atom.certain, atom.ref, atom.room, atom.entry, atom.doubt)


def _is_str_type(given: Given) -> bool:
    value = given.value(0, "dtype")
    atom = None if value is None else value.single
    return isinstance(atom, Symbol) and atom.path == "builtins.str"


def categories_of(atom: Data) -> Data:
    content = atom.content
    if isinstance(content, Categories):
        return atom
    column = content if isinstance(content, Column) else None
    return atom.holding(Categories(column, atom.ref, atom.entry))


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
