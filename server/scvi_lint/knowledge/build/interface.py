"""The programming interface of one release, as plain records.

Everything that can be imported from a public module, and every definition that its calls reach:
base classes, modules, training plans, functions that keywords are handed to.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from scvi_lint.knowledge.build import bodies, history, parameters
from scvi_lint.knowledge.build.classes import Classes, ClassSource
from scvi_lint.knowledge.build.forwarding import Forwarding
from scvi_lint.knowledge.build.sources import Function, Module, Sources, calls_of, dotted, nodes_of

if TYPE_CHECKING:
    from scvi_lint.knowledge.rows import Record, Row, Rows

_SETTINGS = "scvi._settings.ScviConfig"
_RELATED = "_cls"
_SETUPS = ("setup_anndata", "setup_mudata")


class Interface(NamedTuple):
    """`exports` maps import paths to definitions, "module" or "object"; `definitions` a path to
    its record; `lines` a definition or member to its file and line."""

    exports: dict[str, str]
    definitions: Record
    lines: dict[str, Row]


def read_interface(sources: Sources) -> Interface:
    """The interface of a release."""
    return _Reader(sources).read()


class _Reader:
    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.classes = Classes(sources)
        self.forwarding = Forwarding(self.classes)
        self.exports: dict[str, str] = {"scvi": "module"}
        self.definitions: Record = {}
        self.lines: dict[str, Row] = {}
        self._waiting: list[str] = []

    def read(self) -> Interface:
        for module in self.sources.modules.values():
            if module.is_package and not any(p.startswith("_") for p in module.name.split(".")):
                self.exports[module.name] = "module"
                for name in module.exported():
                    self._export(module, name)
        self._export_root()
        while self._waiting:
            key = self._waiting.pop()
            if key not in self.definitions:
                self._define(key)
        self._drop_private_methods()
        return Interface(
            dict(sorted(self.exports.items())),
            dict(sorted(self.definitions.items())),
            dict(sorted(self.lines.items())),
        )

    def _export(self, module: Module, name: str) -> None:
        path = f"{module.name}.{name}"
        found = self.sources.find(path)
        if found.kind in ("class", "function"):
            self.exports[path] = found.path
            self._waiting.append(found.path)
        elif found.kind == "module":
            self.exports[path] = "module"
        elif found.kind in ("value", "outside"):  # what another package defines is handed on
            self.exports[path] = "object"

    def _export_root(self) -> None:
        """`scvi.settings` and the tables of keys, whatever `__all__` says of them."""
        settings = self.classes.get(_SETTINGS)
        if settings is not None:
            self.exports["scvi.settings"] = f"object:{_SETTINGS}"
            self._waiting.append(_SETTINGS)
            for name in settings.functions:
                if not name.startswith("_"):
                    self.exports[f"scvi.settings.{name}"] = f"object:{_SETTINGS}.{name}"
        root = self.sources.modules["scvi"]
        for name in ("REGISTRY_KEYS", "METRIC_KEYS", "_CONSTANTS"):
            if name in root.names:
                self.exports[f"scvi.{name}"] = "object"

    # --- definitions --------------------------------------------------------------------------

    def _define(self, key: str) -> None:
        cls = self.classes.get(key)
        if cls is not None:
            self.definitions[key] = self._class(cls)
            return
        found = self.sources.find(key)
        if found.kind == "function" and isinstance(found.node, Function):
            module = self.sources.module_of(found.path)
            self.definitions[key] = {"f": self._function(module, found.node, None)}
            self.lines[key] = [module.path, found.node.lineno]
            return
        owner = key.rpartition(".")[0]
        if self.classes.get(owner) is not None:
            self._waiting.append(owner)

    def _class(self, cls: ClassSource) -> Record:
        self.lines[cls.key] = [cls.module.path, cls.node.lineno]
        order = list(self.classes.order(cls.key)[1:])
        self._waiting += [base for base in order if base.startswith("scvi.")]
        record: Record = {"order": order}
        related = self._related(cls)
        if related:
            record["attributes"] = related
            self._waiting += related.values()
        assigned = self._assigned(cls)
        if assigned:
            record["assigned"] = assigned
            self._waiting += [path for _, path, _ in assigned if path]
        record.update(history.facts(self.classes, cls))
        members: Record = {}
        for name, function in cls.functions.items():
            members[name] = self._function(cls.module, function, cls)
            self.lines[f"{cls.key}.{name}"] = [cls.module.path, function.lineno]
        if "__init__" not in cls.functions:
            if cls.is_dataclass:
                members["__init__"] = {"p": parameters.fields(self.classes, cls.key)}
            elif "__new__" in members:
                members["__init__"] = members["__new__"]  # a class that picks another one
        return {"c": record, "m": dict(sorted(members.items()))}

    def _related(self, cls: ClassSource) -> dict[str, str]:
        """Classes that class attributes such as `_module_cls` name."""
        found: dict[str, str] = {}
        for name, value in sorted(cls.attributes.items()):
            if name.endswith(_RELATED) and dotted(value):
                target = self.sources.find_in(cls.module, dotted(value))
                if target.kind == "class":
                    found[name] = target.path
        module = self._made_module(cls) if "_module_cls" not in found else None
        if module is not None:
            found["_module_cls"] = module
        return dict(sorted(found.items()))

    def _assigned(self, cls: ClassSource) -> list[list[str]]:
        """`self._training_plan_cls = Other` in a method: the attribute, the class ("" if it is not
        known), and the only class that it is done for: "*" for all of them, "" if that depends on
        something else."""
        found: list[list[str]] = []

        def visit(node: ast.AST, only: str) -> None:
            if isinstance(node, ast.If):
                for child in node.body:
                    visit(child, _asked_for(node.test))
                for child in node.orelse:
                    visit(child, "")
                return
            for target in node.targets if isinstance(node, ast.Assign) else ():
                name = dotted(target)
                if name.startswith("self.") and name.endswith(_RELATED):
                    value = dotted(getattr(node, "value", None))
                    other = self.sources.find_in(cls.module, value or "?")
                    path = other.path if other.kind == "class" else ""
                    found.append([name.removeprefix("self."), path, only])
            for child in ast.iter_child_nodes(node):
                visit(child, only)

        for function in cls.functions.values():
            for statement in function.body:
                visit(statement, "*" if function.name == "__init__" else "")
        return found

    def _made_module(self, cls: ClassSource) -> str | None:
        """The module class of a model that has no attribute for it: `self.module = VAE(…)`."""
        constructor = cls.functions.get("__init__")
        for node in () if constructor is None else nodes_of(constructor):
            if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Call):
                continue
            if any(dotted(target) == "self.module" for target in node.targets):
                made = self.sources.find_in(cls.module, dotted(node.value.func) or "?")
                if made.kind == "class":
                    return made.path
        return None

    def _function(self, module: Module, function: Function, cls: ClassSource | None) -> Record:
        record: Record = {}
        kind = _kind(function) if cls is not None else "f"
        if kind:
            record["k"] = kind
        skip = cls is not None and kind != "s"
        record["p"] = parameters.rows(self.sources, module, function, skip)
        edges = self.forwarding.edges(module, function, cls)
        if edges:
            record["f"] = edges
            self._waiting += [edge[1] for edge in edges if edge[1].startswith("scvi.")]
        keys = bodies.settings(function)
        if keys.taken:
            record["x"] = keys.taken
        if keys.needed:
            record["n"] = keys.needed
        if function.name in _SETUPS:
            record["s"] = bodies.registered(function) or self._handed_on(module, function)
        if bodies.refuses_untrained(function):
            record["u"] = 1
        if function.name == "train":
            replaced = bodies.overwritten(function)
            if replaced:
                record["o"] = replaced
        warned = bodies.obsolete(function)
        if warned:
            record["d"] = warned
        return dict(sorted(record.items()))

    def _handed_on(self, module: Module, function: Function) -> Rows:
        """The fields of a set-up that calls that of another class: `TorchMRVI.setup_anndata(…)`."""
        for call in calls_of(function):
            owner, _, name = dotted(call.func).rpartition(".")
            if name != function.name or owner in ("", "super()", "cls"):
                continue
            other = self.sources.find_in(module, owner)
            found = self.classes.method(other.path, name) if other.kind == "class" else None
            if found is not None:
                return bodies.registered(found[1])
        return []

    def _drop_private_methods(self) -> None:
        """Keep a private method only where keywords are handed to one of its name."""
        reached = {"__init__"}
        for entry in self.definitions.values():
            for record in [*entry.get("m", {}).values(), *filter(None, [entry.get("f")])]:
                for edge in record.get("f", ()):
                    reached.add(edge[1].rpartition(":")[2].rpartition(".")[2])
        for key, entry in self.definitions.items():
            for name in list(entry.get("m", ())):
                if name.startswith("_") and name not in reached:
                    del entry["m"][name]
                    self.lines.pop(f"{key}.{name}", None)


def _asked_for(test: ast.expr) -> str:
    """`type(self).__name__ == "TOTALANVI"`: the class, "" of any other condition."""
    if not isinstance(test, ast.Compare) or not isinstance(test.ops[0], ast.Eq):
        return ""
    name, wanted = test.left, test.comparators[0]
    asks = isinstance(name, ast.Attribute) and name.attr == "__name__"
    return str(wanted.value) if asks and isinstance(wanted, ast.Constant) else ""


def _kind(function: Function) -> str:
    """One letter, as `Signature.kind` reads it; "" for a plain method."""
    names = [dotted(node).rpartition(".")[2] for node in function.decorator_list]
    if any(name in ("property", "cached_property", "abstractproperty") for name in names):
        return "p"
    if "classmethod" in names:
        return "c"
    return "s" if "staticmethod" in names else ""
