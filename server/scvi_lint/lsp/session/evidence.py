"""Data files beside the conversation: looked at when an analysis wants to know, never before.

The first answer goes out at once, without the files. What they tell comes in a thread of its own
(a child process may take seconds), and the program is analysed again. Answers are kept by program
and asked for again when files change.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from scvi_lint.ide.crossing import crossed
from scvi_lint.linting.gathering import ROUNDS, doubted, unanswered
from scvi_lint.lsp.session.allowing import closed, folder_of
from scvi_lint.lsp.session.analyses import Analysed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scvi_lint.evidence.client import Client
    from scvi_lint.evidence.store import Store
    from scvi_lint.evidence.wants import Want
    from scvi_lint.lsp.session.settings import Scope

logger = logging.getLogger(__name__)

DATA_FILES = (".h5ad", ".h5mu", "model.pt", ".zmetadata", "zarr.json", ".zattrs")

NOTHING: dict[Want, object] = {}


class Evidence:
    """What was seen for the programs that are open. `again` has one of them analysed anew."""

    def __init__(self, loop: asyncio.AbstractEventLoop, again: Callable[[str], None]) -> None:
        self._loop = loop
        self._again = again
        self._known: dict[str, dict[Want, object]] = {}
        self._latest: dict[str, Analysed] = {}
        self._rounds: dict[str, tuple[int, int]] = {}
        self._looking: set[str] = set()
        self._told: set[str] = set()
        self._allowed: dict[str, None] = {}  # folders, for as long as this conversation lasts
        self._roots: dict[str, tuple[str, ...]] = {}  # where the last look was allowed to go
        self._client: Client | None = None
        self._store: Store | None = None

    def known(self, uri: str) -> dict[Want, object]:
        """What an analysis of this program may use."""
        return self._known.get(uri, NOTHING)

    def analysed(self, analysed: Analysed) -> None:
        """Look at what this analysis wants to know and does not, in the background."""
        uri = analysed.snapshot.uri
        if analysed.result is None or not analysed.snapshot.scope.settings.evidence:
            self.forget(uri)
            return
        self._latest[uri] = analysed
        known = self.known(uri)
        if known and analysed.snapshot.evidence is not known:
            self._again(uri)  # it had begun before the last answers came
            return
        if known and self._roots.get(uri) != self._open_roots(analysed):
            self._ask_again(uri, analysed)  # the user allows other folders now
            return
        crossed(analysed.result.analysis)  # hovers and pictures want to know that as well
        wanted = unanswered(analysed.result, known)
        if not wanted or uri in self._looking:
            return
        revision, rounds = self._rounds.get(uri, (-1, 0))
        rounds = rounds + 1 if revision == analysed.snapshot.revision else 1
        if rounds <= ROUNDS:
            self._rounds[uri] = (analysed.snapshot.revision, rounds)
            self._look(uri, analysed, wanted)

    def files_changed(self) -> None:
        """Files changed on disk: what was seen in them is asked for again."""
        for uri, analysed in list(self._latest.items()):
            self._ask_again(uri, analysed)

    def allow(self, folder: str) -> bool:
        """The user allows a folder. False if no program that is open wants to look into it: a
        command can come from anywhere."""
        refused = [one for uri in self._latest for one in closed(self.known(uri)).values()]
        if all(folder_of(one) != folder for one in refused):
            return False
        self._allowed[folder] = None
        self.files_changed()
        return True

    def _ask_again(self, uri: str, analysed: Analysed) -> None:
        if uri not in self._looking and self.known(uri):
            self._look(uri, analysed, list(self.known(uri)))

    def _open_roots(self, analysed: Analysed) -> tuple[str, ...]:
        """The folders outside of the project that may be looked into."""
        return (*analysed.snapshot.scope.settings.evidence_roots, *self._allowed)

    def forget(self, uri: str) -> None:
        """The program was closed, or its settings say not to look."""
        for kept in (self._known, self._latest, self._rounds, self._roots):
            kept.pop(uri, None)

    def close(self) -> None:
        """Let go of the child process."""
        if self._client is not None:
            # In a thread: a look that is under way holds the client.
            threading.Thread(target=self._client.close, daemon=True).start()

    def _look(self, uri: str, analysed: Analysed, wanted: list[Want]) -> None:
        if analysed.result is None:
            return
        self._looking.add(uri)
        scope = analysed.snapshot.scope
        roots = self._roots[uri] = self._open_roots(analysed)
        written = frozenset(analysed.result.analysis.written)

        def work() -> None:
            found: dict[Want, object] = {}
            try:
                found = doubted(self._answers(scope, roots, wanted), written)
            except Exception:
                logger.exception("looking at data files failed")
            self._loop.call_soon_threadsafe(self._found, uri, found)

        threading.Thread(target=work, name="look at files", daemon=True).start()

    def _answers(
        self, scope: Scope, allowed: tuple[str, ...], wanted: list[Want]
    ) -> Mapping[Want, object]:
        from scvi_lint.evidence.client import Client
        from scvi_lint.evidence.store import Store
        from scvi_lint.evidence.wants import Places

        if self._store is None:
            self._client = Client()
            self._store = Store(self._client.look)
        roots = [scope.root] if scope.root else []
        places = Places(roots, allowed, scope.absolute)
        return self._store.answers(wanted, places)

    def _found(self, uri: str, found: dict[Want, object]) -> None:
        self._looking.discard(uri)
        if uri not in self._latest:
            return
        before = self.known(uri)
        self._known[uri] = {**before, **found}
        self._tell(found)
        latest = self._latest[uri]
        if self._roots.get(uri) != self._open_roots(latest):
            self._ask_again(uri, latest)
        news = [w for w, seen in found.items() if not _same(before.get(w), seen)]
        if news:
            self._again(uri)

    def _tell(self, found: dict[Want, object]) -> None:
        from scvi_lint.evidence.store import Refusal

        for seen in found.values():
            if isinstance(seen, Refusal) and seen.path not in self._told:
                self._told.add(seen.path)
                logger.info("%s was not looked at: %s", seen.path, seen.why)


def _same(before: object, now: object) -> bool:
    """Whether an answer is the one that the last analysis had. A refusal is as good as none,
    unless the user can do something about it."""
    from scvi_lint.evidence.store import Refusal

    if before is now:
        return True
    return all(one is None or (isinstance(one, Refusal) and one.allowed) for one in (before, now))
