"""Data that does not fit is found in programs as people write them, and what fits is not told.

Each shape – functions, a class, a loop over models, a dictionary of classes – gets each difference
in some spelling, of each class at each door by turns; beside them are programs of transfer learning
that are right, and some that are wrong in one line (`transfer_programs.py`).
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from transfer_programs import PROGRAMS

from scvi_lint.config.settings import Settings
from scvi_lint.linting.checking import Checker
from scvi_lint.source.documents.reading import read_document

CHECKER = Checker(Settings(), version="1.4.2")
CODES = frozenset(f"SCV{number}" for number in (*range(750, 763), 811, 860))
IMPORTS = """\
import anndata as ad
import numpy as np
import pandas as pd
import scanpy as sc
import scipy.sparse as sp
import scvelo as scv
import scvi
from pathlib import Path

def acquire():
    d = scvi.data.synthetic_iid()
    d.layers["counts"] = d.X.copy()
{more}    return d

"""
LOGGED = "    sc.pp.normalize_total(d)\n    sc.pp.log1p(d)\n    d.layers['lognorm'] = d.X.copy()\n"
MOMENTS = "    d.layers['spliced'] = d.layers['unspliced'] = d.X.copy()\n    scv.pp.moments(d)\n"
# A class: its set-up, what else is done to its data, the layer, the column, its doors.
CLASSES = {
    "scvi.model.SCVI": (
        'layer="counts", batch_key="batch"',
        "",
        "counts",
        "batch",
        "load query ask",
    ),
    "scvi.model.SCANVI": (
        'layer="counts", batch_key="batch", labels_key="labels", unlabeled_category="label_0"',
        "",
        "counts",
        "batch",
        "load query ask",
    ),
    "scvi.model.TOTALVI": (
        'layer="counts", batch_key="batch", protein_expression_obsm_key="protein_expression"',
        "",
        "counts",
        "batch",
        "load query ask",
    ),
    "scvi.model.PEAKVI": (
        'layer="counts", batch_key="batch"',
        "",
        "counts",
        "batch",
        "load query ask",
    ),
    "scvi.external.POISSONVI": (
        'layer="counts", batch_key="batch"',
        "",
        "counts",
        "batch",
        "load query ask",
    ),
    "scvi.external.MRVI": (
        'layer="counts", batch_key="batch", sample_key="labels"',
        "",
        "counts",
        "batch",
        "load",
    ),
    "scvi.model.CondSCVI": (
        'layer="counts", labels_key="labels"',
        "",
        "counts",
        "labels",
        "load ask",
    ),
    "scvi.external.RESOLVI": (
        'layer="counts", batch_key="batch"',
        "",
        "counts",
        "batch",
        "load query",
    ),
    "scvi.external.SysVI": (
        'layer="lognorm", batch_key="batch"',
        LOGGED,
        "lognorm",
        "batch",
        "load query ask",
    ),
    "scvi.external.VELOVI": (
        'spliced_layer="Ms", unspliced_layer="Mu"',
        MOMENTS,
        "Ms",
        "",
        "load ask",
    ),
}
# What is done to `q`, with {layer} and {column}, and the rule that finds it.
SPELLINGS = {
    "SCV756": (
        'sc.pp.normalize_total(q, layer="{layer}")\nsc.pp.log1p(q, layer="{layer}")',
        'x = q.layers["{layer}"]\nq.layers["{layer}"] = x / x.sum(axis=1, keepdims=True) * 1e4',
        'sc.pp.normalize_total(q)\nsc.pp.log1p(q)\nq.layers["{layer}"] = np.exp(q.X) - 1',
    ),
    "SCV754": (
        'q.layers.pop("{layer}")',
        "q = ad.AnnData(q.X, obs=q.obs, var=q.var)",
        'q.obs = q.obs.drop("{column}", axis=1)',
        'q.obs.drop(columns="{column}", inplace=True)',
    ),
    "SCV753": (
        'q.obs["{column}"] = pd.Categorical(["site_b"] * q.n_obs)',
        'q.obs["{column}"] = q.obs["{column}"].cat.rename_categories(lambda n: "q_" + n)',
        'q.obs["{column}"] = ["query_" + str(b) for b in q.obs["{column}"]]',
    ),
    "SCV757": (
        'q.obs["{column}"] = None',
        'q.obs.loc[q.obs_names[:10], "{column}"] = np.nan',
        'q.obs["{column}"] = q.obs["{column}"].map({{"batch_1": "batch_1", "label_2": "label_2"}})',
    ),
    "SCV751": (
        "keep = q.var_names[:25].tolist()\nq = q[:, keep].copy()",
        'q = q[:, q.var_names.isin(["gene_1", "gene_2"])].copy()',
        'sc.pp.highly_variable_genes(q, n_top_genes=40)\nq = q[:, q.var["highly_variable"]].copy()',
    ),
    "SCV752": (
        "q = q[:, sorted(q.var_names, reverse=True)].copy()",
        "q = q[:, np.random.permutation(q.n_vars)].copy()",
        'q.var.index = [f"ENSG{{i:05d}}" for i in range(q.n_vars)]',
        'q.var_names = "ENSG" + q.var_names',
    ),
    "SCV758": ("q = q[np.random.rand(q.n_obs) < 0.5]", 'q = q[q.obs["labels"] == "label_1"]'),
    "SCV761": (
        'q.layers["{layer}"] = sp.csr_array(q.layers["{layer}"])',
        'q.layers["{layer}"] = sp.csc_array(q.layers["{layer}"])',
    ),
    "": (
        "sc.pp.log1p(q)",
        "q = q[:, list(q.var_names)].copy()",
        "q.var_names = q.var_names.astype(str)",
        'q.layers["{layer}"] = sp.csr_matrix(q.layers["{layer}"])',
        'q = q[q.obs["labels"] == "label_1"].copy()',
        'q.layers["log"] = np.log1p(q.layers["{layer}"])',
        "q.raw = q\nsc.pp.log1p(q)\nsc.pp.scale(q)",
    ),
}
CALLS = {
    "load": "again = {cls}.load(str(OUT / 'fit'), adata=q)",
    "query": "again = {cls}.load_query_data(q, str(OUT / 'fit'))",
    "ask": "latent = model.get_latent_representation(q)",
}
SHAPES = {
    "functions": """\
