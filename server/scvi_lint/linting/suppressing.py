"""Suppression comments: what they silence, and which of them silence nothing."""

from __future__ import annotations

import re

from scvi_lint.flow.remarks import Fix
from scvi_lint.linting.findings import UNUSED, Finding
from scvi_lint.linting.index import Entry
from scvi_lint.linting.joining import WHOLE_FILE
from scvi_lint.regex import regex
from scvi_lint.source.document import Document
from scvi_lint.source.span import Span
from scvi_lint.source.suppressions import Suppression, suppressions

# The codes of a comment, with what stands before and behind them.
_LIST = regex(r"(?P<head>[^\[]*\[)(?P<codes>[^\]]*)(?P<tail>\].*)", re.S)
_NOQA_LIST = regex(r"(?P<head>#\s*noqa\s*:\s*)(?P<codes>.*)(?P<tail>)", re.S | re.I)


def suppress(document: Document, findings: list[Finding], entries: list[Entry]) -> list[Finding]:
    """The findings that no comment silences, and one for each comment that silences none.

    What is true of a whole file is silenced wherever it shows. A code that is off is no reason to
    complain of the comment that names it: it may be on for whoever wrote it.
    """
    comments = suppressions(document)
    if not comments:
        return findings
    used: list[set[str]] = [set() for _ in comments]
    kept: list[Finding] = []
    of_file: set[str] = set()
    for finding in findings:
        silenced = False
        for number, comment in enumerate(comments):
            if comment.covers(finding.code, finding.span):
                used[number].add(finding.code)
                silenced = True
        if not silenced:
            kept.append(finding)
        elif WHOLE_FILE in finding.causes:
            of_file.add(finding.code)
    kept = [one for one in kept if one.code not in of_file]
    on = {entry.code for entry in entries}
    if UNUSED in on:
        for comment, codes in zip(comments, used, strict=True):
            idle = [code for code in comment.codes if code in on and code not in codes]
            ours = comment.form != "noqa"
            if idle or (ours and not comment.codes and not codes):
                kept.append(_unused(document, comment, idle))
    return kept


def _unused(document: Document, comment: Suppression, idle: list[str]) -> Finding:
    """A note on the codes of a comment that silence nothing, and their removal."""
    span, text = _without(document, comment, idle)
    codes = ", ".join(idle)
    would = f"{codes or 'nothing'} would{' not' if codes else ''} be reported"
    what = f"{codes} in this comment" if text else "this comment"
    message = f"Nothing here needs {what}: {would}. Remove it."
    fix = Fix("Remove the unused suppression", (span, text), safe=True)
    return Finding(
        UNUSED, "unused-suppression", "info", True, "silent", message, comment.span, fixes=(fix,)
    )


def _without(document: Document, comment: Suppression, idle: list[str]) -> tuple[Span, str]:
    """The edit that takes these codes out of a comment; the comment goes with the last of them.

    A `noqa` keeps the codes of other linters.
    """
    text = document.text(comment.span)
    found = (_NOQA_LIST if comment.form == "noqa" else _LIST).fullmatch(text)
    if found is not None:
        codes = [code for code in re.split(r"[\s,]+", found["codes"]) if code]
        left = [code for code in codes if code.upper() not in idle]
        if left:
            return comment.span, f"{found['head']}{', '.join(left)}{found['tail']}"
    return _whole(document, comment.span), ""


def _whole(document: Document, span: Span) -> Span:
    """A comment with the blanks before it, and with its line if nothing else is on it."""
    text = document.cells[span.cell].text
    start, end = span.start, span.end
    while text[start - 1 : start] in (" ", "\t"):
        start -= 1
    while text[end : end + 1] in (" ", "\t"):
        end += 1
    ends_line = end == len(text) or text[end] in "\r\n"
    if not ends_line:
        return span._replace(end=end)  # what follows moves up to where the comment began
    if start == 0 or text[start - 1] == "\n":
        if text.startswith("\r\n", end):
            end += 2
        elif end < len(text):
            end += 1
        return span._replace(start=start, end=end)
    return span._replace(start=start, end=end)
