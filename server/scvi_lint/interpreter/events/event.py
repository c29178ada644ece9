"""What every event is: something happened at a place, and the objects were so before it.

Rules run after the whole program was followed, so an event can also be asked what came before and
what came later. Nothing here refers to the syntax tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from scvi_lint.interpreter.domain.arguments import Argument, Item
from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.domain.facts import BRANCH, RELEASE, Fact, Reason, Reasons
from scvi_lint.interpreter.domain.scopes import OPEN
from scvi_lint.interpreter.domain.values import Ref
from scvi_lint.interpreter.events.fitting import fitted
from scvi_lint.interpreter.events.remarks import OF_EVENT, Fix, Key, of_guessed_release
from scvi_lint.semantic.data_views import AnnDataView, Registration
from scvi_lint.semantic.model_views import ModelView
from scvi_lint.semantic.release import Release
from scvi_lint.source.documents.document import Document
from scvi_lint.source.documents.span import Span

if TYPE_CHECKING:
    from scvi_lint.interpreter.domain.scopes import Standing

E = TypeVar("E", bound="Event")
_DATA = ("anndata", "mudata")


class Program(Protocol):
    """The whole analysis, as far as an event is asked for it (see `engine.analysis`)."""

    @property
    def documents(self) -> Mapping[str, Document]:
        """The files that were followed, by path."""
        ...

    @property
    def release(self) -> Release:
        """The release that the program is judged by."""
        ...

    def after(self, index: int, kinds: tuple[type[E], ...]) -> Iterator[E]:
        """The events of these kinds that follow a place, in order."""
        ...

    def before(self, index: int, kinds: tuple[type[E], ...]) -> Iterator[E]:
        """The events of these kinds that precede a place, the last of them first."""
        ...

    def source(self, span: Span) -> str:
        """The text at a place."""
        ...

    def find(self, path: str, pattern: re.Pattern[str]) -> Iterator[tuple[Span, str]]:
        """Where the code of a file matches, and the line around each match."""
        ...

    def built_on(self, registration: Registration) -> Sequence[Event]:
        """The models that were built on a registration."""
        ...

    def built_with(self, objects: set[int], index: int) -> Sequence[Event]:
        """The models that are built on one of these objects after a place."""
        ...

    def uses_entry(self, room: str, entry: str) -> bool:
        """Whether an entry is read, or named to any call, anywhere."""
        ...

    def names_like(self, name: str) -> list[str]:
        """Other texts that calls are given and that differ in their numbers alone."""
        ...

    def binds_nowhere(self, path: str, name: str) -> bool:
        """Whether nothing in a file, nor beside it, can bind a name."""
        ...

    def spells(self, *words: str) -> bool:
        """Whether the code spells one of these anywhere."""
        ...


class Settled(Protocol):
    """What was said of an event, for the next analysis that has the same event."""

    def forget_what_came_before(self) -> None:
        """An edit above: who looked there looks again."""
        ...


class Event:
    """Something happened at `span`. `program` is the whole analysis, filled in afterwards.

    `statement` is the simple statement that it happens in, None outside of one. `settled` is for
    the runner: what was said of it that no later event can change.
    """

    __slots__ = (
        "call",
        "guards",
        "index",
        "program",
        "settled",
        "span",
        "stack",
        "statement",
        "table",
    )

    program: Program

    def __init__(self, at: Standing, span: Span, call: Call | None = None) -> None:
        self.span = span
        self.call = call
        self.index = -1
        self.settled: Settled | None = None
        self.stack = at.stack
        self.statement = at.statement
        self.guards = at.guards
        self.table = at.heap.snapshot()

    def reason(self, text: str) -> Reason:
        """This event as a reason for a finding elsewhere."""
        return Reason(self.span, text)

    def argument(self, name: str) -> Argument | None:
        """The argument given for this parameter, None when it was not given."""
        return None if self.call is None else self.call.arguments.get(name)

    def place(self, name: str) -> Argument | Span:
        """Where the argument is given, else the name of what is called."""
        argument = self.argument(name)
        if argument is not None:
            return argument
        return self.span if self.call is None else self.call.name_span

    def given(self, name: str) -> Argument | None:
        """The argument, unless it was not given or is the constant None."""
        argument = self.argument(name)
        return None if argument is None or argument.is_none else argument

    def data_in(self, name: str) -> AnnDataView | None:
        """The AnnData or MuData that is for certain given for a parameter."""
        argument = self.argument(name)
        atom = None if argument is None else argument.value.single
        if argument is None or not isinstance(atom, Ref) or argument.kind not in _DATA:
            return None
        return AnnDataView(atom.id, self.table, self.source(argument.span))

    def model_in(self, name: str) -> ModelView | None:
        """The model that is for certain given for a parameter."""
        argument = self.argument(name)
        atom = None if argument is None else argument.value.single
        if argument is None or not isinstance(atom, Ref) or argument.kind != "model":
            return None
        return ModelView(atom.id, self.table, self.source(argument.span))

    def lacks(self, name: str) -> bool:
        """Whether the parameter was for certain left at its default (or given as None)."""
        if self.call is None:
            return False
        argument = self.call.arguments.get(name)
        return self.call.lacks(name) if argument is None else argument.is_none

    def values(self, name: str) -> list[Item]:
        """The constants given for a parameter, through lists."""
        argument = self.argument(name)
        return [] if argument is None else argument.items

    def later(self, *kinds: type[E]) -> Iterator[E]:
        """The events of these kinds that came after this one, in order."""
        return self.program.after(self.index, kinds)

    def earlier(self, *kinds: type[E]) -> Iterator[E]:
        """The events of these kinds that came before this one, newest first."""
        return self.program.before(self.index, kinds)

    def knows(self, view: AnnDataView | ModelView) -> bool:
        """Whether the object exists at this moment of the program; in a function that nobody
        calls, the objects of another one do not."""
        return self.table.get(view.id) is not None

    @property
    def in_notebook(self) -> bool:
        """Whether it stands in a notebook."""
        document = self.program.documents.get(self.span.path)
        return document is not None and document.kind == "notebook"

    @property
    def is_shown(self) -> bool:
        """Whether a notebook shows what its statement gives: the last one of its cell."""
        document = self.program.documents.get(self.span.path)
        if document is None or document.kind == "script":
            return False
        place = self.statement or self.span
        behind = document.cells[place.cell].text[place.end :]
        lines = [line.strip() for line in behind.splitlines()]
        return all(not line.strip("); ") or line.startswith("#") for line in lines)

    @property
    def fault(self) -> tuple[Key, ...]:
        """That this event has a fault which is to be mended first: what `breaks` it, and what
        `rests` on it, earlier or later."""
        return ((self.index, OF_EVENT),)

    @property
    def of_guessed_release(self) -> tuple[tuple[int, str], ...]:
        """What a finding rests on when the release that it speaks of is only guessed."""
        return () if self.release.exact else (of_guessed_release(self.span),)

    @property
    def release(self) -> Release:
        """The release of scvi-tools that the program is judged by."""
        return self.program.release

    def text_of(self, reason: Reason) -> str:
        """The program's own text at the place of a reason, "" if it has none."""
        return "" if reason.span is None else self.source(reason.span)

    def source(self, span: Span) -> str:
        """The program's own text at a place."""
        return self.program.source(span)

    def finding(
        self,
        place: Span | Argument | Item | Call,
        message: str,
        *,
        because: Sequence[Fact[object] | Reason | None] | Fact[object] | Reason | None = (),
        fixes: Sequence[Fix | None] = (),
        certain: bool = True,
        doubt: str = BRANCH,
        severity: str = "",
        happens: str = "",
        breaks: tuple[Key, ...] = (),
        rests: tuple[Key, ...] = (),
        cause: object = None,
        dated: bool = False,
    ) -> Remark:
        """Say that something is wrong here.

        It is as certain as the facts in `because`, and not if the rule itself says so: then
        `doubt` tells why, in half a sentence. `severity` and `happens` are for what is less grave
        than what the rule else tells of. What is `dated` is wrong in one release and right
        in another: where the release is only guessed it is possible, and one finding a file
        stands for all of them. Several places with one `cause` (what must be mended: a place, an
        object) are one finding; a constant that a name holds is one of itself.
        """
        span = place if isinstance(place, Span) else place.span
        if cause is None and isinstance(place, Argument | Item) and place.origin != span:
            cause = place.origin
        doubts = [] if certain else [doubt]
        if OPEN in self.guards:
            doubts.append(BRANCH)
        if dated and not self.release.exact:
            doubts.insert(0, RELEASE)
            breaks, rests = (*breaks, of_guessed_release(span)), (*rests, of_guessed_release(span))
        if isinstance(place, Item):
            doubts.append(place.doubt)
        reasons: list[Reason] = []
        if because is None or isinstance(because, Fact | Reason):  # a Reason is a tuple, too
            because = (because,)
        for known in because:
            if isinstance(known, Fact):
                doubts.append(known.doubt)
                reasons.extend(known.reasons)
            elif known is not None:
                reasons.append(known)
        reasons += self._given_elsewhere(place, message)
        seen: dict[Reason, None] = {
            reason: None for reason in reasons if reason.span is not None and reason.span != span
        }
        # Where it may be right as it is, the numbers may change; the release that is really in
        # use may not know the new spelling yet.
        told = tuple(dict.fromkeys(filter(None, doubts)))
        alone = isinstance(place, Item) and place.among > 1 and not any(doubts[:-1])
        choice = (place.value, place.among) if isinstance(place, Item) and alone else None
        offered = [
            fitted(self.source, span.path, fix, bool(told)) for fix in fixes if fix is not None
        ]
        return Remark(
            self,
            span,
            message,
            tuple(seen),
            told,
            tuple(fix for fix in offered if fix is not None),
            breaks,
            rests,
            cause,
            severity,
            happens,
            choice,
        )

    def _given_elsewhere(
        self, place: Span | Argument | Item | Call, message: str
    ) -> Iterator[Reason]:
        """Where another file, a module or a configuration, spells out what is given here."""
        if isinstance(place, Span):
            call = self.call
            every = () if call is None else call.arguments.values()
            given = [one for one in every if one.whole == place and one.name in message]
        else:
            given = [] if isinstance(place, Call) else [place]
        for one in given:
            if one.origin.path != one.span.path:
                yield Reason(one.origin, "given here")


