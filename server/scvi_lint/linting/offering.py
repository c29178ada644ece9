"""Which fixes are offered, and which are safe, seen over the whole program.

A rule sees one event; its fix changes a text that may run more often. A function is called with
other arguments where nothing is wrong, and a wrapper hands its arguments to other functions.
"""

from __future__ import annotations

from collections import Counter

from scvi_lint.interpreter.engine.analysis import Analysis
from scvi_lint.interpreter.events.event import Event, Remark
from scvi_lint.interpreter.events.remarks import Fix
from scvi_lint.linting.index import Entry
from scvi_lint.source.documents.span import Span

Said = list[tuple[Entry, Remark]]
Stack = tuple[Span, ...]


class Offering:
    """What is known of the statements that the fixes of these remarks would change."""

    __slots__ = ("_all", "_several", "_spared")

    def __init__(self, said: Said, analysis: Analysis) -> None:
        self._all: dict[tuple[str, Span], set[tuple[object, ...]]] = {}
        self._spared: set[tuple[str, tuple[object, ...]]] = set()
        self._several: list[Span] = []
        mended = [pair for pair in said if pair[1].fixes]
        if mended:
            self._all = _of_all_runs(mended)
            self._spared = _spared(mended, analysis)
            self._several = _several(analysis)

    def fixes(self, entry: Entry, remark: Remark) -> tuple[Fix, ...]:
        """The fixes of a remark as they may be offered."""
        wanted = self._all.get((entry.code, remark.span), set())
        fixes = tuple(fix for fix in remark.fixes if fix.edits in wanted)
        for span in self._several:
            fixes = tuple(fix for fix in fixes if not _changes(fix, span))
        if (entry.code, _run_of(remark.event)) in self._spared:
            # What stands at this very place is right in another run of the statement.
            fixes = tuple(
                Fix(fix.title, *fix.edits, safe=False)
                for fix in fixes
                if not any(span == remark.span and text for span, text in fix.edits)
            )
        return fixes


def _of_all_runs(mended: Said) -> dict[tuple[str, Span], set[tuple[object, ...]]]:
    """The edits that mend a place in all calls of its function where the statement is wrong: with
    the categories of one call, another call is wrong again."""
    offers: dict[tuple[str, Span], dict[Stack, set[tuple[object, ...]]]] = {}
    wrong: dict[tuple[str, tuple[object, ...]], set[Stack]] = {}
    shared: dict[tuple[str, Span], tuple[str, tuple[object, ...]]] = {}
    for entry, remark in mended:
        place, stack = (entry.code, remark.span), remark.event.stack
        statement = (entry.code, _run_of(remark.event))
        if not any(_lies_in(remark.span, call) for call in stack):  # else this call has it alone
            shared[place] = statement
        wrong.setdefault(statement, set()).add(stack)
        offered = {fix.edits for fix in remark.fixes}
        offers.setdefault(place, {}).setdefault(stack, set()).update(offered)
    return {
        place: _common(by_call)
        if place not in shared or wrong[shared[place]] == by_call.keys()
        else set()
        for place, by_call in offers.items()
    }


def _common(by_call: dict[Stack, set[tuple[object, ...]]]) -> set[tuple[object, ...]]:
    first, *rest = by_call.values()
    return first.intersection(*rest)


def _spared(mended: Said, analysis: Analysis) -> set[tuple[str, tuple[object, ...]]]:
    """The rules and statements of which not each run is wrong: what mends it for one call of a
    function may spoil another call."""
    wrong: dict[tuple[str, tuple[object, ...]], set[int]] = {}
    for entry, remark in mended:
        key = (entry.code, _run_of(remark.event))
        wrong.setdefault(key, set()).add(remark.event.index)
    times = Counter(map(_run_of, analysis.events))
    return {key for key, events in wrong.items() if len(events) < times[key[1]]}


def _several(analysis: Analysis) -> list[Span]:
    """The calls that are written once and go to functions of several names."""
    names: dict[Span, set[str]] = {}
    for event in analysis.events:
        if event.call is not None and not event.call.name[:1].isupper():
            names.setdefault(event.call.span, set()).add(event.call.name)
    return [span for span, called in names.items() if len(called) > 1]


def _run_of(event: Event) -> tuple[object, ...]:
    return (type(event), event.span)


def _changes(fix: Fix, place: Span) -> bool:
    return any(_lies_in(edit._replace(end=edit.start), place) for edit, _ in fix.edits)


def _lies_in(inner: Span, outer: Span) -> bool:
    return inner[:2] == outer[:2] and outer.start <= inner.start and inner.end <= outer.end
