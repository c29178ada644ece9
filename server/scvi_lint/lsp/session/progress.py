"""A progress bar in the editor, where it shows one."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Protocol, TypeVar

from lsprotocol import types

from scvi_lint.lsp.capabilities import ClientCapabilities

T = TypeVar("T")


class Conversation(Protocol):
    """The way to the editor; `session.Session` has it."""

    client: ClientCapabilities
    notify: Callable[[str, object], None]

    async def request(self, method: str, params: object, *, patience: float = 10.0) -> object: ...
    def spawn(self, work: Coroutine[object, None, T]) -> asyncio.Task[T]: ...


@asynccontextmanager
async def progress(
    session: Conversation, title: str, token: types.ProgressToken | None = None
) -> AsyncGenerator[Callable[[str], None], None]:
    """Show that something takes time; yields a function that says how far it is.

    `token` is the client's own, if it gave one; otherwise it is asked for a bar.
    """
    if token is None and session.client.progress:
        token = str(uuid.uuid4())
        created = types.WorkDoneProgressCreateParams(token=token)
        session.spawn(session.request(types.WINDOW_WORK_DONE_PROGRESS_CREATE, created))

    def send(value: object) -> None:
        if token is not None:
            session.notify(types.PROGRESS, types.ProgressParams(token=token, value=value))

    send(types.WorkDoneProgressBegin(title=title, cancellable=False))
    try:
        yield lambda message: send(types.WorkDoneProgressReport(message=message))
    finally:
        send(types.WorkDoneProgressEnd())
