"""Expressions of the syntax tree, and what every node is: see `nodes`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import EllipsisType

    from typing_extensions import TypeIs

    ConstantValue = str | bytes | int | float | complex | bool | None | EllipsisType


class Node:
    """One piece of the program."""

    __slots__ = ("end", "start")

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.end = end

    def __repr__(self) -> str:
        inner = ", ".join(
            repr(getattr(self, slot))
            for cls in type(self).__mro__[:-2]
            for slot in cls.__dict__["__slots__"]
        )
        return f"{type(self).__name__}({inner})"


def is_several(value: object) -> TypeIs[tuple[object, ...]]:
    """Whether what a node holds is several things."""
    return isinstance(value, tuple)


class Expr(Node):
    """Anything that has a value."""

    __slots__ = ()


class Stmt(Node):
    """Anything that is executed."""

    __slots__ = ()


class Name(Expr):
    __slots__ = ("id",)

    def __init__(self, start: int, end: int, id: str) -> None:  # noqa: A002 - Python's own term
        self.start = start
        self.end = end
        self.id = id


class Constant(Expr):
    """A literal: str, bytes, int, float, complex, bool, None or Ellipsis."""

    __slots__ = ("value",)

    def __init__(self, start: int, end: int, value: ConstantValue) -> None:
        self.start = start
        self.end = end
        self.value = value


class JoinedStr(Expr):
    """An f-string: its parts in order, literal pieces as Constant."""

    __slots__ = ("values",)

    def __init__(self, start: int, end: int, values: tuple[Expr, ...]) -> None:
        self.start = start
        self.end = end
        self.values = values


class Attribute(Expr):
    """`value.attr`; `name_start` is where the attribute's own name begins."""

    __slots__ = ("attr", "name_start", "value")

    def __init__(self, start: int, end: int, value: Expr, attr: str, name_start: int) -> None:
        self.start = start
        self.end = end
        self.value = value
        self.attr = attr
        self.name_start = name_start


class Subscript(Expr):
    """`value[index]`; several indices make one TupleExpr."""

    __slots__ = ("index", "value")

    def __init__(self, start: int, end: int, value: Expr, index: Expr) -> None:
        self.start = start
        self.end = end
        self.value = value
        self.index = index


class Slice(Expr):
    __slots__ = ("lower", "step", "upper")

    def __init__(
        self, start: int, end: int, lower: Expr | None, upper: Expr | None, step: Expr | None
    ) -> None:
        self.start = start
        self.end = end
        self.lower = lower
        self.upper = upper
        self.step = step


class Argument(Node):
    """One argument of a call: positional (`keyword` None), keyword, `*value` or `**value`.

    `stars` is 0, 1 or 2. The node's span covers `keyword=value` as a whole.
    """

    __slots__ = ("keyword", "stars", "value")

    def __init__(self, start: int, end: int, keyword: str | None, value: Expr, stars: int) -> None:
        self.start = start
        self.end = end
        self.keyword = keyword
        self.value = value
        self.stars = stars


class Call(Expr):
    """`function(arguments)`; `repaired` is true when a repair insertion lies inside the call,
    `inner_start` and `inner_end` bound what stands between the parentheses."""

    __slots__ = ("arguments", "function", "inner_end", "inner_start", "repaired")

    def __init__(
        self,
        start: int,
        end: int,
        function: Expr,
        arguments: tuple[Argument, ...],
        repaired: bool,
        inner_start: int,
        inner_end: int,
    ) -> None:
        self.start = start
        self.end = end
        self.function = function
        self.arguments = arguments
        self.repaired = repaired
        self.inner_start = inner_start
        self.inner_end = inner_end


class _Sequence(Expr):
    __slots__ = ("items",)

    def __init__(self, start: int, end: int, items: tuple[Expr, ...]) -> None:
        self.start = start
        self.end = end
        self.items = items


class ListExpr(_Sequence):
    __slots__ = ()


class TupleExpr(_Sequence):
    __slots__ = ()


class SetExpr(_Sequence):
    __slots__ = ()


class DictExpr(Expr):
    """`{key: value}`; a key of None stands for `**value`."""

    __slots__ = ("pairs",)

    def __init__(self, start: int, end: int, pairs: tuple[tuple[Expr | None, Expr], ...]) -> None:
        self.start = start
        self.end = end
        self.pairs = pairs


