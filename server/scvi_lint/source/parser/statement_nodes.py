"""Statements of the syntax tree, and what stands in them: see `nodes`."""

from __future__ import annotations

from scvi_lint.source.parser.expression_nodes import Argument, Expr, Node, Parameter, Stmt

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
