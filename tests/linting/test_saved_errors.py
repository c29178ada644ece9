"""Errors that a notebook was saved with are explained where they arose, or with their cause."""

from __future__ import annotations

import json
from typing import Any

import pytest

from scvi_lint.config import Settings
from scvi_lint.linting.checking import Checker
from scvi_lint.linting.findings import Finding
from scvi_lint.source.reading import read_document

HEAD = "import scanpy as sc\nimport scvi\nadata = sc.read_h5ad('a.h5ad')\n"
IN_SCVI = "File /envs/x/lib/python3.11/site-packages/scvi/model/_scvi.py:211, in SCVI.setup_anndata"
IN_PANDAS = "File /envs/scvi/lib/python3.11/site-packages/pandas/core/frame.py:4102, in __getitem__"


def failed(name: str, value: str, line: int, code: str, *frames: str, head: str = "") -> Any:
    """An error output as IPython saves it, the cell's own frame first, in colours."""
    head = head or "Cell In[8], line 2"
    arrow = f"\x1b[0;32m----> {line}\x1b[0m {code}"
    own = f"{head}\n\x1b[0;32m      1\x1b[0m x = 1\n{arrow}\n      9 y = 2"
    return {
        "output_type": "error",
        "ename": name,
        "evalue": value,
        "traceback": ["\x1b[31m-----\x1b[39m", own, *frames, f"{name}: {value}"],
    }


def check(*cells: tuple[str, list[Any]], settings: Settings | None = None) -> list[Finding]:
    """The findings in a notebook of these cells, each with its outputs."""
    content = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {},
        "cells": [
            {
                "cell_type": "code",
                "metadata": {},
                "source": text,
                "outputs": outputs,
                "execution_count": number,
            }
            for number, (text, outputs) in enumerate(cells, 1)
        ],
    }
    document = read_document("a.ipynb", json.dumps(content).encode())
    checker = Checker(settings or Settings(), version="1.4.2", version_origin="a test")
    return checker.check(document).findings


def notes(*cells: tuple[str, list[Any]]) -> list[Finding]:
    return [finding for finding in check(*cells) if finding.code == "SCV004"]


SETUP = "x = 1\nscvi.model.SCVI.setup_anndata(adata)\nmodel = scvi.model.SCVI(adata)"
VIEW = failed(
    "ValueError",
    "Please run `adata = adata.copy()`",
    2,
    "scvi.model.SCVI.setup_anndata(adata)",
    IN_SCVI,
)
NANS = failed(
    "ValueError",
    "Expected parameter loc (Tensor of shape (128, 10)) of distribution Normal(loc: torch.Size"
    "([128, 10]), scale: torch.Size([128, 10])) to satisfy the constraint Real(), but found invalid"
    " values:\ntensor([[nan]])",
    1,
    "model.train(max_epochs=100)",
    IN_SCVI,
)


def test_it_is_explained_at_the_statement_that_raised() -> None:
    (note,) = notes((HEAD, []), (SETUP, [VIEW]))
    assert (note.severity, note.span.cell) == ("info", 1)
    assert SETUP[note.span.start : note.span.end] == "scvi.model.SCVI.setup_anndata(adata)"
    assert "Please run `adata = adata.copy()`" in note.message
    assert "view" in note.message and "Most likely: " in note.message
    assert note.citation is not None and "/1.4.2/" in note.citation.url


def test_further_causes_are_told_in_order() -> None:
    code = "scvi.model.SCVI.setup_anndata(adata)\nmodel = scvi.model.SCVI(adata)\n"
    (note,) = notes((HEAD + code, []), ("model.train(max_epochs=100)", [NANS]))
    assert "raw counts" in note.message
    assert [one.message[:4] for one in note.related] == ["or: ", "or: "]


