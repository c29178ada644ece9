"""What the linter says about public programs, read by a person: `python tests/corpus/ledger.py`.

Alone it prints the table of precision. With folders (`ledger.py [--linter L] FOLDER ...`, each of
which holds checkouts named OWNER__NAME) it also tells which findings the ledger does not know and
which are gone; `--update` writes them, the new ones with an empty verdict.

`ledger/findings.jsonl` has a finding on each line, `ledger/commits.json` the commit at which each
repository was read. A finding is known by repository, file, cell, code and a digest of its line,
so that neither edits above it nor other words in its message matter; `line` and `message` are
there for whoever looks it up. Verdicts: `right`; `useless`, true but a careful maintainer would
not say it there; `wrong`. Exits with 1 when anything differs, with 2 when a checkout failed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import NamedTuple

from compare import Failed, Record, answered

LEDGER = Path(__file__).with_name("ledger")
VERDICTS = ("right", "useless", "wrong", "")
SHOWN = ("error", "warning")


class Key(NamedTuple):
    """What makes a finding the same one after any edit elsewhere."""

    repository: str
    file: str
    cell: int
    code: str
    digest: str


class Entry(NamedTuple):
    """One line of the ledger; `times` where a line of a program has several such findings."""

    severity: str
    line: int
    message: str
    times: int = 1
    verdict: str = ""
    reason: str = ""


Entries = dict[Key, Entry]


def read(path: Path) -> Entries:
    """All entries of a ledger, none where there is no file yet."""
    entries: Entries = {}
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    for number, line in enumerate(lines, 1):
        fields = json.loads(line)
        key = Key(*(fields.pop(name) for name in Key._fields))
        entry = Entry(**fields)
        if key in entries or entry.verdict not in VERDICTS:
            raise ValueError(f"{path.name}:{number}: a second such finding, or no such verdict")
        entries[key] = entry
    return entries


def write(path: Path, entries: Entries) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    order = sorted(entries, key=lambda key: (*key[:3], entries[key].line, key.code, key.digest))
    lines = [
        json.dumps(key._asdict() | entries[key]._asdict(), ensure_ascii=False) for key in order
    ]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def found_in(repository: str, checkout: Path, records: Iterable[Record]) -> Entries:
    """The findings of one checkout that are shown by default, as the ledger would have them."""
    texts = Texts(checkout)
    entries: Entries = {}
    for record in records:
        if record["severity"] not in SHOWN:
            continue
        cell, line = record["cell"] or 0, record["start"]["line"]
        digest = sha256(texts.at(record["path"], cell, line).encode()).hexdigest()[:10]
        key = Key(repository, record["path"], cell, record["code"], digest)
        entry = Entry(record["severity"], line, record["message"])
        if key in entries:
            entry = entries[key]._replace(times=entries[key].times + 1)
        entries[key] = entry
    return entries


class Texts:
    """The lines of a checkout's programs, without their indentation."""

    def __init__(self, checkout: Path) -> None:
        self.checkout = checkout
        self.known: dict[tuple[str, int], list[str]] = {}

    def at(self, path: str, cell: int, line: int) -> str:
        if (path, cell) not in self.known:
            text = (self.checkout / path).read_text(encoding="utf-8", errors="replace")
            self.known[path, cell] = source(text, cell).split("\n") if cell else text.split("\n")
        lines = self.known[path, cell]
        return lines[line - 1].strip() if line <= len(lines) else ""


def source(notebook: str, cell: int) -> str:
    """What a cell holds; cells count from 1, with those of text."""
    held: str | list[str] = json.loads(notebook)["cells"][cell - 1]["source"]
    return held if isinstance(held, str) else "".join(held)


def merged(known: Entries, found: Entries, repositories: set[str]) -> Entries:
    """The ledger after reading these repositories again; what was judged stays judged."""
    kept = {key: entry for key, entry in known.items() if key.repository not in repositories}
    for key, entry in found.items():
        if key in known:
            entry = entry._replace(verdict=known[key].verdict, reason=known[key].reason)
        kept[key] = entry
    return kept


