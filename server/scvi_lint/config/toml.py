"""TOML from strangers.

The parser of the standard library takes time that grows with the square of the parts of a key, and
recurses where arrays hold arrays. What would make it slow is refused before it is asked.
"""

# The parser for Python 3.10 is installed there alone.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.regex import regex

if TYPE_CHECKING:
    from scvi_lint.json_values import Table

_MOST_PARTS = 64
_DEEPEST = 64
_LONGEST_REASON = 200

# Strings (several lines, one line), comments, and what separates keys and values. A string that
# never ends is for the parser to complain about.
_TOKEN = regex(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|"""'
    r"|'''(?:[^']|'(?!''))*'''|'''"
    r'|"(?:[^"\\\n]|\\[^\n])*"' + r"|'[^'\n]*'|#[^\n]*|[.,=\n{}\[\]]",
    16,  # re.DOTALL
)


class NotToml(Exception):
    """The text says why, as the end of a sentence about the file."""


def parse(data: bytes) -> Table:
    """The tables in a file. Raises NotToml."""
    import sys

    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib  # pyright: ignore[reportMissingImports]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise NotToml(f"it is not UTF-8 in line {line}") from None
    _check(text)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise NotToml(str(error)[:_LONGEST_REASON]) from None
    except Exception:  # whatever a number of thousands of digits does to it, say
        raise NotToml("it holds a number, or a date, that cannot be read") from None


def _check(text: str) -> None:
    """Raises NotToml for what would take too long."""
    parts = depth = 0
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token in ('"""', "'''"):
            return  # the parser comes no further
        if token == ".":
            parts += 1
            if parts > _MOST_PARTS:
                raise NotToml(f"a key has more than {_MOST_PARTS} parts")
        elif token in ",=\n{}[]":
            parts = 0
            depth += (token in "{[") - (token in "}]")
            if depth > _DEEPEST:
                raise NotToml(f"its values are nested more than {_DEEPEST} deep")
