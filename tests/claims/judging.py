"""Programs of biologists that claim too much, and their right twins: what is found in them.

A program says in its first line what it expects: `# expects: SCV450 or SCV455` (one of these is
told), `# silent: SCV437, SCV450` (none of these), or `# open:` for what is known not to be found.
None of them is the example of a rule. `python tests/claims/judging.py` prints what differs.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

if __name__ == "__main__":
    for room in ("rules", "fixes"):
        sys.path.insert(0, str(Path(__file__).parents[1] / room))

from checks import Check, checked_by
from example_files import Files

from scvi_lint.config import Settings
from scvi_lint.linting.checking import Checker

PROGRAMS = Path(__file__).with_name("programs")
RELEASE = "1.4.2"


class Program(NamedTuple):
    """A program, with the codes of which one, or none, is to be told."""

    name: str
    text: str
    expects: tuple[str, ...]
    silent: tuple[str, ...]
    files: Files

    def __str__(self) -> str:
        return self.name


def programs() -> list[Program]:
    found: list[Program] = []
    for path in sorted(PROGRAMS.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        first, _, rest = text.partition("\n")
        word, _, codes = first.removeprefix("# ").partition(": ")
        expects = tuple(codes.split(" or ")) if word == "expects" else ()
        silent = tuple(codes.split(", ")) if word == "silent" else ()
        files: list[tuple[str, str]] = []
        for line in rest.splitlines():
            if line.startswith("# file: "):
                name, _, made = line.removeprefix("# file: ").partition(" = ")
                files.append((name, made))
        found.append(Program(path.stem, text, expects, silent, tuple(files)))
    return found


def check_of(program: Program) -> Check:
    checker = Checker(Settings(preset="all", severity="info"), version=RELEASE)
    return checked_by(checker, f"{program.name}.py", program.files)


def fault_of(program: Program) -> str:
    """What is missing or too much in what is told of a program, "" if nothing is."""
    findings = check_of(program)(program.text.encode()).findings
    told = {finding.code for finding in findings}
    if program.expects and told.isdisjoint(program.expects):
        return f"{program.name}: {' or '.join(program.expects)} is not told, only {sorted(told)}"
    spoken = told.intersection(program.silent)
    return f"{program.name}: {', '.join(sorted(spoken))} is told" if spoken else ""


if __name__ == "__main__":
    every = programs()
    faults = [fault for program in every if (fault := fault_of(program))]
    print(*faults, sep="\n")
    print(f"{len(every) - len(faults)} of {len(every)} as expected")
