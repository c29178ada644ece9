"""One program for each migration of scvi-tools: every release gets its own answer.

The programs in `migrations/` are written for one side of a change. `migrations.txt` holds what
`scvi-lint check --scvi-version` says of them on both sides, and when no release is named.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from scvi_lint.config import Settings
from scvi_lint.linting.checking import Checker
from scvi_lint.linting.findings import Finding
from scvi_lint.source.documents.document import Document
from scvi_lint.source.reading import read_document

HERE = Path(__file__).parent
PROGRAMS = sorted((HERE / "migrations").glob("*.py"))
GOLDEN = HERE / "migrations.txt"
RELEASES = ("0.19", "1.0", "1.1", "1.4", "1.5", "")


def program(path: Path) -> Document:
    return read_document(path.name, path.read_bytes())


def findings(path: Path, release: str) -> list[Finding]:
    checker = Checker(Settings(severity="info"), version=release or None)
    found = checker.check(program(path)).findings
    return [finding for finding in found if finding.code.startswith("SCV01")]


def line(path: Path, finding: Finding) -> int:
    text = program(path).cells[0].text
    return text.count("\n", 0, finding.span.start) + 1


def answer(path: Path, release: str) -> list[str]:
    said: list[str] = []
    for finding in findings(path, release):
        at = f"{path.name}:{line(path, finding)}"
        said.append(f"{at} {finding.code} {finding.severity}: {finding.message}")
        said += [f"    {related.message}" for related in finding.related]
    return said


def account() -> str:
    lines: list[str] = []
    for path in PROGRAMS:
        for release in RELEASES:
            lines += [f"== {path.name}, {release or 'no release named'}", *answer(path, release)]
    return "\n".join(lines) + "\n"


def test_every_release_gets_its_own_answer(request: pytest.FixtureRequest) -> None:
    found = account()
    if request.config.getoption("--update-snapshots"):
        GOLDEN.write_text(found, encoding="utf-8")
    assert found == GOLDEN.read_text(encoding="utf-8"), "--update-snapshots accepts the new text"


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_releases_differ(path: Path) -> None:
    answers = {tuple(answer(path, release)) for release in RELEASES if release}
    assert len(answers) > 1


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_release_that_nothing_names_gives_one_warning_a_file(path: Path) -> None:
    found = findings(path, "")
    assert len(found) <= 1
    assert all(finding.severity == "warning" for finding in found)
