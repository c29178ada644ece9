"""Each kind of place shows text from outside as letters, and data keeps its meaning."""

from __future__ import annotations

import ast
import json
import xml.etree.ElementTree as ElementTree

import pytest
from hostile_names import PARTS, live, raw
from hypothesis import given, settings
from hypothesis import strategies as st

from scvi_lint import escaping

ALL = " ".join(PARTS.values())
HOSTILE = [*PARTS.values(), ALL]
# Letters that matter somewhere come more often than chance would have them.
TEXTS = st.lists(
    st.one_of(
        st.text(max_size=4), st.sampled_from([*"`[]()!<>&\\*_~:/#%\n\r\t\"'{}", "::", "##[", "``"])
    ),
    max_size=20,
).map("".join)


@pytest.mark.parametrize("part", HOSTILE, ids=[*PARTS, "all"])
def test_nothing_reaches_a_terminal_that_steers_it(part: str) -> None:
    assert raw(escaping.cut(escaping.for_terminal(part), 900), keep="") == []
    assert raw(escaping.cut(escaping.code_for_terminal(part), 900), keep="\t") == []


@settings(deadline=None)
@given(TEXTS)
def test_a_line_for_a_terminal_is_a_line(text: str) -> None:
    shown = escaping.for_terminal(text)
    assert shown.isprintable()
    assert not shown.lstrip().startswith("::")


@settings(deadline=None)
@given(TEXTS)
def test_a_workflow_command_ends_where_it_ends(text: str) -> None:
    assert "\n" not in escaping.for_workflow_command(text)
    value = escaping.for_workflow_property(text)
    assert not {"\n", "\r", ":", ","} & set(value)


@settings(deadline=None)
@given(TEXTS)
def test_json_means_what_it_meant(text: str) -> None:
    written = escaping.json_text({"a": text})
    assert written.isprintable()
    written.encode()
    assert json.loads(written) == {"a": text}


@settings(deadline=None)
@given(TEXTS)
def test_xml_can_be_read(text: str) -> None:
    shown = escaping.for_xml(text)
    read = ElementTree.fromstring(f'<a b="{shown}">{shown}</a>')
    assert (read.text or "", read.get("b")) == (escaping.for_terminal(text),) * 2
    assert len(read) == 0


@settings(deadline=None)
@given(TEXTS, st.sampled_from("\"'"))
def test_a_string_of_a_program_has_the_value_that_was_meant(text: str, quote: str) -> None:
    for width in (1, 3):
        written = f"{quote * width}{escaping.python_inner(text, quote)}{quote * width}"
        assert ast.literal_eval(written) == text
    formatted = escaping.python_inner(text, quote, formatted=True)
    assert eval(f"f{quote}{formatted}{quote}", {}) == text
    assert escaping.python_inner(text, quote).isprintable()


@settings(deadline=None)
@given(TEXTS)
def test_markdown_of_a_name_is_the_name(text: str) -> None:
    from markdown_it import MarkdownIt

    shown = escaping.cut(escaping.visible(text))
    for made in (escaping.for_markdown(text), escaping.for_code_span(text)):
        assert live(f"x {made} x") == []
        (block,) = [one for one in MarkdownIt("commonmark").parse(f"x {made} x") if one.children]
        read = "".join(child.content for child in block.children or ())
        assert read.split() == ["x", *shown.split(), "x"]


@settings(deadline=None)
@given(TEXTS)
def test_who_shows_no_markdown_reads_the_name(text: str) -> None:
    shown = escaping.cut(escaping.visible(text))
    assert escaping.without_markdown(escaping.for_markdown(text)) == shown
    assert escaping.without_markdown(escaping.for_code_span(text)).strip() == shown.strip()


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_a_name_that_somebody_forgot_to_escape_links_to_nothing(one: str, other: str) -> None:
    assert live(escaping.guarded_markdown(f"**adata** · {one}  \n`x` {other}")) == []


@pytest.mark.parametrize("part", HOSTILE, ids=[*PARTS, "all"])
def test_no_hostile_name_is_live_in_markdown(part: str) -> None:
    for line in (f"**adata** · {part}", f"read from `{part}`", f"[{part}]({part})", part):
        guarded = escaping.guarded_markdown(f"{line}  \n`other` {line}")
        assert live(guarded) == []
        assert raw(guarded[:900], keep="\n\t") == [] or "order" in str(raw(guarded[:900]))


def test_links_of_our_own_stay() -> None:
    page = "https://docs.scvi-tools.org/en/1.4.2/user_guide/models/scvi.html#training"
    line = f"→ [Training](<{page}>) · [Training]({page}) · **x** `a<b` [*]"
    guarded = escaping.guarded_markdown(line)
    assert f"[Training]({page})" in guarded
    assert "**x** `a<b` [*]" in guarded


def test_a_block_of_code_of_our_own_stays() -> None:
    block = escaping.for_code_block("SCVI.train(\n    max_epochs=None)")
    for after in ("", "\nmore", "  \nmore `x`"):  # two blanks break a line
        assert escaping.guarded_markdown(block + after) == block + after
        assert escaping.guarded_markdown(f"text  \n{block}{after}").endswith(block + after)


def test_a_block_of_code_ends_where_it_ends() -> None:
    block = escaping.for_code_block("x = '''\n```\n![owned](https://evil.example)\n````\n'''")
    assert live(escaping.guarded_markdown(f"{block}  \nmore")) == []
    assert block.startswith("`````python\n")


def test_long_names_are_cut_and_keep_their_end() -> None:
    name = "a" * 5000 + "z"
    assert escaping.cut(name).endswith("aaz")
    assert len(escaping.cut(name)) == escaping.LONGEST_NAME
    said = escaping.sentence(f"{name!r} is no category of 'batch'. Use 'b1'.")
    assert said.endswith("is no category of 'batch'. Use 'b1'.")
    assert len(said) < 200
    assert len(escaping.sentence("a " * 5000)) <= escaping.LONGEST_SENTENCE


def test_what_everybody_writes_is_shown_as_it_is() -> None:
    for text in ("batch_key", "CD4+ T cells", "naïve B", "B-Zellen (Köln) 2×", "IFN-γ", "🧬"):
        assert escaping.for_terminal(text) == text
        assert escaping.sentence(text) == text
        assert json.loads(escaping.json_text(text)) == text
        assert escaping.json_text(text) == f'"{text}"'
    assert escaping.for_markdown("batch_key") == "batch_key"
    assert escaping.for_code_span("batch") == "`batch`"
