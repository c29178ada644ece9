"""One command for the table of budgets: each measure beside other tools, in one run.

    python tests/bench/results.py [--tutorials FOLDER] [--python PYTHON] [--quick] [--edits N]

Writes RESULTS.md and RESULTS.svg beside this file. `--python` names an interpreter that has
pyright, basedpyright, pylint, pylsp and jedi-language-server; what is not installed is left out.
Costs are processor time, medians of several rounds in which the tools take turns: other processes
on the machine add to wall time, and to processor time far less. Nothing is judged here by an exit
code: `checking`, `engine`, `keystrokes`, `start` and `soak` do that.
"""

from __future__ import annotations

import argparse
import ast
import gc
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import beside
import checking
import engine
import keystrokes
import start
from client import VSCODE_TODAY, Notebook, Wire, big_notebook, percentile, processor, resident

from scvi_lint.config import Settings
from scvi_lint.linting.checking import Checker
from scvi_lint.source.reading import read_document

HERE = Path(__file__).parent
FILES, LINES = 2_000, 20_000


class Row(NamedTuple):
    """A measure, its budget, what is measured (in the unit of the budget), and others' figures."""

    work: str
    budget: float
    unit: str
    measured: float
    others: str


def medians(folder: Path, tools: dict[str, list[str]], rounds: int) -> dict[str, float]:
    """Processor seconds of each tool, the median of rounds in which they take turns."""
    for command in tools.values():
        checking.once(command, folder)  # compiled, and in the system's cache
    taken: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name, command in tools.items():
            taken.setdefault(name, []).append(checking.once(command, folder).processor)
    return {name: statistics.median(costs) for name, costs in taken.items()}


def peak(command: list[str], folder: Path) -> float:
    """The most memory that a command holds, in MB."""
    with open(os.devnull, "wb") as nowhere:
        process = subprocess.Popen(command, cwd=folder, stdout=nowhere, stderr=nowhere)
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    return used.ru_maxrss / 1024


def told(costs: dict[str, float], unit: str = "s", digits: int = 2) -> str:
    return ", ".join(f"{name} {cost:.{digits}f} {unit}" for name, cost in costs.items())


def has(python: str, module: str) -> bool:
    probe = [python, "-c", f"import {module}"]
    return not subprocess.run(probe, capture_output=True, check=False).returncode


def small(python: str, rounds: int) -> Row:
    tools = {"scvi-lint": checking.OURS, "bare Python": checking.BARE, "ruff": checking.RUFF}
    slow = {
        "pyright": [python, "-m", "pyright"],
        "basedpyright": [python, "-m", "basedpyright"],
        "pylint": [python, "-m", "pylint", "--exit-zero", "."],
    }
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        for file, text in checking.SMALL.items():
            (folder / file).write_text(text)
        costs = medians(folder, tools, rounds)
        costs |= medians(folder, {k: v for k, v in slow.items() if has(python, v[2])}, 1)
    ratio = costs["scvi-lint"] / costs["bare Python"]
    return Row("`check` of three small files", 6, "× bare Python", ratio, told(costs, digits=3))


def tutorials(folder: Path, rounds: int) -> list[Row]:
    tools = {"scvi-lint": [*checking.OURS, "."], "ruff": [*checking.RUFF, "."]}
    costs = medians(folder, tools, rounds)
    held = {name: peak(command, folder) for name, command in tools.items()}
    ratio = costs["scvi-lint"] / costs["ruff"]
    work = f"`check` of {folder.name.rpartition('__')[2]}"
    return [
        Row(work, 1, "× ruff", ratio, told(costs)),
        Row(f"memory of {work}", 120, "MB", held["scvi-lint"], f"ruff {held['ruff']:.0f} MB"),
    ]


