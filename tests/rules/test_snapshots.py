"""The findings of the examples, word for word: whoever changes one sees what users will see.

`pytest tests/rules --update-snapshots` writes them anew.
"""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

import pytest
from example_rendering import render
from rule_files import cases

SNAPSHOTS = Path(__file__).parent / "snapshots"
FAMILIES = sorted({case.rule.family for case in cases()})


@pytest.mark.parametrize("family", FAMILIES)
def test_findings_read_as_in_the_snapshot(family: str, request: pytest.FixtureRequest) -> None:
    shown = render([c for c in cases() if c.rule.family == family and not c.example.good])
    path = SNAPSHOTS / f"{family}.txt"
    if request.config.getoption("rewrite_rule_snapshots"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(shown, encoding="utf-8")
    known = path.read_text(encoding="utf-8") if path.exists() else ""
    if known != shown:
        diff = unified_diff(known.splitlines(), shown.splitlines(), "snapshot", "now", lineterm="")
        pytest.fail("\n".join([*diff, "(--update-snapshots accepts this)"]), pytrace=False)


def test_every_snapshot_is_of_a_family_with_rules() -> None:
    assert {path.stem for path in SNAPSHOTS.glob("*.txt")} <= set(FAMILIES)
