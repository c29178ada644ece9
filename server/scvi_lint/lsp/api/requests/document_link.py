"""`textDocument/documentLink`: from the name of a data file or saved model to the file."""

from __future__ import annotations

import asyncio
import os

from lsprotocol import types

from scvi_lint import disk
from scvi_lint.interpreter.events.kinds import Loaded, Read, Saved
from scvi_lint.lsp.api.requests.of_document import of_document
from scvi_lint.lsp.documents.convert import to_range
from scvi_lint.lsp.documents.paths import to_uri
from scvi_lint.lsp.documents.snapshot import Mark, Snapshot
from scvi_lint.lsp.session.insight import OpenInsight
from scvi_lint.lsp.session.session import Session

METHOD = types.TEXT_DOCUMENT_DOCUMENT_LINK

MOST = 100


@of_document
async def handle(
    session: Session, snapshot: Snapshot, params: types.DocumentLinkParams
) -> list[types.DocumentLink] | None:
    """Links to files that exist. They are looked for in a thread: a disk may be slow or far."""
    insight = await session.insight(snapshot)
    uri = params.text_document.uri
    text = snapshot.text(uri)
    if insight is None or text is None:
        return None
    named = [(mark, name) for mark, name in _files(insight) if mark.uri == uri][:MOST]
    folders = [os.path.dirname(snapshot.scope.path), snapshot.scope.root]
    found = await asyncio.to_thread(_existing, [name for _, name in named], folders)
    links: list[types.DocumentLink] = []
    for (mark, _), path in zip(named, found, strict=True):
        if path is not None:
            place = to_range(text, mark.start, mark.end, snapshot.encoding)
            link = types.DocumentLink(range=place, target=to_uri(path))
            if session.client.link_tooltips:
                link.tooltip = path
            links.append(link)
    return links


def _files(insight: OpenInsight) -> list[tuple[Mark, str]]:
    """The strings that name what is read, loaded or saved, each place once."""
    assert insight.snapshot is not None
    if insight.analysed is None or insight.analysed.result is None:
        return []
    found: dict[Mark, str] = {}
    for event in insight.analysed.result.analysis.events:
        if not isinstance(event, (Read, Loaded, Saved)):
            continue
        for argument in event.call.arguments.values():
            name = argument.value.text
            mark = insight.snapshot.mark(argument.origin)
            if name and mark is not None and ("." in name or "/" in name):
                found[mark] = name
                break
    return list(found.items())


def _existing(names: list[str], folders: list[str]) -> list[str | None]:
    return [_find(name, folders) for name in names]


def _find(name: str, folders: list[str]) -> str | None:
    if "\0" in name or "://" in name or disk.is_remote(name):
        return None
    for folder in folders:
        path = os.path.join(folder, os.path.expanduser(name))
        if os.path.isabs(path) and os.path.exists(path):
            return os.path.normpath(path)
    return None
