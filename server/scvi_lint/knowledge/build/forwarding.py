"""Where a function hands its `**kwargs` and its dictionaries of settings.

Followed inside one function, through copies, merges and updates; from a constructor also through
an attribute of `self` into the class's other methods. An edge is
`[source, callee, keywords given beside it, positional arguments, (keyword it is passed as)]`.

A callee that depends on the class at hand stays symbolic, so that one record serves every
subclass: `super:train`, `self:name`, `cls:` (the class itself), `attr:_training_plan_cls`,
`module:loss` (the model's module). Others are paths of definitions, or `outside:` and a name.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from scvi_lint.knowledge.build.classes import Classes, ClassSource
from scvi_lint.knowledge.build.sources import Function, Module, calls_of, dotted, nodes_of

if TYPE_CHECKING:
    from scvi_lint.knowledge.rows import Row, Rows

_DICTIONARIES = ("_kwargs", "_config", "_args")
_COPIES = ("dict", "deepcopy", "copy", "merge_kwargs")
# `TrainingPlan(**loss_kwargs)` keeps its rest for the module's `loss`, which gets it at every
# step after its own three inputs. The way there leads through `module.__call__`, which no reading
# of one class can follow.
_KEPT_FOR: dict[str, Row] = {"loss_kwargs": ["module:loss", [], 3]}


class Forwarding:
    """Reads edges of functions; `cls` is the class that the function is written in."""

    def __init__(self, classes: Classes) -> None:
        self._classes = classes

    def edges(self, module: Module, function: Function, cls: ClassSource | None) -> Rows:
        """The edges of a function, in the order of the calls."""
        taints = _taints(function)
        if not taints:
            return []
        found = self._edges_of(function, taints, module, cls, function)
        if cls is not None and function.name == "__init__":
            kept = {name: sources for name, sources in taints.items() if name.startswith("self.")}
            for name, sources in sorted(kept.items()):
                rest = _KEPT_FOR.get(name.removeprefix("self."))
                if rest is not None:
                    found += [[source, *rest] for source in sorted(sources)]
            for other in cls.functions.values() if kept else ():
                if other is not function:
                    found += self._edges_of(other, kept, module, cls, other, spread_only=True)
        return _distinct(found)

    def _edges_of(
        self,
        function: Function,
        taints: dict[str, set[str]],
        module: Module,
        cls: ClassSource | None,
        scope: Function,
        *,
        spread_only: bool = False,
    ) -> Rows:
        found: Rows = []
        for call in calls_of(function):
            for keyword in call.keywords:
                sources = _reaching(keyword.value, taints)
                if not sources or (keyword.arg is not None and not dotted(keyword.value)):
                    continue
                if spread_only and keyword.arg is not None:
                    continue
                if dotted(call.func).rpartition(".")[2] in _COPIES:
                    continue
                callee = self._callee(call, module, cls, scope)
                given = [item.arg for item in call.keywords if item.arg]
                edge = [callee, given, len(call.args) - _is_partial(call)]
                if keyword.arg is not None:
                    edge.append(keyword.arg)
                found += [[source, *edge] for source in sorted(sources)]
        return found

    def _callee(
        self, call: ast.Call, module: Module, cls: ClassSource | None, scope: Function
    ) -> str:
        callee = call.func
        if _is_partial(call):
            callee = call.args[0]
        if isinstance(callee, ast.Attribute) and isinstance(callee.value, ast.Call):
            if dotted(callee.value.func) == "super":
                return f"super:{callee.attr}"
            return "?"
        name = dotted(callee)
        if not name:
            return "?"
        parts = name.split(".")
        if parts[0] in ("self", "cls") and cls is not None:
            return self._of_self(parts, cls)
        return self._of_name(name, module, scope)

    def _of_self(self, parts: list[str], cls: ClassSource) -> str:
        if len(parts) == 1:
            return "cls:" if parts[0] == "cls" else "self:__call__"
        if parts[1] == "module":
            return "module:" + ".".join(parts[2:])
        if len(parts) > 2:
            return "?"
        if self._classes.method(cls.key, parts[1]) is not None:
            return f"self:{parts[1]}"
        return f"attr:{parts[1]}" if parts[1].endswith("_cls") else f"self:{parts[1]}"

    def _of_name(self, name: str, module: Module, scope: Function) -> str:
        sources = self._classes.sources
        head, _, rest = name.partition(".")
        for node in nodes_of(scope):
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    if (alias.asname or alias.name) == head:
                        path = f"{module.absolute(node.level, node.module)}.{alias.name}"
                        found = sources.find(path + ("." + rest if rest else ""))
                        return self._named(found.kind, found.path)
        if rest:
            made = _made(head, scope)
            if made is not None:
                found = sources.find_in(module, dotted(made.func))
                if found.kind == "class" and self._classes.method(found.path, rest):
                    return f"{found.path}.{rest}"
            if head == "adata_manager" and "scvi.data._manager" in sources.modules:
                return f"scvi.data._manager.AnnDataManager.{rest}"
        if any(argument.arg == head for argument in _arguments(scope)):
            return f"outside:{name}"
        found = sources.find_in(module, name)
        if found.kind == "attribute":
            owner, _, last = found.path.rpartition(".")
            if self._classes.get(owner) and self._classes.method(owner, last):
                return found.path
        return self._named(found.kind, found.path)

    def _named(self, kind: str, path: str) -> str:
        return path if kind in ("class", "function") else f"outside:{path}"


def _taints(function: Function) -> dict[str, set[str]]:
    """Names that hold what came in through a catch-all or a dictionary of settings."""
    held: dict[str, set[str]] = {}
    for argument in _arguments(function):
        if argument.arg.endswith(_DICTIONARIES) or argument.arg in ("kwargs", "config"):
            held[argument.arg] = {argument.arg}
    if function.args.kwarg:
        held[function.args.kwarg.arg] = {function.args.kwarg.arg}
    if not held:
        return held
    nodes = nodes_of(function)
    for _ in range(3):
        for node in nodes:
            if isinstance(node, ast.Assign):
                sources = _reaching(node.value, held)
                for target in node.targets if sources else ():
                    if dotted(target):
                        held.setdefault(dotted(target), set()).update(sources)
            elif (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "update"
                and node.args
                and dotted(node.func.value)
            ):
                sources = _reaching(node.args[0], held)
                if sources:
                    held.setdefault(dotted(node.func.value), set()).update(sources)
    return held


def _reaching(node: ast.expr | None, held: dict[str, set[str]]) -> set[str]:
    """Which sources an expression carries on."""
    if node is None:
        return set()
    name = dotted(node)
    if name:
        return set(held.get(name, ()))
    parts: list[ast.expr | None] = []
    if isinstance(node, ast.BoolOp):
        parts = list(node.values)
    elif isinstance(node, ast.IfExp):
        parts = [node.body, node.orelse]
    elif isinstance(node, ast.Dict):
        pairs = zip(node.keys, node.values, strict=True)
        parts = [value for key, value in pairs if key is None]
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        parts = [node.left, node.right]
    elif isinstance(node, ast.Call):
        last = dotted(node.func).rpartition(".")[2]
        if last in _COPIES and not (isinstance(node.func, ast.Attribute) and last == "copy"):
            parts = [*node.args, *(word.value for word in node.keywords if word.arg is None)]
        elif isinstance(node.func, ast.Attribute) and node.func.attr == "copy":
            parts = [node.func.value, *node.args]
    return {source for part in parts for source in _reaching(part, held)}


def _arguments(function: Function) -> list[ast.arg]:
    given = function.args
    return [*given.posonlyargs, *given.args, *given.kwonlyargs]


def _is_partial(call: ast.Call) -> bool:
    return bool(call.args) and dotted(call.func).rpartition(".")[2] == "partial"


def _made(name: str, scope: Function) -> ast.Call | None:
    """The constructor call that a local variable comes from."""
    for node in nodes_of(scope):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            for target in node.targets:
                if dotted(target) == name:
                    return node.value
    return None


def _distinct(edges: Rows) -> Rows:
    found: Rows = []
    for edge in edges:
        if edge not in found:
            found.append(edge)
    return found
