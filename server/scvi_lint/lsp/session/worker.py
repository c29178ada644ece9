"""The one thread that analyses.

A document has at most one job waiting: a newer one takes its place, and whoever waited for the
older is told so at once. The job submitted last runs first – the user is looking at that
document – and jobs for documents that nobody looks at run when nothing else is to do. There is
no delay before a job: a trailing delay never ends for someone who types steadily.

A job gives way. One that is out of date is called off after a moment; one that others wait for –
somebody has opened, edited or asked about another document meanwhile – begins anew when nothing
else is to do; one that takes for ever is given up. So no document keeps the others waiting. (Not
every step of a job can be called off; the supervisor watches over the rest.)

The thread also collects garbage. A collection of everything in the middle of an analysis costs as
much as the analysis; so the collector is called here, between jobs: after each for what it left
behind, and for more when the user pauses, or at the latest after so many jobs. While it looks, no
other thread has its turn. So it looks in passing at what a long job makes, and neither that nor
what was found in use once is looked at again each time: it is released piece by piece, whatever
the collector thinks of it.
"""

from __future__ import annotations

import asyncio
import gc
import itertools
import logging
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

from scvi_lint import interruption

logger = logging.getLogger(__name__)

T = TypeVar("T")
MOST_JOBS_WITHOUT_FULL_COLLECTION = 256
LEAST_JOBS_WITHOUT_FULL_COLLECTION = 8
THOROUGHLY = 16  # every so many of these look at everything
PIECE, NEVER = 20_000, 1_000_000  # objects; collections
MOST_PIECES = 12
MOST_AT_ONCE = 1_000_000  # objects
HOUSEKEEPING = ""  # what is worked at, if it is no document
PAUSE = 0.5  # seconds without a job: nobody is typing
# Seconds that a job has for itself while another document waits, and while a newer state of its
# own does: who types steadily in a long program wants to see something now and then.
TURN = 0.1
OWN_TURN = 0.5
LONGEST = 20.0
MINDING = 1.0  # seconds between two looks at how long a job has taken


class Superseded(Exception):
    """A newer job for the same document took this one's place."""


class TooLong(Exception):
    """A job took longer than any job may."""


class _Job:
    __slots__ = ("about", "future", "give_up", "key", "number", "run")

    def __init__(
        self,
        number: int,
        key: str,
        about: str,
        run: Callable[[], object],
        future: asyncio.Future[Any],
    ) -> None:
        self.number = number
        self.key = key
        self.about = about
        self.run = run
        self.future = future
        self.give_up = False


