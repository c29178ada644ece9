"""scikit-learn where it changes the scale of a matrix."""

from __future__ import annotations

from scvi_lint.interpreter.domain.contents import SCALED, UNSURE
from scvi_lint.interpreter.libraries.arrays import Array

ROWS = (
    Array("sklearn.preprocessing.scale", SCALED),
    Array("sklearn.preprocessing.normalize", UNSURE),
)
