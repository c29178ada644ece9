"""Four times as many statements of one kind cost about four times as much, rules and all.

What is counted are calls, of Python and of C, so that no machine is too slow; processor time and
memory, for programs as long as they get, are measured by `python tests/bench/linear.py`.
"""

from __future__ import annotations

import cProfile
import sys
from pathlib import Path

import pytest

from scvi_lint.config import Settings
from scvi_lint.interpreter.domain import heap
from scvi_lint.linting import runner
from scvi_lint.linting.checking import Checker
from scvi_lint.source.reading import read_document

sys.path.append(str(Path(__file__).parents[1] / "fuzz"))
from worst_calls import calls
from worst_programs import notebook
from worst_statements import BEFORE, STATEMENTS

FEW, MANY = 20, 80
MOST = 5.0  # times as much
# What there is of kinds by the dozen is checked one after the other, a group a test.
GROUP = 20


def counted(name: str, data: bytes) -> int:
    """How many calls a check takes, once all that is kept for good is there."""
    profile = cProfile.Profile()
    checker = Checker(Settings(preset="all"))
    document = read_document(name, data)
    profile.enable()
    checker.check(document)
    profile.disable()
    return sum(row.callcount for row in profile.getstats())


def superlinear(kinds: list[tuple[str, str, str]]) -> dict[str, float]:
    """Of these kinds of statements, those of which many cost too much."""
    found: dict[str, float] = {}
    for name, before, statement in kinds:
        texts = [
            before + "\n".join(statement.format(n=n) for n in range(size)) + "\n"
            for size in (2, 1, FEW, MANY)
        ]
        _, one, few, many = (counted("a.py", text.encode()) for text in texts)
        ratio = (many - one) / max(few - one, 1)
        if ratio > MOST:
            found[name] = round(ratio, 1)
    return found


@pytest.fixture(autouse=True)
def small_budgets(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is bounded is so at a size that a test reaches."""
    monkeypatch.setattr(runner, "MOST_LOOKS", 100)
    monkeypatch.setattr(heap, "MOST_HELD", 100)


EVERY = [(name, BEFORE, text) for name, text in STATEMENTS.items()]


@pytest.mark.parametrize("start", range(0, len(EVERY), GROUP))
def test_of_statements(start: int) -> None:
    assert superlinear(EVERY[start : start + GROUP]) == {}


def test_of_calls_of_the_library() -> None:
    every = list(calls())
    assert len(every) > 150
    assert superlinear(every[::12]) == {}


def test_of_cells_of_a_notebook() -> None:
    sizes = [
        counted(
            "a.ipynb",
            notebook([[BEFORE], *([f"x{n} = adata.copy()"] for n in range(size))]).encode(),
        )
        for size in (MANY, FEW, MANY)
    ]
    assert sizes[2] / sizes[1] < MOST


@pytest.mark.parametrize("kind", ["save"])
def test_the_count_tells_a_square_from_a_line(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "MOST_LOOKS", 10**9)
    monkeypatch.setattr(heap, "MOST_HELD", 10**9)
    assert superlinear([(kind, BEFORE, STATEMENTS[kind])])


def test_a_rule_that_looked_at_too_much_is_asked_no_further_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = [STATEMENTS["save"].format(n=n) for n in range(60)]
    document = read_document("a.py", (BEFORE + "\n".join(lines) + "\n").encode())
    few = Checker(Settings(preset="all")).check(document)
    monkeypatch.setattr(runner, "MOST_LOOKS", 10**9)
    all_of_them = Checker(Settings(preset="all")).check(document)
    assert few.analysis.looks < all_of_them.analysis.looks / 3
    said = [one for one in few.findings if one.code == "SCV003"]
    assert len(said) == 1 and document.cells[0].text[said[0].span.start :].startswith("model.save")
    assert not [one for one in all_of_them.findings if one.code == "SCV003"]
    # What was found before that stays.
    first = {(one.code, one.span) for one in few.findings if one.span < said[0].span}
    assert first == {(o.code, o.span) for o in all_of_them.findings if o.span < said[0].span}


@pytest.mark.parametrize("ours", [True, False], ids=["of scvi-tools", "of anything else"])
def test_only_a_program_about_the_library_is_told_that_it_is_too_long(
    ours: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heap, "MOST_HELD", 10**9)
    walked = "def f(a):\n    return a\nx = []\n" + "x += [1]\n" * 3_000
    text = ("import scvi\n" if ours else "import numpy\n") + walked
    found = Checker(Settings(preset="all")).check(read_document("a.py", text.encode()))
    assert [one.code for one in found.findings] == (["SCV003"] if ours else [])
