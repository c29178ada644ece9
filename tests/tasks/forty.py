"""How far check and fix bring forty drafts with a fault each.

    python tests/tasks/forty.py           the figures, and every miss

A draft is a task, a planted fault (the line that ends in `# <- fault`), and what stands in a right
program. It counts as *told* when a finding that is shown speaks of that line, and as *mended* when
the fixes – those that change numbers as well – bring in what a right program has. `listed: no` are
faults that no rule is about.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import NamedTuple

from scvi_lint.cli.files import Target
from scvi_lint.cli.fixing import mend
from scvi_lint.cli.session import Session
from scvi_lint.config.discovery import Configuration

DRAFTS = sorted((Path(__file__).parent / "drafts").glob("*.py"))
MARK = "  # <- fault"


class Measured(NamedTuple):
    """One draft: the codes on its faulty line, those elsewhere, and whether it was mended."""

    name: str
    listed: bool
    fault: str
    told: tuple[str, ...]
    others: tuple[str, ...]
    mended: bool


def measure(path: Path) -> Measured:
    """Check a draft without its comments, and mend it."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    head = dict(line[2:].rstrip("\n").split(": ", 1) for line in lines[:4])
    body = lines[5:]
    (faulty,) = [number for number, line in enumerate(body, 1) if MARK in line]
    data = "".join(body).replace(MARK, "").encode()
    session = Session(Configuration({}, isolated=True))
    target = Target(f"/nowhere/{path.name}", path.name, True)
    checked = session.check(target, data)
    told, others = set(), set()
    for one in checked.outcome().findings:
        first, last = one.place.start[0], one.place.end[0]
        related = {near.place.start[0] for near in one.related}
        here = first <= faulty <= last or faulty in related
        (told if here else others).add(one.finding.code)
    text = mend(session, target, checked, data, unsafe=True).data.decode()
    right = ast.literal_eval(head["right"])
    mended = right in text and right not in data.decode()
    listed = head["listed"] == "yes"
    return Measured(
        path.stem, listed, head["fault"], tuple(sorted(told)), tuple(sorted(others)), mended
    )


def main() -> None:
    rows = [measure(path) for path in DRAFTS]
    for listed, what in ((True, "faults that a rule lists"), (False, "faults that none lists")):
        part = [row for row in rows if row.listed is listed]
        told, mended = sum(bool(row.told) for row in part), sum(row.mended for row in part)
        print(f"{what}: {len(part)}, told {told}, mended {mended}")
    for row in rows:
        if not row.told:
            print(f"missed: {row.name}: {row.fault} {' '.join(row.others)}")
        elif not row.mended:
            print(f"told, not mended: {row.name} {' '.join(row.told)}")


if __name__ == "__main__":
    main()
