"""Statements as nodes: what the comparison with Python's tree does not show."""

from __future__ import annotations

import pytest
from tree_facts import body, only

from scvi_lint.source.parser import nodes
from scvi_lint.source.syntax import read


def test_targets_of_one_assignment_stand_together() -> None:
    found = only("a = b, *c = d.e = value")
    assert [type(target).__name__ for target in found.targets] == ["Name", "TupleExpr", "Attribute"]
    assert found.value.id == "value"


def test_annotated_assignments() -> None:
    assert only("a: int").value is None
    assert only("a: int = 1").annotation.id == "int"
    assert isinstance(only("(a): int = 1").targets[0], nodes.Name)


def test_assignments_in_place() -> None:
    found = only("a[b] //= 1,")
    assert found.op == "//"
    assert isinstance(found.value, nodes.TupleExpr)


def test_type_aliases_bind_their_name() -> None:
    assert only("type Pair[T] = tuple[T, T]").targets[0].id == "Pair"


def test_an_attribute_of_a_type_is_no_alias() -> None:
    target = only("type(m.k).a.b = 1").targets[0]
    assert (target.attr, target.value.attr) == ("b", "a")
    assert target.value.value.function.id == "type"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("import a.b, c as d", [("a.b", None), ("c", "d")]),
        ("import a . b", [("a.b", None)]),
        ("from a.b import (c, d as e,)", [("c", None), ("d", "e")]),
        ("from a import *", [("*", None)]),
        ("from __future__ import annotations", [("annotations", None)]),
    ],
)
def test_imports(text: str, names: list[tuple[str, str | None]]) -> None:
    assert [(alias.name, alias.asname) for alias in only(text).names] == names


@pytest.mark.parametrize(
    ("text", "module", "level"),
    [
        ("from a.b import c", "a.b", 0),
        ("from . import c", "", 1),
        ("from ...a.b import c", "a.b", 3),
        ("from .. a import c", "a", 2),
        ("from __future__ import c", "__future__", 0),
    ],
)
def test_where_an_import_looks(text: str, module: str, level: int) -> None:
    found = only(text)
    assert (found.module, found.level) == (module, level)


def test_an_elif_is_an_if_of_its_own() -> None:
    found = only("if a:\n    b\nelif c:\n    d\nelse:\n    e\n")
    inner = found.orelse[0]
    assert (found.test.id, inner.test.id, inner.orelse[0].value.id) == ("a", "c", "e")


def test_a_long_chain_of_elifs_is_not_deep() -> None:
    found = only("if a: b\n" + "elif c: d\n" * 5000 + "else: e\n")
    depth = branches = 0
    level = [found]
    while level:
        depth += 1
        branches += sum(isinstance(node, nodes.If) for node in level)
        level = [inner for node in level if isinstance(node, nodes.If) for inner in node.orelse]
    assert depth < 40
    assert branches == 5001


def test_loops_have_an_else() -> None:
    loop = only("async for a, b in c, d:\n    e\nelse:\n    f\n")
    assert isinstance(loop.target, nodes.TupleExpr)
    assert isinstance(loop.iterable, nodes.TupleExpr)
    assert loop.orelse[0].value.id == "f"
    assert only("while a:\n    b\nelse:\n    c\n").orelse[0].value.id == "c"


def test_handlers() -> None:
    found = only(
        "try:\n    a\nexcept B as c:\n    d\nexcept* (E, F): g\nexcept: h\nfinally:\n    i\n"
    )
    assert [(h.name, type(h.type).__name__) for h in found.handlers] == [
        ("c", "Name"),
        (None, "TupleExpr"),
        (None, "NoneType"),
    ]
    assert found.finalbody[0].value.id == "i"


@pytest.mark.parametrize(
    "text",
    [
        "with a() as b, c: pass",
        "with (a() as b, c,): pass",
        "async with a() as b, c: pass",
        "with (\n    a()  # why\n    as b,\n    c\n): pass",
    ],
)
def test_the_items_of_a_with(text: str) -> None:
    first, second = only(text).items
    assert isinstance(first[0], nodes.Call)
    assert first[1].id == "b"
    assert (second[0].id, second[1]) == ("c", None)


def test_one_item_in_parentheses_is_no_tuple() -> None:
    assert only("with (a as b): pass").items[0][1].id == "b"
    assert only("with (a): pass").items[0][0].id == "a"


def test_functions() -> None:
    text = "@a.b(c)\n# why\nasync def f[T](x: int = 1, *, y) -> int:\n    yield\n"
    found = only(text)
    assert text[found.name_start : found.name_end] == found.name == "f"
    assert [parameter.name for parameter in found.parameters] == ["x", "y"]
    assert found.returns.id == "int"
    assert found.generator
    assert isinstance(found.decorators[0], nodes.Call)


