"""The categories of a column under other names, and cells that lose theirs.

`obs["batch"].map({...})`, `.replace("a", "b")`, `.where(mask)`, `.cat.set_categories([...])`: each
gives a column of which it is known which names it has, and whether some cells have none any more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.contents import Column
from scvi_lint.interpreter.domain.definitions import Function
from scvi_lint.interpreter.domain.holders import DictObject, Entries
from scvi_lint.interpreter.domain.masks import Mask
from scvi_lint.interpreter.domain.values import (
    UNKNOWN,
    Data,
    Literal,
    Ref,
    Symbol,
    Value,
    literal,
    one,
)
from scvi_lint.interpreter.engine.binding import spread
from scvi_lint.interpreter.engine.given import Given
from scvi_lint.interpreter.objects.columns import is_missing, takes_some, under
from scvi_lint.interpreter.objects.combined_columns import parts_of
from scvi_lint.source.parser import nodes

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.run import Run

_BY_TABLE = frozenset("map replace rename_categories".split())
_BY_FUNCTION = frozenset("map apply transform rename_categories".split())
_LEVELS = frozenset("remove_categories set_categories add_categories".split())
# Signs that mean something else to those releases of pandas whose `str.replace` takes patterns.
_OF_PATTERNS = frozenset(r".^$*+?{}[]\|()")
_TEXT_FUNCTIONS = {"str.upper": str.upper, "str.lower": str.lower, "str.title": str.title}


def method(run: Run, atom: Data, name: str, given: Given) -> Value | None:
    """What a method makes of a column; None for all that is no renaming, or not understood."""
    content = atom.content
    if not isinstance(content, Column) or given.is_true("inplace") is not False:
        return None
    made: Column | None = None
    if _is_of_text(given):
        made = _text_replaced(content, given) if name == "replace" else None
    elif name in ("where", "mask"):
        made = _where(run, atom, content, name, given)
    elif name in _LEVELS:
        value = given.value(0, "removals", "new_categories") or UNKNOWN
        made = limited(run, content, name, value)
    elif name in _BY_TABLE | _BY_FUNCTION:
        made = _renamed(run, content, name, given)
    if made is not None and made is not content:
        made = made.but(parts=parts_of(atom))
    return None if made is None else one(atom.holding(made))


def _is_of_text(given: Given) -> bool:
    """Whether it is a method of `obs["batch"].str`: of the letters, not of whole names."""
    function = getattr(given.node, "function", None)
    owner = function.value if isinstance(function, nodes.Attribute) else None
    return isinstance(owner, nodes.Attribute) and owner.attr == "str"


def _text_replaced(content: Column, given: Given) -> Column | None:
    old, new, names = given.text(0, "pat"), given.text(1, "repl"), content.categories
    if not old or new is None or names is None or _OF_PATTERNS.intersection(old):
        return None
    texts = [name for name in names if isinstance(name, str)]
    if len(texts) < len(names):
        return None
    return under(content, tuple(name.replace(old, new) for name in texts))


def _renamed(run: Run, content: Column, name: str, given: Given) -> Column | None:
    """`map`, `replace`, `rename_categories` with what is spelled out."""
    value = given.value(0, "to_replace", "new_categories", "arg", "func") or UNKNOWN
    single = value.single
    table = run.heap.get(single.id) if isinstance(single, Ref) else None
    if isinstance(single, Function | Symbol):
        return _by_function(run, content, single, given) if name in _BY_FUNCTION else None
    if isinstance(table, DictObject):
        known = table.rest is None and name in _BY_TABLE
        return _looked_up(content, table.items, only=name == "map") if known else None
    if name == "replace":
        pairs = _pairs(run, value, given.value(1, "value"))
        return None if pairs is None else _looked_up(content, pairs, only=False)
    if name == "rename_categories" and content.closed and content.categories is not None:
        items = spread(run, value)
        found = [] if items is None else [item.constant for item in items]
        names = tuple(constant.value for constant in found if constant is not None)
        if len(content.categories) == len(found) == len(names):
            return under(content, names)
    return None


def _pairs(run: Run, old: Value, new: Value | None) -> Entries | None:
    """`replace("a", "b")`, `replace(["a", "b"], "c")`, `replace(["a", "b"], ["c", "d"])`."""
    listed = [old] if old.constant is not None else spread(run, old)
    names = [] if listed is None else [item.constant for item in listed]
    if new is None or new.is_literal(None) or not names or None in names:
        return None
    others = spread(run, new) if old.constant is None and new.constant is None else None
    if others is None:
        others = [new] * len(names)
    if len(others) != len(names):
        return None
    return {n.value: other for n, other in zip(names, others, strict=True) if n is not None}


def _by_function(
    run: Run, content: Column, function: Function | Symbol, given: Given
) -> Column | None:
    """`map(lambda name: "q_" + name)`, of each category."""
    names = content.categories
    if names is None or not given.positional or len(given.keywords) > 0:
        return None
    found: list[Literal | None] = []
    if isinstance(function, Symbol):
        plain = _TEXT_FUNCTIONS.get(function.path.removeprefix("builtins."))
        texts = [name for name in names if isinstance(name, str)]
        told = plain is not None and len(texts) == len(names)
        return under(content, tuple(map(plain, texts))) if plain is not None and told else None
    if not run.may_unroll(given.node, len(names)):
        return None
    for name in run.in_rounds([literal(name) for name in names]):
        inner = Given(given.node)
        inner.positional = [(name, given.positional[0][1])]
        found.append(run.apply(function, inner).constant)
    new = tuple(constant.value for constant in found if constant is not None)
    return under(content, new) if len(new) == len(names) and None not in new else None


def limited(run: Run, content: Column, name: str, value: Value) -> Column | None:
    """`remove_categories(["a"])`, `set_categories(["b"])`: who was of another one is of none;
    `add_categories(["c"])`, which no cell has so far."""
    old = content.categories
    items = [value] if value.text is not None else spread(run, value)
    names = None if items is None else [item.text for item in items]
    if not names or None in names:
        return None
    if old is None:  # whatever it held, no other value is left
        only = tuple(dict.fromkeys(one for one in names if one is not None))
        whole = name == "set_categories"
        return Column("categorical", only, True, exact=False) if whole else None
    kept = [one for one in old if (one in names) == (name == "set_categories")]
    more = [one for one in names if one not in old]
    if name == "add_categories":
        kept = list(old)
    elif name == "remove_categories":
        more = []
    made = content.but(kind="categorical", categories=(*kept, *more))
    if more:
        made = made.but(exact=False, some=content.present)
    if len(kept) < len(old):
        lost = not kept or any(content.occurs(one) for one in old if one not in kept)
        made = made.but(missing=True if lost else content.missing or None)
    return made


def _looked_up(content: Column, table: Entries, *, only: bool) -> Column | None:
    """The values of a table for the categories; `only` those that it has, others become NaN."""
    new: dict[object, object] = {}
    for key, value in table.items():
        held = value.constant
        if held is None and not is_missing(value):
            return None
        new[key] = None if is_missing(value) or held is None else held.value
    old = content.categories
    if old is None:
        if not only:
            return None
        kept = tuple(dict.fromkeys(name for name in new.values() if name is not None))
        if None not in new.values():
            return Column("categorical", kept, True, exact=False)
        # Some keys stand for no value: who is of them has none, and numbers are no categories then.
        numbers = all(isinstance(name, int | float) for name in kept)
        return Column(
            "numeric" if numbers else "categorical", kept, True, missing=True, exact=False
        )
    names = [new.get(key, None if only else key) for key in old]
    made = under(content, tuple(name for name in names if name is not None))
    if None in names:
        # Which cells have lost their value is certain where each category has some.
        lost = any(
            content.occurs(key) for key, name in zip(old, names, strict=True) if name is None
        )
        lost = lost or not made.categories
        made = made.but(missing=True if lost else content.missing or None)
    return made


def _where(run: Run, atom: Data, content: Column, name: str, given: Given) -> Column | None:
    """`where(mask)` leaves other cells without a value, or with one that is given; `mask` does so
    with the cells of the mask."""
    chosen, other = (given.value(0, "cond") or UNKNOWN).single, given.value(1, "other")
    gives = None if other is None or is_missing(other) else other.constant
    names = content.categories
    if not isinstance(chosen, Mask) or not chosen.whole or chosen.also or chosen.kept is None:
        return None
    if names is None or (gives is None and other is not None and not is_missing(other)):
        return None
    negated = chosen.negated == (name == "where")  # the cells that do not keep their value
    lost = Mask(chosen.ref, chosen.column, chosen.kept, negated)
    if (chosen.ref, chosen.column) == (atom.ref, atom.entry):
        kept = tuple(one for one in names if not lost.keeps(one))
        if len(kept) == len(names):
            return content
        certain = any(content.occurs(one) for one in names if lost.keeps(one))
        made = content.but(categories=kept)
    else:
        thing = run.heap.tracked(chosen.ref)
        certain = thing is not None and takes_some(thing, one(lost))
        made = content.but(exact=False, some=())
    if gives is None:
        return made.but(missing=True if certain else content.missing or None)
    more = under(made, (*kept_names(made), gives.value))
    return more if certain else more.but(exact=False, some=made.present)


def kept_names(column: Column) -> tuple[object, ...]:
    """The names that a column has, () where they are not known."""
    return column.categories or ()
