"""Ends the server when the editor that started it is gone.

The end of stdin normally says so; but a pipe can be held open by a sibling process, and an editor
can be killed with the pipe's other end inherited elsewhere.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable

PERIOD = 0.5  # seconds


def is_alive(pid: int) -> bool:
    """Whether a process with this id exists. A process that may not be asked is alive."""
    if sys.platform == "win32":
        return _is_alive_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _is_alive_on_windows(pid: int) -> bool:
    # os.kill(pid, 0) would send CTRL_C_EVENT there.
    import ctypes

    kernel = vars(ctypes)["windll"].kernel32  # which only Windows has
    synchronize, timed_out = 0x00100000, 0x00000102
    handle = kernel.OpenProcess(synchronize, False, pid)
    if not handle:
        return False
    try:
        return kernel.WaitForSingleObject(handle, 0) == timed_out
    finally:
        kernel.CloseHandle(handle)


def watch(pid: int | None, gone: Callable[[], None]) -> None:
    """Call `gone` from a thread once the process has ended.

    A process id that means nothing here (a client in another container) is not watched.
    """
    if pid is None or pid <= 0 or not is_alive(pid):
        return

    def run() -> None:
        pause = threading.Event()
        while is_alive(pid):
            pause.wait(PERIOD)
        gone()

    threading.Thread(target=run, name="watchdog", daemon=True).start()
