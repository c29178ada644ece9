"""A finding as JSON carries it. This form is stable: other programs read it."""

from __future__ import annotations

from typing import TypedDict

from scvi_lint.answers.located import Located, Place


class Position(TypedDict):
    """A line and a column, from 1 on."""

    line: int
    column: int


class Where(TypedDict):
    """A place: path, cell, start and end."""

    path: str
    cell: int | None
    start: Position
    end: Position


class Reason(Where):
    """A place, and what it says."""

    message: str


def record(one: Located) -> dict[str, object]:
    """All that is known of a finding, in the documented order of keys."""
    finding = one.finding
    citation = finding.citation
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "certainty": finding.certainty,
        "happens": finding.happens,
        "evidence": finding.evidence,
        "lineage": finding.lineage,
        "message": finding.message,
        **where(one.place),
        "citation": None
        if citation is None
        else {
            "path": citation.path,
            "heading": citation.heading,
            "url": citation.url,
        },
        "related": [{**where(near.place), "message": near.message} for near in one.related],
        "fixes": [
            {
                "title": fix.title,
                "safety": "safe" if fix.safe else "unsafe",
                "edits": [{**where(place), "text": text} for place, text in fix.edits],
            }
            for fix in one.fixes
        ],
    }


def where(place: Place) -> Where:
    """A place: path, cell, start and end."""
    return {
        "path": place.path,
        "cell": place.cell,
        "start": {"line": place.start[0], "column": place.start[1]},
        "end": {"line": place.end[0], "column": place.end[1]},
    }
