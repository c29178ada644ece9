"""The hand-written part of the knowledge, compiled from `curated.toml`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from scvi_lint.knowledge import releases, shelf
from scvi_lint.knowledge.returns import Ways, by_method

if TYPE_CHECKING:
    from scvi_lint.json_values import Json
    from scvi_lint.knowledge.rows import Cell, Record


class Replacement(NamedTuple):
    """What to use instead, and the exact change where there is one.

    `keyword` is the new name of an argument; `values` the arguments to write for a value, by its
    spelling or type ("True", "int"), as texts with `{}` for the value, the first that fits; `drop`
    tells that the argument can be left out; `becomes` the path or class method to write instead;
    `needs` the argument without which the text makes no sense.
    """

    text: str
    keyword: str | None
    values: dict[str, list[str]]
    drop: bool
    becomes: str | None
    needs: str | None


class Deprecation(NamedTuple):
    """Something that still works. `until` is the release that was announced to remove it."""

    since: str
    until: str | None
    text: str


class Idle(NamedTuple):
    """Arguments of a method that do nothing under a condition: see `curated.toml`.

    Values of conditions are source texts, as the defaults of parameters are.
    """

    methods: tuple[str, ...]
    arguments: tuple[str, ...]
    because: str
    inside: str = ""
    classes: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    when: tuple[tuple[str, tuple[str, ...]], ...] = ()
    given: tuple[str, ...] = ()
    model: tuple[tuple[str, tuple[str, ...]], ...] = ()
    unregistered: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    instead: str = ""
    severity: str = ""


class Dataset(NamedTuple):
    """What a data set holds: columns with their categories (None: not known), X's scale.

    `open` names the rooms that hold more than is listed.
    """

    kind: str
    x: str | None
    obs: dict[str, list[str] | None]
    layers: list[str]
    obsm: list[str]
    modalities: list[str]
    open: list[str]


class Curated:
    def __init__(self, table: Record) -> None:
        self._aliases: dict[str, str] = table["aliases"]
        self._instances: dict[str, str] = table["instances"]
        self._validates: dict[str, bool] = table["validates"]
        self._datasets: dict[str, Record] = table["datasets"]
        self._replacements: dict[str, Record] = {row["path"]: row for row in table["replacement"]}
        self._pages: dict[str, str] = table["pages"]
        self._concepts: dict[str, list[str]] = table["concepts"]
        self._tags: dict[str, str] = table["tags"]
        self._gone: dict[str, str] = table.get("gone", {})
        self._deprecated: dict[str, list[Record]] = {}
        for row in table.get("deprecated", ()):
            for path in row["paths"]:
                self._deprecated.setdefault(path, []).append(row)
        self._idle: dict[str, list[Idle]] = {}
        for row in table.get("idle", ()):
            idle = Idle(**{name: _frozen(value) for name, value in row.items()})
            for method in idle.methods:
                self._idle.setdefault(method, []).append(idle)
        self._choices: list[Record] = table["choices"]
        self._lookups: list[Record] = table["lookups"]
        self._borrowed: dict[str, list[str]] = table["borrowed"]
        self._objects: dict[str, str] = table["objects"]
        self._held: list[str] = table["held"]["names"]
        self._alone: list[str] = table["history"]["own_loop"]
        self._traits: dict[str, list[Record]] = table["traits"]
        self._returns: list[Record] = table["returns"]
        self._raises = {
            (name, row["method"]): row["error"]
            for row in table["raises"]
            for name in row["classes"]
        }
        self._refused: dict[tuple[str, str], dict[str, str]] = {
            (row["method"], row["parameter"]): row["kinds"] for row in table["refused"]
        }
        self._ways: dict[tuple[str, str], Ways] | None = None
        self._outside: dict[str, list[Record]] = {}
        for row in table["outside"]:
            for callee in row["callees"]:
                self._outside.setdefault(callee, []).append(row)

    def alias(self, path: str) -> str | None:
        """The path in scvi-tools that another package's path leads to."""
        return self._aliases.get(path)

    def instance(self, path: str) -> str | None:
        """The class whose objects the constructor of a class hands out."""
        return self._instances.get(path)

    def has_trait(self, class_name: str, trait: str, version: str) -> bool:
        """Whether a class is known to have a trait of `traits.toml` in a release.

        Raises KeyError for a trait that is not there.
        """
        rows = self._traits[trait]
        return any(class_name in row["classes"] and holds(row, version) for row in rows)

    def trait_since(self, class_name: str, trait: str) -> str:
        """The release that gave a class a trait, "" where none did.

        Raises KeyError for a trait that is not there, or whose row names no release.
        """
        rows = (row for row in self._traits[trait] if class_name in row["classes"])
        return next((row["since"] for row in rows), "")

    def returns(self, class_name: str, method: str) -> Ways:
        """What a method of a class returns, by the arguments given: see `knowledge.returns`."""
        if self._ways is None:
            self._ways = by_method(self._returns)
        return self._ways.get((class_name, method), {})

    def raises(self, class_name: str, method: str) -> str:
        """The exception that a method always ends in on a class that only inherits it, or ""."""
        return self._raises.get((class_name, method), "")

    def refused(self, definition: str, parameter: str) -> dict[str, str]:
        """The types of values that a parameter refuses ("str", "list", "NoneType", "numpy" …), each
        with the exception; `definition` is the class that defines the method, and the method."""
        return self._refused.get((definition, parameter), {})

    def choices(self, method: str, argument: str, version: str) -> tuple[str, ...] | None:
        """The words that an argument is one of, None if nobody wrote them down."""
        for row in self._choices:
            if row["argument"] == argument and method in row["methods"] and holds(row, version):
                return tuple(row["values"])
        return None

    def finds_parts(self, method: str, defined_in: str, argument: str) -> bool | None:
        """Whether a text in the place of a list of names finds every name that is a part of it;
        False where it is refused, None where that is not known."""
        for row in self._lookups:
            if (
                method in row["methods"]
                and defined_in in row["by"]
                and argument in row["arguments"]
            ):
                return bool(row["parts"])
        return None

    def borrows(self, module: str, name: str) -> bool:
        """Whether a public module has a name that it only imports from elsewhere."""
        return name in self._borrowed[""] or name in self._borrowed.get(module, ())

    def is_held(self, name: str) -> bool:
        """Whether models hold something callable under a name that is no method."""
        return name in self._held

    def class_of(self, path: str) -> str | None:
        """The key of the class whose object a path of scvi-tools is."""
        return self._objects.get(path)

    def outside(self, callee: str, version: str) -> tuple[str, ...] | None:
        """The keywords of a callee where a chain ends, None if they are not known."""
        name = callee.removeprefix("outside:").removesuffix(".__init__")
        for row in self._outside.get(name, ()):
            if holds(row, version):
                return tuple(row["keywords"])
        return None

    def validates(self, class_name: str) -> bool | None:
        """Whether a model's training validates without being asked; None: read its defaults."""
        return self._validates.get(class_name)

    def replacement(self, path: str) -> Replacement | None:
        """What to use instead of a removed path, or of a removed keyword by its last name."""
        row = self._replacements.get(path) or self._replacements.get(path.rpartition(".")[2])
        if row is None:
            return None
        return Replacement(
            row["text"],
            row.get("keyword"),
            row.get("values", {}),
            row.get("drop", False),
            row.get("becomes"),
            row.get("needs"),
        )

    def gone(self, path: str) -> str | None:
        """The release that removed a path which no release of the catalogue has."""
        return self._gone.get(path)

    def deprecation(self, path: str, version: str) -> Deprecation | None:
        """The warning that a release gives for a path, or for a keyword of one."""
        for row in self._deprecated.get(path, ()):
            if holds(row, version):
                return Deprecation(row["since"], row.get("until"), row["text"])
        return None

    def idle(self, method: str) -> list[Idle]:
        """What may do nothing in a call of a method; `__init__` for a constructor."""
        return self._idle.get(method, [])

    def page(self, class_name: str) -> str | None:
        """The user-guide page of a model whose page is not named after it."""
        return self._pages.get(class_name)

    def trains_alone(self, class_name: str) -> bool:
        """Whether a model has a training loop of its own, which logs what it likes."""
        return class_name in self._alone

    def concepts(self, name: str) -> list[str]:
        """The pages of ideas behind a function, the most specific first."""
        return self._concepts.get(name, [])

    def tag(self, version: str) -> str:
        """The tag of scvi-tools' repository that a release was made from."""
        return self._tags.get(version, version)

    def dataset(self, path: str) -> Dataset | None:
        row = self._datasets.get(path)
        if row is None:
            return None
        return Dataset(
            row.get("kind", "anndata"),
            row.get("x"),
            row.get("obs", {}),
            row.get("layers", []),
            row.get("obsm", []),
            row.get("modalities", []),
            row.get("open", ["obs", "layers", "obsm", "uns", "var", "raw", "mod"]),
        )


def holds(row: Record, version: str) -> bool:
    """Whether a release is one of those that a row speaks of: from `since` on, until `before`."""
    here, since, before = releases.key(version), row.get("since"), row.get("before")
    return (since is None or releases.key(since) <= here) and (
        before is None or here < releases.key(before)
    )


def _frozen(value: Json) -> Cell:
    """The same in tuples."""
    if isinstance(value, dict):
        rows = ((name, inner if isinstance(inner, list) else []) for name, inner in value.items())
        return tuple((name, tuple(inner)) for name, inner in rows)
    return tuple(value) if isinstance(value, list) else value


@cache
def curated() -> Curated:
    """The compiled table; read once."""
    return Curated(shelf.load("curated.bin"))
