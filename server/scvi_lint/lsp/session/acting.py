"""What can be done about findings: mend, mend all, explain, ignore here, read, disagree.

Pure: placed findings in, offers out. Nothing is analysed again; what is on the screen is what is
offered for.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple
from urllib.parse import urlencode

from scvi_lint.linting.findings import Finding
from scvi_lint.linting.silencing import silencing_edits
from scvi_lint.lsp.documents.placed import Place, Placed, Remedy
from scvi_lint.lsp.documents.snapshot import Mark, Snapshot
from scvi_lint.lsp.names import EXPLAIN, ISSUES, OPEN_PAGE
from scvi_lint.source.documents.span import Span

Edits = tuple[tuple[Place, str], ...]
LONGEST_SNIPPET = 600


class Rank(IntEnum):
    """The order in which offers are shown: what mends the fault comes first."""

    MEND = 0
    EXPLAIN = 1
    IGNORE = 2
    READ = 3
    REPORT = 4


class Offer(NamedTuple):
    """Something to do about one finding: edits to make, or a command with one argument."""

    title: str
    about: Placed
    rank: Rank
    edits: Edits = ()
    command: str = ""
    argument: str = ""
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
        Offer(remedy.title, one, Rank.MEND, remedy.edits, preferred=_is_exact(one, remedy))
        for remedy in one.remedies
    ]
    found.append(Offer(f"Explain {finding.code}", one, Rank.EXPLAIN, (), EXPLAIN, finding.code))
    comment = suppression(one, snapshot)
    if comment:
        found.append(Offer(f"Ignore {finding.code} here", one, Rank.IGNORE, comment))
    if pages:
        if finding.citation is not None:
            title = f"Read: {finding.citation.heading or finding.citation.title}"
            found.append(Offer(title, one, Rank.READ, (), OPEN_PAGE, finding.citation.url))
        title = f"Report {finding.code} as a false positive"
        report = report_address(one, snapshot, version)
        found.append(Offer(title, one, Rank.REPORT, (), OPEN_PAGE, report))
    return found


def _is_exact(one: Placed, remedy: Remedy) -> bool:
    """Whether an editor may make a fix unasked for: the only one, or the one that changes no
    result, of a mistake that is one for certain – no number comes out of a program that raises."""
    if one.remedies[0] is not remedy:
        return False
    if len(one.remedies) > 1:
        return remedy.safe and not one.remedies[1].safe
    finding = one.finding
    return remedy.safe or (finding.certain and finding.happens.startswith("raises"))


def suppression(one: Placed, snapshot: Snapshot) -> Edits:
    """The comment that silences a finding; nothing while its statement is half-typed."""
    spot = snapshot.spot(one.mark.uri, one.mark.start)
    if spot is None:
        return ()
    known = one.finding
    span = Span(snapshot.path, spot[0], spot[1], spot[1] + one.mark.end - one.mark.start)
    here = Finding(known.code, known.name, known.severity, True, "", known.message, span)
    edits: list[tuple[Place, str]] = []
    for place, text in silencing_edits(snapshot.document, [here]):
        mark = snapshot.mark(place)
        if mark is not None:
            edits.append((mark, text))
    return tuple(edits)


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
