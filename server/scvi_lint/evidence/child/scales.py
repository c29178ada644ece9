"""What a matrix holds, decided from a sample: counts, or what was made of them.

Counts are whole and not negative; a negative value shows that something was centred. The rest is
told apart by a property of whole rows: dividing a cell's counts by its depth keeps their ratios,
so the row divided by its smallest value is whole again; after a logarithm that holds of the
exponential. Corrections of counts (ambient RNA, transcript estimates) lose it, and are never
called logarithmic.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scvi_lint.evidence.child.parts import Numbers
    from scvi_lint.evidence.told import MatrixTold

# Values of a row that are compared with whole numbers, and how close they must be.
_RATIO = 200.0
_TOLERANCE = 0.02
# So many of the rows must agree.
_AGREEMENT = 0.6
# A natural logarithm of 1 + any normalised count stays below this.
_LOG_LIMIT = 25.0
# In a sample this large, counts would hold some value above one.
_TELLING = 200


class Sample:
    """Values of a matrix. `values` are flat; `rows` gives some rows, or large parts of them (their
    stored values), and is asked only where the values alone do not decide.
    """

    __slots__ = ("rows", "values", "whole")

    def __init__(self, values: Numbers, rows: Callable[[], list[Numbers]], whole: bool) -> None:
        self.values = values
        self.rows = rows
        self.whole = whole


def describe(sample: Sample) -> MatrixTold:
    """`state`, `minimum`, `maximum`, `nan` and `even` of what was sampled."""
    values: Numbers = np.asarray(sample.values, dtype=np.float64).ravel()
    if not values.size:
        return {"state": "unknown"}
    finite = values[np.isfinite(values)]
    told: MatrixTold = {}
    if finite.size < values.size and np.isnan(values).any():
        told["nan"] = True
    elif sample.whole:
        told["nan"] = False
    if not finite.size:
        return {"state": "unknown", **told}
    low, high = float(finite.min()), float(finite.max())
    told.update(minimum=low, maximum=high)
    told["state"] = _state(finite, low, high, sample)
    if told["state"] == "counts" and (finite > 0).sum() >= _TELLING:
        told["even"] = bool((finite == 2).sum() > (finite == 1).sum())
    return told


def _state(values: Numbers, low: float, high: float, sample: Sample) -> str:
    if low < 0:
        return "scaled"
    if high == 0:
        return "unknown"
    if bool((values == np.floor(values)).all()):
        if high == 1.0 and (values > 0).sum() >= _TELLING:
            return "binary"
        return "counts"
    rows = sample.rows()
    high = max([high, *(float(np.max(row, initial=0, where=np.isfinite(row))) for row in rows)])
    if _keeps_ratios(rows, lambda row: row):
        return "normalized"
    if high < _LOG_LIMIT:
        for base in (np.e, 2.0, 10.0):
            power = float(np.log(base))
            if _keeps_ratios(rows, lambda row, power=power: np.expm1(row * power)):
                return "lognorm"
        positive = values[values > 0]
        whole = float((positive == np.floor(positive)).mean())
        return "fractional" if whole > 0.2 else "unknown"
    return "fractional"


def _keeps_ratios(rows: list[Numbers], undo: Callable[[Numbers], Numbers]) -> bool:
    """Whether most rows are whole numbers again when divided by their smallest value."""
    judged = agreed = 0
    for row in rows:
        values: Numbers = np.asarray(row, dtype=np.float64).ravel()
        values = values[np.isfinite(values) & (values > 0)]
        if values.size < 4:
            continue
        back = undo(values)
        ratios: Numbers = back / back.min()
        ratios = ratios[ratios < _RATIO]
        # A row of equal values says nothing of its scale.
        if ratios.size < 4 or ratios.max() < 1.5:
            continue
        judged += 1
        off = np.abs(ratios - np.round(ratios))
        if (off < _TOLERANCE + 1e-4 * ratios).mean() > 0.95:
            agreed += 1
    return judged > 0 and agreed >= _AGREEMENT * judged
