"""The oracle sees what a program does, also when it does something rude."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from run_examples import key_of, programs_of

pytestmark = pytest.mark.oracle

PROGRAMS = {
    "runs": "import scvi",
    "raises": "print()\nraise KeyError('x')",
    "leaves": "import sys\nsys.exit(0)",
    "fails": "import sys\nsys.exit(2)",
    "dies": "import os\nos._exit(3)",
    "goes online": "import socket\nsocket.create_connection(('192.0.2.1', 80), timeout=5)",
    "warns": "import warnings\nwarnings.warn('mine')",
    "reads its file": "assert open('a/b.txt').read() == 'text'",
    "trains": (
        "import scvi\nadata = scvi.data.synthetic_iid()\nscvi.model.SCVI.setup_anndata(adata)\n"
        "scvi.model.SCVI(adata).train(max_epochs=1)\nraise ValueError"
    ),
}


@pytest.fixture(scope="module")
def records(run_programs: Callable[[list[Any]], dict[str, Any]]) -> dict[str, dict[str, Any]]:
    rows: list[Any] = [
        ["rules/oracle/watches.py", name, code, [["a/b.txt", "'text'"]]]
        for name, code in PROGRAMS.items()
    ]
    found = run_programs(rows)["records"]
    return {case.label: found[key_of(case.example)] for case in programs_of(rows)}


@pytest.mark.parametrize(
    ("name", "exception"),
    [
        ("runs", None),
        ("raises", "KeyError"),
        ("leaves", None),
        ("fails", "SystemExit"),
        ("dies", "ProcessDied"),
        ("goes online", "OSError"),
        ("warns", None),
        ("reads its file", None),
        ("trains", "ValueError"),
    ],
)
def test_end_of_the_program_is_seen(
    name: str, exception: str | None, records: dict[str, dict[str, Any]]
) -> None:
    raised = records[name]["exception"]
    assert raised[:1] == ([exception] if exception else [])


def test_line_that_raised_is_seen(records: dict[str, dict[str, Any]]) -> None:
    assert records["raises"]["line"] == 2


def test_trainings_that_ended_are_counted(records: dict[str, dict[str, Any]]) -> None:
    assert (records["trains"]["trained"], records["raises"]["trained"]) == (1, 0)


def test_warning_is_told_from_the_library_s_own(records: dict[str, dict[str, Any]]) -> None:
    assert records["warns"]["warnings"] == [
        {"by": "__main__", "kind": "UserWarning", "text": "mine"}
    ]