@pytest.mark.parametrize(
    "text",
    [
        "def f():\n    return (lambda: (yield))",
        "def f():\n    def g():\n        yield\n",
        "def f():\n    class A:\n        def g(self):\n            yield\n",
    ],
)
def test_a_yield_belongs_to_the_innermost_function(text: str) -> None:
    assert not only(text).generator


def test_classes() -> None:
    found = only("class A[T](B, metaclass=C):\n    x = 1\n")
    bases = [(base.keyword, base.value.id) for base in found.bases]
    assert bases == [(None, "B"), ("metaclass", "C")]
    assert only("class A: pass").bases == ()


def test_patterns_bind_and_compare() -> None:
    found = only(
        "match x, y:\n"
        "    case [a, *b] if c: pass\n"
        "    case D(e, f=g.h) | {'k': v, **rest}: pass\n"
        "    case -1 | 'é' as w: pass\n"
        "    case _: pass\n"
    )
    assert isinstance(found.subject, nodes.TupleExpr)
    assert [case.captures for case in found.cases] == [
        ("a", "b"),
        ("e", "v", "rest"),
        ("w",),
        (),
    ]
    assert found.cases[0].guard.id == "c"
    assert [type(value).__name__ for value in found.cases[1].values] == [
        "Name",
        "Attribute",
        "Constant",
    ]
    minus, letter = found.cases[2].values
    assert (minus.op, minus.operand.value, letter.value) == ("-", 1, "é")


@pytest.mark.parametrize(
    ("text", "value"), [("1 + 2j", 1 + 2j), ("-0.5-2J", -0.5 - 2j), ("- 1 -2j", -1 - 2j)]
)
def test_a_complex_number_may_be_a_pattern(text: str, value: complex) -> None:
    (found,) = only(f"match a:\n    case {text}: pass\n").cases[0].values
    assert found.value == value


def test_the_rest() -> None:
    assert [type(target).__name__ for target in only("del a.b, (c), d[e]").targets] == [
        "Attribute",
        "Name",
        "Subscript",
    ]
    assert only("global a, b").names == ("a", "b")
    assert only("nonlocal a").kind == "nonlocal"
    assert only("assert a, b").message.id == "b"
    assert only("raise A from b").value.id == "A"
    assert only("return").value is None
    assert isinstance(only("return a, b").value, nodes.TupleExpr)
    assert isinstance(only("a, b"), nodes.TupleExpr)
    assert isinstance(only("a,"), nodes.TupleExpr)
    assert [type(node).__name__ for node in body("pass; break; continue;")] == [
        "Pass",
        "Break",
        "Continue",
    ]


def test_a_block_ends_with_its_last_statement() -> None:
    text = "def f():\n    a  # one\n    # two\n\n# three\nb\n"
    function, _ = body(text)
    assert text[function.start : function.end] == "def f():\n    a"


def test_python_2_is_read_as_far_as_it_goes() -> None:
    first, second = body("print f(x), y\nexec 'code' in scope\n")
    assert [type(part).__name__ for part in first.value.parts] == ["Call", "Name"]
    assert second.value.parts[1].id == "scope"


def test_comments_are_kept_wherever_they_stand() -> None:
    text = "# a\nf(  # b\n    x,  # c\n)  # d\nif y:  # e\n    # f\n    z = [\n  # g\n]\n# h"
    comments = read(text).comments
    assert [comment for _, _, comment in comments] == [f"# {letter}" for letter in "abcdefgh"]
    assert all(text[start:end] == comment for start, end, comment in comments)


def test_offsets_are_characters() -> None:
    text = "x = '😀é'; y = ü.method(名前)\n"
    _, second = body(text)
    assert text[second.start : second.end] == "y = ü.method(名前)"
    argument = second.value.arguments[0]
    assert text[argument.start : argument.end] == argument.value.id == "名前"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_break_ends_a_statement(end: str) -> None:
    text = end.join(["if a:", "    b = 1", "    c", "d", ""])
    syntax = read(text)
    assert not syntax.errors
    first, second = syntax.body
    assert [text[node.start : node.end] for node in first.body] == ["b = 1", "c"]
    assert text[second.start : second.end] == "d"


def test_a_byte_order_mark_is_nothing() -> None:
    text = "\ufeffx = 1\nif x:\n    y\n"
    syntax = read(text)
    assert not syntax.errors
    assert len(syntax.body) == 2


def test_what_looks_like_a_blank_is_an_error() -> None:
    assert read("x =\u00a01\n").errors
    assert read("x = “1”\n").errors
