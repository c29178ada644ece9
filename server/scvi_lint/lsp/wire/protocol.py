"""JSON-RPC with its promises kept.

- Each request gets exactly one reply: a result, an error, or "cancelled". Also when its
  parameters cannot be read, its handler fails, its result cannot be written, or it comes at a
  time when it may not.
- Before `initialize` only `initialize` is served; after `shutdown` only `exit`.
- A notification that fails is logged, never shown in a window.
- Everything happens on the event loop, in the order in which messages arrived: a notification is
  complete before the next message is looked at, and a request sees the state of that moment.

Of the framework this keeps the message types, the converter and the requests to the client. Its
own workspace and its handlers of document notifications are replaced: see `store`.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import InvalidStateError
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.protocol import LanguageServerProtocol

from scvi_lint.lsp.wire import private
from scvi_lint.lsp.wire.codes import (
    CANCELLED,
    INTERNAL_ERROR,
    INVALID_PARAMS,
    INVALID_REQUEST,
    METHOD_NOT_FOUND,
    NOT_INITIALIZED,
    PARSE_ERROR,
)
from scvi_lint.lsp.wire.outgoing import safe
from scvi_lint.lsp.wire.transport import Unreadable, Writer

if TYPE_CHECKING:
    from cattrs import Converter
    from pygls.lsp.server import LanguageServer

    from scvi_lint.json_values import Json, Table

logger = logging.getLogger(__name__)

# Of each method's own parameters, which its message type tells when they are read.
RequestHandler = Callable[[Any], Awaitable[object]]
NotificationHandler = Callable[[Any], None]


class Refused(Exception):
    """A request that is answered with an error of this code."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


