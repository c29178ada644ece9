"""The editor's requests that have no reply yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.lsp.wire import private

if TYPE_CHECKING:
    from scvi_lint.json_values import Table


class Request:
    """A question of the editor, and what came of it."""

    __slots__ = ("body", "cancelled", "identity", "key", "method", "tries")

    def __init__(self, identity: str | int, method: str, body: bytes) -> None:
        self.identity = identity
        self.key = private.key(identity)
        self.method = method
        self.body = body
        self.cancelled = False
        self.tries = 1


class Requests:
    """All of them, in the order in which they came.

    Of two with one id the server refuses the second: there are two replies to come.
    """

    def __init__(self) -> None:
        self._open: dict[str, list[Request]] = {}

    def asked(self, message: Table, body: bytes) -> None:
        """A message of the editor: a request, the end of one, or neither."""
        identity, method = message.get("id"), message.get("method")
        reply = not isinstance(method, str) and ("result" in message or "error" in message)
        if private.is_id(identity) and not reply:
            # One that names no method is refused: that is a reply, too.
            request = Request(identity, str(method), body)
            self._open.setdefault(request.key, []).append(request)
        elif method == "$/cancelRequest":
            params = message.get("params")
            wanted = params.get("id") if isinstance(params, dict) else None
            if private.is_id(wanted):
                for request in self._open.get(private.key(wanted), ()):
                    request.cancelled = True

    def answered(self, key: str) -> bool:
        """Whether a reply to this request is still due; from now on it is not."""
        waiting = self._open.get(key)
        if not waiting:
            return False
        waiting.pop(0)
        if not waiting:
            del self._open[key]
        return True

    def all(self) -> list[Request]:
        return [request for waiting in self._open.values() for request in waiting]
