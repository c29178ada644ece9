"""What `curated.toml` says of arguments without effect: the library's own numbers.

Each row is asked twice with one seed, with and without the argument: the numbers are the same. With
the condition lifted they differ, so that the test can tell one from the other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.oracle

PROGRAM = """
import numpy as np
import pandas as pd
import scvi
import torch
import logging

scvi.settings.seed = 0
scvi.settings.verbosity = logging.ERROR

def numbers(thing):
    if isinstance(thing, pd.DataFrame):
        thing = thing.sort_index().select_dtypes("number")
        return thing.columns.tolist(), thing.to_numpy()
    if isinstance(thing, tuple):
        return [], np.concatenate([np.ravel(part) for part in thing])
    if isinstance(thing, dict):
        return sorted(thing), np.concatenate([np.ravel(thing[key]) for key in sorted(thing)])
    return [], np.asarray(thing)

def asked(call, **arguments):
    scvi.settings.seed = 1
    return numbers(call(**arguments))

def same(one, other):
    return one[0] == other[0] and one[1].shape == other[1].shape and np.allclose(one[1], other[1])

def idle(call, beside, argument):
    assert same(asked(call, **beside), asked(call, **beside, **argument)), (beside, argument)

def matters(call, beside, argument):
    assert not same(asked(call, **beside), asked(call, **beside, **argument)), (beside, argument)

def fit(key="batch", train=None, **options):
    scvi.settings.seed = 0
    data = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(data, batch_key=key, labels_key="labels")
    model = scvi.model.SCVI(data, **options)
    model.train(max_epochs=2, **(train or {}))
    return model

model, single = fit(), fit(key=None)
"""

COMPARED = """
de = model.differential_expression
pair = dict(groupby="labels", group1="label_0", group2="label_1", silent=True)
for argument in (
    dict(delta=2.0), dict(fdr_target=0.9), dict(pseudocounts=0.1), dict(test_mode="two"),
    dict(change_fn=lambda x, y, p: x - y), dict(m1_domain_fn=lambda s: (s > 0, s < 0)),
    dict(cred_interval_lvls=[0.5]), dict(threshold_counts=100),
):
    idle(de, dict(pair, mode="vanilla"), argument)
for argument in (dict(delta=0.001), dict(pseudocounts=0.1), dict(cred_interval_lvls=[0.5])):
    matters(de, dict(pair, mode="change"), argument)

idle(single.differential_expression, dict(pair, mode="change"), dict(batch_correction=True))
matters(de, dict(pair, mode="change"), dict(batch_correction=True))

first = (model.adata.obs["labels"] == "label_0").to_numpy()
cells = dict(groupby="labels", idx1=first, idx2=~first, silent=True)
idle(de, cells, dict(group1="label_1"))
idle(de, cells, dict(group2="label_1"))
idle(de, pair, dict(idx2=first))
idle(de, pair, dict(importance_weighting_kwargs=dict(n_mc_samples=10, n_mc_samples_per_pass=10)))
"""

DECODED = """
expression = model.get_normalized_expression
idle(expression, {}, dict(return_mean=False))
matters(expression, dict(n_samples=3), dict(return_mean=False))
for argument in (
    dict(max_cells=5), dict(truncation=True), dict(n_mc_samples=5), dict(n_mc_samples_per_pass=5)
):
    idle(expression, dict(n_samples_overall=10, return_numpy=True), argument)
idle(model.get_likelihood_parameters, {}, dict(give_mean=True))
matters(model.get_likelihood_parameters, dict(n_samples=3), dict(give_mean=True))

latent = model.get_latent_representation
idle(latent, {}, dict(mc_samples=7))
idle(latent, dict(give_mean=False), dict(mc_samples=7))
idle(latent, dict(return_dist=True), dict(give_mean=False))
idle(latent, dict(return_dist=True), dict(mc_samples=7))
matters(latent, {}, dict(give_mean=False))
logistic = fit(latent_distribution="ln").get_latent_representation
matters(logistic, {}, dict(mc_samples=7))
"""

BUILT = """
for kind in ("gene", "gene-batch"):
    # What has no part in the loss gets no gradient.
    assert fit(gene_likelihood="poisson", dispersion=kind).module.px_r.grad is None
    assert fit(gene_likelihood="nb", dispersion=kind).module.px_r.grad is not None

def elbo(**options):
    return [], np.ravel(fit(**options).history["elbo_train"].to_numpy(float))

usual = elbo()
assert same(usual, elbo(deeply_inject_covariates=False))
assert not same(elbo(n_layers=2), elbo(n_layers=2, deeply_inject_covariates=False))
size = dict(batch_embedding_kwargs=dict(embedding_dim=3))
assert same(usual, elbo(**size))
coded = dict(batch_representation="embedding")
assert not same(elbo(**coded), elbo(**coded, **size))
"""

TRAINED = """
def run(**plan):
    made = fit(train=dict(plan_kwargs=plan, check_val_every_n_epoch=1))
    return [], np.ravel(made.history["elbo_train"].to_numpy(float))

usual = run()
for name, value in (
    ("lr_factor", 0.1), ("lr_patience", 0), ("lr_threshold", 9.0), ("lr_min", 0.5),
    ("lr_scheduler_metric", "elbo_train"), ("n_steps_kl_warmup", 1),
    ("optimizer_creator", lambda p: torch.optim.SGD(p, lr=0.0)),
):
    assert same(usual, run(**{name: value})), name
assert not same(usual, run(n_epochs_kl_warmup=None, n_steps_kl_warmup=1))
own = dict(optimizer="Custom", optimizer_creator=lambda p: torch.optim.SGD(p, lr=0.01))
for name, value in (("lr", 9.0), ("weight_decay", 9.0), ("eps", 9.0)):
    assert same(run(**own), run(**own, **{name: value})), name
assert not same(usual, run(lr=0.1))

import os
fit(train=dict(checkpointing_monitor="elbo_validation", default_root_dir="checkpoints"))
assert not os.path.exists("checkpoints")
model.save("saved", anndata=True, compression="gzip")
assert os.listdir("saved") == ["model.pt"]

query = scvi.data.synthetic_iid()
def free(**options):
    made = scvi.model.SCVI.load_query_data(query, model, unfrozen=True, **options)
    return [], np.array([weights.requires_grad for weights in made.module.parameters()])
for name in ("expression", "decoder_first_layer", "batchnorm_encoder", "classifier"):
    assert same(free(), free(**{"freeze_" + name: False}))
for name in ("dropout", "batchnorm_decoder"):
    assert same(free(), free(**{"freeze_" + name: True}))
"""


@pytest.mark.parametrize("part", [COMPARED, DECODED, BUILT, TRAINED])
def test_library_gives_the_same_numbers(
    part: str, run_programs: Callable[[list[Any]], dict[str, Any]]
) -> None:
    from oracle_verdicts import describe
    from run_examples import key_of, programs_of

    programs = [["arguments.py", "numbers", PROGRAM + part, []]]
    records = run_programs(programs)["records"]
    for case in programs_of(programs):
        record = records[key_of(case.example)]
        assert not record["exception"], f"line {record['line']}: {describe(record)}"
