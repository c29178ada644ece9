"""Faults planted into fine programs are found, and nothing is found before they are planted."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from planting import HERE, LOUD, Verdict, findings, judge, mutators
from subjects import Program, program_at

PROGRAMS = sorted(p for p in (HERE / "programs").iterdir() if not p.name.startswith(("_", ".")))
SHARE = 0.9


def name(path: Path) -> str:
    return path.name


@cache
def program(path: Path) -> Program:
    return program_at(path)


@cache
def verdicts() -> tuple[Verdict, ...]:
    return tuple(one for path in PROGRAMS for one in judge(program(path), mutators()))


def told(one: Verdict) -> str:
    changed = "; ".join(f"{edit.text!r}" for edit in one.fault.edits)
    return f"{one.code} {one.mutator} in {one.program.main}: {changed}"


def test_there_are_programs_and_mutators_enough() -> None:
    assert len(PROGRAMS) >= 20
    assert len(mutators()) >= 5
    assert len(verdicts()) >= 60


@pytest.mark.parametrize("path", PROGRAMS, ids=name)
def test_fine_program_is_clean(path: Path) -> None:
    found = [f for f in findings(program(path), preset="default") if f.severity in LOUD]
    assert not found, [f"{f.code} at {f.span}: {f.message}" for f in found]


@pytest.mark.parametrize("mutator", mutators(), ids=lambda pair: f"{pair[0]}-{pair[1].__name__}")
def test_nine_of_ten_faults_are_found_where_they_are(mutator) -> None:
    code, function = mutator
    mine = [one for one in verdicts() if (one.code, one.mutator) == (code, function.__name__)]
    missed = [told(one) for one in mine if not one.found]
    assert mine, "no program has the shape that this mutator looks for"
    assert len(missed) <= (1 - SHARE) * len(mine), missed


@pytest.mark.parametrize("mutator", mutators(), ids=lambda pair: f"{pair[0]}-{pair[1].__name__}")
def test_nothing_else_is_said_of_a_planted_fault(mutator) -> None:
    code, function = mutator
    said = [
        f"{told(one)} – {extra.code}: {extra.message}"
        for one in verdicts()
        if (one.code, one.mutator) == (code, function.__name__)
        for extra in one.extra
    ]
    assert not said, said


def test_without_rules_nothing_is_found() -> None:
    path = PROGRAMS[0]
    assert not any(one.found for one in judge(program(path), mutators(), entries=()))
