"""The engine with all rules: from text to findings, for 1000 lines and for twenty times as many.

    python tests/bench/engine.py [--quick] [FOLDER ...]

Budget: 25 ms for 1000 lines where Python itself parses them in 6.3 ms, that is 4 times as long
as `ast.parse` takes in the same run; and for each thousand of a long program at most 1.5 times
what the first two cost. Programs are chains of the fine programs of `tests/mutation` and of
plain pandas and matplotlib; FOLDERs of real ones are measured beside them, without a verdict.
"""

from __future__ import annotations

import ast
import gc
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from scvi_lint.config import Settings
from scvi_lint.linting.checking import Checker
from scvi_lint.source import syntax
from scvi_lint.source.documents.document import Document
from scvi_lint.source.documents.unreadable import Unreadable
from scvi_lint.source.parser import beginnings
from scvi_lint.source.reading import read_document

FINE = Path(__file__).parents[1] / "mutation" / "programs"
OVER_PYTHON, GROWTH = 4.0, 1.5
ORDINARY = """
rows = []
for name in ("a", "b", "c", "d"):
    frame = pd.read_csv(f"tables/{name}.csv", index_col=0)
    frame["share"] = frame["count"] / frame["count"].sum()
    rows.append(frame.loc[frame["share"] > 0.01, ["share", "count"]])
table = pd.concat(rows, axis=0).sort_values("share")

figure, axes = plt.subplots(1, 2, figsize=(8, 3))
axes[0].bar(table.index, table["share"], color="tab:blue")
axes[0].set_xlabel("cluster")
axes[1].hist(np.log10(table["count"] + 1), bins=20)
figure.savefig("figures/shares.pdf", bbox_inches="tight")
"""
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
    """A program of about so many lines: the fine ones one after the other, and between them as
    many lines that call none of the libraries."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(FINE.glob("*.py"))]
    parts: list[str] = []
    written = 0
    while written < lines:
        text = texts[len(parts) % len(texts)].replace("__main__", "__other__")
        plain = ORDINARY * (text.count("\n") // ORDINARY.count("\n"))
        parts.append(text + plain)
        written += parts[-1].count("\n")
    return "\n".join("\n".join(parts).split("\n")[:lines])


def check_anew(checker: Checker, document: Document) -> Callable[[], object]:
    def work() -> object:
        syntax._cache = syntax._Cache()  # parse anew, as for a program never seen
        beginnings.forget()
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
    text = program(2_000)
    python = best(rounds, lambda: ast.parse(text)) / 2
    print(f"ast.parse takes {python:.1f} ms per 1000: {costs[1] / python:.1f} times as long")
    good = costs[1] <= OVER_PYTHON * python and max(costs) <= GROWTH * costs[1]
    print("ok" if good else "OVER BUDGET")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
