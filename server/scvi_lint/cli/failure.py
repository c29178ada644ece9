"""What ends a command, or spoils a part of it: one line on stderr, exit code 2."""

from __future__ import annotations

import os
import sys

CLEAN, FOUND, FAILED = 0, 1, 2


class Failure(Exception):
    """The command cannot do its work; the message is one sentence for the user."""


class Troubles:
    """What went wrong with single files while the others were done."""

    __slots__ = ("count",)

    def __init__(self) -> None:
        self.count = 0

    def add(self, message: str) -> None:
        self.count += 1
        say(f"error: {message}")


def say(message: str) -> None:
    """A line on stderr; when even that is closed, nothing."""
    try:
        sys.stderr.write(f"{message}\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        return


def defect(error: Exception) -> str:
    """A fault of our own, for the user: what it was, and how to see where."""
    if os.environ.get("SCVI_LINT_TRACEBACK"):
        import traceback

        traceback.print_exception(type(error), error, error.__traceback__)
        return "a fault of scvi-lint"
    return (
        f"a fault of scvi-lint ({type(error).__name__}: {error}); please report it, with what "
        "SCVI_LINT_TRACEBACK=1 shows"
    )


def reason(error: OSError) -> str:
    """What the system said, without its number: "No such file or directory"."""
    return error.strerror or type(error).__name__
