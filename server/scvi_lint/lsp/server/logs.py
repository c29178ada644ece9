"""The log goes to the editor's log window and to stderr; nothing ever pops up."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Protocol

from lsprotocol import types

from scvi_lint.escaping import for_terminal

_KINDS = (
    (logging.ERROR, types.MessageType.Error),
    (logging.WARNING, types.MessageType.Warning),
    (logging.INFO, types.MessageType.Info),
    (logging.DEBUG, types.MessageType.Log),
)
LONGEST = 8_000


if TYPE_CHECKING:
    from types import TracebackType

    _Raised = tuple[type[BaseException], BaseException, TracebackType | None]
    _Failure = _Raised | tuple[None, None, None]


class OneLine(logging.Formatter):
    """A record of its own, whatever names it quotes; then the way to a failure."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        lines = super().formatMessage(record).split("\n")
        # Further lines are the way to a failure: indented, so that none reads as another record.
        return "\n    ".join(map(for_terminal, lines))

    def formatException(self, ei: _Failure) -> str:
        return "\n".join(map(for_terminal, super().formatException(ei).split("\n")))


class _Conversation(Protocol):
    state: str

    def notify(self, method: str, params: object) -> None: ...


class Talking(Protocol):
    """The server, as far as the log needs it."""

    @property
    def protocol(self) -> _Conversation: ...


class Forwarder(logging.Handler):
    """Sends log records to the client as `window/logMessage`, from whatever thread."""

    def __init__(self, server: Talking, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._server = server
        self._loop = loop
        self.setFormatter(OneLine("%(name)s: %(message)s"))

    def install(self) -> None:
        """Listen to our own loggers; the framework's, which quotes whole messages, to warnings."""
        ours = logging.getLogger("scvi_lint")
        ours.setLevel(logging.INFO)
        ours.addHandler(self)
        if logging.lastResort is not None:  # what others say on stderr
            logging.lastResort.setFormatter(OneLine("%(message)s"))
        logging.getLogger("pygls").setLevel(logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        try:
            text = self.format(record)[:LONGEST]
            self._loop.call_soon_threadsafe(self._send, record.levelno, text)
        except Exception:
            return  # a log line is never worth a failure

    def _send(self, level: int, text: str) -> None:
        if self._server.protocol.state == "new":
            return  # nothing may be sent before the handshake
        kind = next((kind for least, kind in _KINDS if level >= least), types.MessageType.Log)
        self._server.protocol.notify(
            types.WINDOW_LOG_MESSAGE, types.LogMessageParams(type=kind, message=text)
        )
