"""Our tree and Python's own say the same, at the same places."""

from __future__ import annotations

import ast
import importlib.util
import warnings
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tree_facts import our_facts, python_facts, walk

from scvi_lint.source.documents.masks import mask
from scvi_lint.source.parser import nodes
from scvi_lint.source.reading import read_document
from scvi_lint.source.syntax import read

# Modules with much syntax; the whole library agrees but for what the grammar itself gets wrong.
MODULES = [
    "argparse",
    "ast",
    "asyncio.tasks",
    "base64",
    "contextlib",
    "decimal",
    "difflib",
    "enum",
    "functools",
    "heapq",
    "json.decoder",
    "locale",
    "logging.config",
    "random",
    "re",
    "statistics",
    "string",
    "tokenize",
    "typing",
    "unittest.mock",
    "zipfile",
]


def source(module: str) -> tuple[str, bytes]:
    spec = importlib.util.find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    return spec.origin, Path(spec.origin).read_bytes()


@pytest.mark.parametrize("module", MODULES)
def test_the_standard_library_reads_as_python_reads_it(module: str) -> None:
    path, data = source(module)
    text = read_document(path, data).cells[0].text
    syntax = read(text)
    assert not syntax.errors
    assert not syntax.repaired
    assert not [node for node in walk(syntax.body) if isinstance(node, nodes.Unparsed)]
    ours, theirs = our_facts(syntax), python_facts(text, ast.parse(data))
    assert ours - theirs == {}
    assert theirs - ours == {}


@pytest.mark.parametrize("module", MODULES)
def test_the_masks_leave_the_standard_library_alone(module: str) -> None:
    text = read_document(*source(module)).cells[0].text
    assert mask(text)[0] is text


NAMES = st.sampled_from(["a", "b", "adata", "é", "ﬁ", "type", "match", "_"])
ATOMS = NAMES | st.sampled_from(
    ["1", "0x_ff", "1_0.5e-3", "2j", "'s'", "b'\\x00'", "r'\\n'", "'a' \"b\"", "None", "...", "'é'"]
)


def _combined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    some = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        st.tuples(inner, NAMES).map(lambda pair: f"({pair[0]}).{pair[1]}"),
        st.tuples(inner, some).map(lambda pair: f"({pair[0]})({', '.join(pair[1])})"),
        st.tuples(inner, inner).map(lambda pair: f"f({pair[0]}, *({pair[1]}), k={pair[0]}, **b)"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]})[{pair[1]}, 1:2, ::({pair[0]})]"),
        some.map(lambda items: f"[{', '.join(items)}, *a.b(c)]"),
        some.map(lambda items: f"({', '.join(items)},)"),
        some.map(lambda items: "{" + ", ".join(items) + "}"),
        st.tuples(inner, inner).map(lambda pair: f"{{{pair[0]}: {pair[1]}, **a}}"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}) if ({pair[1]}) else b"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}) not  in ({pair[1]}) < b"),
        st.tuples(inner, inner).map(lambda pair: f"-({pair[0]}) ** ({pair[1]}) // 2"),
        st.tuples(inner, inner).map(lambda pair: f"not ({pair[0]}) or ({pair[1]}) and b"),
        st.tuples(inner, inner).map(
            lambda pair: f"[({pair[0]}) for a, *b in ({pair[1]}) if a for b in c]"
        ),
        st.tuples(inner, inner).map(lambda pair: f"(lambda a, *, b=({pair[0]}): ({pair[1]}))"),
        st.tuples(inner, inner).map(lambda pair: f"(a := ({pair[0]}))[({pair[1]})]"),
        inner.map(lambda item: f"(  # a comment\n {item}\n)"),
    )


@given(st.recursive(ATOMS, _combined, max_leaves=8))
def test_expressions_read_as_python_reads_them(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            tree = ast.parse(text)
        except SyntaxError:
            return
    ours, theirs = our_facts(read(text)), python_facts(text, tree)
    assert ours - theirs == {}
    assert theirs - ours == {}
