"""Child processes that may hang, crash or be killed without harm to the server.

A child speaks JSON, one object a line. It starts when it is first asked, answers one request at a
time, and is killed when an answer takes too long, when the request is cancelled, or when the
server ends. It starts with `-I -S`: no environment variables, no `site`, no `.pth` file and
nothing of the working directory takes part; it is told where to import from.
"""

from __future__ import annotations

import asyncio
import importlib.util
import json
import logging
import os
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from subprocess import DEVNULL, PIPE, Popen

from scvi_lint.json_values import Json

logger = logging.getLogger(__name__)

# What a child runs: the named module's `main`, with our packages found from where they lie, but
# after the standard library, which nothing that lies beside them may shadow.
_BOOT = """
import sys, json
sys.path += json.loads(sys.argv[1])
from importlib import import_module
from scvi_lint.lsp.children.orphans import die_with_parent
die_with_parent()
import_module(sys.argv[2]).main()
"""
LARGEST_ANSWER = 16 * 1024 * 1024


class ChildFailed(Exception):
    """The child died, did not answer in time, or answered with an error."""


def homes(*packages: str) -> list[str]:
    """The folders from which these packages are imported."""
    found: list[str] = []
    for package in packages:
        spec = importlib.util.find_spec(package)
        for place in (spec.submodule_search_locations or []) if spec is not None else []:
            folder = os.path.dirname(os.path.abspath(place))
            if folder not in found:
                found.append(folder)
    return found


class Child:
    """One child process, started on demand and again after it was killed."""

    def __init__(self, module: str, packages: tuple[str, ...], *, patience: float) -> None:
        self._module = module
        self._packages = packages
        self._patience = patience
        self._process: Popen[bytes] | None = None
        self._turn = asyncio.Lock()

    @property
    def pid(self) -> int | None:
        """The process id of the running child."""
        return None if self._process is None else self._process.pid

    async def ask(self, request: Mapping[str, object], *, patience: float | None = None) -> Json:
        """The child's answer. Raises ChildFailed; a cancelled question kills the child."""
        async with self._turn:
            try:
                return await asyncio.wait_for(self._ask(request), patience or self._patience)
            except asyncio.CancelledError:
                self.kill()
                raise
            except (asyncio.TimeoutError, OSError, ValueError, EOFError) as error:
                self.kill()
                raise ChildFailed(f"{self._module}: {type(error).__name__} {error}") from error

    async def _ask(self, request: Mapping[str, object]) -> Json:
        process = self._process
        if process is None or process.poll() is not None:
            process = self._process = self._start()
        line = await _exchanged(process, json.dumps(request).encode() + b"\n")
        if not line:
            raise EOFError("the child has ended")
        answer: Json = json.loads(line)
        if not isinstance(answer, dict) or "error" in answer:
            raise ValueError(str(answer)[:500])
        return answer.get("result")

    def _start(self) -> Popen[bytes]:
        folders = homes("scvi_lint", *self._packages)
        return Popen(
            [sys.executable, "-I", "-S", "-c", _BOOT, json.dumps(folders), self._module],
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
        )

    def kill(self) -> None:
        """End the child now. It is started again by the next question."""
        process, self._process = self._process, None
        if process is not None:
            with suppress(OSError):
                process.kill()
            threading.Thread(target=_bury, args=(process,), daemon=True).start()


async def _exchanged(process: Popen[bytes], request: bytes) -> bytes:
    """The line with which a child answers, b"" if it has ended.

    A thread waits for it. (Who waits for a process of asyncio's own while it starts, and is called
    off with everything else because the loop ends, waits for ever.)
    """
    loop = asyncio.get_running_loop()
    answered: asyncio.Future[bytes] = loop.create_future()

    def tell(line: bytes) -> None:
        if not answered.done():
            answered.set_result(line)

    def talk() -> None:
        line = b""
        with suppress(OSError, ValueError):  # it was killed
            assert process.stdin is not None and process.stdout is not None
            process.stdin.write(request)
            process.stdin.flush()
            line = process.stdout.readline(LARGEST_ANSWER)
        with suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(tell, line)

    threading.Thread(target=talk, name="child", daemon=True).start()
    return await answered


def _bury(process: Popen[bytes]) -> None:
    """Wait for the end of a killed process, and let go of its pipes."""
    with suppress(OSError, ValueError):
        process.communicate()
