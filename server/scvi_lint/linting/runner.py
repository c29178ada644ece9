"""Rules over an analysis: remarks in, findings out.

The runner alone decides how loudly a remark is said: a fact that is only possible lowers it one
step (error, warning, info, silence); a guard that expects failure silences what raises; a cell
that ran without an error contradicts "raises".
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from scvi_lint import interruption
from scvi_lint.escaping import sentence
from scvi_lint.interpreter.domain.facts import ANOTHER_ORDER
from scvi_lint.interpreter.engine.analysis import Analysis
from scvi_lint.interpreter.engine.budget import MOST_LOOKS
from scvi_lint.interpreter.events.event import Remark
from scvi_lint.interpreter.events.kinds import EVENTS, Event
from scvi_lint.interpreter.events.remarks import Fix
from scvi_lint.linting import index
from scvi_lint.linting.causes import fold
from scvi_lint.linting.citing import cite
from scvi_lint.linting.defects import FAULTS, Defects
from scvi_lint.linting.findings import RANK, Finding, Related
from scvi_lint.linting.index import Entry
from scvi_lint.linting.joining import WHOLE_FILE
from scvi_lint.linting.offering import Offering
from scvi_lint.linting.versions import allows
from scvi_lint.rule import Check, about
from scvi_lint.source.documents.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scvi_lint.knowledge.api import Api
    from scvi_lint.knowledge.docs import Docs

LOWER = {"error": "warning", "warning": "info", "info": None}
CALLED = "called from here"
CALLED_TOO = "also called from here"
# So many different kinds of events, by what rules look at first, are told apart at a time.
_MOST_KINDS = 4096
_MOST_CALLS = 10


def run_rules(
    analysis: Analysis,
    entries: Iterable[Entry],
    api: Api,
    docs: Docs,
    *,
    settle: bool = False,
    defects: Defects | None = None,
) -> list[Finding]:
    """Every finding of these rules, consequences folded into their causes, sorted by place.

    Those of one cause are still apart: comments may silence one and not another (`joining`).

    A rule that fails is noted in `defects`; what it said before, and all others say, stays.
    To `settle` is to keep with each event what was said of it, for the next analysis that has the
    same event: then the same rules must be asked.
    """
    chosen = _choose(tuple(entries), api.version)
    defects = Defects() if defects is None else defects
    asking = _Asking(analysis, defects)
    said: list[tuple[Entry, Remark]] = []
    for event in analysis.events:
        interruption.check()
        if settle and analysis.ended is None:
            said += _settled(event, chosen, asking)
            continue
        for rule in chosen.rules_for(event):
            analysis.asked_ahead = False
            found: list[tuple[Entry, Remark]] = []
            asking.ask(rule, event, found)
            # Of what was not followed to its end nobody knows what comes later, or never.
            if analysis.ended is None or not analysis.asked_ahead:
                said += found
    _settle_choices(said)
    offering = Offering(said, analysis)
    best: dict[tuple[str, Span], tuple[Finding, Remark]] = {}
    calls: dict[tuple[str, Span], dict[Span, None]] = {}
    for entry, remark in _of_every_callee(said):
        try:
            finding = _finding(entry, remark, analysis, docs)
        except FAULTS as error:
            defects.add(entry.code, remark.span, error)
            continue
        if finding is None:
            continue
        key = (finding.code, finding.span)
        finding.fixes = offering.fixes(entry, remark)
        if remark.event.stack:
            calls.setdefault(key, {}).update(dict.fromkeys(remark.event.stack))
        known = best.get(key)
        if known is None or _louder(finding, known[0]):
            best[key] = (finding, remark)
    for key, every in calls.items():
        _tell_of_other_calls(*best[key], every)
    return fold(list(best.values()))


def _settle_choices(said: list[tuple[Entry, Remark]]) -> None:
    """What a rule says of all constants that can stand at a place is certain there."""
    wrong: dict[tuple[str, Span, int], list[Remark]] = {}
    for entry, remark in said:
        if remark.choice is not None:
            wrong.setdefault((entry.code, remark.span, remark.event.index), []).append(remark)
    for remarks in wrong.values():
        values = {(type(value), value) for one in remarks if one.choice for value in one.choice[:1]}
        if all(one.choice is not None and one.choice[1] == len(values) for one in remarks):
            for one in remarks:
                one.doubts = ()


def _tell_of_other_calls(finding: Finding, remark: Remark, every: Iterable[Span]) -> None:
    """A fault of a function shows in each call of it."""
    others = [span for span in every if span not in remark.event.stack]
    told = tuple(Related(span, CALLED_TOO) for span in others[:_MOST_CALLS])
    finding.related = (*finding.related, *told)


def _of_every_callee(said: list[tuple[Entry, Remark]]) -> list[tuple[Entry, Remark]]:
    """Without what is wrong for some of the models that a call may go to, where the program may
    know which one it is: in a branch, and where the fact is only possible."""
    wrong: dict[tuple[str, Span], set[str]] = {}
    for entry, remark in said:
        for number, _ in _alternative(remark):
            wrong.setdefault((entry.code, remark.span), set()).add(number)
    return [
        (entry, remark)
        for entry, remark in said
        if all(
            len(wrong[entry.code, remark.span]) == several
            or (remark.certain and "branch" not in remark.event.guards)
            for _, several in _alternative(remark)
        )
    ]


def _alternative(remark: Remark) -> list[tuple[str, int]]:
    """Which of how many possible callees the remark's event stands for: `one 0 of 2`."""
    marks = [guard.split() for guard in remark.event.guards if guard.startswith("one ")]
    return [(number, int(several)) for _, number, _, several in marks]


