"""Rich output for the commands that are read, not parsed. Never on the way of `check`."""

from __future__ import annotations

import re
import sys
from typing import IO, TextIO, cast

from rich.console import Console
from rich.syntax import ANSISyntaxTheme
from rich.text import Text
from rich.theme import Theme

from scvi_lint.cli.terminal import is_terminal, tolerate_any_text
from scvi_lint.escaping import LONGEST_SENTENCE, cut, for_terminal, json_text, no_orders

# Colours that can be read on a dark screen and on a light one; nothing has a background.
_THEME = Theme({"markdown.code": "cyan", "markdown.link_url": "dim"})

# Prose in longer lines is hard to read, however wide the window.
_WIDEST = 100
# What our pages end with, and a row of it: title, address, path.
_SEE_ALSO = "## See also\n"
_ROW = re.compile(r"^- \[(.+)\]\((\S+)\)(?: \((\S+)\))?$")
_TRAILING = re.compile(r"[ ]+$", re.M)


def console(colour: str = "auto", *, prose: bool = False) -> Console:
    """The console on standard output; rich itself honours NO_COLOR and FORCE_COLOR."""
    tolerate_any_text()
    on_screen = is_terminal(sys.stdout)
    made = Console(
        highlight=False,
        # Names have brackets and colons of their own.
        markup=False,
        emoji=False,
        theme=_THEME,
        force_terminal=True if colour == "always" else None,
        no_color=True if colour == "never" else None,
        # In a pipe there is no edge to fold at: a table keeps its columns whole.
        width=None if on_screen or prose else 160,
        file=sys.stdout if on_screen else cast("IO[str]", _Trimmed(sys.stdout)),
    )
    if prose and made.width > _WIDEST:
        made.width = _WIDEST
    return made


def print_page(screen: Console, page: str) -> None:
    """A page of Markdown of ours; the addresses below it in letters, each whole in its line."""
    from rich.markdown import Markdown

    told, found, rows = page.partition(_SEE_ALSO)
    screen.print(Markdown(told, hyperlinks=False))
    if not found:
        return
    screen.print()
    screen.print(Text("See", style="bold"))
    for row in rows.splitlines():
        link = _ROW.match(row)
        if link is not None:
            path = f" ({link[3]})" if link[3] else ""
            screen.print(text_of(f"  {link[1]}{path}"))
            screen.print(text_of(f"  {link[2]}", "dim"), soft_wrap=True)


def text_of(words: str, style: str = "") -> Text:
    """Words for the console, whatever is in them."""
    return Text(cut(for_terminal(words), LONGEST_SENTENCE), style)


def python_theme() -> ANSISyntaxTheme:
    """How examples are coloured."""
    from pygments.token import Comment, Keyword, Literal, Number, Operator
    from rich.style import Style

    return ANSISyntaxTheme(
        {
            Comment: Style(dim=True),
            Keyword: Style(color="magenta"),
            Operator.Word: Style(color="magenta"),
            Literal.String: Style(color="green"),
            Number: Style(color="cyan"),
        }
    )


class _Trimmed:
    """A stream that leaves out the blanks with which rich fills its lines.

    Where rich breaks a line, a name may stand at the beginning of the next.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        self._stream.write(no_orders(_TRAILING.sub("", text)))
        return len(text)

    def flush(self) -> None:
        self._stream.flush()


def print_json(value: object) -> None:
    """JSON for people and programs: indented, letters as they are."""
    sys.stdout.write(json_text(value, indent=2) + "\n")
