"""A look at files: in a few rounds, about what was asked, and never at the cost of a finding."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from scvi_lint.config import Settings
from scvi_lint.evidence.facts import DataSeen, seen
from scvi_lint.linting.checking import Checker
from scvi_lint.linting.gathering import ROUNDS, check_with_evidence, with_lineage
from scvi_lint.source.documents.span import Span
from scvi_lint.source.reading import read_document

CHECKER = Checker(Settings(preset="all", severity="info"), version="1.4.2")

FAULTY = """
import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.get_latent_representation()
model.train(lr=1e-3)
model.differential_expression(groupby="labels")
model.get_normalized_expression(transform_batch="batch_7")
scvi.model.SCVI.load("elsewhere", adata)
"""
READING = """
other = sc.read_h5ad("other.h5ad")
scvi.model.SCVI.setup_anndata(other, batch_key="site")
second = scvi.model.SCVI(other)
"""


def document(text: str) -> Any:
    return read_document("program.py", text.encode())


def found(result: Any) -> set[tuple[str, int]]:
    return {(one.code, one.span.start) for one in result.findings}


def file(**told: Any) -> DataSeen:
    return DataSeen("other.h5ad", {"form": "data", **told})


columns = some.dictionaries(
    some.sampled_from(["site", "batch", "labels", "Site"]),
    some.sampled_from(
        [
            {"kind": "categorical", "categories": ["a", "b"], "n_categories": 2, "n_missing": 0},
            {"kind": "categorical", "categories": ["a"], "n_categories": 1, "n_missing": 4},
            {"kind": "float", "n_missing": 0, "minimum": 0.0, "maximum": 9.5, "whole": False},
            {"kind": "unknown"},
        ]
    ),
)
matrices = some.none() | some.builds(
    lambda state: {"state": state, "shape": [10, 5]},
    some.sampled_from(["counts", "lognorm", "scaled", "fractional", "unknown", "binary"]),
)
files = some.builds(
    lambda obs, x, layers: file(obs=obs, x=x, layers=layers, n_obs=10, n_vars=5),
    columns,
    matrices,
    some.dictionaries(some.sampled_from(["counts", "raw"]), matrices.filter(bool)),
)


@settings(max_examples=60, deadline=None)
@given(files)
def test_a_file_takes_no_finding_away_that_is_about_something_else(seen_file: DataSeen) -> None:
    text = document(FAULTY + READING)
    border = FAULTY.count("")  # characters, and one
    before = {one for one in found(CHECKER.check(text)) if one[1] < border}
    after = found(
        check_with_evidence(CHECKER, text, lambda wanted: dict.fromkeys(wanted, seen_file))
    )
    assert before <= after


def test_nothing_is_asked_where_no_file_is_named() -> None:
    asked: list[Any] = []

    def answer(wanted: Any) -> dict[Any, Any]:
        asked.extend(wanted)
        return {}

    check_with_evidence(CHECKER, document(FAULTY.replace('"elsewhere"', "folder")), answer)
    assert not asked


def test_it_ends_after_a_few_rounds_even_if_the_answers_say_nothing() -> None:
    rounds: list[Any] = []

    def answer(wanted: Any) -> dict[Any, Any]:
        rounds.append(list(wanted))
        return {want: file(obs={}) if want[0] == "data" else object() for want in wanted}

    check_with_evidence(CHECKER, document(READING), answer)
    assert len(rounds) <= ROUNDS


READS_AND_WRITES = """
import scanpy as sc
import scvi
adata = sc.read_h5ad("other.h5ad")
scvi.model.SCVI.setup_anndata(adata, batch_key="site")
{}
"""


@pytest.mark.parametrize("written", ['adata.write_h5ad("other.h5ad")', ""])
def test_a_file_that_the_program_writes_is_only_a_possibility(written: str) -> None:
    text = document(READS_AND_WRITES.format(written))
    told = file(obs={}, n_obs=3, n_vars=3)
    result = check_with_evidence(CHECKER, text, lambda wanted: dict.fromkeys(wanted, told))
    missing = [one for one in result.findings if one.code == "SCV150"]
    assert bool(missing) is (not written)


def test_findings_that_rest_on_a_file_say_so() -> None:
    text = document(READING.replace("other =", "import scanpy as sc, scvi\nother ="))
    told = file(obs={}, n_obs=3, n_vars=3)
    result = check_with_evidence(CHECKER, text, lambda wanted: dict.fromkeys(wanted, told))
    (missing,) = [one for one in result.findings if one.code == "SCV150"]
    assert missing.evidence and missing.certain


def test_an_answer_of_the_child_becomes_the_fact_that_it_describes() -> None:
    table = seen("a", {"form": "crosstab", "pairs": [["x", 1, 3]]})
    assert table.count("x", 1) == 3 and table.partners("x") == [1]
    assert seen("a", {"form": "genes", "names": ["g"]}).names == ("g",)


class _Found:
    """A finding as far as it is looked at here."""

    def __init__(self, code: str, line: int, severity: str = "warning") -> None:
        self.code, self.severity, self.lineage = code, severity, False
        self.span = Span("a.py", 0, line, line + 1)
        self.places: tuple[Span, ...] = (self.span,)
        self.related: tuple[Any, ...] = ()


class _Checker:
    """Finds with facts of other programs only what it is told to."""

    def __init__(self, found: list[_Found]) -> None:
        self.found = found

    def check(self, document: Any, known: Any, trail: Any = None) -> Any:
        return SimpleNamespace(findings=self.found)


def test_what_was_found_without_other_programs_stays() -> None:
    alone = SimpleNamespace(
        findings=[_Found("SCV1", 1), _Found("SCV2", 2), _Found("SCV4", 3)],
        analysis=SimpleNamespace(reads=["want"]),
    )
    more = _Checker([_Found("SCV3", 0), _Found("SCV2", 2, "error"), _Found("SCV4", 3, "info")])
    result: Any = with_lineage(more, None, alone, {}, lambda wants: {"want": "fact"})  # type: ignore[arg-type]
    told = [(one.code, one.severity, one.lineage) for one in result.findings]
    assert told == [
        ("SCV3", "warning", True),
        ("SCV1", "warning", False),
        ("SCV2", "error", True),
        ("SCV4", "warning", False),  # with them it would be possible, without it is certain
    ]
    assert with_lineage(more, None, alone, {}, lambda wants: {}) is alone  # type: ignore[arg-type]
