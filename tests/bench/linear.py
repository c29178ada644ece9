"""Whether the cost grows like the program: one kind of statement, 4 000 and 16 000 times.

    python tests/bench/linear.py [--sizes 4000 16000] [--calls | --notebooks] [--above 5] [KIND ...]

Each kind is checked with all rules, in a process of its own; what it took is processor time.
Four times as many statements may take five times as long. A row is one kind: milliseconds for both
sizes, their ratio, megabytes, and from which line on the longer one was not followed, if anywhere.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "fuzz"))

from worst_calls import calls
from worst_programs import notebook
from worst_statements import BEFORE, STATEMENTS

from scvi_lint.config import Settings
from scvi_lint.linting.checking import Checker
from scvi_lint.source.reading import read_document

SECONDS = 300  # of the processor, for one program
LEAST = 100.0  # milliseconds; what takes less is not compared


def kinds(options: argparse.Namespace) -> Iterator[tuple[str, str, str]]:
    """A name, what stands before, and the statement."""
    every = calls() if options.calls else ((k, BEFORE, v) for k, v in STATEMENTS.items())
    return (kind for kind in every if not options.kinds or kind[0] in options.kinds)


def measured(name: str, data: bytes) -> tuple[float, int, int]:
    """Milliseconds, megabytes, and the line from which on it was not followed (0 for none)."""
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        checker = Checker(Settings(preset="all"))
        checker.check(read_document("warm.py", b"import scvi\nscvi.model.SCVI(1).train()\n"))
        gc.freeze()
        gc.set_threshold(200_000, 10, 10)  # as the command does
        start = time.process_time()
        document = read_document(name, data)
        result = checker.check(document)
        spent = (time.process_time() - start) * 1000
        ended = [one.span for one in result.findings if one.code == "SCV003"]
        line = 0
        for span in ended:
            line = document.cells[span.cell].text.count("\n", 0, span.start) + 1
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
        os.write(sink, json.dumps([spent, held, line]).encode())
        os._exit(0)
    os.close(sink)
    with os.fdopen(source, "rb") as stream:
        said = stream.read()
    os.waitpid(child, 0)
    return tuple(json.loads(said)) if said else (SECONDS * 1000.0, 0, 0)


def program(before: str, statement: str, many: int, cells: bool) -> tuple[str, bytes]:
    lines = [statement.format(n=n) for n in range(many)]
    if cells:
        return "a.ipynb", notebook([[before], *([line] for line in lines)]).encode()
    return "a.py", (before + "\n".join(lines) + "\n").encode()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sizes", type=int, nargs=2, default=(4_000, 16_000))
    parser.add_argument("--above", type=float, default=5.0, help="a larger ratio is too much")
    parser.add_argument("--calls", action="store_true", help="every call of scvi-tools")
    parser.add_argument("--notebooks", action="store_true", help="a cell for each statement")
    parser.add_argument("kinds", nargs="*")
    options = parser.parse_args()
    wrong: list[str] = []
    for name, before, statement in kinds(options):
        few, many = (
            measured(*program(before, statement, size, options.notebooks)) for size in options.sizes
        )
        ratio = many[0] / max(few[0], LEAST)
        too_much = ratio > options.above * options.sizes[1] / options.sizes[0] / 4
        if too_much:
            wrong.append(name)
        line = f"{name:32} {few[0]:8.0f} {many[0]:8.0f} {ratio:6.1f} {many[1]:6} MB"
        print(line, f"to line {many[2]}" if many[2] else "", "<--" if too_much else "", flush=True)
    print(f"too much: {', '.join(wrong) or 'none'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
