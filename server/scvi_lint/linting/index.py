"""Which rules exist. The built-in ones come from a generated table, so that none is imported
before the first event that it wants; plugins are asked only when the user's settings name them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from scvi_lint.linting.defects import FAULTS, Defect, defect
from scvi_lint.rule import CONTRACT, Check, Rule

if TYPE_CHECKING:
    from types import ModuleType


class Entry(NamedTuple):
    """A rule as the index knows it; `module` is imported when an `event` first occurs that has
    what the rule is `about` (see `rule.about`); `per` is "file" when it speaks of whole files."""

    code: str
    name: str
    event: str
    severity: str
    versions: str
    happens: str
    presets: tuple[str, ...]
    covers: tuple[str, ...]
    cites: tuple[str, ...]
    module: str
    per: str = ""
    about: tuple[str, ...] = ()


_checks: dict[tuple[str, str], Check] = {}


def builtin() -> tuple[Entry, ...]:
    """The rules of this package."""
    from scvi_lint_rules._index import RULES

    return tuple(Entry(*row) for row in RULES)


class Plugins(NamedTuple):
    """The rules of third parties, what of them could not be loaded, and the names that no
    installed package provides; these are among the `defects`, too."""

    entries: tuple[Entry, ...]
    defects: tuple[Defect, ...]
    missing: tuple[str, ...] = ()


def plugins(names: tuple[str, ...]) -> Plugins:
    """The rules of third-party packages, by the names of their entry points."""
    if not names:
        return Plugins((), ())
    from importlib.metadata import entry_points

    available = {point.name: point for point in entry_points(group="scvi_lint.rules")}
    entries: list[Entry] = []
    defects: list[Defect] = []
    missing = tuple(name for name in names if name not in available)
    for name in names:
        rules = f"the rules {name!r}"
        if name in missing:
            defects.append(Defect(rules, None, "no installed package provides them", ""))
            continue
        try:
            package = available[name].load()
        except FAULTS as error:
            defects.append(defect(rules, None, error))
            continue
        stated = getattr(package, "CONTRACT", CONTRACT)
        if stated != CONTRACT:
            defects.append(Defect(rules, None, _another_contract(f"contract {stated}"), ""))
            continue
        found = describe(package)
        entries += found.entries
        defects += found.defects
    return Plugins(tuple(entries), tuple(defects), missing)


def describe(package: ModuleType) -> Plugins:
    """The rules in a package (its modules, recursively) or in one module."""
    entries: list[Entry] = []
    defects: list[Defect] = []
    names = [package.__name__]
    try:
        names += _below(package)
    except FAULTS as error:
        defects.append(defect(f"the rules in {package.__name__}", None, error))
    for name in names:
        try:
            module = import_module(name)
            for check in list(vars(module).values()):
                declared = getattr(check, "rule", None)
                if isinstance(declared, Rule) and check.__module__ == name:
                    entries.append(_entry(declared, name, module.__doc__ or ""))
        except FAULTS as error:
            failed = defect(f"the rules in {name}", None, error)
            if isinstance(error, ImportError) and error.name == "scvi_lint.rule":
                failed = failed._replace(said=_another_contract(f"another one ({failed.said})"))
            defects.append(failed)
    return Plugins(tuple(sorted(entries)), tuple(defects))


def _another_contract(theirs: str) -> str:
    return f"this scvi-lint reads rules of contract {CONTRACT}, and these are written for {theirs}"


def _below(package: ModuleType) -> list[str]:
    """The modules of a package, recursively; those below a folder that cannot be imported are
    left out, and the folder fails when it is imported itself."""
    import pkgutil

    path = getattr(package, "__path__", ())
    found = pkgutil.walk_packages(path, package.__name__ + ".", onerror=lambda name: None)
    return [info.name for info in found if not info.name.rpartition(".")[2].startswith("_")]


def _entry(declared: Rule, module: str, text: str) -> Entry:
    from scvi_lint.linting.documentation import happens

    return Entry(
        declared.code,
        declared.name,
        _event_of(declared.check),
        declared.severity,
        declared.versions,
        happens(text),
        declared.presets,
        declared.covers,
        declared.cites,
        module,
        declared.per,
        declared.about,
    )


def _event_of(check: Check) -> str:
    """The subscription: the annotation of the first parameter."""
    names = list(check.__annotations__.items())
    if not names or names[0][0] == "return":
        raise TypeError(f"{check.__name__}: the first parameter must name the event it wants")
    annotation = names[0][1]
    return annotation if isinstance(annotation, str) else annotation.__name__


def load(entry: Entry) -> Check:
    """The check of a rule; imports its module the first time."""
    key = (entry.module, entry.name)
    check = _checks.get(key)
    if check is None:
        module = import_module(entry.module)
        check = _checks[key] = getattr(module, entry.name.replace("-", "_"))
    return check
