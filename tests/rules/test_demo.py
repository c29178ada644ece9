"""The demonstration: small realistic programs with faults of many shapes, and one without.

`tests/demo/expected.json` is what a user must be told. An entry whose `code` is null waits for a
rule that serves its pitfall; as soon as one does, its code must be written down.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from example_judging import LOUD, all_entries
from rule_files import RELEASE, ROOT

from scvi_lint.config import Settings
from scvi_lint.linting.checking import Checker
from scvi_lint.linting.findings import Finding
from scvi_lint.source.documents.document import Document
from scvi_lint.source.reading import read_document

DEMO = ROOT / "tests" / "demo"
EXPECTED: list[dict[str, Any]] = json.loads((DEMO / "expected.json").read_text(encoding="utf-8"))
PROGRAMS = ("integrate_donors.py", "pbmc_integration.ipynb", "integrate_clean.py", "preparing.py")


def read(name: str) -> Document:
    return read_document(name, (DEMO / name).read_bytes())


def neighbour(importer: str, name: str, level: int) -> Document | None:
    """A module of the demonstration itself."""
    path = DEMO / f"{name}.py"
    return read(path.name) if not level and path.exists() else None


@cache
def place_of_findings(name: str) -> list[dict[str, Any]]:
    """Each loud finding of a program, in the form of `expected.json`."""
    settings = Settings(preset="all")
    checker = Checker(settings, version=RELEASE, load_module=neighbour)
    checker.entries = all_entries()
    document = read(name)
    found = checker.check(document).findings
    return [_place(document, finding) for finding in found if finding.severity in LOUD]


def _place(document: Document, finding: Finding) -> dict[str, Any]:
    before = document.cells[finding.span.cell].text[: finding.span.start]
    return {
        "code": finding.code,
        "pitfall": finding.name,
        "path": document.path,
        "cell": finding.span.cell + 1 if document.kind == "notebook" else None,
        "line": before.count("\n") + 1,
    }


def where(entry: dict[str, Any]) -> tuple[Any, ...]:
    return entry["path"], entry["cell"] or 0, entry["line"], entry["code"]


@pytest.mark.parametrize("name", PROGRAMS)
def test_exactly_the_expected_is_found(name: str) -> None:
    expected = [entry for entry in EXPECTED if entry["path"] == name and entry["code"]]
    found = place_of_findings(name)
    assert [where(entry) for entry in found] == sorted(where(entry) for entry in expected)


@pytest.mark.parametrize("entry", EXPECTED, ids=lambda entry: f"{entry['pitfall']}")
def test_expected_finding_names_the_rule_that_serves_its_pitfall(entry: dict[str, Any]) -> None:
    slug = entry["pitfall"]
    codes = [rule.code for rule in all_entries() if slug in (rule.name, *rule.covers)]
    if not codes and entry["code"] is None:
        pytest.skip(f"no rule serves {slug} yet")
    assert entry["code"] in codes


def test_the_demonstration_shows_faults_in_a_script_and_in_a_notebook() -> None:
    faulty = {Path(entry["path"]).suffix for entry in EXPECTED}
    assert faulty == {".py", ".ipynb"}
    assert len({entry["pitfall"] for entry in EXPECTED}) >= 8


def test_what_the_programs_hand_on_to_each_other_makes_none_quieter() -> None:
    command = [sys.executable, "-m", "scvi_lint", "check", str(DEMO), "--output-format", "concise"]
    alone, together = (
        subprocess.run([*command, *more], capture_output=True, text=True, check=False).stdout
        for more in (["--isolated-files"], [])
    )
    assert len(re.findall(r"(?m)^.*:\d+:\d+: SCV\d{3} ", alone)) == sum(
        1 for entry in EXPECTED if entry["code"]
    )
    assert together == alone
