"""One cause, one finding: what only follows from a reported fault becomes a place of it."""

from __future__ import annotations

from scvi_lint.interpreter.events.event import Remark
from scvi_lint.interpreter.events.remarks import GUESSED_RELEASE, OF_EVENT, Key
from scvi_lint.linting.findings import Finding, Related
from scvi_lint.source.documents.span import Span

Found = tuple[Finding, Remark]


def fold(found: list[Found]) -> list[Finding]:
    """Fold consequences into causes; the rest sorted by place.

    A remark that `rests` on something that an earlier remark `breaks` says nothing new: the user
    who mends the cause mends it too. The fault of an event is one for what came before, too.
    """
    order = sorted(found, key=lambda pair: pair[1].event.index)
    broken: dict[Key, Finding] = {}
    for finding, remark in order:
        _note(broken, finding, [key for key in remark.breaks if key[1] == OF_EVENT])
    causes: dict[int, tuple[Finding, str]] = {}
    for finding, remark in order:
        told = _told_by(finding, remark, broken)
        if told is not None:
            causes[id(finding)] = told
        _note(broken, finding, remark.breaks)
    kept = [finding for finding, _ in order if id(finding) not in causes]
    told = {(one.message, remark.event.statement) for one, remark in order if id(one) not in causes}
    for finding, remark in order:
        if id(finding) in causes:
            root, word = _root(finding, causes)
            said = (finding.message, remark.event.statement)
            if word == "also" and (finding.severity == "info" or said in told):
                continue  # to be thought of when the fault is mended, or said of this statement
            told.add(said)
            same = word == "also" and finding.message == root.message
            text = word if same else f"{word}: {finding.message}"
            root.related = (*root.related, Related(finding.span, text))
    return sorted(kept, key=place)


def _note(broken: dict[Key, Finding], finding: Finding, keys: list[Key] | tuple[Key, ...]) -> None:
    if finding.severity != "info":
        for key in keys:
            broken.setdefault(key, finding)


def _told_by(
    finding: Finding, remark: Remark, broken: dict[Key, Finding]
) -> tuple[Finding, str] | None:
    """The finding that says it better, and how the two belong together."""
    for key in remark.rests:
        cause = broken.get(key)
        if cause is None or cause is finding:
            continue
        if key[0] == GUESSED_RELEASE or key[1] == OF_EVENT:
            return cause, "also"
        if cause.code != finding.code:
            return cause, "therefore"
    return None


def _root(finding: Finding, causes: dict[int, tuple[Finding, str]]) -> tuple[Finding, str]:
    """The finding that stays, at the end of a chain of causes."""
    cause, word = causes[id(finding)]
    passed = {id(finding)}
    while id(cause) in causes and id(cause) not in passed:
        passed.add(id(cause))
        cause, word = causes[id(cause)]
    return cause, word


def place(finding: Finding) -> tuple[str, int, int, int, str]:
    span: Span = finding.span
    return (span.path, span.cell, span.start, span.end, finding.code)
