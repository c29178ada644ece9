"""Text from outside on its way to a person: one function for each kind of place that shows text.

Names in programs and data files, paths, settings, what git and Python say: all of it may be made
to steer a terminal, to give orders to a build server, to link from a hover to anywhere, or to
read as something that it is not. Whoever hands such text to a place calls the function of that
place; what comes out is one line of letters that stand for nothing but themselves, and is short
where it is a name.

Data keeps its meaning: in JSON (`json_text`) and in a string of Python (`python_inner`) the same
letters are written in another way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.regex import regex

if TYPE_CHECKING:
    import re

# A name is shown in so many letters, a sentence with names in it in so many.
LONGEST_NAME = 80
LONGEST_SENTENCE = 600
# What stands between two blanks in a sentence; addresses of pages are longer than names.
LONGEST_WORD = 160
LONGEST_PAGE = 20_000

_BLANKS = "\u00a0\u3000\u2003\u2009\u202f"
# What a build server takes for an order: GitHub at the beginning of a line, blanks before it or
# not, and in its older form anywhere; Azure and TeamCity likewise.
_ORDER = regex(r"(?m)^([^\S\n]*):(?=:)|(?<=#)#(?=\w*\[)")
_MARKUP = regex(r"[\\`*\[\]<>&#|~$]|!(?=\[)|(?<!\w)_|_(?!\w)")
_ADDRESS = regex(r"(?i)(?<=:)/(?=/)|(?<=\bwww)\.")
_TICKS = regex(r"`+")
_STRANGE = regex(r"[^\x20-\x7e\n]|(?<=#)#(?=\w*\[)")
_LOOKS_LINKED = regex(r"\[(?=[^\[\]]*\]\()")
_MARKED = regex(r"(`+)( ?)(.*?)\2\1(?!`)|\\([!-/:-@\[-`{-~])|\*\*")
_PIECE = regex(
    r"(?m)(?P<block>^(?P<fence>`{3,})[^`\n]*\n(?:.*\n)*?(?P=fence)[ \t]*$)"
    r"|(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<code>(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<link>(?<!!)\[(?:\\.|[^\[\]\n\\])*\]"
    r"\(https://(?:docs\.scvi-tools\.org|github\.com/scverse)/[^\s()<>\\]*\))"
    r"|(?P<stray>`+|<|!(?=\[)|\](?=[(\[:])|(?<=:)/(?=/)|(?<=www)\.)"
)
_OF_MERMAID = regex(r"[#;&<>\"'`%\[\]{}()|\\*_~$]")
_WORD = regex(rf"\S{{{LONGEST_WORD},}}")


def visible(text: str, keep: str = "") -> str:
    r"""Text of which each letter can be seen: `\x1b` for what steers, reorders or hides.

    `keep` are letters that stay, such as tab and line break.
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char in keep else _seen(char) for char in text)


def _seen(char: str) -> str:
    if char in _BLANKS:
        return " "
    number = ord(char)
    if 0xDC80 <= number <= 0xDCFF:  # a byte of a file name that is no UTF-8
        return f"\\x{number - 0xDC00:02x}"
    return char.encode("unicode_escape").decode("ascii")


def cut(text: str, most: int = LONGEST_NAME) -> str:
    """The beginning of a text, and what it ends with, where it is longer than `most`."""
    if len(text) <= most:
        return text
    tail = most // 4
    return f"{text[: most - tail - 1]}…{text[-tail:]}"


def sentence(text: str) -> str:
    """A sentence with names in it: in one line, no name in it too long to be read."""
    if len(text) > LONGEST_WORD:
        text = _WORD.sub(lambda match: cut(match[0]), text)
    return cut(visible(text), LONGEST_SENTENCE)


# --- terminals and build servers --------------------------------------------------------------


def for_terminal(text: str) -> str:
    """Text for a line of a terminal, a log, or the output of a build."""
    return no_orders(visible(text))


def in_terminal(text: str) -> str:
    """The same for what begins no line."""
    return no_orders(f"|{visible(text)}")[1:]


def code_for_terminal(text: str) -> str:
    """A line of a program, whose tabs are its own."""
    return no_orders(visible(text.rstrip("\r\n"), "\t"))


def no_orders(text: str) -> str:
    """Lines of which none is an order to a build server."""
    if "::" in text or "##" in text:
        return _ORDER.sub(_disobeyed, text)
    return text


