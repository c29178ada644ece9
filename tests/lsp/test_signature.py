"""Which parameter a signature shows as the one that is being written."""

from __future__ import annotations

from typing import Any

import pytest
from opened import Opened
from wire import Wire

from scvi_lint.ide.signature import Shown, signature

HEAD = """\
import scvi
from scvi.model import SCVI

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
"""
SETUP = "scvi.model.SCVI.setup_anndata"


def shown(code: str, *, notebook: bool = False) -> Shown | None:
    """The signature where `|` stands in a program."""
    assert code.count("|") == 1
    if notebook:
        opened = Opened(HEAD, code.replace("|", ""))
        return signature(opened.insight(), (1, code.index("|")))
    opened = Opened(HEAD + code.replace("|", ""))
    return signature(opened.insight(), (0, len(HEAD) + code.index("|")))


def active(code: str) -> str | None:
    found = shown(code)
    assert found is not None
    return None if found.active is None else found.label[slice(*found.spans[found.active])]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        # by position
        (f"{SETUP}(|)", "adata"),
        (f"{SETUP}(|", "adata"),
        (f"{SETUP}(|adata)", "adata"),
        (f"{SETUP}(adata|)", "adata"),
        (f"{SETUP}(adata |)", "adata"),
        (f"{SETUP}(adata,|)", "layer=None"),
        (f"{SETUP}(adata, |)", "layer=None"),
        (f"{SETUP}(adata, |", "layer=None"),
        (f"{SETUP}(adata, |\nx = 1\n", "layer=None"),
        (f'{SETUP}(adata, "cou|nts")', "layer=None"),
        (f'{SETUP}(adata, "cou|', "layer=None"),
        (f"{SETUP}(adata, None, |)", "batch_key=None"),
        (f'{SETUP}(adata, None, "a, b|")', "batch_key=None"),
        (f"{SETUP}((adata), (None), |)", "batch_key=None"),
        (f"{SETUP}(  # data, then the layer\n    adata |)", "adata"),
        (f"{SETUP}(adata  # the data, |\n)", "adata"),
        # by name
        (f"{SETUP}(adata, batch_key=|)", "batch_key=None"),
        (f"{SETUP}(adata, batch_key=|", "batch_key=None"),
        (f"{SETUP}(adata, batch_key= |)", "batch_key=None"),
        (f"{SETUP}(adata, batch_k|ey='batch')", "batch_key=None"),
        (f"{SETUP}(adata, batch_key='b|atch')", "batch_key=None"),
        (f"{SETUP}(adata, batch_key='batch'|)", "batch_key=None"),
        (f'{SETUP}(adata, batch_key="|', "batch_key=None"),
        (f"{SETUP}(batch_key='batch', adata=|)", "adata"),
        # a name that is about to become one
        (f"{SETUP}(adata, b|)", "batch_key=None"),
        (f"{SETUP}(adata, batch_key|)", "batch_key=None"),
        (f"{SETUP}(adata, cont|", "continuous_covariate_keys=None"),
        (f"{SETUP}(adata, batch_key='batch', lab|)", "labels_key=None"),
        # … and one that is none
        (f"batch = None\n{SETUP}(adata, batch|)", "layer=None"),
        (f"def f(batch):\n    {SETUP}(adata, batch|)", "layer=None"),
        (f"{SETUP}(adata, unheard_of|)", "layer=None"),
        # behind a keyword comes what was not given
        (f"{SETUP}(adata, layer=None, |)", "batch_key=None"),
        (f"{SETUP}(adata, layer=None, batch_key='batch', |)", "labels_key=None"),
        (f"{SETUP}(adata, batch_key='batch', |)", "layer=None"),
        (f"{SETUP}(adata, batch_key='batch', |", "layer=None"),
        (f"{SETUP}(\n    adata,\n    batch_key='batch',\n    |\n)", "layer=None"),
        (f"{SETUP}(\n    adata,\n    batch_key='batch',\n    |\nx = 1\n", "layer=None"),
        (f"{SETUP}(adata, |, batch_key='batch')", "layer=None"),
        # inside of an argument
        (f"{SETUP}(adata, None, [|])", "batch_key=None"),
        (f"{SETUP}(adata, categorical_covariate_keys=['a', |])", "categorical_covariate_keys=None"),
        (f"{SETUP}(adata, categorical_covariate_keys=['a', '|", "categorical_covariate_keys=None"),
        ("model.train(plan_kwargs={'lr': 1, |})", "plan_kwargs=None"),
        ("model.train(plan_kwargs={'lr': |", "plan_kwargs=None"),
        ("model.get_elbo(adata[:, |])", "adata=None"),
        ("model.get_elbo(adata.obs['|'])", "adata=None"),
        ("model.get_elbo(indices=[x for x in |])", "indices=None"),
        ("model.get_elbo(indices=sorted(a, key=lambda x: x)|)", "indices=None"),
        ("model.get_elbo(indices=(1, |))", "indices=None"),
        # a call in a call
        ("print(model.train(1, |))", "accelerator='auto'"),
        ("model.train(int(model.get_elbo(|)))", "adata=None"),
        ("model.train(int(1), |)", "accelerator='auto'"),
        ("x = [model.train(|)]", "max_epochs=None"),
        # what is handed on
        ("model.train(gradient_clip_val=|)", "gradient_clip_val=None"),
        ("model.train(1, gradient_clip_v|)", "gradient_clip_val=None"),
        ("scvi.model.SCVI(adata, dispers|)", "dispersion='gene'"),
        ("SCVI(adata, None, n_layers=2, |)", "n_hidden=128"),
        # stars
        ("model.train(*given, early_stopping=|)", "early_stopping=False"),
        ("model.train(max_epochs=3, **more, early_stopping=|)", "early_stopping=False"),
        ("model.train(*given, early_s|)", "early_stopping=False"),
        # through the class
        ("scvi.model.SCVI.train(model, |)", "max_epochs=None"),
        ("SCVI.train(model, 5, |)", "accelerator='auto'"),
        # by another name
        ("go = scvi.model.SCVI\ngo.setup_anndata(adata, |)", "layer=None"),
    ],
)
def test_the_parameter_at_the_cursor_is_active(code: str, expected: str) -> None:
    assert active(code) == expected


