"""Classes, doors, differences and shapes that `measure_doors.py` puts together into programs.

None of them is the example of a rule or stands in `tests/rules`: what is found here is what is
found in programs that nobody wrote a rule with.
"""

from __future__ import annotations

from typing import NamedTuple

IMPORTS = """\
import argparse
import functools
import os
from collections import OrderedDict
from pathlib import Path
from types import SimpleNamespace

import anndata
import mudata
import numpy as np
import pandas as pd
import scanpy as sc
import scipy.sparse
import scvi

"""
# Where data is from: made in memory, a data set of scvi-tools, and a part of one file each.
ARRAY = """\
def simulate(seed, n_obs=200, n_vars=80):
    rng = np.random.default_rng(seed)
    counts = rng.poisson(3.0, size=(n_obs, n_vars)).astype(np.float32)
    obs = pd.DataFrame(index=[f"cell{i}" for i in range(n_obs)])
    obs["lane"] = pd.Categorical(["L1"] * 100 + ["L2"] * 100)
    obs["donor"] = pd.Categorical(np.where(np.arange(n_obs) % 2 == 0, "D1", "D2"))
    obs["kind"] = pd.Categorical(["none"] * 50 + ["B"] * 50 + ["T"] * (n_obs - 100))
    var = pd.DataFrame(index=[f"Gene{i:03d}" for i in range(n_vars)])
    made = anndata.AnnData(counts, obs=obs, var=var)
    made.layers["umi"] = counts.copy()
"""
DATASET = """\
def simulate(seed, n_obs=200):
    rng = np.random.default_rng(seed)
    made = scvi.data.synthetic_iid(batch_size=n_obs // 2, n_genes=80, n_proteins=6)
    made.obs["lane"] = made.obs["batch"].map({"batch_0": "L1", "batch_1": "L2"}).astype("category")
    made.obs["donor"] = np.tile(["D1", "D2"], n_obs // 2)
    kinds = {"label_0": "none", "label_1": "B", "label_2": "T"}
    made.obs["kind"] = [kinds[name] for name in made.obs["labels"]]
    made.layers["umi"] = made.X.copy()
"""
FILE = """\
def simulate(part, n_obs=200):
    rng = np.random.default_rng(part)
    whole = anndata.read_h5ad("whole.h5ad")
    made = whole[whole.obs["part"] == part].copy()
    made.obs["lane"] = pd.Categorical(["L1"] * 100 + ["L2"] * (made.n_obs - 100))
    made.obs["donor"] = np.where(made.obs["kind"] == "T", "D1", "D2")
    made.obs["kind"] = np.tile(["none", "B", "T", "T"], made.n_obs // 4)
    made.layers["umi"] = made.X.copy()
"""
ORIGINS = {"data set": DATASET, "file": FILE, "array": ARRAY}
REST = "    return made\n\n"
LOGGED = """\
    sc.pp.normalize_total(made, target_sum=1e4)
    sc.pp.log1p(made)
    made.layers["logged"] = made.X.copy()
"""
MOMENTS = """\
    made.layers["Ms"] = made.layers["umi"] + 0.5
    made.layers["Mu"] = made.layers["umi"] / 2 + 0.5
"""
SPATIAL = '    made.obsm["X_spatial"] = rng.random((made.n_obs, 2))\n'
PROTEINS = '    made.obsm["adt"] = rng.poisson(4.0, size=(made.n_obs, 6)).astype(np.float32)\n'
JOINT = """\
def simulate(seed, n_obs=200):
    return scvi.data.synthetic_iid(batch_size=n_obs // 2, n_genes=80, return_mudata=True)

"""


class Subject(NamedTuple):
    """A class: where it is, how it is set up and built, what its data has, and its doors.

    `layer` is what its matrix is in, `column` a registered column that new data brings values for
    and `strict` whether `load_query_data` refuses new ones; `ask` the question.
    """

    path: str
    setup: str
    more: str
    layer: str
    column: str
    doors: tuple[str, ...]
    ask: str = "get_latent_representation"
    strict: bool = False
    takes_views: bool = False
    notes: bool = False
    counts: bool = True


