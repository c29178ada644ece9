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
from typing import Any

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
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()

    @property
    def pid(self) -> int | None:
        """The process id of the running child."""
        return None if self._process is None else self._process.pid

    async def ask(self, request: dict[str, Any], *, patience: float | None = None) -> Any:
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

    async def _ask(self, request: dict[str, Any]) -> Any:
        process = self._process
        if process is None or process.returncode is not None:
            process = self._process = await self._start()
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(json.dumps(request).encode() + b"\n")
        await process.stdin.drain()
        line = await process.stdout.readline()
        if not line:
            raise EOFError("the child has ended")
        answer = json.loads(line)
        if not isinstance(answer, dict) or "error" in answer:
            raise ValueError(str(answer)[:500])
        return answer.get("result")

    async def _start(self) -> asyncio.subprocess.Process:
        folders = homes("scvi_lint", *self._packages)
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-I",
            "-S",
            "-c",
            _BOOT,
            json.dumps(folders),
            self._module,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=LARGEST_ANSWER,
        )

    def kill(self) -> None:
        """End the child now. It is started again by the next question."""
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            try:
                process.kill()
            except ProcessLookupError:
                return
