"""How far check and fix bring forty drafts with a fault each.

    python tests/tasks/forty.py                  the figures, and every miss
    python tests/tasks/forty.py --judge PYTHON   the same judged by the scvi-tools of an interpreter

A draft is a task, a planted fault (the line that ends in `# <- fault`), and what stands in a right
program. It counts as *told* when a finding that is shown speaks of that line, and as *mended* when
the fixes – those that change numbers as well – bring in what a right program has. `listed: no` are
faults that no rule is about.

Judged is each draft, what the fixes make of it, and what the advice of the messages that are left
makes of that (`repairs.py`), beside a right program: does it end as that one does, and leave the
same numbers? What was found is kept in `judged.json`.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

import repairs

from scvi_lint.cli.files import Target
from scvi_lint.cli.fixing import mend
from scvi_lint.cli.session import Session
from scvi_lint.config.discovery import Configuration

DRAFTS = sorted((Path(__file__).parent / "drafts").glob("*.py"))
MARK = "  # <- fault"
JUDGED = Path(__file__).parent / "judged.json"
STEPS = ("draft", "fixed", "explained")
RIGHT = "as right"


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


def versions(path: Path) -> dict[str, str]:
    """A draft, what fixes make of it, what the messages that are left make of that, and a right
    program."""
    text = "".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[5:])
    text = text.replace(MARK, "")
    session = Session(Configuration({}, isolated=True))
    target = Target(f"/nowhere/{path.name}", path.name, True)
    checked = session.check(target, text.encode())
    fixed = mend(session, target, checked, text.encode(), unsafe=True).data.decode()
    return {
        "draft": text,
        "fixed": fixed,
        "explained": repairs.changed(fixed, repairs.EXPLAINED.get(path.stem, ())),
        "right": repairs.changed(text, repairs.RIGHT[path.stem]),
    }


def key_of(told: dict[str, str]) -> str:
    """What was judged, in short: it is judged anew when a fix, a repair or a draft is another."""
    return hashlib.sha256(repr(sorted(told.items())).encode()).hexdigest()[:16]


def verdict(ended: dict[str, object], right: dict[str, object]) -> str:
    """How a program ends beside a right one."""
    raised = ended.get("raised")
    if raised is not None:
        return RIGHT if raised == right.get("raised") else f"raises {raised}"
    mine, theirs = ended["state"], right.get("state")
    assert isinstance(mine, dict)
    if isinstance(theirs, dict) and all(mine.get(name) == one for name, one in theirs.items()):
        return RIGHT
    return "other numbers"


def judge(python: str) -> None:
    """Run all versions on the library, and keep what came of it."""
    told = {path.stem: versions(path) for path in DRAFTS}
    programs = {f"{name}/{step}": text for name, one in told.items() for step, text in one.items()}
    with tempfile.TemporaryDirectory() as folder:
        here, there = Path(folder) / "programs.json", Path(folder) / "results.json"
        here.write_text(json.dumps(programs), encoding="utf-8")
        runner = Path(__file__).with_name("on_the_library.py")
        subprocess.run([python, str(runner), str(here), str(there)], check=True)
        keep(told, json.loads(there.read_text(encoding="utf-8")))


def keep(told: dict[str, dict[str, str]], ended: dict[str, dict[str, object]]) -> None:
    """Write down how each version ended."""
    found = {
        name: {
            "key": key_of(texts),
            **{step: verdict(ended[f"{name}/{step}"], ended[f"{name}/right"]) for step in STEPS},
        }
        for name, texts in told.items()
    }
    kept = {"release": ended["release"], "drafts": found}
    JUDGED.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def judged() -> dict[str, dict[str, str]]:
    return json.loads(JUDGED.read_text(encoding="utf-8"))["drafts"]


def main() -> None:
    parser = argparse.ArgumentParser(description="How far forty drafts are brought.")
    parser.add_argument("--judge", metavar="PYTHON", help="an interpreter that has scvi-tools")
    options = parser.parse_args()
    if options.judge:
        judge(options.judge)
    rows = [measure(path) for path in DRAFTS]
    for listed, what in ((True, "faults that a rule lists"), (False, "faults that none lists")):
        part = [row for row in rows if row.listed is listed]
        told, mended = sum(bool(row.told) for row in part), sum(row.mended for row in part)
        print(f"{what}: {len(part)}, told {told}, mended {mended}")
        ends = [sum(judged()[row.name][step] == RIGHT for row in part) for step in STEPS]
        print("  end as a right program: " + ", ".join(map(" {} {}".format, STEPS, ends)))
    for row in rows:
        if not row.told:
            print(f"missed: {row.name}: {row.fault} {' '.join(row.others)}")
        elif not row.mended:
            print(f"told, not mended: {row.name} {' '.join(row.told)}")


if __name__ == "__main__":
    main()
