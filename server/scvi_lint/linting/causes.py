"""One cause, one finding: what only follows from a reported fault becomes a place of it."""

from __future__ import annotations

from scvi_lint.flow.remarks import GUESSED_RELEASE, Remark
from scvi_lint.linting.findings import Finding, Related
from scvi_lint.source.span import Span

RANK = {"error": 0, "warning": 1, "info": 2}


def fold(found: list[tuple[Finding, Remark]]) -> list[Finding]:
    """Fold consequences into causes; the rest sorted by place.

    A remark that `rests` on something that an earlier remark `breaks` says nothing new: the user
    who mends the cause mends it too.
    """
    order = sorted(found, key=lambda pair: pair[1].event.index)
    broken: dict[tuple[int, str], Finding] = {}
    kept: list[Finding] = []
    for finding, remark in order:
        cause = next((broken[key] for key in remark.rests if key in broken), None)
        guessed = any(key[0] == GUESSED_RELEASE and key in broken for key in remark.rests)
        if cause is not None and (guessed or cause.code != finding.code):
            word = "also" if guessed else "therefore"
            cause.related = (*cause.related, Related(finding.span, f"{word}: {finding.message}"))
            continue
        kept.append(finding)
        if finding.severity != "info":
            for key in remark.breaks:
                broken.setdefault(key, finding)
    return sorted(kept, key=place)


def place(finding: Finding) -> tuple[str, int, int, int, str]:
    span: Span = finding.span
    return (span.path, span.cell, span.start, span.end, finding.code)
