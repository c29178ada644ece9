"""Rules, hover, completion and inspect say the same of one state.

Each state is a way to make data times a way to make a model of it. All are asked which batches
`transform_batch` may be: what a rule gets from the event, what completion offers, what the hover
on the argument lists, which names have a hover of their own, and which name the rule refuses.
"""

from __future__ import annotations

from typing import Any

import pytest
from opened import URI, Opened

from scvi_lint.answers.states import fact_words
from scvi_lint.ide.completion import complete
from scvi_lint.ide.describe import plain
from scvi_lint.ide.hover import hover
from scvi_lint.interpreter.events.kinds import Queried

HEAD = """\
import sys
import anndata as ad
import numpy as np
import pandas as pd
import scanpy as sc
import scvi
"""
DATA = {
    "data set": "adata = scvi.data.synthetic_iid()\n",
    "list": 'adata = sc.read_h5ad("a.h5ad")\nadata.obs["batch"] = ["A", "B", "A"]\n',
    "constant": 'adata = sc.read_h5ad("a.h5ad")\nadata.obs["batch"] = "only"\n',
    "concat": """\
one, two = sc.read_h5ad("a.h5ad"), sc.read_h5ad("b.h5ad")
adata = ad.concat([one, two], label="batch", keys=["A", "B"])
""",
    "subset": """\
one, two, three = sc.read_h5ad("a.h5ad"), sc.read_h5ad("b.h5ad"), sc.read_h5ad("c.h5ad")
adata = ad.concat([one, two, three], label="batch", keys=["A", "B", "C"])
adata = adata[adata.obs["batch"] != "C"].copy()
""",
    "where": """\
adata = sc.read_h5ad("a.h5ad")
adata.obs["batch"] = np.where(adata.obs["n"] > 3, "deep", "flat")
""",
    "categorical": """\
adata = sc.read_h5ad("a.h5ad")
adata.obs["batch"] = pd.Categorical(["x", "y", "x"])
""",
    "branch": """\
adata = sc.read_h5ad("a.h5ad")
if len(sys.argv) > 1:
    adata.obs["batch"] = "A"
else:
    adata.obs["batch"] = "B"
""",
    "function": """\
def prepare(path):
    data = sc.read_h5ad(path)
    data.obs["batch"] = ["P", "Q"]
    return data

adata = prepare("a.h5ad")
""",
    "file": 'adata = sc.read_h5ad("a.h5ad")\n',
}
SETUP = 'scvi.model.SCVI.setup_anndata(adata, batch_key="batch")\n'
MODELS = {
    "constructor": SETUP + "model = scvi.model.SCVI(adata)\n",
    "changed later": SETUP + 'model = scvi.model.SCVI(adata)\nadata.obs["batch"] = "new"\n',
    "another name": SETUP + "first = scvi.model.SCVI(adata)\nmodel = first\n",
    "query": SETUP
    + """\
reference = scvi.model.SCVI(adata)
reference.train()
query = sc.read_h5ad("query.h5ad")
query.obs["batch"] = ["Q1", "Q2"]
model = scvi.model.SCVI.load_query_data(query, reference)
""",
    "unknown query": SETUP
    + """\
reference = scvi.model.SCVI(adata)
reference.train()
model = scvi.model.SCVI.load_query_data(sc.read_h5ad("query.h5ad"), reference)
""",
    "semi-supervised": SETUP
    + """\
base = scvi.model.SCVI(adata)
base.train()
model = scvi.model.SCANVI.from_scvi_model(base, labels_key="labels", unlabeled_category="none")
""",
}
ASKED = 'model.train()\nmodel.get_normalized_expression(transform_batch="{}")\n'
STATES = [(data, model) for data in DATA for model in MODELS]


def opened(data: str, model: str, value: str) -> tuple[Opened, str]:
    text = HEAD + DATA[data] + MODELS[model] + ASKED.format(value)
    return Opened(text), text


def query_of(insight: Any) -> Queried:
    (found,) = [
        event
        for event in insight.analysis.events
        if isinstance(event, Queried) and event.call.name == "get_normalized_expression"
    ]
    return found


def hover_at(insight: Any, text: str, word: str, offset: int) -> str:
    spot = insight.snapshot.spot(URI, text.rindex(word) + offset)
    found = hover(insight, spot)
    assert found is not None
    return plain(found.lines)


def refused(insight: Any) -> bool:
    return any(found.code == "SCV401" for found in insight.analysed.result.findings)


def test_there_are_states_enough() -> None:
    assert len(STATES) >= 50


@pytest.mark.parametrize(("data", "model"), STATES, ids=lambda one: one.replace(" ", "-"))
def test_all_know_the_same_batches(data: str, model: str) -> None:
    here, text = opened(data, model, "nowhere")
    insight = here.insight()
    query = query_of(insight)
    levels = query.categories_of("transform_batch")
    names = [] if levels is None else list(levels.names)
    spot = insight.snapshot.spot(URI, text.rindex('"nowhere"') + 1)
    assert spot is not None
    assert [one.label for one in complete(insight, spot)] == names

    shown = hover_at(insight, text, "transform_batch=", 2)
    listed = [line for line in shown.split("\n") if line.startswith("batch: ")]
    if levels is None:
        assert listed == []
    else:
        perhaps = "" if levels.known.certain else "perhaps "
        assert [line.replace("\\", "") for line in listed] == [
            f"batch: {perhaps}" + " · ".join(names)
        ]

    assert refused(insight) == (levels is not None and levels.rule_out("nowhere"))
    for name in names:
        known, written = opened(data, model, name)
        known = known.insight()
        assert not refused(known)
        assert f"{name}: The cells whose batch is {name}." in hover_at(
            known, written, f'"{name}"', 2
        ).replace("\\", "")

    told = query.model.thing.get("levels/batch_key")
    if told is not None:
        words = fact_words("levels/batch_key", told, {})
        assert all(repr(name) in words for name in names), "inspect"
    of_model = hover_at(insight, text, "model.get_", 1)
    if "levels)" in of_model:
        assert levels is not None and f"({len(names)} levels)" in of_model
