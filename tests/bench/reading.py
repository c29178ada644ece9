"""Reading programs: parsing and lowering, also half-typed ones, and what importing it costs.

Budgets: 10 ms per 1000 lines (best of all rounds), 45 ms of import on top of bare Python.
"""

from __future__ import annotations

import importlib.util
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from scvi_lint.source.reading import read_document
from scvi_lint.source.syntax import read

MODULES = ("argparse", "typing", "statistics", "tarfile", "contextlib", "dataclasses")
READING, IMPORT = 10.0, 45.0


def best(rounds: int, work: Callable[[], object]) -> float:
    """The shortest of some rounds, in milliseconds."""
    shortest = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        shortest = min(shortest, time.perf_counter() - start)
    return shortest * 1000


def texts() -> list[str]:
    found = []
    for module in MODULES:
        spec = importlib.util.find_spec(module)
        if spec is not None and spec.origin is not None:
            data = Path(spec.origin).read_bytes()
            found.append(read_document(spec.origin, data).cells[0].text)
    return found


def half_typed(text: str) -> str:
    """The text with the rest of one line missing."""
    place = random.randrange(len(text))
    end = text.find("\n", place)
    return text[:place] + text[end:]


def importing(rounds: int) -> float:
    def run(code: str) -> None:
        subprocess.run([sys.executable, "-c", code], check=True)

    source = "import scvi_lint.source.reading, scvi_lint.source.syntax"
    return best(rounds, lambda: run(source)) - best(rounds, lambda: run("pass"))


def main() -> int:
    rounds = 5 if "--quick" in sys.argv else 20
    random.seed(1)
    programs = texts()
    thousands = sum(text.count("\n") for text in programs) / 1000
    whole = sum(best(rounds, lambda text=text: read(text)) for text in programs) / thousands
    typed = [half_typed(text) for text in programs]
    broken = sum(best(rounds, lambda text=text: read(text)) for text in typed) / thousands
    cost = importing(rounds)
    print(f"read            {whole:6.1f} ms per 1000 lines")
    print(f"read half-typed {broken:6.1f} ms per 1000 lines")
    print(f"import          {cost:6.1f} ms")
    good = whole <= READING and cost <= IMPORT
    print("ok" if good else "OVER BUDGET")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