class Settled:
    """What was said of an event, for the next analysis that has the same event.

    `said` rests on the event alone. `back` are rules that looked at what came before, each with
    what it said; `again` are those that must be asked each time.
    """

    __slots__ = ("again", "back", "said")

    def __init__(self) -> None:
        self.said: list[tuple[Entry, Remark]] = []
        self.back: list[tuple[tuple[Entry, Check], list[tuple[Entry, Remark]]]] = []
        self.again: list[tuple[Entry, Check]] = []

    def forget_what_came_before(self) -> None:
        """An edit above: who looked there looks again."""
        self.again += [rule for rule, _ in self.back]
        self.back = []


class _Asking:
    """The rules of one analysis as they are asked, and how much each has looked at so far."""

    __slots__ = ("_looks", "analysis", "defects")

    def __init__(self, analysis: Analysis, defects: Defects) -> None:
        self.analysis = analysis
        self.defects = defects
        self._looks: dict[str, int] = {}

    def ask(
        self, rule: tuple[Entry, Check], event: Event, said: list[tuple[Entry, Remark]]
    ) -> bool:
        """Add what a rule says of an event; whether it came to its end."""
        entry, check = rule
        analysis = self.analysis
        looks = self._looks.get(entry.code, 0)
        if looks > MOST_LOOKS:
            analysis.unasked = analysis.unasked or event
            return False
        before = analysis.looks
        try:
            for remark in check(event):
                said.append((entry, _checked(remark)))
        except FAULTS as error:
            self.defects.add(entry.code, event.span, error)
            return False
        finally:
            if analysis.looks > before:
                self._looks[entry.code] = looks + analysis.looks - before
        return True


def _checked(remark: object) -> Remark:
    """A remark that can be worked with. Raises TypeError for what a third party takes for one."""
    span: object = getattr(remark, "span", None)
    if not isinstance(remark, Remark) or not isinstance(span, Span):
        raise TypeError(f"a rule yields findings, not {type(remark).__name__}")
    return remark


def _settled(event: Event, chosen: _Chosen, asking: _Asking) -> list[tuple[Entry, Remark]]:
    """What rules say of an event; those that look at what comes later are asked each time."""
    analysis = asking.analysis
    settled = event.settled
    if not isinstance(settled, Settled):
        settled = event.settled = Settled()
        asked = chosen.rules_for(event)
    elif settled.again:
        asked, settled.again = settled.again, []
    else:
        asked = ()
    found: list[tuple[Entry, Remark]] = []
    for rule in asked:
        analysis.asked_back = analysis.asked_ahead = False
        questions = len(analysis.asked)
        said: list[tuple[Entry, Remark]] = []
        ended = asking.ask(rule, event, said)
        if not ended or analysis.asked_ahead or len(analysis.asked) > questions:
            settled.again.append(rule)
            found += said
        elif analysis.asked_back:
            settled.back.append((rule, said))
        else:
            settled.said += said
    for _, said in settled.back:
        found += said
    return found + settled.said


class _Chosen:
    """Which rules want which event, for one release."""

    __slots__ = ("_known", "_wanted")

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._wanted = _subscriptions(entries)
        self._known: dict[tuple[str, ...], list[tuple[Entry, Check]]] = {}

    def rules_for(self, event: Event) -> list[tuple[Entry, Check]]:
        """The rules that can say something of an event; they are imported when there first is
        one."""
        kind = type(event).__name__
        entries, places = self._wanted.get(kind) or ((), ())
        values = {place: about.value(event, place) for place in places}
        key = (kind, *values.values())
        rules = self._known.get(key)
        if rules is None:
            if len(self._known) >= _MOST_KINDS:
                self._known.clear()
            rules = self._known[key] = [
                (entry, _loaded(entry)) for entry in entries if about.meets(entry.about, values)
            ]
        return rules


def _loaded(entry: Entry) -> Check:
    """The check of a rule; of one whose module cannot be imported, a check that fails."""
    try:
        return index.load(entry)
    except FAULTS as error:
        failure = error

    def fails(event: object) -> Iterator[Remark]:
        raise failure

    return fails


