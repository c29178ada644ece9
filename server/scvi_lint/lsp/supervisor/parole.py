"""Documents that held the server up: they are left alone, and after a while tried again.

Tried again when they are edited or saved, not before, and each time that it was in vain they wait
twice as long: somebody who types in such a document must not have the server killed at every key.
"""

from __future__ import annotations

import time

FIRST = 30.0  # seconds
LONGEST = 3600.0


class Parole:
    """Which documents are held, and until when."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}
        self._times: dict[str, int] = {}
        self._doubtful: set[str] = set()

    @property
    def held(self) -> list[str]:
        return list(self._until)

    def hold(self, uri: str) -> None:
        """It held the server up."""
        times = self._times[uri] = self._times.get(uri, 0) + 1
        self._until[uri] = time.monotonic() + min(FIRST * 2.0 ** (times - 1), LONGEST)

    def doubted(self, uri: str) -> bool:
        """Whether it was thought of before, when it was not sure which document did it."""
        known = uri in self._doubtful
        self._doubtful.add(uri)
        return known

    def ends(self, uri: str) -> bool:
        """Whether a document that is edited now is to be tried again."""
        until = self._until.get(uri)
        if until is None or time.monotonic() < until:
            return False
        del self._until[uri]
        return True

    def close(self, uri: str) -> None:
        """It is no longer open: whoever opens it wants it looked at."""
        self._until.pop(uri, None)
        self._doubtful.discard(uri)
