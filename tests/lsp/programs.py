"""Small programs with known findings."""

from __future__ import annotations

# SCV201 in the set-up call: X is log-normalised, the counts are in a layer.
FAULTY = """\
import scvi
import scanpy as sc

adata = sc.read_h5ad("pbmc.h5ad")
adata.layers["counts"] = adata.X.copy()
sc.pp.normalize_total(adata)
sc.pp.log1p(adata)
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata, n_latent=30)
model.train(max_epochs=10)
adata.obsm["X_scVI"] = model.get_latent_representation()
"""
FAULT = "SCV201"
FAULT_LINE = 7

CLEAN = FAULTY.replace('batch_key="batch"', 'layer="counts", batch_key="batch"')


def codes(diagnostics: list[dict]) -> list[str]:
    """The codes of findings, in order."""
    return [diagnostic["code"] for diagnostic in diagnostics]


def position(text: str, word: str, offset: int = 0) -> dict[str, int]:
    """The place `offset` characters into the first occurrence of a word (ASCII before it)."""
    at = text.index(word) + offset
    line = text.count("\n", 0, at)
    return {"line": line, "character": at - (text.rfind("\n", 0, at) + 1)}