ALL = ("load", "query", "folder", "ask")
SUBJECTS = {
    "SCVI": Subject("scvi.model.SCVI", 'layer="umi", batch_key="lane"', "", "umi", "lane", ALL),
    "SCANVI": Subject(
        "scvi.model.SCANVI",
        'layer="umi", batch_key="lane", labels_key="kind", unlabeled_category="none"',
        "",
        "umi",
        "lane",
        ALL,
        "get_normalized_expression",
    ),
    "TOTALVI": Subject(
        "scvi.model.TOTALVI",
        'layer="umi", batch_key="lane", protein_expression_obsm_key="adt"',
        PROTEINS,
        "umi",
        "lane",
        ALL,
    ),
    "PEAKVI": Subject(
        "scvi.model.PEAKVI",
        'layer="umi", batch_key="lane"',
        "",
        "umi",
        "lane",
        ALL,
        "get_normalized_accessibility",
    ),
    "POISSONVI": Subject(
        "scvi.external.POISSONVI", 'layer="umi", batch_key="lane"', "", "umi", "lane", ALL
    ),
    "MRVI": Subject(
        "scvi.external.MRVI",
        'layer="umi", sample_key="donor", batch_key="lane"',
        "",
        "umi",
        "lane",
        ("load", "ask"),
        takes_views=True,
        notes=True,
    ),
    "CondSCVI": Subject(
        "scvi.model.CondSCVI", 'layer="umi", labels_key="kind"', "", "umi", "kind", ("load", "ask")
    ),
    "RESOLVI": Subject(
        "scvi.external.RESOLVI",
        'layer="umi", batch_key="lane"',
        SPATIAL,
        "umi",
        "lane",
        ALL,
        takes_views=True,
        notes=True,
    ),
    "SysVI": Subject(
        "scvi.external.SysVI",
        'layer="logged", batch_key="lane"',
        LOGGED,
        "logged",
        "lane",
        ALL,
        strict=True,
        counts=False,
    ),
    "VELOVI": Subject(
        "scvi.external.VELOVI",
        'spliced_layer="Ms", unspliced_layer="Mu"',
        MOMENTS,
        "Ms",
        "",
        ("load", "ask"),
        counts=False,
    ),
    "SOLO": Subject("scvi.model.SCVI", 'layer="umi"', "", "umi", "", ("solo",)),
    "DestVI": Subject(
        "scvi.model.CondSCVI",
        'layer="umi", labels_key="kind", batch_key="lane"',
        "",
        "umi",
        "lane",
        ("spots",),
    ),
}
PLACES = {
    "MULTIVI": '{"rna_layer": "rna", "atac_layer": "accessibility"}',
    "TOTALVI with MuData": '{"rna_layer": "rna", "protein_layer": "protein_expression"}',
}
DOORS = {
    "load": "again = {cls}.load(FOLDER, adata=q)",
    "query": "mapped = {cls}.load_query_data(q, net, freeze_dropout=True)",
    "folder": "mapped = {cls}.load_query_data(adata=q, reference_model=str(FOLDER))",
    "ask": "answer = net.{ask}(q, batch_size=64)",
    "solo": "doublets = scvi.external.SOLO.from_scvi_model(net, adata=q)",
    "spots": "scvi.model.DestVI.setup_anndata(q{own})\n"
    "spots = scvi.model.DestVI.from_rna_model(q, net)",
}
# By kind: what is done to `q`. {layer}, {column}; {known} is one of the column's values.
CHANGES = {
    "scale": (
        'q.layers["{layer}"] = np.log10(1 + q.layers["{layer}"])',
        'size = q.layers["{layer}"].sum(1)\n'
        'q.layers["{layer}"] = q.layers["{layer}"] / size[:, np.newaxis] * 1e4',
        'sc.pp.normalize_total(q, layer="{layer}", target_sum=1e6)',
        'q.X = q.layers["{layer}"].copy()\nsc.pp.log1p(q)\nq.layers["{layer}"] = q.X',
    ),
    "layer": (
        'del q.layers["{layer}"]',
        'q.layers["original"] = q.layers.pop("{layer}")',
        "q = anndata.AnnData(q.X.copy(), obs=q.obs.copy(), var=q.var.copy(), obsm=dict(q.obsm))",
    ),
    "column": (
        'del q.obs["{column}"]',
        'q.obs = q.obs.rename(columns={{"{column}": "{column}_id"}})',
        'q.obs.drop(columns=["{column}"], inplace=True)',
    ),
    "category": (
        'q.obs["{column}"] = "unseen"',
        'q.obs["{column}"] = q.obs["{column}"].map(lambda name: f"{{name}}-2024")',
        'q.obs["{column}"] = pd.Categorical(np.repeat("unseen", q.n_obs))',
        'q.obs["{column}"] = q.obs["{column}"].cat.rename_categories(str.lower).astype(str) + "x"',
    ),
    "nan": (
        'q.obs["{column}"] = q.obs["{column}"].map({{"{known}": "{known}"}})',
        'q.obs.loc[q.obs_names[:20], "{column}"] = np.nan',
        'q.obs["{column}"] = q.obs["{column}"].where(q.obs["{column}"] == "{known}")',
        'q.obs["{column}"] = q.obs["{column}"].cat.remove_categories("{known}")',
    ),
    "genes": (
        "q = q[:, :30].copy()",
        'q = q[:, [name for name in q.var_names if not name.endswith("7")]].copy()',
        'how = dict(flavor="seurat_v3", n_top_genes=30, layer="umi", subset=True)\n'
        "sc.pp.highly_variable_genes(q, **how)",
        "q = q[:, q.var_names.difference(q.var_names[:4])].copy()",
    ),
    "order": (
        "q = q[:, q.var_names[::-1]].copy()",
        "q = q[:, np.random.default_rng(1).permutation(q.n_vars)].copy()",
        "q = q[:, sorted(q.var_names, key=str.lower, reverse=True)].copy()",
    ),
    "names": (
        "q.var_names = q.var_names.str.lower()",
        'q.var["symbol"] = [f"ENSG{{n:08d}}" for n in range(q.n_vars)]\n'
        'q.var = q.var.set_index("symbol")',
        'q.var.index = ["hg38_" + name for name in q.var.index]',
    ),
    "view": ('q = q[q.obs["kind"] == "T"]', "q = q[:120]", "q = q[np.arange(q.n_obs) % 2 == 0, :]"),
    "format": (
        'q.layers["{layer}"] = scipy.sparse.csr_array(q.layers["{layer}"])',
        'q.layers["{layer}"] = scipy.sparse.coo_array(q.layers["{layer}"]).tocsc()',
    ),
}
OF_SYSVI = (
    'q.layers["logged"] = q.layers["umi"].copy()',
    'q.layers["logged"] = np.expm1(q.layers["logged"])',
    'sc.pp.scale(q, layer="logged")',
)
# What fits: none of them is told.
FITS = (
    "",
    'q = q[q.obs["kind"] == "T"].copy()',
    "q = q[:, list(q.var_names)].copy()",
    'q.layers["normalised"] = sc.pp.normalize_total(q, inplace=False)["X"]',
    'q.obs["note"] = np.nan\nq.var["length"] = 1',
    "q.raw = q.copy()\nsc.pp.log1p(q)",
    "q = q[:, q.var_names[::-1]].copy()\nq = q[:, q.var_names[::-1]].copy()",
    'q.write_h5ad("between.h5ad")\nq = anndata.read_h5ad("between.h5ad")',
    'q.layers["{layer}"] = scipy.sparse.csr_matrix(q.layers["{layer}"])',
)
# The same in MuData.
IN_MUDATA = {
    "scale": (
        'sc.pp.normalize_total(q["rna"])\nsc.pp.log1p(q["rna"])',
        'q.mod["rna"].X = np.log1p(q.mod["rna"].X)',
    ),
    "column": ('del q.obs["batch"]', 'q.obs = q.obs.drop(columns=["batch"])'),
    "category": (
        'q.obs["batch"] = "unseen"',
        'q.obs["batch"] = [f"s{{n % 2}}" for n in range(q.n_obs)]',
    ),
    "nan": ('q.obs["batch"] = np.nan',),
    "genes": (
        'q.mod["rna"] = q["rna"][:, :30].copy()',
        'q = mudata.MuData({{**q.mod, "rna": q["rna"][:, 5:].copy()}})\nq.obs["batch"] = "batch_0"',
    ),
    "order": ('q.mod["rna"] = q.mod["rna"][:, ::-1].copy()',),
    "names": ('q["rna"].var_names = "X" + q["rna"].var_names',),
    "modality": (
        'del q.mod["rna"]',
        'others = {{name: part for name, part in q.mod.items() if name != "rna"}}\n'
        'q = mudata.MuData({{"gex": q["rna"], **others}})',
        'q.mod["RNA"] = q.mod.pop("rna")',
    ),
    "unpaired": (
        'q = mudata.MuData({{**q.mod, "rna": q["rna"][:60].copy()}})\nq.obs["batch"] = "batch_0"',
        'q.mod["rna"] = q["rna"][10:60].copy()\nq.update()',
    ),
    "kind of data": ('q = q["rna"].copy()', "q = scvi.data.synthetic_iid(n_genes=80)"),
}
FITS_IN_MUDATA = (
    "",
    'q["rna"].layers["log"] = np.log1p(q["rna"].X)',
    'q.obs["note"] = "new"',
    'q.mod["rna"] = q["rna"].copy()',
    "q = q[:100].copy()",
)
# {fit} sets up, trains and saves; {change} is done to `q`, {call} brings it in.
SHAPES = {
    "script": """\
FOLDER = "runs/net"
ref = simulate(0)
{fit}
q = simulate(1)
{change}
{call}
""",
    "steps": """\
FOLDER = Path("runs") / "net"

def fit(ref):
{fit4}
    return net

def rename_cells(q):
    q.obs_names = ["q_" + name for name in q.obs_names]
    return q

def work(q):
{change4}
    return q

def place(q, net):
{call4}

net = fit(simulate(0))
q = simulate(1)
for step in (rename_cells, work):
    q = step(q)
place(q, net)
""",
    "arguments": """\
def main(args):
    FOLDER = os.path.join(args.out, "net")
    ref, q = (simulate(seed) for seed in (0, 1))
{fit4}
{change4}
{call4}

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", required=True)
    main(parser.parse_args())
""",
    "object": """\
class Study:
    def __init__(self, home):
        self.cfg = SimpleNamespace(home=home, name="net")
        self.data = {{}}

    @property
    def folder(self):
        return f"{{self.cfg.home}}/{{self.cfg.name}}"

    def learn(self, ref):
        FOLDER = self.folder
{fit8}
        self.net = net

    def bring(self):
        FOLDER, net = self.folder, self.net
        for q in self.data.values():
{change12}
{call12}

study = Study("runs")
study.learn(simulate(0))
study.data["late"] = simulate(1)
study.bring()
""",
    "closure": """\
FOLDER = "runs/net"

def mapper(ref):
{fit4}
    def bring(q, *, tidy=None):
        q = tidy(q) if tidy is not None else q
{call8}
        return q
    return bring

def spoil(q, note="none"):
    q.uns["note"] = note
{change4}
    return q

bring = mapper(simulate(0))
bring(simulate(1), tidy=functools.partial(spoil, note="late"))
""",
    "many": """\
FOLDER = Path("runs", "net")
queries = OrderedDict((name, simulate(seed)) for seed, name in enumerate(["one", "two"], start=1))
ref = simulate(0)
{fit}
placed = []
for name, q in queries.items():
    if q.n_obs == 0:
        continue
{change4}
{call4}
    placed.append(name)
""",
}
