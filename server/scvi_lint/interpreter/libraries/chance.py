"""random and numpy's generators: what is drawn from many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.domain.genes import Genes
from scvi_lint.interpreter.domain.values import UNKNOWN, Data, Drawn, Value, one, symbol
from scvi_lint.interpreter.libraries.rows import Effect
from scvi_lint.interpreter.objects import columns

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given
    from scvi_lint.interpreter.engine.run import Run

_OF_RANDOM = "choice choices randint randrange".split()
_GENERATORS = {
    "numpy.random.default_rng": "numpy.random",
    "numpy.random.RandomState": "numpy.random",
    "random.Random": "random",
    "random.SystemRandom": "random",
}


def is_one(given: Given) -> bool:
    """Whether one value is drawn, and no array of them."""
    return not given.open and len(given.positional) < 2 and "size" not in given.keywords


def _drawn(run: Run, path: str, given: Given, call: Call) -> Value:
    """`random.choice(batches)`, `rng.integers(3)`."""
    return one(Drawn(run.span(given.node)))


def _sampled(run: Run, path: str, given: Given, call: Call) -> Value:
    """`random.sample(genes, 50)`, `random.sample(batches, 1)`."""
    atom = (given.value(0, "population") or UNKNOWN).single
    if columns.names_cells(atom):
        return one(Data(columns.CELL_NAMES))
    if not isinstance(atom, Data) or not isinstance(atom.content, Genes):
        return one(Drawn(run.span(given.node)))
    number = (given.value(1, "k") or UNKNOWN).constant
    size = number.value if number is not None and type(number.value) is int else None
    return one(atom.holding(atom.content.chosen(run.site(given.node), size)))


def _generator(run: Run, path: str, given: Given, call: Call) -> Value:
    """A generator has the functions of its module."""
    return symbol(_GENERATORS[path])


ROWS = (
    *(Effect(f"random.{name}", makes=_drawn) for name in _OF_RANDOM),
    Effect("random.sample", makes=_sampled),
    *(Effect(f"numpy.random.{name}", makes=_drawn) for name in ("randint", "integers")),
    *(Effect(path, makes=_generator) for path in _GENERATORS),
)
