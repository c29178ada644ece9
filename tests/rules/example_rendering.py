"""A finding as the user reads it, for the snapshots: one text for each family of rules."""

from __future__ import annotations

from difflib import unified_diff

from example_judging import entries_of, findings_of
from example_programs import Program, as_script
from rule_files import Case

from scvi_lint.interpreter.events.remarks import Fix
from scvi_lint.linting.citing import place_title
from scvi_lint.linting.findings import Finding


def render(cases: list[Case]) -> str:
    """What each bad example of these says, in the words of its own rule."""
    parts = []
    for case in sorted(cases, key=lambda case: (entries_of(case.rule)[0].code, case.label)):
        entry = entries_of(case.rule)[0]
        parts.append(f"=== {entry.code} {entry.name}, {case.label}: {case.example.said}\n")
        program = as_script(case.example.code, case.example.files)
        for found in findings_of(program, case.release):
            if found.code == entry.code:
                parts.append(_finding(program, found))
    return "\n".join(parts)


def _finding(program: Program, found: Finding) -> str:
    lines = [
        f"{found.severity}, {found.certainty}, {found.happens}",
        *_place(program, found),
        found.message,
    ]
    for related in found.related:
        lines.append(f"- line {program.line(related.span) + 1}: {related.message}")
    citation = found.citation
    if citation is not None:
        about = f": {citation.about}" if citation.about else ""
        lines.append(f"see {place_title(citation, ' > ')} ({citation.path}){about}")
    for fix in found.fixes:
        lines.append(f"fix, {'safe' if fix.safe else 'unsafe'}: {fix.title}")
        lines += ["    " + line for line in _diff(program, fix)]
    return "\n".join(lines) + "\n"


def _place(program: Program, found: Finding) -> list[str]:
    """The line, and a mark below what is underlined of it."""
    first = program.line(found.span)
    line = program.text.split("\n")[first]
    column = found.span.start - program.text.rfind("\n", 0, found.span.start) - 1
    length = min(found.span.end - found.span.start, len(line) - column)
    return [f"{first + 1:4} | {line}", " " * (7 + column) + "^" * max(length, 1)]


def _diff(program: Program, fix: Fix) -> list[str]:
    before = program.text.splitlines()
    after = applied(program, fix).splitlines()
    lines = list(unified_diff(before, after, n=0, lineterm=""))
    return [line for line in lines[2:] if not line.startswith("@@")]


def applied(program: Program, fix: Fix) -> str:
    """The text of a script with a fix's edits made.

    Raises ValueError when the edits overlap or lie outside of the program.
    """
    text = program.text
    below = len(text)
    for span, new in sorted(fix.edits, key=lambda edit: edit[0].start, reverse=True):
        if span.path != program.document.path or not 0 <= span.start <= span.end <= below:
            raise ValueError(f"{fix.title}: the edit at {span} is out of place")
        text = text[: span.start] + new + text[span.end :]
        below = span.start
    return text
