"""Comments that silence findings, and what they speak for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scvi_lint.source.documents.document import Cell, Document
from scvi_lint.source.documents.span import Span
from scvi_lint.source.reading import document_from_text
from scvi_lint.source.suppressions import Suppression, suppressions


def one(text: str) -> Suppression:
    (found,) = suppressions(document_from_text("a.py", text))
    return found


def scope(text: str) -> list[str]:
    return [text[span.start : span.end] for span in one(text).scopes]


@pytest.mark.parametrize(
    ("comment", "form", "codes", "reason"),
    [
        ("# scvi-lint: ignore[SCV401]", "ignore", ("SCV401",), ""),
        ("#scvi-lint:ignore[ scv401,SCV402 ]", "ignore", ("SCV401", "SCV402"), ""),
        ("# scvi-lint: ignore[SCV401] see #12", "ignore", ("SCV401",), "see #12"),
        ("# scvi-lint: ignore[SCV401]: a test", "ignore", ("SCV401",), "a test"),
        ("# scvi-lint: ignore", "ignore", (), ""),
        ("# scvi-lint: ignore because", "ignore", (), "because"),
        ("# scvi-lint: ignore-file[SCV401] all", "ignore-file", ("SCV401",), "all"),
        ("# scvi-lint: ignore-file", "ignore-file", (), ""),
        ("# noqa", "noqa", (), ""),
        ("# NOQA : SCV401", "noqa", ("SCV401",), ""),
        ("# noqa: E501, SCV401 SCV402", "noqa", ("SCV401", "SCV402"), ""),
    ],
)
def test_forms(comment: str, form: str, codes: tuple[str, ...], reason: str) -> None:
    found = one(f"x = 1  {comment}\n")
    assert (found.form, found.codes, found.reason) == (form, codes, reason)


@pytest.mark.parametrize(
    "comment",
    [
        "# noqa: E501",
        "# noqa: because",
        "# noqable",
        "# scvi-lint: ignores",
        "# scvi-lint: ignore-files",
        "# scvi-lint: ignore[]",
        "# scvi-lint",
        "'# scvi-lint: ignore'",
        "'''\n# noqa\n'''",
    ],
)
def test_what_says_nothing_to_us(comment: str) -> None:
    assert suppressions(document_from_text("a.py", f"x = 1, {comment}\n")) == []


def test_two_in_one_comment() -> None:
    text = "x  # noqa: E501, SCV1  # scvi-lint: ignore[SCV2] why  # noqa: E2\n"
    first, second = suppressions(document_from_text("a.py", text))
    assert text[first.span.start : first.span.end] == "# noqa: E501, SCV1"
    assert text[second.span.start : second.span.end] == "# scvi-lint: ignore[SCV2] why"


@pytest.mark.parametrize(
    "text",
    [
        "f(  # noqa\n    a,\n    b,\n)",
        "f(\n    a,  # noqa\n    b,\n)",
        "f(\n    # noqa\n    a,\n)",
        "f(\n    a,\n)  # noqa",
        "x = '''\na\n'''  # noqa",
        "x = 1 + \\\n    2  # noqa",
    ],
)
def test_a_comment_speaks_for_the_whole_logical_line(text: str) -> None:
    assert scope(f"before\n{text}\nafter\n") == [text]


def test_a_comment_alone_speaks_for_the_next_statement() -> None:
    assert scope("a\n# noqa\n\n# other\nf(\n    b\n)\nc\n") == ["f(\n    b\n)"]
    assert scope("# noqa\n@dec\n@other(\n    a\n)\ndef f(\n    b\n):\n    c\n") == [
        "@dec\n@other(\n    a\n)\ndef f(\n    b\n):"
    ]


def test_a_comment_does_not_speak_for_the_block_below() -> None:
    assert scope("with a():  # noqa\n    b\n") == ["with a():  # noqa"]


def test_a_comment_below_all_statements_speaks_for_none() -> None:
    assert scope("a\n# noqa\n") == []


def test_a_magic_hides_no_line() -> None:
    assert scope("!echo (\nf(a)  # noqa\n") == ["f(a)  # noqa"]


def test_a_bracket_that_is_being_typed_does_not_widen_a_scope() -> None:
    assert scope("f(a  # noqa\nb = 1\nc = 2\n") == ["f(a  # noqa"]


def test_what_is_covered() -> None:
    found = one("a\nf(  # scvi-lint: ignore[SCV401]\n    b\n)\nc\n")
    inside = Span("a.py", 0, 2, 8)
    assert found.covers("SCV401", inside)
    assert found.covers("SCV401", Span("a.py", 0, 30, 99))
    assert not found.covers("SCV402", inside)
    assert not found.covers("SCV401", Span("a.py", 0, 0, 50))
    assert not found.covers("SCV401", Span("a.py", 1, 2, 8))
    assert not found.covers("SCV401", Span("b.py", 0, 2, 8))


def test_a_whole_file_is_covered_from_any_cell() -> None:
    cells = [Cell(0, "code", "a"), Cell(1, "code", "# scvi-lint: ignore-file[SCV1]")]
    (found,) = suppressions(Document("a.ipynb", "notebook", cells))
    assert found.covers("SCV1", Span("a.ipynb", 0, 0, 1))
    assert not found.covers("SCV2", Span("a.ipynb", 0, 0, 1))


def test_only_python_is_looked_at() -> None:
    cells = [Cell(0, "markdown", "# noqa", ""), Cell(1, "code", "ls # noqa", "bash")]
    assert suppressions(Document("a.ipynb", "notebook", cells)) == []


@given(
    st.lists(
        st.sampled_from(
            ["x", "f(", ")", "\n", "    ", "@a", "# noqa", "# scvi-lint: ignore[SCV1]", "'''", "!a"]
        )
    ).map("".join)
)
def test_every_scope_lies_in_its_cell(text: str) -> None:
    for found in suppressions(document_from_text("a.py", text)):
        assert text[found.span.start] == "#"
        for span in found.scopes:
            assert 0 <= span.start < span.end <= len(text)
