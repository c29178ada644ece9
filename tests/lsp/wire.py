"""A client made of a pipe: it says exactly what a test wants it to say, right or wrong.

The server under test is a real process. Every wait ends: a lost reply fails the test that waited.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from typing import Any

COMMAND = [sys.executable, "-c", "from scvi_lint.lsp import serve; serve()"]
PATIENCE = 20.0


class Wire:
    """The server's process, and messages to and from it."""

    def __init__(
        self,
        *,
        environment: dict[str, str] | None = None,
        cwd: str | None = None,
        command: list[str] = COMMAND,
    ):
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **(environment or {})},
            cwd=cwd,
        )
        self.received: list[dict[str, Any]] = []
        self._inbox: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._next_id = 0
        self.stderr: list[bytes] = []
        threading.Thread(target=self._read, daemon=True).start()
        threading.Thread(target=self._read_errors, daemon=True).start()

    # --- out ----------------------------------------------------------------------------------

    def send_bytes(self, data: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, message: Any) -> None:
        body = json.dumps(message).encode()
        self.send_bytes(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))

    def notify(self, method: str, params: Any = None) -> None:
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def ask(self, method: str, params: Any = None) -> int:
        """Send a request; its id."""
        self._next_id += 1
        self.send({"jsonrpc": "2.0", "id": self._next_id, "method": method, "params": params})
        return self._next_id

    def request(self, method: str, params: Any = None) -> Any:
        """The whole reply to a request."""
        return self.reply(self.ask(method, params))

    # --- in -----------------------------------------------------------------------------------

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while True:
            size = 0
            while True:
                line = stream.readline()
                if not line:
                    self._inbox.put(None)
                    return
                if line.lower().startswith(b"content-length:"):
                    size = int(line.split(b":")[1])
                elif not line.strip():
                    break
            self._inbox.put(json.loads(stream.read(size)))

    def _read_errors(self) -> None:
        assert self.process.stderr is not None
        self.stderr.extend(iter(self.process.stderr.readline, b""))

    def wait(self, wanted: Any, patience: float = PATIENCE) -> dict[str, Any]:
        """The first message, old or new, for which `wanted(message)` holds; it is taken out."""
        for index, message in enumerate(self.received):
            if wanted(message):
                return self.received.pop(index)
        end = time.monotonic() + patience
        while True:
            try:
                message = self._inbox.get(timeout=max(end - time.monotonic(), 0.001))
            except queue.Empty:
                raise AssertionError(f"no such message; got {self.received[-5:]}") from None
            if message is None:
                raise AssertionError(f"the server ended: {b''.join(self.stderr[-20:]).decode()}")
            if wanted(message):
                return message
            self.received.append(message)

    def reply(self, identity: int | str | None, patience: float = PATIENCE) -> dict[str, Any]:
        return self.wait(
            lambda message: "method" not in message and message.get("id", 0) == identity, patience
        )

    def drain(self, seconds: float) -> list[dict[str, Any]]:
        """Everything that arrives within this time, and what was left over."""
        end = time.monotonic() + seconds
        while (rest := end - time.monotonic()) > 0:
            try:
                message = self._inbox.get(timeout=rest)
            except queue.Empty:
                break
            if message is not None:
                self.received.append(message)
        found, self.received = self.received, []
        return found

    # --- life ---------------------------------------------------------------------------------

    def initialize(self, capabilities: Any = None, **more: Any) -> dict[str, Any]:
        params = {"processId": os.getpid(), "rootUri": None, "capabilities": capabilities or {}}
        reply = self.request("initialize", {**params, **more})
        self.notify("initialized", {})
        return reply

    def open(self, uri: str, text: str, language: str = "python", version: int = 1) -> None:
        document = {"uri": uri, "languageId": language, "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})

    def change(self, uri: str, version: int, *changes: dict[str, Any]) -> None:
        document = {"uri": uri, "version": version}
        params = {"textDocument": document, "contentChanges": list(changes)}
        self.notify("textDocument/didChange", params)

    def diagnostics(self, uri: str, version: int | None = None) -> list[dict[str, Any]]:
        """The next findings that are published for a text (in this version)."""

        def wanted(message: dict[str, Any]) -> bool:
            params = message.get("params") or {}
            return (
                message.get("method") == "textDocument/publishDiagnostics"
                and params["uri"] == uri
                and (version is None or params.get("version") == version)
            )

        return self.wait(wanted)["params"]["diagnostics"]

    def stop(self) -> int:
        """Shut down as the protocol wants it; the exit code."""
        self.request("shutdown")
        self.notify("exit")
        return self.process.wait(PATIENCE)

    def close(self) -> None:
        """End the process whatever state it is in."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(PATIENCE)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue

    def __enter__(self) -> Wire:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()
