"""What is wrong, put at the boxes that it is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from scvi_lint.escaping import without_markdown
from scvi_lint.picture.graph import MOST_BOXES, Box, Note, Picture

if TYPE_CHECKING:
    from scvi_lint.linting.findings import Finding
    from scvi_lint.picture.places import Places
    from scvi_lint.source.documents.span import Span

    Spans = list[tuple[Span, Box]]
    Make = Callable[[str, Span, Span, str], Box]


def put(
    picture: Picture, found: Sequence[Finding], places: Places, spans: Spans, make: Make
) -> None:
    """A note for each finding: at its box, at one of its own where nothing else happens, else
    beside the picture. `make` adds a box behind all others."""
    for finding in found:
        note = _note(finding)
        box = _at(finding.span, spans)
        if box is None and finding.span.path == places.path:
            box = _of_its_own(finding.span, picture, places, spans, make)
        if box is None:
            picture.loose.append(note)
        else:
            box.notes.append(note)


def _note(finding: Finding) -> Note:
    page = finding.citation
    title = (
        "" if page is None else " › ".join(dict.fromkeys(filter(None, (page.title, page.heading))))
    )
    return Note(
        finding.code,
        finding.severity,
        without_markdown(finding.message),
        "" if page is None else page.url,
        title,
    )


def _of_its_own(
    place: Span, picture: Picture, places: Places, spans: Spans, make: Make
) -> Box | None:
    """A box for a finding where nothing else happens: behind what stands above it."""
    if len(picture.boxes) >= MOST_BOXES:
        return None
    here = (place.cell, place.start)
    above = [
        ((span.cell, span.start), box.number)
        for span, box in spans
        if span.path == place.path and (span.cell, span.start) <= here
    ]
    number = max(above)[1] + 1 if above else 0
    box = make("note", place, place, places.line(place))
    picture.boxes.insert(number, picture.boxes.pop())
    for index, one in enumerate(picture.boxes):
        one.number = index
    for arrow in picture.arrows:
        arrow.source += arrow.source >= number
        arrow.target += arrow.target >= number
    return box


def _at(place: Span, spans: Spans) -> Box | None:
    """The box of the narrowest statement that a place is in, or that is in it."""
    found: tuple[int, Box] | None = None
    for span, box in spans:
        if (span.path, span.cell) != (place.path, place.cell):
            continue
        if span.start < place.end and place.start < span.end:
            size = span.end - span.start
            if found is None or size < found[0]:
                found = (size, box)
    return None if found is None else found[1]
