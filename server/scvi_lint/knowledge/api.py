"""What one release offers: import paths, classes with inherited methods, functions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scvi_lint.knowledge.curated import Dataset, curated
from scvi_lint.knowledge.history import History, read_history
from scvi_lint.knowledge.models import Field, TrainFacts, setup_fields, train_facts
from scvi_lint.knowledge.shelf import at
from scvi_lint.knowledge.signatures import Signature
from scvi_lint.knowledge.symbols import FunctionSymbol, Symbol

if TYPE_CHECKING:
    from typing import Protocol

    from scvi_lint.knowledge.curated import Deprecation, Replacement
    from scvi_lint.knowledge.rows import ClassRecord, FunctionRecord, Rows
    from scvi_lint.knowledge.shelf import Shelf

    class Releases(Protocol):
        """All releases together, as one of them sees them: `catalogue.Catalogue`."""

        releases: tuple[str, ...]
        exports: dict[str, Rows]
        shelf: Shelf

        @property
        def newest(self) -> str: ...
        def api(self, version: str) -> Api: ...
        def lifetime(self, path: str) -> tuple[tuple[str, str | None], ...]: ...
        def place(self, version: str, path: str) -> tuple[str, int] | None: ...
        def holds(self, specifier: str, version: str) -> bool: ...
        def replacement(self, path: str) -> Replacement | None: ...
        def deprecation(self, path: str, version: str) -> Deprecation | None: ...
        def gone_before_the_first(self, path: str) -> str | None: ...


BASE = "BaseModelClass"
# Bases whose constructor is scvi-tools' own, or takes nothing.
_LOCAL = ("scvi.", "abc.", "typing.", "enum.", "collections.")
# A constructor that is inherited from another package: which keywords it takes is not known.
_OF_ANOTHER_PACKAGE: FunctionRecord = {
    "p": [["args", 3], ["kwargs", 4]],
    "f": [["kwargs", "?", [], 0]],
}


_NO_CLASS: ClassRecord = {"order": []}


class ClassSymbol(Symbol):
    """A class of a release, methods through its mixins."""

    __slots__ = (
        "_api",
        "_history",
        "_instance",
        "_methods",
        "_order",
        "_setups",
        "_train",
        "is_model",
        "key",
        "name",
    )

    def __init__(self, api: Api, qualname: str, key: str, record: ClassRecord) -> None:
        super().__init__("class", qualname)
        self._api = api
        self.key = key
        self.name = qualname.rpartition(".")[2]
        self._order: tuple[str, ...] = (key, *record["order"])
        handed_out = curated().instance(qualname)
        instance = None if handed_out is None else api.resolve(handed_out)
        self._instance = instance if isinstance(instance, ClassSymbol) else None
        if self._instance is not None:
            self._order = (key, *dict.fromkeys((*self._instance.order, *record["order"])))
        self.is_model = any(base.endswith("." + BASE) for base in self._order)
        self._methods: dict[str, Signature] = {}
        self._setups: dict[str, dict[str, Field]] = {}
        self._train: TrainFacts | None = None
        self._history: list[History | None] = []

    @property
    def hands_out_another(self) -> bool:
        """Whether calling the class makes an instance of another one."""
        return self._instance is not None

    @property
    def bases(self) -> tuple[str, ...]:
        """The classes it inherits from, nearest first, by the keys of their definitions."""
        return self._order[1:]

    @property
    def order(self) -> tuple[str, ...]:
        """The keys of the class itself and of its bases, in the order of lookup."""
        return self._order

    @property
    def version(self) -> str:
        """The release that it is of."""
        return self._api.version

    @property
    def record(self) -> ClassRecord:
        """What is known of the class beside its methods."""
        return self.record_of(self.key)

    def record_of(self, key: str) -> ClassRecord:
        """The same of a class that it inherits from."""
        return self._api.class_record(key) or _NO_CLASS

    @property
    def history(self) -> History | None:
        """The keys that training can log, None when the training plan is not known."""
        if not self._history:
            self._history.append(read_history(self))
        return self._history[0]

    @property
    def init(self) -> Signature:
        found = self.method("__init__")
        if found is not None:
            return found
        outside = any(not base.startswith(_LOCAL) for base in self.bases)
        nothing: FunctionRecord = {"p": []}
        record = _OF_ANOTHER_PACKAGE if outside else nothing
        return Signature(self._api, self.qualname, record, self)

    def method(self, name: str) -> Signature | None:
        """A method through inheritance, None if this release's class has none of that name."""
        known = self._methods.get(name)
        if known is None:
            known = self._find(name, self._order)
            if known is None:
                return None
            if self._instance is not None and known.is_stub:
                known = self._instance.method(name) or known
            self._methods[name] = known
        return known

    def defined_in(self, name: str) -> str | None:
        """The key of the class that defines a method, None if there is no such method."""
        for key in self._order:
            if self._api.members(key).get(name) is not None:
                return key
        return None

    def method_after(self, key: str, name: str) -> Signature | None:
        """What `super().name` finds from the class `key`."""
        if key not in self._order:
            return None
        return self._find(name, self._order[self._order.index(key) + 1 :])

    def methods(self) -> list[str]:
        """The public methods and properties, inherited ones included."""
        return sorted(name for name in self.members() if not name.startswith("_"))

    def members(self) -> set[str]:
        """All methods and properties, inherited ones included."""
        return {
            name
            for key in self._order
            for name, record in self._api.members(key).items()
            if record is not None
        }

    def related(self, attribute: str) -> ClassSymbol | None:
        """The class that a class attribute such as `_training_plan_cls` names; None where a method
        may put another one in its place."""
        for name, path, only in self._assigned():
            if name == attribute and only in ("", "*", self.key.rpartition(".")[2]):
                return self._api.class_by_key(path) if only and path else None
        for key in self._order:
            record = self._api.class_record(key)
            target = (record or _NO_CLASS).get("attributes", {}).get(attribute)
            if target is not None:
                return self._api.class_by_key(target)
        return None

    def _assigned(self) -> Iterator[list[str]]:
        for key in self._order:
            yield from (self._api.class_record(key) or _NO_CLASS).get("assigned", ())

    def outside_base(self, after: str) -> str | None:
        """The first class outside scvi-tools that comes after `after` in the order."""
        start = self._order.index(after) + 1 if after in self._order else 0
        return next((key for key in self._order[start:] if not key.startswith("scvi.")), None)

    def lifetime_of(self, keyword: str) -> tuple[tuple[str, str | None], ...]:
        """When the constructor took a keyword: see `Catalogue.lifetime`."""
        return self._api.lifetime(f"{self.qualname}.{keyword}")

    def setup_fields(self, method: str) -> dict[str, Field]:
        """What each argument of `setup_anndata` or `setup_mudata` registers."""
        known = self._setups.get(method)
        if known is None:
            known = self._setups[method] = setup_fields(self.method(method))
        return known

    @property
    def train_facts(self) -> TrainFacts:
        """Defaults of `train`, and the plan settings that it writes over."""
        if self._train is None:
            self._train = train_facts(self.name, self.method("train"))
        return self._train

    def has(self, trait: str) -> bool:
        """Whether it has a trait of `traits.toml` in this release."""
        return curated().has_trait(self.name, trait, self._api.version)

    def since(self, trait: str) -> str:
        """The release since which it has a trait, "" where it has it in none; see `has`."""
        return curated().trait_since(self.name, trait)

    def shares(self, trait: str, class_name: str) -> bool:
        """Whether it and another class have a trait."""
        return self.has(trait) and curated().has_trait(class_name, trait, self._api.version)

    def _find(self, name: str, keys: tuple[str, ...]) -> Signature | None:
        for key in keys:
            record = self._api.members(key).get(name)
            if record is not None:
                qualname = self.qualname if name == "__init__" else f"{self.qualname}.{name}"
                return Signature(self._api, qualname, record, self, key)
        return None


