"""`returns.toml` speaks of classes, methods and arguments that scvi-tools has."""

from __future__ import annotations

import pytest

from scvi_lint.knowledge import catalogue
from scvi_lint.knowledge.build import curate
from scvi_lint.knowledge.curated import curated
from scvi_lint.knowledge.returns import DEFAULTS, SAMPLES

ROWS = curate.returns()
RELEASES = ("1.4.2", "1.5.1")


def test_each_class_is_in_the_newest_release() -> None:
    models = {cls.name for cls in catalogue().api(RELEASES[-1]).models()}
    for row in (*ROWS["returns"], *ROWS["raises"]):
        assert set(row["classes"]) <= models


@pytest.mark.parametrize("release", RELEASES)
def test_each_row_is_about_a_method_and_its_arguments(release: str) -> None:
    models = {cls.name: cls for cls in catalogue().api(release).models()}
    for row in (*ROWS["returns"], *ROWS["raises"]):
        for name in {*row["classes"]} & {*models}:
            signature = models[name].method(row["method"])
            assert signature is not None, (name, row["method"])
            for word in row.get("given", ()):
                argument = word.removeprefix("not ")
                assert argument in (*DEFAULTS, SAMPLES)
                assert argument in signature.keywords(), (name, row["method"], argument)


def test_what_is_packed_is_what_is_written() -> None:
    for row in ROWS["returns"]:
        for name in row["classes"]:
            found = curated().returns(name, row["method"])[tuple(row.get("given", ()))]
            assert found.form == row["form"]
            assert list(found.axes) == row.get("axes", [])
    for row in ROWS["raises"]:
        for name in row["classes"]:
            assert curated().raises(name, row["method"]) == row["error"]
