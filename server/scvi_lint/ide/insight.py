"""An analysed program as hovers, completions and hints ask about it; made once per analysis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.ide import likely
from scvi_lint.ide.moments import Moments, Spot
from scvi_lint.ide.reference import Release
from scvi_lint.ide.resolve import Callee, Resolver
from scvi_lint.ide.telling import Teller
from scvi_lint.source.documents.document import Document
from scvi_lint.source.parser import nodes

if TYPE_CHECKING:
    from scvi_lint.linting.checking import Checker, Result


class Insight:
    """A document, and what is known of it.

    `checker` knows the release, `result` is what its check gave; it may be of an older state of
    the document, and None when there is none.
    """

    __slots__ = ("analysis", "document", "moments", "release", "resolver", "teller")

    def __init__(self, document: Document, checker: Checker, result: Result | None = None) -> None:
        self.document = document
        self.release = Release(checker, result)
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
