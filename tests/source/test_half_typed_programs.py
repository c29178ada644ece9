"""A program that is being typed: what stands around the statement under the cursor stays read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tree_facts import walk

from scvi_lint.source.parser import nodes
from scvi_lint.source.parser.grammar import grow
from scvi_lint.source.parser.twin import ascii_twin
from scvi_lint.source.recovery.broken import errors
from scvi_lint.source.recovery.insertions import Insertions
from scvi_lint.source.recovery.repair import repair
from scvi_lint.source.syntax import read

BEFORE = "import scvi\nadata = scvi.data.synthetic_iid()\n"
AFTER = [
    "sc.pp.log1p(adata)",
    "model = scvi.model.SCVI(adata)",
    "if model:\n    model.train()",
    'print("""a\nb""")',
]

STATES = [
    "foo(a, b",
    "foo(layer=",
    "foo(layer=)",
    "foo(layer=, b)",
    "foo(bar[1",
    "foo(adata.)",
    "foo(",
    "foo(a,\n    b=1,\n    c=",
    "foo(\n    a,\n    b=\n)",
    "adata.",
    'adata.obs["x',
    "adata.obs[]",
    'adata[adata.obs["x"] == ]',
    "return adata.",
    "x =",
    "x +",
    "x = y.",
    "x = a if b",
    "x = {'a':",
    "x = {'a'",
    "x = [1,\ny = 2\nz = [3]",
    'x = f"{a',
    'x = f"{',
    "print('",
    "'abc\\",
    '"""abc',
    "x = '''",
    "if x",
    "if x.",
    "elif x:",
    "else:",
    "for",
    "for i",
    "for i in",
    "for i in range(",
    "while",
    "with",
    "with open(f) as",
    "def",
    "def f",
    "def f(",
    "def f(a, b=",
    "def f(self) ->",
    "class",
    "class A(",
    "try",
    "import",
    "from",
    "from scvi",
    "from scvi import",
    "from scvi import (a,",
    "import a as",
    "@",
    "lambda",
    "foo(lambda x",
    "[a for",
    "[a for b",
    "[a for b in",
    "del",
    "assert",
    "not",
    "foo(a]",
    "foo(a b)",
    "foo(a))",
    "x = = 3",
    "fro x in y:\n    z = 1",
    "def f(x):\n    y = foo(\n    return y",
    "def f(x):\n    adata.\n    return x",
    "%matplotlib inline\nfoo(\n%time x",
    "foo(\n!ls",
    "x = \u201ca\u201d",
    "print x, y",
]


@pytest.mark.parametrize("state", STATES)
def test_everything_around_the_cursor_is_read(state: str) -> None:
    text = BEFORE + state + "\n" + "\n".join(AFTER) + "\n"
    found = [text[node.start : node.end] for node in read(text).body]
    assert found[:2] == BEFORE.splitlines()
    assert found[-len(AFTER) :] == AFTER


@pytest.mark.parametrize("state", STATES)
def test_an_error_lies_in_what_is_typed(state: str) -> None:
    text = BEFORE + state + "\n" + "\n".join(AFTER) + "\n"
    found = read(text).errors
    assert found or state in ("else:", "print x, y")
    for start, end in found:
        assert len(BEFORE) <= start <= end <= len(BEFORE + state) + 1


@pytest.mark.parametrize(
    "state",
    ["foo(a, b", "foo(layer=)", "foo(\n    a,\n    b=\n)", "foo(a b)", "foo(a, bar(", "x = foo("],
)
def test_a_call_that_is_completed_is_marked(state: str) -> None:
    text = f"{state}\nbar(c)\n"
    calls = {
        text[node.function.start : node.function.end]: node.repaired
        for node in walk(read(text).body)
        if isinstance(node, nodes.Call)
    }
    assert calls["foo"]
    assert text.rstrip().endswith("bar(c)")
    assert not read("bar(c)\n" + state).body[0].value.repaired  # type: ignore[attr-defined]


def test_a_call_before_what_is_typed_is_whole() -> None:
    found = walk(read("foo(a).").body)
    (attribute,) = (node for node in found if isinstance(node, nodes.Attribute))
    assert isinstance(attribute.value, nodes.Call)
    assert not attribute.value.repaired
    assert attribute.attr == ""


def test_a_call_before_a_missing_colon_is_whole() -> None:
    (call,) = (node for node in walk(read("with foo(a)\nb\n").body) if isinstance(node, nodes.Call))
    assert not call.repaired


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("x = a if b\ny\n", nodes.Conditional),
        ("x = a. == 3\ny\n", nodes.Compare),
        ("x = [a for b in c if\ny\n", nodes.Comprehension),
        ("x = lambda a\ny\n", nodes.Lambda),
        ("x = a[b\ny\n", nodes.Subscript),
        ("x = f'{a\ny\n", nodes.JoinedStr),
    ],
)
def test_a_statement_is_completed_to_what_it_will_be(text: str, kind: type[nodes.Expr]) -> None:
    (first, *_) = read(text).body
    assert isinstance(first, nodes.Assign)
    assert isinstance(first.value, kind)


def test_an_attribute_in_the_middle_may_miss_its_name() -> None:
    (found,) = read("x = a. == 3").body
    assert isinstance(found, nodes.Assign)
    left = found.value.left  # type: ignore[union-attr]
    assert isinstance(left, nodes.Attribute)
    assert left.attr == ""


