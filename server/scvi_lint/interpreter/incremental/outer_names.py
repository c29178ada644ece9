"""Which names a block takes from outside: those that it may read before it has bound them itself.

What counts is the order in which a block is followed. A name that only one of several ways binds is
read from outside on the others, and so it counts.
"""

from __future__ import annotations

from scvi_lint.source.parser import nodes
from scvi_lint.source.parser.expression_nodes import is_several
from scvi_lint.source.parser.sameness import slots_of


class Names:
    """The names that a block takes from `outside`, those that it has certainly `bound` when it
    ends, and those that it may have bound by then."""

    __slots__ = ("bound", "may_bind", "outside")

    def __init__(self, block: nodes.Block, bound: set[str] | None = None) -> None:
        self.bound: set[str] = set() if bound is None else bound
        self.outside: set[str] = set()
        self.may_bind: set[str] = set()
        for statement in block:
            self._statement(statement)

    def _statement(self, node: nodes.Stmt) -> None:
        if isinstance(node, nodes.Assign) and node.value is not None:
            self._read(node.value, node.annotation)
            self._bind(*node.targets)
        elif isinstance(node, nodes.For):
            self._read(node.iterable)
            inside = Names((), set(self.bound))
            inside._bind(node.target)
            self._take(inside, node.body)
            self._take(Names((), set(self.bound)), node.orelse)
        elif isinstance(node, nodes.If):
            self._read(node.test)
            ways = [Names(part, set(self.bound)) for part in (node.body, node.orelse)]
            self.outside.update(*(way.outside for way in ways))
            self.may_bind.update(*(way.may_bind for way in ways))
            self.bound = ways[0].bound & ways[1].bound
        elif isinstance(node, nodes.With):
            for expression, target in node.items:
                self._read(expression)
                self._bind(target)
            self._take(Names((), set(self.bound)), node.body)
        elif isinstance(node, nodes.FunctionDef):
            self._read(node.decorators, node.parameters)
            self.outside |= of_function(node) - self.bound
            self._bound(node.name)
        elif isinstance(node, nodes.Import):
            for alias in node.names:
                self._bound((alias.asname or alias.name).partition(".")[0])
        else:
            self._read(node)

    def _take(self, inside: Names, block: nodes.Block) -> None:
        """A block that may not be followed at all."""
        for statement in block:
            inside._statement(statement)
        self.outside |= inside.outside
        self.may_bind |= inside.may_bind

    def _bound(self, name: str) -> None:
        self.bound.add(name)
        self.may_bind.add(name)

    def _read(self, *parts: object) -> None:
        self.outside |= spoken_of(parts) - self.bound

    def _bind(self, *targets: nodes.Expr | None) -> None:
        for target in targets:
            if isinstance(target, nodes.Name):
                self._bound(target.id)
            elif isinstance(target, nodes.TupleExpr | nodes.ListExpr):
                self._bind(*target.items)
            else:
                self._read(target)


def of_function(node: nodes.FunctionDef | nodes.Lambda) -> set[str]:
    """The names that a function takes from outside when it is called, or when it is defined."""
    own = {parameter.name for parameter in node.parameters}
    if isinstance(node, nodes.Lambda):
        return spoken_of((node.body, node.parameters)) - own
    others = spoken_of((node.decorators, node.parameters))
    declared = {name for part in _scopes(node.body) for name in part.names}
    return Names(node.body, own).outside | others | declared


def _scopes(block: object) -> list[nodes.Scope]:
    """What is declared to be of another scope, at any depth."""
    found: list[nodes.Scope] = []
    todo: list[object] = [block]
    while todo:
        one = todo.pop()
        if is_several(one):
            todo += one
        elif isinstance(one, nodes.Scope):
            found.append(one)
        elif isinstance(one, nodes.Stmt | nodes.Handler | nodes.MatchCase):
            todo += [getattr(one, part) for part in slots_of(type(one))]
    return found


def spoken_of(parts: object) -> set[str]:
    """Every name that nodes speak of, in whatever way."""
    found: set[str] = set()
    todo: list[object] = [parts]
    while todo:
        one = todo.pop()
        if is_several(one):
            todo += one
        elif isinstance(one, nodes.Name):
            found.add(one.id)
        elif isinstance(one, nodes.Attribute | nodes.Argument):
            todo.append(one.value)  # attributes and keywords are no names
        elif isinstance(one, nodes.Parameter):
            todo += (one.annotation, one.default)
        elif isinstance(one, nodes.Constant):
            continue  # nor are texts
        elif isinstance(one, nodes.Node):
            todo += [getattr(one, part) for part in slots_of(type(one))]
        elif isinstance(one, str):
            found.add(one)
    return found
