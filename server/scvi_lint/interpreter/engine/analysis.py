"""`analyse(document, context)`: follow a program, and say what happened in it."""

from __future__ import annotations

import re
from bisect import bisect, bisect_left
from collections.abc import Iterable, Iterator
from heapq import merge
from operator import attrgetter
from typing import cast

from scvi_lint.evidence.wants import Want
from scvi_lint.interpreter.domain.context import Context
from scvi_lint.interpreter.domain.heap import Facts
from scvi_lint.interpreter.domain.values import literal
from scvi_lint.interpreter.engine import bound_names, saved_outputs, uncalled
from scvi_lint.interpreter.engine.answers.table import VALUES
from scvi_lint.interpreter.engine.budget import LONG_SEARCH
from scvi_lint.interpreter.engine.expressions import EVALUATE
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.engine.statements import STATEMENTS
from scvi_lint.interpreter.events.event import E
from scvi_lint.interpreter.events.kinds import Constructed, EntryRead, Event, ProgramEnd
from scvi_lint.interpreter.incremental.trail import Trail
from scvi_lint.regex import regex
from scvi_lint.semantic.data_views import Registration
from scvi_lint.semantic.release import Release
from scvi_lint.source.documents.document import Document
from scvi_lint.source.documents.span import Span
from scvi_lint.source.syntax import parse

_index = attrgetter("index")
_NUMBER = regex(r"\d+")


class Analysis:
    """What happened in a program, in order, and what was believed of each object.

    `events` for the rules; `mentions` are the names that stood for a tracked object, or for what a
    model returned, each with the heap at that moment, for hovers; `wanted` is what a look at the
    disk could tell; `written` are the files that the program itself writes. `disk` is what it
    leaves in files and folders, by what and where (see `objects.stored` and `objects.saved`),
    `reads` which of other programs' files it reads. `ended` is where the program began to be
    followed only in part, because the whole would be too much; None for nearly all. `looks` counts
    what the rules look at beside the events that they are asked about; `unasked` is the first event
    about which not all of them were asked, because one had looked at too much. `asked_back` is set
    by whoever asks for what came before an event, `asked_ahead` by whoever asks for what comes
    after it or for the whole program: such an answer may not outlive an edit.
    """

    __slots__ = (
        "_built",
        "_by_kind",
        "_names_passed",
        "_read",
        "_spelled",
        "asked",
        "asked_ahead",
        "asked_back",
        "disk",
        "documents",
        "ended",
        "events",
        "looks",
        "mentions",
        "reads",
        "release",
        "unasked",
        "written",
    )

    def __init__(self, run: Run, document: Document) -> None:
        self.documents: dict[str, Document] = run.documents
        self.documents[document.path] = document
        self.events: list[Event] = list(run.events)  # the run may go on, after an edit
        self.mentions = list(run.mentions)
        self.asked = run.wanted
        self.written = run.written
        disk = run.heap.tracked(run.disk)
        self.disk: Facts = {} if disk is None else disk.facts
        self.reads = list(dict.fromkeys(run.reads))
        self._names_passed = run.names_passed
        self.release = Release(run.context, document.path)
        self.ended = run.budget.ended
        self.unasked: Event | None = None
        self.looks = 0
        self.asked_ahead = self.asked_back = False
        self._read: set[tuple[str, str | None]] | None = None
        self._spelled: dict[tuple[str, ...], bool] = {}
        self._built: dict[Registration, list[Constructed]] | None = None
        self._by_kind: dict[type[Event], list[Event]] = {}
        for event in self.events:
            event.program = self
            self._by_kind.setdefault(type(event), []).append(event)

    @property
    def wanted(self) -> list[Want]:
        """What a look at the disk could tell, each once; the rules may add to it."""
        return list(dict.fromkeys(self.asked))

    def after(self, index: int, kinds: tuple[type[E], ...]) -> Iterator[E]:
        """The events of these kinds (or derived from them) that follow a place, in order."""
        self.asked_ahead = True
        parts = [
            map(events.__getitem__, range(bisect(events, index, key=_index), len(events)))
            for events in self._of(kinds)
        ]
        return self._looked_at(parts[0] if len(parts) == 1 else merge(*parts, key=_index))

    def before(self, index: int, kinds: tuple[type[E], ...]) -> Iterator[E]:
        """The events of these kinds that precede a place, the last of them first."""
        self.asked_back = True
        parts = [
            map(events.__getitem__, range(bisect_left(events, index, key=_index) - 1, -1, -1))
            for events in self._of(kinds)
        ]
        one = len(parts) == 1
        return self._looked_at(parts[0] if one else merge(*parts, key=_index, reverse=True))

    def _looked_at(self, events: Iterable[E]) -> Iterator[E]:
        for event in events:
            self.looks += 1
            yield event

    def _of(self, kinds: tuple[type[E], ...]) -> list[list[E]]:
        # Each list holds events of one class, which the type of the table cannot say.
        return [
            cast("list[E]", events)
            for kind, events in self._by_kind.items()
            if issubclass(kind, kinds)
        ]

    def built_on(self, registration: Registration) -> list[Constructed]:
        """The models that were built on a registration, on some path at least."""
        self.asked_ahead = True
        if self._built is None:
            self._built = {}
            for event in self.after(-1, (Constructed,)):
                known = event.registration
                for record in () if known is None else known.values:
                    self._built.setdefault(record, []).append(event)
        return self._built.get(registration, [])

    def built_with(self, objects: set[int], index: int) -> list[Constructed]:
        """The models that are built on one of these objects after a place."""
        return [
            event
            for event in self.after(index, (Constructed,))
            if event.adata is not None and event.adata.id in objects
        ]

    def uses_entry(self, room: str, entry: str) -> bool:
        """Whether an entry of obsm, obs or layers is read, or named to any call, anywhere."""
        self.asked_ahead = True
        if self._read is None:
            self._read = {(event.room, event.entry) for event in self.after(-1, (EntryRead,))}
        return entry in self._names_passed or (room, entry) in self._read

    def names_like(self, name: str) -> list[str]:
        """Other texts that calls are given and that differ from this one in their numbers alone."""
        self.asked_ahead = True
        shape = _NUMBER.sub("#", name)
        passed = dict.fromkeys(self._names_passed)
        return [one for one in passed if one != name and _NUMBER.sub("#", one) == shape]

    def find(self, path: str, pattern: re.Pattern[str]) -> Iterator[tuple[Span, str]]:
        """Where the code of a document matches, and the line around each match."""
        self.asked_ahead = True
        document = self.documents.get(path)
        for cell in () if document is None else document.cells:
            if cell.kind != "code":
                continue
            self.looks += len(cell.text) >> LONG_SEARCH
            for found in pattern.finditer(cell.text):
                first = cell.text.rfind("\n", 0, found.start()) + 1
                last = cell.text.find("\n", found.end())
                line = cell.text[first : last if last >= 0 else len(cell.text)]
                yield Span(path, cell.index, found.start(), found.end()), line

    def binds_nowhere(self, path: str, name: str) -> bool:
        """Whether nothing in a document, nor beside it, can bind a name."""
        self.asked_ahead = True
        document = self.documents.get(path)
        return document is not None and not bound_names.may_bind(document, name)

    def spells(self, *words: str) -> bool:
        """Whether the code that was followed spells one of these anywhere, whatever it does,
        in capitals or not."""
        self.asked_ahead = True
        if words not in self._spelled:
            wanted = [word.lower() for word in words]
            self._spelled[words] = any(
                word in text
                for document in self.documents.values()
                for cell in document.cells
                if cell.kind == "code"
                for text in (cell.text.lower(),)
                for word in wanted
            )
        return self._spelled[words]

    def source(self, span: Span) -> str:
        """The program's own text at a place, "" if it is not at hand."""
        document = self.documents.get(span.path)
        if document is None or not 0 <= span.cell < len(document.cells):
            return ""
        return document.cells[span.cell].text[span.start : span.end]


