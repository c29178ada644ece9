"""What ends a command, or spoils a part of it: one line on stderr, exit code 2."""

from __future__ import annotations

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


def reason(error: OSError) -> str:
    """What the system said, without its number: "No such file or directory"."""
    return error.strerror or type(error).__name__
