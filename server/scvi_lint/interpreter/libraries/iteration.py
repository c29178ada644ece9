"""What loops go over: `zip`, `enumerate`, `range`, itertools and grids of settings.

Where all items are known so is each row; else one row stands for all of them, and holds in each
place what may stand there.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable

from scvi_lint.interpreter.domain.holders import DictObject, EveryCell, ListObject
from scvi_lint.interpreter.domain.values import (
    UNKNOWN,
    CellCount,
    Ref,
    Scalar,
    Value,
    join_all,
    literal,
    one,
)
from scvi_lint.interpreter.engine.binding import element, spread
from scvi_lint.interpreter.engine.given import Given
from scvi_lint.interpreter.engine.run import UNROLLED, Run
from scvi_lint.interpreter.objects import results

# No more rows are told apart than a loop is followed item by item.
_MOST_ROWS = UNROLLED
_MOST_NUMBERS = 64


def _enumerate(run: Run, given: Given) -> Value:
    value = given.value(0) or UNKNOWN
    items = spread(run, value)
    if items is not None:
        pairs = tuple(
            run.allocate(
                given.node, ListObject((literal(index), item), None, "tuple"), f"pair {index}"
            )
            for index, item in enumerate(items)
        )
        return run.allocate(given.node, ListObject(pairs))
    pair = run.allocate(
        given.node, ListObject((UNKNOWN, element(run, value)), None, "tuple"), "pair"
    )
    return run.allocate(given.node, ListObject((), pair))


def _zip(run: Run, given: Given) -> Value:
    values = [value for value, _ in given.positional]
    for value in values:
        results.beside(run, value, given)
    known = [spread(run, value) for value in values]
    exact = [items for items in known if items is not None]
    if exact and len(exact) == len(known):
        length = min(len(items) for items in exact)
        rows = tuple(
            run.allocate(
                given.node,
                ListObject(tuple(items[index] for items in exact), None, "tuple"),
                f"row {index}",
            )
            for index in range(min(length, 64))
        )
        if length <= 64:
            return run.allocate(given.node, ListObject(rows))
    row = tuple(element(run, value) for value in values)
    pair = run.allocate(given.node, ListObject(row, None, "tuple"), "row")
    return run.allocate(given.node, ListObject((), pair))


def _range(run: Run, given: Given) -> Value:
    """`range(3)`, `range(1, 7)`, `range(0, 30, 10)`"""
    bounds = [None if v.constant is None else v.constant.value for v, _ in given.positional]
    known = [bound for bound in bounds if type(bound) is int]
    count = given.positional[-1][0].single if 0 < len(given.positional) < 3 else None
    if isinstance(count, CellCount) and bounds[:-1] in ([], [0]):
        return run.allocate(given.node, EveryCell(count.ref, one(Scalar("int"))))
    if given.open or not 0 < len(known) == len(bounds) < 4 or known[2:] == [0]:
        return run.allocate(given.node, ListObject((), one(Scalar("int"))))
    numbers = range(*known)
    if len(numbers) > _MOST_NUMBERS:
        return run.allocate(given.node, ListObject((), one(Scalar("int"))))
    return run.allocate(given.node, ListObject(tuple(literal(number) for number in numbers)))


def _rows(run: Run, given: Given, rows: Iterable[tuple[Value, ...]]) -> Value:
    """A list of tuples."""
    made = tuple(
        run.allocate(given.node, ListObject(row, None, "tuple"), f"row {number}")
        for number, row in enumerate(rows)
    )
    return run.allocate(given.node, ListObject(made))


def _one_row(run: Run, given: Given, row: tuple[Value, ...]) -> Value:
    """A list of which each item is a tuple of these."""
    held = run.allocate(given.node, ListObject(row, None, "tuple"), "row")
    return run.allocate(given.node, ListObject((), held))


def _product(run: Run, given: Given) -> Value:
    """`itertools.product(a, b)`, `product(*grid.values())`"""
    values = [value for value, _ in given.positional]
    repeat = given.value(-1, "repeat")
    if given.open or not values or (repeat is not None and len(values) > 1):
        return run.allocate(given.node, ListObject((), UNKNOWN))
    if repeat is not None:
        times = None if repeat.constant is None else repeat.constant.value
        if type(times) is not int or not 0 < times < 5:
            return run.allocate(given.node, ListObject((), UNKNOWN))
        values = values * times
    known = [spread(run, value) for value in values]
    exact = [items for items in known if items is not None]
    size = 1
    for items in exact:
        size *= len(items)
    if len(exact) == len(known) and size <= _MOST_ROWS:
        return _rows(run, given, itertools.product(*exact))
    return _one_row(run, given, tuple(element(run, value) for value in values))


def _of_some(
    arrange: Callable[[list[Value], int], Iterable[tuple[Value, ...]]],
) -> Callable[[Run, Given], Value]:
    """`itertools.combinations(items, 2)`, `permutations(items, 2)`"""

    def choose(run: Run, given: Given) -> Value:
        items = spread(run, given.value(0, "iterable") or UNKNOWN)
        size = given.value(1, "r")
        number = None if size is None or size.constant is None else size.constant.value
        if type(number) is not int or not 0 < number < 5:
            return run.allocate(given.node, ListObject((), UNKNOWN))
        if items is not None and len(items) <= _MOST_ROWS:
            rows = list(itertools.islice(arrange(items, number), _MOST_ROWS + 1))
            if len(rows) <= _MOST_ROWS:
                return _rows(run, given, rows)
        each = element(run, given.value(0, "iterable") or UNKNOWN)
        return _one_row(run, given, (each,) * number)

    return choose


def _chain(run: Run, given: Given) -> Value:
    """`itertools.chain(a, b)`"""
    values = [value for value, _ in given.positional]
    return UNKNOWN if given.open else _one_after_another(run, given, values)


def _chain_of(run: Run, given: Given) -> Value:
    """`itertools.chain.from_iterable(lists)`"""
    values = spread(run, given.value(0, "iterable") or UNKNOWN)
    return UNKNOWN if values is None else _one_after_another(run, given, values)


def _one_after_another(run: Run, given: Given, values: list[Value]) -> Value:
    known = [spread(run, value) for value in values]
    items: list[Value] = []
    for found in known:
        if found is None:
            every = join_all([element(run, value) for value in values])
            return run.allocate(given.node, ListObject((), every))
        items += found
    return run.allocate(given.node, ListObject(tuple(items)))


def _grid(run: Run, given: Given) -> Value:
    """`ParameterGrid({"n_latent": [10, 30]})`: a dictionary for each combination."""
    value = given.value(0, "param_grid") or UNKNOWN
    atom = value.single
    thing = run.heap.get(atom.id) if isinstance(atom, Ref) else None
    if not isinstance(thing, DictObject) or thing.rest is not None:
        return run.allocate(given.node, ListObject((), UNKNOWN))
    names = list(thing.items)
    known = [spread(run, one) for one in thing.items.values()]
    exact = [items for items in known if items is not None]
    size = 1
    for items in exact:
        size *= len(items)
    if len(exact) < len(known) or size > _MOST_ROWS:
        each = {name: element(run, one) for name, one in thing.items.items()}
        held = run.allocate(given.node, DictObject(each), "row")
        return run.allocate(given.node, ListObject((), held))
    rows = tuple(
        run.allocate(given.node, DictObject(dict(zip(names, row, strict=True))), f"row {number}")
        for number, row in enumerate(itertools.product(*exact))
    )
    return run.allocate(given.node, ListObject(rows))


FUNCTIONS: dict[str, Callable[[Run, Given], Value]] = {
    "builtins.enumerate": _enumerate,
    "builtins.zip": _zip,
    "builtins.range": _range,
    "itertools.product": _product,
    "itertools.combinations": _of_some(itertools.combinations),
    "itertools.permutations": _of_some(itertools.permutations),
    "itertools.chain": _chain,
    "itertools.chain.from_iterable": _chain_of,
    "sklearn.model_selection.ParameterGrid": _grid,
}