class Worker:
    """Runs jobs one after another, in a thread of its own. Use from the event loop only.

    A job is about a document, which most often is its key, too. `on_work` is called in the thread
    with that before the job begins, and with None after it.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        on_work: Callable[[str | None], None] = lambda key: None,
    ) -> None:
        self._loop = loop
        self._on_work = on_work
        self._urgent: dict[str, _Job] = {}
        self._background: dict[str, _Job] = {}
        self._current: _Job | None = None
        self._numbers = itertools.count(1)
        self._wake = threading.Condition()
        self._stopped = False
        self._since_collection = 0
        self._collections = 0
        self._pieces = 0  # looked at in passing, since the last of these
        self._began = 0.0  # when the current job did
        self._minded = False
        threading.Thread(target=self._run, name="worker", daemon=True).start()

    @property
    def busy(self) -> bool:
        """Whether there is anything to do. From any thread."""
        return self._current is not None or bool(self._urgent or self._background)

    @property
    def held_up(self) -> int | None:
        """The number of the job that another document waits for. From any thread."""
        current, waiting = self._current, list(self._urgent)
        if current is None or waiting in ([], [current.key]):
            return None
        return current.number

    def submit(
        self, key: str, run: Callable[[], T], *, about: str = "", background: bool = False
    ) -> asyncio.Future[T]:
        """Run this soon, in place of what waits for `key`. The future gets what it returns."""
        future: asyncio.Future[T] = self._loop.create_future()
        # Nobody need look at a failure: it is logged where it happens.
        future.add_done_callback(lambda done: done.cancelled() or done.exception())
        job = _Job(next(self._numbers), key, about or key, run, future)
        with self._wake:
            older = self._urgent.pop(key, None) or self._background.pop(key, None)
            (self._background if background else self._urgent)[key] = job
            current = self._current
            self._wake.notify()
        if older is not None and not older.future.done():
            older.future.set_exception(Superseded())
        if current is not None and (current.key == key or not background):
            turn = OWN_TURN if current.key == key else TURN
            self._loop.call_later(turn, self._call_off, current)
        if not self._minded:
            self._minded = True
            self._loop.call_later(MINDING, self._mind)
        return future

    def drop(self, key: str) -> None:
        """Forget what waits for `key`."""
        with self._wake:
            job = self._urgent.pop(key, None) or self._background.pop(key, None)
            current = self._current
            if current is not None and current.key == key:
                current.give_up = True
                interruption.call_off()
        for known in (job, current if current is not None and current.give_up else None):
            if known is not None and not known.future.done():
                known.future.set_exception(Superseded())

    def stop(self) -> None:
        with self._wake:
            self._stopped = True
            interruption.call_off()
            self._wake.notify()

    def _call_off(self, job: _Job) -> None:
        """A job has had its turn. It goes on if nobody waits any more."""
        with self._wake:
            if self._current is job and (self._urgent or job.key in self._background):
                interruption.call_off()

    def _mind(self) -> None:
        """Give a job up that does not come to an end. Called again as long as there is work."""
        with self._wake:
            job = self._current
            if job is not None and time.monotonic() - self._began > LONGEST:
                job.give_up = True
                interruption.call_off()
        self._minded = self.busy
        if self._minded:
            self._loop.call_later(MINDING, self._mind)

    # --- the thread ---------------------------------------------------------------------------

    def _run(self) -> None:
        while True:
            job = self._next()
            if job is None:
                return
            result, error, again = None, None, False
            self._on_work(job.about)
            try:
                with self._collecting_in_passing():
                    result = job.run()
            except interruption.Interrupted:
                again, error = self._interrupted(job)
            except Exception as raised:
                logger.exception("a job failed")
                error = raised
            with self._wake:
                self._current = None
            if not again:
                with suppress(RuntimeError):  # the loop is closed: the server is going away
                    self._loop.call_soon_threadsafe(_deliver, job.future, result, error)
            del job, result, error
            self._collect()  # what the job left behind: if that takes long, it is the job's doing
            self._on_work(None)

    def _interrupted(self, job: _Job) -> tuple[bool, Exception | None]:
        """Whether the job begins anew later; if not, why: a newer state is there, or it is no
        use."""
        with self._wake:
            if job.key in self._urgent or job.key in self._background:
                return False, Superseded()
            if job.give_up:
                logger.warning("%s takes too long: it is left alone as it is now", job.about)
                return False, TooLong()
            self._background[job.key] = job
            return True, None

    def _next(self) -> _Job | None:
        with self._wake:
            while not (self._urgent or self._background or self._stopped):
                due = self._since_collection >= LEAST_JOBS_WITHOUT_FULL_COLLECTION
                if not self._wake.wait(PAUSE if due else None) and due:
                    self._collect_more()
            if self._stopped:
                return None
            if self._urgent:
                job = self._urgent.popitem()[1]
            else:
                job = self._background.pop(next(iter(self._background)))
            self._current = job
            self._began = time.monotonic()
            interruption.begin()
        return job

    def _collect(self) -> None:
        self._since_collection += 1
        if self._pieces > MOST_PIECES:
            self._pieces = 0
            gc.freeze()
        if self._since_collection < MOST_JOBS_WITHOUT_FULL_COLLECTION:
            gc.collect(0)
        else:
            self._collect_more()

    def _collect_more(self) -> None:
        """Look at all that was made since the last time; now and then at everything, if that is
        not so much that it would be felt."""
        self._on_work(HOUSEKEEPING)
        self._since_collection = self._pieces = 0
        self._collections += 1
        if self._collections % THOROUGHLY == 0 and gc.get_freeze_count() < MOST_AT_ONCE:
            gc.unfreeze()
        gc.collect()
        gc.freeze()
        self._on_work(None)

    @contextmanager
    def _collecting_in_passing(self) -> Generator[None, None, None]:
        """What is made here is looked at in pieces, each a moment's work, and never twice."""
        pieces = gc.get_count()[1]
        gc.set_threshold(PIECE, NEVER, NEVER)
        gc.enable()
        try:
            yield
        finally:
            gc.disable()
            self._pieces += gc.get_count()[1] - pieces


def _deliver(future: asyncio.Future[Any], result: object, error: Exception | None) -> None:
    if future.done():
        return
    if error is None:
        future.set_result(result)
    else:
        future.set_exception(error)
