"""A text that begins like an earlier one is read as if there had been no earlier one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scvi_lint.source.parser import beginnings
from scvi_lint.source.syntax import Syntax, read

LONG = (
    """\
import scvi  # first

# a comment of its own
@wrapped
def prepare(adata, *, key="batch"):
    \"\"\"Words.\"\"\"
    if key:  # why
        return adata
    return None

adata = prepare(scvi.data.synthetic_iid()); adata.obs
for name in ("a", "b"):
    adata.obs[name] = (
        1,  # one
        2,
    )
else:
    pass
model = scvi.model.SCVI(
    adata,
    n_latent=10,
)
text = f"{model!r} ü 😀"
"""
    * 12
)
PIECES = [
    "x",
    " ",
    "\n",
    "(",
    ")",
    '"',
    "'''",
    ":",
    "#",
    "    ",
    "else:\n",
    "ü",
    "😀",
    "@",
    "=",
    "\\",
]


def said(syntax: Syntax) -> str:
    return repr((syntax.body, syntax.comments, syntax.errors, syntax.repaired))


def anew(text: str) -> str:
    """What a text says to who has read nothing before."""
    kept = beginnings._kept.texts
    beginnings.forget()
    found = said(read(text))
    beginnings._kept.texts = kept
    return found


EDIT = st.tuples(st.floats(0, 1), st.integers(0, 40), st.lists(st.sampled_from(PIECES), max_size=4))


@settings(max_examples=60, deadline=None)
@given(st.lists(EDIT, min_size=1, max_size=6))
def test_any_edits_read_the_same_with_and_without_a_past(edits: list) -> None:
    beginnings.forget()
    first = said(read(LONG))
    text = LONG
    for share, gone, pieces in edits:
        place = int(share * len(text))
        text = text[:place] + "".join(pieces) + text[place + gone :]
        assert said(read(text)) == anew(text)
    # What was shared has not been changed by who shared it.
    assert said(read(LONG)) == first == anew(LONG)


@pytest.mark.parametrize("key", ["model.train(", "if x:", "foo(1", '"', "@", "x = ", "try:\n    y"])
def test_typing_at_any_statement_reads_the_same(key: str) -> None:
    beginnings.forget()
    first = said(read(LONG))
    starts = [at for at in range(len(LONG)) if LONG[at - 1] == "\n"]
    for start in starts[:: max(len(starts) // 25, 1)]:
        for end in range(1, len(key) + 1):
            text = LONG[:start] + key[:end] + "\n" + LONG[start:]
            assert said(read(text)) == anew(text), (start, key[:end])
    assert said(read(LONG)) == first


def test_a_bracket_that_is_taken_away_and_repaired_harms_nobody() -> None:
    beginnings.forget()
    first = said(read(LONG))
    for place in [at for at, char in enumerate(LONG) if char == ")"][::7]:
        text = LONG[:place] + LONG[place + 1 :]
        assert said(read(text)) == anew(text)
    assert said(read(LONG)) == first


def test_statements_before_an_edit_are_the_same_nodes() -> None:
    beginnings.forget()
    one, other = read(LONG), read(LONG + "x = 1\n")
    assert [a is b for a, b in zip(one.body, other.body, strict=False)].count(False) <= 1
    assert len(other.body) == len(one.body) + 1


def test_short_texts_are_not_kept() -> None:
    beginnings.forget()
    read("x = 1\n")
    assert beginnings._kept.texts == []


def test_few_texts_are_kept_and_a_newer_state_replaces_the_older() -> None:
    beginnings.forget()
    for number in range(9):
        read(f"{number} + 1\n" + LONG)
    assert len(beginnings._kept.texts) == 4
    beginnings.forget()
    for number in range(9):
        read(LONG + f"x = {number}\n")
    assert len(beginnings._kept.texts) == 1
