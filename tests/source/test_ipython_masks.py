"""IPython's own syntax, masked at equal length."""

from __future__ import annotations

import ast
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scvi_lint.source.documents.masks import mask
from scvi_lint.source.parser import nodes
from scvi_lint.source.syntax import read


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("%matplotlib inline", "0                 "),
        ("!ls", "0  "),
        ("!!ls", "0   "),
        ("x = !ls -l", "x = 0     "),
        ("a, b.c = !ls", "a, b.c = 0  "),
        ("x = %sql select 1", "x = 0            "),
        ("x = %time f()", "x =       f()"),
        ("%time f(a,\n  b)", "0    ;f(a,\n  b)"),
        ("%timeit -n 10 -r3 f()", "0                ;f()"),
        ("%prun -s cumulative f()", "0                  ;f()"),
        ("%time for x in y: z", "0                  "),
        ("%time", "0    "),
        ("foo?", "0   "),
        ("foo.bar??  # why", "0               "),
        ("?foo", "0   "),
        ("x = foo?", "0       "),
        ("# why\nfoo?", "# why\n0   "),
        ("if a:\n    !ls \\\n  b\n    c", "if a:\n    0    \n   \n    c"),
        ("%%time\nx", "0     \nx"),
        ("pip install -q a", "0               "),
        ("conda install a", "0              "),
        ("cd ..", "0    "),
        ("cd /content/drive/", "0                 "),
        ("cd ~/data", "0        "),
        ("ls *.h5ad", "ls *.h5ad"),
        ("!ls\r\nx\r%foo\ry", "0  \r\nx\r0   \ry"),
        ("é = !ls", "é = 0  "),
        ("!echo '''\nx = '''a'''", "0        \nx = '''a'''"),
    ],
)
def test_what_a_mask_covers(text: str, masked: str) -> None:
    assert mask(text)[0] == masked


@pytest.mark.parametrize(
    "text",
    [
        "x = '''\n%foo\n!ls\nfoo?\n'''\n",
        "f(a\n%b)\n",
        "a = b \\\n%c\n",
        "x = [\n    !a\n]",
        "# what?\n'''is it?'''\nprint('a?')",
        "d['a = !b'] = 1",
        "cd = 1\ncd in x\ncd if x else y\ncd /tmp\nls -l\ncat [0]\ntime = 1\nrun . it",
        "x = 5 %3\n",
        "f'''{x}\n%a'''\n",
        "cd not in x",
        "run is None",
        "pip and x",
    ],
)
def test_python_stays_as_it_is(text: str) -> None:
    assert mask(text) == (text, {})


_SIGNS = "% ! ? %% a = ( ) ' \" ''' # \\ , 😀".split(" ")
_PHRASES = ["pip install x", "cd ..", "%time ", "run é.py", "x = ", "if a:"]
_BLANKS = [" ", "    ", "\n", "\r\n", "\r", "\\\n"]
PIECES = st.sampled_from(_SIGNS + _PHRASES + _BLANKS)
TEXTS = st.lists(PIECES, max_size=15).map("".join)


@given(TEXTS)
def test_a_mask_keeps_length_and_line_breaks(text: str) -> None:
    masked, masks = mask(text)
    assert len(masked) == len(text)
    assert re.findall(r"[\r\n]", masked) == re.findall(r"[\r\n]", text)
    for start, found in masks.items():
        assert masked[start : found.end] == found.text
        assert start == found.start < found.end <= len(text)


@given(TEXTS)
def test_a_text_that_python_reads_is_not_masked(text: str) -> None:
    try:
        ast.parse(text)
    except (SyntaxError, ValueError):
        return
    assert mask(text)[0] == text


@given(TEXTS)
def test_masking_twice_is_masking_once(text: str) -> None:
    masked, masks = mask(text)
    if not any(";" in found.text for found in masks.values()):
        assert mask(masked)[0] == masked


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("%run helper.py", "helper.py"),
        ("%run -i -t helper.py one two", "helper.py"),
        ("%run 'my helper.py'", "my helper.py"),
        ("run ../é.ipynb", "../é.ipynb"),
    ],
)
def test_a_script_that_is_run_is_a_statement(text: str, script: str) -> None:
    (found,) = read(text).body
    assert isinstance(found, nodes.Magic)
    assert (found.name, found.argument) == ("run", script)
    assert (found.start, found.end) == (0, len(text))


def test_other_magics_do_nothing() -> None:
    text = "%load_ext autoreload\nif a:\n    !ls\nb\n"
    syntax = read(text)
    assert not syntax.errors
    first, second, third = syntax.body
    assert isinstance(first, nodes.Pass)
    assert isinstance(second.body[0], nodes.Pass)  # type: ignore[attr-defined]
    assert text[third.start : third.end] == "b"


def test_what_a_shell_answers_is_unknown() -> None:
    (found,) = read("files = !ls").body
    assert isinstance(found, nodes.Assign)
    assert isinstance(found.value, nodes.Unparsed)


def test_a_timed_statement_is_read() -> None:
    text = "%time model = train(adata)"
    _, found = read(text).body
    assert isinstance(found, nodes.Assign)
    assert text[found.start : found.end] == "model = train(adata)"
    (assigned,) = read("x = %time f(a)").body
    assert isinstance(assigned.value, nodes.Call)  # type: ignore[attr-defined]
