"""`--fix` on real programs: `python tests/corpus/mending.py [FOLDER ...]` (default: the demo).

Each folder's programs that mention scvi-tools are copied aside and mended there, first by safe
fixes, then by unsafe ones, then silenced by `--add-ignores`. After each step must hold:

- what Python could read, it can still read, and what was JSON is JSON;
- a second run changes nothing;
- of no rule there are more findings in a file than before (notes included);
- only lines of cells' sources differ in a notebook, and no more lines than it has edits;
- after `--add-ignores` nothing is shown, and no line of code has changed.

Exits with 1 and names what does not hold.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import json
import os
import subprocess
import sys
import tempfile
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SUFFIXES = {".py", ".ipynb", ".qmd", ".rmd"}
COMMAND = [sys.executable, "-m", "scvi_lint", "check", "--isolated", "--no-evidence"]
ALL_RULES = ["--select", "ALL", "--severity", "info"]

Counts = Counter[tuple[str, str]]
Contents = dict[str, bytes]


class Faults:
    """What did not hold, and how much was done."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.done: Counter[str] = Counter()

    def check(self, holds: bool, where: str, what: str) -> None:
        if not holds:
            self.said.append(f"{where}: {what}")
            print(f"  FAULT {where}: {what}", flush=True)


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run(
        [*COMMAND, *ALL_RULES, *words, "."], cwd=folder, stdout=subprocess.PIPE, check=False
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(f"scvi-lint {' '.join(words)} ended with {done.returncode}")
    return done


def copy(source: Path, target: Path) -> int:
    """Copy the programs that are about scvi-tools; how many there are."""
    count = 0
    for folder, folders, names in os.walk(source):
        folders[:] = [name for name in folders if name != ".git"]
        for name in names:
            path = Path(folder, name)
            if path.suffix.lower() not in SUFFIXES or path.is_symlink():
                continue
            data = path.read_bytes()
            if b"scvi" in data:
                copied = target / path.relative_to(source)
                copied.parent.mkdir(parents=True, exist_ok=True)
                copied.write_bytes(data)
                count += 1
    return count


def contents(folder: Path) -> Contents:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def findings(folder: Path) -> tuple[Counts, list[dict[str, Any]]]:
    rows = json.loads(run(folder, "--output-format", "json").stdout)
    return Counter((row["path"], row["code"]) for row in rows), rows


def parses(name: str, data: bytes) -> bool:
    """Whether Python, or JSON and nbformat's outline, can read it."""
    try:
        if name.endswith(".ipynb"):
            return isinstance(json.loads(data)["cells"], list)
        if name.endswith(".py"):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                ast.parse(data)
    except (ValueError, SyntaxError, KeyError, TypeError):
        return False
    return True


def compare_notebooks(name: str, before: bytes, after: bytes, most: int, faults: Faults) -> None:
    """Only sources differ, and only in the lines that were edited."""
    old, new = json.loads(before), json.loads(after)
    for cell in [*old["cells"], *new["cells"]]:
        cell.pop("source", None)
    faults.check(old == new, name, "more than the source of its cells has changed")
    matcher = difflib.SequenceMatcher(None, before.split(b"\n"), after.split(b"\n"), False)
    blocks = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    faults.check(len(blocks) <= most, name, f"{len(blocks)} places differ after {most} edits")


def mend(folder: Path, before: Contents, unsafe: bool, faults: Faults) -> None:
    """One kind of fixes, and what must hold afterwards."""
    words = ["--fix", *(["--unsafe-fixes"] if unsafe else [])]
    counts, rows = findings(folder)
    chosen = "unsafe" if unsafe else "safe"
    run(folder, *words)
    after = contents(folder)
    changed = [name for name in before if before[name] != after[name]]
    faults.done[f"files changed by {chosen} fixes"] += len(changed)
    now, _ = findings(folder)
    faults.done[f"findings gone by {chosen} fixes"] += counts.total() - now.total()
    for key, count in now.items():
        faults.check(count <= counts[key], key[0], f"{chosen} fixes brought {key[1]}")
    for name in changed:
        faults.check(
            parses(name, after[name]) or not parses(name, before[name]),
            name,
            f"cannot be read after {chosen} fixes",
        )
        if name.endswith(".ipynb"):
            edits = sum(len(fix["edits"]) for row in rows for fix in row["fixes"][:1]) or 1
            compare_notebooks(name, before[name], after[name], edits, faults)
    run(folder, *words)
    faults.check(contents(folder) == after, str(folder.name), f"a second run of {words} had work")


def silence(folder: Path, before: Contents, faults: Faults) -> None:
    """Comments for everything that is left."""
    run(folder, "--add-ignores", "measured")
    _, rows = findings(folder)
    left = {row["path"]: row["code"] for row in rows if row["code"] != "SCV001"}
    faults.check(not left, folder.name, f"--add-ignores left {left}")
    after = contents(folder)
    for name, data in after.items():
        if data == before[name]:
            continue
        faults.done["files with comments added"] += 1
        if name.endswith(".py") and parses(name, before[name]):
            same = ast.dump(ast.parse(data)) == ast.dump(ast.parse(before[name]))
            faults.check(same, name, "--add-ignores changed code")
        if name.endswith(".ipynb"):
            compare_notebooks(name, before[name], data, 10_000, faults)


def examine(source: Path, faults: Faults) -> None:
    with tempfile.TemporaryDirectory(prefix="mending-") as aside:
        folder = Path(aside, source.name)
        folder.mkdir()
        count = copy(source, folder)
        if not count:
            return
        counts, _ = findings(folder)
        print(f"{source.name}: {count} programs, {counts.total()} findings", flush=True)
        faults.done["programs"] += count
        mend(folder, contents(folder), False, faults)
        mend(folder, contents(folder), True, faults)
        silence(folder, contents(folder), faults)


def main() -> int:
    parser = argparse.ArgumentParser(description="Mend copies of real programs.")
    parser.add_argument("folders", nargs="*", type=Path, default=[HERE.parent / "demo"])
    faults = Faults()
    for source in parser.parse_args().folders:
        examine(source.resolve(), faults)
    for what, count in sorted(faults.done.items()):
        print(f"{count:6} {what}")
    print(f"{len(faults.said)} faults" if faults.said else "all of it holds")
    return 1 if faults.said else 0


if __name__ == "__main__":
    sys.exit(main())
