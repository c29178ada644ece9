"""The insight into a program that is open: the snapshot that it is of goes along."""

from __future__ import annotations

from scvi_lint.ide.insight import Insight
from scvi_lint.lsp.documents.snapshot import Snapshot
from scvi_lint.lsp.session.analyses import Analysed


class OpenInsight(Insight):
    """A snapshot, and what is known of it. `analysed` may be of an older state."""

    __slots__ = ("analysed", "snapshot")

    def __init__(self, snapshot: Snapshot, analysed: Analysed | None) -> None:
        result = None if analysed is None else analysed.result
        super().__init__(snapshot.document, snapshot.scope.checker, result)
        self.snapshot = snapshot
        self.analysed = analysed

    def drawn(self) -> str | None:
        """The program as a page; None while nothing is known of it."""
        from scvi_lint.picture.drawing import drawn_of

        result = None if self.analysed is None else self.analysed.result
        return None if result is None else drawn_of("html", self, result, result.findings)
