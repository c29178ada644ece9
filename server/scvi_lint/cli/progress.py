"""A line on the terminal while a long check runs; nothing in a pipe or in a build."""

from __future__ import annotations

import sys
import time

from scvi_lint.cli.terminal import in_ci, is_terminal

# Short runs show nothing, long ones a new number ten times a second.
_PATIENCE = 0.6
_PAUSE = 0.1


class Progress:
    """`step` once for each file, `close` before anything else is printed."""

    __slots__ = ("_done", "_next", "_shown", "_total")

    def __init__(self, total: int, *, quiet: bool) -> None:
        self._total = total
        self._done = 0
        self._shown = False
        silent = quiet or in_ci() or not is_terminal(sys.stderr)
        self._next = float("inf") if silent else time.monotonic() + _PATIENCE

    def step(self) -> None:
        self._done += 1
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _PAUSE
            self._shown = True
            sys.stderr.write(f"\r\x1b[Kchecked {self._done} of {self._total}")
            sys.stderr.flush()

    def close(self) -> None:
        """Leave the line empty."""
        if self._shown:
            self._shown = False
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
