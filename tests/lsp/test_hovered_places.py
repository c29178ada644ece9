"""Wherever somebody points in a program, there are a few sentences and a page.

The two dozen kinds of places that were found silent once, each in a program of its own, and places
drawn from this repository's programs (`tests/corpus/places.py` draws from public ones).
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from opened import Opened

sys.path.insert(0, str(Path(__file__).parents[1] / "corpus"))

import places
import pointing

from scvi_lint.ide.hover import hover

PROGRAM = """\
import scanpy as sc
import scvi
from lightning.pytorch.callbacks import EarlyStopping
from scvi.autotune import run_autotune
from scvi.train import SaveCheckpoint, TrainerConfig, TrainingPlanConfig

scvi.settings.seed = 0
adata = sc.read_h5ad("pbmc.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="sample")
model = scvi.model.SCVI(adata, n_latent=20, gene_likelihood="nb", dispersion="gene-batch")
plan_kwargs = {"lr": 1e-3, "n_epochs_kl_warmup": 50}
model.train(
    max_epochs=200,
    early_stopping=True,
    early_stopping_monitor="elbo_validation",
    gradient_clip_val=1.0,
    plan_kwargs={"weight_decay": 0.0, "reduce_lr_on_plateau": True},
    callbacks=[
        SaveCheckpoint(monitor="reconstruction_loss_validation", check_nan_gradients=True),
        EarlyStopping(monitor="kl_local_validation"),
    ],
)
print(model.history["elbo_train"], model.history["kl_weight"], model.get_elbo())
expression = model.get_normalized_expression(transform_batch="stim", library_size="latent")
samples = model.posterior_predictive_sample(n_samples=5)
de = model.differential_expression(groupby="cell_type", group1="B", mode="change")
hits = de[(de["lfc_mean"] > 1) & (de["proba_de"] > 0.95) & (de["bayes_factor"] > 3)]
model.minify_adata()
model.save("out", overwrite=True)
query = scvi.model.SCVI.load_query_data(adata, "out")
peaks = scvi.model.PEAKVI(adata)
doublets = scvi.external.SOLO.from_scvi_model(model, restrict_to_batch="lane1")
samples = scvi.external.MRVI(adata)
tuner = scvi.autotune.ModelTuner
best = run_autotune(scvi.model.SCVI, adata, metrics="elbo_validation", mode="min")
config = TrainerConfig(early_stopping=True)
counts = scvi.distributions.NegativeBinomial(mu=1, theta=2)
"""

# What is pointed at, how far into it, and a word that has to be said.
KINDS = [
    ("scvi.model.SCVI(adata", 12, "raw counts"),
    ("scvi.model.PEAKVI(", 12, "peaks"),
    ("scvi.external.MRVI", 15, "sample_key"),
    ("setup_anndata(adata, layer", 3, "counts"),
    ("train(\n", 2, "changes"),
    ("get_normalized_expression(", 4, "Cells × genes"),
    ("differential_expression(groupby", 4, "fold changes"),
    ("get_elbo()", 4, "higher"),
    ("posterior_predictive_sample(", 4, "counts"),
    ("minify_adata()", 4, "gone"),
    ("load_query_data(", 4, "weight_decay=0"),
    ("SaveCheckpoint(", 4, "NaN"),
    ("run_autotune(scvi", 4, "search_space"),
    ('"elbo_train"]', 3, "overfitting"),
    ('"kl_weight"]', 3, "warm-up"),
    ('"lr": 1e-3', 2, "learning rate"),
    ('"weight_decay": 0.0', 2, "query"),
    ('"elbo_validation",\n    grad', 3, "Lower is better"),
    ('"kl_local_validation"', 3, "prior"),
    ("gradient_clip_val=", 3, "bad counts"),
    ("check_nan_gradients", 3, "layer first"),
    ('"lfc_mean"', 3, "log2"),
    ('"proba_de"', 3, "no p-value"),
    ('"bayes_factor"', 3, "odds"),
    ("settings.seed", 10, "latent space"),
    ("ModelTuner", 3, "run_autotune"),
    ("TrainerConfig(early", 3, "early stopping"),
    ('"stim"', 2, "batch"),
    ('"nb"', 2, "UMI"),
    ('"gene-batch"', 2, "noise"),
    ('"counts", batch', 3, "raw counts"),
    ('"sample")', 3, "technical"),
    ("NegativeBinomial(", 4, "dispersion"),
    ('"latent")', 3, "depth"),
]


@pytest.fixture(scope="module")
def opened() -> Opened:
    return Opened(PROGRAM)


@pytest.mark.parametrize(("word", "offset", "said"), KINDS, ids=[kind[0][:30] for kind in KINDS])
def test_each_kind_of_place_has_a_text_and_a_page(
    opened: Opened, word: str, offset: int, said: str
) -> None:
    found = hover(opened.insight(), opened.spot(word, offset))
    assert found is not None
    text = "  \n".join(found.lines)
    assert said in pointing.prose(text)
    assert not pointing.faults(text)


@pytest.mark.parametrize("above", [1, 40])
def test_a_name_in_a_decorator_is_explained(above: int) -> None:
    lines = ["from scvi.model import SCVI, TOTALVI", *["print(1)"] * above]
    lines += ['@mark("cls", [SCVI, TOTALVI])', "def run(cls):", "    cls(1)"]
    opened = Opened("\n".join(lines) + "\n")
    found = hover(opened.insight(), opened.spot(", TOTALVI])", 4))
    assert found is not None
    assert "protein" in " ".join(found.lines)


def test_places_drawn_from_our_own_programs_are_answered() -> None:
    root = Path(__file__).parents[1]
    by_kind = places.found([root / "mutation" / "programs", root / "demo"])
    assert len(by_kind) >= 6
    answers = places.asked(places.drawn(by_kind, 80, "places"))
    assert not places.judged(answers, set())


def test_what_nobody_says_is_seen_as_a_fault() -> None:
    at = pointing.Pointed("keyword", "train(max_epochs)", 0, 0)
    silent = places.Asked(Path("a.py"), at, "model.train(max_epochs=1)", "")
    short = silent._replace(hover="`max_epochs`: epochs")
    told = (
        "`x`: The cells of a group are compared, gene by gene, with the rest of the data. [a](http)"
    )
    long = silent._replace(hover=told)
    same = long._replace(at=at._replace(word="train(lr)"), hover=told.replace("`x`", "`y`"))
    assert places.judged([silent], set())[0].startswith("silent")
    assert len(places.judged([short], set())) >= 2
    assert not places.judged([long], set())
    assert [line.split(":")[0] for line in places.judged([long, same], set())] == ["alike"]
    copied = places.judged([long], pointing.shingles("of a group are compared gene by"))
    assert [line.split(":")[0] for line in copied] == ["copied"] * len(copied) and copied


@pytest.mark.parametrize(
    ("program", "word", "said"),
    [
        (
            "def embed(model):\n    return model.get_latent_representation()\n",
            "get_latent",
            "n_latent",
        ),
        ("def fit(m):\n    m.train(max_epochs=5, plan_kwargs=dict(lr=1))\n", "max_epochs", "cells"),
        (
            "def fit(m):\n    m.train(max_epochs=5, plan_kwargs=dict(lr=1))\n",
            "lr=",
            "learning rate",
        ),
        (
            "class A:\n    def f(self):\n        self.m.differential_expression(mode='change')\n",
            "change",
            "delta",
        ),
        ("train_kwargs = {'max_epochs': 5}\n", "max_epochs", "cells"),
        ("codes = adata.obs['_scvi_batch']\n", "_scvi_batch", "integer code"),
    ],
)
def test_what_can_hardly_be_another_librarys_is_explained_by_its_name(
    program: str, word: str, said: str
) -> None:
    found = hover((opened := Opened("import scvi\n" + program)).insight(), opened.spot(word, 1))
    assert found is not None and said in " ".join(found.lines)


@pytest.mark.parametrize(
    ("program", "word"),
    [
        ("def fit(m):\n    m.train(x, y)\n", "train"),
        ("def fit(m):\n    m.save('a')\n", "save"),
        ("table = {'lr': 1, 'max_epochs': 5}\n", "lr"),
        ("table['delta']\n", "delta"),
        ("table['lfc_mean']\n", "lfc_mean"),
        ("curves['elbo_train']\n", "elbo_train"),
    ],
)
def test_what_may_be_another_librarys_is_left_alone(program: str, word: str) -> None:
    opened = Opened("import scvi\n" + program)
    assert hover(opened.insight(), opened.spot(word, 1)) is None


def test_names_before_0_7_say_what_took_their_place() -> None:
    opened = Opened(
        "from scvi.inference import UnsupervisedTrainer\n"
        "trainer = UnsupervisedTrainer(net, data, train_size=0.9, frequency=5)\n"
    )
    for word, said in (("UnsupervisedTrainer(", "model.train()"), ("frequency", "check_val")):
        found = hover(opened.insight(), opened.spot(word, 1))
        assert found is not None and said in " ".join(found.lines)