class Starred(Expr):
    __slots__ = ("value",)

    def __init__(self, start: int, end: int, value: Expr) -> None:
        self.start = start
        self.end = end
        self.value = value


class Comprehension(Expr):
    """`kind` is "list", "set", "dict" or "generator"; for a dict `key` is set.

    `clauses` holds, in order, `(target, iterable)` for each `for` and `(None, condition)` for
    each `if`.
    """

    __slots__ = ("clauses", "element", "key", "kind")

    def __init__(
        self,
        start: int,
        end: int,
        kind: str,
        element: Expr,
        key: Expr | None,
        clauses: tuple[tuple[Expr | None, Expr], ...],
    ) -> None:
        self.start = start
        self.end = end
        self.kind = kind
        self.element = element
        self.key = key
        self.clauses = clauses


class BinOp(Expr):
    __slots__ = ("left", "op", "right")

    def __init__(self, start: int, end: int, left: Expr, op: str, right: Expr) -> None:
        self.start = start
        self.end = end
        self.left = left
        self.op = op
        self.right = right


class UnaryOp(Expr):
    """`op` is "-", "+", "~" or "not"."""

    __slots__ = ("op", "operand")

    def __init__(self, start: int, end: int, op: str, operand: Expr) -> None:
        self.start = start
        self.end = end
        self.op = op
        self.operand = operand


class BoolOp(Expr):
    """`left and right` or `left or right` (chains nest to the left)."""

    __slots__ = ("left", "op", "right")

    def __init__(self, start: int, end: int, left: Expr, op: str, right: Expr) -> None:
        self.start = start
        self.end = end
        self.left = left
        self.op = op
        self.right = right


class Compare(Expr):
    """`left op right op right ...`; ops as written: "==", "in", "not in", "is not" ..."""

    __slots__ = ("left", "ops", "rights")

    def __init__(
        self, start: int, end: int, left: Expr, ops: tuple[str, ...], rights: tuple[Expr, ...]
    ) -> None:
        self.start = start
        self.end = end
        self.left = left
        self.ops = ops
        self.rights = rights


class Conditional(Expr):
    """`body if test else orelse`."""

    __slots__ = ("body", "orelse", "test")

    def __init__(self, start: int, end: int, test: Expr, body: Expr, orelse: Expr) -> None:
        self.start = start
        self.end = end
        self.test = test
        self.body = body
        self.orelse = orelse


class NamedExpr(Expr):
    """`target := value`."""

    __slots__ = ("target", "value")

    def __init__(self, start: int, end: int, target: Name, value: Expr) -> None:
        self.start = start
        self.end = end
        self.target = target
        self.value = value


class Parameter(Node):
    """`kind` is "plain", "positional", "keyword", "args" or "kwargs"."""

    __slots__ = ("annotation", "default", "kind", "name")

    def __init__(
        self,
        start: int,
        end: int,
        name: str,
        kind: str,
        annotation: Expr | None,
        default: Expr | None,
    ) -> None:
        self.start = start
        self.end = end
        self.name = name
        self.kind = kind
        self.annotation = annotation
        self.default = default


class Lambda(Expr):
    __slots__ = ("body", "parameters")

    def __init__(self, start: int, end: int, parameters: tuple[Parameter, ...], body: Expr) -> None:
        self.start = start
        self.end = end
        self.parameters = parameters
        self.body = body


class Await(Expr):
    __slots__ = ("value",)

    def __init__(self, start: int, end: int, value: Expr) -> None:
        self.start = start
        self.end = end
        self.value = value


class Yield(Expr):
    __slots__ = ("source", "value")

    def __init__(self, start: int, end: int, value: Expr | None, source: bool) -> None:
        self.start = start
        self.end = end
        self.value = value
        self.source = source  # `yield from`


class Unparsed(Expr):
    """Text that is not Python; `parts` are the expressions that could still be read in it."""

    __slots__ = ("parts",)

    def __init__(self, start: int, end: int, parts: tuple[Expr, ...] = ()) -> None:
        self.start = start
        self.end = end
        self.parts = parts
