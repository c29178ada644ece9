"""Programs that look faulty and are fine stay without a finding."""

from __future__ import annotations

import ast

import pytest
from example_judging import LOUD, findings_of, newest
from example_programs import as_notebook, as_script
from rule_files import RELEASE
from trap_programs import TRAPS, Trap

FORMS = {"script": as_script, "notebook": as_notebook}

every_trap = pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.name)


@pytest.mark.parametrize("form", FORMS)
@every_trap
def test_nothing_is_said_of_a_program_that_is_fine(trap: Trap, form: str) -> None:
    for release in (RELEASE, newest()):
        findings = findings_of(FORMS[form](trap.code), release)
        said = [
            f"{found.code} {found.severity}: {found.message}"
            for found in findings
            if found.severity in LOUD or found.code.startswith(trap.families or ("none",))
        ]
        assert not said, said


@every_trap
def test_trap_is_python_and_uses_scvi_tools(trap: Trap) -> None:
    ast.parse(trap.code)
    assert "import" in trap.code and "scvi" in trap.code


def test_traps_have_names_of_their_own() -> None:
    assert len({trap.name for trap in TRAPS}) == len(TRAPS)
