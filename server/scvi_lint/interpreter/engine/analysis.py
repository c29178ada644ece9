"""`analyse(document, context)`: follow a program, and say what happened in it."""

from __future__ import annotations

import re
from bisect import bisect, bisect_left
from collections.abc import Iterable, Iterator
from heapq import merge
from operator import attrgetter
from typing import Any

from scvi_lint.interpreter.domain.context import Context
from scvi_lint.interpreter.domain.facts import AS_READ, Fact, Matrix, fact, possible
from scvi_lint.interpreter.domain.heap import EVERYTHING, Tracked
from scvi_lint.interpreter.domain.scopes import Frame
from scvi_lint.interpreter.domain.values import UNKNOWN, Ref, Symbol, Value, literal, one
from scvi_lint.interpreter.engine import dispatch, functions, saved_outputs
from scvi_lint.interpreter.engine.budget import LONG_SEARCH
from scvi_lint.interpreter.engine.expressions import EVALUATE
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.engine.statements import STATEMENTS
from scvi_lint.interpreter.events.kinds import Constructed, EntryRead, Event, ProgramEnd
from scvi_lint.interpreter.incremental.trail import Trail
from scvi_lint.semantic.model_views import Registration
from scvi_lint.semantic.release import Release
from scvi_lint.source.documents.document import Document
from scvi_lint.source.documents.span import Span
from scvi_lint.source.parser import nodes
from scvi_lint.source.syntax import parse

# Parameters that are data by universal habit; nothing at all is claimed of their contents.
_DATA_NAMES = frozenset(
    """adata mdata adata_ref adata_query query ref reference query_adata ref_adata""".split()
)


_index = attrgetter("index")


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
        self.disk: dict[str, Fact] = {} if disk is None else disk.facts
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
    def wanted(self) -> list[tuple[Any, ...]]:
        """What a look at the disk could tell, each once; the rules may add to it."""
        return list(dict.fromkeys(self.asked))

    def after(self, index: int, kinds: tuple[type[Event], ...]) -> Iterator[Any]:
        """The events of these kinds (or derived from them) that follow a place, in order."""
        self.asked_ahead = True
        parts = [
            map(events.__getitem__, range(bisect(events, index, key=_index), len(events)))
            for events in self._of(kinds)
        ]
        return self._looked_at(parts[0] if len(parts) == 1 else merge(*parts, key=_index))

    def before(self, index: int, kinds: tuple[type[Event], ...]) -> Iterator[Any]:
        """The events of these kinds that precede a place, the last of them first."""
        self.asked_back = True
        parts = [
            map(events.__getitem__, range(bisect_left(events, index, key=_index) - 1, -1, -1))
            for events in self._of(kinds)
        ]
        one = len(parts) == 1
        return self._looked_at(parts[0] if one else merge(*parts, key=_index, reverse=True))

    def _looked_at(self, events: Iterable[Event]) -> Iterator[Event]:
        for event in events:
            self.looks += 1
            yield event

    def _of(self, kinds: tuple[type[Event], ...]) -> list[list[Event]]:
        return [events for kind, events in self._by_kind.items() if issubclass(kind, kinds)]

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
        if trail is not None and trail.rejoin(run, cell.index):
            return Analysis(run, document)
        if cell.kind == "code" and cell.language == "python":
            run.cell = cell.index
            # A cell that raises, or calls sys.exit, does not stop the reader from going on.
            run.dead = False
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
    _enter_uncalled(run)
    last = document.cells[-1] if document.cells else None
    size = 0 if last is None else len(last.text)
    if run.budget.ended is None:
        run.emit(
            ProgramEnd(run, Span(document.path, 0 if last is None else last.index, size, size))
        )
    return Analysis(run, document)


def _begin(document: Document, context: Context) -> Run:
    run = Run(context, document.path, EVALUATE, STATEMENTS, dispatch.apply)
    run.documents[document.path] = document
    run.frame.env["__name__"] = literal("__main__")
    run.frame.env["__file__"] = literal(document.path)
    return run


def _enter_uncalled(run: Run) -> None:
    """Functions that nobody calls are followed once, with what their signature says."""
    known = 0
    module = run.frame.module
    while known < len(run.definitions):
        writes = any("global" in cell.text for one in run.documents.values() for cell in one.cells)
        pending = list(run.definitions.values())[known:]
        known = len(run.definitions)
        for function in pending:
            if function.definition not in run.called and run.may_enter(function.node):
                before = run.heap.snapshot()
                names = None
                if writes:  # what it does to the names of the module is not done
                    names = dict(module.env)
                    run.budget.walk(len(names))
                run.dead = False
                run.frame = function.frame if isinstance(function.frame, Frame) else run.frame
                functions.enter_unknown(run, function, annotated)
                kept = functions.state_of_object(run, function)
                disk = run.heap.tracked(run.disk)
                run.heap.table = before
                _may_have_left(run, disk)
                for identity, thing in kept.items():
                    run.heap.put(identity, thing)
                if names is not None:
                    module.env = names


def _may_have_left(run: Run, disk: Tracked | None) -> None:
    """What a function that nobody calls writes may be on the disk."""
    known = run.heap.tracked(run.disk)
    if disk is None or known is None or disk.facts is known.facts:
        return
    new = {key: possible(one) for key, one in disk.facts.items() if key not in known.facts}
    run.heap.put(run.disk, known.joined(Tracked("disk", {**known.facts, **new})))


def annotated(run: Run, parameter: nodes.Parameter) -> Value:
    """A parameter of a function that nobody calls: an object if its annotation or name says so."""
    if parameter.annotation is not None:
        found = _by_annotation(run, parameter)
        if found is not None:
            return found
    if parameter.name in _DATA_NAMES:
        return _any_data(run, parameter, "anndata")
    return UNKNOWN


def _by_annotation(run: Run, parameter: nodes.Parameter) -> Value | None:
    annotation: Any = parameter.annotation
    if isinstance(annotation, nodes.Constant) and isinstance(annotation.value, str):
        name = annotation.value.rpartition(".")[2]
        path = f"anndata.{name}" if name in ("AnnData", "MuData") else ""
    else:
        atom = run.evaluate(annotation).single
        path = atom.path if isinstance(atom, Symbol) else ""
    if path.endswith((".AnnData", ".MuData")):
        return _any_data(run, parameter, "mudata" if path.endswith("MuData") else "anndata")
    cls = run.context.api.resolve(path) if path else None
    if cls is not None and getattr(cls, "is_model", False):
        reason = run.reason(parameter, "given to this function")
        facts = {"class": fact(cls, reason, certain=True)}
        return run.allocate(parameter, Tracked("model", facts, EVERYTHING), "parameter")
    return None


def _any_data(run: Run, parameter: nodes.Parameter, kind: str) -> Value:
    identity = run.site(parameter, "parameter")
    reason = run.reason(parameter, "given to this function")
    facts = {
        "X": fact(Matrix(AS_READ, ("X", identity)), reason, certain=False),
        "made": fact("parameter", reason),
    }
    run.heap.put(identity, Tracked(kind, facts, EVERYTHING))
    return one(Ref(identity))
