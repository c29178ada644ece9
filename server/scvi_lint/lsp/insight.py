"""An analysed program as hovers, completions and hints ask about it; made once per analysis."""

from __future__ import annotations

from scvi_lint.lsp import likely
from scvi_lint.lsp.analyses import Analysed
from scvi_lint.lsp.describe import Teller
from scvi_lint.lsp.moments import Moments, Spot
from scvi_lint.lsp.reference import Release
from scvi_lint.lsp.resolve import Callee, Resolver
from scvi_lint.lsp.snapshot import Snapshot
from scvi_lint.source import nodes


class Insight:
    """A snapshot, and what is known of it. `analysed` may be of an older state."""

    __slots__ = ("analysed", "analysis", "moments", "release", "resolver", "snapshot", "teller")

    def __init__(self, snapshot: Snapshot, analysed: Analysed | None) -> None:
        self.snapshot = snapshot
        self.analysed = analysed
        document = snapshot.document
        result = None if analysed is None else analysed.result
        self.release = Release(snapshot.scope.checker, result)
        self.analysis = None if result is None else result.analysis
        self.moments = None if self.analysis is None else Moments(document, self.analysis)
        self.resolver = Resolver(document, self.release.api, self.moments)
        self.teller = Teller(document, self.analysis)

    def callee(self, call: nodes.Call, spot: Spot) -> Callee | None:
        """What a call calls, for a reader: where the program does not tell, what it is likely to
        be."""
        found = self.resolver.callee(call, spot)
        if found is not None or self.resolver.path(call.function):
            return found
        return likely.callee(self.release.api, call)
