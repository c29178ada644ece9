"""What a rule has to say, before `linting` decides how loudly."""

from __future__ import annotations

from typing import Any

from scvi_lint.flow.facts import Reasons
from scvi_lint.source.span import Span

# In the place of an object: what is true of a release that nothing names.
GUESSED_RELEASE = -1
# How a reason begins that an older run of the notebook gives.
SAVED_OUTPUT = "the saved output of cell"


class Fix:
    """A change of the program: `edits` are `(span, text)`; safe if its numbers stay the same."""

    __slots__ = ("edits", "safe", "title")

    def __init__(self, title: str, *edits: tuple[Span, str], safe: bool) -> None:
        self.title = title
        self.edits = edits
        self.safe = safe


class Remark:
    """What a rule has to say; `linting` gives it a code, a severity and a citation.

    `because` are the facts it rests on: it is only as certain as they are, and their reasons
    become its related places. `breaks` names the `(object id, key)` that this fault spoils, so
    that a later remark that rests on one of them is shown as its consequence; `rests` names what
    this one rests on.
    """

    __slots__ = ("breaks", "certain", "event", "fixes", "message", "reasons", "rests", "span")

    def __init__(
        self,
        event: Any,
        span: Span,
        message: str,
        reasons: Reasons,
        certain: bool,
        fixes: tuple[Fix, ...],
        breaks: tuple[tuple[int, str], ...],
        rests: tuple[tuple[int, str], ...],
    ) -> None:
        self.event = event
        self.span = span
        self.message = message
        self.reasons = reasons
        self.certain = certain
        self.fixes = fixes
        self.breaks = breaks
        self.rests = rests


def of_guessed_release(span: Span) -> tuple[int, str]:
    """What every finding of a file rests on that is true of a release nobody named."""
    return (GUESSED_RELEASE, span.path)
