"""Programs that are made to break a reader: read nonetheless, in a bounded depth."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from tree_facts import children, walk

from scvi_lint.source.documents.document import Cell
from scvi_lint.source.parser import nodes
from scvi_lint.source.parser.reader import DEEPEST, DEEPEST_BLOCK
from scvi_lint.source.syntax import parse, read

MANY = 10_000


def depth(value: object) -> int:
    """The levels of nodes below a value, counted without recursion."""
    deepest = 0
    pending: list[tuple[object, int]] = [(value, 0)]
    while pending:
        here, level = pending.pop()
        deepest = max(deepest, level)
        if isinstance(here, nodes.Node):
            pending.extend((child, level + 1) for child in children(here))
        elif isinstance(here, tuple):
            pending.extend((child, level) for child in here)
    return deepest


@pytest.fixture(autouse=True)
def _little_stack() -> Iterator[None]:
    """A reader in a server has not the whole stack to itself."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(700)
    yield
    sys.setrecursionlimit(limit)


@pytest.mark.parametrize(
    "text",
    [
        "a" + " + a" * MANY,
        "a" + " or a" * MANY,
        "a" + " < a" * MANY,
        "a" + ".b" * MANY,
        "f" + "()" * MANY,
        "f" + "(a.b)" * MANY,
        "f" + "[0]" * MANY,
        "not " * MANY + "a",
        "-" * MANY + "a",
        "await " * MANY + "a",
        "lambda: " * MANY + "a",
        "a if b else " * MANY + "c",
        "a ** " * MANY + "b",
        "a = " * MANY + "b",
        "(" * MANY + "a" + ")" * MANY,
        "[" * MANY + "]" * MANY,
        "f(" * MANY + ")" * MANY,
        "{'a': " * MANY + "1" + "}" * MANY,
        "x: " + "a[" * MANY + "b" + "]" * MANY,
        "def f(a=" + "(" * MANY + ")" * MANY + "): pass",
        "class A(" + "f(" * MANY + ")" * MANY + "): pass",
        "@" + "f(" * MANY + ")" * MANY + "\ndef g(): pass",
        "with " + "(" * MANY + "a" + ")" * MANY + ": pass",
        "match a:\n case " + "[" * MANY + "]" * MANY + ": pass",
        "type(" + "(" * MANY + ")" * MANY + ").a = 1",
        "f'{" * 100 + "a" + "}'" * 100,
        "".join(" " * level + "if a:\n" for level in range(400)) + " " * 400 + "f(a)",
        "".join(" " * level + "def f():\n" for level in range(400)),
        "if a: b\n" + "elif a: b\n" * MANY,
        "(" * MANY,
        "f(a,\n" * MANY,
        "[(," * 3000,
        ")]}" * MANY,
        "def f(\n" * 3000,
        "with (a as b, " * 2000,
        "'''\"\n" * MANY,
        "x = = y\n" * 3000,
        "x =\n" * MANY,
        "a.\n" * MANY,
        "\\\n" * MANY,
        "%a\n" * MANY,
        "a?\n" * MANY,
        "\0" * MANY,
        "\ud800" * MANY,
        "prose, not a program at all. " * 3000,
        "9" * 100_000,
    ],
    ids=lambda text: text[:12],
)
def test_a_program_of_any_shape_is_read(text: str) -> None:
    syntax = read(text)
    assert depth(syntax.body) < 2 * (DEEPEST + DEEPEST_BLOCK)


def test_what_is_too_deep_keeps_its_parts() -> None:
    text = "x = " + "f(1) + " * 1000 + "g(2)"
    (found,) = read(text).body
    assert isinstance(found, nodes.Assign)
    assert isinstance(found.value, nodes.Unparsed)
    calls = [node for node in walk(found) if isinstance(node, nodes.Call)]
    assert len(calls) == 1001
    assert [text[call.start : call.end] for call in calls].count("g(2)") == 1


def test_what_is_not_too_deep_is_read_as_it_is() -> None:
    (found,) = read("x = " + "f(1) + " * (DEEPEST - 10) + "g(2)").body
    assert isinstance(found, nodes.Assign)
    assert isinstance(found.value, nodes.BinOp)


def test_statements_after_a_deep_block_are_read() -> None:
    text = "".join(" " * level + "if a:\n" for level in range(90)) + " " * 90 + "f(a)\nb = 1\n"
    first, second = read(text).body
    assert isinstance(second, nodes.Assign)
    assert any(isinstance(node, nodes.Call) for node in walk(first))


def test_the_same_text_is_read_once() -> None:
    text = "x = the_same_text_is_read_once"
    assert parse(Cell(0, "code", text)) is parse(Cell(5, "code", text))


def test_what_is_no_python_is_not_read() -> None:
    assert parse(Cell(0, "markdown", "f(", "")).body == ()
    assert parse(Cell(0, "code", "f(", "bash")).errors == ()


def test_the_cache_forgets_what_was_not_asked_for() -> None:
    first = Cell(0, "code", "a = 1")
    kept = parse(first)
    for number in range(3):
        parse(Cell(0, "code", f"# {number}" + "x" * 600_000))
    assert parse(first) is not kept
