"""A client of the SDK, and the command as a process of its own."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import anyio
import mcp_types as types
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

MODES = ("auto", "legacy")
PATIENCE = 90


@contextlib.asynccontextmanager
async def client(
    here: Path, roots: Sequence[str] | None = None, mode: str = "auto"
) -> AsyncIterator[Client]:
    """A client whose server was started in `here`; `roots` are addresses that it names."""
    command = "import sys; from scvi_lint.__main__ import main; sys.argv[1:] = ['mcp']; main()"
    server = StdioServerParameters(command=sys.executable, args=["-c", command], cwd=str(here))
    asked: dict[str, Any] = {}
    if roots is not None:

        async def name(_: Any) -> types.ListRootsResult:
            return types.ListRootsResult(roots=[types.Root(uri=one) for one in roots])

        asked["list_roots_callback"] = name
    with open(here / "stderr.txt", "w", encoding="utf-8") as errors:
        async with Client(
            stdio_client(server, errlog=errors), mode=mode, read_timeout_seconds=PATIENCE, **asked
        ) as found:
            yield found


def talk(
    say: Callable[[Client], Awaitable[None]],
    here: Path,
    roots: Sequence[str] | None = None,
    mode: str = "auto",
) -> None:
    """Have one conversation, which must come to an end."""

    async def all_of_it() -> None:
        with anyio.fail_after(PATIENCE):
            async with client(here, roots, mode) as found:
                await say(found)

    anyio.run(all_of_it)


async def call(found: Client, tool: str, **given: Any) -> dict[str, Any]:
    """A call that must be answered with a result."""
    result = await found.call_tool(tool, given)
    assert not result.is_error, result.content
    assert isinstance(result.structured_content, dict)
    return result.structured_content


async def refused(found: Client, tool: str, **given: Any) -> str:
    """A call that must be answered with a reason why not."""
    result = await found.call_tool(tool, given)
    assert result.is_error, result.structured_content
    (said,) = result.content
    assert isinstance(said, types.TextContent)
    return said.text
