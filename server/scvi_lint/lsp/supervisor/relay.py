"""The conversation as the supervisor sees it: frames to and fro, and a server that can be replaced.

One thread decides; others only read and write. Each request of the editor gets exactly one reply:
the server's, or one from here when no server could be made to give one.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from scvi_lint.lsp.server import watchdog
from scvi_lint.lsp.supervisor.ledger import Ledger
from scvi_lint.lsp.supervisor.parole import Parole
from scvi_lint.lsp.supervisor.process import ServerProcess
from scvi_lint.lsp.supervisor.pulse import MOST_MEMORY, TICK, Pulse
from scvi_lint.lsp.supervisor.requests import Request, Requests
from scvi_lint.lsp.wire import private
from scvi_lint.lsp.wire.codes import (
    CANCELLED,
    INTERNAL_ERROR,
    INVALID_REQUEST,
    METHOD_NOT_FOUND,
    PARSE_ERROR,
)
from scvi_lint.lsp.wire.transport import Frame, Reader, Unreadable, Writer, decoded, frames

if TYPE_CHECKING:
    from scvi_lint.json_values import Json, Table

# Seconds for the server to end by itself once it was told to.
FAREWELL = 1.0
# So many servers may end with no document to blame, in so many seconds; then it is their own fault.
MOST_LIVES = 5
LONG = 600.0


class Over(Exception):
    """The conversation is over; the exit code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Relay:
    """One conversation, from the editor's first byte to its last."""

    def __init__(self, source: int, sink: int) -> None:
        self._events: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._ledger = Ledger()
        self._requests = Requests()
        self._parole = Parole()
        self._stopping = False  # the editor has asked to shut down …
        self._until: float | None = None  # … or to exit, by this time
        self._dead = False  # no server takes over any more
        self._watched = False
        self._ends: list[float] = []  # when servers ended that had no document to blame
        self._summaries: dict[int, str] = {}
        self._asked = 0
        self._client = Writer(sink, lambda: self._later(self._client_gone))
        self._server = ServerProcess(self._deliver)
        self._pulse = Pulse()
        self._reader = Reader(
            frames(source),
            lambda frame: self._later(lambda: self._from_client(frame)),
            lambda: self._later(self._client_gone),
        )

    def run(self) -> int:
        """Converse until it is over; the exit code. No child is left."""
        self._reader.start()
        ticked = time.monotonic()
        try:
            while True:
                waiting = self._pulse.watching or self._until is not None
                with suppress(Empty):
                    self._happened(self._events.get(timeout=TICK if waiting else None))
                now = time.monotonic()
                if self._until is not None and now >= self._until:
                    raise Over(0 if self._stopping else 1)
                if self._pulse.watching and now - ticked >= TICK:
                    ticked = now
                    self._tick()
        except Over as over:
            self._server.kill()
            self._client.close(FAREWELL)
            return over.code
        finally:
            self._server.kill()

    def _later(self, happened: Callable[[], None]) -> None:
        self._events.put(happened)

    def _happened(self, event: Callable[[], None]) -> None:
        """One thing that happened. If we cannot cope with it, it costs only itself."""
        try:
            event()
        except Over:
            raise
        except Exception:
            from traceback import format_exc

            _say(f"a message could not be passed on\n{format_exc()}")

    # --- the editor ---------------------------------------------------------------------------

    def _client_gone(self) -> None:
        if self._until is None:
            raise Over(0 if self._stopping else 1)

    def _from_client(self, frame: Frame | Unreadable) -> None:
        message = decoded(frame)
        if isinstance(message, Unreadable):
            self._refuse(None, PARSE_ERROR, message.why)
        elif isinstance(message, list):
            # A batch is legal JSON-RPC, though no editor sends one: each part on its own.
            for part in message:
                self._said(part, json.dumps(part).encode())
        else:
            assert isinstance(frame, Frame)
            self._said(message, frame.body)

    def _said(self, message: Json, body: bytes) -> None:
        """One message of the editor. What is no message the server itself refuses."""
        if isinstance(message, dict):
            method = message.get("method")
            if isinstance(method, str) and method.startswith(private.PREFIX):
                identity = message.get("id")
                if private.is_id(identity):
                    self._refuse(identity, METHOD_NOT_FOUND, f"{method} is not served here")
                return
            self._requests.asked(message, body)
            if isinstance(method, str):
                self._note(method, message, body)
        self._forward(body)
        if self._dead:
            self._answer_all()

    def _note(self, method: str, message: Table, body: bytes) -> None:
        if method == "exit" and "id" not in message:
            self._until = time.monotonic() + FAREWELL
        elif method == "initialize" and not self._watched:
            self._watched = True
            params = message.get("params")
            pid = params.get("processId") if isinstance(params, dict) else None
            watchdog.watch(
                pid if isinstance(pid, int) else None, lambda: self._later(self._client_gone)
            )
        elif method == "shutdown" and "id" in message:
            self._stopping = True
        closed, edited = self._ledger.closed(message), self._ledger.edited(message)
        if closed is not None:
            self._parole.close(closed)
        elif edited is not None and self._parole.ends(edited):
            self._forward(private.notification(private.RELEASED, uri=edited))
        due = self._ledger.note(message, body)
        if due is not None:
            self._asked += 1
            self._summaries[self._asked] = due
            # Behind the message itself: what it did is to be in the summary.
            wanted = private.notification(private.SUMMARY, uri=due, number=self._asked)
            self._later(lambda: self._forward(wanted))

    def _forward(self, body: bytes) -> None:
        self._server.send(body)
        self._pulse.wake()

    # --- the server ---------------------------------------------------------------------------

    def _deliver(self, server: ServerProcess, frame: Frame | Unreadable | None) -> None:
        self._later(lambda: self._from_server(server, frame))

    def _from_server(self, server: ServerProcess, frame: Frame | Unreadable | None) -> None:
        if server is not self._server or isinstance(frame, Unreadable):
            return  # the last words of one that was replaced
        if frame is None and self._until is not None:
            code = self._server.exit_code(FAREWELL)
            raise Over(1 if code is None else code)
        if frame is None:
            self._replace("ended")
        elif frame.note == private.REPORT:
            self._reported(json.loads(frame.body))
        elif (number := private.summed_up(frame.note)) is not None:
            uri = self._summaries.pop(number, None)
            if uri is not None:
                self._ledger.sum_up(uri, frame.body)
        elif (request := private.replied(frame.note)) is None or self._requests.answered(request):
            self._client.write(frame.body)

    def _reported(self, report: dict[str, Any]) -> None:
        if "pong" in report:
            self._pulse.answered(report.pop("pong"), **report)
        elif "working" in report:
            self._pulse.working_on = report["working"]
        else:
            self._pulse.serving = self._ledger.owner(report.get("serving"))

    def _tick(self) -> None:
        number = self._pulse.tick(self._server.computed())
        if number is not None:
            self._server.send(private.notification(private.PING, number=number))
        if self._pulse.stalled:
            self._replace("did not answer")
        elif self._pulse.weigh and self._server.memory() > MOST_MEMORY:
            self._replace("took too much memory")

    # --- another server -----------------------------------------------------------------------

    def _replace(self, why: str) -> None:
        """The server is of no use any more: let another one take over, but for what did it."""
        started, (suspect, sure) = self._pulse.started, self._pulse.suspect
        self._server.kill()
        if self._stopping:
            self._dead = True
            self._pulse.rest()
            self._answer_all()
            return
        _say(f"the server {why}; " + (f"it was at {suspect}" if suspect else "why is not known"))
        self._blame(suspect, sure)
        if not started or len(self._ends) >= MOST_LIVES:
            _say("it is not started again")
            raise Over(1)
        self._server = ServerProcess(self._deliver)
        self._pulse = Pulse()
        self._summaries.clear()
        held = private.notification(private.HELD, uris=self._parole.held)
        for body in (held, *self._ledger.replay()):
            self._forward(body)
        for request in self._requests.all():
            self._ask_again(request)

    def _blame(self, suspect: str | None, sure: bool) -> None:
        """Leave a document alone; what holds the server up even so is not opened any more."""
        if suspect is None or not self._ledger.holds(suspect):
            now = time.monotonic()
            self._ends = [*(end for end in self._ends if now - end < LONG), now]
        elif suspect in self._parole.held:
            self._ledger.drop(suspect)
        elif sure or self._parole.doubted(suspect):
            self._parole.hold(suspect)

    def _ask_again(self, request: Request) -> None:
        if request.cancelled:
            self._answer(request, error=(CANCELLED, "cancelled"))
        elif request.tries > 1:
            self._answer(request, error=(INTERNAL_ERROR, "the server could not answer this"))
        elif request.method != "initialize":  # that is told again anyway
            request.tries += 1
            self._forward(request.body)

    def _answer_all(self) -> None:
        """No server is left to answer: the editor has asked to shut down."""
        for request in self._requests.all():
            if request.method == "shutdown":
                self._answer(request)
            else:
                self._answer(request, error=(INVALID_REQUEST, "the server is shutting down"))

    def _answer(
        self, request: Request, result: object = None, error: tuple[int, str] | None = None
    ) -> None:
        if self._requests.answered(request.key):
            if error is None:
                answer = {"jsonrpc": "2.0", "id": request.identity, "result": result}
                self._client.write(json.dumps(answer).encode())
            else:
                self._refuse(request.identity, *error)

    def _refuse(self, identity: Json, code: int, message: str) -> None:
        self._client.write(json.dumps(private.refusal(identity, code, message)).encode())


def _say(text: str) -> None:
    print(f"scvi-lint: {text}", file=sys.stderr, flush=True)


def relay(source: int, sink: int) -> None:
    """Converse over two descriptors, and end the process."""
    code = 1
    try:
        code = Relay(source, sink).run()
    finally:
        sys.stderr.flush()
        os._exit(code)
