"""`python -m scvi_lint.knowledge.release 1.5.2`: everything that a new release asks for.

Reads its distribution into the knowledge, says what came and went, and holds what the linter claims
of it against the release itself. One report to read; what it calls wrong must be mended before the
release is known. Run in a clone of the repository, with the extras `build` and `test`; `uv` makes
the environment of the release.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import NamedTuple

from scvi_lint.knowledge.api import ClassSymbol

_ROOT = os.path.dirname(
    os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
)
_ORACLE = os.path.join(_ROOT, "tests", "oracle")
_LAST_LINES = 60

# Run in a process of its own, which reads the shards as they are then.
_DIFFERENCE = """
from scvi_lint.knowledge import catalogue
from scvi_lint.knowledge.release import difference
import sys
print("\\n".join(difference(catalogue(), sys.argv[1])))
"""
_PIN = """
import os, sys
sys.path.insert(0, {oracle!r})
import environments
release = sys.argv[1]
try:
    environments.constraints(release)
except FileNotFoundError:
    print("pinned in", environments.pin(release))
print(environments.python_of(release))
"""


class Step(NamedTuple):
    """One thing that is done: what for, and the command; "{python}" stands for the
    interpreter that has the release."""

    title: str
    command: tuple[str, ...]


def steps(release: str) -> list[Step]:
    """What is done for a release, in this order."""
    here = sys.executable
    tests = (here, "-m", "pytest", "-q", "-p", "no:cacheprovider")
    oracle = ("--oracle-python", "{python}")

    def program(name: str, *words: str) -> tuple[str, ...]:
        return (here, os.path.join(_ORACLE, name), "--release", release, *words)

    asked = ("--python", "{python}")

    return [
        Step(
            "The distribution is read",
            (here, "-m", "scvi_lint.knowledge.build", "--releases", release),
        ),
        Step("What came and what went", (here, "-c", _DIFFERENCE, release)),
        Step("What is called gone is gone", (*tests, "tests/oracle/test_gone.py", *oracle)),
        Step(
            "Signatures are those of the library",
            (*tests, "tests/oracle/test_signatures.py", *oracle),
        ),
        Step("Every example that holds there", program("matrix.py", "--freeze", *asked)),
        Step("Every class: history, keywords", program("asked.py", *asked)),
        Step(
            "Lines that traits of classes name",
            (*tests, "tests/oracle/test_trait_lines.py", *oracle),
        ),
        Step("Its own tests, pages and docstrings", program("official.py")),
        Step("Every safe fix is run", (*tests, "tests/oracle/test_safe_fixes.py", *oracle)),
        Step(
            "Pages and headings that are cited",
            (*tests, "tests/knowledge/test_documentation_pages.py", "tests/rules/test_examples.py"),
        ),
    ]


def difference(known: object, release: str) -> Iterator[str]:
    """What a release has that the one before it had not, and the other way round."""
    from scvi_lint.knowledge.catalogue import Catalogue

    assert isinstance(known, Catalogue)
    names = known.releases
    before = names[max(0, names.index(known.release(release)) - 1)]
    old, new = known.api(before), known.api(release)
    for word, one, other in (("gone", old, new), ("new", new, old)):
        for path in sorted(known.exports):
            if one.resolve(path) is not None and other.resolve(path) is None:
                yield f"{word}: {path}"
    for cls in new.models():
        earlier = old.resolve(cls.qualname)
        if not isinstance(earlier, ClassSymbol):
            continue
        for method in ("__init__", *cls.methods()):
            now, then = cls.method(method), earlier.method(method)
            if then is None or now is None:
                if then is not now:
                    yield f"{'new' if then is None else 'gone'}: {cls.name}.{method}"
                continue
            lost = sorted(set(then.keywords()) - set(now.keywords()))
            came = sorted(set(now.keywords()) - set(then.keywords()))
            if lost or came:
                told = [*(f"-{name}" for name in lost), *(f"+{name}" for name in came)]
                yield f"{cls.name}.{method}: {' '.join(told)}"


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m scvi_lint.knowledge.release",
        description="Read a release of scvi-tools, and hold what is claimed of it against it.",
    )
    parser.add_argument("release")
    parser.add_argument("--report", metavar="FILE", help="write the report here, too")
    parser.add_argument("--python", help="an interpreter that has this release already")
    options = parser.parse_args(words)
    if not os.path.isdir(_ORACLE):
        print("scvi-lint: this needs a clone of the repository, with its tests", file=sys.stderr)
        return 2
    python = options.python or _environment(options.release)
    parts, failed = [f"# scvi-tools {options.release}"], 0
    for step in steps(options.release):
        print(f"{step.title} …", file=sys.stderr, flush=True)
        code, said = _run([word.replace("{python}", python) for word in step.command])
        failed += code != 0
        parts.append(f"## {step.title}: {'as it should be' if code == 0 else 'TO READ'}")
        parts.append(f"```\n{said}\n```")
    report = "\n\n".join(parts) + "\n"
    print(report)
    if options.report:
        with open(options.report, "w", encoding="utf-8") as file:
            file.write(report)
    return 1 if failed else 0


def _environment(release: str) -> str:
    """The interpreter that has the release: pinned and made when there is none."""
    code, said = _run([sys.executable, "-c", _PIN.format(oracle=_ORACLE), release])
    if code:
        raise SystemExit(f"scvi-lint: no environment of {release}:\n{said}")
    return said.splitlines()[-1]


def _run(command: list[str]) -> tuple[int, str]:
    """How a command ended, and the last of what it said."""
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=False)
    lines = [*done.stdout.splitlines(), *(done.stderr.splitlines() if done.returncode else ())]
    left = len(lines) - _LAST_LINES
    said = lines if left <= 0 else [f"… {left} lines before", *lines[-_LAST_LINES:]]
    return done.returncode, "\n".join(said)


if __name__ == "__main__":
    sys.exit(main())
