"""Analyses of what is open: asked for, done in the worker, kept while they are of use.

For a document that was edited again before its turn came, only the newest state is analysed.
Results are kept for the few programs that were touched last; findings of the others are with the
publisher, and their analyses are made again when somebody asks.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from scvi_lint.interpreter.engine.analysis import Analysis
from scvi_lint.interpreter.incremental.trail import Trail
from scvi_lint.linting.checking import Result
from scvi_lint.linting.gathering import with_lineage
from scvi_lint.lsp.documents.paths import to_uri
from scvi_lint.lsp.documents.placed import Elsewhere, Placed, place
from scvi_lint.lsp.documents.snapshot import Snapshot
from scvi_lint.lsp.session.worker import Superseded, Worker

MOST_KEPT = 12


class Analysed:
    """What was found in one state of a program. `result` is None where nothing concerns us."""

    __slots__ = ("elsewhere", "insight", "placed", "result", "snapshot")

    def __init__(
        self, snapshot: Snapshot, result: Result | None, placed: list[Placed], elsewhere: Elsewhere
    ) -> None:
        self.snapshot = snapshot
        self.result = result
        self.placed = placed
        self.elsewhere = elsewhere
        # What hovers and the like make of it, when first asked.
        self.insight: asyncio.Future[Any] | None = None

    def release(self) -> None:
        """Nobody asks about this any more: let go of the analysis, whose parts hold each other.

        Without this only the garbage collector could free it, and it would have to look at
        every object of every analysis for that.
        """
        if self.insight is not None and not self.insight.done():
            self.insight.add_done_callback(lambda done: self.release())
            return
        if self.result is not None:
            _let_go(self.result.analysis)
        self.insight = None


def analyse(
    snapshot: Snapshot, uri_of: Callable[[str], str] = to_uri, trail: Trail | None = None
) -> Analysed:
    """Check one state of a program; with a `trail`, on from the last one that was checked."""
    absolute = snapshot.scope.absolute

    def named(path: str) -> str:
        return uri_of(absolute(path))

    nothing = Elsewhere({}, snapshot.encoding, named)
    if not snapshot.mentions_scvi:
        return Analysed(snapshot, None, [], nothing)
    document = snapshot.document
    if snapshot.unreadable:
        return Analysed(snapshot, None, [], nothing)
    result: Result = snapshot.scope.check(document, snapshot.evidence, trail)
    handed = snapshot.handed
    if handed.facts:
        result = _with_lineage(snapshot, result, trail)
    elsewhere = Elsewhere(result.documents, snapshot.encoding, named)
    placed = [one for finding in result.findings if (one := place(finding, snapshot, elsewhere))]
    return Analysed(snapshot, result, placed, elsewhere)


def _with_lineage(snapshot: Snapshot, alone: Result, trail: Trail | None) -> Result:
    """What is found with what other programs wrote, besides what is found without."""
    handed = snapshot.handed
    result = with_lineage(
        snapshot.scope.checker,
        snapshot.document,
        alone,
        snapshot.evidence,
        lambda wants: {want: handed.facts[want] for want in wants if want in handed.facts},
        None if trail is None else trail.beside("with other programs"),
    )
    if result is not alone:
        result.others = {**handed.documents, **result.others}
        _let_go(alone.analysis)
    return result


def _let_go(analysis: Analysis) -> None:
    """Nobody asks about this analysis any more: its parts need not hold each other."""
    for event in analysis.events:
        if getattr(event, "program", None) is analysis:  # else the next one has taken it over
            del event.program
    analysis.events.clear()
    analysis.mentions.clear()


class _Trails:
    """For the programs that were touched last, the way of their last analysis. In the worker."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[object, Trail]] = OrderedDict()

    def of(self, snapshot: Snapshot) -> Trail:
        """The trail of a program under the settings that hold for it now."""
        scope = snapshot.scope
        known = self._kept.pop(snapshot.uri, None)
        trail = Trail() if known is None or known[0] is not scope else known[1]
        self._kept[snapshot.uri] = scope, trail
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return trail

    def forget(self, uri: str) -> None:
        self._kept.pop(uri, None)


_State = tuple[int, tuple[int, int]]  # a revision of the text, and an era


