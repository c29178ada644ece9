"""Samples of one of several models, calculated with, stay samples of whichever it is."""

from __future__ import annotations

import pytest

from scvi_lint.config.settings import Settings
from scvi_lint.linting.checking import Checker
from scvi_lint.source.documents.reading import read_document

CHECKER = Checker(Settings(), version="1.3.3")
ONE_OF_TWO = """\
import sys

import numpy as np
import scvi

adata = scvi.data.synthetic_iid()
if sys.argv[1] == "a":
    model = scvi.model.SCVI.load("d", adata=adata)
else:
    model = scvi.model.SCANVI.load("d", adata=adata)
post = model.posterior_predictive_sample(indices=[1, 2], n_samples=1)
"""


@pytest.mark.parametrize(
    "calculated",
    ["post", "(post.T / post.sum(1)).T * 10000", "post * 2", "post / post", "post - post.mean(0)"],
)
def test_values_of_sparse_samples_cannot_be_assigned(calculated: str) -> None:
    text = f"{ONE_OF_TWO}post = {calculated}\npost[~np.isfinite(post)] = 0\n"
    found = CHECKER.check(read_document("program.py", text.encode())).findings
    assert "SCV425" in {one.code for one in found}
