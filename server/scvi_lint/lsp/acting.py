"""What can be done about findings: mend, mend all, ignore here, read, disagree.

Pure: placed findings in, offers out. Nothing is analysed again; what is on the screen is what is
offered for.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlencode

from scvi_lint.lsp.names import ISSUES
from scvi_lint.lsp.placed import Place, Placed
from scvi_lint.lsp.snapshot import Mark, Snapshot

Edits = tuple[tuple[Place, str], ...]
LONGEST_SNIPPET = 600


class Offer(NamedTuple):
    """Something to do about one finding: edits to make, or a page to open."""

    title: str
    about: Placed
    edits: Edits = ()
    page: str = ""
    preferred: bool = False


def around(placed: Iterable[Placed], uri: str, start: int, end: int) -> list[Placed]:
    """The findings that a range of a text touches, those folded into others included."""
    return [
        one
        for one in placed
        if one.mark.uri == uri and one.mark.start <= end and one.mark.end >= start
    ]


def offers(one: Placed, snapshot: Snapshot, version: str, *, pages: bool) -> list[Offer]:
    """Everything to do about a finding. `pages` when the client can open one."""
    finding = one.finding
    found = [
        Offer(remedy.title, one, remedy.edits, preferred=remedy.safe and len(one.remedies) == 1)
        for remedy in one.remedies
    ]
    comment = suppression(one, snapshot)
    if comment is not None:
        found.append(Offer(f"Ignore {finding.code} here", one, (comment,)))
    if pages:
        if finding.citation is not None:
            title = finding.citation.heading or finding.citation.title
            found.append(Offer(f"Read: {title}", one, page=finding.citation.url))
        report = report_address(one, snapshot, version)
        found.append(Offer(f"Report {finding.code} as a false positive", one, page=report))
    return found


def suppression(one: Placed, snapshot: Snapshot) -> tuple[Mark, str] | None:
    """The comment that silences a finding, at the end of its line."""
    text = snapshot.text(one.mark.uri)
    if text is None:
        return None
    source = text.text
    ends = [
        at
        for at in (source.find("\n", one.mark.start), source.find("\r", one.mark.start))
        if at >= 0
    ]
    end = min(ends, default=len(source))
    if source[:end].endswith("\\"):
        return None  # a comment here would cut the statement in two
    return Mark(one.mark.uri, end, end), f"  # scvi-lint: ignore[{one.finding.code}]"


def all_safe(placed: Iterable[Placed]) -> Edits:
    """Every safe edit, none of which overlaps another; of two that do, the first is made."""
    chosen: list[tuple[Place, str]] = []
    taken: list[Mark] = []
    for one in placed:
        remedy = next((remedy for remedy in one.remedies if remedy.safe), None)
        if remedy is None:
            continue
        marks = [place for place, _ in remedy.edits if isinstance(place, Mark)]
        if len(marks) < len(remedy.edits) or any(_overlap(a, b) for a in marks for b in taken):
            continue
        taken.extend(marks)
        chosen.extend(remedy.edits)
    return tuple(chosen)


def _overlap(one: Mark, other: Mark) -> bool:
    return one.uri == other.uri and (
        (one.start < other.end and other.start < one.end) or one.start == other.start
    )


def report_address(one: Placed, snapshot: Snapshot, version: str) -> str:
    """The address of an issue form, filled in; nothing is sent before the user sends it."""
    finding = one.finding
    text = snapshot.text(one.mark.uri)
    snippet = ""
    if text is not None:
        start = text.text.rfind("\n", 0, one.mark.start) + 1
        end = text.text.find("\n", one.mark.end)
        snippet = text.text[start : len(text.text) if end < 0 else end][:LONGEST_SNIPPET]
    fields = {
        "template": "false_positive.yml",
        "title": f"{finding.code} ({finding.name}): false positive",
        "rule": finding.code,
        "message": finding.message,
        "code": snippet,
        "scvi-version": version,
    }
    return f"{ISSUES}?{urlencode(fields)}"