@lru_cache(maxsize=64)
def _choose(entries: tuple[Entry, ...], version: str) -> _Chosen:
    # The same at every keystroke.
    return _Chosen(entry for entry in entries if allows(entry.versions, version))


def _subscriptions(entries: Iterable[Entry]) -> dict[str, tuple[list[Entry], list[str]]]:
    """Which rules want an event – those that name its class or one of its bases – and where they
    look before they say anything."""
    by_name: dict[str, list[Entry]] = {}
    for entry in entries:
        by_name.setdefault(entry.event, []).append(entry)
    wanted: dict[str, tuple[list[Entry], list[str]]] = {}
    for kind in EVENTS:
        found = [entry for cls in kind.__mro__ for entry in by_name.get(cls.__name__, ())]
        if found:
            looked_at = {place for entry in found for place in about.places(entry.about)}
            wanted[kind.__name__] = (found, sorted(looked_at))
    return wanted


def _louder(new: Finding, old: Finding) -> bool:
    return (RANK[new.severity], not new.certain) < (RANK[old.severity], not old.certain)


def _finding(entry: Entry, remark: Remark, analysis: Analysis, docs: Docs) -> Finding | None:
    event = remark.event
    severity: str | None = remark.severity or entry.severity
    message = sentence(remark.message)
    if message.startswith("the "):  # something without a name begins the sentence
        message = "T" + message[1:]
    if "expected" in event.guards:
        return None
    if not remark.certain:
        severity = LOWER[severity]
    if len(remark.doubts) > 1 and severity == "warning":
        severity = "info"  # what is only possible, if something else is that is only possible
    happens = remark.happens or entry.happens
    raises = happens.startswith("raises")
    if severity is None or (raises and event.guards & {"try", "version"}):
        return None
    if severity == "error" and raises and _has_run(analysis, remark.span, happens):
        severity = "warning"
        message += " (This cell has run without an error; with this release it would not.)"
    if severity == "warning" and not raises and _is_test(remark.span.path):
        severity = "info"  # a test calls for the call's sake, and does nothing with what comes
    contradicted = severity != "info" and _ran_in_another_order(analysis, remark)
    if contradicted:
        severity = LOWER[severity] or severity
        message += " (The cells have run in another order than they stand in.)"
    related = [
        Related(reason.span, sentence(reason.text))
        for reason in remark.reasons
        if reason.span is not None
    ]
    related += [Related(span, CALLED) for span in reversed(event.stack)]
    return Finding(
        entry.code,
        entry.name,
        severity,
        remark.certain and not contradicted,
        happens,
        message,
        remark.span,
        cite(entry.cites, event, docs),
        tuple(related),
        tuple(map(_titled, remark.fixes)),
        any(reason.seen for reason in remark.reasons),
        ANOTHER_ORDER if contradicted else remark.doubt,
        _causes(entry, remark),
        any(reason.elsewhere for reason in remark.reasons),
    )


def _causes(entry: Entry, remark: Remark) -> tuple[Hashable, ...]:
    """What another remark of the rule that is about the same fault has, too: one of these."""
    if entry.per == WHOLE_FILE:
        return (WHOLE_FILE,)
    statement = ("statement", remark.event.statement or remark.event.span)
    return (statement,) if remark.cause is None else (statement, ("cause", remark.cause))


def _titled(fix: Fix) -> Fix:
    """A fix whose title can be shown."""
    title = sentence(fix.title)
    return fix if title == fix.title else Fix(title, *fix.edits, safe=fix.safe)


def _has_run(analysis: Analysis, span: Span, happens: str) -> bool:
    """Whether a notebook's own record says that this cell ran to its end."""
    document = analysis.documents.get(span.path)
    if document is None or document.kind != "notebook" or happens != "raises":
        return False
    cell = document.cells[span.cell]
    return cell.execution_count is not None and not cell.failed and document.ran_in_order


def _is_test(path: str) -> bool:
    """Whether pytest would take a file for tests, by its name."""
    name = path.rpartition("/")[2]
    return name.endswith(".py") and (name.startswith("test_") or name.endswith("_test.py"))


def _ran_in_another_order(analysis: Analysis, remark: Remark) -> bool:
    """Whether the notebook's own record contradicts the order that a remark rests on: a cell
    above, which gives a reason for it, ran after the cell that it stands in."""
    document = analysis.documents.get(remark.span.path)
    if document is None or document.kind != "notebook":
        return False
    own = document.cells[remark.span.cell].execution_count
    above = (
        document.cells[reason.span.cell].execution_count
        for reason in remark.reasons
        if reason.span is not None
        and reason.span.path == document.path
        and reason.span.cell < remark.span.cell
    )
    return own is not None and any(count is not None and count > own for count in above)
