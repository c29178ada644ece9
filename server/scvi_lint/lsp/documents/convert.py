"""The border: our own coordinates and findings become protocol types here, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from lsprotocol import types

from scvi_lint.homepage import rule_page
from scvi_lint.lsp.capabilities import ClientCapabilities
from scvi_lint.lsp.documents.placed import Note, Place, Placed
from scvi_lint.lsp.documents.snapshot import Mark, Snapshot
from scvi_lint.lsp.documents.store import Text
from scvi_lint.lsp.names import SOURCE
from scvi_lint.source.documents import jupyterlab
from scvi_lint.source.documents.lines import Lines

_SEVERITY = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Hint,
}
UNUSED_SUPPRESSION = "SCV002"


def to_position(text: Text, offset: int, encoding: str) -> types.Position:
    """A character offset in the client's coordinates."""
    line, column = text.lines.position(offset)
    return types.Position(line, text.lines.to_units(line, column, encoding))


def to_range(text: Text, start: int, end: int, encoding: str) -> types.Range:
    """Characters `start` to `end` in the client's coordinates."""
    return types.Range(to_position(text, start, encoding), to_position(text, end, encoding))


def mark_range(snapshot: Snapshot, mark: Mark) -> types.Range | None:
    """The range of a mark in its own text; None if the text is gone."""
    text = snapshot.text(mark.uri)
    return None if text is None else to_range(text, mark.start, mark.end, snapshot.encoding)


def place_location(snapshot: Snapshot, place: Place) -> types.Location | None:
    """A place as URI and range."""
    if isinstance(place, types.Location):
        return place
    found = mark_range(snapshot, place)
    return None if found is None else types.Location(place.uri, found)


def to_diagnostic(
    placed: Placed, snapshot: Snapshot, client: ClientCapabilities
) -> types.Diagnostic | None:
    """The finding as this client can show it.

    What it has no field for – the page that explains it, the places that prove it – goes into
    the message, in words.
    """
    found = mark_range(snapshot, placed.mark)
    if found is None:
        return None
    finding = placed.finding
    message = finding.message
    if jupyterlab.is_joined(snapshot.path, snapshot.document.kind):
        message = jupyterlab.folded(message)
    related: list[types.DiagnosticRelatedInformation] | None = None
    if client.related_information:
        related = list(_related(placed.notes, snapshot)) or None
    else:
        message += "".join(f"\n· {line}" for line in _told(placed.notes, snapshot))
    described: types.CodeDescription | None = None
    if finding.citation is not None:
        if client.code_description:
            described = _described(finding.code, finding.citation.url)
        else:
            cited = finding.citation
            title = cited.heading or cited.title
            about = f": {cited.about}" if cited.about else ""
            message += f"\n→ {title}{about}\n  {cited.url}"
    return types.Diagnostic(
        range=found,
        message=message,
        severity=_SEVERITY.get(finding.severity, types.DiagnosticSeverity.Hint),
        code=finding.code,
        code_description=described,
        source=SOURCE,
        tags=_tags(placed, client),
        related_information=related,
    )


def _described(code: str, cited: str) -> types.CodeDescription:
    """Where a click on the code leads: the rule's page, which cites the other one."""
    return types.CodeDescription(href=rule_page(code) or cited)


def held_diagnostic() -> types.Diagnostic:
    """What is said of a document that is not looked at."""
    nowhere = types.Position(0, 0)
    return types.Diagnostic(
        range=types.Range(nowhere, nowhere),
        message=(
            "scvi-lint does not check this document for now: it kept the server from answering. "
            "An edit in half a minute or later has it checked again."
        ),
        severity=types.DiagnosticSeverity.Information,
        source=SOURCE,
    )


class _Place(TypedDict):
    line: int
    column: int


class _Page(TypedDict):
    url: str


class Found(TypedDict):
    """A line of what `check --output-format jsonl` prints."""

    path: str
    cell: int | None
    start: _Place
    end: _Place
    code: str
    severity: str
    message: str
    citation: _Page | None