def engines(rounds: int) -> list[Row]:
    gc.disable()
    checker = Checker(Settings(preset="all"))
    checker.check(read_document("warm.py", engine.program(1_000).encode()))
    costs: dict[int, float] = {}
    for size in (2_000, LINES):
        document = read_document("program.py", engine.program(size).encode())
        work = engine.check_anew(checker, document)
        costs[size] = engine.best(max(rounds * 1_000 // size, 2), work) / size * 1_000
    text = engine.program(2_000)
    python = engine.best(rounds, lambda: ast.parse(text)) / 2
    gc.enable()
    more = f"{costs[2_000]:.1f} ms for 1000 lines, ast.parse {python:.1f} ms"
    growth = costs[LINES] / costs[2_000]
    return [
        Row("engine with all rules", 4, "× ast.parse", costs[2_000] / python, more),
        Row(f"a line of {LINES} beside one of 2000", 1.5, "×", growth, ""),
    ]


def many_files(rounds: int) -> Row:
    """Twice as many times the same few programs: what one of them costs in either."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(engine.FINE.glob("*.py"))]
    spent: dict[int, float] = {}
    ruff = 0.0
    for count in (FILES // 4, FILES):
        with tempfile.TemporaryDirectory(prefix="bench-") as name:
            folder = Path(name)
            for number in range(count):
                (folder / f"p{number}.py").write_text(texts[number % len(texts)])
            command = [*checking.OURS, "--jobs", "1", "."]
            costs = medians(folder, {"scvi-lint": command, "ruff": [*checking.RUFF, "."]}, rounds)
            spent[count], ruff = costs["scvi-lint"] / count, costs["ruff"]
    more = f"{spent[FILES] * FILES:.1f} s of processor in all, ruff {ruff:.2f} s"
    return Row(
        f"a file of {FILES}", 1.5, f"× one of {FILES // 4}", spent[FILES] / spent[FILES // 4], more
    )


def typed(quick: bool) -> list[Row]:
    """Processor time a key, as the server takes it, and wall time."""
    rows: list[Row] = []
    line = keystrokes.LINES[0]
    everything: list[float] = []

    def measure(name: str, wire: Wire, press: keystrokes.Keys, keys: Sequence[str]) -> None:
        spent: list[float] = []
        took: list[float] = []
        for key in keys:
            time.sleep(0.03)
            before, begun = processor(wire.process.pid), time.perf_counter()
            press(key)
            took.append((time.perf_counter() - begun) * 1000)
            spent.append(processor(wire.process.pid) - before)
        everything.extend(took)
        mean = sum(spent) / len(spent)
        more = f"wall p50 {percentile(took, 0.5):.0f}, p99 {percentile(took, 0.99):.0f} ms"
        rows.append(Row(f"a key {name}", 15, "ms of processor", mean, more))
        print(rows[-1], flush=True)

    texts = big_notebook()
    with Wire() as wire:
        wire.initialize(VSCODE_TODAY)
        notebook = Notebook(wire, "file:///bench/big.ipynb", *texts)
        wire.diagnostics(notebook.order[45])
        for share in (0.1, 0.5, 0.9):
            number = int(len(texts) * share)
            keys = line.format(n=number // 10)
            press = keystrokes.in_cell(wire, notebook, number)
            measure(f"in a notebook at {share:.0%}", wire, press, keys)
    with Wire() as wire:
        wire.initialize(VSCODE_TODAY)
        text = keystrokes.big_script(texts)
        item = {"uri": keystrokes.SCRIPT, "languageId": "python", "version": 1, "text": text}
        wire.notify("textDocument/didOpen", {"textDocument": item})
        wire.request("textDocument/diagnostic", {"textDocument": {"uri": keystrokes.SCRIPT}})
        lines = text.split("\n")
        for name, marker, indent, number in keystrokes.PLACES:
            row = next(n for n, one in enumerate(lines) if one.startswith(marker)) + 1
            keys = line.format(n=number).rstrip("\n")
            press = keystrokes.in_script(wire, row, indent)
            measure(f"in a script, {name}", wire, press, keys)
        rounds = 2 if quick else 6
        pasted = "\n".join(lines[200:250]) + "\n"
        press = keystrokes.pasting(wire, text, pasted)
        measure("that pastes 50 lines or takes them back", wire, press, [pasted, ""] * rounds)
    with_all = f"p50 {percentile(everything, 0.5):.0f} ms"
    rows.append(Row("all keys, wall time, p99", 50, "ms", percentile(everything, 0.99), with_all))
    return rows


def servers(python: str, rounds: int) -> list[Row]:
    """Start, one key, hover and completion of servers that take turns, and their memory."""
    chosen = beside.rivals(python)
    starts = [start.once() for _ in range(rounds)]
    running = [beside.Rival(name, command, has) for name, (command, has, _) in chosen.items()]
    row = beside.TEXT.count("\n", 0, beside.TEXT.index("summary_21"))
    for number, key in enumerate(beside.LINE):
        time.sleep(0.03)
        for one in running:
            one.press(number + 2, row, number, key)
    for word, offset in (("setup_anndata(adata_1", 3), ("adata_1.obs", 3)) * 5:
        for one in running:
            if chosen[one.name][2]:
                one.ask("hover", word, offset)
                one.ask("completion", "max_epochs=200", 3)
    found = {one.name: one for one in running}

    def others(what: str, share: float) -> str:
        costs = {k: percentile(v.took[what], share) for k, v in found.items() if what in v.took}
        costs.pop("scvi-lint", None)
        return told(costs, "ms", 0)

    ours = found["scvi-lint"].took
    memory = {name: resident(one.wire.process.pid) for name, one in found.items()}
    spent = {
        name: (processor(one.wire.process.pid) - one.before) / max(one.keys, 1)
        for name, one in found.items()
    }
    for one in running:
        one.wire.close()
    begun = statistics.median(found_at for _, found_at, _ in starts)
    used = statistics.median(processor_time for *_, processor_time in starts)
    others_memory = {name: held for name, held in memory.items() if name != "scvi-lint"}
    others_spent = {name: cost for name, cost in spent.items() if name != "scvi-lint"}
    return [
        Row(
            "server: start to first findings",
            500,
            "ms",
            begun,
            f"{used:.0f} ms of processor; {others('start', 0.5)}",
        ),
        Row(
            "server: a key beside others",
            15,
            "ms of processor",
            spent["scvi-lint"],
            told(others_spent, "ms", 0),
        ),
        Row("server: hover, p95", 10, "ms", percentile(ours["hover"], 0.95), others("hover", 0.95)),
        Row(
            "server: completion, p95",
            10,
            "ms",
            percentile(ours["completion"], 0.95),
            others("completion", 0.95),
        ),
        Row(
            "server: memory with 1000 lines open",
            120,
            "MB",
            memory["scvi-lint"],
            told(others_memory, "MB", 0),
        ),
    ]


def soaked(edits: int) -> Row:
    """Memory after many edits, as `soak` measures it."""
    command = [sys.executable, str(HERE / "soak.py"), *(["--quick"] if edits < 10_000 else [])]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    last = next((line for line in said.splitlines() if "memory:" in line), "")
    figures = last.partition("memory:")[2].strip()
    late = (
        float(figures.rpartition("last quarter ")[2].split(",")[0])
        if "last quarter " in figures
        else 0.0
    )
    return Row(f"memory after {edits} edits", 120, "MB", late, figures)


def markdown(rows: list[Row], quick: bool) -> str:
    load = os.getloadavg()[0]
    noise = "The machine was not quiet: others used its processors at the same time. "
    lines = [
        "# What it costs",
        "",
        "Written by `python tests/bench/results.py`" + (" --quick" if quick else "") + ". "
        f"Python {platform.python_version()}, {os.cpu_count()} processors, load {load:.1f}. "
        + (noise if load > 1.5 else "")
        + "Processor time is the median of rounds in which the tools take turns.",
        "",
        "![Each measure as a share of its budget](RESULTS.svg)",
        "",
        "| work | budget | measured | | beside |",
        "|---|---|---|---|---|",
    ]
    for row in rows:
        share = row.measured / row.budget
        kept = "ok" if share <= 1 else f"{share:.1f} times the budget"
        figures = f"≤ {row.budget:g} {row.unit} | {row.measured:.4g} {row.unit}"
        lines.append(f"| {row.work} | {figures} | {kept} | {row.others} |")
    return "\n".join(lines) + "\n"


def plot(rows: list[Row]) -> str:
    """Each measure as a share of its budget: bars, and a line where the budget ends."""
    height, left, unit = 22, 330, 110.0  # pixels of a row, of the names, of one budget
    most = 6.0
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + unit * most + 60:.0f}" '
        f'height="{height * len(rows) + 30}" font-family="sans-serif" font-size="12">',
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for number, row in enumerate(rows):
        top = number * height + 6
        share = row.measured / row.budget
        colour = "#4c956c" if share <= 1 else "#c8553d"
        width = min(share, most) * unit
        name = row.work.replace("`", "").replace("&", "&amp;").replace("<", "&lt;")
        parts += [
            f'<text x="{left - 8}" y="{top + 13}" text-anchor="end">{name}</text>',
            f'<rect x="{left}" y="{top}" width="{width:.1f}" height="{height - 6}" '
            f'fill="{colour}"/>',
            f'<text x="{left + width + 5:.1f}" y="{top + 13}">{share:.2g} ×</text>',
        ]
    bottom = height * len(rows) + 4
    parts += [
        f'<line x1="{left + unit}" y1="2" x2="{left + unit}" y2="{bottom}" stroke="black" '
        'stroke-dasharray="4 3"/>',
        f'<text x="{left + unit}" y="{bottom + 16}" text-anchor="middle">budget</text>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure all budgets, beside other tools.")
    parser.add_argument("--tutorials", type=Path, metavar="FOLDER")
    parser.add_argument("--python", default=sys.executable, help="has further tools")
    parser.add_argument("--edits", type=int, default=10_000, help="for the memory after edits")
    parser.add_argument("--quick", action="store_true", help="few rounds")
    options = parser.parse_args()
    rounds = 3 if options.quick else 9
    rows = [small(options.python, rounds)]
    if options.tutorials is not None:
        rows += tutorials(options.tutorials.resolve(), rounds)
    rows += engines(rounds)
    rows += typed(options.quick)
    rows += servers(options.python, rounds)
    rows.append(many_files(1))
    rows.append(soaked(1_000 if options.quick else options.edits))
    for row in rows:
        print(row)
    (HERE / "RESULTS.md").write_text(markdown(rows, options.quick), encoding="utf-8")
    (HERE / "RESULTS.svg").write_text(plot(rows), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
