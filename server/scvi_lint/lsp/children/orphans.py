"""A process that must not outlive the one that started it."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress

_SET_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG


def die_with_parent() -> None:
    """Have the system kill this process when its parent ends, however that ends, and whatever
    this one computes. Only Linux can; elsewhere the end of stdin has to do.

    To be called in a child of a process's main thread: it is the thread's end that counts.
    """
    if sys.platform != "linux":
        return
    parent = os.getppid()
    with suppress(ImportError, AttributeError, OSError):
        # What `ctypes` itself calls; to import that takes 15 ms of the start.
        import _ctypes  # pyright: ignore[reportMissingModuleSource]

        native = vars(_ctypes)
        program = native["dlopen"](None, 0)  # not a library, but this program itself
        prctl = native["dlsym"](program, "prctl")
        native["call_function"](prctl, (_SET_DEATH_SIGNAL, int(signal.SIGKILL)))
    if os.getppid() != parent:
        end_group()


def end_group(code: int = 1) -> None:
    """End this process and, if it leads a group of processes, all of them, at once."""
    if os.name == "posix" and os.getpgrp() == os.getpid():
        os.killpg(os.getpid(), signal.SIGKILL)
    os._exit(code)
