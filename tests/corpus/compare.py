"""What changed between two linters: `python tests/corpus/compare.py OLD NEW [FOLDER ...]`.

OLD and NEW are each a command (`…/bin/scvi-lint`) or a folder of stored JSON, one `NAME.json` for
each checkout. Each FOLDER holds checkouts; without one, the project's own programs are compared:
the rule examples, the demo, and the programs of the mutation tests, fine and with faults planted.
Words behind `--` go to both commands, as in `-- --scvi-version 1.5.1`.

Findings are paired by file, cell, code and place. What has no partner was added or removed; what
a neighbour's `also` still names is `merged`. Exits with 1 when anything differs, with 2 when a
command failed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

Record = dict[str, Any]
MOST_SECONDS = 600
ARGUMENTS = ("check", "--output-format", "json", "--severity", "info")
KINDS = ("added", "removed", "merged", "severity", "message", "fixes")


class Failed(Exception):
    """A linter did not answer for a checkout."""


class Difference(NamedTuple):
    """What became of a finding; `old` and `new` are its two readings, where it has them."""

    kind: str
    code: str
    where: str
    old: str
    new: str


def answered(linter: Path, checkout: Path, words: list[str], keep: Path | None) -> list[Record]:
    """All findings of a checkout, by a command or from the store. Raises Failed."""
    if linter.is_dir():
        stored = linter / f"{checkout.name}.json"
        if not stored.is_file():
            raise Failed(f"{stored} is missing")
        return json.loads(stored.read_bytes())
    command = [str(linter.absolute()), *ARGUMENTS, *words, "."]
    try:
        done = subprocess.run(
            command, cwd=checkout, capture_output=True, check=False, timeout=MOST_SECONDS
        )
    except subprocess.TimeoutExpired:
        raise Failed(f"{linter} took more than {MOST_SECONDS} s") from None
    if done.returncode not in (0, 1):
        raise Failed(f"{linter} ended with {done.returncode}: {done.stderr.decode()[-300:]}")
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / f"{checkout.name}.json").write_bytes(done.stdout)
    return json.loads(done.stdout)


def place(record: Record) -> tuple[Any, ...]:
    start, end = record["start"], record["end"]
    cell = record["cell"] or 0
    return (record["path"], cell, start["line"], start["column"], end["line"], end["column"])


def written(record: Record) -> str:
    cell = "" if record["cell"] is None else f":cell {record['cell']}"
    return f"{record['path']}{cell}:{record['start']['line']}"


def differences(name: str, old: list[Record], new: list[Record]) -> Iterator[Difference]:
    """What is not the same, in the order of the program."""
    before, after = paired(old), paired(new)
    also = {
        (near["path"], near["cell"], near["start"]["line"])
        for record in new
        for near in record["related"]
        if near["message"].startswith("also")
    }
    for key in sorted(before.keys() | after.keys()):
        one, other = before.get(key), after.get(key)
        some = one or other
        assert some is not None
        where = f"{name}/{written(some)}"
        if one is None:
            yield Difference("added", some["code"], where, "", said(some))
        elif other is None:
            merged = (one["path"], one["cell"], one["start"]["line"]) in also
            yield Difference("merged" if merged else "removed", some["code"], where, said(one), "")
        else:
            for kind, was, now in aspects(one, other):
                if was != now:
                    yield Difference(kind, some["code"], where, was, now)


def paired(records: Iterable[Record]) -> dict[tuple[Any, ...], Record]:
    """Findings by code and place, numbered where one place has several."""
    found: dict[tuple[Any, ...], Record] = {}
    for record in records:
        number = 0
        while (key := (*place(record), record["code"], number)) in found:
            number += 1
        found[key] = record
    return found


def said(record: Record) -> str:
    return f"{record['severity']}: {record['message']}"


def aspects(one: Record, other: Record) -> Iterator[tuple[str, str, str]]:
    yield "severity", one["severity"], other["severity"]
    yield "message", one["message"], other["message"]
    yield "fixes", fixes(one), fixes(other)


def fixes(record: Record) -> str:
    """Titles, and what is written: a fix of the same name may write something else."""
    shown = [
        f"{fix['safety']} {fix['title']!r} -> " + " … ".join(edit["text"] for edit in fix["edits"])
        for fix in record["fixes"]
    ]
    return "; ".join(shown) or "none"


def show(found: list[Difference], most: int) -> None:
    """By kind and rule, with the first few of each."""
    groups: dict[tuple[int, str], list[Difference]] = defaultdict(list)
    for one in found:
        groups[KINDS.index(one.kind), one.code].append(one)
    for (kind, code), group in sorted(groups.items()):
        print(f"{KINDS[kind]} {code}: {len(group)}")
        for one in group[:most]:
            print(f"  {one.where}")
            for sign, text in (("-", one.old), ("+", one.new)):
                if text:
                    print(f"    {sign} {text}")
        if len(group) > most:
            print(f"  … and {len(group) - most} more")


def compare(options: argparse.Namespace, roots: list[Path]) -> int:
    found: list[Difference] = []
    counts = [0, 0]
    failures = 0
    checkouts = [path for root in roots for path in sorted(root.iterdir()) if path.is_dir()]
    for checkout in checkouts:
        try:
            old = answered(options.old, checkout, options.words, None)
            new = answered(options.new, checkout, options.words, options.keep)
        except Failed as failure:
            print(f"FAILED {checkout.name}: {failure}")
            failures += 1
            continue
        counts[0] += len(old)
        counts[1] += len(new)
        found += differences(checkout.name, old, new)
    show(found, options.show)
    totals = ", ".join(f"{sum(one.kind == kind for one in found)} {kind}" for kind in KINDS)
    print(
        f"{len(checkouts)} checkouts, {counts[0]} findings before and {counts[1]} after: {totals}"
    )
    return 2 if failures else bool(found)


def main() -> int:
    words = sys.argv[1:]
    own, passed = words, list[str]()
    if "--" in words:
        cut = words.index("--")
        own, passed = words[:cut], words[cut + 1 :]
    parser = argparse.ArgumentParser(description="Compare the findings of two linters.")
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--show", type=int, default=3, help="how many of each group (3)")
    parser.add_argument("--keep", type=Path, help="store what NEW says in this folder")
    options = parser.parse_args(own)
    options.words = passed
    if options.folders:
        return compare(options, options.folders)
    from own_programs import write_own_programs

    with tempfile.TemporaryDirectory(prefix="own-programs-") as root:
        write_own_programs(Path(root))
        return compare(options, [Path(root)])


if __name__ == "__main__":
    sys.exit(main())
