"""What the client is shown: pushed to it, or kept for when it asks.

Scripts are pushed to clients that cannot pull, notebooks always: clients ask for one cell at a
time, and a change in one cell changes the findings of another. A text whose findings did not
change is not sent again, and a text that is gone is sent empty.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Collection
from itertools import islice

from lsprotocol import types

from scvi_lint.lsp.capabilities import ClientCapabilities
from scvi_lint.lsp.documents.convert import held_diagnostic, to_diagnostic
from scvi_lint.lsp.documents.placed import Drift, Placed, move
from scvi_lint.lsp.documents.snapshot import Snapshot
from scvi_lint.lsp.session.analyses import Analysed
from scvi_lint.lsp.session.steady import gravity, one_per_call, shown

# Editors show no more of one document, and each costs a moment of everybody's time.
MOST_SHOWN = 1000

Send = Callable[[types.PublishDiagnosticsParams], None]


class _Shown:
    """What is shown of a program: findings, the state they were placed in, and what was sent."""

    __slots__ = ("placed", "sent", "snapshot")

    def __init__(self, snapshot: Snapshot, placed: list[Placed]) -> None:
        self.snapshot = snapshot
        self.placed = placed
        self.sent: dict[str, tuple[int, list[types.Diagnostic]]] = {}


class Publisher:
    """Decides what is shown, and sends it."""

    def __init__(
        self, client: ClientCapabilities, send: Send, absences: Callable[[], Collection[str]]
    ) -> None:
        self._client = client
        self._send = send
        self._absences = absences
        self._shown: dict[str, _Shown] = {}

    def update(self, analysed: Analysed, current: Snapshot, *, settled: bool = False) -> None:
        """A program was analysed. `current` is its present state, perhaps a later one.

        `settled`: it was opened, saved or configured, so nothing is held back.
        """
        old = self._shown.get(analysed.snapshot.uri)
        if old is not None and old.snapshot.revision > analysed.snapshot.revision:
            return
        drift, before = None, []
        if old is not None and not settled:
            drift = Drift(old.snapshot.program, analysed.snapshot.program)
            before = old.placed
        placed = shown(analysed.snapshot, analysed.placed, before, drift, self._absences())
        now = _Shown(analysed.snapshot, placed)
        if old is not None:
            now.sent = old.sent
        self._shown[analysed.snapshot.uri] = now
        if self.pushes(current):
            self._push(now, current)

    def pushes(self, snapshot: Snapshot) -> bool:
        """Whether this program's findings are pushed rather than asked for."""
        return snapshot.program.is_notebook or not self._client.pull_diagnostics

    def current(self, snapshot: Snapshot) -> list[Placed]:
        """What is shown of a program, where it stands in this state of it."""
        known = self._shown.get(snapshot.uri)
        if known is None:
            return []
        placed = known.placed
        if known.snapshot.revision != snapshot.revision:
            drift = Drift(known.snapshot.program, snapshot.program)
            placed = [moved for one in placed if (moved := move(one, drift)) is not None]
        return placed

    def diagnostics(self, snapshot: Snapshot) -> dict[str, list[types.Diagnostic]]:
        """The same as the client is to see it, by text; a text without findings has none."""
        by_uri: dict[str, list[types.Diagnostic]] = {
            cell.text.uri: [] for cell in snapshot.program.cells
        }
        if snapshot.held:
            for diagnostics in islice(by_uri.values(), 1):
                diagnostics.append(held_diagnostic())
            return by_uri
        for one in one_per_call(snapshot, self._foremost(snapshot)):
            diagnostic = to_diagnostic(one, snapshot, self._client)
            if diagnostic is not None:
                by_uri[one.mark.uri].append(diagnostic)
        return by_uri

    def _foremost(self, snapshot: Snapshot) -> list[Placed]:
        """What is shown, of too much the gravest."""
        placed = self.current(snapshot)
        if len(placed) <= MOST_SHOWN:
            return placed
        gravest = sorted(range(len(placed)), key=lambda number: gravity(placed[number]))
        return [placed[number] for number in sorted(gravest[:MOST_SHOWN])]

    def close(self, uri: str) -> None:
        """The program is no longer open: what it showed goes away."""
        known = self._shown.pop(uri, None)
        for text_uri, (_, diagnostics) in known.sent.items() if known is not None else ():
            if diagnostics:
                self._send(types.PublishDiagnosticsParams(uri=text_uri, diagnostics=[]))

    def _push(self, now: _Shown, snapshot: Snapshot) -> None:
        found = self.diagnostics(snapshot)
        for uri in now.sent.keys() - found.keys():
            if now.sent.pop(uri)[1]:
                self._send(types.PublishDiagnosticsParams(uri=uri, diagnostics=[]))
        for cell in snapshot.program.cells:
            uri, version = cell.text.uri, cell.text.version
            diagnostics = found[uri]
            known = now.sent.get(uri)
            if known is not None and known[1] == diagnostics:
                if known[0] == version or not diagnostics:
                    continue
            elif known is None and not diagnostics and snapshot.program.is_notebook:
                now.sent[uri] = (version, diagnostics)
                continue
            now.sent[uri] = (version, diagnostics)
            self._send(
                types.PublishDiagnosticsParams(uri=uri, diagnostics=diagnostics, version=version)
            )


def result_id(diagnostics: list[types.Diagnostic], encode: Callable[[object], object]) -> str:
    """A name for these findings that is the same whenever they are."""
    text = json.dumps(diagnostics, default=encode, sort_keys=True)
    return f"{len(diagnostics)}-{zlib.crc32(text.encode()):08x}"
