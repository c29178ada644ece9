"""The syntax tree as the flow engine reads it: Python's grammar, nothing else.

A node knows where it stands as character offsets in the text of its cell (`start` inclusive,
`end` exclusive). The classes are written out, not generated: `dataclass` costs a millisecond a
class at import, on the start-up path of every `check`.

A node never holds a tree-sitter object, so a lowered cell can be cached and shared between
threads and versions of a document.
"""

from __future__ import annotations

from typing import Any


class Node:
    """One piece of the program."""

    __slots__ = ("end", "start")

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.end = end

    def __repr__(self) -> str:
        inner = ", ".join(
            repr(getattr(self, slot)) for cls in type(self).__mro__[:-2] for slot in cls.__slots__
        )
        return f"{type(self).__name__}({inner})"


class Expr(Node):
    """Anything that has a value."""

    __slots__ = ()


class Stmt(Node):
    """Anything that is executed."""

    __slots__ = ()


# --- expressions ------------------------------------------------------------------------------


class Name(Expr):
    __slots__ = ("id",)

    def __init__(self, start: int, end: int, id: str) -> None:  # noqa: A002 - Python's own term
        self.start = start
        self.end = end
        self.id = id


class Constant(Expr):
    """A literal: str, bytes, int, float, complex, bool, None or Ellipsis."""

    __slots__ = ("value",)

    def __init__(self, start: int, end: int, value: Any) -> None:
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


# --- parameters -------------------------------------------------------------------------------


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


# --- statements -------------------------------------------------------------------------------

Block = tuple[Stmt, ...]


class ExprStmt(Stmt):
    __slots__ = ("value",)

    def __init__(self, start: int, end: int, value: Expr) -> None:
        self.start = start
        self.end = end
        self.value = value


class Assign(Stmt):
    """`a = b = value`: several targets; an annotated assignment carries its annotation."""

    __slots__ = ("annotation", "targets", "value")

    def __init__(
        self,
        start: int,
        end: int,
        targets: tuple[Expr, ...],
        value: Expr | None,
        annotation: Expr | None = None,
    ) -> None:
        self.start = start
        self.end = end
        self.targets = targets
        self.value = value
        self.annotation = annotation


class AugAssign(Stmt):
    __slots__ = ("op", "target", "value")

    def __init__(self, start: int, end: int, target: Expr, op: str, value: Expr) -> None:
        self.start = start
        self.end = end
        self.target = target
        self.op = op
        self.value = value


class If(Stmt):
    """An `elif` is an If of its own in `orelse`."""

    __slots__ = ("body", "orelse", "test")

    def __init__(self, start: int, end: int, test: Expr, body: Block, orelse: Block) -> None:
        self.start = start
        self.end = end
        self.test = test
        self.body = body
        self.orelse = orelse


class For(Stmt):
    __slots__ = ("body", "iterable", "orelse", "target")

    def __init__(
        self, start: int, end: int, target: Expr, iterable: Expr, body: Block, orelse: Block
    ) -> None:
        self.start = start
        self.end = end
        self.target = target
        self.iterable = iterable
        self.body = body
        self.orelse = orelse


class While(Stmt):
    __slots__ = ("body", "orelse", "test")

    def __init__(self, start: int, end: int, test: Expr, body: Block, orelse: Block) -> None:
        self.start = start
        self.end = end
        self.test = test
        self.body = body
        self.orelse = orelse


class Handler(Node):
    """One `except`; `type` None for a bare one."""

    __slots__ = ("body", "name", "type")

    def __init__(
        self,
        start: int,
        end: int,
        type: Expr | None,  # noqa: A002 - Python's own term
        name: str | None,
        body: Block,
    ) -> None:
        self.start = start
        self.end = end
        self.type = type
        self.name = name
        self.body = body


class Try(Stmt):
    __slots__ = ("body", "finalbody", "handlers", "orelse")

    def __init__(
        self,
        start: int,
        end: int,
        body: Block,
        handlers: tuple[Handler, ...],
        orelse: Block,
        finalbody: Block,
    ) -> None:
        self.start = start
        self.end = end
        self.body = body
        self.handlers = handlers
        self.orelse = orelse
        self.finalbody = finalbody


class With(Stmt):
    """`items` are `(context expression, target or None)`."""

    __slots__ = ("body", "items")

    def __init__(
        self, start: int, end: int, items: tuple[tuple[Expr, Expr | None], ...], body: Block
    ) -> None:
        self.start = start
        self.end = end
        self.items = items
        self.body = body


