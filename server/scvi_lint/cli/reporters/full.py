"""`full`: each finding with its lines, why it is believed, what explains it, and what mends it."""

from __future__ import annotations

from scvi_lint.answers.located import Located, Place
from scvi_lint.cli.report import Out, Report
from scvi_lint.cli.reporters.frame import Drawing, draw
from scvi_lint.cli.reporters.summary import write_summary
from scvi_lint.cli.terminal import Terminal, width_of, wrapped
from scvi_lint.escaping import for_terminal
from scvi_lint.linting.citing import place_title
from scvi_lint.linting.findings import UNREADABLE

_HAPPENS = {
    "raises": "raises",
    "raises after training": "raises after training",
    "warns": "only warns",
    "silent": "nothing fails",
}


def write(report: Report, out: Out) -> None:
    """The findings, a blank line after each, and the summary."""
    for one in report.findings:
        out(shown(one, report.terminal))
        out("\n")
    write_summary(report, out)


def shown(one: Located, terminal: Terminal) -> str:
    """One finding: headline, frame, and notes below a common margin."""
    finding = one.finding
    if finding.code == UNREADABLE:
        frame = Drawing([], 2) if one.place.start == one.place.end else draw(one, terminal, "")
    else:
        frame = draw(one, terminal, _HAPPENS.get(finding.happens, ""))
    margin = frame.margin
    lines = [_headline(one, terminal), *frame.lines]
    if frame.lines:
        lines.append(terminal.paint("gutter", f"{' ' * margin} |"))
    for near in one.related:
        words = f"{_near(near.place, one.place)}: {for_terminal(near.message)}"
        lines.append(_note(words, margin, terminal))
    if finding.evidence:
        lines.append(_note("seen in a file, not in the program", margin, terminal))
    if finding.lineage:
        lines.append(_note("told by another program, which wrote the file", margin, terminal))
    if not finding.certain:
        doubt = for_terminal(finding.doubt)
        lines.append(_note(f"possible, not certain: {doubt}", margin, terminal))
    if finding.citation is not None:
        lines.extend(_cited(one, margin, terminal))
    for fix in one.fixes:
        # The consequence of an unsafe fix stands in its title; this is for one that forgot it.
        how = "[*] " if fix.safe else ""
        warning = "" if fix.safe or "(" in fix.title else " (changes results)"
        words = f"{how}{for_terminal(fix.title)}{warning}"
        lines.append(_named("help:", "help", words, margin, terminal))
    return "\n".join(lines) + "\n"


def _headline(one: Located, terminal: Terminal) -> str:
    finding = one.finding
    place = for_terminal(str(one.place))
    head = f"{place} {finding.code} {finding.severity} "
    mark = "[*] " if one.safe_fix is not None else ""
    message = wrapped(mark + for_terminal(finding.message), terminal.width, "  ", width_of(head))
    return (
        f"{terminal.paint('bold', place)} {terminal.paint(finding.severity, finding.code)} "
        f"{terminal.paint(finding.severity, finding.severity)} "
        f"{terminal.paint('bold', message)}"
    )


def _near(place: Place, here: Place) -> str:
    """A place as one reads it beside another: what both share is not said again."""
    line = f"line {place.start[0]}"
    if place.path != here.path:
        cell = "" if place.cell is None else f", cell {place.cell}"
        return f"{for_terminal(place.path)}{cell}, {line}"
    return line if place.cell is None else f"cell {place.cell}, {line}"


def _note(words: str, margin: int, terminal: Terminal) -> str:
    indent = " " * (margin + 3)
    text = wrapped(words, terminal.width, indent, margin + 3)
    return f"{terminal.paint('gutter', ' ' * margin + ' =')} {text}"


def _cited(one: Located, margin: int, terminal: Terminal) -> list[str]:
    citation = one.finding.citation
    assert citation is not None
    title = place_title(citation, " › " if terminal.unicode else " > ")
    indent = " " * (margin + 3)
    words = f"{for_terminal(title)} ({for_terminal(citation.path)})"
    if citation.about:
        words += f": {citation.about}"
    return [
        _named("see:", "bold", words, margin, terminal),
        f"{indent}{terminal.paint('faint', for_terminal(citation.url))}",
    ]


def _named(name: str, style: str, words: str, margin: int, terminal: Terminal) -> str:
    """A note with a name of its own; further lines begin where the words do."""
    taken = margin + 3 + len(name) + 1
    text = wrapped(words, terminal.width, " " * taken, taken)
    equals = terminal.paint("gutter", " " * margin + " =")
    return f"{equals} {terminal.paint(style, name)} {text}"