def analyse(document: Document, context: Context, trail: Trail | None = None) -> Analysis:
    """Follow the program from its first statement to its last. Never raises, always ends.

    With a `trail`, only from the first statement on that differs from the last time.
    """
    back = None if trail is None else trail.resume(document, context)
    run, (first, statement) = (_begin(document, context), (0, 0)) if back is None else back
    for cell in document.cells[first:]:
        if run.dead and document.kind == "script":
            break  # the pieces of a script are one program
        if trail is not None and trail.rejoin(run, cell.index):
            return Analysis(run, document)
        if cell.kind == "code" and cell.language == "python":
            run.cell = cell.index
            # A cell that raises, or calls sys.exit, does not stop the reader from going on.
            run.dead = False
            if trail is not None and trail.take_over(run, cell):
                continue
            body = parse(cell).body
            before = len(run.events)
            if trail is None:
                run.execute(body)
            else:
                trail.follow(run, cell, body, statement if cell.index == first else 0)
            if cell.outputs:
                saved_outputs.learn(run, document, cell, body, before)
                run.resumable = False  # what is learned rests on the whole notebook's record
    if trail is not None:
        trail.end(run, document)
    uncalled.enter_uncalled(run, trail)
    last = document.cells[-1] if document.cells else None
    size = 0 if last is None else len(last.text)
    if run.budget.ended is None:
        run.emit(
            ProgramEnd(run, Span(document.path, 0 if last is None else last.index, size, size))
        )
    return Analysis(run, document)


def _begin(document: Document, context: Context) -> Run:
    run = Run(context, document.path, EVALUATE, STATEMENTS, VALUES)
    run.documents[document.path] = document
    run.frame.env["__name__"] = literal("__main__")
    run.frame.env["__file__"] = literal(document.path)
    return run