class MatchCase(Node):
    """`captures` are the names that the pattern binds; `values` its value patterns."""

    __slots__ = ("body", "captures", "guard", "values")

    def __init__(
        self,
        start: int,
        end: int,
        captures: tuple[str, ...],
        values: tuple[Expr, ...],
        guard: Expr | None,
        body: Block,
    ) -> None:
        self.start = start
        self.end = end
        self.captures = captures
        self.values = values
        self.guard = guard
        self.body = body


class Match(Stmt):
    __slots__ = ("cases", "subject")

    def __init__(self, start: int, end: int, subject: Expr, cases: tuple[MatchCase, ...]) -> None:
        self.start = start
        self.end = end
        self.subject = subject
        self.cases = cases


class FunctionDef(Stmt):
    """`name_start`/`name_end` bound the function's name; `generator` when its body yields."""

    __slots__ = (
        "body",
        "decorators",
        "generator",
        "name",
        "name_end",
        "name_start",
        "parameters",
        "returns",
    )

    def __init__(
        self,
        start: int,
        end: int,
        name: str,
        name_start: int,
        name_end: int,
        parameters: tuple[Parameter, ...],
        returns: Expr | None,
        body: Block,
        decorators: tuple[Expr, ...],
        generator: bool,
    ) -> None:
        self.start = start
        self.end = end
        self.name = name
        self.name_start = name_start
        self.name_end = name_end
        self.parameters = parameters
        self.returns = returns
        self.body = body
        self.decorators = decorators
        self.generator = generator


class ClassDef(Stmt):
    __slots__ = ("bases", "body", "decorators", "name", "name_end", "name_start")

    def __init__(
        self,
        start: int,
        end: int,
        name: str,
        name_start: int,
        name_end: int,
        bases: tuple[Argument, ...],
        body: Block,
        decorators: tuple[Expr, ...],
    ) -> None:
        self.start = start
        self.end = end
        self.name = name
        self.name_start = name_start
        self.name_end = name_end
        self.bases = bases
        self.body = body
        self.decorators = decorators


class Return(Stmt):
    __slots__ = ("value",)

    def __init__(self, start: int, end: int, value: Expr | None) -> None:
        self.start = start
        self.end = end
        self.value = value


class Raise(Stmt):
    __slots__ = ("value",)

    def __init__(self, start: int, end: int, value: Expr | None) -> None:
        self.start = start
        self.end = end
        self.value = value


class Assert(Stmt):
    __slots__ = ("message", "test")

    def __init__(self, start: int, end: int, test: Expr, message: Expr | None) -> None:
        self.start = start
        self.end = end
        self.test = test
        self.message = message


class Delete(Stmt):
    __slots__ = ("targets",)

    def __init__(self, start: int, end: int, targets: tuple[Expr, ...]) -> None:
        self.start = start
        self.end = end
        self.targets = targets


class Alias(Node):
    """`name` or `name as asname` of an import."""

    __slots__ = ("asname", "name")

    def __init__(self, start: int, end: int, name: str, asname: str | None) -> None:
        self.start = start
        self.end = end
        self.name = name
        self.asname = asname


class Import(Stmt):
    __slots__ = ("names",)

    def __init__(self, start: int, end: int, names: tuple[Alias, ...]) -> None:
        self.start = start
        self.end = end
        self.names = names


class ImportFrom(Stmt):
    """`from module import names`; `level` counts leading dots; a star is an Alias named "*"."""

    __slots__ = ("level", "module", "names")

    def __init__(
        self, start: int, end: int, module: str, level: int, names: tuple[Alias, ...]
    ) -> None:
        self.start = start
        self.end = end
        self.module = module
        self.level = level
        self.names = names


class Scope(Stmt):
    """`global names` or `nonlocal names`."""

    __slots__ = ("kind", "names")

    def __init__(self, start: int, end: int, kind: str, names: tuple[str, ...]) -> None:
        self.start = start
        self.end = end
        self.kind = kind
        self.names = names


class Pass(Stmt):
    __slots__ = ()


class Break(Stmt):
    __slots__ = ()


class Continue(Stmt):
    __slots__ = ()


class Magic(Stmt):
    """An IPython line magic that names a script: `%run file.py`. Others are blanked."""

    __slots__ = ("argument", "name")

    def __init__(self, start: int, end: int, name: str, argument: str) -> None:
        self.start = start
        self.end = end
        self.name = name
        self.argument = argument
