"""What ends a command, or spoils a part of it: one line on stderr, exit code 2."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from scvi_lint.answers.failure import Failure, refuse_missing
from scvi_lint.escaping import cut, for_terminal, visible

if TYPE_CHECKING:
    from scvi_lint.linting.defects import Defect

__all__ = (
    "Failure",
    "Troubles",
    "alone",
    "defect",
    "reason",
    "refuse_missing",
    "rule_defect",
    "say",
)

CLEAN, FOUND, FAILED = 0, 1, 2
# Of a longer line the middle is left out: paths are of up to 4096 bytes.
LONGEST = 2_000


class Troubles:
    """What went wrong with single files while the others were done."""

    __slots__ = ("count",)

    def __init__(self) -> None:
        self.count = 0

    def add(self, message: str) -> None:
        self.count += 1
        say(f"error: {message}")

    def tell(self, failed: Defect) -> None:
        """A rule that could not be loaded or asked."""
        self.add(f"{failed.rule} {rule_defect(failed)}")


def say(message: str) -> None:
    """A line on stderr, whatever is in it; when even that is closed, nothing."""
    try:
        sys.stderr.write(cut(for_terminal(message), LONGEST) + "\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        return


def defect(error: Exception) -> str:
    """A fault of our own, for the user: what it was, and how to see where."""
    if os.environ.get("SCVI_LINT_TRACEBACK"):
        import traceback

        lines = traceback.format_exception(type(error), error, error.__traceback__)
        sys.stderr.write(visible("".join(lines), "\n"))
        return "a fault of scvi-lint"
    said = f"{type(error).__name__}: {cut(str(error), 200)}"
    return f"a fault of scvi-lint ({said}); please report it, with what SCVI_LINT_TRACEBACK=1 shows"


@contextmanager
def alone(name: str, troubles: Troubles) -> Generator[None, None, None]:
    """One document that we cannot follow is told of, and no reason to do nothing else."""
    try:
        yield
    except Failure:
        raise
    except Exception as error:
        troubles.add(f"{name}: {defect(error)}")


def rule_defect(failed: Defect) -> str:
    """The end of a sentence about a rule that failed."""
    if os.environ.get("SCVI_LINT_TRACEBACK"):
        sys.stderr.write(failed.trace)
        return "failed"
    what = "failed" if failed.span is not None else "could not be loaded"
    return (
        f"{what} ({failed.said}), all others were asked; please report it, with what "
        "SCVI_LINT_TRACEBACK=1 shows"
    )


def reason(error: OSError) -> str:
    """What the system said, without its number: "No such file or directory"."""
    return error.strerror or type(error).__name__
