"""The limits under which the child works, as far as the system has them.

Memory and files are bounded for the whole child. Time is bounded for each look, by a clock of the
kernel that ends the process whatever a library is busy with: so a child needs nobody to end it,
and good files are read however many came before. While it looks it also ends with the process
that asked: its death closes the pipe of requests, and the kernel is told to take that for a reason.
"""

from __future__ import annotations

import os
import select
import signal
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from math import inf

from scvi_lint.evidence.child.bounds import GROWTH, MEMORY

_PART = 0.7  # of its time; what was not begun by then is left out, and the rest is told
_GRACE = 1.0  # seconds that the client's own clock comes earlier
_REQUESTS = 0  # the pipe that closes when the client is gone


class _Now:
    """The look that is under way: when its time is nearly over. And how large the process was
    after its first."""

    end = inf
    size = 0


_now = _Now()


def apply() -> None:
    """No file written, no core left behind, memory bounded."""
    try:
        import resource
    except ImportError:  # Windows has none; the client's clock still holds
        return
    for kind, most in (("RLIMIT_CORE", 0), ("RLIMIT_FSIZE", 0), ("RLIMIT_AS", MEMORY)):
        try:
            _, hard = resource.getrlimit(getattr(resource, kind))
            if hard != resource.RLIM_INFINITY:
                most = min(most, hard)
            resource.setrlimit(getattr(resource, kind), (most, most))
        except (AttributeError, OSError, ValueError):
            continue


@contextmanager
def one_look(seconds: float) -> Generator[None]:
    """A look that may take so long, and ends with the client."""
    _now.end = time.monotonic() + _PART * seconds
    _end_after(seconds + _GRACE)
    _end_with_client(True)
    try:
        yield
    finally:
        _end_with_client(False)
        _end_after(0)
        _now.end = inf


def late() -> bool:
    """Whether the time of this look is nearly over."""
    return time.monotonic() > _now.end


def _end_after(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        _fatal(signal.SIGALRM)
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _end_with_client(begin: bool) -> None:
    """Have the kernel end this process when the pipe of requests closes. Nothing else comes
    through it now: the client asks again only after the answer."""
    try:
        import fcntl

        flags = fcntl.fcntl(_REQUESTS, fcntl.F_GETFL)
        if not begin:
            fcntl.fcntl(_REQUESTS, fcntl.F_SETFL, flags & ~fcntl.FASYNC)
            return
        _fatal(signal.SIGIO)
        fcntl.fcntl(_REQUESTS, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(_REQUESTS, fcntl.F_SETFL, flags | fcntl.FASYNC)
    except (AttributeError, ImportError, OSError):  # the clock still holds
        return
    asked = select.poll()
    asked.register(_REQUESTS, select.POLLHUP)
    if asked.poll(0):  # it was closed before that
        os._exit(0)


def _fatal(number: int) -> None:
    signal.signal(number, signal.SIG_DFL)
    with suppress(AttributeError):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {number})


def worn() -> bool:
    """Whether so much was kept of the files so far that another look had less than the first."""
    try:
        with open("/proc/self/statm", "rb") as stream:
            size = int(stream.read(40).split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return False
    _now.size = _now.size or size
    return size - _now.size > GROWTH
