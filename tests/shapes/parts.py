"""An example taken apart: what it imports, what it defines, what it does."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

DATA = re.compile(r"(scvi\.data\.|sc\.read|sc\.datasets|ad\.read|anndata\.read|mu\.read)")
MODEL = re.compile(r"scvi\.(model|external)\.[A-Z]\w*\(")


class DoesNotApply(Exception):
    """This example has nothing that the shape could rewrite."""


class Parts:
    """The statements of a program as texts; `names` are those that its body binds."""

    def __init__(self, code: str) -> None:
        self.imports: list[str] = []
        self.definitions: list[str] = []
        self.body: list[str] = []
        self.names: list[str] = []
        used: set[str] = set()
        for node in ast.parse(code).body:
            text = ast.unparse(node)
            if isinstance(node, ast.Import | ast.ImportFrom):
                self.imports.append(text)
            elif isinstance(node, ast.FunctionDef | ast.ClassDef):
                self.definitions.append(text)
                used.update(n.id for n in ast.walk(node) if isinstance(n, ast.Name))
            else:
                self.body.append(text)
                for inner in ast.walk(node):
                    if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
                        self.names.append(inner.id)
        self.captured = used & set(self.names)

    def require_closed(self) -> None:
        """Raise DoesNotApply where a function reads a name that the body binds."""
        if self.captured or not self.body:
            raise DoesNotApply

    def first(self, made: re.Pattern[str]) -> tuple[int, str, str]:
        """The first statement `name = …` that makes data or a model: its number, the name and
        the expression. Raises DoesNotApply when there is none."""
        for number, text in enumerate(self.body):
            (node,) = ast.parse(text).body
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                value = ast.unparse(node.value)
                if isinstance(node.value, ast.Call) and made.match(value):
                    return number, node.targets[0].id, value
        raise DoesNotApply

    def program(self, *body: str, imports: tuple[str, ...] = (), defs: tuple[str, ...] = ()) -> str:
        """A program with the same head and another body."""
        return "\n".join((*imports, *self.imports, *self.definitions, *defs, *body)) + "\n"


def block(head: str, statements: list[str] | tuple[str, ...]) -> str:
    """A compound statement with these in its body."""
    lines = [line for text in statements or ["pass"] for line in text.splitlines()]
    return "\n".join([head, *(f"    {line}" for line in lines)])


Shape = Callable[[Parts], str]
SHAPES: dict[str, Shape] = {}


def shape(rewrite: Shape) -> Shape:
    """Register a rewriting that keeps what the program means."""
    SHAPES[rewrite.__name__] = rewrite
    return rewrite
