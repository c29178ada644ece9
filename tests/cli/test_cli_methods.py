"""`inspect --methods`: what a program did with scvi-tools, and what it does not say."""

from __future__ import annotations

import json
from pathlib import Path

from command_line import Lint

WHOLE = """\
import matplotlib.pyplot as plt
import scanpy as sc
import scvi

scvi.settings.seed = 7
adata = sc.read_h5ad("pbmc.h5ad")
sc.pp.filter_cells(adata, min_genes=200)
sc.pp.highly_variable_genes(adata, n_top_genes=2000, flavor="seurat_v3", subset=True)
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="donor")
model = scvi.model.SCVI(adata, n_latent=30)
model.train(max_epochs=200, early_stopping=True, plan_kwargs={"lr": 2e-3})
plt.plot(model.history["elbo_train"])
table = model.differential_expression(groupby="kind", mode="change", delta=0.5)
markers = table[(table.proba_de > 0.95) & (table["lfc_mean"] > 1)]
decoded = model.get_normalized_expression(library_size=1e4, n_samples=25)
adata.obsm["X_scVI"] = model.get_latent_representation()
sc.pp.neighbors(adata, n_neighbors=20, use_rep="X_scVI")
sc.tl.leiden(adata, resolution=0.5)
sc.tl.rank_genes_groups(adata, "leiden", method="wilcoxon")
"""
BARE = """\
import sys
import scvi

adata = scvi.data.read_h5ad(sys.argv[1])
scvi.model.SCVI.setup_anndata(adata)
vae = scvi.model.SCVI(adata, n_latent=int(sys.argv[2]))
vae.train()
table = vae.differential_expression(groupby="kind")
moved = vae.get_normalized_expression(transform_batch="b")
"""


def _methods(here: Path, lint: Lint, text: str, *words: str) -> str:
    (here / "p.py").write_text(text)
    answer = lint("inspect", "p.py", "--methods", "--isolated", *words)
    assert answer.code == 0 and answer.err == ""
    return answer.out


def test_what_the_program_shows_is_stated(here: Path, lint: Lint) -> None:
    told = _methods(here, lint, WHOLE, "--scvi-version", "1.4.2")
    for said in (
        "scvi-tools 1.4.2",
        "n_top_genes 2000, flavor 'seurat_v3'",
        "SCVI was trained on layer 'counts', with batch 'donor'",
        "30 latent dimensions, 1 hidden layer (default)",
        "Training ran for 200 epochs at most, with early stopping",
        "lr 0.002",
        "mode 'change', delta 0.5",
        "kept by proba_de > 0.95, lfc_mean > 1",
        "library_size 10000",
        "seed was set to 7",
        "Cells were filtered (min_genes 200)",
        "Neighbours were computed on X_scVI (n_neighbors 20)",
        "clustered by leiden (resolution 0.5)",
        "rank_genes_groups (groupby 'leiden', method 'wilcoxon')",
    ):
        assert said in told, said
    gaps = told.partition("What a reviewer will miss:")[2]
    assert "replicates" in gaps and "cells and genes" in gaps
    for stated in ("seed", "release", "converged", "epochs", "cut", "decoded"):
        assert stated not in gaps, stated


def test_what_it_does_not_show_is_a_gap_and_no_number_is_made_up(here: Path, lint: Lint) -> None:
    told = _methods(here, lint, BARE)
    section, _, gaps = told.partition("What a reviewer will miss:")
    assert "release not stated" in section and "`int(sys.argv[2])` latent dimensions" in section
    assert "without batches or covariates" in section
    assert "number of epochs was left to scvi-tools" in section
    assert "delta" not in section  # vanilla mode has none
    for missed in ("release", "seed", "converged", "epochs", "cut", "one draw", "another batch"):
        assert missed in gaps, missed


def test_other_programs_may_read_it(here: Path, lint: Lint) -> None:
    told = json.loads(_methods(here, lint, WHOLE, "--output-format", "json"))
    assert set(told) == {"sentences", "missing"}
    assert any("early stopping" in sentence for sentence in told["sentences"])


def test_a_program_without_a_model_has_none(here: Path, lint: Lint) -> None:
    assert _methods(here, lint, "import scanpy\n") == (
        "This program builds and loads no model of scvi-tools.\n"
    )


def test_methods_are_no_picture(here: Path, lint: Lint) -> None:
    (here / "p.py").write_text(WHOLE)
    answer = lint("inspect", "p.py", "--methods", "--output-format", "svg")
    assert answer.code == 2 and "--methods" in answer.err
