"""The engine with all rules: from text to findings, for 1000 lines and for twenty times as many.

    python tests/bench/engine.py [--quick] [FOLDER ...]

Budget: 25 ms for 1000 lines, and no more for each thousand of a long program than 1.5 times what
the first costs. Programs are notebooks-like chains of the fine programs of `tests/mutation`;
FOLDERs of real programs are measured beside them, without a verdict.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from scvi_lint.config import Settings
from scvi_lint.linting.checking import Checker
from scvi_lint.source import syntax
from scvi_lint.source.document import Document
from scvi_lint.source.reading import read_document
from scvi_lint.source.unreadable import Unreadable

FINE = Path(__file__).parents[1] / "mutation" / "programs"
PER_THOUSAND, GROWTH = 25.0, 1.5
SIZES = (1_000, 2_000, 5_000, 10_000, 20_000)


def best(rounds: int, work: Callable[[], object]) -> float:
    """The shortest of some rounds, in milliseconds of this process."""
    shortest = float("inf")
    for _ in range(rounds):
        gc.collect()
        start = time.process_time()
        work()
        shortest = min(shortest, time.process_time() - start)
    return shortest * 1000


def program(lines: int) -> str:
    """A program of about so many lines: the fine ones after each other, again and again."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(FINE.glob("*.py"))]
    parts: list[str] = []
    written = 0
    while written < lines:
        text = texts[len(parts) % len(texts)].replace("__main__", "__other__")
        parts.append(text)
        written += text.count("\n")
    return "\n".join("\n".join(parts).split("\n")[:lines])


def check_anew(checker: Checker, document: Document) -> Callable[[], object]:
    def work() -> object:
        syntax._cache = syntax._Cache()  # parse anew, as for a program never seen
        return checker.check(document)

    return work


def real(folder: Path) -> Iterator[Document]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".ipynb") and path.is_file() and b"scvi" in path.read_bytes():
            try:
                yield read_document(str(path), path.read_bytes())
            except Unreadable:
                continue


def main() -> int:
    quick = "--quick" in sys.argv
    rounds = 3 if quick else 10
    gc.disable()  # as the server does; `check` lets it run once in a while
    checker = Checker(Settings(preset="all"))
    checker.check(read_document("warm.py", program(1_000).encode()))
    costs = []
    for size in SIZES[:3] if quick else SIZES:
        document = read_document("program.py", program(size).encode())
        cost = best(max(rounds * 1_000 // size, 2), check_anew(checker, document))
        costs.append(cost / size * 1_000)
        print(f"{size:6} lines {cost:8.1f} ms, {costs[-1]:6.1f} ms per 1000")
    for folder in map(Path, sys.argv[1:]):
        if folder.is_dir():
            documents = list(real(folder))
            lines = sum(cell.text.count("\n") + 1 for d in documents for cell in d.cells)
            cost = sum(best(2, check_anew(checker, document)) for document in documents)
            print(f"{folder.name}: {lines} lines, {cost / max(lines, 1) * 1000:.1f} ms per 1000")
    good = costs[0] <= PER_THOUSAND and max(costs) <= GROWTH * costs[0]
    print("ok" if good else "OVER BUDGET")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
