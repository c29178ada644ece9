"""Work that somebody can call off from another thread.

Whoever does long work asks at each of its steps (`check`); whoever wants its thread for something
else calls it off. One thread of a process works in this sense: the one that called `begin`. What
other threads do beside it is not touched, and a process that never calls anything off pays for one
look at a number.
"""

from __future__ import annotations

from _thread import get_ident


class Interrupted(BaseException):
    """The work was called off. No `Exception`: nobody on the way may take it for a failure."""


class _State:
    __slots__ = ("called_off", "worker")

    def __init__(self) -> None:
        self.worker = 0  # the thread that works
        self.called_off = 0  # the same, once its work is called off


_state = _State()


def begin() -> None:
    """New work begins in this thread: what was called off was another."""
    _state.worker = get_ident()
    _state.called_off = 0


def call_off() -> None:
    """Have the work end at its next step."""
    _state.called_off = _state.worker


def called_off() -> bool:
    """Whether the work of this thread was called off."""
    return _state.called_off != 0 and _state.called_off == get_ident()


def check() -> None:
    """Raise Interrupted if the work of this thread was called off."""
    if called_off():
        raise Interrupted