def test_it_is_told_with_the_finding_that_is_its_cause() -> None:
    code = (
        "sc.pp.normalize_total(adata)\nsc.pp.log1p(adata)\n"
        "scvi.model.SCVI.setup_anndata(adata)\nmodel = scvi.model.SCVI(adata)\n"
    )
    found = check((HEAD + code, []), ("model.train(max_epochs=100)", [NANS]))
    assert not [one for one in found if one.code == "SCV004"]
    (cause,) = [one for one in found if "saved error" in str([r.message for r in one.related])]
    assert cause.code in ("SCV250", "SCV201")
    told = next(one for one in cause.related if "saved error" in one.message)
    assert told.message.startswith("the saved error below comes from this: ValueError: Expected")
    assert told.span.cell == 1


def test_what_raises_in_the_same_statement_is_its_cause() -> None:
    code = "scvi.model.SCVI.setup_anndata(adata)\nmodel = scvi.model.SCVI(adata)\n"
    error = failed(
        "TypeError",
        "Trainer.__init__() got an unexpected keyword argument 'use_gpu'",
        1,
        "model.train(use_gpu=True)",
        IN_SCVI,
    )
    found = check((HEAD + code, []), ("model.train(use_gpu=True)", [error]))
    (cause,) = [one for one in found if one.span.cell == 1]
    assert cause.code == "SCV013"
    assert any("saved error" in one.message for one in cause.related)


def test_a_finding_that_comes_later_is_no_cause() -> None:
    code = "scvi.model.SCVI.setup_anndata(adata)\nmodel = scvi.model.SCVI(adata)\n"
    later = "sc.pp.log1p(adata)\nscvi.model.SCVI.setup_anndata(adata)\n"
    cells = ((HEAD + code, []), ("model.train(max_epochs=100)", [NANS]), (later, []))
    assert len(notes(*cells)) == 1


@pytest.mark.parametrize(
    ("name", "value", "frame"),
    [
        ("KeyError", "'leiden'", IN_PANDAS),
        ("NameError", "name 'adata' is not defined", IN_PANDAS),
        ("ValueError", "Length of values (512) does not match length of index (1024)", IN_PANDAS),
        ("torch.cuda.OutOfMemoryError", "CUDA out of memory. Tried to allocate 2 GiB", IN_PANDAS),
        ("RuntimeError", "nobody has ever seen this text anywhere", IN_SCVI),
    ],
)
def test_errors_that_are_not_ours_are_left_alone(name: str, value: str, frame: str) -> None:
    text = "x = 1\nother(adata)"
    assert not notes((HEAD, []), (text, [failed(name, value, 2, "other(adata)", frame)]))


def test_a_table_that_a_model_made_is_ours_without_a_frame() -> None:
    code = (
        "scvi.model.SCVI.setup_anndata(adata)\nmodel = scvi.model.SCVI(adata)\nmodel.train()\n"
        "de = model.differential_expression(groupby='t')\n"
    )
    error = failed("KeyError", "'lfc_mean'", 1, "de['lfc_mean']", IN_PANDAS)
    found = check((HEAD + code, []), ("de['lfc_mean']", [error]))
    told = [
        one
        for one in found
        if one.code == "SCV004"
        or "saved error" in str([related.message for related in one.related])
    ]
    assert told


def test_an_environment_called_scvi_is_no_frame_of_scvi_tools() -> None:
    error = failed("ValueError", "Please run `adata = adata.copy()`", 2, "g(adata)", IN_PANDAS)
    assert not notes((HEAD, []), ("x = 1\ng(adata)", [error]))


def test_a_cell_that_was_edited_since_is_left_alone() -> None:
    assert not notes((HEAD, []), (SETUP.replace("(adata)\nmodel", "(bdata)\nmodel"), [VIEW]))
    assert not notes((HEAD, []), ("", [VIEW]))


def test_magics_do_not_shift_the_place() -> None:
    text = "%%time\n%matplotlib inline\n" + SETUP
    (note,) = notes((HEAD, []), (text, [VIEW]))
    assert text[note.span.start : note.span.end] == "scvi.model.SCVI.setup_anndata(adata)"


