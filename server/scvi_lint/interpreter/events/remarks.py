"""What a rule has to say, before `linting` decides how loudly."""

from __future__ import annotations

from typing import Any

from scvi_lint.interpreter.domain.facts import Reasons
from scvi_lint.source.documents.span import Span

# In the place of an object: what is true of a release that nothing names.
GUESSED_RELEASE = -1
# In the place of a fact: a fault of one event, beside which others of it say nothing new.
OF_EVENT = "event"
# How a reason begins that an older run of the notebook gives.
SAVED_OUTPUT = "the saved output of cell"

Key = tuple[int, str]


class Fix:
    """A change of the program: `edits` are `(span, text)`; safe if its numbers stay the same."""

    __slots__ = ("edits", "safe", "title")

    def __init__(self, title: str, *edits: tuple[Span, str], safe: bool) -> None:
        self.title = title
        self.edits = edits
        self.safe = safe


class Remark:
    """What a rule has to say; `linting` gives it a code, a severity and a citation.

    `reasons` become its related places; `doubts` say why it is only possible, each once, and are
    empty when it is certain; `severity` is the most that it may be said with and `happens` what
    the library does, both "" where they are those of its rule. `breaks` names the `(object id,
    key)` that this fault spoils, so that another remark that rests on one of them is shown as its
    consequence; `rests` names what this one rests on. Remarks of one rule and one `cause` are one
    fault that shows in several places. `choice` is the constant that it is about, and of
    how many which can be here, where that alone makes it doubtful: what is wrong of all of them is
    certain.
    """

    __slots__ = (
        "breaks",
        "cause",
        "choice",
        "doubts",
        "event",
        "fixes",
        "happens",
        "message",
        "reasons",
        "rests",
        "severity",
        "span",
    )

    def __init__(
        self,
        event: Any,
        span: Span,
        message: str,
        reasons: Reasons,
        doubts: tuple[str, ...],
        fixes: tuple[Fix, ...],
        breaks: tuple[Key, ...],
        rests: tuple[Key, ...],
        cause: Any,
        severity: str,
        happens: str,
        choice: tuple[Any, int] | None = None,
    ) -> None:
        self.event = event
        self.span = span
        self.message = message
        self.reasons = reasons
        self.doubts = doubts
        self.fixes = fixes
        self.breaks = breaks
        self.rests = rests
        self.cause = cause
        self.severity = severity
        self.happens = happens
        self.choice = choice

    @property
    def certain(self) -> bool:
        return not self.doubts

    @property
    def doubt(self) -> str:
        """The first of them, "" when it is certain."""
        return self.doubts[0] if self.doubts else ""


def of_guessed_release(span: Span) -> tuple[int, str]:
    """What every finding of a file rests on that is true of a release nobody named."""
    return (GUESSED_RELEASE, span.path)
