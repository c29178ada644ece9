"""Programs that claim too much are told so, and their right twins are not."""

from __future__ import annotations

import pytest
from fix_judging import faults_of_fixes
from judging import Program, check_of, fault_of, programs


@pytest.mark.parametrize("program", programs(), ids=str)
def test_program_is_told_what_it_claims(program: Program) -> None:
    assert not fault_of(program)


@pytest.mark.parametrize("program", programs(), ids=str)
def test_fixes_of_a_program_are_in_order(program: Program) -> None:
    check = check_of(program)
    faults = faults_of_fixes(check(program.text.encode()), check)
    assert not faults, "\n".join(faults)


def test_most_programs_are_found() -> None:
    waiting = [program for program in programs() if not (program.expects or program.silent)]
    assert len(waiting) < len(programs()) / 10