@pytest.mark.parametrize(
    "head",
    [
        "Cell In[8], line 2",
        "Input In [8], in <cell line: 2>()",
        "<ipython-input-12-6cec5b2d5e1b> in <module>",
        "[<ipython-input-33-8f71af99b8f8>](https://localhost:8080/#) in <cell line: 10>()",
        "/tmp/ipykernel_7/31.py in <module>",
    ],
)
def test_each_ipython_heads_its_frames_otherwise(head: str) -> None:
    error = failed(
        "ValueError",
        "Please run `adata = adata.copy()`",
        2,
        "scvi.model.SCVI.setup_anndata(adata)",
        IN_SCVI,
        head=head,
    )
    assert len(notes((HEAD, []), (SETUP, [error]))) == 1


def test_without_a_traceback_only_a_single_statement_can_have_raised() -> None:
    bare = {**VIEW, "traceback": []}
    assert len(notes((HEAD, []), ("scvi.model.SCVI.setup_anndata(adata)", [bare]))) == 1
    assert not notes((HEAD, []), (SETUP, [bare]))


def test_the_innermost_statement_is_meant() -> None:
    text = "for one in (1, 2):\n    scvi.model.SCVI.setup_anndata(\n        adata\n    )\n"
    error = failed(
        "ValueError",
        "Please run `adata = adata.copy()`",
        2,
        "    scvi.model.SCVI.setup_anndata(",
        IN_SCVI,
    )
    (note,) = notes((HEAD, []), (text, [error]))
    assert text[note.span.start : note.span.end].startswith("scvi.model")
    assert text[note.span.start : note.span.end].endswith(")")


def test_comments_and_settings_silence_it() -> None:
    line = "scvi.model.SCVI.setup_anndata(adata)"
    text = SETUP.replace(line, f"{line}  # scvi-lint: ignore[SCV004] known")
    error = failed(
        "ValueError",
        "Please run `adata = adata.copy()`",
        2,
        f"{line}  # scvi-lint: ignore[SCV004] known",
        IN_SCVI,
    )
    assert not check((HEAD, []), (text, [error]))
    off = Settings(ignore=("SCV004",))
    assert not [f for f in check((HEAD, []), (SETUP, [VIEW]), settings=off) if f.code == "SCV004"]


@pytest.mark.parametrize(
    "output",
    [
        {"output_type": "error"},
        {"output_type": "error", "ename": 3, "evalue": None, "traceback": 7},
        {"output_type": "error", "ename": "E", "evalue": "x" * 300_000, "traceback": [None, {}]},
        {
            "output_type": "error",
            "ename": "E",
            "evalue": "v",
            "traceback": ["Cell In[1]\n---> 9999999"],
        },
        {
            "output_type": "error",
            "ename": "E",
            "evalue": "v",
            "traceback": ["Cell In[1]\n" + "----" * 60_000],
        },
    ],
)
def test_outputs_that_anybody_wrote_do_no_harm(output: Any) -> None:
    assert not notes((HEAD, []), (SETUP, [output] * 50))


PRINTED = """Epoch 1/10
Traceback (most recent call last):
  File "/tmp/ipykernel_3/99.py", line 2, in <module>
    scvi.model.SCVI.setup_anndata(adata)
  File "/opt/lib/python3.11/site-packages/scvi/model/_scvi.py", line 211, in setup_anndata
    adata_manager.register_fields(adata, **kwargs)
ValueError: Please run `adata = adata.copy()`
"""


def test_a_traceback_that_was_only_printed_is_explained_too() -> None:
    stream = {"output_type": "stream", "name": "stderr", "text": PRINTED.splitlines(keepends=True)}
    (note,) = notes((HEAD, []), (SETUP, [stream]))
    assert SETUP[note.span.start : note.span.end] == "scvi.model.SCVI.setup_anndata(adata)"
    other = {
        **stream,
        "text": PRINTED.replace("/scvi/model/", "/anndata/").replace("99.py", "9.py"),
    }
    assert len(notes((HEAD, []), (SETUP, [other]))) == 1  # the statement itself is scvi-tools'
    script = {**stream, "text": PRINTED.replace("ipykernel_3/99.py", "train.py")}
    assert not notes((HEAD, []), (SETUP, [script]))
    assert len(notes((HEAD, []), ("!python train.py", [script]))) == 1
    assert not notes((HEAD, []), (SETUP, [{**stream, "name": "stdout"}]))
