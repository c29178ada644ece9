"""Programs that scvi-tools' own tests are made of: what looks faulty there is meant, and works."""

from __future__ import annotations

FAMILIES = ("SCV012", "SCV013", "SCV015", "SCV1", "SCV4", "SCV7", "SCV8")

OFFICIAL = {
    "each class is registered in its own way": """
import scvi
from scvi.model import PEAKVI, SCANVI, SCVI, TOTALVI

for cls in (SCVI, SCANVI, TOTALVI, PEAKVI):
    adata = scvi.data.synthetic_iid()
    if cls == TOTALVI:
        cls.setup_anndata(adata, "protein_expression", batch_key="batch")
    elif cls is SCANVI:
        cls.setup_anndata(adata, "labels", "label_0", batch_key="batch")
    else:
        cls.setup_anndata(adata, batch_key="batch")
    model = cls(adata)
    model.train(max_epochs=1)
    if cls in (SCVI, SCANVI):
        model.get_normalized_expression(transform_batch="batch_1")
    if cls.__name__ == "PEAKVI":
        model.get_normalized_accessibility()
""",
    "only the names of the reference's genes are asked for": """
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train(max_epochs=1)
model.save("reference/")
names = scvi.model.SCVI.prepare_query_anndata(None, "reference/", return_reference_var_names=True)
assert names.equals(adata.var_names)
""",
    "the plan of a class is another one for the time of its training": """
import scvi

adata = scvi.data.synthetic_iid()
scvi.external.TOTALANVI.setup_anndata(
    adata,
    protein_expression_obsm_key="protein_expression",
    batch_key="batch",
    labels_key="labels",
    unlabeled_category="label_0",
)
model = scvi.external.TOTALANVI(adata)
model.train(max_epochs=1, plan_kwargs={"scale_adversarial_loss": 0.1, "lr": 1e-3})
""",
    "the program brings its own plan": """
import scvi
from scvi.train import SemiSupervisedTrainingPlan


class Plan(SemiSupervisedTrainingPlan):
    def __init__(self, *args, temperature=1.0, **kwargs):
        super().__init__(*args, **kwargs)
        self.temperature = temperature


adata = scvi.data.synthetic_iid()
scvi.model.SCANVI.setup_anndata(adata, "labels", "label_0")
scvi.model.SCANVI._training_plan_cls = Plan
model = scvi.model.SCANVI(adata)
model.train(max_epochs=1, plan_kwargs={"temperature": 2.0})
""",
    "one model is given a plan of the program": """
import scvi
from mine import Plan

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata)
model = scvi.model.SCVI(adata)
model._training_plan_cls = Plan
model.train(max_epochs=1, plan_kwargs={"temperature": 2.0})
""",
    "a category is written through a position": """
import scvi

adata = scvi.data.synthetic_iid()
adata.obs["batch"] = adata.obs["batch"].cat.add_categories(["batch_2"])
adata.obs.iloc[:20, adata.obs.columns.get_loc("batch")] = "batch_2"
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train(max_epochs=1)
model.get_normalized_expression(transform_batch="batch_2")
""",
    "the antibodies are taken out of X in place": """
import scanpy as sc
import scvi

adata = sc.read_10x_h5("filtered_feature_bc_matrix.h5", gex_only=False)
adata.var_names_make_unique()
scvi.data.organize_cite_seq_10x(adata)
scvi.model.TOTALVI.setup_anndata(adata, protein_expression_obsm_key="protein_expression")
""",
    "a class that answers untrained": """
import scvi

reference = scvi.data.synthetic_iid(generate_coordinates=True)
scvi.external.RESOLVI.setup_anndata(
    reference, labels_key="labels", prepare_data_kwargs={"spatial_rep": "coordinates"}
)
model = scvi.external.RESOLVI(reference, semisupervised=True)
model.train(max_epochs=1)
query = scvi.data.synthetic_iid(generate_coordinates=True)
mapped = scvi.external.RESOLVI.load_query_data(query, model)
mapped.get_latent_representation()
""",
    "a model of the class that the test asks for": """
import pytest
import scvi
from scvi.model import TOTALVI


def prepared(cls=TOTALVI):
    mdata = scvi.data.synthetic_iid(return_mudata=True)
    if cls == TOTALVI:
        cls.setup_mudata(
            mdata, modalities={"rna_layer": "rna", "protein_layer": "protein_expression"}
        )
        model = cls(mdata, n_latent=5)
    else:
        cls.setup_mudata(mdata, modalities={"rna_layer": "rna", "atac_layer": "accessibility"})
        model = cls(mdata, n_latent=5, n_genes=100, n_regions=100)
    model.train(1)
    return model


@pytest.mark.parametrize("cls", [TOTALVI])
def test_correlation(cls):
    model = prepared(cls)
    model.get_feature_correlation_matrix()
""",
    "names that a package offers beside those of its list, and what is put on a model": """
import scvi
from scvi.external import cytovi

adata = scvi.data.synthetic_iid()
cytovi.transform_arcsinh(adata)
cytovi.scale(adata)
scvi.model.PEAKVI.setup_anndata(adata)
model = scvi.model.PEAKVI(adata)
model.train(max_epochs=1)
tensors = next(iter(model._make_data_loader(adata)))
_, _, loss = model.module(tensors)
""",
}
