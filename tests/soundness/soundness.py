"""Does every certain fact hold? `python tests/soundness/soundness.py [--programs N] [--seed S]`

Random programs (see `random_programs`) are followed, and run several times on stubs: what is
certain of the scale of X when the program ends must be so in each run that comes to its end.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "interpreter")]

from following import follow, told  # noqa: E402
from random_programs import OPERATIONS, Data, Writer, run  # noqa: E402

RUNS = 12


def table() -> dict[tuple[str, str], str]:
    """What each operation makes of each scale, asked of straight programs."""
    found: dict[tuple[str, str], str] = {}
    todo: list[tuple[str, list[str]]] = [("as read", [])]
    while todo:
        scale, steps = todo.pop()
        for operation in OPERATIONS:
            if (operation, scale) in found:
                continue
            lines = "".join(f"{step}(d)\n" for step in [*steps, operation])
            after = told(follow(f"d = sc.read_h5ad('a.h5ad')\n{lines}").data("d").x)
            found[operation, scale] = after
            todo.append((after, [*steps, operation]))
    return found


def claims(text: str) -> dict[str, str]:
    """What is certain of the names of a program at its end."""
    done = follow(text)
    found: dict[str, str] = {}
    for name in sorted({word for word in text.replace("(", " ").split() if word[0] == "d"}):
        if not name[1:].isdigit():
            continue
        try:
            known = done.data(name).x
        except (AssertionError, KeyError, IndexError, StopIteration):
            continue
        if known is not None and known.certain:
            found[name] = told(known)
    return found


def wrong(seed: int, known: dict[tuple[str, str], str]) -> tuple[str, list[str], int]:
    """A program, what is claimed of it and does not hold, and how many claims were tried."""
    text = Writer(seed).program()
    said = claims(text)
    faults: list[str] = []
    tried: set[str] = set()
    for number in range(RUNS):
        try:
            names = run(text, known, seed * 1000 + number)
        except Exception:
            continue  # it ends in an error of its own: nothing is claimed of that
        for name, scale in said.items():
            if isinstance(names.get(name), Data):
                tried.add(name)
                if names[name].scale != scale:
                    faults.append(f"{name} is certainly {scale}, and was {names[name].scale}")
    return text, list(dict.fromkeys(faults)), len(tried)


def main() -> int:
    parser = argparse.ArgumentParser(description="Whether every certain fact holds.")
    parser.add_argument("--programs", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=3)
    options = parser.parse_args()
    known = table()
    unsound = claimed = 0
    for number in range(options.programs):
        text, faults, tried = wrong(options.seed * 1_000_000 + number, known)
        claimed += tried
        if faults:
            unsound += 1
            if unsound <= options.show:
                print(f"--- {number}: {'; '.join(faults)}\n{text}")
    print(f"seed {options.seed}: {options.programs} programs, {claimed} certain facts,", end=" ")
    print(f"{unsound} programs with one that does not hold")
    return 1 if unsound else 0


if __name__ == "__main__":
    sys.exit(main())
