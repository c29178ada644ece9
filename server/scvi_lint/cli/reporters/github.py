"""`github`: workflow commands, which GitHub Actions shows beside the changed lines."""

from __future__ import annotations

from scvi_lint.answers.located import Located
from scvi_lint.cli.report import Out, Report
from scvi_lint.escaping import for_workflow_command, for_workflow_property

_LEVEL = {"error": "error", "warning": "warning", "info": "notice"}


def write(report: Report, out: Out) -> None:
    """One command a finding. A cell's lines are not the file's, so a notebook is named whole."""
    for one in report.findings:
        finding = one.finding
        place = one.place
        properties = {"title": f"scvi-lint ({finding.code})", "file": place.path}
        if place.cell is None:
            end = place.end
            properties |= {"line": place.start[0], "endLine": end[0]}
            if place.start[0] == end[0]:
                properties |= {"col": place.start[1], "endColumn": end[1]}
        else:
            properties |= {"line": 1}
        listed = ",".join(
            f"{name}={for_workflow_property(str(value))}" for name, value in properties.items()
        )
        out(f"::{_LEVEL[finding.severity]} {listed}::{_message(one)}\n")


def _message(one: Located) -> str:
    """All that fits an annotation: the place that it cannot point at, reasons, and the page."""
    finding = one.finding
    lines = [f"{one.place}: {finding.code} {finding.message}"]
    lines += [f"- {near.place}: {near.message}" for near in one.related]
    if finding.citation is not None:
        lines.append(finding.citation.url)
    return "%0A".join(map(for_workflow_command, lines))
