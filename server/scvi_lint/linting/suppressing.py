"""Suppression comments: what they silence, and which of them silence nothing."""

from __future__ import annotations

import re

from scvi_lint.interpreter.events.remarks import Fix
from scvi_lint.linting.findings import UNUSED, Finding
from scvi_lint.linting.index import Entry
from scvi_lint.linting.joining import WHOLE_FILE
from scvi_lint.regex import regex
from scvi_lint.source.documents.document import Document
from scvi_lint.source.documents.span import Span
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
    used, kept = _silence(comments, findings)
    shown = {id(finding) for finding in kept}
    of_file = {f.code for f in findings if WHOLE_FILE in f.causes and id(f) not in shown}
    kept = [one for one in kept if one.code not in of_file]
    on = {entry.code for entry in entries}
    if UNUSED in on:
        for comment, codes in zip(comments, used, strict=True):
            idle = [code for code in comment.codes if code in on and code not in codes]
            ours = comment.form != "noqa"
            if idle or (ours and not comment.codes and not codes):
                kept.append(_unused(document, comment, idle))
    return kept


_Place = tuple[int, int, int]  # cell, start and end
_EVERYWHERE: _Place = (-1, -1, -1)


def _silence(
    comments: list[Suppression], findings: list[Finding]
) -> tuple[list[set[str]], list[Finding]]:
    """The codes that each comment silences, and the findings that none does.

    Both are walked in the order of the program, those that speak for the same place as one: many
    comments and many findings must not be compared each with each.
    """
    groups: dict[_Place, list[int]] = {_EVERYWHERE: []}
    for number, comment in enumerate(comments):
        if comment.form == "ignore-file":
            groups[_EVERYWHERE].append(number)
        for scope in comment.scopes:
            groups.setdefault((scope.cell, scope.start, scope.end), []).append(number)
    every = {place: any(not comments[n].codes for n in group) for place, group in groups.items()}
    named = {
        place: {c for n in group for c in comments[n].codes} for place, group in groups.items()
    }
    told: dict[_Place, set[str]] = {place: set() for place in groups}
    coming = sorted(groups, reverse=True)
    coming.pop()
    here: list[_Place] = []
    silenced: set[int] = set()
    for finding in sorted(findings, key=lambda finding: finding.span[1:3]):
        at = finding.span[1:3]
        while coming and coming[-1][:2] <= at:
            here.append(coming.pop())
        here = [place for place in here if (place[0], place[2]) >= at]
        for place in (_EVERYWHERE, *here):
            if every[place] or finding.code.upper() in named[place]:
                told[place].add(finding.code)
                silenced.add(id(finding))
    used: list[set[str]] = [set() for _ in comments]
    for place, group in groups.items():
        for number in group:
            codes = comments[number].codes
            used[number] |= {c for c in told[place] if not codes or c.upper() in codes}
    return used, [finding for finding in findings if id(finding) not in silenced]


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