class Analyses:
    """The analyses of all that is open."""

    def __init__(self, worker: Worker, uri_of: Callable[[str], str]) -> None:
        self._worker = worker
        self._uri_of = uri_of
        self._kept: OrderedDict[str, Analysed] = OrderedDict()
        self._trails = _Trails()
        self._pending: dict[str, tuple[_State, asyncio.Future[Analysed]]] = {}
        self._era = 0  # counts changes of all that analyses rest on beside the text …
        self._own_era: dict[str, int] = {}  # … and of what one program's rest on
        self.on_analysed: Callable[[Analysed], None] = lambda analysed: None

    def request(self, snapshot: Snapshot, *, background: bool = False) -> None:
        """Analyse this state soon. `on_analysed` is told, unless a newer one comes first."""
        self._start(snapshot, background)

    def latest(self, uri: str) -> Analysed | None:
        """The newest analysis at hand, of whatever state."""
        return self._kept.get(uri)

    async def of(self, snapshot: Snapshot) -> Analysed | None:
        """The analysis of exactly this state; None if a newer took its place, or it failed."""
        known = self._kept.get(snapshot.uri)
        if known is not None and known.snapshot.revision == snapshot.revision:
            self._kept.move_to_end(snapshot.uri)
            return known
        future = self._start(snapshot, False)
        while True:
            try:
                return await asyncio.shield(future)
            except Superseded:
                newer = self._pending.get(snapshot.uri)
                if newer is None or newer[1] is future or newer[0][0] != snapshot.revision:
                    return None
                future = newer[1]  # of the same text, with other settings or files
            except Exception:
                return None  # logged by the worker; an editor can do nothing about it

    def forget(self, uri: str) -> None:
        """The program was closed."""
        self._kept.pop(uri, None)
        self._pending.pop(uri, None)
        self._own_era.pop(uri, None)
        self._trails.forget(uri)
        self._worker.drop(uri)

    def outdate(self, uri: str) -> None:
        """What was found no longer holds, though the program itself did not change."""
        self._own_era[uri] = self._own_era.get(uri, 0) + 1
        self._kept.pop(uri, None)

    def forget_all(self) -> None:
        """Nothing that was found holds any more: the settings changed."""
        self._era += 1
        self._kept.clear()

    def dependents(self, path: str) -> list[str]:
        """The programs whose analysis read this module (an absolute path)."""
        found: list[str] = []
        for uri, known in self._kept.items():
            scope = known.snapshot.scope
            if known.result is not None and scope.path != path:
                read = known.result.analysis.documents
                if any(scope.absolute(name) == path for name in read):
                    found.append(uri)
        return found

    def _start(self, snapshot: Snapshot, background: bool) -> asyncio.Future[Analysed]:
        state = (snapshot.revision, self._era_of(snapshot.uri))
        pending = self._pending.get(snapshot.uri)
        if pending is not None and pending[0] == state and not pending[1].done():
            return pending[1]

        def work() -> Analysed:
            try:
                return analyse(snapshot, self._uri_of, self._trails.of(snapshot))
            except BaseException:
                # Called off, or failed: what it left half done is not gone on with.
                self._trails.forget(snapshot.uri)
                raise

        future = self._worker.submit(snapshot.uri, work, background=background)
        self._pending[snapshot.uri] = (state, future)
        future.add_done_callback(lambda done: self._finished(snapshot, state[1], done))
        return future

    def _era_of(self, uri: str) -> tuple[int, int]:
        """What was asked for in an earlier era rests on settings or files that changed since."""
        return self._era, self._own_era.get(uri, 0)

    def _finished(
        self, snapshot: Snapshot, era: tuple[int, int], future: asyncio.Future[Analysed]
    ) -> None:
        pending = self._pending.get(snapshot.uri)
        if pending is not None and pending[1] is future:
            del self._pending[snapshot.uri]
        if future.cancelled() or future.exception() is not None:
            return
        if era != self._era_of(snapshot.uri):
            return  # a newer analysis of the same text is on its way
        analysed: Analysed = future.result()
        known = self._kept.get(snapshot.uri)
        if known is None or known.snapshot.revision <= snapshot.revision:
            self._kept[snapshot.uri] = analysed
            self._kept.move_to_end(snapshot.uri)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)[1].release()
        self.on_analysed(analysed)
        if known is not None and known is not analysed:
            known.release()
