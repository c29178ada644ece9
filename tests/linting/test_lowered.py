"""What is said less loudly: in tests, and where a notebook's record contradicts its order."""

from __future__ import annotations

import json

import pytest

from scvi_lint.config import Settings
from scvi_lint.linting.checking import Checker
from scvi_lint.source.reading import read_document

LOST = """import scvi
adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.load("saved", adata=adata)
scvi.settings.seed(0)
"""


def severities(name: str, text: bytes) -> dict[str, str]:
    found = Checker(Settings()).check(read_document(name, text)).findings
    return {f.code: f.severity for f in found}


@pytest.mark.parametrize("name", ["test_load.py", "tests/model/test_load.py", "load_test.py"])
def test_in_tests_what_is_silently_lost_is_a_note_and_what_raises_is_none(name: str) -> None:
    found = severities(name, LOST.encode())
    assert (found["SCV701"], found["SCV540"]) == ("info", "error")


@pytest.mark.parametrize("name", ["load.py", "tests/load.py", "testing.py", "test_data/load.py"])
def test_elsewhere_it_is_a_warning(name: str) -> None:
    assert severities(name, LOST.encode())["SCV701"] == "warning"


def notebook(*cells: tuple[int, str]) -> bytes:
    return json.dumps(
        {
            "cells": [
                {
                    "cell_type": "code",
                    "source": text,
                    "execution_count": count,
                    "metadata": {},
                    "outputs": [],
                }
                for count, text in cells
            ],
            "metadata": {},
            "nbformat": 4,
            "nbformat_minor": 4,
        }
    ).encode()


LOGGED = "import scanpy as sc\nimport scvi\nsc.pp.normalize_total(adata)\nsc.pp.log1p(adata)"

MODEL = "\nscvi.model.SCVI.setup_anndata(adata)\nmodel = scvi.model.SCVI(adata)\nmodel.train()"


@pytest.mark.parametrize(("counts", "severity"), [((1, 2, 3), "warning"), ((1, 9, 3), "info")])
def test_a_warning_that_the_recorded_order_contradicts_is_a_note(
    counts: tuple[int, int, int], severity: str
) -> None:
    cells = ("import scvi\nadata = scvi.data.synthetic_iid()", LOGGED, LOGGED + MODEL)
    text = notebook(*zip(counts, cells, strict=True))
    assert severities("steps.ipynb", text)["SCV223"] == severity
