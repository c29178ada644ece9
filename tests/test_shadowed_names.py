"""A name of a class means one thing: no subclass keeps something else under a name of its base.

A slot that a base has too, an attribute that hides a slot, and an attribute that a constructor
sets again after its base has set it, read well where they are written; whoever was given the
object as one of the base finds another thing under the name.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import textwrap
from collections.abc import Iterator

import pytest

import scvi_lint
import scvi_lint_rules

OURS = ("scvi_lint", "scvi_lint_rules")


def classes(base: type = object) -> Iterator[type]:
    """Every class of ours that stands below a class, each once or more often."""
    for found in type.__subclasses__(base):
        yield from classes(found)
        # As the type has it: a test may hold a class that answers nothing itself.
        if str(type.__getattribute__(found, "__module__")).partition(".")[0] in OURS:
            yield found


def slots(cls: type) -> set[str]:
    own = cls.__dict__.get("__slots__", ())
    return {own} if isinstance(own, str) else set(own)


def shadows(cls: type) -> set[str]:
    """The names of a class that mean another thing in one of its bases."""
    bases = [base for base in cls.__mro__[1:] if base is not object]
    hidden = {name for base in bases for name in slots(base) if name in cls.__dict__}
    again = {name for base in bases for name in slots(cls) if name in base.__dict__}
    given = {name for base in bases for name in assigned(base)} if calls_its_base(cls) else set()
    return hidden | again | (assigned(cls) & given) - {"__slots__"}


def constructor(cls: type) -> ast.AST | None:
    function = cls.__dict__.get("__init__")
    if not inspect.isfunction(function) or function.__code__.co_filename.startswith("<"):
        return None
    return ast.parse(textwrap.dedent(inspect.getsource(function)))


def assigned(cls: type) -> set[str]:
    """The attributes that the constructor of a class sets."""
    body = constructor(cls)
    return {
        node.attr
        for node in ([] if body is None else ast.walk(body))
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and isinstance(node.value, ast.Name)
        and node.value.id == "self"
    }


def calls_its_base(cls: type) -> bool:
    """Whether the constructor leaves to its base what the base sets."""
    body = constructor(cls)
    return body is not None and any(
        isinstance(node, ast.Name) and node.id == "super" for node in ast.walk(body)
    )


@pytest.fixture(scope="module", autouse=True)
def _imported() -> None:
    for package in (scvi_lint, scvi_lint_rules):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)


def test_no_class_of_ours_shadows_a_name_of_its_base() -> None:
    found = {f"{cls.__module__}.{cls.__qualname__}": shadows(cls) for cls in set(classes())}
    assert len(found) > 200
    assert {name: sorted(names) for name, names in found.items() if names} == {}


class Base:
    __slots__ = ("place", "table")

    def __init__(self) -> None:
        self.table = self.place = None


class SlotAgain(Base):
    __slots__ = ("table",)


class Attribute(Base):
    place = 1


class Property(Base):
    @property
    def table(self) -> int:
        return 1


class SetAgain(Base):
    __slots__ = ("other",)

    def __init__(self) -> None:
        super().__init__()
        self.other = self.table = 1


class OnItsOwn(Base):
    """It has no base that sets anything: it does so itself."""

    __slots__ = ("other",)

    def __init__(self) -> None:
        self.other = self.table = self.place = 1


@pytest.mark.parametrize(
    ("cls", "names"),
    [
        (SlotAgain, {"table"}),
        (Attribute, {"place"}),
        (Property, {"table"}),
        (SetAgain, {"table"}),
        (OnItsOwn, set()),
    ],
)
def test_what_shadows_is_seen(cls: type, names: set[str]) -> None:
    assert shadows(cls) == names