@pytest.mark.parametrize(
    "code",
    [
        "model.train(*given, |)",  # how many it holds is not known
        "model.train(**more|)",
        "scvi.model.SCVI.train(|)",  # the model itself
        "scvi.model.SCVI(adata, nothing_of_that_name=|)",
        "scvi.model.SCVI(adata, batch_key='batch', nothing_of|)",
        "scvi.data.synthetic_iid(*given, **more, |)",
    ],
)
def test_where_no_parameter_is_meant_none_is(code: str) -> None:
    assert active(code) is None


def test_what_the_data_loader_takes_is_a_parameter_too() -> None:
    assert active("model.get_latent_representation(num_workers=|)") == "num_workers=None"


@pytest.mark.parametrize(
    "code",
    [
        "model.train()|",
        "model.train|()",
        "print(|)",
        "model.train(int(|))",
        "model.history(|)",  # it is read, not called
        "model.train\n(|)",
        "# model.train(|",
        "'model.train(|'",
    ],
)
def test_where_no_call_of_ours_is_being_written_nothing_is_shown(code: str) -> None:
    assert shown(code) is None


def test_in_a_cell_of_a_notebook_too() -> None:
    found = shown("model.train(1,\n  accel|", notebook=True)
    assert found is not None and found.active is not None
    assert found.names[found.active] == "accelerator"


@pytest.mark.parametrize("code", ["model.train(|)", "SCVI(|)", f"{SETUP}(|)", "SCVI.load(|)"])
def test_every_parameter_stands_in_the_label_once(code: str) -> None:
    found = shown(code)
    assert found is not None
    for name, span in zip(found.names, found.spans, strict=True):
        assert found.label[slice(*span)].lstrip("*").partition("=")[0] == name
    assert len(set(found.names)) == len(found.names)


NONE_IS_KNOWN = {"textDocument": {"signatureHelp": {"signatureInformation": {
    "noActiveParameterSupport": True}}}}  # fmt: skip


@pytest.mark.parametrize(
    ("capabilities", "code", "expected"),
    [
        (None, "model.train(1, |)", 1),
        (NONE_IS_KNOWN, "model.train(1, |)", 1),
        (NONE_IS_KNOWN, "scvi.model.SCVI(nothing=|)", None),
        # Left out, or null, it would be the first one.
        (None, "scvi.model.SCVI(nothing=|)", "too large"),
    ],
)
def test_help_and_its_signature_agree_on_the_active_parameter(
    fresh: Wire, uri: str, capabilities: Any, code: str, expected: Any
) -> None:
    fresh.initialize(capabilities)
    fresh.open(uri, HEAD + code.replace("|", ""))
    place = {"line": HEAD.count("\n"), "character": code.index("|")}
    params = {"textDocument": {"uri": uri}, "position": place}
    found = fresh.request("textDocument/signatureHelp", params)["result"]
    (one,) = found["signatures"]
    if expected == "too large":
        expected = len(one["parameters"])
    assert found["activeParameter"] == expected and one["activeParameter"] == expected
