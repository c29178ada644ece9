"""The judge of the oracle: records made by hand, each header true and false once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from oracle_verdicts import Verdict, problems, table
from rule_files import Case, RuleFile

from scvi_lint.linting.documentation import read


def case(header: str) -> Case:
    docstring = f"Title.\n\nProse.\n\n    # {header}\n    pass\n"
    (example,) = read(docstring).examples
    return Case(RuleFile(Path("rules/family/name.py"), docstring), "bad1", example)


def record(*exception: str, trained: int = 0, warned: tuple[str, ...] = ()) -> dict[str, Any]:
    said = [{"by": "scvi", "kind": "UserWarning", "text": text} for text in warned]
    return {
        "exception": list(exception),
        "message": "",
        "line": 1,
        "trained": trained,
        "warnings": said,
    }


KEY_ERROR = ("KeyError", "LookupError", "Exception", "BaseException")


@pytest.mark.parametrize(
    ("header", "happened"),
    [
        ("bad: raises KeyError", record(*KEY_ERROR)),
        ("bad: raises LookupError", record(*KEY_ERROR)),
        ("bad: raises KeyError after training", record(*KEY_ERROR, trained=1)),
        ("bad: warns", record(warned=("X holds no counts",))),
        ('bad: warns "no counts"', record(warned=("X holds no counts",))),
        ("bad: silent: wrong", record()),
        ("bad: silent: wrong", record(warned=("epoch 3 was slow",))),
        ("good", record()),
        ("good", record(trained=1, warned=("epoch 1 was slow",))),
    ],
)
def test_true_header(header: str, happened: dict[str, Any]) -> None:
    assert not problems(case(header), happened, [record(warned=("epoch 1 was slow",))])


@pytest.mark.parametrize(
    ("header", "happened"),
    [
        ("bad: raises KeyError", record()),
        ("bad: raises KeyError", record("ValueError", "Exception", "BaseException")),
        ("bad: raises KeyError", record(*KEY_ERROR, trained=1)),
        ("bad: raises KeyError after training", record(*KEY_ERROR)),
        ("bad: warns", record()),
        ("bad: warns", record(warned=("epoch 3 was slow",))),
        ("bad: warns", record(*KEY_ERROR, warned=("X holds no counts",))),
        ('bad: warns "negative"', record(warned=("X holds no counts",))),
        ("bad: silent: wrong", record(warned=("X holds no counts",))),
        ("bad: silent: wrong", record(*KEY_ERROR)),
        ("good", record(*KEY_ERROR)),
    ],
)
def test_false_header(header: str, happened: dict[str, Any]) -> None:
    assert problems(case(header), happened, [record(warned=("epoch 1 was slow",))])


def test_table_shows_what_is_wrong_first_and_counts_what_was_not_run() -> None:
    text = table(
        [
            Verdict(case("good"), "silent", ()),
            Verdict(case("bad: warns (not run: needs a GPU)"), "", (), "needs a GPU"),
            Verdict(case("bad: warns"), "silent", ("no warning",)),
        ]
    )
    assert text.startswith("WRONG")
    assert "not run: needs a GPU" in text
    assert text.endswith("3 examples, 1 wrong, 1 not run")
