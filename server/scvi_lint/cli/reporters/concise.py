"""`concise`: a line for each finding, as editors and `grep` like it."""

from __future__ import annotations

from scvi_lint.cli.report import Out, Report
from scvi_lint.cli.reporters.summary import write_summary
from scvi_lint.escaping import for_terminal


def write(report: Report, out: Out) -> None:
    """`path:line:column: CODE severity message`; `[*]` marks what --fix can mend."""
    paint = report.terminal.paint
    for one in report.findings:
        finding = one.finding
        mark = paint("help", "[*] ") if one.safe_fix is not None else ""
        out(
            f"{paint('bold', for_terminal(str(one.place)))}: {paint('bold', finding.code)} "
            f"{paint(finding.severity, finding.severity)} {mark}{for_terminal(one.summed_up)}\n"
        )
    write_summary(report, out)
