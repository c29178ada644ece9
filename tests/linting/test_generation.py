"""Programs that no file dates are dated by what they use."""

from __future__ import annotations

import pytest

from scvi_lint.config import Settings
from scvi_lint.knowledge import catalogue
from scvi_lint.linting.checking import Checker, Result
from scvi_lint.source.reading import read_document

START = "import scvi\nadata = scvi.data.synthetic_iid()\n"


def checked(text: str) -> Result:
    return Checker(Settings()).check(read_document("program.py", (START + text).encode()))


@pytest.mark.parametrize(
    ("text", "version", "by"),
    [
        ("scvi.data.setup_anndata(adata)", "0.14.6", "scvi.data.setup_anndata"),
        (
            "scvi.model.SCVI.setup_anndata(adata)\nscvi.model.SCVI(adata).train(use_gpu=True)",
            "1.0.4",
            "use_gpu of SCVI.train",
        ),
        ("from scvi.train import SaveBestState", "1.3.2", "scvi.train.SaveBestState"),
        ("scvi.model.JaxSCVI.setup_anndata(adata)", "1.4.3", "scvi.model.JaxSCVI"),
    ],
)
def test_last_release_that_had_it_is_assumed(text: str, version: str, by: str) -> None:
    result = checked(text)
    assert (result.version, result.version_origin) == (version, f"by its use of {by}")


@pytest.mark.parametrize(
    "text",
    [
        "scvi.model.SCVI.setup_anndata(adata)",
        "scvi.data.setup_anndata(adata)\nscvi.external.MRVI.setup_anndata(adata)",
        "scvi.model.SCANVI.setup_anndata(adata, labels_key='labels', unlabeled_category='x')\n"
        "scvi.model.SCANVI(adata, unlabeled_category='x')",
        "try:\n    scvi.data.setup_anndata(adata)\nexcept AttributeError:\n    pass",
        "scvi.data.no_such_thing(adata)",
    ],
    ids=["new", "contradiction", "its keywords too", "guarded", "unheard of"],
)
def test_newest_is_assumed_when_nothing_dates_the_program(text: str) -> None:
    result = checked(text)
    assert (result.version, result.version_origin) == (catalogue().newest, "")


def test_what_a_dated_program_uses_is_no_more_than_one_warning() -> None:
    findings = checked(
        "scvi.data.setup_anndata(adata)\nmodel = scvi.model.SCVI(adata)\nmodel.train(use_gpu=True)"
    ).findings
    told = [one for one in findings if one.code.startswith("SCV01")]
    assert [one.severity for one in told] == ["warning"]
    assert not [fix for one in told for fix in one.fixes if fix.safe]
