"""`textDocument/inlayHint`: what was registered, where the program does not say it.

Behind the construction of a model: what it was built on. Behind a set-up without a layer: what
`X` holds at that moment.
"""

from __future__ import annotations

from lsprotocol import types

from scvi_lint.ide.models import registration_words
from scvi_lint.ide.telling import scale_words
from scvi_lint.interpreter.events.kinds import Constructed, Registered
from scvi_lint.lsp.api.requests.of_document import of_document
from scvi_lint.lsp.documents.convert import to_position
from scvi_lint.lsp.documents.snapshot import Mark, Snapshot
from scvi_lint.lsp.session.insight import OpenInsight
from scvi_lint.lsp.session.session import Session

METHOD = types.TEXT_DOCUMENT_INLAY_HINT


@of_document
async def handle(
    session: Session, snapshot: Snapshot, params: types.InlayHintParams
) -> list[types.InlayHint] | None:
    """The hints in the range that was asked about."""
    folder = session.workspace.folder_of(snapshot.path)
    insight = await session.insight(snapshot) if folder.editor.inlay_hints else None
    if insight is None or insight.analysed is None or insight.analysed.result is None:
        return None
    uri = params.text_document.uri
    text = snapshot.text(uri)
    low, high = (snapshot.offset(uri, end) for end in (params.range.start, params.range.end))
    if text is None or low is None or high is None:
        return None
    hints: list[types.InlayHint] = []
    for mark, label, why in _hints(insight):
        if mark.uri == uri and low <= mark.end <= high:
            hints.append(
                types.InlayHint(
                    position=to_position(text, mark.end, snapshot.encoding),
                    label=label,
                    tooltip=why,
                    padding_left=True,
                )
            )
    return hints


def _hints(insight: OpenInsight):
    """`(mark, label, tooltip)`, each place once."""
    assert insight.analysed is not None and insight.analysed.result is not None
    seen: set[Mark] = set()
    for event in insight.analysed.result.analysis.events:
        mark = insight.snapshot.mark(event.span)
        if mark is None or mark in seen:
            continue
        if isinstance(event, Constructed) and event.registration is not None:
            known = event.registration
            words = registration_words(known.value)
            perhaps = "" if known.certain else "perhaps "
            why = f"{perhaps}registered{insight.teller.learned(known)}"
            seen.add(mark)
            yield mark, f"on {words}", why
        elif isinstance(event, Registered) and event.adata is not None:
            x = event.adata.x
            if event.registration.uses_x and x is not None and not event.adata.is_mudata:
                seen.add(mark)
                yield mark, f"X: {scale_words(x)}", f"learned{insight.teller.learned(x)}"
