"""One fault is told once: the other places where it shows are places of its one finding."""

from __future__ import annotations

import ast

import pytest

from scvi_lint.config import Settings
from scvi_lint.interpreter.events.remarks import Fix
from scvi_lint.linting.checking import Checker
from scvi_lint.linting.findings import Finding
from scvi_lint.source.reading import read_document

RELEASE = "1.4.2"
START = """
import scvi
adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
"""
TRAINED = START + "model.train(max_epochs=1)\n"


def findings(text: str, code: str, preset: str = "default") -> list[Finding]:
    checker = Checker(Settings(severity="info", preset=preset), version=RELEASE)
    found = checker.check(read_document("program.py", text.encode())).findings
    return [finding for finding in found if finding.code == code]


def lines(text: str, finding: Finding) -> list[int]:
    return [text.count("\n", 0, span.start) + 1 for span in finding.places]


def mended(text: str, fix: Fix) -> str:
    end = len(text)
    for span, new in sorted(fix.edits, key=lambda edit: edit[0], reverse=True):
        assert span.start <= span.end <= end, "the edits of one fix are apart"
        text, end = text[: span.start] + new + text[span.end :], span.start
    ast.parse(text)
    return text


SEVERAL = {
    # what is wrong in one statement
    "names of one import": (
        "SCV010",
        "from scvi.dataset import CortexDataset, PbmcDataset, RetinaDataset, HematoDataset\n",
        4,
    ),
    "unknown arguments of a call": (
        "SCV015",
        START + "model.train(max_epoch=3, early_stoping=True, batchsize=8, shuffl=1, foo=2)\n",
        5,
    ),
    "removed arguments of a call": (
        "SCV013",
        START + "model.train(use_gpu=True, n_epochs=3)\n",
        2,
    ),
    "unknown arguments of a model": (
        "SCV128",
        START + "scvi.model.SCVI(adata, n_laten=3, n_layer=2)\n",
        2,
    ),
    "ignored arguments": (
        "SCV516",
        "import scvi\nscvi.train.SaveCheckpoint(save_last=True, save_weights_only=True)\n",
        2,
    ),
    # what has one cause
    "columns of one table": (
        "SCV601",
        TRAINED
        + 'de = model.differential_expression(groupby="labels")\n'
        + "".join(f'de["{name}"]\n' for name in ("lfc_mean", "lfc_std", "proba_de", "lfc_max")),
        4,
    ),
    "p-values of one table": (
        "SCV603",
        TRAINED
        + 'de = model.differential_expression(groupby="labels", mode="change")\n'
        + 'de["pval"]\nde["padj"]\n',
        2,
    ),
    "curves of one training": (
        "SCV502",
        TRAINED + 'model.history["elbo_validation"]\nmodel.history["kl_local_validation"]\n',
        2,
    ),
    "questions to one untrained model": (
        "SCV420",
        START + "model.get_latent_representation()\nmodel.get_latent_representation()\n",
        2,
    ),
    "models of data that was never registered": (
        "SCV101",
        "import scvi\nadata = scvi.data.synthetic_iid()\n" + "scvi.model.SCVI(adata)\n" * 3,
        3,
    ),
    "a constant with a name": (
        "SCV401",
        TRAINED
        + 'TARGET = "batch_9"\nmodel.get_normalized_expression(transform_batch=TARGET)\n'
        + "model.get_likelihood_parameters()\n"
        + "model.get_normalized_expression(transform_batch=TARGET, n_samples=2)\n",
        2,
    ),
}


@pytest.mark.parametrize("name", SEVERAL)
def test_one_fault_is_one_finding(name: str) -> None:
    code, text, places = SEVERAL[name]
    (found,) = findings(text, code)
    assert len(found.places) == places
    also = [one.span for one in found.related if one.message.startswith("also")]
    assert also == list(found.also)


@pytest.mark.parametrize(
    "name", [name for name in SEVERAL if findings(SEVERAL[name][1], SEVERAL[name][0])[0].fixes]
)
def test_one_fix_mends_all_places_that_have_one(name: str) -> None:
    code, text, _ = SEVERAL[name]
    (found,) = findings(text, code)
    fix = found.fixes[0]
    left = findings(mended(text, fix), code)
    without = sum(len(one.places) for one in left)
    assert without == {"unknown arguments of a call": 2, "removed arguments of a call": 0}.get(
        name, 0
    )
    assert len(fix.title) <= 80


def test_arguments_at_the_end_of_a_call_leave_no_comma() -> None:
    _, text, _ = SEVERAL["ignored arguments"]
    (found,) = findings(text, "SCV516")
    assert "SaveCheckpoint()" in mended(text, found.fixes[0])
    longer = text.replace("(save", '("here", save')
    (found,) = findings(longer, "SCV516")
    assert 'SaveCheckpoint("here")' in mended(longer, found.fixes[0])


def test_faults_of_two_tables_are_two_findings() -> None:
    one = 'de = model.differential_expression(groupby="labels")\nde["lfc_mean"]\n'
    assert len(findings(TRAINED + one + one, "SCV601")) == 2


@pytest.mark.parametrize("code", ["SCV518", "SCV528", "SCV541"])
def test_what_is_true_of_the_file_is_said_at_its_first_training(code: str) -> None:
    text = START + "model.train(max_epochs=20)\nscvi.model.SCVI(adata).train(max_epochs=20)\n"
    (found,) = findings(text, code, preset="paper")
    assert lines(text, found) == [6, 7]


@pytest.mark.parametrize("line", [0, 1])
def test_comment_at_any_of_its_places_silences_what_is_true_of_the_file(line: int) -> None:
    trainings = ["model.train(max_epochs=20)", "scvi.model.SCVI(adata).train(max_epochs=20)"]
    trainings[line] += "  # scvi-lint: ignore[SCV518]"
    text = START + "\n".join(trainings) + "\n"
    assert not findings(text, "SCV518", preset="paper")
    assert not findings(text, "SCV002", preset="paper")


def test_comment_at_one_place_leaves_the_others() -> None:
    code, text, _ = SEVERAL["columns of one table"]
    silenced = text.replace('de["lfc_mean"]', 'de["lfc_mean"]  # scvi-lint: ignore[SCV601]')
    (found,) = findings(silenced, code)
    assert len(found.places) == 3


def test_gravest_place_speaks_for_all() -> None:
    text = START + (
        "import sys\nwidth = {'n_laten': 3} if len(sys.argv) > 1 else {}\n"
        "scvi.model.SCVI(adata, **width, n_layer=2)\n"
    )
    (found,) = findings(text, "SCV128")
    assert found.certain and "n_layer" in found.message and len(found.places) == 2


def test_a_fix_mends_all_calls_of_a_function_or_is_not_offered() -> None:
    helper = START + (
        "model.train()\n"
        "def decode(model, batch):\n"
        "    return model.get_normalized_expression(transform_batch=batch)\n"
    )
    (one,) = findings(helper + 'decode(model, "batch_7")\n', "SCV401")
    assert one.fixes
    loop = 'for batch in ["batch_7", "batch_8"]:\n    decode(model, batch)\n'
    (one,) = findings(helper + loop, "SCV401")
    assert one.fixes
    both = """
import scvi
def analyse(key):
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key=key)
    model = scvi.model.SCVI(adata)
    model.train()
    model.get_normalized_expression(transform_batch="batch_7")
"""
    (one,) = findings(both + 'analyse("batch")\n', "SCV401")
    assert one.fixes
    (one,) = findings(both + 'analyse("batch")\nanalyse("labels")\n', "SCV401")
    assert not one.fixes
