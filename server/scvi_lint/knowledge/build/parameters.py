"""Parameters as rows: `[name, kind, default, annotation, choices]`, trailing nulls cut.

`kind` is an index into `signatures.KINDS`. Annotations are normalised, so that `Optional[int]` and
`int | None` are one text and a release that only changed the spelling changes nothing;
`Tunable[…]`, a mark of 0.20 to 1.1, is taken off.
"""

from __future__ import annotations

import ast
import copy
from typing import TYPE_CHECKING

from scvi_lint.knowledge.build.classes import Classes
from scvi_lint.knowledge.build.sources import Function, Module, Sources, dotted

if TYPE_CHECKING:
    from scvi_lint.knowledge.rows import Row, Rows

PLAIN, POSITIONAL, KEYWORD, ARGS, KWARGS = range(5)
_LOWER = {"List", "Dict", "Tuple", "Set", "Type", "FrozenSet"}
_WRAPPERS = ("Optional", "Union", "Tunable", "list", "sequence", "iterable", "tuple", "set")
_DEEPEST = 4


def rows(sources: Sources, module: Module, function: Function, skip_first: bool) -> Rows:
    """The parameters of a function in order; `self` or `cls` left out."""
    given = function.args
    positional = [
        *((argument, POSITIONAL) for argument in given.posonlyargs),
        *((argument, PLAIN) for argument in given.args),
    ]
    defaults = [None] * (len(positional) - len(given.defaults)) + list(given.defaults)
    found = [
        row(sources, module, argument.arg, kind, default, argument.annotation)
        for (argument, kind), default in zip(positional, defaults, strict=True)
    ]
    if skip_first:
        found = found[1:]
    if given.vararg:
        annotation = given.vararg.annotation
        found.append(row(sources, module, given.vararg.arg, ARGS, None, annotation))
    for argument, default in zip(given.kwonlyargs, given.kw_defaults, strict=True):
        found.append(row(sources, module, argument.arg, KEYWORD, default, argument.annotation))
    if given.kwarg:
        annotation = given.kwarg.annotation
        found.append(row(sources, module, given.kwarg.arg, KWARGS, None, annotation))
    return found


def fields(classes: Classes, key: str) -> Rows:
    """The parameters that a dataclass's constructor gets from its fields, inherited first."""
    found: dict[str, Row] = {}
    for cls in reversed(list(classes.own(key))):
        for name, (annotation, default) in cls.fields.items():
            if "ClassVar" not in ast.unparse(annotation):
                found[name] = row(classes.sources, cls.module, name, PLAIN, default, annotation)
    return list(found.values())


def row(
    sources: Sources,
    module: Module,
    name: str,
    kind: int,
    default: ast.expr | None,
    annotation: ast.expr | None,
) -> Row:
    """One parameter."""
    cells: Row = [name, kind, None, None, None]
    if default is not None:
        cells[2] = source(default)
    if annotation is not None:
        cells[3] = normal(annotation)
        cells[4] = list(dict.fromkeys(choices(sources, module, annotation))) or None
    while cells[-1] is None:
        cells.pop()
    return cells


def source(node: ast.expr) -> str:
    """A default as it prints: literals as their value, names as they are written."""
    try:
        return repr(ast.literal_eval(node))
    except (ValueError, TypeError):
        return ast.unparse(node)


def normal(annotation: ast.expr) -> str:
    """An annotation in today's spelling."""
    return ast.unparse(ast.fix_missing_locations(_Normal().visit(copy.deepcopy(annotation))))


class _Normal(ast.NodeTransformer):
    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        if isinstance(node.value, str):
            try:
                return self.visit(ast.parse(node.value, mode="eval").body)
            except SyntaxError:
                return node
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        name = dotted(node.value).rpartition(".")[2]
        if name == "Literal":
            return ast.Subscript(ast.Name("Literal"), node.slice, ast.Load())
        node.value = self.visit(node.value)
        node.slice = self.visit(node.slice)
        if name == "Tunable":
            return node.slice
        if name == "Optional":
            return ast.BinOp(node.slice, ast.BitOr(), ast.Constant(None))
        if name == "Union":
            parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            joined = parts[0]
            for part in parts[1:]:
                joined = ast.BinOp(joined, ast.BitOr(), part)
            return joined
        return node

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Name(node.id.lower() if node.id in _LOWER else node.id)

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        if dotted(node).startswith("typing."):
            return self.visit_Name(ast.Name(node.attr))
        return node


def choices(
    sources: Sources, module: Module, annotation: ast.expr, depth: int = 0
) -> list[str | int | bool | None]:
    """The values of every Literal in an annotation, through aliases of scvi-tools."""
    found: Row = []
    waiting: list[ast.AST] = [annotation]
    while waiting and depth <= _DEEPEST:
        node = waiting.pop(0)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            try:
                waiting.append(ast.parse(node.value, mode="eval").body)
            except SyntaxError:
                continue
        elif isinstance(node, ast.Subscript):
            name = dotted(node.value).rpartition(".")[2]
            inner = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            if name == "Literal":
                found += [item.value for item in inner if isinstance(item, ast.Constant)]
            elif name in _WRAPPERS or name.lower() in _WRAPPERS:
                waiting += inner
        elif isinstance(node, ast.BinOp):
            waiting += [node.left, node.right]
        elif isinstance(node, ast.Name | ast.Attribute):
            alias = sources.find_in(module, dotted(node)) if dotted(node) else None
            if alias is not None and alias.kind == "value" and isinstance(alias.node, ast.expr):
                home = sources.module_of(alias.path)
                found += choices(sources, home, alias.node, depth + 1)
    return found
