"""Whether the server is alive: it answers within moments, or something holds it up.

Time is counted in ticks of this process, not in seconds: when the whole machine slept, or hardly
gets its turn, both processes did. Nobody is asked while nothing is going on.
"""

from __future__ import annotations

TICK = 0.25  # seconds
STALLED = 8  # ticks without an answer, or without anything done that others wait for
HELD_UP = 20  # ticks that one document keeps the others waiting
STARTING = 240  # … of a server that has never answered: imports from a cold disk
MOST_MEMORY = 2 * 1024**3
_EACH = 4  # ticks between two looks at the memory


class _Same:
    """How many times in a row something was as it was before. None is never the same."""

    __slots__ = ("times", "value")

    def __init__(self) -> None:
        self.value: int | None = None
        self.times = 0

    def seen(self, value: int | None) -> None:
        self.times = self.times + 1 if value is not None and value == self.value else 0
        self.value = value


class Pulse:
    """The heartbeat of one server."""

    def __init__(self) -> None:
        self.started = False  # it has answered
        self.working_on: str | None = None  # the document that is being analysed …
        self.serving: str | None = None  # … and the one that the last message was about
        self._asked = 0  # pings sent
        self._answered = 0
        self._waited = 0  # ticks since the last was sent
        self._served = _Same()
        self._held_up = _Same()
        self._awake = True
        self._ticks = 0

    @property
    def watching(self) -> bool:
        """Whether ticks are wanted."""
        return self._awake

    @property
    def suspect(self) -> str | None:
        """The document that most likely holds the server up."""
        return self.working_on or self.serving

    def wake(self) -> None:
        """The server was given something to do."""
        self._awake = True

    def rest(self) -> None:
        """There is no server any more."""
        self._awake = False

    def tick(self) -> int | None:
        """A moment has passed. The number of the ping to send, if one is due."""
        self._ticks += 1
        if self._asked > self._answered:
            self._waited += 1
            return None
        self._asked += 1
        self._waited = 0
        return self._asked

    def answered(self, number: int, *, busy: bool, served: int | None, held_up: int | None) -> None:
        """The server answered a ping. While messages wait and no more are `served`, or others wait
        for the same job, an answer is as good as none."""
        self.started = True
        self._answered = max(self._answered, number)
        self._awake = busy
        self._served.seen(served)
        self._held_up.seen(held_up)

    @property
    def stalled(self) -> bool:
        """Whether it is held up."""
        silent = max(self._waited, self._served.times)
        return silent >= (STALLED if self.started else STARTING) or self._held_up.times >= HELD_UP

    @property
    def weigh(self) -> bool:
        """Whether it is time to look at the memory."""
        return self._ticks % _EACH == 0
