"""Findings in files that are not open, for users who want to see them all.

Off unless the settings say `diagnosticMode: "workspace"`. A client that asks for them is kept
waiting while nothing has changed – otherwise it would ask again every two seconds – and gets only
the files whose findings changed. To a client that cannot ask they are pushed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

from lsprotocol import types

from scvi_lint.lsp.documents.store import Store
from scvi_lint.lsp.session.progress import Conversation, progress
from scvi_lint.lsp.session.publisher import result_id
from scvi_lint.lsp.session.settings import WORKSPACE, Workspace
from scvi_lint.lsp.session.workspace_check import Found, check_folder

Known = dict[str, str]  # what the client has: URI -> result id


class Host(Conversation, Protocol):
    """What is asked of the session besides; `session.Session` has it."""

    store: Store
    workspace: Workspace
    encode: Callable[[object], object]

    async def ready(self) -> None: ...


class Files:
    """The findings of closed files, as of the last check of the workspace."""

    def __init__(self, session: Host) -> None:
        self._session = session
        self._found: Found = {}
        self._changed = asyncio.Event()
        self._generation = 0  # counts changes on disk
        self._checked = -1  # the generation that `_found` is of
        self._check: asyncio.Task[None] | None = None
        self._pushed: set[str] = set()

    @property
    def wanted(self) -> bool:
        """Whether some folder is to be checked as a whole."""
        return any(folder.editor.diagnostic_mode == WORKSPACE for folder in self._folders())

    def _folders(self):
        return list(self._session.workspace.folders.values())

    def changed(self) -> None:
        """Files or settings changed: what was found may not hold any more."""
        self._generation += 1
        self._changed.set()
        if self.wanted and not self._session.client.pull_diagnostics:
            self._session.spawn(self._push())

    async def news(self, known: Known, token: types.ProgressToken | None) -> Found:
        """What the client does not know yet; waits until there is something.

        A file that the client knows and that has no findings any more comes with none.
        """
        await self._session.ready()
        while True:
            self._changed.clear()
            await self._current(token)
            news = self._news(known)
            if news:
                return news
            token = None
            await self._changed.wait()

    def _news(self, known: Known) -> Found:
        closed = {
            uri: found
            for uri, found in self._found.items()
            if self._session.store.program_of(uri) is None
        }
        for uri in known:
            if self._session.store.program_of(uri) is None:
                closed.setdefault(uri, [])
        return {uri: found for uri, found in closed.items() if known.get(uri) != self.name(found)}

    def name(self, diagnostics: list[types.Diagnostic]) -> str:
        """The result id of these findings."""
        return result_id(diagnostics, self._session.encode)

    async def _current(self, token: types.ProgressToken | None = None) -> None:
        """Check the workspace unless that was done since the last change."""
        while self._checked != self._generation:
            if self._check is None or self._check.done():
                self._check = self._session.spawn(self._run(token))
            await asyncio.shield(self._check)

    async def _run(self, token: types.ProgressToken | None) -> None:
        generation = self._generation
        found: Found = {}
        async with progress(self._session, "Checking the workspace", token) as report:
            for folder in self._folders():
                if folder.editor.diagnostic_mode != WORKSPACE:
                    continue
                report(folder.path or "")
                here = await check_folder(folder, self._session.client.encoding)
                if here is not None:
                    found.update(here)
        self._found, self._checked = found, generation

    # --- clients that cannot ask --------------------------------------------------------------

    async def _push(self) -> None:
        await self._current()
        for uri in self._pushed - self._found.keys():
            self._send(uri, [])
        for uri, diagnostics in self._found.items():
            self._send(uri, diagnostics)
        self._pushed = set(self._found)

    def reappear(self, uri: str) -> None:
        """A document was closed: what the file holds is shown again."""
        if uri in self._pushed:
            self._send(uri, self._found.get(uri, []))

    def _send(self, uri: str, diagnostics: list[types.Diagnostic]) -> None:
        if self._session.store.program_of(uri) is None:
            self._session.notify(
                types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS,
                types.PublishDiagnosticsParams(uri=uri, diagnostics=diagnostics),
            )

    def close(self) -> None:
        """Nobody wants the answer any more."""
        if self._check is not None:
            self._check.cancel()
