"""Saved pictures are left out before a notebook is parsed; nothing else is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scvi_lint.source.documents.pictures import without_pictures
from scvi_lint.source.documents.unreadable import Unreadable
from scvi_lint.source.reading import read_document

PICTURE = "iVBORw0KGgo" * 500
KEYS = ("image/png", "image/jpeg", "image/svg+xml", "text/plain", "text/html", "name", "image")
_texts = st.one_of(
    st.text(max_size=8),
    st.sampled_from(['"image/png": "', '\\"image/png\\":', "image/png", "a\\", 'b"', PICTURE]),
)
_values = st.recursive(
    st.one_of(_texts, st.integers(), st.none()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.one_of(st.sampled_from(KEYS), _texts), inner, max_size=3),
    ),
    max_leaves=12,
)


def emptied(value: Any) -> Any:
    """What is left of JSON whose pictures are empty."""
    if isinstance(value, dict):
        return {
            key: ""
            if key.startswith("image/") and _is_name(key) and isinstance(one, str)
            else emptied(one)
            for key, one in value.items()
        }
    return [emptied(one) for one in value] if isinstance(value, list) else value


def _is_name(key: str) -> bool:
    rest = key.removeprefix("image/")
    return bool(rest) and all(c in "abcdefghijklmnopqrstuvwxyz+.-" for c in rest)


@settings(max_examples=300)
@given(_values, st.sampled_from([None, 1]), st.booleans())
def test_all_but_the_pictures_is_as_json_reads_it(
    value: Any, indent: int | None, raw: bool
) -> None:
    data = json.dumps(value, indent=indent, ensure_ascii=not raw).encode("utf-8", "surrogatepass")
    assert json.loads(without_pictures(data)) == emptied(value)


def notebook(source: str, picture: str = PICTURE) -> bytes:
    output = {"output_type": "display_data", "data": {"image/png": picture, "text/plain": "x"}}
    cell = {"cell_type": "code", "source": source, "outputs": [output], "metadata": {}}
    return json.dumps(
        {"cells": [cell], "nbformat": 4, "nbformat_minor": 5, "metadata": {}}
    ).encode()


def test_a_program_that_writes_of_pictures_keeps_its_text() -> None:
    source = 'data = {"image/png": "iVBOR"}\nprint(\'"image/png": "\')\n'
    (cell,) = read_document("a.ipynb", notebook(source)).cells
    assert cell.text == source
    assert cell.outputs[0]["data"] == {"image/png": "", "text/plain": "x"}


def test_a_fault_behind_a_picture_is_told_at_its_line() -> None:
    data = notebook("x = 1").replace(b'"nbformat": 4', b'"nbformat": 4 4')
    lines = data.replace(b'"metadata"', b'\n"metadata"')
    with pytest.raises(Unreadable, match="line 2"):
        read_document("a.ipynb", lines)


def test_a_picture_without_an_end_is_left_for_the_parser() -> None:
    data = b'{"cells": [], "image/png": "iVBOR'
    assert without_pictures(data) is data
