"""Which comments are reported as idle, and how they are taken out."""

from __future__ import annotations

import pytest

from scvi_lint.interpreter.events.remarks import Fix
from scvi_lint.linting.findings import UNUSED, Finding
from scvi_lint.linting.index import Entry
from scvi_lint.linting.suppressing import suppress
from scvi_lint.source.documents.edits import apply_edits
from scvi_lint.source.documents.span import Span
from scvi_lint.source.reading import document_from_text


def entry(code: str) -> Entry:
    return Entry(code, code.lower(), "Trained", "error", "", "raises", ("default",), (), (), "")


ON = [entry(code) for code in (UNUSED, "SCV401", "SCV402", "SCV501")]


def judged(text: str, *codes: str, on: list[Entry] = ON) -> tuple[list[str], list[str], str]:
    """Messages of what is left, the codes that are left, and the text after all fixes.

    Each code is found at the `x` of the text.
    """
    document = document_from_text("a.py", text)
    at = text.index("x")
    found = [
        Finding(code, code.lower(), "error", True, "raises", "m", Span("a.py", 0, at, at + 1))
        for code in codes
    ]
    kept = suppress(document, found, on)
    fixes: list[Fix] = [fix for one in kept for fix in one.fixes]
    edits = [edit for fix in fixes for edit in fix.edits]
    after = apply_edits(document, text.encode(), edits).decode()
    return [one.message for one in kept], [one.code for one in kept], after


def test_a_comment_that_silences_something_is_used() -> None:
    text = "x = 1  # scvi-lint: ignore[SCV401] because\n"
    assert judged(text, "SCV401") == ([], [], text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x = 1  # scvi-lint: ignore[SCV401] because\n", "x = 1\n"),
        ("x = 1\t# scvi-lint: ignore[SCV401]", "x = 1"),
        ("x = 1  # scvi-lint: ignore[SCV401]\r\ny = 2\r\n", "x = 1\r\ny = 2\r\n"),
        ("# scvi-lint: ignore[SCV401]\nx = 1\n", "x = 1\n"),
        ("if x:\n    # scvi-lint: ignore[SCV401]\n    y = 1\n", "if x:\n    y = 1\n"),
        ("x = 1\r\n# scvi-lint: ignore-file[SCV401]\r\ny\r\n", "x = 1\r\ny\r\n"),
        ("x = 1  # noqa: SCV401\n", "x = 1\n"),
        ("x = 1  # noqa: E501, SCV401\n", "x = 1  # noqa: E501\n"),
        ("x = 1  # NOQA:SCV401,E501 SCV402\n", "x = 1  # NOQA:E501\n"),
        ("x = 1  # scvi-lint: ignore\n", "x = 1\n"),
        ("x = 1  # scvi-lint: ignore[SCV401]  # noqa: E501\n", "x = 1  # noqa: E501\n"),
    ],
)
def test_an_idle_comment_goes_and_leaves_nothing_behind(before: str, after: str) -> None:
    _, codes, text = judged(before)
    assert codes == [UNUSED]
    assert text == after
    assert judged(after) == ([], [], after)


def test_of_several_codes_the_idle_ones_go() -> None:
    text = "x = 1  # scvi-lint: ignore[SCV401, SCV402, SCV501] because\n"
    messages, codes, after = judged(text, "SCV402")
    assert codes == [UNUSED]
    assert "needs SCV401, SCV501 in this comment" in messages[0]
    assert after == "x = 1  # scvi-lint: ignore[SCV402] because\n"


@pytest.mark.parametrize(
    "text",
    [
        "x = 1  # noqa\n",
        "x = 1  # noqa: E501\n",
        "x = 1  # scvi-lint: ignore[SCV999]\n",  # of a plugin that is not installed here
    ],
)
def test_what_may_be_meant_for_others_is_left(text: str) -> None:
    assert judged(text) == ([], [], text)


def test_a_rule_that_is_off_does_not_make_its_comments_idle() -> None:
    text = "x = 1  # scvi-lint: ignore[SCV401]\n"
    assert judged(text, on=[entry(UNUSED), entry("SCV402")]) == ([], [], text)


def test_idle_comments_are_reported_by_a_rule_that_can_be_turned_off() -> None:
    text = "x = 1  # scvi-lint: ignore[SCV401]\n"
    assert judged(text, on=[entry("SCV401")]) == ([], [], text)
