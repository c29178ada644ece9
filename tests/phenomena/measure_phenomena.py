"""What is said of statements that the library was asked: `python measure_phenomena.py DUMP …`.

Each DUMP is what `ask_the_library.py` printed. Of a statement that raises something ought to be
said in its lines, an error at best; of one that runs no error may be; an argument without which
the numbers are the same ought to be called idle. By class, kind and method, and of each kind of
error message; `--show TEXT` prints the misses of which the line has TEXT, `--alarms` the errors
on what runs.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

from phenomenon_subjects import IMPORTS, PROGRAMS

from scvi_lint.config.settings import Settings
from scvi_lint.linting.checking import Checker
from scvi_lint.linting.findings import Finding
from scvi_lint.source.documents.reading import read_document


class Asked(NamedTuple):
    """One statement behind the program of a class, and what the library did with it."""

    cls: str
    method: str
    kind: str
    text: str
    came: str
    release: str

    @property
    def raises(self) -> bool:
        return self.came.startswith("raises")


def asked(paths: list[Path]) -> list[Asked]:
    found = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found.append(
                Asked(
                    row["class"], row["method"], row["kind"], row["text"], row["came"],
                    row["release"],
                )
            )  # fmt: skip
    return found


def said(checker: Checker, one: Asked) -> list[Finding]:
    """The findings in the lines of the statement that was put behind the program."""
    before = IMPORTS + PROGRAMS[one.cls]
    program = read_document("program.py", (before + one.text + "\n").encode())
    start = len(before)
    return [found for found in checker.check(program).findings if found.span.start >= start]


def _shape(came: str) -> str:
    """An error without the values that it names."""
    text = came.partition(": ")[2]
    return re.sub(r"'[^']*'|\"[^\"]*\"|\d+", "…", text)[:90]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dumps", nargs="+", type=Path)
    parser.add_argument("--show", default=None)
    parser.add_argument("--alarms", action="store_true")
    parser.add_argument("--every", type=int, default=1)
    options = parser.parse_args()
    checkers: dict[str, Checker] = {}
    counts: dict[str, list[int]] = defaultdict(lambda: [0] * 6)
    holes: Counter[str] = Counter()
    examples: dict[str, Asked] = {}
    for one in asked(options.dumps)[:: options.every]:
        if one.came == "too long":
            continue
        checker = checkers.setdefault(one.release, Checker(Settings(), version=one.release))
        findings = said(checker, one)
        idle = one.came.startswith("same")
        for axis in (f"kind {one.kind}", f"class {one.cls}", f"method {one.method}", "all"):
            row = counts[axis]
            if one.raises:
                row[0] += bool(findings)
                row[1] += 1
            elif idle:
                row[2] += bool(findings)
                row[3] += 1
            else:
                row[5] += 1
            row[4] += not one.raises and any(item.severity == "error" for item in findings)
        if one.raises and not findings:
            shape = f"{one.kind} {_shape(one.came)}"
            holes[shape] += 1
            examples.setdefault(shape, one)
            if options.show is not None and options.show in one.text + one.came:
                print(f"{one.cls}: {one.text!r}: {one.came}")
        if idle and not findings and options.show == "same":
            print(f"{one.cls}: {one.text!r}: {one.came}")
        if options.alarms and not one.raises:
            for item in findings:
                if item.severity == "error":
                    print(f"ALARM {one.cls}: {one.text!r}: {item.code} {item.message}")
    for axis, (hits, raised, told, same, alarms, ran) in sorted(counts.items()):
        print(
            f"{axis:44} raises {hits:4} of {raised:4}   idle {told:3} of {same:3}"
            f"   errors {alarms:3} on {ran + same:4} that run"
        )
    if options.show is None:
        for shape, many in holes.most_common(60):
            one = examples[shape]
            print(f"{many:4} {shape}   e.g. {one.cls}: {one.text!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
