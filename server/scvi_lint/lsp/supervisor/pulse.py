"""Whether the server is alive: it answers within moments, or something holds it up.

Time is counted in ticks of this process, not in seconds: when the whole machine slept, both
processes did. Where the system tells how much the server computes, one that hardly gets its turn
is given more time. Nobody is asked while nothing is going on.
"""

from __future__ import annotations

TICK = 0.25  # seconds
STARTING = 240  # ticks that a server may take to answer at all: imports from a cold disk
MOST_MEMORY = 2 * 1024**3
_EACH = 4  # ticks between two looks at the memory


class _Silence:
    """For how long something did not come, and how much the server computed meanwhile."""

    __slots__ = ("_least", "_most", "_seconds", "computed", "ticks")

    def __init__(self, least: int, most: int, seconds: float) -> None:
        self._least = least
        self._most = most
        self._seconds = seconds
        self.broken()

    def goes_on(self, computed: float | None) -> None:
        self.ticks += 1
        self.computed += self._seconds if computed is None else computed

    def broken(self) -> None:
        self.ticks = 0
        self.computed = 0.0

    @property
    def too_long(self) -> bool:
        """Whether it took the least number of ticks and computed all the time, or the most."""
        least = self.ticks >= self._least and self.computed >= self._seconds
        return least or self.ticks >= self._most


class Pulse:
    """The heartbeat of one server."""

    def __init__(self) -> None:
        self.started = False  # it has answered
        # The document that is being analysed, "" for work that is about none …
        self.working_on: str | None = None
        self.serving: str | None = None  # … and the one that the last message was about
        self._asked = 0  # pings sent
        self._answered = 0
        self._starting = _Silence(STARTING, STARTING, 0.0)
        self._mute = _Silence(8, 24, 1.0)  # no answer
        self._idle = _Silence(8, 24, 1.0)  # messages wait, and none is served
        self._held_up = _Silence(20, 60, 2.0)  # documents wait for the work at another
        self._last: tuple[int | None, int | None] = (None, None)
        self._waits = [False, False]
        self._computed: float | None = None
        self._awake = True
        self._ticks = 0

    @property
    def watching(self) -> bool:
        """Whether ticks are wanted."""
        return self._awake

    @property
    def suspect(self) -> tuple[str | None, bool]:
        """The document that most likely holds the server up, and whether there is no doubt."""
        if self._idle.too_long and self.serving is not None:
            return self.serving, True
        if self.working_on is not None:
            return self.working_on or None, True
        return self.serving, False

    def wake(self) -> None:
        """The server was given something to do."""
        self._awake = True

    def rest(self) -> None:
        """There is no server any more."""
        self._awake = False

    def tick(self, computed: float | None) -> int | None:
        """A moment has passed. The number of the ping to send, if one is due.

        `computed` is for how many seconds the server has computed, if that is known.
        """
        self._ticks += 1
        before, self._computed = self._computed, computed
        spent = None if computed is None or before is None else computed - before
        self._starting.goes_on(spent)
        if self._asked > self._answered:
            self._mute.goes_on(spent)
            return None
        for silence, waits in zip((self._idle, self._held_up), self._waits, strict=True):
            if waits:
                silence.goes_on(spent)
        self._asked += 1
        self._mute.broken()
        return self._asked

    def answered(self, number: int, *, busy: bool, served: int | None, held_up: int | None) -> None:
        """The server answered a ping. While messages wait and no more are `served`, or others wait
        for the same job, an answer is as good as none."""
        self.started = True
        self._answered = max(self._answered, number)
        self._awake = busy
        now = (served, held_up)
        self._waits = [
            new is not None and new == old for new, old in zip(now, self._last, strict=True)
        ]
        for silence, waits in zip((self._idle, self._held_up), self._waits, strict=True):
            if not waits:
                silence.broken()
        self._last = now

    @property
    def stalled(self) -> bool:
        """Whether it is held up."""
        if not self.started:
            return self._starting.too_long
        return any(one.too_long for one in (self._mute, self._idle, self._held_up))

    @property
    def weigh(self) -> bool:
        """Whether it is time to look at the memory."""
        return self._ticks % _EACH == 0
