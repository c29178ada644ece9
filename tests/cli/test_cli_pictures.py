"""`inspect --output-format html|svg|mermaid`: what is written, and where."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from command_line import FIXED, Lint

sys.path.append(str(Path(__file__).parents[1] / "rules"))
import tiny_files

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "tests/demo"
SHOWN = ROOT / "docs/pbmc_integration.svg"


@pytest.mark.parametrize(
    ("form", "begins"), [("html", "<!doctype html>"), ("svg", "<svg "), ("mermaid", "flowchart TB")]
)
def test_a_program_is_drawn(form: str, begins: str, programs: Path, lint: Lint) -> None:
    answer = lint("inspect", "integration.ipynb", "--output-format", form, *FIXED[2:])
    assert answer.code == 0 and answer.err == ""
    assert answer.out.startswith(begins) and "SCV201" in answer.out
    assert "cell 3, line 2" in answer.out


def test_a_picture_is_written_into_a_file_and_its_path_is_said(programs: Path, lint: Lint) -> None:
    words = ("inspect", "integrate.py", "--output-format", "html", *FIXED[2:])
    answer = lint(*words, "--output-file", "shown.html")
    written = programs / "shown.html"
    assert (answer.code, answer.out) == (0, f"{written}\n")
    assert written.read_text(encoding="utf-8") == lint(*words).out


def test_what_cannot_be_drawn_is_refused(programs: Path, lint: Lint) -> None:
    tiny_files.write(str(programs / "a.h5ad"), tiny_files.cells())
    answer = lint("inspect", "a.h5ad", "--output-format", "svg")
    assert (answer.code, answer.out) == (2, "") and "only programs are drawn" in answer.err
    answer = lint("inspect", "integrate.py", "--output-file", "a.txt")
    assert answer.code == 2 and "--output-format html, svg or mermaid" in answer.err
    (programs / "a.ipynb").write_text("[]")
    answer = lint("inspect", "a.ipynb", "--output-format", "svg")
    assert answer.code == 2 and "not a notebook" in answer.err


def test_a_data_file_is_seen_in_the_picture(here: Path, lint: Lint) -> None:
    """Cells, genes, levels, and which batch has cells of which condition."""
    (here / ".git").mkdir()
    obs = {"donor": "D1*40 D2*40 D3*40", "condition": "control*60 treated*60"}
    tiny_files.write(str(here / "a.h5ad"), tiny_files.cells(obs=obs))
    (here / "p.py").write_text(
        "import scanpy as sc\nimport scvi\nadata = sc.read_h5ad('a.h5ad')\n"
        "scvi.model.SCVI.setup_anndata(adata, batch_key='donor')\n"
    )
    words = ("inspect", "p.py", "--output-format", "svg", "--isolated", "--scvi-version", "1.4.2")
    shown = lint(*words).out
    for said in (
        "120 cells × 20 genes",
        "X: counts",
        "donor: D1 40, D2 40, D3 40",
        "cells by donor and condition",
        "D1, control: 40 cells",
        "D1, treated: 0 cells",
        "D2, treated: 20 cells",
    ):
        assert f">{said}" in shown, said
    shown = lint(*words, "--no-evidence").out
    assert "120 cells" not in shown and "cells by donor" not in shown


def test_the_picture_that_the_readme_shows_is_fresh(
    here: Path, lint: Lint, request: pytest.FixtureRequest
) -> None:
    """Anew with `--update-snapshots`."""
    shutil.copy(DEMO / "pbmc_integration.ipynb", here)
    (here / ".git").mkdir()
    (here / "data").mkdir()
    obs = {
        "donor": "P1*420 P2*380 P3*400 P4*300",
        "cell_type": "monocyte*300 T*250 monocyte*150 B*200 T*200 NK*150 T*150 B*100",
    }
    genes = ["MT-CO1", "MT-ND1", "CD3E", "MS4A1", *(f"GENE{n}" for n in range(96))]
    tiny_files.write(str(here / "data/pbmc.h5ad"), tiny_files.cells(obs=obs, genes=genes))
    words = ("pbmc_integration.ipynb", "--isolated", "--scvi-version", "1.4.2")
    shown = lint("inspect", *words, "--output-format", "svg").out
    if request.config.getoption("--update-snapshots"):
        SHOWN.write_text(shown, encoding="utf-8")
    assert shown == SHOWN.read_text(encoding="utf-8")
    assert "(docs/pbmc_integration.svg)" in (ROOT / "README.md").read_text(encoding="utf-8")


QC = """\
import scanpy as sc
adata = sc.read_h5ad("raw.h5ad")
sc.pp.normalize_total(adata)
adata.write_h5ad("qc.h5ad")
"""
TRAIN = """\
import scanpy as sc
import scvi
adata = sc.read_h5ad("qc.h5ad")
scvi.model.SCVI.setup_anndata(adata)
scvi.model.SCVI(adata).train()
"""


@pytest.mark.parametrize(
    ("form", "begins", "leads"),
    [
        ("html", "<!doctype html>", 'href="#sheet-0"'),
        ("svg", "<svg ", 'class="arrow data"'),
        ("mermaid", "flowchart LR", " --> i"),
    ],
)
def test_a_folder_is_drawn_with_the_files_between_its_programs(
    form: str, begins: str, leads: str, here: Path, lint: Lint
) -> None:
    """A program that is not about scvi-tools is there for what it writes."""
    (here / ".git").mkdir()
    (here / "a.py").write_text(QC)
    (here / "b.py").write_text(TRAIN)
    answer = lint("inspect", ".", "--output-format", form, *FIXED[2:])
    assert answer.code == 0 and answer.out.startswith(begins)
    told = answer.out.replace("#46;", ".").replace("#95;", "_")
    for said in ("a.py", "b.py", "qc.h5ad", "1 warning", leads):
        assert said in told
    if form == "html":
        assert "reads qc.h5ad (written by a.py)" in told and "SCV250" in told
        assert "1 program with scvi-tools" in told


def test_a_folder_is_told_without_a_format(here: Path, lint: Lint) -> None:
    (here / ".git").mkdir()
    (here / "a.py").write_text(QC)
    (here / "b.py").write_text(TRAIN)
    words = ("inspect", ".", *FIXED[2:])
    answer = lint(*words)
    assert answer.code == 0 and answer.out == lint(*words, "--repository").out
    assert "a.py" in answer.out and "qc.h5ad" in answer.out
    assert lint("inspect", "nowhere", "--output-format", "svg").code == 2


def test_a_folder_without_programs_says_so(here: Path, lint: Lint) -> None:
    answer = lint("inspect", ".", "--output-format", "html")
    assert answer.code == 0 and "No program here does anything with scvi-tools." in answer.out
