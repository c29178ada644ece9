"""What `mde` returns: two numbers a cell for a plot, which are no latent space any more."""

from __future__ import annotations

import pytest
from following import follow

LATENT = """
import scvi
from scvi.model.utils import mde
adata = sc.read_h5ad("a.h5ad")
scvi.model.SCVI.setup_anndata(adata)
model = scvi.model.SCVI(adata)
model.train()
adata.obsm["X_scVI"] = model.get_latent_representation()
"""


@pytest.mark.parametrize("call", ["scvi.model.utils.mde", "mde"])
def test_a_layout_of_a_latent_space_is_no_latent_space(call: str) -> None:
    told = follow(f'{LATENT}adata.obsm["X_mde"] = {call}(adata.obsm["X_scVI"])\n')
    held = told.data("adata").entries("obsm")
    assert held["X_mde"].value.method == "mde"
    assert held["X_scVI"].value.method == "latent"
