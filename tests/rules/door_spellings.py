"""Spellings of data work, and programs that bring what it made to a model."""

ACQUIRE = """\
import random
from dataclasses import dataclass
from pathlib import Path

import anndata as ad
import numpy as np
import pandas as pd
import scanpy as sc
import scipy.sparse as sp
import scvi

def acquire():
    d = scvi.data.synthetic_iid(n_genes=400)
    d.obs["sample"] = d.obs["batch"].map({{"batch_0": "s1", "batch_1": "s2"}})
    d.obs["cell_type"] = d.obs["labels"].astype(str).replace("label_0", "Unknown")
    d.obsm["protein"] = d.obsm.pop("protein_expression")
    d.layers["counts"] = d.X.copy()
{more}    return d
"""
CLASSES = {
    "scvi.model.SCVI": ('layer="counts", batch_key="sample"', ""),
    "scvi.model.SCANVI": (
        'layer="counts", batch_key="sample", labels_key="cell_type", unlabeled_category="Unknown"',
        "",
    ),
    "scvi.model.TOTALVI": (
        'layer="counts", batch_key="sample", protein_expression_obsm_key="protein"',
        "",
    ),
    "scvi.external.POISSONVI": ('layer="counts", batch_key="sample"', ""),
    "scvi.model.CondSCVI": ('layer="counts", labels_key="cell_type", batch_key="sample"', ""),
    "scvi.external.RESOLVI": (
        'layer="counts", batch_key="sample"',
        "    d.obsm['X_spatial'] = np.random.rand(400, 2)\n",
    ),
    "scvi.model.AUTOZI": ('layer="counts", batch_key="sample"', ""),
}
DOORS = {
    "load": "again = {cls}.load('models/reference', adata=q)",
    "query": "mapped = {cls}.load_query_data(adata=q, reference_model=model)",
    "saved": "mapped = {cls}.load_query_data(q, Path('models') / 'reference')",
    "ask": "q.obsm['X_z'] = model.get_latent_representation(q, batch_size=256)",
}
SPELLINGS = {
    "SCV756": (
        'q.layers["{layer}"] = sc.pp.normalize_total(q, inplace=False)["X"]',
        "values = sc.pp.normalize_total(q, inplace=False)\n"
        'q.layers["{layer}"] = sc.pp.log1p(values["X"], copy=True)',
        'depth = q.layers["{layer}"].sum(axis=1)\n'
        'q.layers["{layer}"] = q.layers["{layer}"] / depth[:, None]',
        'depth = np.sum(q.layers["{layer}"], axis=1).reshape(-1, 1)\n'
        'q.layers["{layer}"] = 1e4 * q.layers["{layer}"] / depth',
    ),
    "SCV754": (
        "q.layers.clear()",
        'q.obs.pop("{column}")',
        'q.obs.rename({{"{column}": "b"}}, axis=1, inplace=True)',
        'q.obs.rename(columns={{"{column}": "b"}}, inplace=True)',
        'q.obs = q.obs.rename({{"{column}": "b"}}, axis="columns")',
        'q.obs = q.obs.loc[:, ["cell_type"]]',
        "q.obs = pd.DataFrame(index=q.obs_names)",
    ),
    "SCV753": (
        'q.obs["{column}"] = q.obs["{column}"].replace(["s1", "s2"], "other")',
        'q.obs["{column}"] = q.obs["{column}"].replace("s1", "s9")',
        'q.obs["{column}"] = q.obs["{column}"].str.replace("s", "site")',
        'q.obs["{column}"] = q.obs["{column}"].where(q.obs["{column}"] == "s1", "other")',
        'q.obs.loc[:, "{column}"] = "other"',
        'q.obs = q.obs.assign({column}="other")',
        'q.obs["{column}"] = q.obs["{column}"].apply(lambda name: name + "_query")',
        'q.obs["{column}"] = q.obs["{column}"].map(str.upper)',
        'q.obs["{column}"] = q.obs["{column}"].cat.add_categories("new")\n'
        'q.obs.iloc[:5, q.obs.columns.get_loc("{column}")] = "new"',
        'q.obs["{column}"] = ["a"] * 200 + ["b"] * 200',
    ),
    "SCV757": (
        'q.obs["{column}"] = q.obs["{column}"].where(q.obs["{column}"] == "s1")',
        'q.obs["{column}"] = q.obs["{column}"].mask(q.obs["labels"] == "label_1")',
        'q.obs["{column}"] = q.obs["{column}"].replace("s1", np.nan)',
        'q.obs["{column}"] = q.obs["{column}"].map({{"other": "s1"}})',
        'q.obs["{column}"] = q.obs["{column}"].cat.set_categories(["s1"])',
        'q.obs["{column}"] = pd.Categorical(q.obs["{column}"], categories=["s2"])',
        'q.obs.iloc[:10, q.obs.columns.get_loc("{column}")] = np.nan',
    ),
    "SCV751": (
        'keep = [name for name in q.var_names if not name.endswith("3")]\nq = q[:, keep].copy()',
        'q = q[:, ~q.var_names.str.startswith("gene_1")].copy()',
        'q = q[:, ~q.var_names.isin(["gene_1", "gene_2"])].copy()',
        'sc.pp.highly_variable_genes(q, n_top_genes=100, flavor="seurat_v3", layer="counts")\n'
        "q = q[:, q.var.highly_variable].copy()",
        'q.var["mean"] = q.X.mean(axis=0)\nq = q[:, q.var["mean"] > 1].copy()',
        "q = q[:, np.random.choice(q.n_vars, 60, replace=False)].copy()",
        "q = q[:, random.sample(list(q.var_names), 50)].copy()",
        "q._inplace_subset_var(q.var_names[:50])",
        'q = ad.concat([q, acquire()[:, :100].copy()], join="inner")',
    ),
    "SCV752": (
        "q = q[:, q.var.sort_index().index].copy()",
        "q = q[:, np.argsort(q.var_names)].copy()",
        "order = q.var_names.tolist()\nrandom.shuffle(order)\nq = q[:, order].copy()",
        "q.var = q.var.rename(index=str.upper)",
        'q.var["symbol"] = [f"G{{n}}" for n in range(q.n_vars)]\nq.var = q.var.set_index("symbol")',
        'q.var.rename(index={{"gene_1": "other"}}, inplace=True)',
    ),
    "SCV758": ("q = q[q.obs.query(\"cell_type == 'label_1'\").index]", "q = q[q.obs.index[:50]]"),
}
FITS = (
    'q.obs["{column}"] = q.obs["{column}"].replace("s3", "s4")',
    'q.obs["{column}"] = q.obs["{column}"].replace({{"s1": "s2"}})',
    'q.obs["{column}"] = q.obs["{column}"].where(q.obs["{column}"] == "s1", "s2")',
    'q.obs["{column}"] = q.obs["{column}"].where(q.obs["n_counts"] > 3, q.obs["{column}"])',
    'q.obs["{column}"] = pd.Categorical(q.obs["{column}"], categories=["s2", "s1", "s0"])',
    'q.obs["{column}"] = q.obs["{column}"].astype("category").cat.add_categories("s3")',
    'q.obs["{column}"] = q.obs["{column}"].str.strip().str.replace("S", "s")',
    'q.obs.loc[q.obs["cell_type"] == "label_1", "{column}"] = "s1"',
    'q.obs.iloc[:10, q.obs.columns.get_loc("cell_type")] = "label_1"',
    'q.obs = q.obs.assign(note="new").rename(columns={{"batch": "lane"}})',
    'q.obs.pop("labels")',
    'q.obs = q.obs[["{column}", "cell_type"]]',
    'q.obs["{column}"] = np.where(q.obs["batch"] == "batch_0", "s1", "s2")',
    'q.obs["{column}"] = ["s1"] * 200 + ["s2"] * 200',
    'q.var["long"] = q.var_names.str.len() > 3\nq.var = q.var[["long"]]',
    "names = q.var_names\nq = q[:, [name for name in names]].copy()",
    "q = q[:, q.var_names.isin(acquire().var_names)].copy()",
    'q.var["symbol"] = q.var_names.str.upper()',
    "order = list(q.var_names)\nrandom.shuffle(order)\nq.uns['order'] = order",
    'q = ad.concat([q, acquire()], index_unique="-")',
    "q = ad.concat({{'a': q[:200].copy(), 'b': q[200:].copy()}}, label='part')",
    'values = sc.pp.normalize_total(q, inplace=False)\nq.layers["norm"] = values["X"]',
    'q.obs["depth"] = q.layers["{layer}"].sum(axis=1)',
    'sc.pp.highly_variable_genes(q, n_top_genes=100, flavor="seurat_v3", layer="counts")\n'
    "shown = q[:, q.var.highly_variable].copy()",
    'q = q[q.obs["{column}"] == "s2"].copy()',
    'q.write_h5ad("kept.h5ad")\nq = sc.read_h5ad("kept.h5ad")',
)
SHAPES = {
    "loop over queries": """
reference = acquire()
{cls}.setup_anndata(reference, {setup})
model = {cls}(reference)
model.train(max_epochs=20)
model.save("models/reference", overwrite=True)
queries = dict(first=acquire(), second=acquire())
for name, q in queries.items():
{change4}
    {call}
""",
    "methods of a class": """
class Mapper:
    folder = Path("models").joinpath("reference")

    def __init__(self, reference, epochs=100):
        self.reference = reference
        {cls}.setup_anndata(self.reference, **self.settings())
        self.model = {cls}(self.reference)
        self.model.train(max_epochs=epochs)
        self.model.save(self.folder.as_posix(), overwrite=True)

    @staticmethod
    def settings():
        return dict({setup})

    def _clean(self, q):
{change8}
        return q

    def __call__(self, data):
        model = self.model
        q = self._clean(data)
        {call}
        return q

mapper = Mapper(acquire(), epochs=20)
mapper(acquire())
""",
    "through a file": """
TMP = Path("work")

def stage_one(folder="models"):
    a = acquire()
    {cls}.setup_anndata(a, {setup})
    model = {cls}(a)
    model.train()
    model.save("/".join([folder, "reference"]), overwrite=True)
    return model

def stage_two():
    q = acquire()
{change4}
    q.write_h5ad(TMP / "query.h5ad")

def stage_three(model):
    q = sc.read_h5ad("work/query.h5ad")
    {call}

model = stage_one()
stage_two()
stage_three(model)
""",
    "configuration": """
@dataclass
class Config:
    out: str = "models"
    name: str = "reference"

    @property
    def path(self):
        return f"{{self.out}}/{{self.name}}"

def main(cfg):
    setup = {{"adata": acquire()}}
    setup.update({setup})
    {cls}.setup_anndata(**setup)
    model = {cls}(setup["adata"])
    model.train()
    model.save(cfg.path, overwrite=True)
    q = acquire()
{change4}
    {call}

main(Config())
""",
    "list": """
datasets = [acquire() for _ in range(2)]
ref, q = datasets
net = {cls}
net.setup_anndata(ref, {setup})
model = net(ref)
model.train(max_epochs=20)
model.save("models/%s" % "reference", overwrite=True)

def tidy(q):
{change4}
    return q

q = tidy(q)
{call}
""",
}
