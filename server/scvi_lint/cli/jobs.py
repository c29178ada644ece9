"""Many files on several cores: forked processes that share what is loaded, and send outcomes.

It pays from a hundred files that are about scvi-tools, which take a second: a second process costs
0.12 s of processor, since each finds out for itself what the first file did not need. Where there
is no fork, one process does it all.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import struct
from collections.abc import Callable, Iterator
from typing import Any

from scvi_lint.cli.contents import Contents
from scvi_lint.cli.failure import Failure, Troubles
from scvi_lint.cli.outcome import Outcome

_HEAD = struct.Struct("<Q")

# What a child sends: an outcome or none, how many troubles it met, or why it failed.
Message = tuple[str, Any]
Check = Callable[[Contents, Troubles], "Outcome | None"]


def processes(wish: int, files: int) -> int:
    """How many processes to use; `wish` is 0 when the user named no number."""
    if not hasattr(os, "fork") or files < 2:
        return 1
    if wish:
        return min(wish, files)
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(count or 1, 16)


def check_in_processes(
    check: Check, files: list[Contents], wish: int, troubles: Troubles
) -> Iterator[Outcome | None]:
    """What `check` says of each file, in no order. Raises Failure as `check` does.

    A process that dies takes its files with it: that is a trouble, not an end.
    """
    count = processes(wish, len(files))
    if count == 1:
        yield from (check(found, troubles) for found in files)
        return
    yield check(files[0], troubles)  # what it loads, the others share
    files = files[1:]
    workers: dict[int, _Worker] = {}
    try:
        for number in range(count):
            worker = _Worker(check, files[number::count], list(workers))
            workers[worker.stream] = worker
        while workers:
            ready, _, _ = select.select(list(workers), [], [])
            for stream in ready:
                worker = workers[stream]
                for kind, value in worker.messages():
                    if kind == "failure":
                        raise Failure(value)
                    if kind == "troubles":
                        troubles.count += value
                    else:
                        yield value
                if worker.ended:
                    del workers[stream]
                    if not worker.complete:
                        troubles.add("a process ended early: some files were not checked")
    finally:
        for worker in workers.values():
            worker.stop()


class _Worker:
    """A child and the pipe that it writes to."""

    def __init__(self, check: Check, files: list[Contents], others: list[int]) -> None:
        self.stream, writing = os.pipe()
        self.ended = False
        self.complete = False
        self._buffer = b""
        self._pid = os.fork()
        if self._pid == 0:
            for inherited in (self.stream, *others):
                os.close(inherited)
            _work(check, files, writing)
        os.close(writing)

    def messages(self) -> Iterator[Message]:
        """What has arrived, whole messages only."""
        part = os.read(self.stream, 1 << 20)
        if not part:
            self.ended = True
            os.close(self.stream)
            os.waitpid(self._pid, 0)
            return
        self._buffer += part
        while len(self._buffer) >= _HEAD.size:
            size = _HEAD.unpack_from(self._buffer)[0] + _HEAD.size
            if len(self._buffer) < size:
                return
            kind, value = pickle.loads(self._buffer[_HEAD.size : size])
            self._buffer = self._buffer[size:]
            if kind == "troubles":
                self.complete = True
            yield kind, value

    def stop(self) -> None:
        """End the child; nobody waits for its answers any more."""
        os.close(self.stream)
        os.kill(self._pid, signal.SIGTERM)
        os.waitpid(self._pid, 0)


def _work(check: Check, files: list[Contents], writing: int) -> None:
    """The child: check, send, leave without the parent's cleaning up."""
    code = 2
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent tells when to stop
        troubles = Troubles()
        try:
            for found in files:
                _send(writing, "outcome", check(found, troubles))
            _send(writing, "troubles", troubles.count)
        except Failure as failure:
            _send(writing, "failure", str(failure))
        code = 0
    except BrokenPipeError:
        code = 0  # the parent has stopped listening
    finally:
        os._exit(code)


def _send(writing: int, kind: str, value: object) -> None:
    data = pickle.dumps((kind, value), protocol=pickle.HIGHEST_PROTOCOL)
    message = memoryview(_HEAD.pack(len(data)) + data)
    while message:
        message = message[os.write(writing, message) :]
