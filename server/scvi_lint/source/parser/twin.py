"""An ASCII text with the same tokens at the same offsets.

The parser counts bytes and everything here counts characters. Replacing each character beyond
ASCII by one that is as good to the grammar makes both counts the same, so that no offset is
ever converted; names and strings are read from the original. Lone surrogates, which a notebook
can contain and no encoding accepts, are gone by the same means.
"""

from __future__ import annotations

import re

from scvi_lint.regex import regex
from scvi_lint.source.parser import idle_lines

_FOREIGN = regex(r"[^\x01-\x7f]+")
_OLD_BREAK = regex(r"\r(?!\n)")
# The grammar takes quadratic time for a run of continued lines that are empty; nobody writes one.
_CONTINUED = regex(r"(?:\\\r?\n[ \t\f]*){100,}")


def ascii_twin(text: str) -> str:
    """`text`, its foreign letters as `_` and everything else foreign as `?`.

    No keyword ends or begins with `_`, so no keyword can arise; a `?` is an error in a program,
    as the original is, and a `?` in a string or comment is never looked at. A `\\r` alone ends a
    line, as it does for Python; a byte-order mark at the start is nothing. Long runs of comments
    are blanks: see `idle_lines`.
    """
    if "\r" in text:
        text = _OLD_BREAK.sub("\n", text)
    if text.count("\\\n") >= 100 or text.count("\\\r\n") >= 100:
        text = _CONTINUED.sub(lambda run: run[0].replace("\\", " "), text)
    text = idle_lines.blank(text)
    if text.isascii() and "\0" not in text:
        return text
    if text.startswith("\ufeff"):
        text = "\f" + text[1:]
    return _FOREIGN.sub(_replace, text)


def _replace(match: re.Match[str]) -> str:
    run = match[0]
    if ("_" + run).isidentifier():
        return "_" * len(run)
    return "".join("_" if ("_" + char).isidentifier() else "?" for char in run)
