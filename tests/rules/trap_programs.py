"""Programs that look faulty and are fine: idioms of tutorials and of public code.

A trap is a name, which says what is fine about it, and a program. Nothing loud may be said of
any of them; `families` are those whose rules must not even whisper. Add to `TRAPS` what somebody
once reported as a false alarm.
"""

from __future__ import annotations

from typing import NamedTuple

from trap_programs_counts import COUNTS, PROGRAMS
from trap_programs_releases import FAMILIES, OFFICIAL


class Trap(NamedTuple):
    name: str
    code: str
    families: tuple[str, ...] = ()


REGISTRATION = ("SCV1", "SCV3")

_TRAPS = {
    "the columns of a table of results are the program's own": """
import numpy as np
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train()
table = model.differential_expression(groupby="labels")
table["lfc_mean"] = np.log2(table.scale1 / table.scale2)
up = table.query("lfc_mean > 1").sort_values("lfc_mean")
other = model.differential_expression(groupby="labels")
other.columns = [f"proba_de_{name}" for name in other.columns]
print(other["proba_de_scale1"])
""",
    "samples are made dense where they can be": """
import numpy as np
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train()
drawn = model.posterior_predictive_sample(n_samples=4)
if hasattr(drawn, "todense"):
    drawn = drawn.todense()
drawn = np.asarray(drawn)
size = drawn.sum(axis=1)
""",
    "a query's predictions are scored on labels that only the query has": """
import scanpy as sc
import scvi
from sklearn.metrics import accuracy_score, silhouette_score

reference = scvi.model.SCANVI.load("reference")
query = sc.read_h5ad("query.h5ad")
mapped = scvi.model.SCANVI.load_query_data(query, reference)
mapped.train(max_epochs=100, plan_kwargs={"weight_decay": 0.0})
query.obs["predicted"] = mapped.predict()
print(accuracy_score(query.obs["celltype"], query.obs["predicted"]))
print(silhouette_score(mapped.get_latent_representation(), query.obs["celltype"]))
""",
    "the labels that were hidden in training come back for the score": """
import numpy as np
import scvi
from sklearn.metrics import silhouette_score

adata = scvi.data.synthetic_iid()
truth = adata.obs["labels"].astype(str).to_numpy()
adata.obs["labels"] = np.where(np.arange(adata.n_obs) % 3 == 0, "Unknown", truth)
scvi.model.SCANVI.setup_anndata(adata, labels_key="labels", unlabeled_category="Unknown")
model = scvi.model.SCANVI(adata)
model.train()
latent = model.get_latent_representation()
adata.obs["labels"] = truth
print(silhouette_score(latent, adata.obs["labels"]))
""",
    "counts are in X and no layer is named": """
import scanpy as sc
import scvi

adata = sc.read_h5ad("fresh_from_the_core_facility.h5ad")
sc.pp.filter_genes(adata, min_counts=3)
scvi.model.SCVI.setup_anndata(adata, batch_key="run")
model = scvi.model.SCVI(adata)
model.train()
""",
    "counts in a layer, the rest of the usual recipe, raw holds all genes": """
import scanpy as sc
import scvi

adata = sc.read_h5ad("heart.h5ad")
adata.layers["raw_counts"] = adata.X.copy()
sc.pp.normalize_total(adata, target_sum=1e4)
sc.pp.log1p(adata)
adata.raw = adata
sc.pp.highly_variable_genes(
    adata, flavor="seurat_v3", layer="raw_counts", n_top_genes=1200, subset=True, batch_key="site"
)
scvi.model.SCVI.setup_anndata(adata, layer="raw_counts", batch_key="site")
model = scvi.model.SCVI(adata, n_layers=2)
model.train()
adata.obsm["X_scVI"] = model.get_latent_representation()
""",
    "a copy is normalised for plots, also after training": """
import scanpy as sc
import scvi

adata = sc.read_h5ad("worm.h5ad")
pretty = adata.copy()
sc.pp.normalize_total(pretty)
sc.pp.log1p(pretty)
sc.pp.scale(pretty)
scvi.model.SCVI.setup_anndata(adata, labels_key="tissue", batch_key="library")
model = scvi.model.SCVI(adata)
model.train()
neurons = adata[adata.obs["tissue"] == "neurons"].copy()
sc.pp.log1p(neurons)
table = model.differential_expression(groupby="tissue", mode="change")
""",
    "X is logged after set-up and after training, the layer is registered": """
import scanpy as sc
import scvi

adata = sc.read_h5ad("worm.h5ad")
adata.layers["UMIs"] = adata.X.copy()
scvi.model.SCVI.setup_anndata(adata, layer="UMIs", batch_key="library")
sc.pp.normalize_total(adata)
model = scvi.model.SCVI(adata)
model.train()
sc.pp.log1p(adata)
adata.obsm["X_scVI"] = model.get_latent_representation()
""",
    "models that want other values than counts": """
import scanpy as sc
import scvi

adata = sc.read_h5ad("two_species.h5ad")
sc.pp.normalize_total(adata)
sc.pp.log1p(adata)
scvi.external.SysVI.setup_anndata(adata, batch_key="system", categorical_covariate_keys=["lab"])
model = scvi.external.SysVI(adata)
model.train()

velocity = sc.read_h5ad("moments.h5ad")
scvi.external.VELOVI.setup_anndata(velocity, spliced_layer="Ms", unspliced_layer="Mu")
velo = scvi.external.VELOVI(velocity)
velo.train()

scores = sc.read_h5ad("scores.h5ad")
scvi.model.SCVI.setup_anndata(scores, batch_key="plate")
normal = scvi.model.SCVI(scores, gene_likelihood="normal")
normal.train()
""",
    "X is given another storage form after the model was built": """
import muon as mu
import scvi

mdata = mu.read("multiome.h5mu")
scvi.model.MULTIVI.setup_mudata(
    mdata, batch_key="modality", modalities={"rna_layer": "rna", "atac_layer": "atac"}
)
model = scvi.model.MULTIVI(mdata, n_genes=4000, n_regions=20000)
mdata.mod["rna"].X = mdata.mod["rna"].X.tocsr()
model.train()
""",
    "a view that was written to is no view any more": """
import scanpy as sc
import scvi

adata = sc.read_h5ad("worm.h5ad")
keep = adata.var["n_cells"] > 10
adata = adata[:, keep]
adata.layers["counts"] = adata.X.copy()
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="library")
model = scvi.model.SCVI(adata)
other = adata[adata.obs["library"] != "L7"]
sc.pp.filter_genes(other, min_counts=1)
scvi.model.SCVI.setup_anndata(other, layer="counts")
""",
    "a part of the data is asked about without a set-up": """
import scanpy as sc
import scvi

adata = sc.read_h5ad("lung.h5ad")
adata = adata[adata.obs["percent_mt"] < 20].copy()
scvi.model.SCVI.setup_anndata(adata, batch_key="patient")
model = scvi.model.SCVI(adata)
model.train()
smokers = adata[adata.obs["smoker"] == "yes"]
latent = model.get_latent_representation(smokers)
""",
    "registered twice, for two models and for two classes": """
import scanpy as sc
import scvi

adata = sc.read_h5ad("lung.h5ad")
scvi.model.SCVI.setup_anndata(adata)
plain = scvi.model.SCVI(adata)
plain.train()
scvi.model.SCVI.setup_anndata(adata, batch_key="patient", labels_key="annotation")
corrected = scvi.model.SCVI(adata)
corrected.train()
latent = plain.get_latent_representation()
scvi.model.LinearSCVI.setup_anndata(adata, batch_key="patient")
linear = scvi.model.LinearSCVI(adata, n_latent=8)
linear.train()
for name in ["Unknown", "none"]:
    annotated = scvi.model.SCANVI.from_scvi_model(corrected, name)
    annotated.train(max_epochs=10)
""",
    "another batch_key is tried before a second model, the first is not used again": """
import scanpy as sc
import scvi

adata = sc.read_h5ad("census.h5ad")
scvi.model.SCVI.setup_anndata(adata, batch_key="dataset_id")
model = scvi.model.SCVI(adata, n_latent=50)
model.train()
adata.obsm["scvi"] = model.get_latent_representation()
adata.obs["both"] = adata.obs["dataset_id"].astype(str) + adata.obs["donor_id"].astype(str)
scvi.model.SCVI.setup_anndata(adata, batch_key="both")
model = scvi.model.SCVI(adata, n_latent=50)
model.train()
""",
    "one model for each data set, in a function and in a loop": """
import scanpy as sc
from scvi.model import *

def fit(adata, key):
    SCVI.setup_anndata(adata, batch_key=key)
    model = SCVI(adata)
    model.train()
    return model

models = {}
for name in ["liver", "spleen", "kidney"]:
    data = sc.read_h5ad(name + ".h5ad")
    models[name] = fit(data, "donor")
""",
    "the class under another name, and from another package": """
import scanpy as sc
import scarches as sca
import scvi

Model = scvi.model.SCVI
adata = sc.read_h5ad("reference.h5ad")
Model.setup_anndata(adata, batch_key="study")
model = Model(adata)
model.train()
sca.models.SCVI.setup_anndata(adata, batch_key="study")
surgeon = sca.models.SCVI(adata, encode_covariates=True)
surgeon.train()
""",
    "no batch on purpose, and one sample only": """
import scanpy as sc
import scvi

adata = sc.read_10x_h5("one_sample.h5")
adata.var_names_make_unique()
scvi.model.SCVI.setup_anndata(adata)
model = scvi.model.SCVI(adata)
seeded = sc.read_h5ad("seeds.h5ad")
scvi.model.SCVI.setup_anndata(seeded, batch_key=None, labels_key="seed_labels")
vae = scvi.model.SCVI(seeded)
vae.train()
annotated = scvi.model.SCANVI.from_scvi_model(vae, "Unknown")
""",
    "MRVI knows samples and needs no batches": """
import scanpy as sc
import scvi

adata = sc.read_h5ad("covid.h5ad")
scvi.external.MRVI.setup_anndata(adata, sample_key="patient_id")
model = scvi.external.MRVI(adata)
model.train(max_epochs=400)
""",
    "batches that look like numbers, and hundreds of them": """
import anndata as ad
import scanpy as sc
import scvi

parts = {str(number): sc.read_h5ad(f"donor_{number}.h5ad") for number in range(300)}
adata = ad.concat(parts, label="donor", index_unique="_")
scvi.model.SCVI.setup_anndata(adata, batch_key="donor")
model = scvi.model.SCVI(adata, gene_likelihood="nb")
model.train()
""",
    "a condition as batch, for counterfactuals; donor and assay beside it": """
import scanpy as sc
import scvi

adata = sc.read_h5ad("interferon.h5ad")
scvi.model.SCVI.setup_anndata(
    adata, batch_key="condition", categorical_covariate_keys=["donor", "assay"]
)
model = scvi.model.SCVI(adata)
model.train()
""",
    "several covariates of equal rank, and no batch": """
import scanpy as sc
import scvi

adata = sc.read_h5ad("heart.h5ad")
scvi.model.SCVI.setup_anndata(
    adata,
    layer="counts",
    categorical_covariate_keys=["source", "donor"],
    continuous_covariate_keys=["percent_mito", "percent_ribo"],
)
model = scvi.model.SCVI(adata)
model.train()
""",
    "a query is registered by load_query_data": """
import scanpy as sc
import scvi

reference = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(reference, batch_key="study")
model = scvi.model.SCVI(
    reference, use_layer_norm="both", use_batch_norm="none", encode_covariates=True
)
model.train()
model.save("atlas_model", overwrite=True)

query = sc.read_h5ad("clinic.h5ad")
query.obs["study"] = "clinic"
scvi.model.SCVI.prepare_query_anndata(query, "atlas_model")
mapped = scvi.model.SCVI.load_query_data(query, "atlas_model")
mapped.train(max_epochs=100, plan_kwargs={"weight_decay": 0.0})
query.obsm["X_scVI"] = mapped.get_latent_representation()
""",
    "a query model is used as it is": """
import scanpy as sc
import scvi

query = sc.read_h5ad("clinic.h5ad")
query.obs["batch"] = "unassigned"
scvi.model.SCVI.prepare_query_anndata(query, "census_model")
model = scvi.model.SCVI.load_query_data(query, "census_model")
model.is_trained = True
query.obsm["scvi"] = model.get_latent_representation()
""",
    "labels of the query are filled in before it is mapped": """
import scanpy as sc
import scvi

reference = sc.read_h5ad("atlas.h5ad")
scvi.model.SCANVI.setup_anndata(
    reference, labels_key="celltype", unlabeled_category="Unknown", batch_key="study"
)
model = scvi.model.SCANVI(reference, encode_covariates=True)
model.train()
query = sc.read_h5ad("clinic.h5ad")
query.obs["celltype"] = "Unknown"
query = query[:, reference.var_names].copy()
mapped = scvi.model.SCANVI.load_query_data(query, model)
mapped.train(max_epochs=50, plan_kwargs={"weight_decay": 0.0})
""",
    "a saved model brings its registration along": """
import muon as mu
import scvi

mdata = mu.read("multiome.h5mu")
model = scvi.model.MULTIVI.load("multiome_model", adata=mdata)
latent = model.get_latent_representation()
again = scvi.model.MULTIVI(mdata, n_genes=4000, n_regions=20000)
""",
    "proteins in obsm, and something kept on the model": """
import scanpy as sc
import scvi

adata = sc.read_h5ad("cite.h5ad")
scvi.model.TOTALVI.setup_anndata(
    adata, protein_expression_obsm_key="protein_expression", batch_key="donor"
)
model = scvi.model.TOTALVI(adata, latent_distribution="normal")
model.train()
model.classifier_ = {"kind": "forest"}
model.save("cite_model", overwrite=True)
""",
    "a call that is written twice, once for each release": """
import scanpy as sc
import scvi

adata = sc.read_h5ad("tonsil.h5ad")
try:
    scvi.model.SCVI.setup_anndata(adata, batch_key="donor")
except AttributeError:
    scvi.data.setup_anndata(adata, batch_key="donor")
try:
    model = scvi.model.SCVI(adata, use_cuda=True)
except TypeError:
    model = scvi.model.SCVI(adata)
model.train()
""",
    "a faulty program in a text": '''
import scanpy as sc
import scvi

def integrate(adata):
    """Integrate.

    Do not write::

        adata = scvi.model.SCVI.setup_anndata(adata, batch_key=["a", "b"])
        model = scvi.model.SCVI(adata[:100], batch_key="batch")
    """
    scvi.model.SCVI.setup_anndata(adata, batch_key="donor")
    return scvi.model.SCVI(adata)

model = integrate(sc.read_h5ad("tonsil.h5ad"))
# model = scvi.model.SCVI(adata).train()
''',
    "a failure is what the test asks for": """
import pytest
import scvi

adata = scvi.data.synthetic_iid()
with pytest.raises(ValueError):
    scvi.model.SCVI(adata)
with pytest.raises(ValueError):
    scvi.model.SCVI.setup_anndata(adata[:10])
""",
    "clusters come after the model, and the next model does not see them": """
import scanpy as sc
import scvi

adata = sc.read_h5ad("tonsil.h5ad")
scvi.model.SCVI.setup_anndata(adata, batch_key="donor")
model = scvi.model.SCVI(adata)
model.train()
adata.obsm["X_scVI"] = model.get_latent_representation()
sc.pp.neighbors(adata, use_rep="X_scVI")
sc.tl.leiden(adata, key_added="groups")
adata.obs["groups"] = adata.obs["groups"].cat.rename_categories({"0": "B cells"})
b_cells = adata[adata.obs["groups"] == "B cells"].copy()
scvi.model.SCVI.setup_anndata(b_cells, batch_key="donor", labels_key="groups")
small = scvi.model.SCVI(b_cells, dispersion="gene-label")
small.train()
""",
    "genes are selected first, cells at any time": """
import scanpy as sc
import scvi

adata = sc.read_h5ad("tonsil.h5ad")
sc.pp.filter_cells(adata, min_genes=200)
sc.pp.filter_genes(adata, min_cells=3)
sc.pp.highly_variable_genes(adata, flavor="seurat_v3", n_top_genes=3000, subset=True)
scvi.model.SCVI.setup_anndata(adata, batch_key="donor")
sc.pp.filter_cells(adata, min_counts=500)
model = scvi.model.SCVI(adata)
model.train(train_size=1.0)
model.train(max_epochs=10)
""",
}

TRAPS = [
    *(Trap(name, code.strip() + "\n", REGISTRATION) for name, code in _TRAPS.items()),
    *(Trap(name, code.strip() + "\n", COUNTS) for name, code in PROGRAMS.items()),
    *(Trap(name, code.strip() + "\n", FAMILIES) for name, code in OFFICIAL.items()),
]
