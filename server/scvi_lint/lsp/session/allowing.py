"""Files that are not looked at because they lie outside of the workspace: where a program names
them, and which folder the user would have to allow.

The permission is the user's alone. It is asked for by an action that the editor offers, never
taken from the repository, and lasts as long as the conversation unless the editor keeps it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from scvi_lint.evidence.store import Refusal
from scvi_lint.interpreter.events.kinds import Loaded, Read
from scvi_lint.lsp.documents.snapshot import Snapshot
from scvi_lint.lsp.session.analyses import Analysed

if TYPE_CHECKING:
    from scvi_lint.evidence.wants import Want


def folder_of(refusal: Refusal) -> str:
    """The folder that a refused file really lies in, whatever links lead there."""
    return os.path.dirname(os.path.realpath(refusal.path))


def closed(known: Mapping[Want, object]) -> dict[tuple[str, str], Refusal]:
    """What was refused for lying outside, by the module that names it and the name."""
    return {
        (want[1], want[2]): seen
        for want, seen in known.items()
        if isinstance(seen, Refusal) and not seen.allowed
    }


def folders(
    analysed: Analysed,
    snapshot: Snapshot,
    known: Mapping[Want, object],
    uri: str,
    start: int,
    end: int,
) -> list[str]:
    """The folders of the refused files that a range of a text reads."""
    refused = closed(known)
    if not refused or analysed.result is None:
        return []
    found: dict[str, None] = {}
    for event in analysed.result.analysis.after(-1, (Read, Loaded)):
        mark = snapshot.mark(event.span)
        if mark is None or mark.uri != uri or mark.start > end or mark.end < start:
            continue
        names = [argument.value.text for argument in event.call.arguments.values()]
        for name in (event.path, *names) if isinstance(event, Read) else names:
            refusal = refused.get((event.span.path, name or ""))
            if refusal is not None:
                found[folder_of(refusal)] = None
    return list(found)
