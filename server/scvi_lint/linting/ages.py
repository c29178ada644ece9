"""Whether an error holds in every release that a program may run with, when nothing names one.

Judged by a guess, an error is only an error if the other releases agree: the last one of each
minor version that has all that the program uses. What they do not agree on becomes a warning.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate
from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.facts import RELEASE
from scvi_lint.interpreter.engine.analysis import Analysis
from scvi_lint.interpreter.events.kinds import ApiUsed
from scvi_lint.knowledge import releases
from scvi_lint.knowledge.api import ClassSymbol
from scvi_lint.linting.findings import Finding

if TYPE_CHECKING:
    from scvi_lint.knowledge.api import Api

# Older ones are hardly in use, and a program for them shows it.
_OLDEST = "0.20"
CAREFUL = frozenset({"try", "version", "expected"})


def representatives(names: Iterable[str], judged: str) -> list[str]:
    """The last release of each minor version, the newest first, without the one judged by."""
    last = {releases.key(name)[:2]: name for name in sorted(names, key=releases.key)}
    own = releases.key(judged)[:2]
    oldest = releases.key(_OLDEST)
    chosen = [name for minor, name in last.items() if minor != own and releases.key(name) > oldest]
    return sorted(chosen, key=releases.key, reverse=True)


def has(api: Api, path: str) -> bool:
    """Whether a release has what an import path names."""
    if api.resolve(path) is not None:
        return True
    owner, _, name = path.rpartition(".")
    found = api.resolve(owner)
    return isinstance(found, ClassSymbol) and found.method(name) is not None


def runs_with(analysis: Analysis, api: Api) -> bool:
    """Whether a release has all that a program uses and the release that judged it has."""
    judged = analysis.release.api
    return all(
        has(api, path) or not has(judged, path)
        for path in {
            event.path
            for event in analysis.events
            if isinstance(event, ApiUsed) and not event.guards & CAREFUL
        }
    )


class Errors:
    """The errors that another release's findings hold, by place."""

    __slots__ = ("_found",)

    def __init__(self, findings: Iterable[Finding]) -> None:
        places: dict[tuple[str, str, int], list[tuple[int, int]]] = {}
        for one in findings:
            if one.severity == "error":
                key = (one.code, one.span.path, one.span.cell)
                places.setdefault(key, []).append((one.span.start, one.span.end))
        # Where each begins, and how far those up to it reach.
        self._found: dict[tuple[str, str, int], tuple[list[int], list[int]]] = {}
        for key, ranges in places.items():
            ranges.sort()
            ends = accumulate((end for _, end in ranges), max)
            self._found[key] = ([start for start, _ in ranges], list(ends))

    def hold(self, error: Finding) -> bool:
        """Whether this error is among them, at the same place."""
        span = error.span
        starts, ends = self._found.get((error.code, span.path, span.cell), ((), ()))
        before = bisect_left(starts, span.end)
        return before > 0 and ends[before - 1] > span.start


def rests_on_release(finding: Finding) -> bool:
    """Whether it is wrong in one release and right in another, and which is used is a guess."""
    return finding.doubt == RELEASE


def doubted(error: Finding, judged: str) -> Finding:
    """The error as a warning that names the release."""
    finding = Finding(
        error.code,
        error.name,
        "warning",
        False,
        error.happens,
        f"{error.message} (So it is in scvi-tools {judged}; not in every release.)",
        error.span,
        error.citation,
        error.related,
        error.fixes,
        error.evidence,
        RELEASE,
    )
    finding.also = error.also
    return finding
