"""The modules of one release: what each name is bound to, found by reading alone.

A name may be imported through any number of modules, be provided lazily by a module's
`__getattr__`, or stand below `if` and `try`; the first binding wins, as the fallback in an
`except ImportError` is a stub.
"""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import NamedTuple

from scvi_lint.knowledge.build.failure import BuildError

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Binding(NamedTuple):
    """`kind` is "class", "function", "import" or "value"; `target` the dotted path of an import."""

    kind: str
    node: ast.AST | None
    target: str = ""


class Found(NamedTuple):
    """What a path leads to. `kind` is as in Binding, or "module", or "outside" for other packages.

    `path` is the full path of the definition.
    """

    kind: str
    path: str
    node: ast.AST | None = None

    @property
    def module(self) -> str:
        return self.path.rpartition(".")[0]


class Module:
    """One source file."""

    def __init__(self, name: str, path: str, tree: ast.Module, is_package: bool) -> None:
        self.name = name
        self.path = path
        self.is_package = is_package
        self.tree = tree
        self.names: dict[str, Binding] = {}
        self.lazy: dict[str, str] = {}
        self.public: list[str] | None = None
        self._read(tree.body)

    def absolute(self, level: int, target: str | None) -> str:
        """The module that `from ..target import` names here."""
        if level == 0:
            return target or ""
        parts = self.name.split(".")
        drop = level - 1 if self.is_package else level
        parts = parts[: len(parts) - drop] if drop else parts
        return ".".join([*parts, target] if target else parts)

    def exported(self) -> list[str]:
        """The names that the module offers: `__all__`, or what it defines or takes from scvi.

        What a package takes from its own parts can be imported from it, even if `__all__` leaves
        it out.
        """
        whence = "scvi." if self.public is None else f"{self.name}."
        others = [
            name
            for name, bound in self.names.items()
            if not name.startswith("_")
            and (bound.kind in ("class", "function") or bound.target.startswith(whence))
        ]
        return list(dict.fromkeys([*(self.public or ()), *others, *self.lazy]))

    def _read(self, body: list[ast.stmt]) -> None:
        for node in body:
            if isinstance(node, ast.ClassDef):
                self.names.setdefault(node.name, Binding("class", node))
            elif isinstance(node, Function):
                if node.name == "__getattr__":
                    self._read_lazy(node)
                else:
                    self.names.setdefault(node.name, Binding("function", node))
            elif isinstance(node, ast.Import):
                for alias in node.names:
                    target = alias.name if alias.asname else alias.name.partition(".")[0]
                    name = alias.asname or target
                    self.names.setdefault(name, Binding("import", None, target))
            elif isinstance(node, ast.ImportFrom):
                base = self.absolute(node.level, node.module)
                for alias in node.names:
                    name = alias.asname or alias.name
                    self.names.setdefault(name, Binding("import", None, f"{base}.{alias.name}"))
            elif isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
                self._read_assignment(node)
            elif isinstance(node, ast.If | ast.Try | ast.With):
                self._read(node.body)
                for handler in getattr(node, "handlers", ()):
                    self._read(handler.body)
                self._read(getattr(node, "orelse", []))
                self._read(getattr(node, "finalbody", []))

    def _read_assignment(self, node: ast.Assign | ast.AnnAssign | ast.AugAssign) -> None:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        for target in targets:
            if not isinstance(target, ast.Name) or node.value is None:
                continue
            if target.id == "__all__":
                names = _strings(node.value)
                more = isinstance(node, ast.AugAssign)
                self.public = [*(self.public or ()), *names] if more else names
            elif not isinstance(node, ast.AugAssign):
                self.names.setdefault(target.id, Binding("value", node.value))

    def _read_lazy(self, function: Function) -> None:
        """`if name == "JaxSCVI": from ._jaxscvi import JaxSCVI as _Jax; return _Jax`."""
        for node in ast.walk(function):
            if not isinstance(node, ast.If) or not isinstance(node.test, ast.Compare):
                continue
            wanted = node.test.comparators[0]
            if not isinstance(wanted, ast.Constant) or not isinstance(wanted.value, str):
                continue
            local: dict[str, str] = {}
            for statement in node.body:
                if isinstance(statement, ast.ImportFrom):
                    base = self.absolute(statement.level, statement.module)
                    for alias in statement.names:
                        local[alias.asname or alias.name] = f"{base}.{alias.name}"
                elif isinstance(statement, ast.Return) and dotted(statement.value) in local:
                    self.lazy[wanted.value] = local[dotted(statement.value)]


class Sources:
    """All modules of one release."""

    def __init__(self, version: str, modules: dict[str, str]) -> None:
        self.modules: dict[str, Module] = {}
        for path, text in modules.items():
            try:
                tree = ast.parse(text)
            except (SyntaxError, ValueError) as error:
                raise BuildError(f"scvi-tools {version}: {path}: {error}") from None
            name = path.removesuffix(".py").replace("/", ".")
            is_package = name.endswith(".__init__")
            name = name.removesuffix(".__init__")
            self.modules[name] = Module(name, path, tree, is_package)

    def find(self, path: str, seen: frozenset[str] = frozenset()) -> Found:
        """What an absolute path leads to, through imports and lazy names."""
        if path in seen:
            return Found("outside", path)
        if path in self.modules:
            return Found("module", path)
        parts = path.split(".")
        for cut in range(len(parts) - 1, 0, -1):
            module = self.modules.get(".".join(parts[:cut]))
            if module is None:
                continue
            name, rest = parts[cut], parts[cut + 1 :]
            bound = module.names.get(name)
            if bound is None and name in module.lazy:
                bound = Binding("import", None, module.lazy[name])
            if bound is None:
                return Found("outside", path)
            if bound.kind == "import":
                return self.find(".".join([bound.target, *rest]), seen | {path})
            if rest:
                return Found("attribute", path, bound.node)
            if bound.kind == "value":
                other = dotted(bound.node)
                if other and other != name:
                    found = self.find_in(module, other, seen | {path})
                    if found.kind in ("class", "function"):
                        return found
            return Found(bound.kind, f"{module.name}.{name}", bound.node)
        return Found("outside", path)

    def find_in(self, module: Module, name: str, seen: frozenset[str] = frozenset()) -> Found:
        """What a dotted name means in a module."""
        head, _, rest = name.partition(".")
        if head not in module.names and head not in module.lazy:
            return Found("outside", name)
        return self.find(f"{module.name}.{head}" + ("." + rest if rest else ""), seen)

    def module_of(self, path: str) -> Module:
        """The module that a definition stands in."""
        while path not in self.modules:
            path = path.rpartition(".")[0]
        return self.modules[path]


@lru_cache(maxsize=8)
def nodes_of(function: Function) -> tuple[ast.AST, ...]:
    """Every node of a function; asked for several times in a row."""
    return tuple(ast.walk(function))


@lru_cache(maxsize=8)
def calls_of(function: Function) -> tuple[ast.Call, ...]:
    """Every call in a function, in the order of the text."""
    calls = [node for node in nodes_of(function) if isinstance(node, ast.Call)]
    return tuple(sorted(calls, key=lambda call: (call.lineno, call.col_offset)))


def dotted(node: ast.AST | None) -> str:
    """`a.b.c` of an expression of names and attributes, "" of any other."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        inner = dotted(node.value)
        return f"{inner}.{node.attr}" if inner else ""
    return ""


def _strings(node: ast.AST) -> list[str]:
    return [
        item.value
        for item in getattr(node, "elts", ())
        if isinstance(item, ast.Constant) and isinstance(item.value, str)
    ]
