"""Every fix for every rule example is in order, in whatever spelling the example comes."""

from __future__ import annotations

from functools import cache

import pytest
from checks import checked_by
from example_judging import all_entries, checker
from fix_judging import Check, faults_of_fixes
from rule_files import Case, cases
from spellings import (
    SPELLINGS,
    as_document,
    as_notebook_with_magics,
    as_percent_script,
    as_plain_notebook,
)

DOCUMENTS = {
    "notebook.ipynb": as_plain_notebook,
    "with_magics.ipynb": as_notebook_with_magics,
    "percent.py": as_percent_script,
    "document.Rmd": as_document,
}


@cache
def with_fixes() -> tuple[Case, ...]:
    """The examples for which a fix is offered, of the rules that have some."""
    return tuple(case for case in cases() if not case.example.good and has_fix(case))


def has_fix(case: Case) -> bool:
    if "fixes=" not in case.rule.path.read_text(encoding="utf-8"):
        return False
    found = check_of(case, "example.py")(case.example.code.encode()).findings
    return any(finding.fixes for finding in found)


def check_of(case: Case, name: str) -> Check:
    return checked_by(checker(case.release, all_entries()), name, case.example.files)


def test_many_examples_have_fixes() -> None:
    assert len(with_fixes()) > 80


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_fixes_of_scripts(spelling: str) -> None:
    said: list[str] = []
    judged = 0
    for case in with_fixes():
        text = SPELLINGS[spelling](case.example.code)
        if text is not None:
            check = check_of(case, "example.py")
            before = check(text.encode())
            judged += any(finding.fixes for finding in before.findings)
            said += [f"{case}: {fault}" for fault in faults_of_fixes(before, check)]
    assert not said, "\n".join(said)
    assert judged > 20, "the rules know hardly any program in this spelling"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_fixes_of_documents(name: str) -> None:
    said: list[str] = []
    for case in with_fixes():
        check = check_of(case, name)
        before = check(DOCUMENTS[name](case.example.code))
        said += [f"{case}: {fault}" for fault in faults_of_fixes(before, check)]
    assert not said, "\n".join(said)
