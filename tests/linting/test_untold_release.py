"""A project may name a release that nobody can tell: a commit, or one older than all known here.

What differs between releases is not held against its programs then; what every release does is.
"""

from __future__ import annotations

import pytest

from scvi_lint.config import Settings
from scvi_lint.linting.checking import Checker
from scvi_lint.source.reading import read_document

REGISTERED = """import scvi
adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train(max_epochs=1)
"""
OF_SOME_RELEASES = {
    "SCV010": "from scvi.model import GIMVI\nGIMVI(None, None)\n",
    "SCV013": REGISTERED + "model.train(use_gpu=True)\n",
    "SCV601": REGISTERED
    + 'table = model.differential_expression(groupby="labels")\ntable["lfc_mean"]\n',
}
OF_ALL = REGISTERED + 'model.get_normalized_expression(transform_batch="batch_9")\n'
UNTOLD = ["", "0.8.0b0"]


def codes(text: str, version: str | None) -> set[str]:
    checker = Checker(Settings(), version=version, version_origin="a file")
    return {f.code for f in checker.check(read_document("program.py", text.encode())).findings}


@pytest.mark.parametrize("version", UNTOLD)
@pytest.mark.parametrize("code", OF_SOME_RELEASES)
def test_what_only_some_releases_do_is_not_said(code: str, version: str) -> None:
    assert code in codes(OF_SOME_RELEASES[code], None)
    assert code not in codes(OF_SOME_RELEASES[code], version)


@pytest.mark.parametrize("version", UNTOLD)
def test_what_all_releases_do_is_said(version: str) -> None:
    assert "SCV401" in codes(OF_ALL, version)
