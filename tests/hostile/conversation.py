"""A client that keeps account: what it asked, what came back, and what is left of the server.

`Wrong` is raised where a promise was broken. `finished` asks, at the end of a conversation, for
all that must be true of any: each request had one reply, no handler failed, the server still
answers, ends when it is told to, and leaves no process behind.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[1] / "lsp"))

from processes import alive, descendants
from programs import FAULT, FAULTY, position
from wire import Wire

from scvi_lint.lsp.wire.private import is_id

PATIENCE = 60.0  # seconds for an answer; far more than it takes on a busy machine
GONE = 2.0  # seconds for the server, and all that it started, to end
INTERNAL_ERROR = -32603
# What was measured, by what it is: seconds, or megabytes.
FIGURES: defaultdict[str, list[float]] = defaultdict(list)

CLIENT: dict[str, Any] = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {
        "publishDiagnostics": {"relatedInformation": True, "versionSupport": True},
        "hover": {"contentFormat": ["markdown"]},
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
    },
    "notebookDocument": {"synchronization": {}},
    "workspace": {"workspaceEdit": {"documentChanges": True}, "workspaceFolders": True},
    "window": {"showDocument": {"support": True}, "workDoneProgress": True},
}
PLACE = position(FAULTY, "model.train", 1)


class Wrong(Exception):
    """A promise was broken; the text says which."""


def _nothing(message: dict[str, Any]) -> Any:
    return None


class Conversation:
    """One server and one client. `answer` gives the result of what the server asks."""

    def __init__(self, folder: Path, answer: Callable[[dict[str, Any]], Any] = _nothing) -> None:
        self.wire = Wire(cwd=str(folder))
        self.folder = folder
        self.fine = (folder / "fine.py").as_uri()  # nothing that is done may touch this one
        self.findings: dict[str, list[dict[str, Any]]] = {}
        self.versions: dict[str, int | None] = {}
        self.replaced = 0  # servers that the supervisor ended
        self._answer = answer
        self._asked: Counter[str] = Counter()
        self._replied: Counter[str] = Counter()
        self._sent: dict[str, str] = {}
        self._held: set[str] = set()
        self._replies: dict[str, dict[str, Any]] = {}
        self._numbers = iter(range(1, 1 << 60))

    def __enter__(self) -> Conversation:
        return self

    def __exit__(self, *error: object) -> None:
        left = descendants(self.wire.process.pid)
        self.wire.close()
        for pid in left:
            if alive(pid):
                os.kill(pid, 9)

    # --- out ----------------------------------------------------------------------------------

    def raw(self, data: bytes) -> None:
        try:
            self.wire.send_bytes(data)
        except OSError as error:
            raise Wrong(f"the server does not read any more: {self._last_words()}") from error

    def send(self, message: Any) -> None:
        """A message, right or wrong; what must be replied to is counted."""
        if isinstance(message, dict):
            identity, method = message.get("id"), message.get("method")
            is_reply = not isinstance(method, str) and ("result" in message or "error" in message)
            if is_id(identity) and not is_reply:
                key = json.dumps(identity)
                self._asked[key] += 1
                self._sent[key] = repr(message)[:600]
                if method == "workspace/diagnostic":  # is answered when there is news
                    self._held.add(key)
        body = json.dumps(message).encode()
        self.raw(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))

    def notify(self, method: str, params: Any) -> None:
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def ask(self, method: str, params: Any = None) -> int:
        identity = next(self._numbers)
        self.send({"jsonrpc": "2.0", "id": identity, "method": method, "params": params})
        return identity

    def initialize(self, **more: Any) -> dict[str, Any]:
        params = {"processId": os.getpid(), "rootUri": self.folder.as_uri(), "capabilities": CLIENT}
        reply = self.request("initialize", {**params, **more})
        self.notify("initialized", {})
        return reply

    def open(self, uri: str, text: str, version: int = 1) -> None:
        item = {"uri": uri, "languageId": "python", "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})

    def change(self, uri: str, version: int, *changes: dict[str, Any]) -> None:
        document = {"uri": uri, "version": version}
        params = {"textDocument": document, "contentChanges": list(changes)}
        self.notify("textDocument/didChange", params)

    def close(self, uri: str) -> None:
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri}})

    # --- in -----------------------------------------------------------------------------------

    def until(self, done: Callable[[], Any], what: str, patience: float = PATIENCE) -> None:
        """Take in what comes until something is true."""
        end = time.monotonic() + patience
        while not done():
            self._take(what, end - time.monotonic())

    def request(self, method: str, params: Any = None, patience: float = PATIENCE) -> Any:
        """A request's whole reply."""
        return self.reply(self.ask(method, params), patience)

    def reply(self, identity: Any, patience: float = PATIENCE) -> dict[str, Any]:
        key = json.dumps(identity)
        self.until(lambda: key in self._replies, f"reply to {key}", patience)
        return self._replies[key]

    def hover(self, uri: str = "", patience: float = PATIENCE) -> float:
        """The seconds that an answer about the fine program takes."""
        place = {"textDocument": {"uri": uri or self.fine}, "position": PLACE}
        start = time.monotonic()
        reply = self.request("textDocument/hover", place, patience)
        if not reply.get("result"):
            raise Wrong(f"no answer about a fine program: {reply}")
        return time.monotonic() - start

    def _take(self, what: str, patience: float) -> None:
        try:
            message = self.wire.wait(lambda message: True, max(patience, 0.001))
        except AssertionError as error:
            raise Wrong(f"waited for {what}: {str(error)[:300]} {self._last_words()}") from None
        if not isinstance(message, dict):
            raise Wrong(f"the server wrote {str(message)[:200]}")
        method, identity = message.get("method"), message.get("id")
        if method == "textDocument/publishDiagnostics":
            params = message["params"]
            self.findings[params["uri"]] = params["diagnostics"]
            self.versions[params["uri"]] = params.get("version")
        elif method is not None and identity is not None:
            self.send({"jsonrpc": "2.0", "id": identity, "result": self._answer(message)})
        elif method is None and identity is not None:
            self._note(json.dumps(identity), message)

    def _note(self, key: str, reply: dict[str, Any]) -> None:
        self._replied[key] += 1
        self._replies[key] = reply
        if (reply.get("error") or {}).get("code") == INTERNAL_ERROR:
            raise Wrong(f"a handler failed: {str(reply)[:500]} {self._last_words()}")

    # --- the end ------------------------------------------------------------------------------

    def settle(self) -> None:
        """Wait for all replies that are due. Each comes once."""

        def due() -> list[str]:
            return [key for key, count in self._asked.items() if self._replied[key] < count]

        for key in self._held:
            self.notify("$/cancelRequest", {"id": json.loads(key)})
        end = time.monotonic() + PATIENCE
        while missing := due():
            rest = end - time.monotonic()
            self._take(f"{len(missing)} replies, such as to {self._sent[missing[0]]}", rest)
        time.sleep(0.1)
        self.hover()
        twice = {key: n for key, n in self._replied.items() if n > self._asked[key] and n > 0}
        # What was lost with a broken frame may or may not have been read.
        twice = {key: n for key, n in twice.items() if key != '"lost"'}
        if twice:
            raise Wrong(f"more replies than requests: {str(twice)[:200]}")

    def finished(self) -> None:
        """All that must be true at the end; the server is told to end."""
        self.settle()
        self.check_words()
        left = [self.wire.process.pid, *descendants(self.wire.process.pid)]
        self.request("shutdown")
        self.notify("exit", None)
        took = seconds_until_gone(left)
        if took > GONE:
            raise Wrong(f"{took:.1f} s until the server was gone")
        if self.wire.process.wait(PATIENCE) != 0:
            raise Wrong(f"exit code {self.wire.process.returncode}: {self._last_words()}")

    def check_words(self) -> None:
        """What stands on stderr tells of no failure."""
        said = b"".join(self.wire.stderr).decode("utf-8", "replace")
        self.replaced = said.count("the server did not answer") + said.count("the server took")
        for word in ("Traceback (most recent call last)", "the server ended", "not started again"):
            if word in said:
                place = said.index(word)
                raise Wrong(f"stderr says {said[max(place - 300, 0) : place + 2_000]!r}")

    def _last_words(self) -> str:
        return repr(b"".join(self.wire.stderr[-30:]).decode("utf-8", "replace"))[-1_500:]

    def memory(self) -> int:
        """Bytes that the server and all that it started hold of their own."""
        return sum(map(_held, [self.wire.process.pid, *descendants(self.wire.process.pid)]))


def fine(conversation: Conversation) -> None:
    """A program with one fault, opened and looked at."""
    conversation.open(conversation.fine, FAULTY)
    found = conversation.findings
    conversation.until(lambda: found.get(conversation.fine), "findings in a fine program")
    if [one["code"] for one in found[conversation.fine]] != [FAULT]:
        raise Wrong(f"other findings: {found[conversation.fine]}")
    conversation.hover()


def seconds_until_gone(pids: list[int], patience: float = 15.0) -> float:
    """How long it takes until none of these processes is left."""
    start = time.monotonic()
    while any(map(alive, pids)) and time.monotonic() - start < patience:
        time.sleep(0.01)
    left = [pid for pid in pids if alive(pid)]
    if left:
        raise Wrong(f"left behind: {', '.join(map(_named, left))}")
    return time.monotonic() - start


def _named(pid: int) -> str:
    try:
        return f"{pid} {Path(f'/proc/{pid}/cmdline').read_bytes()[:200]!r}"
    except OSError:
        return str(pid)


def _held(pid: int) -> int:
    try:
        with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
            return sum(int(line.split()[1]) << 10 for line in file if line.startswith("Private_"))
    except OSError:
        return 0