def difference(known: Entries, found: Entries, repositories: set[str]) -> list[str]:
    """A line for each finding that is new or gone, and for each that is as often no more."""
    told = list[str]()
    for key in sorted(known.keys() | found.keys()):
        if key.repository not in repositories:
            continue
        before, after = known.get(key), found.get(key)
        times = (before.times if before else 0, after.times if after else 0)
        if times[0] == times[1]:
            continue
        some = after or before
        assert some is not None
        kind = "new" if before is None else "gone" if after is None else f"{times[0]}→{times[1]}"
        cell = f":cell {key.cell}" if key.cell else ""
        where = f"{key.repository}/{key.file}{cell}:{some.line}"
        judged = f" ({before.verdict}: {before.reason})" if before and before.verdict else ""
        told.append(f"{kind} {key.code} {where}{judged}\n    {some.severity}: {some.message}")
    return told


def table(entries: Entries) -> str:
    """Verdicts by severity and rule, and what they come to."""
    rows = [f"{'':16}" + "".join(f"{verdict or 'unread':>9}" for verdict in VERDICTS)]
    for severity in SHOWN:
        counts: dict[str, Counter[str]] = {}
        for key, entry in entries.items():
            if entry.severity == severity:
                counts.setdefault(key.code, Counter())[entry.verdict] += entry.times
        whole: Counter[str] = sum(counts.values(), Counter())
        rows += [row(f"{severity} {code}", count) for code, count in sorted(counts.items())]
        rows += [row(f"{severity}s", whole) + "   " + shares(whole), ""]
    files = Counter[tuple[str, str]]()
    for key, entry in entries.items():
        files[key.repository, key.file] += entry.times
    each = median(files.values()) if files else 0
    rows.append(f"{files.total()} findings in {len(files)} files, median {each:g} in a file")
    return "\n".join(rows)


def row(name: str, count: Counter[str]) -> str:
    return f"{name:16}" + "".join(f"{count[verdict] or '·':>9}" for verdict in VERDICTS)


def shares(count: Counter[str]) -> str:
    """Of what was read: how much is true, and how much of it nobody wants to hear."""
    judged = sum(count[verdict] for verdict in VERDICTS if verdict)
    if not judged:
        return ""
    true = 1 - count["wrong"] / judged
    return f"true {true:.3f}, useless {count['useless'] / judged:.3f}"


def commits(ledger: Path) -> dict[str, str]:
    path = ledger / "commits.json"
    return json.loads(path.read_bytes()) if path.is_file() else {}


def look(options: argparse.Namespace) -> int:
    """Check the checkouts, and tell or write what differs."""
    file = options.ledger / "findings.jsonl"
    known, found = read(file), Entries()
    listed = commits(options.ledger)
    notes = Counter[str]()
    repositories = set[str]()
    failed = False
    for checkout in sorted(path for root in options.folders for path in root.iterdir()):
        repository = checkout.name.replace("__", "/", 1)
        try:
            if repository not in listed:
                raise Failed("commits.json does not say at which commit it is read")
            records = answered(options.linter, checkout, [], options.keep)
        except Failed as failure:
            print(f"FAILED {repository}: {failure}")
            failed = True
            continue
        repositories.add(repository)
        notes.update(record["code"] for record in records if record["severity"] == "info")
        found |= found_in(repository, checkout, records)
    told = difference(known, found, repositories)
    print("\n".join(told))
    if options.update:
        known = merged(known, found, repositories)
        write(file, known)
    print(table(known))
    most = ", ".join(f"{code} {count}" for code, count in notes.most_common())
    print(f"{notes.total()} notes with --severity info: {most or 'none'}")
    return 2 if failed else bool(told) and not options.update


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Compare findings with those that were read.")
    parser.add_argument("folders", nargs="*", type=Path, help="folders of checkouts OWNER__NAME")
    linter = Path(sys.executable).with_name("scvi-lint")
    parser.add_argument("--linter", type=Path, default=linter, help="a command, or stored JSON")
    parser.add_argument("--keep", type=Path, help="store what the linter says in this folder")
    parser.add_argument("--ledger", type=Path, default=LEDGER, help="another folder than ours")
    parser.add_argument("--update", action="store_true", help="write what differs")
    options = parser.parse_args(words)
    if options.folders:
        return look(options)
    print(table(read(options.ledger / "findings.jsonl")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
