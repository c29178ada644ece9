"""How a value answers of which nothing else is known."""

from __future__ import annotations

from typing import TypeVar

from scvi_lint.interpreter.domain.values import (
    UNKNOWN,
    Atom,
    Value,
)
from scvi_lint.interpreter.engine.answers.kind import Answers
from scvi_lint.interpreter.engine.given import Given
from scvi_lint.interpreter.engine.havoc import unknown_call
from scvi_lint.interpreter.engine.run import Run

A = TypeVar("A", bound=Atom)


class OfUnseen(Answers[Run, A]):
    """What is called may have changed all that it was given, where nothing else is known of it."""

    def call(self, run: Run, atom: A, given: Given) -> Value:
        unknown_call(run, given)
        return UNKNOWN

    def method(self, run: Run, atom: A, name: str, given: Given) -> Value:
        unknown_call(run, given)
        return UNKNOWN
