"""Does every certain fact hold? `python tests/soundness/soundness.py [--programs N] [--seed S]`

Random programs (see `random_programs`) are followed, and run several times on stubs. What is
certain at the end of X, of a layer, of the categories of a column, of a model's training must be
so in each run that comes to its end; what is certain of X before a change, in each run that comes
to this line, there once at least: a loop comes there again.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "interpreter")]

from following import IMPORTS, Followed, follow, told  # noqa: E402
from random_programs import OPERATIONS, READ, Writer  # noqa: E402
from stubs import SEVERAL, Data, Model, Run, Table  # noqa: E402

from scvi_lint.interpreter.domain.contents import MIXED, UNSURE, Column, Matrix  # noqa: E402
from scvi_lint.interpreter.domain.facts import Fact  # noqa: E402
from scvi_lint.interpreter.domain.values import Ref  # noqa: E402
from scvi_lint.interpreter.events.kinds import Transformed  # noqa: E402

RUNS = 12
# Programs over data and models only: names that one of them may stand for.
_PLACES = re.compile(r"\b(?:[dm]\d+|o\d+\.d|l\d+\[(?:0|-1)\]|t\d+\['[abc]'\])(?![\w(:])")


def table() -> Table:
    """What each operation makes of each scale, asked of straight programs."""
    found: Table = {}
    several = f"d = {READ}\nsc.pp.log1p(d)\nd = ad.concat([d, {READ}])\n"
    todo = [("as read", f"d = {READ}\n"), (SEVERAL, several)]
    while todo:
        scale, text = todo.pop()
        for operation in OPERATIONS:
            if (operation, scale) not in found:
                longer = f"{text}{operation}(d)\n"
                after = told(follow(longer).data("d").x)
                found[operation, scale] = after
                todo.append((after, longer))
    return found


class Claims:
    """What is certain of one program, and what of it does not hold."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at_the_end = _facts_at_the_end(text)
        self.before_changes = _before_changes(follow(text))
        self.tried: set[tuple[str, str]] = set()
        self.faults: dict[str, None] = {}

    def hold_in(self, run: Run) -> None:
        for place, facts in self.at_the_end.items():
            try:
                thing = eval(place, run.names)
            except (NameError, LookupError):
                continue
            if isinstance(thing, Data | Model):
                really = thing.facts()
                for what, fact in facts.items():
                    self._try(f"{what} of {place}", fact, {really.get(what, "absent")})
        for line, met in run.met.items():
            if line in self.before_changes:
                self._try(f"X in line {line}", self.before_changes[line], met)

    def _try(self, what: str, claim: Any, really: set[str]) -> None:
        self.tried.add((what, str(claim)))
        if not any(_holds(claim, one) for one in really):
            self.faults[f"{what} is certainly {claim}, and was {', '.join(really)}"] = None


def _holds(claim: Any, really: str) -> bool:
    if isinstance(claim, Column):
        names, occur = set(claim.categories or ()), set(really)
        return (occur <= names or not claim.closed) and (names <= occur or not claim.exact)
    return really in claim if isinstance(claim, set) else really == claim


def _places(text: str) -> list[str]:
    """What stands at the top level of the program for data or a model, in its own words."""
    outside = re.sub(r"(?m)^(def|class) .*\n(    .*\n)*", "", text)
    return sorted(set(_PLACES.findall(outside)))


def _facts_at_the_end(text: str) -> dict[str, dict[str, Any]]:
    """What is certain of each place when the program ends."""
    places = _places(text)
    asked = "".join(f"place_{n} = {place}\nplace_{n}\n" for n, place in enumerate(places))
    done = follow(text + asked)
    found: dict[str, dict[str, Any]] = {}
    for span, value, heap in done.analysis.mentions:
        name = done.analysis.source(span)
        only = value.single
        if name.startswith("place_") and isinstance(only, Ref):
            found[places[int(name.removeprefix("place_"))]] = _certain(heap.get(only.id))
    return found


def _certain(thing: Any) -> dict[str, Any]:
    return {
        what: claim
        for key, fact in thing.facts.items()
        if (what := _words(key)) and (claim := _claim(fact)) is not None
    }


def _words(key: str) -> str | None:
    room, _, entry = key.partition("/")
    if room in ("obs", "layers"):
        return f"{room.removesuffix('s') if room == 'layers' else room} {entry}"
    return room if key in ("X", "trained") else None


def _claim(known: Fact) -> Any:
    """What a fact says for certain, None if nothing that a stub could tell."""
    if not known.certain:
        return None
    if isinstance(known.value, Column):
        return None if known.value.categories is None else known.value
    if isinstance(known.value, Matrix):
        return None if known.value.scale == "unknown" else _scale(known.value)
    return str(known.value)


def _scale(matrix: Matrix) -> str:
    return SEVERAL if matrix.scale in (MIXED, UNSURE) else matrix.scale


def _before_changes(done: Followed) -> dict[int, set[str]]:
    """What X may be before the changes of a line, where that is certain each time."""
    found: dict[int, list[Fact | None]] = defaultdict(list)
    for event in done.events(Transformed):
        if event.room == "X":
            line = done.text.count("\n", 0, event.span.start) - IMPORTS.count("\n") + 1
            found[line].append(event.adata.x)
    return {
        line: {_scale(known.value) for known in facts if known is not None}
        for line, facts in found.items()
        if all(known is not None and known.certain for known in facts)
    }


def judge(seed: int, known: Table) -> Claims:
    """A random program, and whether what is claimed of it holds."""
    claims = Claims(Writer(seed).program())
    for number in range(RUNS):
        run = Run(known, seed * 1000 + number)
        try:
            run.execute(claims.text)
        except Exception:
            continue  # it ends in an error of its own: nothing is claimed of that
        claims.hold_in(run)
    return claims


def main() -> int:
    parser = argparse.ArgumentParser(description="Whether every certain fact holds.")
    parser.add_argument("--programs", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=3)
    options = parser.parse_args()
    known = table()
    unsound = claimed = ended = 0
    for number in range(options.programs):
        claims = judge(options.seed * 1_000_000 + number, known)
        claimed += len(claims.tried)
        ended += bool(claims.tried)
        if claims.faults:
            unsound += 1
            if unsound <= options.show:
                print(f"--- {number}: {'; '.join(claims.faults)}\n{claims.text}")
    print(f"seed {options.seed}: {options.programs} programs, {ended} came to an end,", end=" ")
    print(f"{claimed} certain facts, {unsound} programs with one that does not hold")
    return 1 if unsound else 0


if __name__ == "__main__":
    sys.exit(main())
