"""A fault in a module of the project is told once, however many programs call into it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Lint

HELPER = """\
import scanpy as sc


def choose(data):
    sc.pp.highly_variable_genes(data, subset=True)
"""
PROGRAM = """\
import scanpy as sc
import scvi
from helper import choose

adata = sc.read_h5ad("a.h5ad")
choose(adata)
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
"""


def test_fault_of_a_module_is_told_once_for_all_programs(lint: Lint, here: Path) -> None:
    (here / "helper.py").write_text(HELPER)
    for name in ("one", "three", "two"):
        (here / f"{name}.py").write_text(PROGRAM)
    answer = lint("check", "--select", "SCV210", "--severity", "info", "--output-format", "json")
    (found,) = json.loads(answer.out)
    assert found["path"] == "one.py"
    also = [one["path"] for one in found["related"] if one["message"] == "also"]
    assert also == ["three.py", "two.py"]
    log = json.loads(
        lint("check", "--select", "SCV210", "--output-format", "sarif", "--severity", "info").out
    )
    (result,) = log["runs"][0]["results"]
    near = [one["message"]["text"] for one in result["relatedLocations"]]
    assert near.count("also") == 2


@pytest.mark.parametrize("form", ["concise", "grouped", "gitlab"])
def test_a_report_of_one_line_counts_the_other_places(form: str, lint: Lint, here: Path) -> None:
    text = PROGRAM.replace("from helper import choose\n", "").replace("choose(adata)\n", "")
    text += "model = scvi.model.SCVI(adata, n_laten=3, n_layer=2, n_hiden=4)\n"
    (here / "one.py").write_text(text)
    answer = lint("check", "--select", "SCV128", "--output-format", form)
    assert "(2 more places)" in answer.out


def test_faults_of_two_modules_are_two_findings(lint: Lint, here: Path) -> None:
    for name in ("helper", "other"):
        (here / f"{name}.py").write_text(HELPER)
    (here / "one.py").write_text(PROGRAM)
    (here / "two.py").write_text(PROGRAM.replace("from helper", "from other"))
    answer = lint("check", "--select", "SCV210", "--severity", "info", "--output-format", "json")
    assert [one["path"] for one in json.loads(answer.out)] == ["one.py", "two.py"]
