"""What a syntax tree says, in a form in which our tree and Python's can be compared."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from scvi_lint.source.parser import nodes
from scvi_lint.source.syntax import Syntax, read

Fact = tuple[str, int, int, str]

# What Python tells apart and we do not, by Python's name.
_SAME = {
    "AsyncFunctionDef": "FunctionDef",
    "AsyncWith": "With",
    "AsyncFor": "For",
    "YieldFrom": "Yield",
    "AnnAssign": "Assign",
    "TypeAlias": "Assign",
    "ListComp": "Comprehension",
    "SetComp": "Comprehension",
    "DictComp": "Comprehension",
    "GeneratorExp": "Comprehension",
    "TryStar": "Try",
    "Global": "Scope",
    "Nonlocal": "Scope",
    "Expr": "ExprStmt",
    "IfExp": "Conditional",
    "List": "ListExpr",
    "Tuple": "TupleExpr",
    "Set": "SetExpr",
    "Dict": "DictExpr",
    "ExceptHandler": "Handler",
}
# What one of both has no node or no place for.
_APART = frozenset(
    "Argument Parameter Alias MatchCase BoolOp Slice Starred Unparsed Module Load Store Del "
    "arguments arg keyword alias comprehension withitem match_case Interactive".split()
)


def children(node: nodes.Node) -> Iterator[Any]:
    for base in type(node).__mro__:
        for slot in getattr(base, "__slots__", ()):
            yield getattr(node, slot)


def walk(value: Any) -> Iterator[nodes.Node]:
    """All nodes below a node or a tuple, itself included; nothing inside f-strings."""
    pending = [value]
    while pending:
        here = pending.pop()
        if isinstance(here, nodes.Node):
            yield here
            if not isinstance(here, nodes.JoinedStr):
                pending.extend(children(here))
        elif isinstance(here, tuple):
            pending.extend(here)


def our_facts(syntax: Syntax) -> Counter[Fact]:
    found: Counter[Fact] = Counter()
    for node in walk(syntax.body):
        name = type(node).__name__
        if name not in _APART:
            found[name, node.start, node.end, _detail(node)] += 1
    return found


def python_facts(text: str, tree: ast.AST) -> Counter[Fact]:
    places = _Places(text)
    found: Counter[Fact] = Counter()
    pending = [tree]
    while pending:
        node = pending.pop()
        if not isinstance(node, ast.JoinedStr):
            pending.extend(ast.iter_child_nodes(node))
        # `def f[T: Bound]()`, of Python 3.12 on: types are nothing that happens.
        for parameter in getattr(node, "type_params", ()):
            pending.remove(parameter)
        if isinstance(node, ast.Raise) and node.cause is not None:
            pending.remove(node.cause)
        name = _SAME.get(type(node).__name__, type(node).__name__)
        if isinstance(node, ast.pattern):
            continue
        if name in _APART or not isinstance(node, (ast.expr, ast.stmt, ast.excepthandler)):
            continue
        start = places.offset(node.lineno, node.col_offset)
        end = places.offset(node.end_lineno or 0, node.end_col_offset or 0)
        found[name, start, end, _detail(node)] += 1
    return found


def _detail(node: Any) -> str:
    for attribute in ("id", "attr", "name"):
        if isinstance(found := getattr(node, attribute, None), str):
            return found
    return repr(node.value) if type(node).__name__ == "Constant" else ""


class _Places:
    """Python's line and column in bytes, as an offset in characters."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text))]
        self.text = text

    def offset(self, line: int, column: int) -> int:
        start = self.starts[line - 1]
        end = self.starts[line] if line < len(self.starts) else len(self.text)
        content = self.text[start:end]
        if content.isascii():
            return start + column
        return start + len(content.encode()[:column].decode())


def body(text: str) -> tuple[nodes.Stmt, ...]:
    """The statements of a text that must be Python."""
    syntax = read(text)
    assert not syntax.errors
    return syntax.body


def only(text: str) -> Any:
    """The one statement of a text; the expression, if it is one."""
    (statement,) = body(text)
    return statement.value if isinstance(statement, nodes.ExprStmt) else statement


def places(value: Any) -> Iterator[tuple[nodes.Node, int, int]]:
    for node in walk(value):
        yield node, node.start, node.end