def file_diagnostic(record: Found, lines: Lines | None, encoding: str) -> types.Diagnostic:
    """A finding of the command line, in a file that is not open.

    A closed notebook has no cells that an editor could point at: the message says which one.
    """
    message = record["message"]
    if record["cell"] is not None:
        message = f"cell {record['cell']}, line {record['start']['line']}: {message}"
        place = types.Range(types.Position(0, 0), types.Position(0, 0))
    else:
        ends: list[types.Position] = []
        for end in (record["start"], record["end"]):
            line, column = end["line"] - 1, end["column"] - 1
            units = column if lines is None else lines.to_units(line, column, encoding)
            ends.append(types.Position(line, units))
        place = types.Range(*ends)
    citation = record.get("citation")
    return types.Diagnostic(
        range=place,
        message=message,
        severity=_SEVERITY.get(record["severity"], types.DiagnosticSeverity.Hint),
        code=record["code"],
        code_description=_described(record["code"], citation["url"]) if citation else None,
        source=SOURCE,
    )


def _tags(placed: Placed, client: ClientCapabilities) -> list[types.DiagnosticTag] | None:
    wanted: types.DiagnosticTag | None = None
    if placed.finding.code == UNUSED_SUPPRESSION:
        wanted = types.DiagnosticTag.Unnecessary
    elif "deprecated" in placed.finding.name:
        wanted = types.DiagnosticTag.Deprecated
    return [wanted] if wanted is not None and wanted.value in client.diagnostic_tags else None


def _related(
    notes: Iterable[Note], snapshot: Snapshot
) -> Iterable[types.DiagnosticRelatedInformation]:
    for note in notes:
        location = place_location(snapshot, note.place)
        if location is not None:
            # Editors show a notebook's name and a line of a cell, but not of which.
            index = snapshot.program.cell_at(location.uri) if snapshot.program.is_notebook else None
            cell = "" if index is None else f" (cell {index + 1})"
            yield types.DiagnosticRelatedInformation(location, note.message + cell)


def _told(notes: Iterable[Note], snapshot: Snapshot) -> Iterable[str]:
    """Related places in words, for clients that have no field for them."""
    for note in notes:
        where = place_location(snapshot, note.place)
        if where is None:
            continue
        index = snapshot.program.cell_at(where.uri)
        line = where.range.start.line + 1
        if index is not None and jupyterlab.is_joined(snapshot.path, snapshot.document.kind):
            text = snapshot.text(where.uri)
            assert text is not None  # it is one of the program's
            offset = text.lines.offset(where.range.start.line, 0)
            yield f"{note.message}: {jupyterlab.code_at(text.text, offset)}"
        elif index is None:
            yield f"{note.message} ({where.uri.rpartition('/')[2]}, line {line})"
        elif snapshot.program.is_notebook:
            yield f"{note.message} (cell {index + 1}, line {line})"
        else:
            yield f"{note.message} (line {line})"


def to_workspace_edit(
    edits: Iterable[tuple[Place, str]], snapshot: Snapshot, client: ClientCapabilities
) -> types.WorkspaceEdit | None:
    """Edits grouped by text – each cell is one – with the versions they were made for."""
    by_uri: dict[str, list[types.TextEdit]] = {}
    for place, text in edits:
        location = place_location(snapshot, place)
        if location is None:
            return None
        by_uri.setdefault(location.uri, []).append(types.TextEdit(location.range, text))
    if not by_uri:
        return None
    if not client.document_changes:
        return types.WorkspaceEdit(changes=by_uri)
    changes: list[types.TextDocumentEdit] = []
    for uri, text_edits in by_uri.items():
        open_text = snapshot.text(uri)
        version = None if open_text is None else open_text.version
        document = types.OptionalVersionedTextDocumentIdentifier(uri=uri, version=version)
        changes.append(types.TextDocumentEdit(text_document=document, edits=text_edits))
    return types.WorkspaceEdit(document_changes=changes)
