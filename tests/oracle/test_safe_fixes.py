"""What a fix marked as safe promises: a program that raised now runs to its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from oracle_verdicts import describe, of_the_machine
from rule_files import Case, cases

pytestmark = pytest.mark.oracle


def fixed_programs(case: Case) -> list[tuple[str, str]]:
    """The example with each of the safe fixes applied, by the fix's title."""
    from example_judging import entries_of, findings_of
    from example_programs import as_script
    from example_rendering import applied

    program = as_script(case.example.code, case.example.files)
    code = entries_of(case.rule)[0].code
    found = [finding for finding in findings_of(program, case.release) if finding.code == code]
    if len(found) != 1:  # another fault would remain
        return []
    return [(fix.title, applied(program, fix)) for fix in found[0].fixes if fix.safe]


def test_examples_run_once_their_safe_fix_is_applied(
    run_programs: Callable[[list[Any]], dict[str, Any]],
) -> None:
    pytest.importorskip("tree_sitter")
    from run_examples import key_of, programs_of

    programs: list[Any] = []
    for case in cases():
        example = case.example
        if example.good or example.also or example.not_run or example.release:
            continue
        for number, (_, text) in enumerate(fixed_programs(case), 1):
            label = f"{case.label}-fix{number}"
            programs.append([str(case.rule.path), label, text, list(example.files)])
    assert programs, "no rule has a safe fix"
    records = run_programs(programs)["records"]
    broken = []
    for case in programs_of(programs):
        record = records[key_of(case.example)]
        if record["exception"] and not of_the_machine(record):  # accelerator="gpu"
            broken.append(f"{case}: {describe(record)}\n{case.example.code}")
    assert not broken, "\n".join(broken)
