"""What a rule has to say beside its sentence: changes of the program, what a fault rests on."""

from __future__ import annotations

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


def of_guessed_release(span: Span) -> tuple[int, str]:
    """What every finding of a file rests on that is true of a release nobody named."""
    return (GUESSED_RELEASE, span.path)
