"""What the rules find in other shapes of their own examples.

`python tests/shapes/measure.py [--shape NAME ...] [--family NAME] [--show N] [--pairs N --seed S]`

Each rule's examples are rewritten into shapes of the same meaning. What was found must be found
in each, and nothing may speak up that was silent. `--pairs` composes two shapes, drawn by seed.
"""

from __future__ import annotations

import argparse
import ast
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "rules")]

import one_object  # noqa: E402, F401
import several_objects  # noqa: E402, F401
from example_files import answers  # noqa: E402
from example_judging import LOUD, all_entries, checker, entries_of  # noqa: E402
from parts import SHAPES, DoesNotApply, Parts  # noqa: E402
from rule_files import Case, cases  # noqa: E402

from scvi_lint.linting.findings import Finding  # noqa: E402
from scvi_lint.linting.gathering import check_with_evidence  # noqa: E402
from scvi_lint.source.reading import read_document  # noqa: E402

# In a loop, saving into one folder is saving into it twice, and training by ddp is training twice:
# there the rules are right.
RIGHT_IN_LOOPS = {"SCV534", "SCV703", "SCV711"}
LOOPS = frozenset(
    """loop_over_known_samples loop_over_files list_of_known_samples list_of_files
    appended_in_a_loop dictionary_of_samples numbered_pairs""".split()
)


class Outcome(NamedTuple):
    """One example in one shape: `lost` when its fault is not found, `more` what is said beyond."""

    case: Case
    shape: str
    faulty: bool
    lost: bool
    more: frozenset[str]
    text: str


def judged(text: str, case: Case) -> list[Finding]:
    document = read_document("example.py", text.encode())
    made = checker(case.release, all_entries())
    if not case.example.files:
        return made.check(document).findings
    return check_with_evidence(made, document, answers(case.example.files)).findings


def rewritten(code: str, names: tuple[str, ...]) -> str:
    """The example in one shape after the other. Raises DoesNotApply."""
    for name in names:
        code = SHAPES[name](Parts(code))
    return code


def outcome(case: Case, names: tuple[str, ...]) -> Outcome | None:
    """How an example fares in a shape, None where the shape does not apply to it."""
    try:
        plain = ast.unparse(ast.parse(case.example.code)) + "\n"
        text = rewritten(plain, names)
        compile(text, "example.py", "exec")
    except (DoesNotApply, SyntaxError):
        return None
    code = entries_of(case.rule)[0].code
    before, after = judged(plain, case), judged(text, case)
    loud = {one.code for one in before if one.severity in LOUD}
    own = any(one.code == code for one in before)
    found = any(one.code == code for one in after)
    more = {one.code for one in after if one.severity in LOUD} - loud - ({code} if own else set())
    if LOOPS & set(names):
        more -= RIGHT_IN_LOOPS
    faulty = own and not case.example.good
    return Outcome(case, " ".join(names), faulty, faulty and not found, frozenset(more), text)


def outcomes(chosen: list[Case], shapes: list[tuple[str, ...]]) -> Iterator[Outcome]:
    for names in shapes:
        for case in chosen:
            one = outcome(case, names)
            if one is not None:
                yield one


def main() -> int:
    parser = argparse.ArgumentParser(description="What rules find in other shapes.")
    parser.add_argument("--shape", action="append", choices=sorted(SHAPES))
    parser.add_argument("--family")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--pairs", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    chosen = [c for c in cases() if options.family in (None, c.rule.family)]
    shapes: list[tuple[str, ...]] = [(name,) for name in options.shape or SHAPES]
    if options.pairs:
        draw = random.Random(options.seed)
        shapes = [tuple(draw.sample(sorted(SHAPES), 2)) for _ in range(options.pairs)]
        print("seed", options.seed)
    count: Counter[tuple[str, str]] = Counter()
    for one in outcomes(chosen, shapes):
        count[one.shape, "faulty" if one.faulty else "fine"] += 1
        count[one.shape, "lost"] += one.lost
        count[one.shape, "more"] += bool(one.more)
        if (one.lost or one.more) and count[one.shape, "shown"] < options.show:
            count[one.shape, "shown"] += 1
            print(
                f"--- {one.shape}: {one.case} lost={one.lost} more={sorted(one.more)}\n{one.text}"
            )
    total: Counter[str] = Counter()
    for name in dict.fromkeys(name for name, _ in count):
        row = {key: count[name, key] for key in ("faulty", "lost", "fine", "more")}
        total.update(row)
        found = 100 * (1 - row["lost"] / max(1, row["faulty"]))
        print(f"{name:45} {found:5.1f} % of {row['faulty']:3} found, {row['more']} with more said")
    found = 100 * (1 - total["lost"] / max(1, total["faulty"]))
    print(f"{found:.1f} % of {total['faulty']} found, {total['more']} programs with more said")
    return 1 if total["lost"] > 0.02 * total["faulty"] or total["more"] else 0


if __name__ == "__main__":
    sys.exit(main())
