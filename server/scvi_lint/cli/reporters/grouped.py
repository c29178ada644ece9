"""`grouped`: the findings of each file below its name."""

from __future__ import annotations

from scvi_lint.answers.located import Place
from scvi_lint.cli.report import Out, Report
from scvi_lint.cli.reporters.summary import write_summary
from scvi_lint.cli.terminal import width_of, wrapped
from scvi_lint.escaping import for_terminal


def write(report: Report, out: Out) -> None:
    """Places in a column of their own, so that the eye can run down."""
    terminal = report.terminal
    for path, findings in report.by_path().items():
        out(f"{terminal.paint('bold', for_terminal(path))}:\n")
        places = [_place(one.place) for one in findings]
        column = max(map(width_of, places))
        for place, one in zip(places, findings, strict=True):
            finding = one.finding
            head = f"  {place:<{column}}  {finding.code} {finding.severity:<7}  "
            mark = "[*] " if one.safe_fix is not None else ""
            message = wrapped(
                mark + for_terminal(one.summed_up), terminal.width, " " * len(head), len(head)
            )
            out(
                f"  {place:<{column}}  {terminal.paint('bold', finding.code)} "
                f"{terminal.paint(finding.severity, format(finding.severity, '<7'))}  {message}\n"
            )
        out("\n")
    write_summary(report, out)


def _place(place: Place) -> str:
    cell = "" if place.cell is None else f"cell {place.cell}:"
    return f"{cell}{place.start[0]}:{place.start[1]}"
