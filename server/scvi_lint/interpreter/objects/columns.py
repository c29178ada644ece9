"""Columns of obs and var as values: what their methods, sums and parts are."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.contents import (
    CODES,
    LIKELY,
    NAMES_OF_CELLS,
    Categories,
    Column,
    Content,
)
from scvi_lint.interpreter.domain.facts import fact
from scvi_lint.interpreter.domain.holders import ListObject
from scvi_lint.interpreter.domain.masks import Mask
from scvi_lint.interpreter.domain.results import Table
from scvi_lint.interpreter.domain.values import (
    UNKNOWN,
    Data,
    Drawn,
    Literal,
    Ref,
    Symbol,
    Value,
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
    reorder_categories as_ordered as_unordered reshape flatten""".split()
)
# Methods of `obs["batch"].str` that say the same in other letters.
_CASES = frozenset({"upper", "lower", "title", "capitalize", "strip"})
# Types that hold words.
_WORDS = frozenset({"category", "str", "object"})
# Types that hold numbers.
_NUMBERS = frozenset({"int", "float", "bool"})
# How a program writes that a cell has no value.
_NAN = frozenset({"numpy.nan", "numpy.NaN", "numpy.NAN", "math.nan", "pandas.NA", "pandas.NaT"})

# The names of cells, whichever.
CELL_NAMES = Column("categorical", made_by=NAMES_OF_CELLS)


def names_cells(atom: object) -> bool:
    """Whether a value is the names of cells."""
    if isinstance(atom, Mask):
        return atom.by_name
    content = atom.content if isinstance(atom, Data) else None
    return isinstance(content, Column) and content.made_by == NAMES_OF_CELLS


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
    if name == "sample" and not given.open and _is_of_one(given):
        return one(Drawn(run.span(given.node)))
    if name == "astype":
        return one(as_type(atom, given))
    if name in KEEPS:
        return one(atom)
    if name in ("where", "mask") and given.is_true("inplace") is False:
        return _changed(atom, given.value(1, "other"))
    if name == "fillna" and given.is_true("inplace") is False:
        return one(_filled(atom, given))
    if name == "isin" and names_cells(atom):
        chosen = (given.value(0) or UNKNOWN).single
        return one(chosen.unnamed) if isinstance(chosen, Mask) else UNKNOWN
    if name == "isin" and atom.ref is not None and atom.room == "obs":
        items = spread(run, given.value(0) or UNKNOWN)
        constants = None if items is None else [item.constant for item in items]
        if constants is not None and all(c is not None for c in constants):
            kept = tuple(c.value for c in constants if c is not None)
            return one(Mask(atom.ref, atom.entry, kept))
        return one(Mask(atom.ref, atom.entry, None))
    if name == "update" or given.is_true("inplace") is not False:
        changed_in_place(run, atom)
    if name in _CASES and isinstance(content, Column) and not (given.positional or given.keywords):
        names = content.categories
        if names is not None and all(isinstance(one_, str) for one_ in names):
            return one(atom.holding(under(content, tuple(getattr(n, name)() for n in names))))
    if name in ("rename_categories", "add_categories", "set_categories", "remove_categories"):
        in_place = given.is_true("inplace") is not False
        if name == "add_categories" and isinstance(content, Column) and not in_place:
            return one(atom.holding(content.but(kind="categorical")))  # no cell is of them yet
        if in_place and atom.ref is not None:
            thing = run.heap.tracked(atom.ref)
            if thing is not None:
                run.heap.put(atom.ref, thing.weakened(frozenset({"obs"})))
        return one(Data(Column("categorical"), False))
    return one(Data(Column(), False))


def _changed(atom: Data, value: Value | None) -> Value:
    """`labels.where(known, "Unknown")`: some cells have another value."""
    return one(with_some(atom, Value((Literal(None),), True) if value is None else value))


def with_some(atom: Data, value: Value) -> Data:
    """A column after some of its cells got a value; it is the column of no object any more."""
    content = atom.content if isinstance(atom.content, Column) else Column()
    made = changed(content, value)
    if made is None:
        return Data(Column(), False)
    if is_missing(value) and content.missing is not True:
        made = made.but(missing=LIKELY)  # the choice may leave no cell out
    # That some words may be in a column of which nothing else is known is certain.
    return Data(made, atom.certain or content.categories is None, doubt=atom.doubt)


