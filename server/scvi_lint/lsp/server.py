"""The server as a whole: made, wired to stdin and stdout, and ended.

`serve` is the process's life. It returns never: when the conversation is over, the process ends
at once, whatever its threads are doing.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import sys
from collections.abc import Awaitable
from typing import Any, TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from scvi_lint.lsp import lenient, methods, watchdog
from scvi_lint.lsp.capabilities import ClientCapabilities, server_capabilities
from scvi_lint.lsp.logs import Forwarder
from scvi_lint.lsp.names import SECTION
from scvi_lint.lsp.paths import to_path, to_uri
from scvi_lint.lsp.protocol import Protocol
from scvi_lint.lsp.session import Session
from scvi_lint.lsp.settings import WORKSPACE, EditorSettings
from scvi_lint.lsp.transport import Reader, Writer

logger = logging.getLogger(__name__)

T = TypeVar("T")


class Server(LanguageServer):
    """The protocol's end, and the session that `initialize` opens."""

    protocol: Protocol  # pyright: ignore[reportIncompatibleVariableOverride]

    def __init__(self, version: str) -> None:
        super().__init__(
            SECTION, version, protocol_cls=Protocol, converter_factory=lenient.converter
        )
        self.session: Session | None = None
        self.on_watch: Any = lambda pid: None
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

    def _initialize(self, params: dict[str, Any]) -> Awaitable[types.InitializeResult]:
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
        )
        for uri in _folders(params):
            session.workspace.add(uri, to_path(uri))
        self.protocol.state = "ready"
        pid = params.get("processId")
        self.on_watch(pid if isinstance(pid, int) else None)
        result = types.InitializeResult(
            capabilities=server_capabilities(
                client, workspace_diagnostics=editor.diagnostic_mode == WORKSPACE
            ),
            server_info=types.ServerInfo(name=self.name, version=self.version),
        )
        return _answer(result)

    def _shutdown(self, params: Any) -> Awaitable[None]:
        self.protocol.state = "stopping"
        self.protocol.cancel_all()
        if self.session is not None:
            self.session.close()
        return _answer(None)


async def _answer(result: T) -> T:
    """What was decided when the message arrived; the next message must find it done."""
    return result


def _folders(params: dict[str, Any]) -> list[str]:
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

    def end_from_thread(code: int) -> None:
        try:
            loop.call_soon_threadsafe(end, code)
        except RuntimeError:
            os._exit(code)

    server = Server(version)
    writer = Writer(sink, lambda: end_from_thread(1))
    server.protocol.set_writer(writer)  # type: ignore[arg-type]
    server.protocol.on_exit = end
    server.on_watch = lambda pid: watchdog.watch(pid, lambda: _die(server, loop))
    forwarder = Forwarder(server, loop)
    forwarder.install()
    reader = Reader(
        source,
        lambda message: loop.call_soon_threadsafe(server.protocol.receive, message),  # type: ignore[arg-type,return-value]
        lambda: end_from_thread(0 if server.protocol.state == "stopping" else 1),
    )
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


def _die(server: Server, loop: asyncio.AbstractEventLoop) -> None:
    """The editor is gone: leave nothing behind, whatever the event loop is busy with."""
    if server.session is not None:
        server.session.navigator.kill()
    os._exit(1)


def tune() -> None:
    """Settings of the interpreter that suit a server of short tasks."""
    # The event loop must get its turn while the worker computes.
    sys.setswitchinterval(0.001)
