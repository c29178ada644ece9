"""`workspace/executeCommand`: open a page, explain a rule, draw a program, look into a folder; say
what the server assumes, and knows of itself."""

from __future__ import annotations

import asyncio
import json
import os
import platform
import sys
from typing import TYPE_CHECKING

from lsprotocol import types

from scvi_lint.escaping import sentence, visible
from scvi_lint.lsp.documents.paths import to_uri
from scvi_lint.lsp.names import (
    ALLOW_FOLDER,
    EXPLAIN,
    FILE,
    KEPT,
    OPEN_PAGE,
    PICTURE,
    PRINT_DEBUG_INFORMATION,
    STATUS,
)
from scvi_lint.lsp.session.addresses import is_ours
from scvi_lint.lsp.session.explaining import beginning, explanation
from scvi_lint.lsp.session.session import Session
from scvi_lint.lsp.wire.codes import INVALID_PARAMS
from scvi_lint.lsp.wire.protocol import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

METHOD = types.WORKSPACE_EXECUTE_COMMAND


async def handle(session: Session, params: types.ExecuteCommandParams) -> object:
    """Do what the command says."""
    if params.command == OPEN_PAGE:
        return await _open_page(session, params.arguments or ())
    if params.command == EXPLAIN:
        return await _explain(session, params.arguments or ())
    if params.command == PRINT_DEBUG_INFORMATION:
        return _debug_information(session)
    if params.command == STATUS:
        return await _status(session, params.arguments or ())
    if params.command == PICTURE:
        return await _picture(session, params.arguments or ())
    if params.command == ALLOW_FOLDER:
        return _allow_folder(session, params.arguments or ())
    raise Refused(INVALID_PARAMS, f"there is no command {params.command!r}")


async def _open_page(session: Session, arguments: Sequence[object]) -> None:
    """Only pages that we ourselves refer to: a command can come from anywhere."""
    url = arguments[0] if arguments else None
    if not isinstance(url, str) or not is_ours(url):
        raise Refused(INVALID_PARAMS, "only the documentation can be opened")
    wanted = types.ShowDocumentParams(uri=url, external=True)
    await session.request(types.WINDOW_SHOW_DOCUMENT, wanted)


async def _explain(session: Session, arguments: Sequence[object]) -> str:
    """Show what a rule means, and why: as a document where the client opens one, else as a
    message. The page is the answer, too, for clients that show it in their own way."""
    code, uri = (*arguments, None, None)[:2]
    snapshot = session.snapshot(uri) if isinstance(uri, str) else None
    version = None if snapshot is None else session.release(snapshot).version
    plugins = () if snapshot is None else tuple(snapshot.scope.settings.plugins)
    page: str | None = None
    if isinstance(code, str):
        page = await asyncio.to_thread(explanation, code, version, plugins)
    if page is None:
        raise Refused(INVALID_PARAMS, f"there is no rule {code!r}")
    shown = False
    if session.client.show_document:
        path = session.pages.put(f"{code}.md", page)
        wanted = types.ShowDocumentParams(uri=to_uri(path), take_focus=True)
        answer = await session.request(types.WINDOW_SHOW_DOCUMENT, wanted)
        shown = getattr(answer, "success", False)
    if not shown:
        session.notify(
            types.WINDOW_SHOW_MESSAGE,
            types.ShowMessageParams(type=types.MessageType.Info, message=beginning(page)),
        )
    return page


def _allow_folder(session: Session, arguments: Sequence[object]) -> None:
    """For this conversation: only the user's own settings keep it, and only the editor writes
    those."""
    folder = arguments[0] if arguments else None
    if not isinstance(folder, str) or not session.evidence.allow(folder):
        raise Refused(INVALID_PARAMS, "no open program reads a file of that folder")
    if KEPT in arguments[1:]:
        return
    text = (
        f"scvi-lint looks into the data files of {folder} until the editor is closed. To keep "
        'that, add the folder to "evidence-roots" in your editor\'s settings of scvi-lint.'
    )
    session.notify(
        types.WINDOW_SHOW_MESSAGE,
        types.ShowMessageParams(type=types.MessageType.Info, message=text),
    )


async def _status(session: Session, arguments: Sequence[object]) -> dict[str, str] | None:
    """The release that is assumed for a document, and why: editors show it in a corner.

    None for what is not open. No reason means the newest, for want of anything better.
    """
    uri = arguments[0] if arguments else None
    snapshot = session.snapshot(uri) if isinstance(uri, str) else None
    if snapshot is None:
        return None
    await session.insight(snapshot)  # what the program itself tells of its release counts, too
    release = session.release(snapshot)
    return {
        "scviTools": release.version,
        "origin": sentence(release.origin),
        "settings": snapshot.scope.file,
    }


async def _picture(session: Session, arguments: Sequence[object]) -> str | None:
    """A program that is open, as a page; None where nothing concerns us. Who asks for a file has
    it opened in a browser, else is told its path."""
    uri = arguments[0] if arguments else None
    snapshot = session.snapshot(uri) if isinstance(uri, str) else None
    insight = None if snapshot is None else await session.insight(snapshot)
    if snapshot is None or insight is None:
        return None
    page = await session.worker.submit(f"picture {uri}", insight.drawn, about=snapshot.uri)
    if page is None or FILE not in arguments[1:]:
        return page
    path = session.pages.put("scvi-lint.html", page)
    shown = False
    if session.client.show_document:
        wanted = types.ShowDocumentParams(uri=to_uri(path), external=True)
        answer = await session.request(types.WINDOW_SHOW_DOCUMENT, wanted)
        shown = getattr(answer, "success", False)
    if not shown:
        told = types.ShowMessageParams(
            type=types.MessageType.Info, message=f"scvi-lint has drawn it: {visible(path)}"
        )
        session.notify(types.WINDOW_SHOW_MESSAGE, told)
    return page


def _debug_information(session: Session) -> str:
    client = session.client
    lines = [
        f"executable: {sys.executable}",
        f"python: {platform.python_version()} on {platform.platform()}",
        f"process: {os.getpid()}, supervised by {os.getppid()},"
        f" jedi: {session.navigator.pid or 'not running'}",
        f"client: {client.name or 'unnamed'}",
        "capabilities: "
        + json.dumps({name: _shown(getattr(client, name)) for name in client.__slots__}),
    ]
    for folder in session.workspace.folders.values():
        lines.append(f"folder: {folder.uri}")
    for uri in session.store.programs():
        snapshot = session.snapshot(uri)
        if snapshot is None:
            continue
        scope = snapshot.scope
        release = session.release(snapshot)
        kind = "notebook" if snapshot.program.is_notebook else snapshot.document.kind
        lines.append(
            f"open: {uri} ({kind}, revision {snapshot.revision}), settings: "
            f"{scope.file or 'none'}, scvi-tools {release.version} ({release.origin or 'assumed'})"
        )
    text = visible("\n".join(lines), "\n")
    session.notify(
        types.WINDOW_LOG_MESSAGE,
        types.LogMessageParams(type=types.MessageType.Info, message=text),
    )
    return text


def _shown(value: frozenset[str] | str | bool | int | None) -> object:
    return sorted(value) if isinstance(value, frozenset) else value