def _filled(atom: Data, given: Given) -> Data:
    """`fillna("Unknown")`: some cells may have this value, and each has one."""
    content = atom.content
    if not isinstance(content, Column):
        return Data(Column("unknown", missing=False), False)
    value = given.value(0, "value")
    constant = None if value is None else value.constant
    if constant is None:
        names = None if content.missing is not False else content.categories
        return Data(content.but(categories=names, closed=False, missing=False), False)
    if content.missing is False:
        return atom
    names = tuple(dict.fromkeys((*(content.categories or ()), constant.value)))
    closed = content.closed and content.categories is not None
    # Whether a cell lacked a value is known where the program took some away.
    exact = content.exact and bool(content.missing and atom.certain) and closed
    made = content.but(categories=names, closed=closed, missing=False, exact=exact)
    return Data(made, atom.certain or content.categories is None, doubt=atom.doubt)


def _is_of_one(given: Given) -> bool:
    """`obs["batch"].sample()`, `.sample(1)`, `.sample(n=1, random_state=0)`."""
    number = given.value(0, "n")
    return "frac" not in given.keywords and (number is None or number.is_literal(1))


def under(content: Column, names: tuple[object, ...]) -> Column:
    """The same cells under other names."""
    old = content.categories or ()
    some: tuple[object, ...] = ()
    if len(old) == len(names):
        some = tuple(new for was, new in zip(old, names, strict=True) if was in content.some)
    return content.but(kind="categorical", categories=tuple(dict.fromkeys(names)), some=some)


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
    if listed is not None:
        return listed, True
    return Column(), run.is_unseen(value) or _is_list_of_unknown(run, value)


def _is_list_of_unknown(run: Run, value: Value) -> bool:
    atom = value.single
    thing = run.heap.get(atom.id) if isinstance(atom, Ref) else None
    return isinstance(thing, ListObject) and not thing.items and thing.rest == UNKNOWN


def of_list(run: Run, value: Value) -> Column | None:
    """A list of constants as a column."""
    atom = value.single
    thing = run.heap.get(atom.id) if isinstance(atom, Ref) else None
    names = constants_of(thing) if isinstance(thing, ListObject) else ()
    return of_constants(names) if names else None


def of_constants(names: tuple[object, ...], *, exact: bool = True) -> Column:
    """A column that holds these values and no others; `exact` if each of them certainly occurs."""
    kind = "categorical" if all(isinstance(name, str) for name in names) else "numeric"
    return Column(kind, names, True, missing=False, exact=exact)


def constants_of(listed: ListObject) -> tuple[object, ...]:
    """The distinct constants that a list consists of; () when it may hold anything else."""
    atoms = [item.constant for item in listed.items]
    if listed.rest is not None:
        if not listed.rest.closed:
            return ()
        atoms += [atom if isinstance(atom, Literal) else None for atom in listed.rest.atoms]
    if not all(atom is not None for atom in atoms):
        return ()
    return tuple(dict.fromkeys(atom.value for atom in atoms if atom is not None))


def in_part(
    known: Fact[Content | None], value: Value, *, sure: bool = False, leaves_some: bool = False
) -> Column | None:
    """A column after some of its cells got a value, `sure` if certainly some did; None where
    nothing is known of it any more.

    `leaves_some` where others certainly did not: those of a column without any value have none.
    """
    if len(known.options) != 1:
        return None
    made, before = changed(known.value, value, sure=sure), known.value
    none = isinstance(before, Column) and before.missing and not before.categories
    return made.but(missing=True) if made is not None and none and leaves_some else made


def changed(content: Content | None, value: Value, *, sure: bool = False) -> Column | None:
    """The same, of what the column held."""
    if not isinstance(content, Column):
        return None
    names = content.categories
    if is_missing(value):
        return content.but(missing=True, exact=False)
    given = value.constant
    new = None if given is None else (given.value,)
    atom = value.single
    other = atom.content if isinstance(atom, Data) else None
    if isinstance(other, Column):
        new = other.categories
    if new is None:
        # What it held may be there still, beside what nobody knows.
        made = content.but(closed=False, missing=None, exact=False, made_by="", source=None)
        return None if names is None else made
    whole = other.missing is False if isinstance(other, Column) else True
    closed = not isinstance(other, Column) or other.closed
    return Column(
        "unknown" if names is None and content.kind != "categorical" else content.kind,
        tuple(dict.fromkeys((*(names or ()), *new))),
        closed and content.closed and names is not None,
        content.made_by,
        missing=False if content.missing is False and whole else None,
        exact=False,
        some=new if sure and len(new) == 1 else (),
    )


