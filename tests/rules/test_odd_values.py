"""No rule fails, whatever a program or a file holds: nothing, numbers, one value, very many."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

import pytest
from example_files import answers_of
from example_judging import all_entries, checker
from example_programs import as_script
from odd_values import CHANGES, odd, odd_literals, odd_statements
from rule_files import Case, cases

from scvi_lint.linting.gathering import check_with_evidence

SEED = 20_26
# Every example, and that of a file in the place of the data that scvi-tools comes with.
WITH_FILES = [case for case in cases() if case.example.files]
SYNTHETIC = re.compile(r"scvi\.data\.[a-z]\w+\([^()\n]*\)")
ODD_FILE = (
    "odd.h5ad",
    'cells(obs={"batch": "batch_0*60 batch_1*60", "labels": "label_0*40 label_1*40 label_2*40", '
    '"percent_mito": [0.5] * 120, "n_genes": [3] * 120}, layers={"counts": "counts"}, '
    'obsm={"protein_expression": 5, "X_pca": 3}, raw="counts")',
)
TRAINED = """import scanpy as sc
import scvi

adata = sc.read_h5ad("a.h5ad")
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train()
"""
REGISTERED = (
    'batch_key="it"',
    'labels_key="it", unlabeled_category="Unknown"',
    'layer="it"',
    'protein_expression_obsm_key="it"',
    'continuous_covariate_keys=["it"]',
    'categorical_covariate_keys=["it"]',
    'size_factor_key="it"',
)
Answer = Callable[[Iterable[Any]], Mapping[Any, Any]]


@pytest.mark.parametrize("often", (1.0, 0.3))
@pytest.mark.parametrize("name", CHANGES)
def test_no_rule_fails_on_an_odd_data_file(name: str, often: float) -> None:
    made = random.Random(f"{SEED} {name} {often}")
    for case in made.sample(WITH_FILES, 60):
        answer = answers_of(case.example.files, lambda one: odd(one, CHANGES[name], made, often))
        checked(case, case.example.code, answer)


@pytest.mark.parametrize("name", CHANGES)
def test_no_rule_fails_on_an_odd_file_in_the_place_of_known_data(name: str) -> None:
    made = random.Random(f"{SEED} {name}")
    for case in made.sample(_of_known_data(), 60):
        code = SYNTHETIC.sub('sc.read_h5ad("odd.h5ad")', case.example.code)
        often = made.choice((1.0, 0.3))
        answer = answers_of((ODD_FILE,), lambda one, p=often: odd(one, CHANGES[name], made, p))
        checked(case, f"import scanpy as sc\n{code}", answer)


@pytest.mark.parametrize("often", (0.1, 0.5))
def test_no_rule_fails_on_odd_arguments(often: float) -> None:
    made = random.Random(f"{SEED} {often}")
    for case in made.sample(cases(), 300):
        checked(case, odd_literals(case.example.code, made, often))


def test_no_rule_fails_on_odd_statements() -> None:
    made = random.Random(SEED)
    for case in made.sample(cases(), 300):
        checked(case, odd_statements(case.example.code, made))


@pytest.mark.parametrize("setup", ("SCVI", "TOTALVI", "SCANVI"))
def test_no_rule_fails_on_a_result_where_data_is_registered(setup: str) -> None:
    """What a model returned is no column, matrix or embedding that somebody looked at."""
    made = checker("1.5.1", all_entries())
    for method in ("get_normalized_expression", "get_latent_representation", "predict"):
        for place in ('obs["it"]', 'obsm["it"]', 'layers["it"]', 'var["it"]', "X"):
            code = f"{TRAINED}adata.{place} = model.{method}()\n" + "".join(
                f"scvi.model.{setup}.setup_anndata(adata, {argument})\n" for argument in REGISTERED
            )
            made.check(as_script(code).document)


@cache
def _of_known_data() -> list[Case]:
    return [case for case in cases() if SYNTHETIC.search(case.example.code)]


def checked(case: Case, code: str, answer: Answer | None = None) -> None:
    """Check a program; whatever a rule raises fails the test, with the program that made it."""
    made = checker(case.release, all_entries())
    document = as_script(code).document
    try:
        if answer is None:
            made.check(document)
        else:
            check_with_evidence(made, document, answer)
    except Exception as error:
        raise AssertionError(f"{case}:\n{code}") from error
