"""What a program makes of values and of what a model returned: a mean, a comparison."""

from __future__ import annotations

from typing import Any

from scvi_lint.interpreter.domain.contents import Content, Matrix, Table


class Summary(Content):
    """The mean or the median of a matrix or table along an axis: on the scale of what it is of."""

    __slots__ = ("of",)

    def __init__(self, of: Matrix | Table) -> None:
        self.of = of
        self.key = (of,)

    @property
    def is_logged(self) -> bool | None:
        return self.of.is_logged


class Agreement(Content):
    """In which cells a prediction and labels are the same; `call` is the comparison."""

    __slots__ = ("call",)

    def __init__(self, call: Any) -> None:
        self.call = call
        self.key = (call.span,)
