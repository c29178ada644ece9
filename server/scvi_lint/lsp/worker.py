"""The one thread that analyses.

A document has at most one job waiting: a newer one takes its place, and whoever waited for the
older is told so at once. The job submitted last runs first – the user is looking at that
document – and jobs for documents that nobody looks at run when nothing else is to do. There is
no delay before a job: a trailing delay never ends for someone who types steadily.

The thread also collects garbage. A collection in the middle of an analysis costs as much as the
analysis; so the collector is off and is called here, between jobs: after each for what it left
behind, and for everything when the user pauses, or at the latest after so many jobs.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import threading
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

logger = logging.getLogger(__name__)

T = TypeVar("T")
MOST_JOBS_WITHOUT_FULL_COLLECTION = 256
LEAST_JOBS_WITHOUT_FULL_COLLECTION = 8
PAUSE = 0.5  # seconds without a job: nobody is typing


class Superseded(Exception):
    """A newer job for the same document took this one's place."""


class _Job:
    __slots__ = ("future", "run")

    def __init__(self, run: Callable[[], Any], future: asyncio.Future[Any]) -> None:
        self.run = run
        self.future = future


class Worker:
    """Runs jobs one after another, in a thread of its own. Use from the event loop only."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._urgent: dict[Hashable, _Job] = {}
        self._background: dict[Hashable, _Job] = {}
        self._wake = threading.Condition()
        self._stopped = False
        self._since_collection = 0
        threading.Thread(target=self._run, name="worker", daemon=True).start()

    def submit(
        self, key: Hashable, run: Callable[[], T], *, background: bool = False
    ) -> asyncio.Future[T]:
        """Run this soon, in place of what waits for `key`. The future gets what it returns."""
        future: asyncio.Future[T] = self._loop.create_future()
        # Nobody need look at a failure: it is logged where it happens.
        future.add_done_callback(lambda done: done.cancelled() or done.exception())
        with self._wake:
            older = self._urgent.pop(key, None) or self._background.pop(key, None)
            (self._background if background else self._urgent)[key] = _Job(run, future)
            self._wake.notify()
        if older is not None and not older.future.done():
            older.future.set_exception(Superseded())
        return future

    def drop(self, key: Hashable) -> None:
        """Forget what waits for `key`."""
        with self._wake:
            job = self._urgent.pop(key, None) or self._background.pop(key, None)
        if job is not None and not job.future.done():
            job.future.set_exception(Superseded())

    def stop(self) -> None:
        with self._wake:
            self._stopped = True
            self._wake.notify()

    def _run(self) -> None:
        while True:
            job = self._next()
            if job is None:
                return
            result, error = None, None
            try:
                result = job.run()
            except Exception as raised:
                logger.exception("a job failed")
                error = raised
            try:
                self._loop.call_soon_threadsafe(_deliver, job.future, result, error)
            except RuntimeError:
                return  # the loop is closed: the server is going away
            del job, result, error
            self._collect()

    def _next(self) -> _Job | None:
        with self._wake:
            while not (self._urgent or self._background or self._stopped):
                due = self._since_collection >= LEAST_JOBS_WITHOUT_FULL_COLLECTION
                if not self._wake.wait(PAUSE if due else None) and due:
                    self._since_collection = 0
                    gc.collect()
            if self._stopped:
                return None
            if self._urgent:
                return self._urgent.popitem()[1]
            oldest = next(iter(self._background))
            return self._background.pop(oldest)

    def _collect(self) -> None:
        self._since_collection += 1
        if self._since_collection < MOST_JOBS_WITHOUT_FULL_COLLECTION:
            gc.collect(0)
        else:
            self._since_collection = 0
            gc.collect()


def _deliver(future: asyncio.Future[Any], result: Any, error: Exception | None) -> None:
    if future.done():
        return
    if error is None:
        future.set_result(result)
    else:
        future.set_exception(error)
