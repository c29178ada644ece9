"""Expressions as nodes: what the comparison with Python's tree does not show."""

from __future__ import annotations

import pytest
from tree_facts import only

from scvi_lint.source.parser import nodes


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("'a'", "a"),
        ('"""a\nb"""', "a\nb"),
        ('"""a\r\nb\rc"""', "a\nb\nc"),
        (r"'\n\x41\101\u00e9\U0001F600\N{BULLET}\'\q'", "\nAA\xe9\U0001f600\u2022'\\q"),
        (r"'\777'", "\u01ff"),
        ("'a\\\nb'", "ab"),
        (r"r'\n'", "\\n"),
        (r"R'\''", "\\'"),
        (r"b'\x00\377\u0041'", b"\x00\xff\\u0041"),
        (r"Rb'\x00'", b"\\x00"),
        ("u'é'", "é"),
        ("'a' \"b\" r'\\c'", "ab\\c"),
        ("('a'  # why\n 'b')", "ab"),
        ("b'a' b'b'", b"ab"),
        ("1_000", 1000),
        ("0x_ff", 255),
        ("0O17", 15),
        ("0b11", 3),
        ("00", 0),
        ("1_0.5e-3", 0.0105),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("2J", 2j),
        ("True", True),
        ("None", None),
        ("...", ...),
    ],
)
def test_literals_have_their_value(text: str, value: object) -> None:
    found = only(text)
    assert isinstance(found, nodes.Constant)
    assert found.value == value
    assert type(found.value) is type(value)


@pytest.mark.parametrize("text", ["017", r"'\N{NO SUCH}'", "b'é'", "9" * 5000, "'a' b'b'"])
def test_a_literal_that_python_refuses_has_no_value(text: str) -> None:
    assert isinstance(only(text), nodes.Unparsed)


def test_an_f_string_is_its_pieces() -> None:
    found = only("f'a{{{x!r:>{w}}}}b{y=}\\n{z.f(\"q\")}' 'c'")
    assert isinstance(found, nodes.JoinedStr)
    pieces = [getattr(value, "value", None) or type(value).__name__ for value in found.values]
    assert pieces[:6] == [
        "a{",
        "Name",
        "Name",
        "}b",
        "Name",
        "\n",
    ]
    call = found.values[6]
    assert isinstance(call, nodes.Call)
    assert call.arguments[0].value.value == "q"  # type: ignore[attr-defined]
    assert found.values[7].value == "c"  # type: ignore[attr-defined]


def test_a_raw_f_string_keeps_its_backslashes() -> None:
    found = only(r"rf'\n{x}{{'")
    assert [getattr(value, "value", "x") for value in found.values] == ["\\n", "x", "{"]


def test_quotes_may_nest_in_f_strings() -> None:
    found = only('f"{a["b"]}"')
    assert isinstance(found.values[0], nodes.Subscript)


def test_names_are_compared_as_python_compares_them() -> None:
    assert only("ﬁle").id == "file"
    assert only("x.ﬁle").attr == "file"


def test_arguments_tell_how_they_are_given() -> None:
    text = "f(a, *b, k=c, **d)"
    call = only(text)
    assert [(a.keyword, a.stars, text[a.start : a.end]) for a in call.arguments] == [
        (None, 0, "a"),
        (None, 1, "*b"),
        ("k", 0, "k=c"),
        (None, 2, "**d"),
    ]
    assert text[call.inner_start : call.inner_end] == "a, *b, k=c, **d"
    assert not call.repaired


def test_a_generator_may_be_the_only_argument() -> None:
    text = "f(a for a in b)"
    call = only(text)
    assert call.arguments[0].value.kind == "generator"
    assert text[call.inner_start : call.inner_end] == "a for a in b"


def test_an_attribute_knows_where_its_name_begins() -> None:
    text = "(a\n  .b)"
    found = only(text)
    assert text[found.name_start : found.end] == "b"


def test_a_star_holds_all_that_follows() -> None:
    found = only("[*a.b(c)[0].d]").items[0]
    assert isinstance(found, nodes.Starred)
    assert isinstance(found.value, nodes.Attribute)
    assert found.value.attr == "d"
    assert isinstance(found.value.value, nodes.Subscript)


def test_subscripts() -> None:
    assert isinstance(only("x[a]").index, nodes.Name)
    assert isinstance(only("x[a,]").index, nodes.TupleExpr)
    pair = only("x[a, 1:2]").index
    assert isinstance(pair, nodes.TupleExpr)
    assert isinstance(pair.items[1], nodes.Slice)
    step = only("x[::s]").index
    assert (step.lower, step.upper, step.step.id) == (None, None, "s")
    upper = only("x[:u]").index
    assert (upper.lower, upper.upper.id, upper.step) == (None, "u", None)
    assert isinstance(only("x[*a]").index, nodes.Starred)


def test_a_dictionary_may_take_in_another() -> None:
    found = only("{'a': 1, **b}")
    assert [(key and key.value, type(value).__name__) for key, value in found.pairs] == [
        ("a", "Constant"),
        (None, "Name"),
    ]


@pytest.mark.parametrize(
    ("text", "ops"),
    [
        ("a < b", ("<",)),
        ("a not in b", ("not in",)),
        ("a is \\\n not b", ("is not",)),
        ("(a not  # why\n in b)", ("not in",)),
        ("a < b is not c in d != e", ("<", "is not", "in", "!=")),
    ],
)
def test_comparisons_keep_their_operators(text: str, ops: tuple[str, ...]) -> None:
    found = only(text)
    assert found.ops == ops
    assert len(found.rights) == len(ops)


def test_operators() -> None:
    assert only("a // b").op == "//"
    assert only("a +\\\n b").op == "+"
    assert only("a and b").op == "and"
    assert only("not a").op == "not"
    assert only("~a").op == "~"
    chain = only("a or b or c")
    assert (chain.left.left.id, chain.left.right.id, chain.right.id) == ("a", "b", "c")


def test_the_rest() -> None:
    assert only("a if b else c").test.id == "b"
    assert only("(a := b)").target.id == "a"
    assert only("await a").value.id == "a"
    assert only("yield").value is None
    assert only("yield from a").source
    comprehension = only("{a: b async for a, c in d if e}")
    assert comprehension.kind == "dict"
    assert (comprehension.key.id, comprehension.element.id) == ("a", "b")
    target, condition = comprehension.clauses
    assert isinstance(target[0], nodes.TupleExpr)
    assert (condition[0], condition[1].id) == (None, "e")


def test_parameters() -> None:
    text = "lambda a, /, b=1, *c, d, **e: a"
    found = only(text).parameters
    assert [(p.name, p.kind, p.default and p.default.value) for p in found] == [
        ("a", "positional", None),
        ("b", "plain", 1),
        ("c", "args", None),
        ("d", "keyword", None),
        ("e", "kwargs", None),
    ]


def test_annotations_are_expressions() -> None:
    found = only("x: dict[str, list[int]] | None = {}")
    annotation = found.annotation
    assert (annotation.op, annotation.left.value.id) == ("|", "dict")
    assert annotation.left.index.items[1].value.id == "list"
