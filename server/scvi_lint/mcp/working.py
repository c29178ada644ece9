"""One piece of work after another, called off when the client cancels or when it takes too long."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import anyio
import anyio.to_thread

from scvi_lint import interruption
from scvi_lint.answers.failure import Failure

T = TypeVar("T")

_MOMENT = 0.05


class Worker:
    """Runs work in a thread, so that messages are read meanwhile. Use from the event loop only."""

    def __init__(self) -> None:
        # The interpreter lets one thread of a process be called off: see `interruption`.
        self._turn = anyio.Lock()

    async def run(self, work: Callable[[], T], seconds: float) -> T:
        """What the work returns. Raises Failure when it takes too long."""
        async with self._turn:
            done = anyio.Event()
            found: list[T] = []
            failed: list[Exception] = []

            def attempt() -> None:
                interruption.begin()
                try:
                    found.append(work())
                except interruption.Interrupted:
                    failed.append(Failure(f"this took longer than {seconds:.0f} s"))
                except Exception as error:
                    failed.append(error)

            async with anyio.create_task_group() as tasks:
                tasks.start_soon(_mind, done, seconds)
                try:
                    # Not abandoned: the thread comes to its end before the next one begins.
                    await anyio.to_thread.run_sync(attempt)
                finally:
                    done.set()
            if failed:
                raise failed[0]
            return found[0]


async def _mind(done: anyio.Event, seconds: float) -> None:
    """Call the work off once its time is over or nobody waits for it any more."""
    try:
        with anyio.move_on_after(seconds):
            await done.wait()
    finally:
        with anyio.CancelScope(shield=True):
            while not done.is_set():
                interruption.call_off()
                await anyio.sleep(_MOMENT)
