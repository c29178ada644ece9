"""What is found without a rule: files that cannot be read, idle comments, programs too long, errors
that a notebook was saved with, and releases of which nothing is known."""

from __future__ import annotations

from scvi_lint.escaping import sentence
from scvi_lint.linting.findings import (
    NOT_FOLLOWED,
    NOT_KNOWN,
    SAVED_ERROR,
    UNREADABLE,
    UNUSED,
    Finding,
)
from scvi_lint.linting.index import Entry
from scvi_lint.source.documents.span import Span

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
    Entry(
        NOT_FOLLOWED,
        "not-followed",
        "Document",
        "info",
        "",
        "silent",
        ("default",),
        (),
        (),
        _HERE,
    ),
    Entry(
        SAVED_ERROR,
        "saved-error",
        "Document",
        "info",
        "",
        "raises",
        ("default",),
        (),
        (),
        _HERE,
    ),
    Entry(
        NOT_KNOWN,
        "release-not-known",
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
    NOT_FOLLOWED: """\
The rest of the program is not checked.

What may happen in a program is followed step by step, and a program may be written so that this
would never end: functions that call each other a hundred thousand times, a text that is one long
error. From here on nothing is said of it, and nothing that would rest on all of it: whether a
model is ever trained, or anything ever saved. Split the program; what stands in a module of its
own is checked on its own.
""",
    SAVED_ERROR: """\
The notebook was saved with an error that scvi-tools has to do with.

The traceback below the cell is explained where it was raised: what it means, and what mostly
causes it. Where another finding is the cause, the error is told with that one. It is silent about
errors of other libraries, and about a cell that no longer holds the line which the traceback
names. Mend the cause, and run the notebook again.
""",
    NOT_KNOWN: """\
The program is judged by a release of scvi-tools that it does not use.

The project, the program or the settings name a release that is older than all that are known here,
or newer. It is judged by the nearest one that is known: names, arguments and what they do may have
been others. Take what is said of them for a hint; what is said of the data holds all the same.
""",
}


def unreadable(path: str, reason: str, cell: int = 0, start: int = 0, end: int = 0) -> Finding:
    """The one finding of a file that is no program."""
    said = sentence(reason)
    return Finding(
        UNREADABLE, "unreadable", "error", True, "raises", said, Span(path, cell, start, end)
    )


def not_followed(span: Span, reason: str) -> Finding:
    """The one finding of a program of which the rest is not looked at."""
    return Finding(NOT_FOLLOWED, "not-followed", "info", True, "silent", reason, span)


def not_known(span: Span, asked: str, judged: str, oldest: str, *, older: bool) -> Finding:
    """The one finding of a program whose release is older, or newer, than all that are known."""
    said = (
        f"scvi-tools {asked} is older than what is known here, which begins with {oldest}."
        if older
        else f"scvi-tools {asked} is newer than what is known here, which ends with {judged}."
    )
    message = f"{said} The program is judged by {judged}: names and arguments may have been others."
    if not older:
        message = f"{said} The program is judged by {judged}: names and arguments may have changed."
    return Finding(NOT_KNOWN, "release-not-known", "info", True, "silent", message, span)
