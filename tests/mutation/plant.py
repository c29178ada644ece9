"""Plant faults and print what became of them: `python tests/mutation/plant.py [--corpus FOLDER]`.

Options: `--code SCV201` for one rule, `--show` for the text around each miss, `--most N` files
of a corpus. Exit code 1 if fewer than nine of ten faults are found.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from planting import HERE, RELEASE, Verdict, judge, mutators
from subjects import Program, program_at

from scvi_lint.linting.index import builtin
from scvi_lint.source.documents.unreadable import Unreadable


def own() -> Iterator[tuple[str, Program]]:
    for path in sorted((HERE / "programs").iterdir()):
        if not path.name.startswith(("_", ".")):
            yield path.name, program_at(path)


def public(folder: Path, most: int) -> Iterator[tuple[str, Program]]:
    """Every file below a folder that mentions scvi, each on its own."""
    seen = 0
    for path in sorted(folder.rglob("*")):
        if path.suffix not in (".py", ".ipynb") or not path.is_file() or seen >= most:
            continue
        if b"scvi" not in path.read_bytes():
            continue
        try:
            program = program_at(path)
        except Unreadable:
            continue
        seen += 1
        yield str(path.relative_to(folder)), program


def show(verdict: Verdict) -> None:
    for edit in verdict.fault.edits:
        document = verdict.program.documents[edit.span.path]
        text = document.cells[edit.span.cell].text
        line = text.count("\n", 0, edit.span.start)
        for number, content in enumerate(text.split("\n")[max(line - 3, 0) : line + 4]):
            print(f"        {max(line - 3, 0) + number + 1:4} | {content}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--code")
    parser.add_argument("--most", type=int, default=10_000)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    chosen = [pair for pair in mutators() if options.code in (None, pair[0])]
    planted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    extras = 0
    programs = own() if options.corpus is None else public(options.corpus, options.most)
    for name, program in programs:
        # Public programs name no release: they are judged by the newest.
        release = RELEASE if options.corpus is None else None
        for verdict in judge(program, chosen, release=release):
            label = f"{verdict.code} {verdict.mutator}"
            planted[label] += 1
            found[label] += verdict.found
            extras += len(verdict.extra)
            if not verdict.found:
                print(f"missed  {label}: {name}")
            for extra in verdict.extra:
                print(f"extra   {label}: {name}: {extra.code} {extra.message}")
            if options.show and (verdict.extra or not verdict.found):
                show(verdict)
    for label in sorted(planted):
        print(f"{found[label]:5} of {planted[label]:5}  {label}")
    total, hits = sum(planted.values()), sum(found.values())
    print(f"{hits} of {total} faults found, {extras} other findings")
    served = {code for code, _ in mutators()}
    waiting = sorted({entry.code for entry in builtin()} - served)
    if waiting and options.code is None:
        print(f"rules without a mutator: {', '.join(waiting)}")
    return 0 if total and hits >= 0.9 * total else 1


if __name__ == "__main__":
    sys.exit(main())
