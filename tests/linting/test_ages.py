"""An error by a guessed release is one only where the other releases agree."""

from __future__ import annotations

from scvi_lint.config import Settings
from scvi_lint.linting import ages
from scvi_lint.linting.checking import Checker
from scvi_lint.linting.findings import Finding
from scvi_lint.source.reading import read_document

START = """
import scvi
adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train(max_epochs=1)
"""
# Before 1.3.1 differential expression had fold changes by default.
DATED = START + 'table = model.differential_expression(groupby="labels")\ntable["lfc_mean"]\n'
# No release knows a batch that was never registered.
TIMELESS = START + 'model.get_normalized_expression(transform_batch="batch_9")\n'


def found(text: str, code: str, version: str | None = None) -> Finding:
    checker = Checker(Settings(), version=version, version_origin="a test" if version else "")
    document = read_document("program.py", text.encode())
    return next(f for f in checker.check(document).findings if f.code == code)


def test_error_of_some_releases_is_a_warning_where_none_is_named() -> None:
    finding = found(DATED, "SCV601")
    assert (finding.severity, finding.certain) == ("warning", False)
    assert "not in every release" in finding.message


def test_error_of_a_release_that_is_named_is_one() -> None:
    finding = found(DATED, "SCV601", "1.4.2")
    assert (finding.severity, finding.certain) == ("error", True)
    assert "not in every release" not in finding.message


def test_error_of_all_releases_is_one() -> None:
    assert found(TIMELESS, "SCV401").severity == "error"


def test_release_that_lacks_what_the_program_uses_is_not_asked() -> None:
    """MRVI came with 1.2, and SCVI.minify_adata is no older than 1.0."""
    text = DATED + "from scvi.external import DRVI\nDRVI.setup_anndata(adata)\n"
    assert found(text, "SCV601").severity == "error"


def test_age_is_asked_once_while_the_error_stays() -> None:
    checker = Checker(Settings())
    document = read_document("program.py", DATED.encode())
    first = checker.check(document).findings
    asked: list[str] = []
    checker._of = lambda version, certain: asked.append(version)  # type: ignore[method-assign,assignment,return-value]
    again = checker.check(read_document("program.py", (DATED + "# more").encode())).findings
    assert [f.severity for f in again] == [f.severity for f in first]
    assert not asked


def test_one_release_stands_for_each_minor_version() -> None:
    names = ("0.19.0", "0.20.2", "0.20.3", "1.0.4", "1.1.0.post1", "1.1.6", "1.2.2", "1.3.0")
    assert ages.representatives(names, "1.3.0") == ["1.2.2", "1.1.6", "1.0.4", "0.20.3"]
