"""Suppression comments: what they silence, and which of them silence nothing."""

from __future__ import annotations

from scvi_lint.flow.remarks import Fix
from scvi_lint.linting.findings import UNUSED, Finding
from scvi_lint.linting.index import Entry
from scvi_lint.source.document import Document
from scvi_lint.source.suppressions import suppressions


def suppress(document: Document, findings: list[Finding], entries: list[Entry]) -> list[Finding]:
    """The findings that no comment silences, and one for each comment that silences none."""
    comments = suppressions(document)
    if not comments:
        return findings
    used: set[int] = set()
    kept: list[Finding] = []
    for finding in findings:
        silenced = False
        for number, comment in enumerate(comments):
            if comment.covers(finding.code, finding.span):
                used.add(number)
                silenced = True
        if not silenced:
            kept.append(finding)
    on = {entry.code for entry in entries}
    for number, comment in enumerate(comments):
        ours = [code for code in comment.codes if code in on]
        if number in used or not ours or (comment.form == "noqa" and not comment.codes):
            continue
        kept.append(
            Finding(
                UNUSED,
                "unused-suppression",
                "info",
                True,
                "silent",
                f"Nothing here needs this comment: {', '.join(ours)} would not be reported. "
                "Remove it.",
                comment.span,
                fixes=(Fix("Remove the unused suppression", (comment.span, ""), safe=True),),
            )
        )
    return kept
