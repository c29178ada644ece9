"""The lanes of work with scvi-tools: for each a question, a model, a program, and what comes after.

The programs are checked by the tests: our own check has nothing against them.
"""

from __future__ import annotations

from typing import NamedTuple


class Lane(NamedTuple):
    """`before` is what must be known to begin, `afterwards` what to look at when it has run."""

    name: str
    question: str
    model: str
    before: str
    code: str
    afterwards: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """The heading as a link leads to it."""
        return self.name.lower().replace(" ", "-").replace(",", "")


_CONVERGED = "Is the curve in `model.history` flat at its end? `scvi-lint explain elbo_validation`."

LANES = (
    Lane(
        "Integrate cells",
        "one space for cells of many samples",
        "SCVI",
        "Counts in X or in a layer; a column that says what was processed together.",
        """\
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("cells.h5ad")
adata.layers["counts"] = adata.X.copy()
sc.pp.normalize_total(adata)
sc.pp.log1p(adata)
sc.pp.highly_variable_genes(
    adata, n_top_genes=2000, flavor="seurat_v3", layer="counts", batch_key="sample", subset=True
)
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="sample")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
model.save("scvi_model", overwrite=True)
adata.obsm["X_scVI"] = model.get_latent_representation()
sc.pp.neighbors(adata, use_rep="X_scVI")
sc.tl.leiden(adata)
sc.tl.umap(adata)
""",
        (
            _CONVERGED,
            "Neighbours, clusters and UMAP must rest on `X_scVI`, not on PCA.",
            "Does a type that only some samples have stay apart? Scores of mixing do not tell.",
        ),
    ),
    Lane(
        "Transfer labels",
        "cell types for cells that have none",
        "SCANVI",
        "As above, and a column of labels in which one value stands for 'not annotated'.",
        """\
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("cells.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="sample")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
labelled = scvi.model.SCANVI.from_scvi_model(
    model, labels_key="cell_type", unlabeled_category="Unknown"
)
labelled.train(max_epochs=20)
labelled.save("scanvi_model", overwrite=True)
adata.obs["predicted"] = labelled.predict()
adata.obsm["X_scANVI"] = labelled.get_latent_representation()
""",
        (
            "Judge predictions on labels that the model was not given.",
            "A cell of a type that the reference lacks gets some label all the same: look at "
            "`predict(soft=True)`.",
        ),
    ),
    Lane(
        "Compare expression",
        "genes that differ between groups of cells",
        "SCVI",
        "A trained model; the groups as a column, samples in both groups.",
        """\
import scanpy as sc
import scvi

adata = sc.read_h5ad("cells.h5ad")
model = scvi.model.SCVI.load("scvi_model", adata)
de = model.differential_expression(
    groupby="cell_type", group1="B", group2="T", mode="change", batch_correction=True
)
found = de[(de["is_de_fdr_0.05"]) & (de["lfc_mean"].abs() > 0.5)]
""",
        (
            "`proba_de` and Bayes factors are no p-values.",
            "Between conditions samples are repeated, not cells: add a test on sums by sample.",
        ),
    ),
    Lane(
        "Proteins and RNA",
        "CITE-seq: RNA and surface proteins together",
        "TOTALVI",
        "Counts of RNA, and counts of proteins in `obsm` as a table with names.",
        """\
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("cite.h5ad")
scvi.model.TOTALVI.setup_anndata(
    adata, layer="counts", batch_key="sample", protein_expression_obsm_key="protein_expression"
)
model = scvi.model.TOTALVI(adata)
model.train(early_stopping=True)
model.save("totalvi_model", overwrite=True)
adata.obsm["X_totalVI"] = model.get_latent_representation()
rna, protein = model.get_normalized_expression(n_samples=25, return_mean=True)
""",
        (_CONVERGED, "Proteins that a panel lacks must be all zero in its batch, or be named."),
    ),
    Lane(
        "Accessibility",
        "scATAC-seq: one space for cells by peaks",
        "PEAKVI",
        "Cells × peaks; rare peaks left out.",
        """\
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("peaks.h5ad")
sc.pp.filter_genes(adata, min_cells=int(adata.n_obs * 0.05))
scvi.model.PEAKVI.setup_anndata(adata, batch_key="sample")
model = scvi.model.PEAKVI(adata)
model.train(early_stopping=True)
model.save("peakvi_model", overwrite=True)
adata.obsm["X_peakvi"] = model.get_latent_representation()
""",
        ("What it decodes is the probability that a peak is open, between 0 and 1.",),
    ),
    Lane(
        "Map a query",
        "new cells onto a reference that was trained",
        "SCVI, SCANVI",
        "The saved reference model; the query's counts under the same gene names.",
        """\
import scanpy as sc
import scvi

query = sc.read_h5ad("query.h5ad")
scvi.model.SCVI.prepare_query_anndata(query, "reference_model")
model = scvi.model.SCVI.load_query_data(query, "reference_model")
model.train(max_epochs=200, plan_kwargs={"weight_decay": 0.0})
model.save("query_model", overwrite=True)
query.obsm["X_scVI"] = model.get_latent_representation()
""",
        (
            "`weight_decay=0.0` keeps the reference where it was.",
            "Compare query and reference in one space: both through the same model.",
        ),
    ),
)
