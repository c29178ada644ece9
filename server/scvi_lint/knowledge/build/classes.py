"""Classes of one release: their members, and the order in which Python looks names up."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from scvi_lint.knowledge.build.sources import Found, Function, Module, Sources, dotted


class ClassSource:
    """A class as written. `fields` are its annotated attributes, for dataclasses."""

    def __init__(self, key: str, module: Module, node: ast.ClassDef) -> None:
        self.key = key
        self.module = module
        self.node = node
        self.functions: dict[str, Function] = {}
        self.attributes: dict[str, ast.expr] = {}
        self.fields: dict[str, tuple[ast.expr, ast.expr | None]] = {}
        self._read(node.body)

    @property
    def is_dataclass(self) -> bool:
        return any(
            dotted(item.func if isinstance(item, ast.Call) else item).endswith("dataclass")
            for item in self.node.decorator_list
        )

    def _read(self, body: list[ast.stmt]) -> None:
        for node in body:
            if isinstance(node, Function):
                names = [dotted(item) for item in node.decorator_list]
                if not any(name.endswith((".setter", ".deleter", "overload")) for name in names):
                    self.functions[node.name] = node
            elif isinstance(node, ast.Assign):
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        self.attributes[target.id] = node.value
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                self.fields[node.target.id] = (node.annotation, node.value)
                if node.value is not None:
                    self.attributes[node.target.id] = node.value
            elif isinstance(node, ast.If | ast.Try):
                self._read(node.body)
                self._read(node.orelse)


class Classes:
    """Every class of a release, made when first asked for."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self._known: dict[str, ClassSource | None] = {}
        self._orders: dict[str, tuple[str, ...]] = {}

    def get(self, key: str) -> ClassSource | None:
        """The class that is defined at a path."""
        if key not in self._known:
            found = self.sources.find(key) if key.startswith("scvi.") else Found("outside", key)
            made = None
            if found.kind == "class" and found.path == key and isinstance(found.node, ast.ClassDef):
                made = ClassSource(key, self.sources.module_of(key), found.node)
            self._known[key] = made
        return self._known[key]

    def order(self, key: str) -> tuple[str, ...]:
        """The class and those it inherits from, in the order of lookup; other packages' by name."""
        known = self._orders.get(key)
        if known is None:
            cls = self.get(key)
            if cls is None:
                known = (key,)
            else:
                bases = [self._base(cls, node) for node in cls.node.bases]
                bases = [base for base in bases if base not in ("object",)]
                known = (key, *_merge([*(list(self.order(base)) for base in bases), bases]))
            self._orders[key] = known
        return known

    def _base(self, cls: ClassSource, node: ast.expr) -> str:
        name = dotted(node.value if isinstance(node, ast.Subscript) else node)
        found = self.sources.find_in(cls.module, name) if name else Found("outside", "?")
        return found.path

    def method(self, key: str, name: str, after: str = "") -> tuple[str, Function] | None:
        """The class that defines a method, and the method; `after` as `super()` in that class."""
        order = self.order(key)
        start = order.index(after) + 1 if after in order else 0
        for owner in order[start:]:
            cls = self.get(owner)
            if cls is not None and name in cls.functions:
                return owner, cls.functions[name]
        return None

    def attribute(self, key: str, name: str) -> str:
        """The class of scvi-tools that a class attribute names, "" if none."""
        for owner in self.order(key):
            cls = self.get(owner)
            if cls is not None and name in cls.attributes:
                text = dotted(cls.attributes[name])
                found = self.sources.find_in(cls.module, text) if text else None
                return found.path if found is not None and found.kind == "class" else ""
        return ""

    def own(self, key: str) -> Iterator[ClassSource]:
        """The classes of scvi-tools in the order of lookup."""
        for owner in self.order(key):
            cls = self.get(owner)
            if cls is not None:
                yield cls


def _merge(lists: list[list[str]]) -> list[str]:
    """C3; where it has no answer, the order of appearance."""
    merged: list[str] = []
    rest = [list(one) for one in lists if one]
    while rest:
        for one in rest:
            if not any(one[0] in other[1:] for other in rest):
                head = one[0]
                break
        else:
            head = rest[0][0]
            rest = [[name for name in other if name != head or other[0] == head] for other in rest]
        merged.append(head)
        rest = [other[1:] if other[0] == head else other for other in rest]
        rest = [other for other in rest if other]
    return merged
