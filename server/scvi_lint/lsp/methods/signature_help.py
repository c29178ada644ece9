"""`textDocument/signatureHelp`: everything a call accepts, what `**kwargs` hands on included."""

from __future__ import annotations

from lsprotocol import types

from scvi_lint.lsp import reference
from scvi_lint.lsp.cursor import InCall, bracketed
from scvi_lint.lsp.describe import plain
from scvi_lint.lsp.methods.of_document import of_document
from scvi_lint.lsp.resolve import Callee
from scvi_lint.lsp.session import Session
from scvi_lint.lsp.snapshot import Snapshot

METHOD = types.TEXT_DOCUMENT_SIGNATURE_HELP


@of_document
async def handle(
    session: Session, snapshot: Snapshot, params: types.SignatureHelpParams
) -> types.SignatureHelp | None:
    """The signature of the call around the cursor, if it is one of scvi-tools."""
    insight = await session.insight(snapshot)
    spot = snapshot.spot_at(params.text_document.uri, params.position)
    if insight is None or spot is None:
        return None
    where = bracketed(snapshot.document.cells[spot[0]], spot[1])
    if not isinstance(where, InCall):
        return None
    callee = insight.resolver.callee(where.call, (spot[0], where.call.start))
    if callee is None:
        return None
    label, spans, names = _label(callee)
    active = _active(callee, where, names)
    written = [
        types.ParameterInformation(label=spans[i] if session.client.label_offsets else name)
        for i, name in enumerate(names)
    ]
    if active is not None:
        lines = reference.argument(callee, names[active].lstrip("*"), insight.release)
        if lines and session.client.signature_markdown:
            text = "  \n".join(lines)
            written[active].documentation = types.MarkupContent(types.MarkupKind.Markdown, text)
        elif lines:
            written[active].documentation = plain(lines)
    signature = types.SignatureInformation(label=label, parameters=written)
    return types.SignatureHelp(signatures=[signature], active_signature=0, active_parameter=active)


def _label(callee: Callee) -> tuple[str, list[tuple[int, int]], list[str]]:
    """The signature's text, where each parameter stands in it, and their names.

    Names are ASCII, so these offsets are the same in every encoding.
    """
    owner = "" if callee.cls is None or callee.name == callee.cls.name else callee.cls.name + "."
    text = f"{owner}{callee.name}("
    spans: list[tuple[int, int]] = []
    names: list[str] = []
    for number, (written, parameter) in enumerate(reference.parameters(callee.signature)):
        if number:
            text += ", "
        spans.append((len(text), len(text) + len(written)))
        names.append(("*" if parameter.kind == "args" else "") + parameter.name)
        text += written
    return text + ")", spans, names


def _active(callee: Callee, where: InCall, names: list[str]) -> int | None:
    """The parameter that the cursor is at."""
    if where.keyword is not None:
        return names.index(where.keyword) if where.keyword in names else None
    positional = [
        p.name
        for p in callee.signature.parameters
        if p.kind in ("plain", "positional") and p.name not in ("self", "cls")
    ]
    if where.position < len(positional):
        return names.index(positional[where.position])
    return None
