"""Our own code has types: what the checker is told to leave alone is counted, and stays little.

A place is an `Any`, a `cast`, a comment that has the checker ignore a line, or one that has it
leave out rules for a file. Each stands at a border: a library without types, a constant of the
program that is followed, a table whose rows have each a type of their own.
"""

import ast
import re
import sys
from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

HOME = Path(__file__).parents[1]
CEILING = 90
_IGNORED = re.compile(r"#\s*(?:type|pyright):\s*(?:ignore|basic|report)")
# What weakens the checker for all of our code at once.
_BLANKET = re.compile(r"^(?:report\w+|strict\w*|ignore|exclude|defineConstant)$")


def places(text: str) -> list[int]:
    """The lines of a module where the checker is told to take something on trust."""
    found = [
        node.lineno
        for node in ast.walk(ast.parse(text))
        if (isinstance(node, ast.Name) and node.id == "Any")
        or (isinstance(node, ast.Attribute) and node.attr == "Any")
        or (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name | ast.Attribute)
            and (node.func.id if isinstance(node.func, ast.Name) else node.func.attr) == "cast"
        )
    ]
    lines = enumerate(text.splitlines(), 1)
    return sorted([*found, *(number for number, line in lines if _IGNORED.search(line))])


def test_what_is_taken_on_trust_is_little() -> None:
    told = [
        f"{path.relative_to(HOME)}:{line}"
        for folder in ("server", "rules")
        for path in sorted((HOME / folder).rglob("*.py"))
        for line in places(path.read_text(encoding="utf-8"))
    ]
    assert len(told) <= CEILING, (
        f"{len(told)} places are taken on trust (Any, cast, ignore), and {CEILING} may be. Give "
        "the new ones a type: a class, a Protocol, a TypeVar, `object` with isinstance.\n"
        + "\n".join(told)
    )


def test_no_rule_of_the_checker_is_off_for_all_of_our_code() -> None:
    settings = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))
    checker = settings["tool"]["pyright"]
    assert checker["typeCheckingMode"] == "strict"
    assert [name for name in checker if _BLANKET.match(name)] == []


def test_each_kind_of_place_is_counted() -> None:
    assert places("from typing import Any\nx: Any = 1\n") == [2]
    assert places("import typing\nx: typing.Any = typing.cast(int, 1)\n") == [2, 2]
    assert places("x = cast(int, 1)\ny = 2  # type: ignore[assignment]\n") == [1, 2]
    assert places("# pyright: reportMissingTypeStubs=false\n# pyright: basic\n") == [1, 2]
    assert places("def any(value: object) -> bool: ...\n") == []
