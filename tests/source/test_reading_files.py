"""From the bytes of a file, or an editor's text, to a Document."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scvi_lint.source.reading import Unreadable, document_from_text, read_document


def notebook(*cells: dict[str, Any], **metadata: Any) -> bytes:
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4}).encode()


def code(source: Any, **more: Any) -> dict[str, Any]:
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], **more}


def reason(path: str, data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read_document(path, data)
    return caught.value.reason


def test_a_script_is_one_cell() -> None:
    document = read_document("a.py", b"x = 1\n")
    assert document.kind == "script"
    assert [(cell.kind, cell.language, cell.text) for cell in document.cells] == [
        ("code", "python", "x = 1\n")
    ]


def test_line_breaks_are_kept_as_they_are() -> None:
    assert read_document("a.py", b"x\r\ny\rz\n").cells[0].text == "x\r\ny\rz\n"


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b"# -*- coding: latin-1 -*-\nx = '\xe9'", "é", "iso8859_1"),
        (b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\nx = '\x80'", "€", "cp1252"),
        (b"# coding: utf8\nx = '\xc3\xa9'", "é", "utf-8"),
        (b"x = '\xc3\xa9'\n# coding: latin-1", "é", "utf-8"),
        (b"x = 1\n# coding: latin-1\ny = '\xc3\xa9'", "é", "utf-8"),
    ],
)
def test_the_declared_encoding_is_honoured(data: bytes, text: str, encoding: str) -> None:
    document = read_document("a.py", data)
    assert text in document.cells[0].text
    assert document.encoding == encoding


def test_a_byte_order_mark_is_no_text() -> None:
    document = read_document("a.py", b"\xef\xbb\xbfx = 1")
    assert document.cells[0].text == "x = 1"
    assert document.bom


@pytest.mark.parametrize(
    ("path", "data", "word"),
    [
        ("a.py", b"x = 1\n\xff", "line 2"),
        ("a.py", "x = 1".encode("utf-16"), "UTF-16"),
        ("a.ipynb", "{}".encode("utf-16"), "UTF-16"),
        ("a.py", b"\x7fELF\0\0", "NUL"),
        ("a.py", b"# coding: rot13\n", "rot13"),
        ("a.py", b"# coding: punycode\n", "punycode"),
        ("a.py", b"# coding: no-such\n", "no-such"),
        ("a.py", b"\xef\xbb\xbf# coding: latin-1\n", "latin-1"),
        ("a.py", b"#" * (10 * 1024 * 1024 + 1), "10 MB"),
        ("a.ipynb", notebook(code("#" * (10 * 1024 * 1024 + 1))), "10 MB"),
        ("a.ipynb", b"", "empty"),
        ("a.ipynb", b"x = 1", "JSON"),
        ("a.ipynb", b'{"cells": [}', "JSON"),
        ("a.ipynb", b"[1, 2]", "not a notebook"),
        ("a.ipynb", b'{"type": "FeatureCollection"}', "not a notebook"),
        ("a.ipynb", b'{"cells": {}}', "not a notebook"),
        ("a.ipynb", b'{"cells": ' + b"[" * 200_000, "nested"),
        ("a.ipynb", b'{"cells": [' + b"9" * 20_000 + b"]}", "JSON"),
        ("a.ipynb", b'{"cells": "\xff"}', "UTF-8"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(path: str, data: bytes, word: str) -> None:
    sentence = reason(path, data)
    assert word in sentence
    assert sentence.endswith(".")
    assert len(sentence) < 120


@given(st.binary(max_size=80), st.sampled_from(["a.py", "a.ipynb", "a.qmd", "a.md", "a"]))
def test_any_bytes_are_a_document_or_unreadable(data: bytes, path: str) -> None:
    try:
        document = read_document(path, data)
    except Unreadable as error:
        assert error.reason
    else:
        assert all(isinstance(cell.text, str) for cell in document.cells)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "cells",
                        "worksheets",
                        "cell_type",
                        "source",
                        "input",
                        "outputs",
                        "metadata",
                        "kernelspec",
                        "language",
                        "execution_count",
                        "id",
                        "vscode",
                    ]
                ),
                inner,
                max_size=5,
            )
        ),
        max_leaves=20,
    )
)
def test_any_json_is_a_document_or_unreadable(content: Any) -> None:
    try:
        document = read_document("a.ipynb", json.dumps(content).encode())
    except Unreadable as error:
        assert error.reason
    else:
        assert [cell.index for cell in document.cells] == list(range(len(document.cells)))
        assert all(isinstance(cell.text, str) for cell in document.cells)


# --- notebooks --------------------------------------------------------------------------------


def test_the_index_counts_all_cells() -> None:
    prose = {"cell_type": "markdown", "source": ["# A\n", "b"]}
    raw = {"cell_type": "raw", "source": "r"}
    document = read_document("a.ipynb", notebook(prose, code(["x = 1\n", "y"]), raw, code("z")))
    assert [(cell.index, cell.kind, cell.text) for cell in document.cells] == [
        (0, "markdown", "# A\nb"),
        (1, "code", "x = 1\ny"),
        (2, "raw", "r"),
        (3, "code", "z"),
    ]


def test_what_the_notebook_knows_of_its_runs_is_kept() -> None:
    output = {"output_type": "error", "ename": "ValueError"}
    cell = code("x", execution_count=7, outputs=[output], id="abc")
    document = read_document("a.ipynb", notebook(cell, code("y")))
    ran, fresh = document.cells
    assert (ran.execution_count, ran.failed, ran.id) == (7, True, "abc")
    assert list(ran.outputs) == [output]
    assert (fresh.execution_count, fresh.failed, fresh.id) == (None, False, None)


def test_the_third_format_is_read_too() -> None:
    sheet = {
        "cells": [
            {"cell_type": "heading", "source": "T"},
            {
                "cell_type": "code",
                "input": ["x\n", "y"],
                "prompt_number": 2,
                "outputs": [{"output_type": "pyerr"}],
            },
        ]
    }
    document = read_document("a.ipynb", json.dumps({"worksheets": [sheet]}).encode())
    assert [(cell.kind, cell.text) for cell in document.cells] == [
        ("markdown", "T"),
        ("code", "x\ny"),
    ]
    assert document.cells[1].execution_count == 2
    assert document.cells[1].failed


@pytest.mark.parametrize(
    ("metadata", "language"),
    [
        ({"kernelspec": {"language": "R", "name": "ir"}}, "R"),
        ({"language_info": {"name": "julia"}}, "julia"),
        ({"kernelspec": {"language": "python"}}, "python"),
        ({"language_info": {"name": "ipython3"}}, "python"),
        ({}, "python"),
        ({"kernelspec": None}, "python"),
    ],
)
def test_the_kernel_gives_the_language(metadata: dict[str, Any], language: str) -> None:
    document = read_document("a.ipynb", notebook(code("x"), **metadata))
    assert document.language == document.cells[0].language == language


@pytest.mark.parametrize(
    ("source", "language"),
    [
        ("%%R\nx <- 1", "R"),
        ("\n# a note\n%%bash -s\nls", "bash"),
        ("%%time\nx = 1", "python"),
        ("%%capture out\nx = 1", "python"),
        ("%%python\nx = 1", "python3"),
        ("x = 1\n%%bash", "python"),
        ("%%\nx", "python"),
    ],
)
def test_a_cell_magic_gives_a_cell_s_language(source: str, language: str) -> None:
    assert read_document("a.ipynb", notebook(code(source))).cells[0].language == language


def test_half_a_surrogate_pair_is_text_like_any_other() -> None:
    data = notebook(code("x = '\ud83d'"))
    assert read_document("a.ipynb", data).cells[0].text == "x = '\ud83d'"


# --- editors ----------------------------------------------------------------------------------


def test_a_buffer_of_a_notebook_that_holds_python_is_a_script() -> None:
    document = document_from_text("file:///home/u/a.ipynb", "{1: 2}\nimport scvi")
    assert document.kind == "script"
    assert document.cells[0].text == "{1: 2}\nimport scvi"


def test_a_buffer_of_a_notebook_that_holds_json_is_a_notebook() -> None:
    text = notebook(code("import scvi")).decode()
    document = document_from_text("file:///home/u/a.ipynb", "\n" + text, version=4)
    assert document.kind == "notebook"
    assert document.cells[0].text == "import scvi"
    assert document.version == 4


def test_a_notebook_whose_json_is_being_typed_is_unreadable_not_python() -> None:
    with pytest.raises(Unreadable):
        document_from_text("a.ipynb", '{"cells": [')


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("file:///a/b.qmd?query#fragment", "quarto"),
        ("C:\\data\\report.Rmd", "quarto"),
        ("README.md", "quarto"),
        ("/a/b.qmd/script", "script"),
        ("untitled:Untitled-1", "script"),
    ],
)
def test_the_suffix_is_that_of_the_file(path: str, kind: str) -> None:
    assert document_from_text(path, "x = 1").kind == kind
