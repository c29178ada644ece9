"""The server proper as a process: started, spoken to, and ended with all that it started."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress

from scvi_lint.lsp.wire.transport import Frame, Reader, Unreadable, Writer, frames

Deliver = Callable[["ServerProcess", "Frame | Unreadable | None"], None]

# `-I`: neither the working directory nor the environment says what is imported. What this process
# was told beyond that (a user's own site, an editable install) comes after.
_BOOT = """
import sys, json
sys.path += [folder for folder in json.loads(sys.argv[1]) if folder not in sys.path]
from scvi_lint.lsp import converse
converse()
"""
PATIENCE = 1.0  # seconds, for a process that was killed to be gone


class ServerProcess:
    """One life of the server. Whatever it writes is delivered, with None at its end."""

    def __init__(self, deliver: Deliver) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", _BOOT, json.dumps(_folders())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # A group of its own: what it starts is killed with it.
            start_new_session=os.name == "posix",
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        self._writer = Writer(self._process.stdin.fileno(), lambda: None)
        Reader(
            frames(self._process.stdout.fileno()),
            lambda frame: deliver(self, frame),
            lambda: deliver(self, None),
        ).start()

    def send(self, body: bytes) -> None:
        self._writer.write(body)

    def memory(self) -> int:
        """The bytes that it holds, 0 where nobody says."""
        try:
            with open(f"/proc/{self._process.pid}/statm", encoding="ascii") as file:
                return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        except (OSError, ValueError, IndexError):
            return 0

    def computed(self) -> float | None:
        """For how many seconds it has computed, None where nobody says."""
        try:
            with open(f"/proc/{self._process.pid}/stat", encoding="ascii") as file:
                fields = file.read().rpartition(")")[2].split()
            return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        except (OSError, ValueError, IndexError):
            return None

    def exit_code(self, patience: float) -> int | None:
        """How it ended by itself; None if it does not."""
        try:
            return self._process.wait(patience)
        except subprocess.TimeoutExpired:
            return None

    def kill(self) -> None:
        """End it now, whatever it computes, and everything that it started."""
        with suppress(OSError):
            if os.name == "posix":
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()
        self._writer.close(PATIENCE)
        self.exit_code(PATIENCE)


def _folders() -> list[str]:
    """Where this process imports from; never the folder that it happens to be in."""
    try:
        here = os.path.realpath(os.getcwd())
    except OSError:
        here = ""  # the folder is gone
    return [path for path in sys.path if os.path.isabs(path) and os.path.realpath(path) != here]
