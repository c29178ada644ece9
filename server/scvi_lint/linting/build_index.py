"""Write what is generated from the rules: their index, the list of pitfalls, the skill.

    python -m scvi_lint.linting.build_index           write all files
    python -m scvi_lint.linting.build_index --check   exit with 1 when one of them is out of date

The index lets a check start without importing a single rule. It is committed, so that an
installed package has it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from scvi_lint.linting import classes_table, guide, pitfalls
from scvi_lint.linting.index import Entry, describe

Maker = Callable[[], str]
_ABOUT = "Write the index of the built-in rules and the list of pitfalls that they serve."

_HEAD = '''\
"""The index of the built-in rules, in the field order of `scvi_lint.linting.index.Entry`.

Generated from the rule modules by `python -m scvi_lint.linting.build_index`; do not edit.
"""

# fmt: off
# ruff: noqa: E501

Words = tuple[str, ...]
RULES: tuple[tuple[str, str, str, str, str, str, Words, Words, Words, str, str, Words], ...] = (
'''


def render(entries: Iterable[Entry]) -> str:
    """The text of `_index.py`, a line for each rule.

    Raises ValueError when two rules share a code or a name.
    """
    lines: list[str] = []
    seen: dict[str, str] = {}
    for entry in sorted(entries):
        for word in (entry.code, entry.name):
            if word in seen:
                raise ValueError(f"{word} is declared by {seen[word]} and by {entry.module}")
            seen[word] = entry.module
        lines.append(f"    {tuple(entry)!r},\n")
    return _HEAD + "".join(lines) + ")\n"


def generated() -> list[tuple[Path, Maker]]:
    """The generated files, and what makes the text of each.

    Raises whatever importing a rule raises; a text's maker raises ValueError when the rules
    contradict each other or the list of pitfalls.
    """
    import scvi_lint_rules

    package = Path(scvi_lint_rules.__path__[0])
    found = describe(scvi_lint_rules)
    for failed in found.defects:
        raise RuntimeError(f"{failed.rule} cannot be read:\n{failed.trace}")
    entries = list(found.entries)
    files: list[tuple[Path, Maker]] = [(package / "_index.py", lambda: render(entries))]
    known = package.parent / "pitfalls.toml"
    if known.exists():  # an installed package is without it
        readme = package.parent / "README.md"
        files.append((readme, lambda: _readme(entries, known)))
        listed = package / "_pitfalls.py"
        files.append((listed, lambda: pitfalls.table(entries, pitfalls.read(known))))
    return files


def _readme(entries: list[Entry], known: Path) -> str:
    """The pitfalls, the questions of the guide, then the model classes."""
    listed = pitfalls.render(entries, pitfalls.read(known)) + guide.table(entries)
    return listed + classes_table.render(entries)


def main(arguments: list[str] | None = None) -> int:
    """Write the files, or compare them; what is wrong goes to stderr."""
    parser = argparse.ArgumentParser(prog="build_index", description=_ABOUT)
    parser.add_argument("--check", action="store_true", help="compare only, change nothing")
    check = parser.parse_args(arguments).check
    status = 0
    for path, make in generated():
        try:
            text = make()
        except ValueError as error:
            print(f"{path.name} is not written: {error}", file=sys.stderr)
            status = 1
            continue
        current = path.read_text(encoding="utf-8") if path.exists() else ""
        if current == text:
            continue
        if check:
            print(f"{path.name} is out of date; run {parser.prog} without --check", file=sys.stderr)
            status = 1
        else:
            path.write_text(text, encoding="utf-8")
            print(f"wrote {path.name}")
    return status or _skill(check)


def _skill(check: bool) -> int:
    """The same for the skill, which a command of a floor above writes from the rules."""
    import scvi_lint_rules

    if not (Path(scvi_lint_rules.__path__[0]).parents[1] / "skills").exists():
        return 0  # an installed package is without it
    words = [sys.executable, "-m", "scvi_lint.answers.skill", *(["--check"] if check else [])]
    return subprocess.run(words, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
