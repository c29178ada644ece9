"""What is found without a rule: files that cannot be read, idle comments."""

from __future__ import annotations

from scvi_lint.linting.findings import UNREADABLE, UNUSED, Finding
from scvi_lint.linting.index import Entry
from scvi_lint.source.span import Span

_HERE = __name__

# In the field order of Entry, as the index of the rules.
OWN = (
    Entry(
        UNREADABLE,
        "unreadable",
        "Document",
        "error",
        "",
        "raises",
        ("default",),
        (),
        (),
        _HERE,
    ),
    Entry(
        UNUSED,
        "unused-suppression",
        "Document",
        "info",
        "",
        "silent",
        ("default",),
        (),
        (),
        _HERE,
    ),
)

DOCUMENTATION = {
    UNREADABLE: """\
The file cannot be read as a program.

It is no text, it is written in another encoding than it says, its notebook is no JSON, or its
Python has an error that keeps Python itself from running it. Nothing, or not everything, in it
was checked. Open it where it was made, and save it again.
""",
    UNUSED: """\
A comment silences a rule that would not have said anything here.

The program was mended, or the rule has learned. A comment that stays would one day silence
something new. Remove it; `--fix` does.
""",
}


def unreadable(path: str, reason: str, cell: int = 0, start: int = 0, end: int = 0) -> Finding:
    """The one finding of a file that is no program."""
    return Finding(
        UNREADABLE, "unreadable", "error", True, "raises", reason, Span(path, cell, start, end)
    )
