"""A program whose release lies outside of those that are known is told so, once."""

from __future__ import annotations

import pytest

from scvi_lint.config import Settings
from scvi_lint.knowledge import catalogue
from scvi_lint.linting.checking import Checker
from scvi_lint.linting.findings import Finding
from scvi_lint.source.reading import read_document

PROGRAM = """import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata)
"""


def told(text: str, version: str | None) -> list[Finding]:
    checker = Checker(Settings(), version=version, version_origin="a test")
    found = checker.check(read_document("program.py", text.encode())).findings
    return [one for one in found if one.code == "SCV005"]


@pytest.mark.parametrize("version", ["0.6.8", "0.9.1", "0.13.0", "v0.13"])
def test_an_older_release_is_named_once(version: str) -> None:
    (one,) = told(PROGRAM, version)
    assert version.removeprefix("v") in one.message and catalogue().releases[0] in one.message
    assert (one.severity, one.span.start) == ("info", PROGRAM.index("scvi.data"))


def test_a_newer_release_is_named_once() -> None:
    (one,) = told(PROGRAM, "99.0.0")
    assert "newer" in one.message and catalogue().newest in one.message


@pytest.mark.parametrize("version", [None, "0.14.0", "1.4", "1.4.2", "1.4.2.post1", "1.5.1"])
def test_of_a_known_release_nothing_is_said(version: str | None) -> None:
    assert not told(PROGRAM, version)


def test_of_a_program_without_scvi_tools_nothing_is_said() -> None:
    assert not told("import numpy\nnumpy.ones(2)\n", "0.9.1")


def test_the_program_itself_may_name_it() -> None:
    text = (
        f"# %%\n# !pip install scvi-tools==0.9.1\n# %%\n!pip install scvi-tools==0.9.1\n{PROGRAM}"
    )
    assert len(told(text, None)) == 1