OUT = Path("results")

def fit(atlas):
    {cls}.setup_anndata(atlas, {setup})
    vae = {cls}(atlas)
    vae.train(max_epochs=50)
    vae.save(OUT / "fit", overwrite=True)
    return vae

def project(q, model):
{change4}
    {call}

def main():
    project(acquire(), fit(acquire()))

if __name__ == "__main__":
    main()
""",
    "class": """\
OUT = Path("models")

class Pipeline:
    def learn(self, data):
        {cls}.setup_anndata(adata=data, {setup})
        self.model = {cls}(data)
        self.model.train(max_epochs=20)
        self.model.save("models/fit")

    def clean(self, q):
{change8}
        return q

    def place(self, raw):
        q, model = self.clean(raw), self.model
        {call}

pipe = Pipeline()
pipe.learn(acquire())
pipe.place(acquire())
""",
    "loop": """\
fitted = {{}}
for name in ("a", "b"):
    OUT = Path(f"models/{{name}}")
    ref = acquire()
    {cls}.setup_anndata(ref, {setup})
    fitted[name] = {cls}(ref)
    fitted[name].train(max_epochs=5)
    fitted[name].save(f"models/{{name}}/fit", overwrite=True)
    q, model = acquire(), fitted[name]
{change4}
    {call}
""",
    "dictionary": """\
OUT = Path("trained")
MODELS = {{"main": {cls}}}
KW = dict({setup})

def build(data, **kw):
    MODELS["main"].setup_anndata(data, **KW)
    net = MODELS["main"](data)
    net.train(**kw)
    return net

def spoil(q):
{change4}
    return q

model = build(acquire(), max_epochs=7)
model.save("trained/" + "fit", overwrite=True, save_anndata=False)
q = spoil(acquire())
{call}
""",
}


def takes(name: str, door: str, code: str, line: str) -> bool:
    """Whether a spelling is a difference at this door of this class."""
    _, _, layer, column, doors = CLASSES[name]
    if door not in doors.split() or ("{column}" in line and not column):
        return False
    if code == "SCV756":
        return layer == "counts"
    if code == "SCV758":
        return door != "ask" and name.rpartition(".")[2] not in ("MRVI", "RESOLVI")
    if code == "SCV761":
        return layer == "counts"
    return not (code == "SCV753" and door == "query")


def indented(text: str, depth: int) -> str:
    return "\n".join(" " * depth + line for line in text.splitlines())


def planted() -> Iterator[tuple[str, str, str]]:
    number = 0
    for name, (setup, more, layer, column, _) in CLASSES.items():
        for code, lines in SPELLINGS.items():
            for turn, line in enumerate(lines):
                doors = [door for door in CALLS if takes(name, door, code, line)]
                if not doors:
                    continue
                door = doors[(number + turn) % len(doors)]
                shape = list(SHAPES)[number % len(SHAPES)]
                number += 1
                change = line.format(layer=layer, column=column)
                text = SHAPES[shape].format(
                    cls=name,
                    setup=setup,
                    call=CALLS[door].format(cls=name),
                    change4=indented(change, 4),
                    change8=indented(change, 8),
                )
                text = IMPORTS.format(more=more) + text
                yield (
                    f"{name.rpartition('.')[2]}-{door}-{shape}-{code or 'fits'}-{turn}",
                    code,
                    text,
                )


PLANTED = list(planted())


@pytest.mark.parametrize(
    ("code", "text"), [one[1:] for one in PLANTED], ids=[p[0] for p in PLANTED]
)
def test_a_difference_is_found_whatever_the_shape(code: str, text: str) -> None:
    assert found_in(text, notes=not code) == {code} - {""}


def test_there_are_many() -> None:
    assert len(PLANTED) > 180


def found_in(text: str, notes: bool) -> set[str]:
    """What is told, notes as well where nothing must be told."""
    found = CHECKER.check(read_document("program.py", text.encode())).findings
    return {one.code for one in found if one.code in CODES and (notes or one.severity != "info")}


@pytest.mark.parametrize("name", PROGRAMS)
def test_transfer_learning_is_read_as_it_is_written(name: str) -> None:
    code, text = PROGRAMS[name]
    assert found_in(IMPORTS.format(more="") + text, notes=not code) == {code} - {""}
