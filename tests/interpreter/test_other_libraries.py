"""What libraries beside scanpy do to an AnnData: one case a row, as run on the library itself."""

from __future__ import annotations

import pytest
from following import follow, told

IMPORTS = """
import cell2location
import decoupler as dc
import liana as li
import mudata as md
import muon as mu
import rapids_singlecell as rsc
import scarches as sca
import scib
import scvelo as scv
import squidpy as sq
adata = sc.read_h5ad("a.h5ad")
adata.layers["counts"] = adata.X.copy()
adata.layers["spliced"] = adata.X.copy()
cells, genes = adata.n_obs, adata.n_vars
"""


@pytest.mark.parametrize(
    ("step", "x", "layer"),
    [
        ("scv.pp.filter_and_normalize(adata)", "normalized", "as read"),
        ("scv.pp.normalize_per_cell(adata)", "normalized", "as read"),
        ("scv.pp.moments(adata, n_pcs=30)", "normalized", "as read"),
        ("sc.pp.log1p(adata)\nscv.pp.moments(adata)", "lognorm", "as read"),
        ("scv.pp.neighbors(adata)", "as read", "as read"),
        ("scv.tl.velocity(adata)", "as read", "as read"),
        ("mu.atac.pp.tfidf(adata)", "normalized", "as read"),
        ("mu.atac.pp.tfidf(adata, to_layer='weighed')", "as read", "as read"),
        ("mu.atac.pp.binarize(adata)", "binary", "as read"),
        ("mu.prot.pp.clr(adata)", "lognorm", "as read"),
        ("mu.pp.filter_obs(adata, 'n_genes', lambda n: n > 200)", "as read", "as read"),
        ("scib.pp.reduce_data(adata, batch_key='batch')", "as read", "as read"),
        ("scib.pp.normalize(adata)", "lognorm", "as read"),
        ("dc.run_ulm(adata, net)", "as read", "as read"),
        (
            "sc.pp.log1p(adata)\ndc.swap_layer(adata, 'counts', inplace=True)",
            "as read",
            "as read ?",
        ),
        ("sq.gr.spatial_neighbors(adata)", "as read", "as read"),
        ("li.mt.rank_aggregate(adata, groupby='cell_type')", "as read", "as read"),
        ("rsc.get.anndata_to_GPU(adata)", "as read", "as read"),
        ("rsc.pp.log1p(adata)", "lognorm", "as read"),
        ("rsc.pp.harmony_integrate(adata, key='batch')", "as read", "as read"),
        ("sca.dataset.remove_sparsity(adata)", "as read", "as read"),
        ("cell2location.utils.filtering.filter_genes(adata)", "as read", "as read"),
    ],
)
def test_x_and_the_kept_counts_after_a_step(step: str, x: str, layer: str) -> None:
    data = follow(f"{IMPORTS}{step}").data("adata")
    assert (told(data.x), told(data.layer("counts"))) == (x, layer)


def test_scvelo_normalises_the_spliced_counts_too() -> None:
    data = follow(f"{IMPORTS}scv.pp.filter_and_normalize(adata)").data("adata")
    assert told(data.layer("spliced")) == "normalized"


@pytest.mark.parametrize(
    ("step", "entry", "method"),
    [
        ("scv.pp.neighbors(adata)", "X_pca", "pca"),
        ("scib.pp.reduce_data(adata, umap=True)", "X_umap", "umap"),
        ("mu.atac.tl.lsi(adata)", "X_lsi", "lsi"),
        ("rsc.pp.harmony_integrate(adata, 'batch')", "X_pca_harmony", "harmony"),
        ("dc.run_mlm(adata, net)", "mlm_estimate", "activity"),
    ],
)
def test_entry_of_obsm_that_a_step_makes(step: str, entry: str, method: str) -> None:
    known = follow(f"{IMPORTS}{step}").data("adata").obsm(entry)
    assert known is not None and known.value.method == method


@pytest.mark.parametrize(
    ("step", "what"),
    [
        ("mu.pp.filter_obs(adata, 'good')", "cells"),
        ("mu.pp.filter_var(adata, 'good')", "genes"),
        ("scv.pp.filter_genes(adata, min_shared_counts=20)", "genes"),
        ("rsc.pp.filter_highly_variable(adata)", "genes"),
    ],
)
def test_cells_or_genes_that_a_step_takes_out(step: str, what: str) -> None:
    data = follow(f"{IMPORTS}{step}").data("adata")
    assert [data.has_all_cells, data.has_all_genes] == [what != "cells", what != "genes"]


@pytest.mark.parametrize(
    ("made", "x"),
    [
        ("dc.get_pseudobulk(adata, 'sample', 'cell_type', layer='counts')", "as read"),
        ("dc.get_acts(adata, 'ulm_estimate')", "unknown"),
        ("dc.swap_layer(adata, 'counts')", "as read"),
        ("scib.pp.scale_batch(adata, 'batch')", "scaled"),
        ("sca.dataset.remove_sparsity(adata)", "lognorm"),
    ],
)
def test_x_of_what_a_step_returns(made: str, x: str) -> None:
    done = follow(f"{IMPORTS}sc.pp.log1p(adata)\nmade = {made}")
    assert told(done.data("made").x) == x


def test_mudata_put_below_each_other_is_a_mudata() -> None:
    done = follow(f"{IMPORTS}both = md.concat([md.read('a.h5mu'), md.read('b.h5mu')])")
    assert done.data("both").is_mudata


def test_what_scanpy_hands_out_is_not_none() -> None:
    done = follow(
        f"{IMPORTS}table = sc.get.obs_df(adata)\nif table is None:\n    sc.pp.log1p(adata)"
    )
    assert told(done.data("adata").x) != "lognorm"