class Api:
    """One release of scvi-tools."""

    def __init__(self, catalogue: Releases, version: str, index: int) -> None:
        self.catalogue = catalogue
        self.version = version
        self._index = index
        self._symbols: dict[str, Symbol] = {}
        self._by_key: dict[str, ClassSymbol | None] = {}
        self._members: dict[str, dict[str, FunctionRecord | None]] = {}
        self._classes: tuple[ClassSymbol, ...] | None = None

    # --- symbols ------------------------------------------------------------------------------

    def resolve(self, path: str) -> Symbol | None:
        """What an import path names in this release, through aliases; None if nothing."""
        known = self._symbols.get(path)
        if known is None:
            known = self._resolve(path)
            if known is not None:  # of what is not there, there is no end
                self._symbols[path] = known
        return known

    def _resolve(self, path: str) -> Symbol | None:
        canonical = curated().alias(path)
        if canonical is not None:
            return self.resolve(canonical)
        if not path.startswith("scvi"):
            return None
        if path == "scvi":
            return Symbol("module", path)
        target = at(self.catalogue.exports.get(path), self._index)
        if target is None:
            # A private path to a definition: `scvi.model._scvi.SCVI`.
            if self.class_record(path) is not None:
                return self.class_by_key(path)
            record = self._function_record(path)
            return None if record is None else FunctionSymbol(path, Signature(self, path, record))
        if target in ("module", "object"):
            return Symbol(target, path)
        if target.startswith("object:"):
            return Symbol("object", path)
        record = self._function_record(target)
        if record is not None:
            return FunctionSymbol(path, Signature(self, path, record))
        return self.class_by_key(target)

    def signature(self, path: str) -> Signature | None:
        """What a call of this path takes: of a function, a constructor, or a class's method."""
        found = self.resolve(path)
        if found is not None:
            return getattr(found, "init", None) or getattr(found, "signature", None)
        owner, _, name = path.rpartition(".")
        cls = self.resolve(owner) if owner else None
        return cls.method(name) if isinstance(cls, ClassSymbol) else None

    def class_by_key(self, key: str) -> ClassSymbol | None:
        """The class defined at `key`, under the public path that the documentation uses."""
        if key not in self._by_key:
            record = self.class_record(key)
            public = self._public_path(key) or key
            self._by_key[key] = None if record is None else ClassSymbol(self, public, key, record)
        return self._by_key[key]

    def _public_path(self, key: str) -> str | None:
        """The shortest public import path of a definition."""
        paths = [
            path
            for path, rows in self.catalogue.exports.items()
            if any(row[1] == key for row in rows) and at(rows, self._index) == key
        ]
        return min(paths, key=lambda path: (path.count("."), path)) if paths else None

    def classes(self) -> tuple[ClassSymbol, ...]:
        """The public classes of this release."""
        if self._classes is None:
            symbols = map(self.resolve, self.catalogue.exports)
            found = {one.key: one for one in symbols if isinstance(one, ClassSymbol)}
            self._classes = tuple(found.values())
        return self._classes

    def models(self) -> list[ClassSymbol]:
        """The public model classes of this release."""
        return [
            cls
            for cls in self.classes()
            if cls.is_model and cls.qualname.startswith(("scvi.model.", "scvi.external."))
        ]

    def names_in(self, module: str) -> list[str]:
        """The public names of a module of scvi-tools, for `from module import *`."""
        prefix = module + "."
        return [
            path[len(prefix) :]
            for path, rows in self.catalogue.exports.items()
            if path.startswith(prefix)
            and "." not in path[len(prefix) :]
            and at(rows, self._index) is not None
        ]

    def dataset(self, path: str) -> Dataset | None:
        """What a data set of scvi-tools is known to hold."""
        return curated().dataset(path)

    def lifetime(self, path: str) -> tuple[tuple[str, str | None], ...]:
        """When something existed: see `Catalogue.lifetime`."""
        return self.catalogue.lifetime(path)

    def names_below(self, path: str) -> set[str] | None:
        """The members and keywords of a class, the keywords of a function or method; None where
        this release has no such path."""
        found = self.resolve(path)
        key = curated().class_of(path)
        if key is not None and found is not None:
            cls = self.class_by_key(key)
            return None if cls is None else cls.members()
        if isinstance(found, ClassSymbol):
            return {*found.members(), *found.init.keywords()}
        signature = self.signature(path)
        if signature is not None:
            return set(signature.keywords())
        return None if found is None else set()

    # --- definitions --------------------------------------------------------------------------

    def definition(self, key: str) -> Signature | None:
        """The signature behind a definition's key: a function, a method, or a constructor."""
        record = self._function_record(key)
        if record is not None:
            return Signature(self, key, record)
        cls = self.class_by_key(key)
        if cls is not None:
            return cls.init
        owner, _, name = key.rpartition(".")
        cls = self.class_by_key(owner)
        return None if cls is None else cls.method(name)

    def class_record(self, key: str) -> ClassRecord | None:
        entry = self.catalogue.shelf.get(key)
        return None if entry is None else at(entry.get("c"), self._index)

    def members(self, key: str) -> dict[str, FunctionRecord | None]:
        """The functions that a class itself defines in this release."""
        known = self._members.get(key)
        if known is None:
            entry = self.catalogue.shelf.get(key) or {}
            known = {name: at(rows, self._index) for name, rows in entry.get("m", {}).items()}
            self._members[key] = known
        return known

    def _function_record(self, key: str) -> FunctionRecord | None:
        entry = self.catalogue.shelf.get(key)
        return None if entry is None else at(entry.get("f"), self._index)
