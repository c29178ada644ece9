"""What other programs wrote for an open one."""

from __future__ import annotations

from scvi_lint.evidence.wants import Want
from scvi_lint.source.documents.document import Document


class Handed:
    """What is known of files that a program reads, and the documents that tell it."""

    __slots__ = ("documents", "facts")

    def __init__(self, facts: dict[Want, object], documents: dict[str, Document]) -> None:
        self.facts = facts
        self.documents = documents


NOTHING = Handed({}, {})
