"""A document checked with a look at the files that it names.

An analysis says what it wants to know; the files are looked at, and it is made again with what
was seen. What the second analysis then wants (a cross table that a rule asked for) is fetched in
one more round, at most three.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from scvi_lint.config.settings import SEVERITIES
from scvi_lint.interpreter.incremental.trail import Trail
from scvi_lint.linting.checking import Checker, Result
from scvi_lint.linting.findings import Finding, Related
from scvi_lint.source.documents.document import Document

if TYPE_CHECKING:
    from scvi_lint.evidence.wants import Want

ROUNDS = 3
# Of so many files it is worth to say where they were written.
_MOST_WRITTEN = 3

# Answers wants: what was seen, None where there is no such file, or why it was not looked at.
Answer = Callable[[Iterable["Want"]], Mapping["Want", object]]


def unanswered(result: Result, known: Mapping[Want, object]) -> list[Want]:
    """What an analysis wants to know, and what it does not yet."""
    return [want for want in result.analysis.wanted if want not in known]


def check_with_evidence(
    checker: Checker,
    document: Document,
    answer: Answer,
    first: Result | None = None,
    known: dict[Want, object] | None = None,
    curious: Callable[[Result], object] | None = None,
) -> Result:
    """The findings with everything that the files tell; `first` is an analysis without.

    `known` is filled with the answers; `curious` asks each analysis for what else is wanted.
    """
    known = {} if known is None else known
    result = checker.check(document, known) if first is None else first
    for _ in range(ROUNDS):
        if curious is not None:
            curious(result)
        wanted = unanswered(result, known)
        if not wanted:
            break
        known.update(doubted(answer(wanted), result.analysis.written))
        # A file that is not there changes nothing.
        if all(known.get(want) is None for want in wanted):
            break
        result = checker.check(document, known)
    return result


def with_lineage(
    checker: Checker,
    document: Document,
    result: Result,
    known: Mapping[Want, object],
    answer: Callable[[tuple[Want, ...]], Mapping[Want, object]],
    trail: Trail | None = None,
) -> Result:
    """The findings with what other programs wrote to the files that this one reads; the `trail`
    is for such analyses of this program.

    What was found without that stays as it was, whatever they wrote: that is only possible.
    """
    reads = tuple(result.analysis.reads)
    found = answer(reads) if reads else None
    if not found:
        return result
    again = checker.check(document, {**known, **found}, trail)
    alone = {(one.code, one.span, one.severity) for one in result.findings}
    sure = {(one.code, one.span): one for one in result.findings}
    again.findings = [_louder(one, sure.get((one.code, one.span))) for one in again.findings]
    for one in again.findings:
        # A copy of what another program wrote has reasons of its own, and rests on it all the same.
        if not one.lineage and (one.code, one.span, one.severity) not in alone:
            one.lineage = True
            one.related = (*one.related, *_written(found))
    shown = {(one.code, place) for one in again.findings for place in one.places}
    folded = {near.span for one in again.findings for near in one.related}
    again.findings += [
        one
        for one in result.findings
        if one.span not in folded and not any((one.code, place) in shown for place in one.places)
    ]
    again.findings.sort(key=lambda one: one.span)
    return again


def _louder(one: Finding, other: Finding | None) -> Finding:
    if other is None or SEVERITIES.index(one.severity) <= SEVERITIES.index(other.severity):
        return one
    return other


def _written(found: Mapping[Want, object]) -> list[Related]:
    """Where other programs wrote the files that a program reads."""
    reasons = [why for known in found.values() for why in getattr(known, "reasons", ())]
    told = [Related(why.span, why.text) for why in reasons if why.span is not None]
    return told if len(told) <= _MOST_WRITTEN else []


def doubted(found: Mapping[Want, object], written: Iterable[str]) -> dict[Want, object]:
    """What the program itself writes, before or after, may hold something else when it is read."""
    names = set(written)
    told = dict(found)
    if not names:
        return told
    from copy import copy

    from scvi_lint.evidence.facts import DataSeen, ModelSeen

    for want, seen in found.items():
        if want[2] in names and isinstance(seen, DataSeen | ModelSeen):
            again = copy(seen)
            again.doubtful = True
            told[want] = again
    return told
