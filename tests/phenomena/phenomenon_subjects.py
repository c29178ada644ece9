"""Programs that `ask_the_library.py` and `measure_phenomena.py` put one more statement behind.

By class: how its data is made, set up and trained. The names `adata` and `model` are bound when a
program is through. None is an example of a rule.
"""

from __future__ import annotations

IMPORTS = """\
from pathlib import Path

import numpy as np
import pandas as pd
import scvi

"""
_PLAIN = """\
adata = scvi.data.synthetic_iid(batch_size=37, n_genes=53, n_proteins=11, n_regions=29, n_labels=3)
{more}{path}.setup_anndata(adata{setup})
model = {path}(adata{build})
model.train(max_epochs=1{train})
"""
_COUNTED = ', batch_key="batch", labels_key="labels"'
_ROWS = {
    "SCVI": ("scvi.model.SCVI", _COUNTED),
    "LinearSCVI": ("scvi.model.LinearSCVI", _COUNTED),
    "AUTOZI": ("scvi.model.AUTOZI", _COUNTED),
    "AmortizedLDA": ("scvi.model.AmortizedLDA", ""),
    "PEAKVI": ("scvi.model.PEAKVI", _COUNTED),
    "SCANVI": ("scvi.model.SCANVI", _COUNTED + ', unlabeled_category="label_0"'),
    "TOTALVI": ("scvi.model.TOTALVI", ', "protein_expression", batch_key="batch"'),
    "CondSCVI": ("scvi.model.CondSCVI", ', labels_key="labels"'),
    "POISSONVI": ("scvi.external.POISSONVI", _COUNTED),
    "RNAStereoscope": ("scvi.external.RNAStereoscope", ', labels_key="labels"'),
    "SysVI": ("scvi.external.SysVI", ', batch_key="batch"'),
    "Decipher": ("scvi.external.Decipher", ""),
    "SCAR": ("scvi.external.SCAR", ', batch_key="batch"'),
    "MRVI": ("scvi.external.MRVI", ', sample_key="batch"'),
}
PROGRAMS = {
    name: _PLAIN.format(path=path, setup=setup, build="", train="", more="")
    for name, (path, setup) in _ROWS.items()
}
# It looks at a hundred cells to see whether they hold fragments.
PROGRAMS["POISSONVI"] = PROGRAMS["POISSONVI"].replace("batch_size=37", "batch_size=60")
PROGRAMS["VELOVI"] = _PLAIN.format(
    path="scvi.external.VELOVI",
    setup=', spliced_layer="Ms", unspliced_layer="Mu"',
    build="",
    train="",
    more='adata.layers["Ms"] = adata.X + 0.5\nadata.layers["Mu"] = adata.X / 2 + 0.5\n',
)
PROGRAMS["ContrastiveVI"] = _PLAIN.format(
    path="scvi.external.ContrastiveVI",
    setup=', batch_key="batch"',
    build="",
    train=", background_indices=list(range(37)), target_indices=list(range(37, 74))",
    more="",
)
PROGRAMS["MULTIVI"] = """\
adata = scvi.data.synthetic_iid(
    batch_size=37, n_genes=53, n_proteins=11, n_regions=29, n_labels=3, return_mudata=True
)
scvi.model.MULTIVI.setup_mudata(
    adata,
    batch_key="batch",
    modalities={"rna_layer": "rna", "atac_layer": "accessibility"},
)
model = scvi.model.MULTIVI(adata)
model.train(max_epochs=1)
"""
PROGRAMS["SOLO"] = """\
adata = scvi.data.synthetic_iid(batch_size=37, n_genes=53, n_labels=3)
scvi.model.SCVI.setup_anndata(adata)
vae = scvi.model.SCVI(adata)
vae.train(max_epochs=1)
model = scvi.external.SOLO.from_scvi_model(vae)
model.train(max_epochs=1)
"""
PROGRAMS["DestVI"] = """\
cells = scvi.data.synthetic_iid(batch_size=37, n_genes=53, n_labels=3)
scvi.model.CondSCVI.setup_anndata(cells, labels_key="labels")
reference = scvi.model.CondSCVI(cells, prior="mog")
reference.train(max_epochs=1)
adata = scvi.data.synthetic_iid(batch_size=37, n_genes=53, n_labels=3)
scvi.model.DestVI.setup_anndata(adata)
model = scvi.model.DestVI.from_rna_model(adata, reference)
model.train(max_epochs=1)
"""

# What is done with a result, `r`: some of it is wrong for each form of result.
USES = (
    'r["gene_3"]',
    'r["nothing of this name"]',
    "r[:, 0]",
    "r[0]",
    "r.loc[adata.obs_names[0]]",
    'r.loc["gene_3"]',
    "r.iloc[:, 0]",
    "r.loc[:, adata.var_names[:2]]",
    "first, second = r",
    "first, second, third = r",
    "r.shape[1]",
    "r.shape[2]",
    "r.columns",
    "r.values.mean()",
    "r.to_numpy()",
    'r.to_csv("r.csv")',
    "r.keys()",
    "r.head()",
    "r.mean(axis=1)",
    "r.mean(axis=2)",
    "r.sum(0)",
    "r.T.shape",
    "r.numpy()",
    "r.loc",
    "r + 1",
    "len(r)",
    "float(r)",
    "r.argmax(axis=1)",
    'r.sort_values("bayes_factor")',
    'r.sort_values("lfc_mean")',
    'r.query("proba_de > 0.9")',
    'r["proba_de"] > 0.9',
    'adata.layers["r"] = r',
    'adata.obsm["r"] = r',
    'adata.obs["r"] = r',
    'adata.varm["r"] = r',
    'adata.var["r"] = r',
    "pd.DataFrame(r, index=adata.obs_names, columns=adata.var_names)",
    "pd.DataFrame(r, index=adata.obs_names)",
    "pd.Series(r, index=adata.obs_names)",
)
# Ways to ask that change what comes back.
WAYS = (
    "",
    "return_numpy=True",
    "n_samples=7",
    "n_samples=7, return_mean=False",
    "return_dist=True",
    "soft=True",
    "soft=False",
)
# Values of other types than a parameter wants, or out of its range.
VALUES = (
    '"many"',
    "[1, 2]",
    '["batch_0"]',
    "np.int64(2)",
    "np.float32(0.5)",
    "-1",
    "0",
    "1.5",
    "2",
    "None",
    "True",
    "False",
    "{}",
    'Path("out")',
    "np.ones(3)",
    "(0.5,)",
)
