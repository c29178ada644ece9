"""Talks to the child that reads files: started when first asked, killed when it hangs, renewed.

A child is never waited for: one that sits in a system call (a network file system that does not
answer) cannot be killed, so it is left behind, and the file that it hangs at is refused. No other
file is: each is asked for until a child that saw none before it has failed at it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from scvi_lint.evidence.wants import Place, Want

if TYPE_CHECKING:
    from scvi_lint.json_values import Table

    Request = dict[str, str | list[str]]  # as `told.Request`, in the making

SECONDS = 5.0  # for one file
LESS_SECONDS = 1.0  # for each further file when so many
HANGING = 3  # took too long
FOR_A_RUN = 20.0  # lost in all to files that take too long, where somebody waits for all
GAVE_UP = "others took too long, and no further file was read"
START_SECONDS = 20.0  # for the child's own imports, on a cold and busy machine
LOOKS = 200  # of one child; what libraries may have kept or broken by then goes with it
NO_START = "what reads such files cannot be started"
ANSWER = 65 << 20  # bytes of one answer, of which the child knows, too

_LIBRARIES = ("h5py", "numpy", "numcodecs")
_PROGRAM = (
    "import sys; sys.path[:] = {paths!r} + sys.path; sys.dont_write_bytecode = True; "
    "from scvi_lint.evidence.child.serving import serve; serve()"
)


class NotStarted(Exception):
    """The child did not come as far as to look at a file: it is no file's fault."""


class Child:
    """One child process. `ask` answers or raises TimeoutError, EOFError when it has died, or
    NotStarted."""

    def __init__(self) -> None:
        self._process = _start()
        self._lines: SimpleQueue[bytes] = SimpleQueue()
        threading.Thread(target=self._listen, name="evidence", daemon=True).start()
        self.looks = 0

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        while True:
            try:
                line = stream.readline(ANSWER)
            except (OSError, ValueError):
                line = b""
            self._lines.put(line)
            if not line:
                return

    def ask(self, request: Request, seconds: float) -> Table:
        stream = self._process.stdin
        assert stream is not None
        try:
            stream.write(json.dumps({**request, "seconds": seconds}).encode() + b"\n")
            stream.flush()
        except (OSError, ValueError):
            raise NotStarted from None
        try:
            self._line(START_SECONDS)  # it has imported what it needs
        except (EOFError, TimeoutError):
            raise NotStarted from None
        answer: Table = json.loads(self._line(seconds))
        self.looks += 1
        return answer

    def _line(self, seconds: float) -> bytes:
        try:
            line = self._lines.get(timeout=seconds)
        except Empty:
            raise TimeoutError from None
        if not line.endswith(b"\n"):
            raise EOFError
        return line

    def kill(self) -> None:
        """End it now, and do not wait for its end."""
        with suppress(OSError):
            self._process.kill()
        # Not communicate() and not wait(): both would hang with it.
        stream = self._process.stdin
        if stream is not None:
            with suppress(OSError):
                stream.close()
        threading.Thread(target=self._process.wait, daemon=True).start()


def _start() -> subprocess.Popen[bytes]:
    """The child, isolated: no user site, no `.pth` files, no environment, an explicit path."""
    environment = {
        "HDF5_PLUGIN_PRELOAD": "::",  # no compression plug-ins from outside
        "HDF5_USE_FILE_LOCKING": "FALSE",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
    for name in ("SYSTEMROOT", "TEMP", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
        if name in os.environ:
            environment[name] = os.environ[name]
    return subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", _PROGRAM.format(paths=search_path())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        close_fds=True,
        cwd=os.path.dirname(sys.executable) or None,
    )


def search_path() -> list[str]:
    """Where the child finds this package and the libraries that read files.

    Only folders that hold them, and never the working directory: a repository's own `h5py.py`
    must not be what is imported.
    """
    from importlib.machinery import PathFinder

    here = os.path.realpath(os.getcwd())
    own = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    usual = [path for path in sys.path if os.path.isabs(path) and os.path.realpath(path) != here]
    found = {own: None}
    for name in _LIBRARIES:
        spec = PathFinder.find_spec(name, usual)
        if spec is not None and spec.origin:
            found[os.path.dirname(os.path.dirname(spec.origin))] = None
    return list(found)


class Client:
    """Answers wants, with at most one child at a time. Safe to use from several threads.

    Each look at a file may take so many `seconds`, and `lost` ones all those together that take
    too long; without `lost` they are counted anew with each batch.
    """

    def __init__(self, seconds: float = SECONDS, lost: float | None = None) -> None:
        self._seconds = seconds
        self._lost = lost
        self._slow = 0  # files that took too long
        self._child: Child | None = None
        self._lock = threading.Lock()

    def look(self, wanted: Iterable[tuple[Want, Place]]) -> dict[Want, Table]:
        """What the child says of each file; `{"refused": why}` where it says nothing."""
        found: dict[Want, Table] = {}
        starts = True
        with self._lock:
            if self._lost is None:
                self._slow = 0
            for want, place in wanted:
                if not starts:
                    found[want] = {"refused": NO_START}
                    continue
                seconds = self._seconds
                if self._slow >= HANGING:
                    seconds = min(LESS_SECONDS, seconds)
                if self._lost is not None and self._lost <= 0:
                    found[want] = {"refused": GAVE_UP}
                    continue
                try:
                    found[want] = self._asked(request(want, place), seconds)
                except TimeoutError:
                    self._slow += 1
                    if self._lost is not None:
                        self._lost -= seconds
                    found[want] = {"refused": "reading it took too long"}
                except NotStarted:
                    starts = False
                    found[want] = {"refused": NO_START}
                except (EOFError, OSError, ValueError):
                    found[want] = {"refused": "reading it failed"}
        return found

    def _asked(self, asked: Request, seconds: float) -> Table:
        """The answer of a child, of a new one where one that has seen other files fails."""
        if self._child is not None and self._child.looks >= LOOKS:
            self._end()
        used = self._child is not None
        try:
            return self._ask(asked, seconds)
        except TimeoutError:
            self._end()
            raise
        except (NotStarted, EOFError, OSError, ValueError):
            self._end()
            if not used:
                raise
        return self._asked(asked, seconds)

    def _ask(self, asked: Request, seconds: float) -> Table:
        if self._child is None:
            try:
                self._child = Child()
            except OSError:
                raise NotStarted from None
        answer = self._child.ask(asked, seconds)
        if answer.pop("worn", False):
            self._end()
        return answer

    def _end(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child = None

    def close(self) -> None:
        """Let go of the child."""
        with self._lock:
            self._end()


def request(want: Want, place: Place) -> Request:
    """The line that the child is sent."""
    asked: Request = {"form": want[0], "path": place.path}
    if want[0] == "crosstab":
        asked.update(modality=want[3], columns=[want[4], want[5]])
    elif want[0] == "zeros":
        asked.update(modality=want[3], entry=want[4], column=want[5])
    elif want[0] in ("genes", "cells"):
        asked.update(modality=want[3])
    return asked