def _disobeyed(match: re.Match[str]) -> str:
    return f"{match[0][:-1]}\\x{ord(match[0][-1]):02x}"


def for_workflow_command(text: str) -> str:
    """A line of what stands behind the `::` of a workflow command; `%0A` joins such lines."""
    return for_terminal(text).replace("%", "%25")


def for_workflow_property(text: str) -> str:
    """The value of a property of a workflow command."""
    return for_workflow_command(text).replace(":", "%3A").replace(",", "%2C")


# --- formats ----------------------------------------------------------------------------------


def json_text(value: object, indent: int | None = None) -> str:
    r"""JSON in letters that can be printed anywhere; it means what any other JSON of it means.

    Half of a surrogate pair, as paths have for bytes that are no UTF-8, is written `\udcff`: not
    every reader can do something with it, but none sees a broken file.
    """
    import json

    return _STRANGE.sub(_json_escape, json.dumps(value, indent=indent, ensure_ascii=False))


def _json_escape(match: re.Match[str]) -> str:
    char: str = match[0]
    if char.isprintable() and char != "#":
        return char
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[n : n + 2].hex()}" for n in range(0, len(units), 2))


def for_xml(text: str) -> str:
    """A line between tags, or the value of an attribute in double quotes."""
    from xml.sax.saxutils import escape

    return escape(for_terminal(text), {'"': "&quot;"})


def for_html(text: str, most: int = LONGEST_SENTENCE) -> str:
    """A line between tags of HTML or SVG, or the value of an attribute in double quotes."""
    from html import escape

    return escape(in_terminal(cut(text, most)))


def for_mermaid(text: str, most: int = LONGEST_SENTENCE) -> str:
    """A label of Mermaid in double quotes: what is markup there, or in HTML, is a number."""
    return _OF_MERMAID.sub(lambda match: f"#{ord(match[0])};", cut(visible(text), most))


def for_sarif(text: str) -> str:
    """A message of SARIF, in which brackets make links."""
    return _LOOKS_LINKED.sub(r"\\[", visible(text))


def python_inner(text: str, quote: str = '"', *, formatted: bool = False) -> str:
    """What stands between these quotes in a program for this text to be its value."""
    escaped = "".join(
        char if char.isprintable() and char not in "\\" + quote[0] else _in_python(char)
        for char in text
    )
    return escaped.replace("{", "{{").replace("}", "}}") if formatted else escaped


def _in_python(char: str) -> str:
    return f"\\{char}" if char in "\\\"'" else char.encode("unicode_escape").decode("ascii")


# --- Markdown ---------------------------------------------------------------------------------


def for_markdown(text: str, most: int = LONGEST_NAME) -> str:
    """A name between words of Markdown: letters, no markup, no link, no address to click on."""
    plain = _MARKUP.sub(r"\\\g<0>", cut(visible(text), most))
    return _ADDRESS.sub(r"\\\g<0>", plain)


def for_code_span(text: str) -> str:
    """A name as code in a line of Markdown, whatever backticks it has."""
    shown = cut(visible(text))
    ticks = "`" * (1 + max((len(run) for run in _TICKS.findall(shown)), default=0))
    if len(ticks) > 1 or not shown.strip():
        shown = f" {shown} "
    return f"{ticks}{shown}{ticks}"


def for_code_block(text: str) -> str:
    """Lines of Python in Markdown."""
    shown = "\n".join(visible(line, "\t") for line in text.split("\n"))
    fence = "`" * max(3, 1 + max((len(run) for run in _TICKS.findall(shown)), default=0))
    return f"{fence}python\n{shown}\n{fence}"


def guarded_markdown(text: str) -> str:
    """Markdown of ours as it may be shown: only links to scvi-tools' documentation and source work,
    no image is loaded, nothing is HTML.

    Names were escaped where they were put in; this holds where that was forgotten.
    """
    return _PIECE.sub(_guarded, visible(text[:LONGEST_PAGE], "\n\t"))


def _guarded(match: re.Match[str]) -> str:
    piece: str = match[0]
    if match.lastgroup == "stray":
        return "".join(f"\\{char}" for char in piece)
    return piece


def without_markdown(text: str) -> str:
    """A line of Markdown of ours for who shows none: code, emphasis and escapes as they read."""
    return _MARKED.sub(lambda match: match[3] or match[4] or "", text)