class Remark:
    """What a rule has to say; `linting` gives it a code, a severity and a citation.

    `reasons` become its related places; `doubts` say why it is only possible, each once, and are
    empty when it is certain; `severity` is the most that it may be said with and `happens` what
    the library does, both "" where they are those of its rule. `breaks` names the `(object id,
    key)` that this fault spoils, so that another remark that rests on one of them is shown as its
    consequence; `rests` names what this one rests on. Remarks of one rule and one `cause` are one
    fault that shows in several places. `choice` is the constant that it is about, and of
    how many which can be here, where that alone makes it doubtful: what is wrong of all of them is
    certain.
    """

    __slots__ = (
        "breaks",
        "cause",
        "choice",
        "doubts",
        "event",
        "fixes",
        "happens",
        "message",
        "reasons",
        "rests",
        "severity",
        "span",
    )

    def __init__(
        self,
        event: Event,
        span: Span,
        message: str,
        reasons: Reasons,
        doubts: tuple[str, ...],
        fixes: tuple[Fix, ...],
        breaks: tuple[Key, ...],
        rests: tuple[Key, ...],
        cause: object,
        severity: str,
        happens: str,
        choice: tuple[object, int] | None = None,
    ) -> None:
        self.event = event
        self.span = span
        self.message = message
        self.reasons = reasons
        self.doubts = doubts
        self.fixes = fixes
        self.breaks = breaks
        self.rests = rests
        self.cause = cause
        self.severity = severity
        self.happens = happens
        self.choice = choice

    @property
    def certain(self) -> bool:
        return not self.doubts

    @property
    def doubt(self) -> str:
        """The first of them, "" when it is certain."""
        return self.doubts[0] if self.doubts else ""


class CallEvent(Event):
    """An event that is always a call."""

    __slots__ = ()

    call: Call  # pyright: ignore[reportIncompatibleVariableOverride]  # set once, never None here

    def __init__(self, at: Standing, call: Call) -> None:
        super().__init__(at, call.span, call)
