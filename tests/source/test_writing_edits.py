"""Edits written back into files: what was not edited stays byte for byte."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scvi_lint.source.documents.edits import Edit, EditError, apply_edits, edited_text
from scvi_lint.source.documents.span import Span
from scvi_lint.source.reading import read_document


def edit(path: str, data: bytes, *edits: tuple[int, int, int, str]) -> bytes:
    document = read_document(path, data)
    return apply_edits(document, data, [Edit(Span(path, *place), text) for *place, text in edits])


def test_a_script() -> None:
    assert edit("a.py", b"x = 1\ny = 2\n", (0, 0, 1, "xx"), (0, 10, 11, "3")) == b"xx = 1\ny = 3\n"


def test_no_edit_is_no_change() -> None:
    assert edit("a.py", b"\xef\xbb\xbfx\r") == b"\xef\xbb\xbfx\r"


def test_line_breaks_and_the_byte_order_mark_stay() -> None:
    data = b"\xef\xbb\xbfx\r\ny\r\n"
    assert edit("a.py", data, (0, 3, 4, "a\nb\r\nc")) == b"\xef\xbb\xbfx\r\na\r\nb\r\nc\r\n"


def test_the_encoding_stays() -> None:
    data = b"# coding: latin-1\nx = '\xe9'\n"
    assert edit("a.py", data, (0, 18, 19, "ü")) == b"# coding: latin-1\n\xfc = '\xe9'\n"


def test_a_cell_of_a_percent_script_and_of_a_quarto_file() -> None:
    text = "# é\n# %%\nx\n# %%\ny\n".encode()
    assert edit("a.py", text, (2, 0, 1, "z"), (1, 0, 1, "a")) == "# é\n# %%\na\n# %%\nz\n".encode()
    chunk = b"```{python}\nx\n```\n"
    assert edit("a.qmd", chunk, (0, 0, 1, "zz")) == b"```{python}\nzz\n```\n"


@pytest.mark.parametrize(
    ("edits", "word"),
    [
        ([(0, 0, 3, "a"), (0, 2, 4, "b")], "overlap"),
        ([(0, 3, 99, "a")], "outside"),
        ([(0, 3, 2, "a")], "outside"),
        ([(0, -1, 2, "a")], "outside"),
        ([(1, 0, 0, "a")], "another document"),
        ([(0, 0, 0, "\ud800")], "cannot hold"),
    ],
)
def test_what_cannot_be_applied_is_refused(
    edits: list[tuple[int, int, int, str]], word: str
) -> None:
    with pytest.raises(EditError) as caught:
        edit("a.py", b"x = 1\n", *edits)
    assert word in caught.value.reason
    assert caught.value.reason.endswith(".")


@pytest.mark.parametrize("path", ["a.py", "a.ipynb"])
def test_a_file_that_changed_since_is_refused(path: str) -> None:
    before, after = (notebook("x = 1"), notebook("y = 1"))
    if path == "a.py":
        before, after = b"x = 1", b"y = 1"
    document = read_document(path, before)
    with pytest.raises(EditError, match="changed"):
        apply_edits(document, after, [Edit(Span(path, 0, 0, 1), "z")])


def test_another_document_s_edit_is_refused() -> None:
    document = read_document("a.py", b"x")
    with pytest.raises(EditError, match="another document"):
        apply_edits(document, b"x", [Edit(Span("b.py", 0, 0, 1), "z")])


def test_the_same_edit_twice_is_one_and_insertions_keep_their_order() -> None:
    assert edited_text("abc", [(1, 2, "x"), (1, 2, "x")]) == "axc"
    assert edited_text("abc", [(1, 1, "x"), (1, 1, "y"), (1, 2, "z")]) == "axyzc"


# --- notebooks --------------------------------------------------------------------------------


def notebook(*sources: Any, **layout: Any) -> bytes:
    cells = [
        {"cell_type": "code", "metadata": {"source": [1]}, "outputs": [], "source": source}
        for source in sources
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}, **layout).encode()


def test_a_list_stays_a_list_laid_out_as_before() -> None:
    data = (
        b'{\n "cells": [\n  {\n   "source": [\n    "import scvi\\n",\n'
        b'    "x = \\u00e9  # \\/\\n",\n    "y"\n   ],\n   "outputs": [ 1.0,2 ]\n  }\n ]\n}\n'
    ).replace(b'"source"', b'"cell_type": "code", "source"')
    assert edit("a.ipynb", data, (0, 23, 24, "z = 1\nü")) == data.replace(
        b'    "y"\n', b'    "z = 1\\n",\n    "\\u00fc"\n'
    )


def test_a_string_stays_a_string() -> None:
    data = notebook("x = 1\ny = 'é'", ensure_ascii=False)
    assert edit("a.ipynb", data, (0, 0, 1, "ü")) == data.replace(b"x = 1", "ü = 1".encode())


@pytest.mark.parametrize(
    ("data", "written"),
    [
        (b'{"cells": [{"cell_type": "code", "source": "\xc3\xa9"}], "a": "\\u00e9"}', b"\xc3\xbc"),
        (b'{"cells": [{"cell_type": "code", "source": "\\u00e9"}], "a": "\xc3\xa9"}', b"\\u00fc"),
        (b'{"cells": [{"cell_type": "code", "source": "e"}], "a": "\\u00e9"}', b"\\u00fc"),
        (b'{"cells": [{"cell_type": "code", "source": "e"}], "a": "\xc3\xa9"}', b"\xc3\xbc"),
        (b'{"cells": [{"cell_type": "code", "source": "e"}], "a": "\\u001b"}', b"\xc3\xbc"),
    ],
)
def test_letters_are_escaped_as_they_were(data: bytes, written: bytes) -> None:
    before, source = data.split(b'"source": "')
    _, after = source.split(b'"', 1)
    changed = edit("a.ipynb", data, (0, 0, 1, "ü"))
    assert changed == before + b'"source": "' + written + b'"' + after


@pytest.mark.parametrize(("source", "text"), [("x", '""'), (["x"], "[]")])
def test_a_cell_may_become_empty(source: Any, text: str) -> None:
    data = notebook(source)
    changed = edit("a.ipynb", data, (0, 0, 1, ""))
    assert changed == data.replace(json.dumps(source).encode(), text.encode())


def test_an_empty_list_is_laid_out_like_its_notebook() -> None:
    data = notebook([], indent=1)
    changed = edit("a.ipynb", data, (0, 0, 0, "x\ny"))
    assert changed == data.replace(b"[]\n  }", b'[\n    "x\\n",\n    "y"\n   ]\n  }')


def test_of_a_key_that_is_there_twice_the_last_is_edited() -> None:
    data = b'{"cells": [{"cell_type": "code", "source": "x", "source": "y"}]}'
    assert edit("a.ipynb", data, (0, 0, 1, "z")) == data.replace(b'"y"', b'"z"')


def test_the_third_format() -> None:
    data = b'{"worksheets": [{"cells": [{"cell_type": "code", "input": ["x"]}]}]}'
    assert edit("a.ipynb", data, (0, 0, 1, "z")) == data.replace(b'"x"', b'"z"')


def test_half_a_surrogate_pair_can_be_written() -> None:
    data = notebook("x = '\ud83d'", ensure_ascii=True)
    assert edit("a.ipynb", data, (0, 0, 1, "y")) == data.replace(b"x = ", b"y = ")


SOURCES = st.text(st.sampled_from('ab"\\/\n\r\té😀\u2028'), max_size=12)


@given(
    st.lists(SOURCES | SOURCES.map(lambda text: text.splitlines(keepends=True)), max_size=4),
    st.sampled_from([{}, {"indent": 1}, {"indent": "\t"}, {"separators": (",", ":")}]),
    st.booleans(),
    st.binary(max_size=0) | st.sampled_from([b"\n", b"\n\n", b"\r\n"]),
    st.data(),
)
def test_an_edited_notebook_differs_in_its_sources_only(
    sources: list[Any],
    layout: dict[str, Any],
    escapes: bool,
    end: bytes,
    data: st.DataObject,
) -> None:
    original = notebook(*sources, ensure_ascii=escapes, **layout) + end
    document = read_document("a.ipynb", original)
    edits = []
    expected = [cell.text for cell in document.cells]
    for index, text in enumerate(expected):
        if data.draw(st.booleans()):
            start = data.draw(st.integers(0, len(text)))
            stop = data.draw(st.integers(start, len(text)))
            new = data.draw(st.text("xyü\n", max_size=4))
            edits.append(Edit(Span("a.ipynb", index, start, stop), new))
            assert edited_text(text, [(start, stop, new)]) == text[:start] + new + text[stop:]
            if "\r\n" in text and text.find("\n") == text.find("\r\n") + 1:
                new = new.replace("\n", "\r\n")
            expected[index] = text[:start] + new + text[stop:]
    changed = apply_edits(document, original, edits)
    again = read_document("a.ipynb", changed)
    assert [cell.text for cell in again.cells] == expected
    assert _without_sources(changed) == _without_sources(original)
    assert changed.endswith(end)
    if not edits:
        assert changed == original


def _without_sources(data: bytes) -> Any:
    content = json.loads(data)
    for cell in content["cells"]:
        cell["source"] = type(cell["source"]).__name__
    return content


@given(SOURCES, st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12), SOURCES), max_size=4))
def test_edits_of_a_text_are_applied_or_refused(
    text: str, edits: list[tuple[int, int, str]]
) -> None:
    try:
        changed = edited_text(text, edits)
    except EditError:
        return
    chosen = set(edits)
    removed = sum(end - start for start, end, _ in chosen)
    assert len(changed) == len(text) - removed + sum(len(new) for _, _, new in chosen)
