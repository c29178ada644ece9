"""Completing one statement that is being typed.

Each attempt is judged by the grammar, reading the statement alone; the first that can be read
is taken. The attempts go from what is typed most often to what is typed least.
"""

from __future__ import annotations

import re

from scvi_lint.regex import regex
from scvi_lint.source.documents.logical import CLOSERS, OPENED, line_end, string_end
from scvi_lint.source.parser.grammar import grow
from scvi_lint.source.recovery.insertions import Insertions

Pieces = list[tuple[int, str]]

_HEADER = regex(
    r"(?:async[ \t]+)?(?:if|for|while|with|def|class|elif|else|try|except|finally|match|case)\b"
)
_FRAMES = (
    (regex(r"(?:elif|else)\b"), "if _:_\n", ""),
    (regex(r"(?:except|finally)\b"), "try:_\n", ""),
    (regex(r"case\b"), "match _:\n ", ""),
    (regex(r"@"), "", "\ndef _():_"),
)
# What may be missing at the end, behind a word and behind anything else.
_AFTER_WORD = (
    "", " _", "()", " _()", " in _", " _ in _", " import _", " _ import _", " else _",
    " _ else _", ":_", " _:_",
)  # fmt: skip
_AFTER_SIGN = ("", "_", " import _", "_ import _", " in _", "_ in _", " else _", "_ else _", ":_")

# A statement longer than this is given one attempt only.
_LONG = 4_000

_TOKEN = regex(r"[\"'#()\[\]{},]")
# An operator or a word that wants something behind it, at the end of a stretch of plain text.
_WANTS_MORE = regex(
    r"(?:(?<![\d.])\.|(?<!\.)(?:[-+/%&|^<>=~@]|\*\*?)"
    r"|\b(?P<word>in|and|or|not|is|if|else|await|as|lambda))\s*\Z"
)
_MARKS = frozenset(("*", "**", "/"))  # in a list of parameters they stand alone
_PREFIX = regex(r"[A-Za-z]*\Z")
_BRACES = regex(r"\{\{|\}\}|[{}]")
_TARGET = regex(r"[^\W\d][\w.]*(?:\[[^\[\]]*\])?[ \t]*=(?!=)")


def reads(code: str) -> bool:
    """Whether a statement or a header, without its indentation, is Python."""
    before = after = ""
    for start, above, below in _FRAMES:
        if start.match(code):
            before, after = above, below
    return not grow(before + code + after).root_node.has_error


def mend(code: str) -> Pieces | None:
    """What to insert into a statement so that it can be read, or None."""
    pieces, closing = closings(code)
    end = len(code)
    if end > _LONG:
        found = [*pieces, (end, closing)] if closing else pieces
        return found if found and reads(Insertions(found).apply(code)) else None
    attempts = _AFTER_WORD if code[-1:].isalnum() or code.endswith("_") else _AFTER_SIGN
    colons = ("", ":") if _HEADER.match(code) else ("",)
    for missing in attempts:
        for colon in colons:
            tails = [missing + closing + colon]
            if closing and missing:
                tails.append(closing + missing + colon)
            for tail in tails:
                found = [*pieces, (end, tail)] if tail else pieces
                if reads(Insertions(found).apply(code)):
                    return found
    return None


def closings(code: str) -> tuple[Pieces, str]:
    """What is missing inside a statement, and the brackets that it leaves open at its end.

    Inside: the ends of strings, the closing of a bracket before another one's, and a `_` where
    an operator meets a comma or a closing bracket.
    """
    pieces: Pieces = []
    brackets: list[str] = []
    place = 0
    while True:
        match = _TOKEN.search(code, place)
        at = len(code) if match is None else match.start()
        _gaps(code, place, at, match is None, pieces)
        if match is None:
            return pieces, "".join(CLOSERS[char] for char in reversed(brackets))
        char = match[0]
        place = at + 1
        if char == "#":
            place, _ = line_end(code, at)
        elif char in "\"'":
            place = _string(code, at, pieces)
        elif char in CLOSERS:
            brackets.append(char)
        elif char == "]" and code[:at].rstrip().endswith("[") and len(brackets) > 0:
            brackets.pop()
            if re.search(r"[\w)\]]\s*\[\s*\Z", code[:at]):
                pieces.append((at, "_"))
        elif char != "," and OPENED[char] in brackets:
            missing = ""
            while (opened := brackets.pop()) != OPENED[char]:
                missing += CLOSERS[opened]
            if missing:
                pieces.append((at, missing))


def _gaps(code: str, start: int, end: int, last: bool, pieces: Pieces) -> None:
    """Names that are missing in a stretch of text without strings, commas and brackets."""
    stretch = code[start:end]
    if last or code[end] not in ",)]}" or stretch.strip() in _MARKS:
        return
    wanting = _WANTS_MORE.search(stretch)
    if wanting is not None:
        pieces.append((start + len(stretch.rstrip()), " _" if wanting["word"] else "_"))


def _string(code: str, at: int, pieces: Pieces) -> int:
    """The end of a string; what closes it, if nothing does."""
    end, closed = string_end(code, at)
    if closed:
        return end
    quote = code[at] * 3 if code.startswith(code[at] * 3, at) else code[at]
    end = line_end(code, at)[0]
    missing = quote
    body = code[at + len(quote) : end]
    prefix = _PREFIX.search(code, max(at - 2, 0), at)
    if prefix is not None and "f" in prefix[0].lower():
        depth = 0
        for brace in _BRACES.findall(body):
            depth = max(depth + (brace == "{") - (brace == "}"), 0)
        empty = depth and body.rstrip().endswith("{")
        missing = ("_" if empty else "") + "}" * depth + quote
    if (len(body) - len(body.rstrip("\\"))) % 2:
        missing = "\\" + missing  # else the last backslash would escape the quote
    elif len(quote) == 3 and body.endswith(quote[0]):
        missing = " " + missing
    pieces.append((end, missing))
    return end


def is_contained(code: str) -> bool:
    """Whether a statement that is not Python leaves the next one alone."""
    text = code + "\n_"
    children = grow(text).root_node.named_children
    return bool(children) and children[-1].start_byte == len(code) + 1


def hide(code: str, has_block: bool) -> Pieces:
    """What makes a comment of a statement. A header stays one, an assigned name is assigned."""
    pieces: Pieces = []
    header = _HEADER.match(code)
    if header is not None and (has_block or not header[0].startswith(("if", "for", "while"))):
        pieces.append((0, _HIDDEN.get(header[0], "if _: #" if has_block else "_ #")))
    elif code.startswith("@"):
        pieces.append((1, "_ #"))
    elif (target := _TARGET.match(code)) is not None:
        pieces.append((target.end(), " _ #"))
    else:
        pieces.append((0, "if _: #" if has_block else "_ #"))
    place = line_end(code, 0)[1]
    while place < len(code):
        pieces.append((place, "#"))
        place = line_end(code, place)[1]
    return pieces


_HIDDEN = {
    "elif": "elif _: #",
    "else": "else: #",
    "except": "except: #",
    "finally": "finally: #",
    "case": "case _: #",
}
