"""One conversation with one editor: everything that is known in it, and how it fits together.

The session lives on the event loop and is changed there only. Message handlers (`api`) are
short functions of it; what takes time happens in the worker or in a child process, on snapshots.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections.abc import Awaitable, Callable, Coroutine
from functools import cache
from typing import TypeVar

from lsprotocol import types

from scvi_lint.config.options import Unknown
from scvi_lint.evidence import declared
from scvi_lint.ide.reference import Release
from scvi_lint.lsp.capabilities import ClientCapabilities
from scvi_lint.lsp.documents.paths import to_path, to_uri
from scvi_lint.lsp.documents.snapshot import Snapshot
from scvi_lint.lsp.documents.store import Store
from scvi_lint.lsp.navigation.client import Navigator
from scvi_lint.lsp.session.analyses import Analysed, Analyses
from scvi_lint.lsp.session.evidence import DATA_FILES, Evidence
from scvi_lint.lsp.session.explaining import Folder
from scvi_lint.lsp.session.files import Files
from scvi_lint.lsp.session.insight import OpenInsight
from scvi_lint.lsp.session.lineage import Lineage
from scvi_lint.lsp.session.publisher import Publisher
from scvi_lint.lsp.session.settings import EditorSettings, Workspace
from scvi_lint.lsp.session.telling import Telling
from scvi_lint.lsp.session.worker import Worker
from scvi_lint.lsp.wire.reporting import Reporter

logger = logging.getLogger(__name__)
T = TypeVar("T")

# Seconds between the first change of a file on disk and our looking at it.
STORM = 0.1


def _nobody(uri: str | None) -> None:
    """Nobody asks what the worker is about."""


class Session:
    """The state of one conversation, made by `initialize`.

    `notify` and `request` send to the client; a request's answer is awaited for a while, and is
    None when it does not come.
    """

    def __init__(
        self,
        client: ClientCapabilities,
        editor: EditorSettings,
        notify: Callable[[str, object], None],
        request: Callable[[str, object], Awaitable[object]],
        encode: Callable[[object], object],
        reporter: Reporter | None = None,
    ) -> None:
        self.client = client
        self.notify = notify
        self.encode = encode
        self._request = request
        self.store = Store(client.encoding)
        self.workspace = Workspace(editor)
        working = _nobody if reporter is None else reporter.working
        self.worker = Worker(asyncio.get_running_loop(), working)
        self._insights = itertools.count(1)
        self._snapshots: dict[str, Snapshot] = {}
        self.held: set[str] = set()  # documents that are not looked at
        self.analyses = Analyses(self.worker, self.uri_of)
        self.analyses.on_analysed = self._analysed
        self.publisher = Publisher(client, self._publish, absences)
        self.evidence = Evidence(asyncio.get_running_loop(), self._seen)
        self.lineage = Lineage(
            self.spawn, self._seen, lambda path: self.workspace.folder_of(path).editor.values
        )
        self.navigator = Navigator()
        self.pages = Folder()
        self._configured = asyncio.Event()
        self._questions = 0  # how often settings are being asked for at the moment
        self._settled: set[str] = set()
        self._telling = Telling(notify)
        self._tasks: set[asyncio.Task[object]] = set()
        self._open_paths: dict[str, str] = {}
        self._refresh: asyncio.TimerHandle | None = None
        self._storm: asyncio.TimerHandle | None = None
        self._changed_files: set[str] = set()
        self.files = Files(self)

    # --- programs -----------------------------------------------------------------------------

    def snapshot(self, uri: str) -> Snapshot | None:
        """The present state of the program that this text belongs to; None if it is not open."""
        program = self.store.program(uri)
        if program is None:
            return None
        scope = self.workspace.scope(to_path(program.uri) or program.uri)
        for sentence in self.workspace.complaints():
            logger.warning("%s", sentence)
            if isinstance(sentence, Unknown):
                self._telling.show(sentence)
        evidence = self.evidence.known(program.uri)
        held = program.uri in self.held
        known = self._snapshots.get(program.uri)
        handed = self.lineage.known(program.uri)
        if known is None or not known.is_of(program, scope, evidence, held=held, handed=handed):
            # One for all who ask: what it takes to read the program is done once.
            known = Snapshot(
                program,
                self.client.encoding,
                scope,
                evidence,
                held=held,
                before=known,
                handed=handed,
            )
            self._snapshots[program.uri] = known
        return known

    async def insight(self, snapshot: Snapshot) -> OpenInsight | None:
        """What is known of this state of a program, once it is analysed.

        None where nothing concerns us. When a newer state came in between, the newest analysis
        at hand has to do.
        """
        await self.ready()
        if not snapshot.mentions_scvi:
            return None
        known = self.analyses.latest(snapshot.uri)
        if known is not None:
            snapshot.read_as(known.snapshot)
        if snapshot.unreadable:
            return None
        analysed = await self.analyses.of(snapshot)
        known = analysed or self.analyses.latest(snapshot.uri)
        if known is None or known.insight is None or known is not analysed:
            # In the worker: of a long program this, too, takes time.
            key = f"insight {next(self._insights)}"
            made = self.worker.submit(key, lambda: OpenInsight(snapshot, known), about=snapshot.uri)
            if known is not None and known is analysed:
                known.insight = made
        else:
            made = known.insight
        return await asyncio.shield(made)

    def opened(self, uri: str) -> None:
        """A program was opened, or what was known of it no longer holds."""
        path = to_path(uri)
        if path is not None:
            self._open_paths[path] = uri
        self._settled.add(uri)
        self._tell_buffers(path)
        self._analyse(uri)

    def release_held(self, uri: str) -> None:
        """A document that held the server up may be looked at again: an edit follows."""
        self.held.discard(uri)

    def changed(self, uri: str) -> None:
        """A program was edited."""
        path = to_path(uri)
        self._tell_buffers(path)
        self._analyse(uri)
        if path is not None:
            for dependent in self.analyses.dependents(path):
                self.analyses.outdate(dependent)
                self._analyse(dependent, background=True)

    def saved(self, uri: str) -> None:
        """A program was saved: what was held back while it was being written is due.

        Not every editor watches files for us, and none watches the environment: what stands
        around a program is looked at again when it is saved.
        """
        snapshot = self.snapshot(uri)
        moved = snapshot is not None and snapshot.scope.outdated()
        if moved or (not self.client.watched_files and self.workspace.stale()):
            self.workspace.reread()
            self.configured()
        self._settled.add(uri)
        self._analyse(uri)
        self.files.changed()
        self.lineage.files_changed()

    def closed(self, uri: str) -> None:
        """A program is no longer open."""
        self.analyses.forget(uri)
        self.evidence.forget(uri)
        self.lineage.forget(uri)
        self.publisher.close(uri)
        self.files.reappear(uri)
        self.held.discard(uri)
        self._snapshots.pop(uri, None)
        self._settled.discard(uri)
        path = to_path(uri)
        self.workspace.forget(path or uri)
        if path is not None:
            self._open_paths.pop(path, None)
            self._tell_buffers(path)

    def _tell_buffers(self, path: str | None) -> None:
        """Modules that are open and perhaps not saved are read from here."""
        if path is None or not path.endswith(".py"):
            return
        # A copy: the worker reads what it was given.
        texts = dict(self.workspace.open_texts)
        text = self.store.text(self._open_paths.get(path, ""))
        if text is None:
            texts.pop(path, None)
        else:
            texts[path] = text
        self.workspace.buffers(texts)

    def everything_changed(self) -> None:
        """Settings or files changed: all that is open is looked at again."""
        self.analyses.forget_all()
        for uri in self.store.programs():
            self._settled.add(uri)
            try:
                self._analyse(uri, background=True)
            except Exception:
                logger.exception("%s cannot be looked at", uri)  # the others can

    def files_changed(self, uris: list[str]) -> None:
        """Files changed on disk. A storm of changes is answered once, a moment later."""
        self._changed_files.update(uris)
        if self._storm is None:
            loop = asyncio.get_running_loop()
            self._storm = loop.call_later(STORM, self._after_storm)

    def _after_storm(self) -> None:
        self._storm = None
        names = {uri.rpartition("/")[2] for uri in self._changed_files}
        told = any(declared.tells(uri) for uri in self._changed_files)
        self._changed_files.clear()
        self.evidence.files_changed()
        self.lineage.files_changed()
        if all(name.endswith(DATA_FILES) for name in names):
            return
        if told or any(name.endswith(".toml") for name in names):
            self.workspace.reread()
        self.configured()

    def release(self, snapshot: Snapshot) -> Release:
        """The release of scvi-tools that a program is judged by, as far as is known by now: the
        program itself may install one, or show its age."""
        analysed = self.analyses.latest(snapshot.uri)
        return Release(snapshot.scope.checker, None if analysed is None else analysed.result)

    def uri_of(self, path: str) -> str:
        """A file as the editor calls it."""
        return self._open_paths.get(path) or to_uri(path)

    def _analyse(self, uri: str, *, background: bool = False) -> None:
        """Have a program looked at. One that cannot be never keeps others from it."""
        try:
            self._look_at(uri, background)
        except Exception:
            logger.exception("%s could not be looked at", uri)

    def _look_at(self, uri: str, background: bool) -> None:
        snapshot = self.snapshot(uri)
        if snapshot is None:
            return
        known = self.analyses.latest(uri)
        if known is not None and known.snapshot.revision == snapshot.revision:
            self._analysed(known)
        elif self._configured.is_set():
            self.analyses.request(snapshot, background=background)

    def _analysed(self, analysed: Analysed) -> None:
        uri = analysed.snapshot.uri
        current = self.snapshot(uri)
        if current is None:
            return
        settled = uri in self._settled and current.revision == analysed.snapshot.revision
        if settled:
            self._settled.discard(uri)
            if analysed.snapshot.unreadable:
                logger.info("%s: %s", uri, analysed.snapshot.unreadable)
        self.publisher.update(analysed, current, settled=settled)
        self._telling.defects(analysed)
        self._telling.names(analysed)
        if current.revision == analysed.snapshot.revision:
            self.evidence.analysed(analysed)
            self.lineage.analysed(analysed)

    def _seen(self, uri: str) -> None:
        """A look at files told something new of a program: it is analysed once more."""
        if self.store.program(uri) is not None:
            self.analyses.outdate(uri)
            self._analyse(uri, background=True)
            self.refresh()

    def _publish(self, params: types.PublishDiagnosticsParams) -> None:
        self.notify(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, params)

    # --- settings -----------------------------------------------------------------------------

    def configuring(self, work: Coroutine[object, object, None]) -> None:
        """Settings are being asked for: nothing new is looked at until they are known."""
        self._configured.clear()
        self._questions += 1

        async def learn() -> None:
            try:
                await work
            finally:
                self._questions -= 1
                if not self._questions:
                    self.configured()

        self.spawn(learn())

    def configured(self) -> None:
        """The settings are known: what waited for them may begin."""
        logging.getLogger("scvi_lint").setLevel(self.workspace.editor.log_level.upper())
        self._configured.set()
        self.everything_changed()
        self.files.changed()
        self.refresh()

    async def ready(self) -> None:
        """Wait until the settings are known."""
        await self._configured.wait()

    def refresh(self) -> None:
        """Have the client ask again for what it asked before; many causes, one request."""
        if self._refresh is None:
            loop = asyncio.get_running_loop()
            self._refresh = loop.call_later(0.05, self._send_refresh)

    def _send_refresh(self) -> None:
        self._refresh = None
        if self.client.pull_diagnostics:
            self.spawn(self.request(types.WORKSPACE_DIAGNOSTIC_REFRESH, None))
        if self.client.inlay_refresh:
            self.spawn(self.request(types.WORKSPACE_INLAY_HINT_REFRESH, None))

    # --- talking ------------------------------------------------------------------------------

    async def request(self, method: str, params: object, *, patience: float = 10.0) -> object:
        """The client's answer, or None: an editor that says nothing must not stop us."""
        try:
            return await asyncio.wait_for(
                asyncio.ensure_future(self._request(method, params)), patience
            )
        except asyncio.TimeoutError:
            logger.info("no answer to %s", method)
        except Exception as error:
            logger.info("%s was refused: %s", method, error)
        return None

    def spawn(self, work: Coroutine[object, None, T]) -> asyncio.Task[T]:
        """Let this run beside the conversation; a failure is logged."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[object]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            logger.error("work in the background failed", exc_info=task.exception())

    def close(self) -> None:
        """The conversation is over: nothing of it keeps running."""
        for task in list(self._tasks):
            task.cancel()
        self.files.close()
        self.evidence.close()
        self.lineage.close()
        self.worker.stop()
        self.navigator.kill()
        self.pages.close()


@cache
def absences() -> frozenset[str]:
    """The codes of the rules that speak of what a program lacks as a whole."""
    from scvi_lint.linting.index import builtin

    return frozenset(entry.code for entry in builtin() if entry.event == "ProgramEnd")
