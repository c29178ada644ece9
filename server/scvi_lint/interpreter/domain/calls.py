"""A call as events carry it: who was called, where, and what each parameter received."""

from __future__ import annotations

from scvi_lint.interpreter.domain.arguments import Argument
from scvi_lint.interpreter.domain.values import Literal
from scvi_lint.source.documents.span import Span


class Call:
    """A call as it was made: who, where, with what.

    `arguments` holds what was given, by the parameter that receives it. `open` is true when a
    `*` or `**` of unknown content, or a position without a known name, may have given more.
    `discarded` when the call stands alone as a statement; `assigned` is the name that its result
    is bound to, "" if there is none.
    """

    __slots__ = (
        "arguments",
        "assigned",
        "discarded",
        "end",
        "function",
        "function_span",
        "guards",
        "inner",
        "name_span",
        "open",
        "span",
        "stack",
        "statement",
    )

    def __init__(
        self,
        function: str,
        span: Span,
        name_span: Span,
        function_span: Span,
        inner: Span,
        arguments: dict[str, Argument],
        open: bool,  # noqa: A002
        stack: tuple[Span, ...],
        guards: frozenset[str],
        statement: Span | None,
        discarded: bool,
        assigned: str = "",
    ) -> None:
        self.function = function
        self.span = span
        self.name_span = name_span
        self.function_span = function_span
        self.inner = inner
        self.arguments = arguments
        self.open = open
        self.stack = stack
        self.guards = guards
        self.statement = statement
        self.discarded = discarded
        self.assigned = assigned

    @property
    def name(self) -> str:
        """The called name alone: `get_normalized_expression`."""
        return self.function.rpartition(".")[2]

    def lacks(self, name: str) -> bool:
        """Whether the argument is for certain not given."""
        return name not in self.arguments and not self.open

    def writes(self, argument: Argument) -> bool:
        """Whether the argument stands between the parentheses of this call."""
        place, inner = argument.whole, self.inner
        return place[:2] == inner[:2] and inner.start <= place.start and place.end <= inner.end


class Nothing(Literal):
    """The None that a method of scvi-tools returned; `made` is that call."""

    __slots__ = ("made",)

    def __init__(self, made: Call) -> None:
        super().__init__(None, made.span)
        self.made = made