class Protocol(LanguageServerProtocol):
    """The server's end of the conversation.

    `requests` and `notifications` map a method to its handler. A request's handler is called at
    once – so that it can take its snapshot – and what it returns is awaited. `initialize` and
    `exit` are given their parameters as plain JSON.
    """

    def __init__(self, server: LanguageServer, converter: Converter) -> None:
        super().__init__(server, converter)
        self.requests: dict[str, RequestHandler] = {}
        self.notifications: dict[str, NotificationHandler] = {}
        self.out: Writer | None = None
        self.state = "new"  # new, ready, stopping
        self.on_exit: Callable[[int], None] = lambda code: None
        self.on_private: Callable[[str, Json], None] = lambda method, params: None
        self._running: dict[str | int, asyncio.Future[object]] = {}

    # --- in -----------------------------------------------------------------------------------

    def receive(self, message: Json | Unreadable) -> None:
        """Serve one message. Never raises."""
        try:
            self._receive(message)
        except Exception:
            logger.exception("could not serve a message")

    def _receive(self, message: Json | Unreadable) -> None:
        if isinstance(message, Unreadable):
            self._refuse(None, PARSE_ERROR, message.why)
            return
        if not isinstance(message, dict):
            self._refuse(None, INVALID_REQUEST, "a message is an object")
            return
        identity = message.get("id")
        method = message.get("method")
        if isinstance(method, str):
            if "id" not in message or identity is None:
                self._notified(method, message)
            elif private.is_id(identity):
                self._asked(identity, method, message)
            else:
                self._refuse(None, INVALID_REQUEST, "an id is a string or a number")
        elif private.is_id(identity) and ("result" in message or "error" in message):
            self._answered(identity, message)
        elif "id" in message and identity is not None:
            self._refuse(
                identity if private.is_id(identity) else None, INVALID_REQUEST, "no method"
            )
        else:
            logger.warning("ignored a message with neither method nor id")

    def _asked(self, identity: str | int, method: str, message: Table) -> None:
        try:
            handler = self._handler(identity, method)
            params = self._read(method, message)
            awaited = handler(params)
        except Exception as error:
            self._reply(identity, error=error)
            return
        task = asyncio.ensure_future(awaited)
        self._running[identity] = task
        task.add_done_callback(lambda done: self._finished(identity, done))

    def _handler(self, identity: str | int, method: str) -> RequestHandler:
        if self.state == "new" and method != types.INITIALIZE:
            raise Refused(NOT_INITIALIZED, "initialize comes first")
        if self.state == "stopping":
            raise Refused(INVALID_REQUEST, "the server is shutting down")
        if self.state == "ready" and method == types.INITIALIZE:
            raise Refused(INVALID_REQUEST, "initialize comes once")
        if identity in self._running:
            raise Refused(INVALID_REQUEST, f"request {identity!r} is still being served")
        handler = self.requests.get(method)
        if handler is None:
            raise Refused(METHOD_NOT_FOUND, f"{method} is not served here")
        return handler

    def _read(self, method: str, message: Table) -> object:
        """The parameters as the type that the method declares."""
        if method == types.INITIALIZE:
            params = message.get("params")
            return params if isinstance(params, dict) else {}
        kind = self.get_message_type(method)
        if kind is None:
            return message.get("params")
        try:
            return self._converter.structure(message, kind).params
        except Exception as error:
            raise Refused(INVALID_PARAMS, f"cannot read the parameters of {method}") from error

    def _finished(self, identity: str | int, task: asyncio.Future[object]) -> None:
        self._running.pop(identity, None)
        if task.cancelled():
            self._reply(identity, error=Refused(CANCELLED, "cancelled"))
            return
        error = task.exception()
        if error is None:
            self._reply(identity, task.result())
        else:
            self._reply(identity, error=error)

    def _notified(self, method: str, message: Table) -> None:
        if method == types.EXIT:
            self.on_exit(0 if self.state == "stopping" else 1)
            return
        if method.startswith(private.PREFIX):
            self.on_private(method, message["params"])
            return
        if self.state != "ready":
            logger.info("ignored %s before initialize or after shutdown", method)
            return
        if method == types.CANCEL_REQUEST:
            params = message.get("params")
            self._cancel(params.get("id") if isinstance(params, dict) else None)
            return
        handler = self.notifications.get(method)
        if handler is None:
            if not method.startswith("$/"):
                logger.info("ignored %s", method)
            return
        try:
            handler(self._read(method, message))
        except Exception as error:
            logger.warning("%s failed: %s", method, error, exc_info=not isinstance(error, Refused))

    def _cancel(self, identity: Json) -> None:
        task = self._running.get(identity) if isinstance(identity, str | int) else None
        if task is not None:
            task.cancel()

    def cancel_all(self) -> None:
        """Cancel what is still being served; each still gets its reply."""
        current = asyncio.current_task()
        for task in list(self._running.values()):
            if task is not current:
                task.cancel()

    def _answered(self, identity: str | int, message: Table) -> None:
        """The client's reply to a request of ours."""
        future = self._request_futures.pop(identity, None)
        kind = self._result_types.pop(identity, None)
        if future is None:
            logger.info("ignored a reply to nothing: %r", identity)
            return
        try:
            if message.get("error") is not None:
                said = message["error"]
                text = said.get("message") if isinstance(said, dict) else said
                future.set_exception(JsonRpcException(str(text)))
            elif kind is None:
                future.set_result(message.get("result"))
            else:
                future.set_result(self._converter.structure(message, kind).result)
        except InvalidStateError:
            logger.info("the reply to %r came too late", identity)
        except Exception as error:
            future.set_exception(JsonRpcException(f"the reply cannot be read: {error}"))

    # --- out ----------------------------------------------------------------------------------

    def _reply(
        self, identity: str | int, result: object = None, error: BaseException | None = None
    ) -> None:
        if error is None:
            try:
                answer = {"jsonrpc": "2.0", "id": identity, "result": result}
                self._write(answer, private.reply_note(identity))
            except Exception:
                logger.exception("the result of %r cannot be written", identity)
                self._refuse(identity, INTERNAL_ERROR, "the result cannot be written")
        elif isinstance(error, Refused):
            self._refuse(identity, error.code, str(error))
        else:
            logger.error("request %r failed", identity, exc_info=error)
            self._refuse(identity, INTERNAL_ERROR, f"{type(error).__name__}: {error}")

    def _refuse(self, identity: str | int | None, code: int, message: str) -> None:
        note = "" if identity is None else private.reply_note(identity)
        refused = private.refusal(identity, code, message)
        self._write({**refused, "error": safe(refused["error"])}, note)

    def _send_data(self, data: object) -> None:
        try:
            self._write(data)
        except Exception:
            logger.exception("a message could not be written")

    def plain(self, thing: object) -> Json:
        """A protocol object as what JSON can hold."""
        return self._serialize_message(thing)

    def _write(self, data: object, note: str = "") -> None:
        writer = self.out
        if writer is not None:
            text = json.dumps(
                data,
                default=lambda thing: safe(self.plain(thing)),
                separators=(",", ":"),
                ensure_ascii=False,
            )
            # Half of a surrogate pair is no text: many a client would refuse the whole message.
            writer.write(text.encode(errors="replace"), note)
