"""What the screen can do, and text that fits it."""

from __future__ import annotations

import os
import sys
from typing import IO
from unicodedata import combining, east_asian_width

from scvi_lint.escaping import visible

TAB = 4
_STYLES = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "bold": "1",
    "faint": "2",
    "gutter": "34",
    "help": "36",
    "good": "32",
    "removed": "31",
}


class Terminal:
    """`colour`: whether to send any; `width` in columns, None where lines have no end."""

    __slots__ = ("colour", "unicode", "width")

    def __init__(self, colour: bool, width: int | None, unicode: bool = True) -> None:
        self.colour = colour
        self.width = width
        self.unicode = unicode

    def paint(self, style: str, text: str) -> str:
        """The text in a style, or as it is where there is no colour."""
        if not self.colour or not text:
            return text
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m"


def terminal_of(stream: IO[str], wish: str = "auto") -> Terminal:
    """What a stream can show. `wish` is `always`, `never`, or `auto`: as the environment says.

    NO_COLOR turns colour off; FORCE_COLOR and CLICOLOR_FORCE turn it on in a pipe.
    """
    is_screen = is_terminal(stream)
    if wish == "auto":
        if os.environ.get("NO_COLOR"):
            colour = False
        elif os.environ.get("FORCE_COLOR", "0") not in ("", "0", "false") or os.environ.get(
            "CLICOLOR_FORCE", "0"
        ) not in ("", "0"):
            colour = True
        else:
            colour = is_screen and os.environ.get("TERM") != "dumb"
    else:
        colour = wish == "always"
    width = None
    if is_screen:
        try:
            width = os.get_terminal_size(stream.fileno()).columns
        except (OSError, ValueError):
            width = 80
        width = max(width, 40) if width else 80
    encoding = (getattr(stream, "encoding", None) or "utf-8").lower()
    return Terminal(colour, width, encoding.startswith("utf"))


def is_terminal(stream: IO[str]) -> bool:
    try:
        return stream.isatty()
    except (ValueError, AttributeError):
        return False


def in_ci() -> bool:
    """Whether this is a build: nobody watches a progress bar there."""
    return os.environ.get("CI", "") not in ("", "0", "false") or "GITHUB_ACTIONS" in os.environ


def tolerate_any_text() -> None:
    """A file name that no encoding can write must not end the report that names it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def printable(text: str) -> str:
    """Lines of a program, without what would steer the terminal or reorder them."""
    return visible(text, "\t\n")


def width_of(text: str) -> int:
    """The columns that a printable text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text
    )


def wrapped(text: str, width: int | None, indent: str = "", first: int = 0) -> str:
    """Text broken at spaces to fit the screen; `first` columns of its first line are taken."""
    if width is None:
        return text
    lines: list[str] = []
    line = ""
    room = width - first
    for word in text.split(" "):
        if line and width_of(line) + 1 + width_of(word) > room:
            lines.append(line)
            line = word
            room = width - len(indent)
        else:
            line = f"{line} {word}" if line else word
    lines.append(line)
    return f"\n{indent}".join(lines)
