"""A script in pieces: where they end, and that nobody can tell."""

from __future__ import annotations

import ast
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scvi_lint.source.documents.document import Cell
from scvi_lint.source.documents.lines import Lines
from scvi_lint.source.documents.pieces import LEAST_LINES, MOST_PIECES, in_pieces
from scvi_lint.source.syntax import parse

SNIPPETS = [
    *(
        "a = 1\n",
        "b.c(d)\n",
        "\n",
        "# said\n",
        "def g(x):\n    return x\n",
        "@dec\ndef h():\n  pass\n",
    ),
    *(
        "f(\n  1,\n  2)\n",
        's = """x\ny"""\n',
        "if x:\n    y = 2\nelse:\n    y = 3\n",
        "z = [\n1,\n]\n",
    ),
]
TYPED = [
    *("x", "\n", "\n\n", "(", ")", '"""', "'''", "'", "    ", "@a\n", "else:\n", "#", "\\\n", "["),
    *("a = 1\n", "def f():\n    pass\n", "if x:\n", "\r\n", "\r", "\u2028", ""),
]


def texts(cells: tuple[Cell, ...]) -> list[str]:
    return [cell.text for cell in cells]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", [""]),
        ("a = 1\nb = 2\n", ["a = 1\n", "b = 2\n"]),
        ("f(\n1,\n2)\nb\n", ["f(\n1,\n2)\n", "b\n"]),
        ("@a\n\ndef f():\n    pass\nb\n", ["@a\n\ndef f():\n    pass\n", "b\n"]),
        ("if a:\n    b\nelse:\n    c\nd\n", ["if a:\n    b\nelse:\n    c\n", "d\n"]),
        ("try:\n    b\n# why\nexcept E:\n    c\n", ["try:\n    b\n# why\nexcept E:\n    c\n"]),
        ('s = """\nx = 1\n"""\nt\n', ['s = """\nx = 1\n"""\n', "t\n"]),
        ("a = 1 + \\\nb\nc\n", ["a = 1 + \\\nb\n", "c\n"]),
        ("a\n# said\n\nb\n", ["a\n# said\n\n", "b\n"]),
        # a bracket that is being typed
        ("model.train(\nx = m.y\n", ["model.train(\n", "x = m.y\n"]),
        ("model.train(\nimport scvi\n", ["model.train(\n", "import scvi\n"]),
        ("f(\nx = 1,\ny = 2)\nb\n", ["f(\nx = 1,\ny = 2)\n", "b\n"]),
    ],
)
def test_where_pieces_end(text: str, pieces: list[str]) -> None:
    assert texts(in_pieces(text, (), 1)) == pieces


def test_a_piece_is_some_lines_and_a_program_some_pieces() -> None:
    cells = in_pieces("a = 1\n" * 100)
    lines = [cell.text.count("\n") for cell in cells]
    assert lines[:-1] == [LEAST_LINES] * (len(cells) - 1)
    assert LEAST_LINES <= lines[-1] < 2 * LEAST_LINES
    assert MOST_PIECES // 2 <= len(in_pieces("a = 1\n" * 50_000)) <= MOST_PIECES


@st.composite
def edits(draw: Any) -> list[str]:
    """A program and what becomes of it, edit by edit."""
    text = "".join(draw(st.lists(st.sampled_from(SNIPPETS), max_size=40)))
    states = [text]
    for _ in range(draw(st.integers(1, 8))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 0, 0, 1, 6])))
        text = text[:start] + draw(st.sampled_from(TYPED)) + text[end:]
        states.append(text)
    return states


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@given(edits())
@settings(deadline=None)
def test_edits_leave_pieces_of_the_text(states: list[str]) -> None:
    cells: tuple[Cell, ...] = ()
    for text in states:
        cells = in_pieces(text, cells, 3)
        assert "".join(texts(cells)) == text
        assert [cell.offset for cell in cells] == [
            len("".join(texts(cells)[:number])) for number in range(len(cells))
        ]
        assert [cell.line for cell in cells] == [
            Lines(text).position(cell.offset)[0] for cell in cells
        ]
        if _is_python(text):
            assert statements(cells) == statements((Cell(0, "code", text),))


def _is_python(text: str) -> bool:
    try:
        ast.parse(text)
    except (SyntaxError, ValueError):
        return False
    return True


def statements(cells: tuple[Cell, ...]) -> list[str]:
    return [cell.text[node.start : node.end] for cell in cells for node in parse(cell).body]


def test_only_the_piece_that_is_edited_changes() -> None:
    cells = in_pieces("".join(f"a{n} = {n}\n" for n in range(200)))
    text = "".join(texts(cells))
    at = text.index("a100")
    for length in range(1, len(LINE) + 1):
        before = cells
        cells = in_pieces(f"{text[:at]}{LINE[:length]}\n{text[at:]}", before)
        if length > 1:  # with the first key, the piece ends behind the edit
            changed = [one.text != other.text for one, other in zip(before, cells, strict=True)]
            assert changed.count(True) == 1
            number = changed.index(True)
            assert cells[number].text.endswith(f"{LINE[:length]}\n")
            assert all(cells[n] is before[n] for n in range(number - 1))
            assert all(cells[n].text is before[n].text for n in range(number + 1, len(cells)))


LINE = 'model.train(plan_kwargs={"lr": [1, (2)]})  # said'


@given(st.lists(st.sampled_from(SNIPPETS), max_size=30))
@settings(deadline=None)
def test_pieces_say_what_the_whole_says(snippets: list[str]) -> None:
    text = "".join(snippets)
    assert statements(in_pieces(text, (), 1)) == statements((Cell(0, "code", text),))
