"""`textDocument/codeAction`: fixes, the rule, a comment that ignores, the page, a report, a folder
to allow.

Fixes of exact mistakes are preferred, and safe ones are what `fixAll` makes; whatever changes
results says so in its title and is made one at a time. In a notebook `fixAll` exists for the
notebook only: editors ask every cell for it at once, and each answer would mend all of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from lsprotocol import types

from scvi_lint.lsp.api.requests.of_document import of_document
from scvi_lint.lsp.documents.convert import mark_range, to_workspace_edit
from scvi_lint.lsp.documents.placed import Placed
from scvi_lint.lsp.documents.snapshot import Snapshot
from scvi_lint.lsp.names import (
    ALLOW_FOLDER,
    FIX_ALL,
    NOTEBOOK_FIX_ALL,
    SOURCE,
)
from scvi_lint.lsp.session import allowing
from scvi_lint.lsp.session.acting import Offer, all_safe, around, offers
from scvi_lint.lsp.session.session import Session

METHOD = types.TEXT_DOCUMENT_CODE_ACTION


@of_document
async def handle(
    session: Session, snapshot: Snapshot, params: types.CodeActionParams
) -> list[types.CodeAction] | None:
    """What can be done in a range."""
    if not session.client.action_literals:
        return None
    await session.insight(snapshot)  # read in the worker: a comment that ignores needs the tree
    only = params.context.only
    found: list[types.CodeAction] = []
    if _wanted(types.CodeActionKind.QuickFix, only):
        found.extend(_quick_fixes(session, snapshot, params))
    kind = NOTEBOOK_FIX_ALL if snapshot.program.is_notebook else FIX_ALL
    if only and _wanted(kind, only):
        action = fix_all(session, snapshot, kind)
        if action is not None:
            found.append(action)
    return found


def _wanted(kind: str, only: Sequence[object] | None) -> bool:
    """Whether a kind is one of these, or below one of them."""
    if not only:
        return True
    names = [getattr(name, "value", name) for name in only]
    return any(name == "" or kind == name or kind.startswith(f"{name}.") for name in names)


def _quick_fixes(
    session: Session, snapshot: Snapshot, params: types.CodeActionParams
) -> list[types.CodeAction]:
    uri = params.text_document.uri
    start, end = (snapshot.offset(uri, at) for at in (params.range.start, params.range.end))
    if start is None or end is None:
        return []
    version = session.release(snapshot).version
    offered = [
        offer
        for one in around(session.publisher.current(snapshot), uri, start, end)
        for offer in offers(one, snapshot, version, pages=session.client.show_document)
    ]
    # An editor shows them as they come: what mends first, and what an exact mistake needs before.
    offered.sort(key=lambda offer: (offer.rank, not offer.preferred))
    found: list[types.CodeAction] = []
    for offer in offered:
        action = _action(session, snapshot, offer, params.context.diagnostics)
        if action is not None and (action.edit or action.title not in {a.title for a in found}):
            found.append(action)
    analysed = session.analyses.latest(snapshot.uri)
    if analysed is not None and analysed.snapshot.revision == snapshot.revision:
        known = session.evidence.known(snapshot.uri)
        for folder in allowing.folders(analysed, snapshot, known, uri, start, end):
            found.append(_permission(folder))
    return found


def _permission(folder: str) -> types.CodeAction:
    title = f"Let scvi-lint look into the data files of {folder}"
    return types.CodeAction(
        title=title,
        kind=types.CodeActionKind.QuickFix,
        command=types.Command(title=title, command=ALLOW_FOLDER, arguments=[folder]),
    )


def _action(
    session: Session, snapshot: Snapshot, offer: Offer, diagnostics: Sequence[types.Diagnostic]
) -> types.CodeAction | None:
    action = types.CodeAction(
        title=offer.title,
        kind=types.CodeActionKind.QuickFix,
        diagnostics=_answered(offer.about, snapshot, diagnostics) or None,
    )
    if offer.command:
        given = [offer.argument, snapshot.uri]
        action.command = types.Command(offer.title, command=offer.command, arguments=given)
        return action
    action.edit = to_workspace_edit(offer.edits, snapshot, session.client)
    if offer.preferred and session.client.preferred_actions:
        action.is_preferred = True
    return None if action.edit is None else action


def _answered(
    placed: Placed, snapshot: Snapshot, diagnostics: Sequence[types.Diagnostic]
) -> list[types.Diagnostic]:
    """The client's own copy of the finding that an action is about."""
    here = mark_range(snapshot, placed.mark)
    return [
        one
        for one in diagnostics
        if one.source == SOURCE and one.code == placed.finding.code and one.range == here
    ]


def fix_all(session: Session, snapshot: Snapshot, kind: str) -> types.CodeAction | None:
    """Everything that is safe to mend, as one action; its edit may be made when it is chosen."""
    edits = all_safe(session.publisher.current(snapshot))
    if not edits:
        return None
    action = types.CodeAction(title="Fix all that is safe to fix (scvi-lint)", kind=kind)
    if session.client.action_resolve:
        action.data = {"uri": snapshot.uri, "kind": kind}
    else:
        action.edit = to_workspace_edit(edits, snapshot, session.client)
    return action
