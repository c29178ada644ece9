"""Programs that look faulty and are fine: counts, preprocessing, expression, latent spaces.

Nothing loud may be said of any of them, and the rules of these families must not even whisper.
"""

from __future__ import annotations

COUNTS = ("SCV2", "SCV4")

PROGRAMS = {
    "the layer is called otherwise": """
import scanpy as sc
import scvi

adata = sc.read_h5ad("perturbed.h5ad")
adata.layers["count"] = adata.X.copy()
sc.pp.normalize_total(adata)
sc.pp.log1p(adata)
scvi.external.ContrastiveVI.setup_anndata(adata, layer="count")
model = scvi.external.ContrastiveVI(adata)
""",
    "X is normalised after the registration of a layer": """
import scanpy as sc
import scvi

adata = sc.read_h5ad("worm.h5ad")
adata.layers["counts"] = adata.X.copy()
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="plate")
model = scvi.model.SCVI(adata)
sc.pp.normalize_total(adata)
sc.pp.log1p(adata)
model.train()
""",
    "the counts of a modality change their storage only": """
import mudata
import scvi

mdata = mudata.read_h5mu("pairs.h5mu")
scvi.model.MULTIVI.setup_mudata(
    mdata, batch_key="kit", modalities={"rna_layer": "rna", "atac_layer": "atac"}
)
mdata.mod["rna"].X = mdata.mod["rna"].X.tocsr()
mdata.mod["atac"].X = mdata.mod["atac"].X.astype("float32")
model = scvi.model.MULTIVI(mdata, n_genes=100, n_regions=200)
model.train()
""",
    "logged values for a model of logged values": """
import scanpy as sc
import scvi

adata = sc.read_h5ad("two_species.h5ad")
sc.pp.normalize_total(adata, target_sum=1e4)
sc.pp.log1p(adata)
scvi.external.SysVI.setup_anndata(adata, batch_key="system", categorical_covariate_keys=["donor"])
model = scvi.external.SysVI(adata)
model.train(max_epochs=10)
""",
    "moments for a model of velocity": """
import scvelo as scv
import scvi

adata = scv.read("pancreas.h5ad")
scv.pp.filter_and_normalize(adata, min_shared_counts=30, n_top_genes=2000)
scv.pp.moments(adata, n_pcs=30, n_neighbors=30)
scvi.external.VELOVI.setup_anndata(adata, spliced_layer="Ms", unspliced_layer="Mu")
model = scvi.external.VELOVI(adata)
""",
    "a likelihood for any number": """
import scanpy as sc
import scvi

adata = sc.read_h5ad("proteome.h5ad")
sc.pp.log1p(adata)
scvi.model.SCVI.setup_anndata(adata, batch_key="run")
model = scvi.model.SCVI(adata, gene_likelihood="normal")
""",
    "a view is filled and becomes an object of its own": """
import scanpy as sc
import scvi

adata = sc.read_h5ad("worm.h5ad")
chosen = adata.var["highly_variable"]
adata = adata[:, chosen]
adata.layers["counts"] = adata.X.copy()
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="plate")
model = scvi.model.SCVI(adata)
""",
    "genes and cells are filtered before the registration": """
import scanpy as sc
import scvi

adata = sc.read_10x_h5("filtered_feature_bc_matrix.h5")
adata.var_names_make_unique()
adata.var["mt"] = adata.var_names.str.startswith("mt-")
sc.pp.calculate_qc_metrics(adata, qc_vars=["mt"], inplace=True)
sc.pp.filter_cells(adata, min_genes=200)
sc.pp.filter_genes(adata, min_cells=3)
scvi.data.poisson_gene_selection(adata, subset=True)
scvi.model.SCVI.setup_anndata(adata)
model = scvi.model.SCVI(adata)
""",
    "each data set has a model of its own": """
import scanpy as sc
import scvi

latents = {}
for name in ["liver", "lung", "heart"]:
    adata = sc.read_h5ad(name + ".h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="donor")
    model = scvi.model.SCVI(adata)
    model.train()
    adata.obsm["X_scVI"] = model.get_latent_representation()
    sc.pp.neighbors(adata, use_rep="X_scVI")
    sc.tl.umap(adata)
    adata.write_h5ad(name + "_done.h5ad")
""",
    "lists of batches are averaged for expression": """
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.TOTALVI.setup_anndata(
    adata, batch_key="batch", protein_expression_obsm_key="protein_expression"
)
model = scvi.model.TOTALVI(adata)
model.train()
rna, protein = model.get_normalized_expression(
    transform_batch=["batch_0", "batch_1"], n_samples=25, return_mean=True
)
adata.layers["denoised_rna"], adata.obsm["denoised_protein"] = rna, protein
""",
    "None stands in the list of batches": """
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCANVI.setup_anndata(
    adata, batch_key="batch", labels_key="labels", unlabeled_category="Unknown"
)
model = scvi.model.SCANVI(adata)
model.train()
model.get_normalized_expression(transform_batch=[None, "batch_0"])
""",
    "batches that are numbers are asked for by number": """
import scvi

adata = scvi.data.synthetic_iid()
adata.obs["plate"] = [1, 2, 3, 4] * 100
scvi.model.SCVI.setup_anndata(adata, batch_key="plate")
model = scvi.model.SCVI(adata)
model.train()
for plate in [1, 2, 3, 4]:
    model.get_normalized_expression(transform_batch=plate)
""",
    "the word all for the model that knows it": """
import scanpy as sc
import scvi

adata = sc.read_h5ad("cytometry.h5ad")
scvi.external.CYTOVI.setup_anndata(adata, layer="scaled", batch_key="batch")
model = scvi.external.CYTOVI(adata)
model.train()
adata.layers["imputed"] = model.get_normalized_expression(transform_batch="all")
""",
    "expression without transform_batch for a plot": """
import scanpy as sc
import scvi

adata = sc.read_h5ad("heart.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="donor")
model = scvi.model.SCVI(adata)
model.train()
adata.layers["scvi_normalized"] = model.get_normalized_expression(library_size=10e4)
sc.pl.umap(adata, color=["TTN"], layer="scvi_normalized")
""",
    "a library size of the model": """
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train()
model.get_normalized_expression(library_size="latent")
""",
    "categories that look like numbers": """
import scvi

adata = scvi.data.synthetic_iid()
adata.obs["lane"] = ["0", "1"] * 200
scvi.model.SCVI.setup_anndata(adata, batch_key="lane")
model = scvi.model.SCVI(adata)
model.train()
model.get_normalized_expression(transform_batch="1")
""",
    "a query that is mapped without training": """
import scanpy as sc
import scvi

query = sc.read_h5ad("census_query.h5ad")
scvi.model.SCVI.prepare_query_anndata(query, "reference_model")
mapped = scvi.model.SCVI.load_query_data(query, "reference_model")
mapped.is_trained = True
query.obsm["scvi"] = mapped.get_latent_representation()
""",
    "a plain UMAP first, the integrated one afterwards": """
import scanpy as sc
import scvi

adata = sc.read_h5ad("atlas.h5ad")
adata.layers["counts"] = adata.X.copy()
sc.pp.normalize_total(adata)
sc.pp.log1p(adata)
sc.pp.pca(adata)
sc.pp.neighbors(adata, n_pcs=30)
sc.tl.umap(adata)
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="donor")
model = scvi.model.SCVI(adata)
model.train()
adata.obsm["X_scVI"] = model.get_latent_representation()
sc.pp.neighbors(adata, use_rep="X_scVI", key_added="scvi")
sc.tl.umap(adata, neighbors_key="scvi")
sc.tl.leiden(adata, neighbors_key="scvi", key_added="clusters")
""",
    "the model saw chosen genes, the latent goes to all genes": """
import scanpy as sc
import scvi

adata = sc.read_h5ad("atlas.h5ad")
small = adata[:, adata.var["highly_variable"]].copy()
scvi.model.SCVI.setup_anndata(small, layer="counts", batch_key="donor")
model = scvi.model.SCVI(small)
model.train()
adata.obsm["X_scVI"] = model.get_latent_representation()
sc.pp.neighbors(adata, use_rep="X_scVI")
""",
    "the file is read again for the latent space": """
import scanpy as sc
import scvi

adata = sc.read_h5ad("atlas.h5ad")
sc.pp.highly_variable_genes(adata, flavor="seurat_v3", layer="counts", n_top_genes=2000,
                            subset=True, batch_key="donor")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="donor")
model = scvi.model.SCVI(adata)
model.train()
adata = sc.read_h5ad("atlas.h5ad")
adata.obsm["X_scVI"] = model.get_latent_representation()
sc.pp.neighbors(adata, use_rep="X_scVI")
""",
    "query and reference share one space": """
import anndata as ad
import scanpy as sc
import scvi

reference = sc.read_h5ad("reference.h5ad")
scvi.model.SCVI.setup_anndata(reference, batch_key="study", layer="counts")
model = scvi.model.SCVI(
    reference, encode_covariates=True, use_layer_norm="both", use_batch_norm="none"
)
model.train()
reference.obsm["X_scVI"] = model.get_latent_representation()
query = sc.read_h5ad("query.h5ad")
scvi.model.SCVI.prepare_query_anndata(query, model)
mapped = scvi.model.SCVI.load_query_data(query, model)
mapped.train(max_epochs=100, plan_kwargs={"weight_decay": 0.0})
query.obsm["X_scVI"] = mapped.get_latent_representation()
both = ad.concat([reference, query], label="part", keys=["reference", "query"])
sc.pp.neighbors(both, use_rep="X_scVI")
""",
    "parts are sliced to the same genes before an outer join": """
import anndata as ad
import scanpy as sc
import scvi

rna = sc.read_h5ad("rna.h5ad")
atac = sc.read_h5ad("gene_activity.h5ad")
genes = rna.var_names.intersection(atac.var_names)
rna = rna[:, genes].copy()
atac = atac[:, genes].copy()
both = ad.concat([rna, atac], join="outer", label="modality", keys=["rna", "atac"], fill_value=0)
scvi.model.SCVI.setup_anndata(both, batch_key="modality")
model = scvi.model.SCVI(both)
""",
    "the layer is asked for before it is used": """
import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
layer = "counts" if "counts" in adata.layers else None
scvi.model.SCVI.setup_anndata(adata, layer=layer, batch_key="batch")
model = scvi.model.SCVI(adata)
""",
    "a file of peaks is read with all its features": """
import scanpy as sc
import scvi

adata = sc.read_10x_h5("filtered_peak_bc_matrix.h5", gex_only=False)
scvi.data.reads_to_fragments(adata)
scvi.external.POISSONVI.setup_anndata(adata, layer="fragments")
model = scvi.external.POISSONVI(adata)
""",
    "the test looks at logged values in raw": """
import scanpy as sc
import scvi

adata = sc.read_h5ad("atlas.h5ad")
adata.layers["counts"] = adata.X.copy()
sc.pp.normalize_total(adata, target_sum=1e4)
sc.pp.log1p(adata)
adata.raw = adata
sc.pp.scale(adata)
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="donor")
model = scvi.model.SCVI(adata)
model.train()
sc.tl.rank_genes_groups(adata, "cell_type", method="wilcoxon")
""",
    "proportions belong to the spatial data": """
import scanpy as sc
import scvi
from scvi.external import RNAStereoscope, SpatialStereoscope

cells = sc.read_h5ad("single_cells.h5ad")
sc.pp.filter_cells(cells, min_genes=200)
spots = sc.read_h5ad("spots.h5ad")
RNAStereoscope.setup_anndata(cells, labels_key="type")
reference = RNAStereoscope(cells)
reference.train(max_epochs=100)
SpatialStereoscope.setup_anndata(spots)
mixture = SpatialStereoscope.from_rna_model(spots, reference)
mixture.train(max_epochs=1000)
spots.obsm["proportions"] = mixture.get_proportions()
""",
    "counts are put into X by hand": """
import scanpy as sc
import scvi

adata = sc.read_h5ad("processed.h5ad")
sc.pp.log1p(adata)
adata.X = adata.layers["counts"].copy()
scvi.model.SCVI.setup_anndata(adata, batch_key="donor")
model = scvi.model.SCVI(adata)
""",
}
