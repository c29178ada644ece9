"""`--statistics`: how often each rule spoke, most often first."""

from __future__ import annotations

from typing import NamedTuple

from scvi_lint.cli.report import Out, Report
from scvi_lint.cli.reporters.summary import write_summary

_RANK = {"error": 0, "warning": 1, "info": 2}


class Row(NamedTuple):
    """One rule; `severity` is the loudest that it spoke with, `fixable` what --fix can mend."""

    code: str
    name: str
    severity: str
    findings: int
    fixable: int


def rows(report: Report) -> list[Row]:
    """The rules that spoke, the most frequent first."""
    found: dict[str, Row] = {}
    for one in report.findings:
        finding = one.finding
        known = found.get(finding.code) or Row(finding.code, finding.name, "info", 0, 0)
        found[finding.code] = known._replace(
            severity=min(known.severity, finding.severity, key=_RANK.__getitem__),
            findings=known.findings + 1,
            fixable=known.fixable + (one.safe_fix is not None),
        )
    return sorted(found.values(), key=lambda row: (-row.findings, row.code))


def write(report: Report, out: Out) -> None:
    """A table, and the summary."""
    table = rows(report)
    width = max((len(str(row.findings)) for row in table), default=0)
    for row in table:
        mark = "[*]" if row.fixable else "   "
        code = report.terminal.paint(row.severity, row.code)
        out(f"{row.findings:>{width}}  {code}  {mark}  {row.name}\n")
    if table:
        out("\n")
    write_summary(report, out)
