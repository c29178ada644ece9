"""Ring 4: what the headers of the examples say is what the real scvi-tools does."""

from __future__ import annotations

from typing import Any

import pytest
from oracle_verdicts import judge
from rule_files import RELEASE, Case, cases

pytestmark = pytest.mark.oracle


@pytest.mark.parametrize("case", cases(), ids=str)
def test_library_does_what_the_header_says(case: Case, oracle_results: dict[str, Any]) -> None:
    twins = [twin for twin in cases() if twin.rule == case.rule]
    (verdict,) = (v for v in judge(twins, oracle_results) if str(v.case) == str(case))
    if verdict.problems:
        pytest.fail("\n".join([*verdict.problems, "", case.example.code]), pytrace=False)
    if verdict.not_run:
        pytest.skip(verdict.not_run)


def test_oracle_is_the_release_that_the_examples_speak_of(oracle_results: dict[str, Any]) -> None:
    assert oracle_results["release"] == RELEASE