def test_what_is_missing_is_not_made_up() -> None:
    assert isinstance(read("x =\ny\n").body[0].value, nodes.Unparsed)  # type: ignore[attr-defined]
    assert read("import\n").body[0].names == ()  # type: ignore[attr-defined]
    assert read("from a import\n").body[0].names == ()  # type: ignore[attr-defined]
    assert read("def\n").body[0].name == ""  # type: ignore[attr-defined]
    assert read("foo(k=").body[0].value.arguments[0].keyword == "k"  # type: ignore[attr-defined]


def test_a_name_that_is_assigned_is_unknown_if_its_value_cannot_be_read() -> None:
    (first, *_) = read("x = foo bar(\ny = 1\n").body
    assert isinstance(first, nodes.Assign)
    assert not any(isinstance(node, nodes.Constant) for node in walk(first))


@pytest.mark.parametrize("tail", ["x", "    x", "x = '''a'''", '"""b"""'])
def test_a_new_docstring_does_not_turn_the_file_inside_out(tail: str) -> None:
    text = (
        'def f():\n    """New\n    return 1\n\n\n'
        'def g():\n    """Old\n    one."""\n    return 2\n\n\n'
        f'def h():\n    """Old."""\n    return 3\n{tail.strip()}\n'
    )
    names = [node.name for node in read(text).body if isinstance(node, nodes.FunctionDef)]
    assert names == ["f", "g", "h"]


def test_a_header_without_its_block_does_not_eat_the_next_statement() -> None:
    first, second = read("for i in x\nfoo(i)\n").body
    assert isinstance(first, nodes.For)
    assert first.body == ()
    assert isinstance(second, nodes.ExprStmt)


# --- for any text -----------------------------------------------------------------------------

_WORDS = (
    "def |if |else:|for |in |import |from |class |return |lambda |with |as |try:|except |yield "
    "|not |match |case |print |await |a|adata|1|x = 1\n|f(a, k=1)\n|%run a.py\n|!ls\n|# c\n"
).split("|")
_SIGNS = '. = == ( ) [ ] { } , : \' " """ f\'{ # * ** ; := -> ~ @ é 😀 \ud800'.split(" ")
_BLANKS = ["\n", "\n    ", "\r\n", "\\\n", " ", "\0", "\f", "\u2028"]
PIECES = st.sampled_from(_WORDS + _SIGNS + _BLANKS)
TEXTS = st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=30)


@given(TEXTS)
def test_any_text_is_read(text: str) -> None:
    syntax = read(text)
    for start, end in syntax.errors:
        assert 0 <= start <= end <= len(text)
    for start, end, comment in syntax.comments:
        assert text[start:end] == comment
    for node in walk(syntax.body):
        assert 0 <= node.start <= node.end <= len(text)
        if isinstance(node, nodes.Name) and text[node.start : node.end].isascii():
            assert text[node.start : node.end] == node.id
        if isinstance(node, nodes.Call):
            assert node.start <= node.inner_start <= node.inner_end <= node.end
        if isinstance(node, nodes.Attribute):
            assert node.start <= node.name_start <= node.end


@given(TEXTS)
def test_statements_come_in_order(text: str) -> None:
    body = read(text).body
    starts = [node.start for node in body]
    assert starts == sorted(starts)


@given(TEXTS)
def test_a_repair_only_inserts(text: str) -> None:
    twin = ascii_twin(text)
    tree = grow(twin)
    insertions = repair(twin, tree, [])
    patched = insertions.apply(twin)
    kept = [char for place, char in enumerate(patched) if not insertions.inserted(place)]
    assert "".join(kept) == twin
    for place, char in enumerate(patched):
        if not insertions.inserted(place):
            assert twin[insertions.original(place)] == char


@given(
    st.text("ab\n", max_size=20),
    st.lists(st.tuples(st.integers(0, 20), st.text("_x", max_size=3))),
)
def test_insertions_find_their_way_back(text: str, pieces: list[tuple[int, str]]) -> None:
    insertions = Insertions((min(place, len(text)), piece) for place, piece in pieces if piece)
    patched = insertions.apply(text)
    offsets = [insertions.original(place) for place in range(len(patched) + 1)]
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(text)
    assert sum(map(insertions.inserted, range(len(patched)))) == len(patched) - len(text)


@given(st.data())
def test_a_line_that_is_cut_off_costs_only_itself(data: st.DataObject) -> None:
    program = [
        "import scvi",
        "adata = scvi.data.synthetic_iid(batch_size=400, n_genes=100)",
        "adata.layers['counts'] = adata.X.copy()",
        "scvi.model.SCVI.setup_anndata(adata, layer='counts', batch_key=f'{x}')",
        "model = scvi.model.SCVI(adata, **{'n_latent': 10})",
        "if model.is_trained and [a for a in b if c]: model.train(lambda x: x)",
        "x = adata[adata.obs['a'] == \"b\"].obs[['c', 'd']] if y else (1, 2)",
        "with torch.no_grad() as z: z()",
        "print(x)",
    ]
    number = data.draw(st.integers(0, len(program) - 1))
    column = data.draw(st.integers(0, len(program[number])))
    lines = [*program[:number], program[number][:column], *program[number + 1 :]]
    text = "\n".join(lines)
    found = [text[node.start : node.end] for node in read(text).body]
    assert [line for line in found if line in program[:number]] == program[:number]
    rest = program[number + 1 :]
    assert not rest or found[-len(rest) :] == rest


def test_the_errors_of_a_tree_are_its_outermost() -> None:
    assert errors(grow("x = 1\n")) == ()
    assert errors(grow("foo(a b)\nx[]\n")) == ((6, 7), (11, 11))
