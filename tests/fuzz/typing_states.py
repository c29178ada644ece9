"""A notebook while it is being typed: `python tests/fuzz/typing_states.py FILE ...`.

For every tenth prefix of every code cell whose last statement is not Python yet, the program is
checked with the cell ending there, all other cells being there. Nothing may be raised. Compared
with the same program without the statement that is being typed, no finding may be new outside of
it that the finished program does not have, too, and nine of ten must stay (a half-typed name may
hide what follows from it).

Exit code 1 when a finding was new, something was raised, or fewer than nine of ten stayed.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from scvi_lint.config import Settings
from scvi_lint.linting.checking import Checker
from scvi_lint.linting.findings import Finding
from scvi_lint.source.documents.document import Cell, Document
from scvi_lint.source.reading import read_document
from scvi_lint.source.syntax import parse

STEP = 10
LOUD = ("error", "warning")
# What says that the text itself cannot be read stands where it is being typed.
ABOUT_THE_TEXT = "SCV00"


def key(finding: Finding, text: str) -> tuple[str, int, str]:
    """The same finding in another state of the text: by what it marks, not by its offset."""
    span = finding.span
    return finding.code, span.cell, text[span.start : span.end]


def outside(checker: Checker, document: Document, cell: int, start: int) -> Counter[tuple]:
    """The findings that do not touch the end of a cell from a place on."""
    found: Counter[tuple] = Counter()
    for finding in checker.check(document).findings:
        if finding.severity not in LOUD or finding.code.startswith(ABOUT_THE_TEXT):
            continue
        if finding.span.cell == cell and finding.span.end > start:
            continue
        found[key(finding, document.cells[finding.span.cell].text)] += 1
    return found


def last_statement(cell: Cell, length: int) -> int | None:
    """Where the outermost statement begins that a prefix breaks off in."""
    for statement in parse(cell).body:
        if statement.start < length < statement.end:
            return statement.start
    return None


def typed(checker: Checker, document: Document) -> tuple[int, int, int, list[str]]:
    """States tried, findings expected in them, findings that stayed, and what was new."""
    states = expected = stayed = 0
    new: list[str] = []
    for cell in document.cells:
        known: tuple[int, Counter[tuple], Counter[tuple]] = (-1, Counter(), Counter())
        for length in range(0, len(cell.text), STEP):
            start = last_statement(cell, length) if cell.is_python else None
            text = cell.text[:length]
            if start is None or not is_broken(text):
                continue
            if known[0] != start:
                without = document.replace_cell(cell.index, cell.text[:start])
                finished = outside(checker, document, cell.index, start)
                known = (start, outside(checker, without, cell.index, start), finished)
            _, before, finished = known
            after = outside(checker, document.replace_cell(cell.index, text), cell.index, start)
            states += 1
            expected += sum(before.values())
            stayed += sum((before & after).values())
            new += [
                f"{code} in cell {where + 1}, {mark!r}, while typing {text[start:][-40:]!r}"
                for code, where, mark in after - before - finished
            ]
    return states, expected, stayed, new


def is_broken(text: str) -> bool:
    """Whether the text is no Python as it stands."""
    read = parse(Cell(0, "code", text))
    return bool(read.errors) or read.repaired


def main() -> int:
    checker = Checker(Settings())
    bad = False
    for name in sys.argv[1:]:
        path = Path(name)
        document = read_document(path.name, path.read_bytes())
        states, expected, stayed, new = typed(checker, document)
        share = 100 * stayed / expected if expected else 100.0
        print(f"{path.name}: {states} states, {stayed} of {expected} stay ({share:.1f} %)")
        for text in dict.fromkeys(new):
            print(f"    new: {text}")
        bad = bad or bool(new) or share < 90
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
