"""`gitlab`: a Code Quality report, for the widget of a merge request."""

from __future__ import annotations

from scvi_lint.cli.report import Out, Report
from scvi_lint.cli.reporters.fingerprint import fingerprints
from scvi_lint.escaping import json_text, visible

_LEVEL = {"error": "major", "warning": "minor", "info": "info"}


def write(report: Report, out: Out) -> None:
    """The array that GitLab reads. It has no field for a cell: that goes into the text."""
    issues: list[object] = []
    for one, name in zip(report.findings, fingerprints(report.findings), strict=True):
        finding, place = one.finding, one.place
        cell = "" if place.cell is None else f" (cell {place.cell}, line {place.start[0]})"
        lines = {"begin": 1} if place.cell is not None else _lines(place.start, place.end)
        issues.append(
            {
                "description": f"{finding.code}: {one.summed_up}{cell}",
                "check_name": finding.name,
                "fingerprint": name,
                "severity": _LEVEL[finding.severity],
                "location": {"path": visible(place.path), "lines": lines},
            }
        )
    out(json_text(issues, indent=2) + "\n")


def _lines(start: tuple[int, int], end: tuple[int, int]) -> dict[str, int]:
    return {"begin": start[0], "end": end[0]}
