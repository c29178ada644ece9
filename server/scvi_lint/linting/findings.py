"""A finding: what the user is told."""

from __future__ import annotations

from collections.abc import Hashable

from scvi_lint.interpreter.domain.facts import BRANCH
from scvi_lint.interpreter.events.remarks import Fix
from scvi_lint.source.documents.span import Span

# Found without a rule: a file that is no program, a comment that silences nothing, a program that
# would take too long, an error that a notebook was saved with, a release that is not known.
UNREADABLE = "SCV001"
UNUSED = "SCV002"
NOT_FOLLOWED = "SCV003"
SAVED_ERROR = "SCV004"
NOT_KNOWN = "SCV005"

RANK = {"error": 0, "warning": 1, "info": 2}


class Citation:
    """A page of the documentation of the user's release, and the heading on it.

    `about` tells what the reader finds there, where the heading does not; else "".
    """

    __slots__ = ("about", "heading", "path", "title", "url")

    def __init__(self, path: str, heading: str, title: str, url: str, about: str = "") -> None:
        self.about = about
        self.path = path
        self.heading = heading
        self.title = title
        self.url = url


class Related:
    """A place that explains the finding: what was done there that makes it true."""

    __slots__ = ("message", "span")

    def __init__(self, span: Span, message: str) -> None:
        self.span = span
        self.message = message


class Finding:
    """One thing that is wrong, at one place.

    `happens` says what the real library does ("raises", "raises after training", "warns",
    "silent"); `evidence` whether it rests on a look at a file, `lineage` whether on what another
    program wrote to one; `doubt`, in half a sentence, why it
    is not certain. Findings of one code that share one of their `causes` are mended together: they
    become one, and `also` holds the places of the others. `origin` is the place in a module of the
    project where the fault is, when it is told at a call that leads there.
    """

    __slots__ = (
        "also",
        "causes",
        "certain",
        "citation",
        "code",
        "doubt",
        "evidence",
        "fixes",
        "happens",
        "lineage",
        "message",
        "name",
        "origin",
        "related",
        "severity",
        "span",
    )

    def __init__(
        self,
        code: str,
        name: str,
        severity: str,
        certain: bool,
        happens: str,
        message: str,
        span: Span,
        citation: Citation | None = None,
        related: tuple[Related, ...] = (),
        fixes: tuple[Fix, ...] = (),
        evidence: bool = False,
        doubt: str = BRANCH,
        causes: tuple[Hashable, ...] = (),
        lineage: bool = False,
    ) -> None:
        self.code = code
        self.name = name
        self.severity = severity
        self.certain = certain
        self.happens = happens
        self.message = message
        self.span = span
        self.citation = citation
        self.related = related
        self.fixes = fixes
        self.evidence = evidence
        self.lineage = lineage
        self.doubt = "" if certain else doubt
        self.causes = causes
        self.also: tuple[Span, ...] = ()
        self.origin: Span | None = None

    def __repr__(self) -> str:
        return f"Finding({self.code} {self.severity} {self.span}: {self.message})"

    @property
    def places(self) -> tuple[Span, ...]:
        """Where it shows: its own place first."""
        return (self.span, *self.also)

    @property
    def certainty(self) -> str:
        return "certain" if self.certain else "possible"
