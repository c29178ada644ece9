"""What a name or a call in the text means: a symbol of scvi-tools, or an object of the program.

This reads the text as it stands now, also half-typed, where the engine rightly says nothing. It
follows imports, plain aliases and attributes; anything else has no answer here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.ide.moments import Moments, Object, Spot
from scvi_lint.ide.statements import children
from scvi_lint.interpreter.domain import slots
from scvi_lint.knowledge.api import ClassSymbol
from scvi_lint.knowledge.signatures import Signature
from scvi_lint.knowledge.symbols import FunctionSymbol
from scvi_lint.semantic.model_views import ModelView
from scvi_lint.source.documents.document import Document
from scvi_lint.source.parser import nodes
from scvi_lint.source.syntax import parse

if TYPE_CHECKING:
    from scvi_lint.knowledge.api import Api

_DEEPEST = 12
# Modules whose names are followed: what we have something to say about.
_OURS = ("scvi", "scarches", "velovi")


class Callee:
    """What is called: the signature, the class if there is one, and the object if it is one's.

    `is_unbound` tells that a method is called through its class, `SCVI.train(model, …)`: the
    first argument is the object.
    """

    __slots__ = ("cls", "is_unbound", "name", "path", "receiver", "signature")

    def __init__(
        self,
        path: str,
        name: str,
        signature: Signature,
        cls: ClassSymbol | None = None,
        receiver: Object | None = None,
        *,
        is_unbound: bool = False,
    ) -> None:
        self.path = path
        self.name = name
        self.signature = signature
        self.cls = cls
        self.receiver = receiver
        self.is_unbound = is_unbound

    @property
    def model(self) -> ModelView | None:
        """The model that a method is called on, None where it is called on none."""
        return None if self.receiver is None else self.receiver.model

    @property
    def is_property(self) -> bool:
        """Whether it is read, and never called."""
        return self.signature.kind == "property"

    @property
    def title(self) -> str:
        """`SCVI.train`, `SCVI`, `synthetic_iid`."""
        owner = "" if self.cls is None or self.name == self.cls.name else f"{self.cls.name}."
        return owner + self.name

    def positional(self, position: int) -> str | None:
        """The parameter that a positional argument fills, None if none does."""
        names = [
            parameter.name
            for parameter in self.signature.parameters
            if parameter.kind in ("plain", "positional") and parameter.name not in ("self", "cls")
        ]
        place = position - self.is_unbound
        return names[place] if 0 <= place < len(names) else None


class Resolver:
    """Answers about one document. `moments` may be of an older state, or be missing."""

    def __init__(self, document: Document, api: Api, moments: Moments | None) -> None:
        self._api = api
        self._moments = moments
        self._paths = _bound_paths(document, api)

    def path(self, node: nodes.Node | None, depth: int = 0) -> str:
        """The import path that an expression names, "" if it names none."""
        if isinstance(node, nodes.Name):
            found = self._paths.get(node.id, "")
            if isinstance(found, nodes.Node):
                return self.path(found, depth + 1) if depth < _DEEPEST else ""
            return found
        if isinstance(node, nodes.Attribute):
            owner = self.path(node.value, depth + 1) if depth < _DEEPEST else ""
            return f"{owner}.{node.attr}" if owner else ""
        return ""

    def behind(self, node: nodes.Expr) -> nodes.Expr:
        """What a plain name was assigned, `model.history` of `curves = model.history`; else
        itself."""
        found = self._paths.get(node.id) if isinstance(node, nodes.Name) else None
        return found if isinstance(found, nodes.Expr) else node

    def object(self, node: nodes.Node | None, spot: Spot) -> Object | None:
        """The object that an expression stands for at this place."""
        if self._moments is None:
            return None
        if isinstance(node, nodes.Name):
            return self._moments.named(node.id, spot)
        if isinstance(node, nodes.Attribute) and node.attr in ("adata", "mdata"):
            owner = self.object(node.value, spot)
            return None if owner is None else owner.other(owner.thing.value(slots.DATA))
        if isinstance(node, nodes.Subscript) and isinstance(node.index, nodes.Constant):
            inner = node.value
            if isinstance(inner, nodes.Attribute) and inner.attr == "mod":
                inner = inner.value
            owner = self.object(inner, spot)
            name = node.index.value
            if owner is None or not isinstance(name, str):
                return None
            known = owner.thing.value(slots.MOD(name))
            return None if known is None else owner.other(known)
        return None

    def callee(self, call: nodes.Call, spot: Spot) -> Callee | None:
        """What a call calls, if it is of scvi-tools."""
        function = call.function
        path = self.path(function)
        if path:
            return self.callee_by_path(path)
        if isinstance(function, nodes.Attribute):
            receiver = self.object(function.value, spot)
            cls = None if receiver is None else receiver.thing.value(slots.CLASS)
            signature = None if cls is None else cls.method(function.attr)
            if cls is not None and signature is not None:
                path = f"{cls.qualname}.{function.attr}"
                return Callee(path, function.attr, signature, cls, receiver)
        return None

    def callee_by_path(self, path: str) -> Callee | None:
        """What an import path calls."""
        name = path.rpartition(".")[2]
        found = self._api.resolve(path)
        if found is not None:
            if isinstance(found, ClassSymbol):
                return Callee(path, name, found.init, found)
            return (
                Callee(path, name, found.signature) if isinstance(found, FunctionSymbol) else None
            )
        owner = self._api.resolve(path.rpartition(".")[0])
        if isinstance(owner, ClassSymbol):
            signature = owner.method(name)
            if signature is not None:
                return Callee(path, name, signature, owner, is_unbound=signature.kind == "method")
        return None


def _bound_paths(document: Document, api: Api) -> dict[str, str | nodes.Expr]:
    """What each name is bound to: an import path, or the node that it was assigned."""
    paths: dict[str, str | nodes.Expr] = {}
    for cell in document.cells:
        pending: list[nodes.Node] = list(reversed(parse(cell).body))
        while pending:
            node = pending.pop()
            if isinstance(node, nodes.Import):
                for alias in node.names:
                    if alias.asname is not None:
                        _bind(paths, alias.asname, alias.name)
                    else:
                        top = alias.name.partition(".")[0]
                        _bind(paths, top, top)
            elif isinstance(node, nodes.ImportFrom) and not node.level:
                for alias in node.names:
                    if alias.name == "*":
                        if node.module.startswith(_OURS):
                            for name in api.names_in(node.module):
                                _bind(paths, name, f"{node.module}.{name}")
                    else:
                        _bind(paths, alias.asname or alias.name, f"{node.module}.{alias.name}")
            elif isinstance(node, nodes.Assign) and len(node.targets) == 1:
                target, value = node.targets[0], node.value
                named = isinstance(value, (nodes.Name, nodes.Attribute))
                if isinstance(target, nodes.Name) and named and target.id not in paths:
                    paths[target.id] = value
            elif isinstance(node, nodes.Stmt):
                pending.extend(child for child in children(node) if isinstance(child, nodes.Stmt))
    return paths


def _bind(paths: dict[str, str | nodes.Expr], name: str, path: str) -> None:
    if path.partition(".")[0] in _OURS:
        paths[name] = path
    else:
        paths.setdefault(name, "")
