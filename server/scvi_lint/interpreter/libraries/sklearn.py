"""scikit-learn where it changes the scale of a matrix, or numbers categories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.domain.contents import BINARY, CODES, SCALED, UNSURE, Column
from scvi_lint.interpreter.domain.values import Data, Value, one, symbol
from scvi_lint.interpreter.libraries.arrays import Array
from scvi_lint.interpreter.libraries.rows import Effect

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given
    from scvi_lint.interpreter.engine.run import Run

_ENCODER = "sklearn.preprocessing.LabelEncoder"
# What a call of the class gives, as a path of its own: its methods are rows like others.
_FITTED = _ENCODER + ".fitted"


def _encoder(run: Run, path: str, given: Given, call: Call) -> Value:
    return symbol(_FITTED)


def _codes(run: Run, path: str, given: Given, call: Call) -> Value:
    """A number for each category."""
    return one(Data(Column("numeric", made_by=CODES)))


ROWS = (
    Array("sklearn.preprocessing.scale", SCALED),
    Array("sklearn.preprocessing.normalize", UNSURE),
    Array("sklearn.preprocessing.binarize", BINARY),
    Effect(_ENCODER, makes=_encoder),
    Effect(f"{_FITTED}.fit", makes=_encoder),
    Effect(f"{_FITTED}.fit_transform", makes=_codes),
    Effect(f"{_FITTED}.transform", makes=_codes),
)
