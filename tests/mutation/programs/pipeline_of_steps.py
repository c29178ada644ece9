"""Steps in a list, run one after the other; the state travels in a dictionary."""

import scanpy as sc
import scvi


def read(state):
    state["adata"] = sc.read_h5ad(state["path"])


def keep_counts(state):
    adata = state["adata"]
    adata.layers["counts"] = adata.X.copy()
    sc.pp.normalize_total(adata, target_sum=1e4)
    sc.pp.log1p(adata)


def register(state):
    scvi.model.SCVI.setup_anndata(state["adata"], layer="counts", batch_key="batch")


def train(state):
    state["model"] = scvi.model.SCVI(state["adata"])
    state["model"].train(max_epochs=state["epochs"])


def embed(state):
    state["adata"].obsm["X_scVI"] = state["model"].get_latent_representation()
    sc.pp.neighbors(state["adata"], use_rep="X_scVI")
    sc.tl.leiden(state["adata"])


scvi.settings.seed = 0
state = {"path": "islets.h5ad", "epochs": 100}
for step in [read, keep_counts, register, train, embed]:
    step(state)
state["adata"].write_h5ad("islets_done.h5ad")
