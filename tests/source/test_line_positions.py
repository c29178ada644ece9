"""Offsets, lines and columns, in the units of three encodings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scvi_lint.source.documents.lines import ENCODINGS, Lines

# Everything that `str.splitlines` or an encoding treats in a way of its own.
TEXTS = st.text(alphabet=st.sampled_from("ab \t\n\r\f\v\x1c\x1e\x85\u2028é中😀\ud800"), max_size=40)


@given(TEXTS)
def test_an_offset_and_its_position_are_one(text: str) -> None:
    lines = Lines(text)
    for offset in range(len(text) + 1):
        line, column = lines.position(offset)
        inside_break = text[offset - 1 : offset + 1] == "\r\n"
        assert lines.offset(line, column) == (offset - 1 if inside_break else offset)


@given(TEXTS, st.sampled_from(ENCODINGS))
def test_a_column_survives_every_encoding(text: str, encoding: str) -> None:
    lines = Lines(text)
    for line in range(len(lines)):
        for column in range(len(lines.line(line)) + 1):
            units = lines.to_units(line, column, encoding)
            assert lines.from_units(line, units, encoding) == column


@given(TEXTS, st.sampled_from(ENCODINGS))
def test_units_are_what_the_encoding_counts(text: str, encoding: str) -> None:
    lines = Lines(text)
    width = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]
    codec = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}[encoding]
    for line in range(len(lines)):
        content = lines.line(line)
        encoded = content.encode(codec, "surrogatepass")
        assert lines.to_units(line, len(content), encoding) == len(encoded) // width


@given(TEXTS, st.integers(-5, 60), st.integers(-5, 60), st.sampled_from(ENCODINGS))
def test_what_lies_outside_is_moved_to_the_nearest_edge(
    text: str, line: int, column: int, encoding: str
) -> None:
    lines = Lines(text)
    assert 0 <= lines.offset(line, column) <= len(text)
    where = lines.position(column)
    assert 0 <= where[0] < len(lines)
    assert 0 <= where[1] <= len(lines.line(where[0]))
    assert 0 <= lines.from_units(line, column, encoding) <= len(lines.line(line))
    assert lines.to_units(line, column, encoding) >= 0


@pytest.mark.parametrize("char", ["\f", "\v", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"])
def test_only_python_s_own_line_breaks_end_a_line(char: str) -> None:
    lines = Lines(f"a{char}b\nc")
    assert len(lines) == 2
    assert lines.position(4) == (1, 0)


def test_all_three_line_breaks_end_a_line() -> None:
    lines = Lines("a\r\nb\rc\nd")
    assert [lines.line(number) for number in range(len(lines))] == ["a", "b", "c", "d"]


def test_a_column_inside_a_character_is_where_that_begins() -> None:
    lines = Lines("a😀b")
    assert lines.from_units(0, 2, "utf-16") == 1
    assert lines.from_units(0, 3, "utf-8") == 1
    assert lines.from_units(0, 5, "utf-8") == 2
