"""`scvi-lint check` beside ruff and pyright (pylint where installed), in one run.

    python tests/bench/checking.py [--tutorials FOLDER] [--environment FOLDER] [--slow]

(a) three small files · (b) a folder of notebooks, nearly all of which use scvi-tools · (c) an
installed environment, named on purpose. Processor seconds of the whole process tree, and wall
seconds; the least of several rounds, since other processes only ever add. The tools take turns,
so that a noisy minute meets all of them. `--slow` lets pyright and pylint see (b) as well.

Budgets: (a) 120 ms and 8 × a bare Python · (b) 2 × ruff · (c) 0.2 × ruff, in processor time.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
OURS = [sys.executable, "-m", "scvi_lint", "check", "--exit-zero", "--no-evidence", "-q"]
BARE = [sys.executable, "-c", "pass"]
RUFF = [sys.executable, "-m", "ruff", "check", "--no-cache", "--isolated", "--exit-zero", "-q"]
PYRIGHT = [sys.executable, "-m", "pyright"]
PYLINT = [sys.executable, "-m", "pylint", "--exit-zero"]

SMALL = {
    "read.py": 'import scanpy as sc\n\nadata = sc.read_h5ad("a.h5ad")\nsc.pp.log1p(adata)\n',
    "train.py": """\
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train(max_epochs=1)
""",
    "plot.py": "import matplotlib.pyplot as plt\n\nplt.plot([1, 2])\n",
}


class Cost(NamedTuple):
    """Seconds of processor and of wall."""

    processor: float
    wall: float


def once(command: list[str], folder: Path) -> Cost:
    # As installed: with compiled modules at hand, whatever the developer's own shell says.
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": tempfile.gettempdir() + "/bench-compiled"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    with open(os.devnull, "wb") as nowhere:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=nowhere, stderr=nowhere
        )
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    return Cost(used.ru_utime + used.ru_stime, time.perf_counter() - start)


def compare(folder: Path, tools: dict[str, list[str]], rounds: int) -> dict[str, Cost]:
    """The least cost of each tool, in turns."""
    least: dict[str, Cost] = {}
    for _ in range(rounds):
        for name, command in tools.items():
            cost = once(command, folder)
            known = least.get(name, cost)
            least[name] = Cost(min(known.processor, cost.processor), min(known.wall, cost.wall))
    return least


def report(title: str, costs: dict[str, Cost]) -> None:
    ours = costs["scvi-lint"]
    print(f"\n{title}\n  {'':10} {'cpu s':>8} {'wall s':>8}   scvi-lint takes, of its cpu and wall")
    for name, cost in costs.items():
        print(
            f"  {name:10} {cost.processor:8.3f} {cost.wall:8.3f}   "
            f"{ours.processor / max(cost.processor, 1e-9):6.2f} × {ours.wall / cost.wall:6.2f} ×",
            flush=True,
        )


def judge(what: str, value: float, most: float) -> bool:
    print(f"  {what}: {value:.3f} of {most:g} – {'ok' if value <= most else 'OVER BUDGET'}")
    return value <= most


def small(rounds: int) -> bool:
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        for file, text in SMALL.items():
            (folder / file).write_text(text)
        costs = compare(folder, {"scvi-lint": OURS, "bare": BARE, "ruff": RUFF}, rounds)
        slow = {"pyright": PYRIGHT} | ({"pylint": [*PYLINT, "."]} if find_spec("pylint") else {})
        costs |= compare(folder, slow, 1)
    report("(a) three small files", costs)
    ours, bare = costs["scvi-lint"].processor, costs["bare"].processor
    return judge("cpu seconds", ours, 0.12) & judge("bare Pythons", ours / bare, 8)


def tutorials(folder: Path, rounds: int, slow: bool) -> bool:
    tools = {"scvi-lint": [*OURS, "."], "ruff": [*RUFF, "."]}
    costs = compare(folder, tools, rounds)
    if slow:
        costs |= compare(folder, {"pyright": [*PYRIGHT, "."]}, 1)
    report(f"(b) {folder.name}", costs)
    return judge("of ruff's cpu", costs["scvi-lint"].processor / costs["ruff"].processor, 2)


def environment(folder: Path, rounds: int) -> bool:
    files = sum(name.endswith(".py") for _, _, names in os.walk(folder) for name in names)
    # ruff leaves environments out by default, however they are named.
    ruff = [*RUFF, "--config", "exclude = []", "--no-respect-gitignore", str(folder)]
    costs = compare(folder.parent, {"scvi-lint": [*OURS, str(folder)], "ruff": ruff}, rounds)
    report(f"(c) {folder.name}: {files} files", costs)
    if files < 15_000:
        print("  too few files to judge by")
        return True
    return judge("of ruff's cpu", costs["scvi-lint"].processor / costs["ruff"].processor, 0.2)


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure `check` beside other tools.")
    parser.add_argument("--tutorials", type=Path, metavar="FOLDER")
    parser.add_argument("--environment", type=Path, metavar="FOLDER")
    parser.add_argument("--slow", action="store_true")
    parser.add_argument("--quick", action="store_true", help="few rounds")
    options = parser.parse_args()
    kept = [small(3 if options.quick else 20)]
    if options.tutorials is not None:
        kept.append(tutorials(options.tutorials.resolve(), 2 if options.quick else 5, options.slow))
    if options.environment is not None:
        kept.append(environment(options.environment.resolve(), 1 if options.quick else 3))
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
