"""What every value may be asked: an attribute, an item, a call, and what is written to it.

Each kind of value has one class that answers for it (`table.py` lists them); the address of an
object asks the kind of the object (`objects.py`). What a kind does not say, nobody knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, TypeVar

from scvi_lint.interpreter.domain.values import UNKNOWN, Atom, Value
from scvi_lint.interpreter.engine.given import Given
from scvi_lint.source.parser import nodes

R = TypeVar("R")  # the run that asks
A = TypeVar("A", bound=Atom)


class Answers(Generic[R, A]):
    """How one kind of value answers."""

    def attribute(self, run: R, atom: A, name: str, node: nodes.Node) -> Value:
        """`atom.name`."""
        return UNKNOWN

    def item(self, run: R, atom: A, index: Value, node: nodes.Subscript) -> Value:
        """`atom[index]`."""
        return UNKNOWN

    def items(self, run: R, atom: A) -> list[Value] | None:
        """What a loop over it meets, when all of that is known."""
        return None

    def element(self, run: R, atom: A) -> Value:
        """What each round of a loop over it may meet."""
        return UNKNOWN

    def call(self, run: R, atom: A, given: Given) -> Value:
        """`atom(…)`."""
        return UNKNOWN

    def method(self, run: R, atom: A, name: str, given: Given) -> Value:
        """`atom.name(…)`, where the attribute waited for its call."""
        return UNKNOWN

    def set_attribute(self, run: R, atom: A, name: str, value: Value, node: nodes.Node) -> None:
        """`atom.name = value`."""

    def set_item(
        self,
        run: R,
        atom: A,
        index: Value,
        value: Value,
        node: nodes.Subscript,
        source: nodes.Expr | None,
    ) -> None:
        """`atom[index] = value`; `source` is the expression that made the value, if any."""

    def delete_item(self, run: R, atom: A, index: Value, node: nodes.Node) -> None:
        """`del atom[index]`."""


# By class of value. That each class stands with what answers for it no type can say.
Kinds = Mapping[type[Atom], Answers[R, Any]]
