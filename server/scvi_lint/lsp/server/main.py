"""The server as a whole: made, wired to stdin and stdout, and ended.

`serve` is the process's life. It returns never: when the conversation is over, the process ends
at once, whatever its threads are doing.
"""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import sys
from collections.abc import Awaitable
from typing import TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from scvi_lint.json_values import Json, Table, text, texts
from scvi_lint.lsp import api as methods
from scvi_lint.lsp.capabilities import ClientCapabilities, server_capabilities
from scvi_lint.lsp.children.orphans import end_group
from scvi_lint.lsp.documents.paths import to_path, to_uri
from scvi_lint.lsp.names import SECTION
from scvi_lint.lsp.server.logs import Forwarder
from scvi_lint.lsp.session.session import Session
from scvi_lint.lsp.session.settings import WORKSPACE, EditorSettings
from scvi_lint.lsp.wire import lenient, private
from scvi_lint.lsp.wire.protocol import Protocol
from scvi_lint.lsp.wire.reporting import Reporter
from scvi_lint.lsp.wire.transport import Reader, Unreadable, Writer, messages

logger = logging.getLogger(__name__)

T = TypeVar("T")


class Server(LanguageServer):
    """The protocol's end, and the session that `initialize` opens."""

    protocol: Protocol  # pyright: ignore[reportIncompatibleVariableOverride]

    def __init__(self, version: str) -> None:
        super().__init__(  # pyright: ignore[reportUnknownMemberType]
            SECTION, version, protocol_cls=Protocol, converter_factory=lenient.converter
        )
        self.session: Session | None = None
        self.reporter: Reporter | None = None
        self._held: frozenset[str] = frozenset()
        self._arrived = 0  # messages, as the reading thread counts …
        self._served = 0  # … and as the event loop does
        self.protocol.on_private = self._told
        requests, notifications = self.protocol.requests, self.protocol.notifications
        requests[types.INITIALIZE] = self._initialize
        requests[types.SHUTDOWN] = self._shutdown
        for method, request in methods.REQUESTS.items():
            requests[method] = lambda params, serve=request: serve(self._open(), params)
        for method, notification in methods.NOTIFICATIONS.items():
            notifications[method] = lambda params, serve=notification: serve(self._open(), params)

    def _open(self) -> Session:
        assert self.session is not None  # the protocol serves nothing before `initialize`
        return self.session

    def _initialize(self, params: Table) -> Awaitable[types.InitializeResult]:
        info = params.get("clientInfo")
        name = info.get("name", "") if isinstance(info, dict) else ""
        client = ClientCapabilities(params.get("capabilities"), str(name))
        editor = EditorSettings(params.get("initializationOptions"))
        session = self.session = Session(
            client,
            editor,
            self.protocol.notify,
            self.protocol.send_request_async,
            self.protocol.plain,
            self.reporter,
        )
        session.held.update(self._held)
        for uri in _folders(params):
            session.workspace.add(uri, to_path(uri))
        self.protocol.state = "ready"
        result = types.InitializeResult(
            capabilities=server_capabilities(
                client, workspace_diagnostics=editor.diagnostic_mode == WORKSPACE
            ),
            server_info=types.ServerInfo(name=self.name, version=self.version),
        )
        return _answer(result)

    # --- messages -----------------------------------------------------------------------------

    def arrived(self, message: Json | Unreadable, loop: asyncio.AbstractEventLoop) -> None:
        """A message was read, in the thread that reads. A ping asks for just that thread's word:
        whether the process has its turn, and whether the event loop gets on with its messages."""
        if not isinstance(message, Unreadable) and private.is_ping(message):
            session = self.session
            busy = self._served < self._arrived or (session is not None and session.worker.busy)
            reporter = self.reporter
            if reporter is not None:
                reporter.pong(
                    _number(private.at(message, "params")),
                    busy=busy,
                    served=self._served if self._served < self._arrived else None,
                    held_up=None if session is None else session.worker.held_up,
                )
            return
        self._arrived += 1
        loop.call_soon_threadsafe(self._serve, message)

    def _serve(self, message: Json | Unreadable) -> None:
        uri = None if isinstance(message, Unreadable) else private.document_of(message)
        if uri is not None and self.reporter is not None:
            self.reporter.serving(uri)
        self.protocol.receive(message)
        self._served += 1

    def _told(self, method: str, params: Json) -> None:
        """The supervisor says something."""
        session, reporter = self.session, self.reporter
        if method == private.HELD:
            self._held = frozenset(texts(private.at(params, "uris")))
        elif method == private.SUMMARY and reporter is not None:
            opening = (
                None if session is None else session.store.summary(text(private.at(params, "uri")))
            )
            said = "" if opening is None else json.dumps(opening)
            reporter.summary(_number(params), said.encode())
        elif method == private.RELEASED and session is not None:
            session.release_held(text(private.at(params, "uri")))

    # --- the handshake ------------------------------------------------------------------------

    def _shutdown(self, params: object) -> Awaitable[None]:
        self.protocol.state = "stopping"
        self.protocol.cancel_all()
        if self.session is not None:
            self.session.close()
        return _answer(None)


def _number(params: Json) -> int:
    """Which of the supervisor's questions it is."""
    number = private.at(params, "number")
    return number if isinstance(number, int) else 0


async def _answer(result: T) -> T:
    """What was decided when the message arrived; the next message must find it done."""
    return result


def _folders(params: Table) -> list[str]:
    """The workspace folders, or the one root that older clients name."""
    given = params.get("workspaceFolders")
    if isinstance(given, list) and given:
        found = [folder.get("uri") for folder in given if isinstance(folder, dict)]
        return [uri for uri in found if isinstance(uri, str)]
    root, path = params.get("rootUri"), params.get("rootPath")
    if isinstance(root, str) and root:
        return [root]
    return [to_uri(path)] if isinstance(path, str) and path else []


def run(source: int, sink: int, version: str) -> int:
    """Converse over two descriptors until it is over; the exit code."""
    return asyncio.run(_converse(source, sink, version))


async def _converse(source: int, sink: int, version: str) -> int:
    loop = asyncio.get_running_loop()
    over: asyncio.Future[int] = loop.create_future()

    def end(code: int) -> None:
        if not over.done():
            over.set_result(code)

    server = Server(version)
    # Who reads and writes is the supervisor; without it there is nobody to serve.
    writer = Writer(sink, end_group)
    server.protocol.out = writer
    server.protocol.on_exit = end
    server.reporter = Reporter(writer)
    forwarder = Forwarder(server, loop)
    forwarder.install()
    reader = Reader(messages(source), lambda message: server.arrived(message, loop), end_group)
    # What is loaded by now stays for good: the collector need never look at it. To collect first
    # would free 2 MB, and keep the editor waiting for 60 ms.
    gc.freeze()
    gc.disable()
    reader.start()
    code = await over
    if server.session is not None:
        server.session.close()
    writer.close()
    return code


def tune() -> None:
    """Settings of the interpreter that suit a server of short tasks."""
    # The event loop must get its turn while the worker computes.
    sys.setswitchinterval(0.001)
