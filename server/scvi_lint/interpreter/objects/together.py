"""Two arrays that are held against each other: subtracted, divided, correlated, drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.contents import DENOISED, Matrix
from scvi_lint.interpreter.domain.results import Summary, Table
from scvi_lint.interpreter.domain.values import Data, Value
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.events.kinds import Together
from scvi_lint.source.parser import nodes

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given

OPERATORS = frozenset({"-", "/"})
METHODS = frozenset("sub subtract div divide truediv".split())
_PLACES = {
    **{f"numpy.{name}": ("x1", "x2") for name in ("subtract", "divide", "true_divide")},
    "numpy.allclose": ("a", "b"),
    "numpy.isclose": ("a", "b"),
    "numpy.testing.assert_allclose": ("actual", "desired"),
    "numpy.corrcoef": ("x", "y"),
    "scipy.stats.pearsonr": ("x", "y"),
    "scipy.stats.linregress": ("x", "y"),
    "matplotlib.pyplot.scatter": ("x", "y"),
    "seaborn.scatterplot": ("", ""),
    "seaborn.regplot": ("", ""),
    "seaborn.jointplot": ("", ""),
    **{
        f"sklearn.metrics.{name}": ("y_true", "y_pred")
        for name in (
            "mean_squared_error",
            "root_mean_squared_error",
            "mean_absolute_error",
            "r2_score",
        )
    },
}


def given(run: Run, path: str, given: Given) -> None:
    """Two arrays are given to a function that holds one against the other."""
    names = _PLACES.get(path)
    if names is None:
        return
    if names == ("", ""):
        first, second = given.pair(-1, "x"), given.pair(-1, "y")
    else:
        first, second = given.pair(0, names[0]), given.pair(1, names[1])
    if first is not None and second is not None:
        note(run, given.node, path, (first[0], first[1].value), (second[0], second[1].value))


def note(
    run: Run,
    node: nodes.Node,
    how: str,
    left: tuple[Value, nodes.Node],
    right: tuple[Value, nodes.Node],
) -> None:
    """Tell of two arrays, if both are known for certain and a model decoded one of them."""
    a, b = _array(left[0]), _array(right[0])
    sides = run.span(left[1]), run.span(right[1])
    known = a or b
    if a is not None and b is not None:
        if _is_decoded(a) or _is_decoded(b):
            run.emit(Together(run, run.span(node), how, (a, sides[0]), (b, sides[1])))
    elif known is not None and _is_decoded(known) and _may_be_measured(right if a else left):
        both = (known, sides[0]), (known, sides[1])
        run.emit(Together(run, run.span(node), how, *both, other=True))


def _array(value: Value) -> Matrix | Table | Summary | None:
    atom = value.single
    content = atom.content if isinstance(atom, Data) and atom.certain else None
    return content if isinstance(content, Matrix | Table | Summary) else None


def _may_be_measured(side: tuple[Value, nodes.Node]) -> bool:
    """Whether nothing is known of it, or only that it may be values of cells."""
    return all(
        isinstance(atom, Data) and isinstance(atom.content, Matrix | Summary)
        for atom in side[0].atoms
    )


def _is_decoded(content: Matrix | Table | Summary) -> bool:
    whole = content.of if isinstance(content, Summary) else content
    return whole.is_decoded if isinstance(whole, Table) else whole.scale == DENOISED