def takes_some(thing: Tracked, cells: Value) -> bool:
    """Whether a selection certainly takes some cells: by a category that occurs."""
    mask = cells.single
    if not isinstance(mask, Mask) or mask.also or mask.kept is None:
        return False
    known = thing.get(slots.OBS(mask.column))
    if known is None or not known.certain:
        return False
    names = known.value.categories
    return names is not None and any(mask.keeps(n) and known.value.occurs(n) for n in names)


def leaves_some(thing: Tracked, cells: Value) -> bool:
    """Whether a selection certainly leaves some cells out."""
    mask = cells.single
    if not isinstance(mask, Mask) or not mask.whole or mask.also:
        return False
    return takes_some(thing, one(Mask(mask.ref, mask.column, mask.kept, not mask.negated)))


def as_type(atom: Data, given: Given) -> Data:
    content, to = atom.content, _type_of(given)
    if not isinstance(content, Column) or not to:
        return Data(Column(), False, atom.ref, atom.room, atom.entry)
    names = content.categories
    if to in _NUMBERS:
        # Whatever it was, these are numbers; where a whole number stands, none is missing.
        missing = content.missing if to == "float" else False
        made = Column("numeric", None, content.closed, missing=missing, exact=content.exact)
        sure = atom.certain or missing is not True
        return Data(made, sure, atom.ref, atom.room, atom.entry, atom.doubt)
    if to not in _WORDS:
        return Data(Column(), False, atom.ref, atom.room, atom.entry)
    if to != "category":
        names = None if names is None else tuple(str(name) for name in names)
    closed, missing, seen = content.closed, content.missing, None
    if to == "category":
        seen = content.seen
    elif to == "object":
        names = content.categories  # the same values, and none where there was none
    elif missing is not False:
        # What is missing becomes a text of its own: "nan".
        closed, missing = False, None
    made = Column(
        "categorical",
        names,
        closed,
        content.made_by,
        content.source,
        missing,
        seen,
        content.exact,
        tuple(map(str, content.some)) if names is not content.categories else content.some,
        parts=content.parts,
    )
    return Data(made, atom.certain, atom.ref, atom.room, atom.entry, atom.doubt)


def _type_of(given: Given) -> str:
    """The type that values are turned into: "category", "str", "object", "int" …; "" if that is
    not known."""
    value = given.value(0, "dtype")
    atom = None if value is None else value.single
    name = given.text(0, "dtype") or ""
    if isinstance(atom, Symbol) and atom.path.rpartition(".")[0] in ("builtins", "numpy"):
        name = atom.path.rpartition(".")[2]
    name = name.lower().rstrip("_0123456789")
    return {"string": "str", "uint": "int"}.get(name, name)


def codes(atom: Data) -> Data:
    """`.cat.codes`: the number of each category, -1 where there is none."""
    return Data(
        Column("numeric", made_by=CODES, missing=False), True, atom.ref, atom.room, atom.entry
    )


def categories_of(atom: Data) -> Data:
    content = atom.content
    if isinstance(content, Categories):
        return atom
    column = content if isinstance(content, Column) else None
    return atom.holding(Categories(column, atom.ref, atom.entry))


def changed_in_place(run: Run, atom: Data, value: Value | None = None) -> None:
    """Some values of an entry were changed: what it holds now is only possible. `value` is what
    some cells got, None where that is not known."""
    if atom.ref is None:
        return
    thing = run.heap.tracked(atom.ref)
    if thing is None:
        return
    key = slots.held(atom.room, atom.entry)
    known = thing.get(key)
    if known is None:
        return
    content = known.value
    if isinstance(content, Column):
        made = None if value is None else in_part(known, value)
        content = Column() if made is None else made
    run.set_fact(atom.ref, key, fact(content, *known.reasons, certain=False))
