"""What is possible and not certain says why: each kind of doubt in a sentence of its own."""

from __future__ import annotations

from typing import Any

import pytest

from scvi_lint.config import Settings
from scvi_lint.evidence import wants
from scvi_lint.evidence.facts import DataSeen
from scvi_lint.interpreter.domain.facts import BRANCH, DEFAULT, OUTPUT, RELEASE, REWRITTEN, UNSEEN
from scvi_lint.linting.checking import Checker
from scvi_lint.linting.findings import Finding
from scvi_lint.source.reading import read_document

START = """
import sys
import scanpy as sc
import scvi
adata = scvi.data.synthetic_iid()
"""
TRAINED = """
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train(max_epochs=1)
"""


def found(text: str, code: str, version: str | None = "1.4.2", evidence: Any = None) -> Finding:
    checker = Checker(Settings(severity="info"), version=version)
    result = checker.check(read_document("program.py", text.encode()), evidence or {})
    return next(finding for finding in result.findings if finding.code == code)


def doubt(text: str, code: str, version: str | None = "1.4.2") -> str:
    return found(text, code, version).doubt


def test_what_is_certain_has_none() -> None:
    text = START + "sc.pp.log1p(adata)\n" + TRAINED
    assert (found(text, "SCV250").certain, doubt(text, "SCV250")) == (True, "")


def test_branch() -> None:
    text = START + "if len(sys.argv) > 1:\n    sc.pp.log1p(adata)\n" + TRAINED
    assert doubt(text, "SCV250") == BRANCH


def test_code_that_cannot_be_seen() -> None:
    text = START + "sc.pp.log1p(adata)\nfrom mine import clean\nclean(adata)\n" + TRAINED
    assert doubt(text, "SCV250") == UNSEEN


def test_default_that_a_caller_may_replace() -> None:
    text = (
        START
        + TRAINED
        + (
            'def decode(batch="batch_9"):\n'
            "    return model.get_normalized_expression(transform_batch=batch)\n"
        )
    )
    assert doubt(text, "SCV401") == DEFAULT


def test_one_of_several_values() -> None:
    text = (
        START
        + TRAINED
        + (
            'batch = "batch_9" if len(sys.argv) > 1 else "batch_8"\n'
            "model.get_normalized_expression(transform_batch=batch)\n"
        )
    )
    assert doubt(text, "SCV401") == BRANCH


def test_release_that_nothing_names() -> None:
    text = START + TRAINED + "model.train(use_gpu=True)\n"
    finding = found(text, "SCV013", version=None)
    assert (finding.certain, finding.doubt) == (False, RELEASE)


def test_release_in_which_an_error_is_none() -> None:
    text = (
        START
        + TRAINED
        + ('table = model.differential_expression(groupby="labels")\ntable["lfc_mean"]\n')
    )
    assert doubt(text, "SCV601", version=None) == RELEASE


def test_file_that_the_program_writes_itself() -> None:
    text = (
        'import scanpy as sc\nimport scvi\nadata = sc.read_h5ad("a.h5ad")\n'
        'adata.write_h5ad("a.h5ad")\nagain = sc.read_h5ad("a.h5ad")\n'
        'scvi.model.SCVI.setup_anndata(again, batch_key="batch")\n'
    )
    seen = DataSeen(
        "a.h5ad",
        {
            "n_obs": 400,
            "obs": {"batch": {"kind": "categorical", "categories": ["a", "b"], "n_categories": 2}},
            "x": {"state": "lognorm", "minimum": 0, "maximum": 7.5},
        },
    )
    seen.doubtful = True
    evidence = {wants.data("program.py", "a.h5ad"): seen}
    finding = found(text, "SCV250", evidence=evidence)
    assert finding.doubt == REWRITTEN


def test_reason_of_the_rule_itself() -> None:
    text = START + 'scvi.model.SCANVI.setup_anndata(adata, "batch", "cell_type")\n'
    assert "name" in doubt(text, "SCV110")


@pytest.mark.parametrize("sentence", [BRANCH, UNSEEN, DEFAULT, REWRITTEN, OUTPUT, RELEASE])
def test_only_a_branch_speaks_of_paths(sentence: str) -> None:
    assert ("path" in sentence) == (sentence is BRANCH)


def test_what_rests_on_two_kinds_of_doubt_is_no_warning() -> None:
    decode = (
        'def decode(batch="batch_9"):\n    model.get_normalized_expression(transform_batch=batch)\n'
    )
    one = found(START + TRAINED + decode, "SCV401")
    changed = "if len(sys.argv) > 1:\n    adata.obs['batch'] = 'a'\n"
    two = found(START + changed + TRAINED + decode, "SCV401")
    assert (one.severity, one.doubt) == ("warning", DEFAULT)
    assert two.severity == "info"
