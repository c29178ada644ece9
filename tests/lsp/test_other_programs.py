"""What another program of the folder wrote is known in an open one, a moment after it is opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from programs import codes
from wire import Wire

from conftest import PUSHING

QC = """\
import scanpy as sc

adata = sc.read_10x_h5("raw.h5")
sc.pp.normalize_total(adata)
sc.pp.log1p(adata)
adata.write_h5ad("qc.h5ad")
"""
SETUP = """\
import scanpy as sc
import scvi

adata = sc.read_h5ad("qc.h5ad")
scvi.model.SCVI.setup_anndata(adata)
scvi.model.SCVI.setup_anndata(scvi.data.synthetic_iid(), layers="counts")
"""
TRAIN = """\
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train()
model.save("model", save_anndata=True)
"""
LOAD = """\
import scvi

model = scvi.model.SCVI.load("model")
model.get_normalized_expression(transform_batch="nowhere")
"""
LOGNORM = "SCV250"


def opened(wire: Wire, folder: Path, text: str, **options: object) -> str:
    wire.initialize(PUSHING, rootUri=folder.as_uri(), initializationOptions=options)
    uri = (folder / "02_setup.py").as_uri()
    wire.open(uri, text)
    return uri


def until(wire: Wire, uri: str, code: str, *, there: bool = True) -> list[dict[str, Any]]:
    while (code in codes(found := wire.diagnostics(uri))) is not there:
        pass
    return found


def test_what_another_program_wrote_comes_after_the_first_answer(
    fresh: Wire, tmp_path: Path
) -> None:
    (tmp_path / "01_qc.py").write_text(QC)
    uri = opened(fresh, tmp_path, SETUP)
    first = fresh.diagnostics(uri)
    assert LOGNORM not in codes(first) and "SCV109" in codes(first)
    second = until(fresh, uri, LOGNORM)
    assert "SCV109" in codes(second)
    (found,) = [one for one in second if one["code"] == LOGNORM]
    told = [
        (Path(one["location"]["uri"]).name, one["location"]["range"]["start"]["line"])
        for one in found["relatedInformation"]
    ]
    assert ("01_qc.py", 4) in told and ("01_qc.py", 5) in told


def test_a_saved_file_is_followed_again(fresh: Wire, tmp_path: Path) -> None:
    (tmp_path / "01_qc.py").write_text(QC)
    uri = opened(fresh, tmp_path, SETUP)
    until(fresh, uri, LOGNORM)
    raw = QC.replace("sc.pp.normalize_total(adata)\nsc.pp.log1p(adata)\n", "")
    (tmp_path / "01_qc.py").write_text(raw)
    change = {"uri": (tmp_path / "01_qc.py").as_uri(), "type": 2}
    fresh.notify("workspace/didChangeWatchedFiles", {"changes": [change]})
    until(fresh, uri, LOGNORM, there=False)


def test_a_model_that_another_program_saved_is_known(fresh: Wire, tmp_path: Path) -> None:
    (tmp_path / "01_train.py").write_text(TRAIN)
    uri = opened(fresh, tmp_path, LOAD)
    assert "SCV401" in codes(until(fresh, uri, "SCV401"))


@pytest.mark.parametrize("key", ["z", "\n"])
def test_what_is_typed_keeps_what_others_wrote(fresh: Wire, tmp_path: Path, key: str) -> None:
    (tmp_path / "01_qc.py").write_text(QC)
    uri = opened(fresh, tmp_path, SETUP)
    until(fresh, uri, LOGNORM)
    fresh.change(uri, 2, {"text": f"{SETUP}x = 1{key}\n"})
    assert LOGNORM in codes(fresh.diagnostics(uri))


def test_settings_turn_it_off(fresh: Wire, tmp_path: Path) -> None:
    (tmp_path / "01_qc.py").write_text(QC)
    uri = opened(fresh, tmp_path, SETUP, isolatedFiles=True)
    assert LOGNORM not in codes(fresh.diagnostics(uri))
    fresh.change(uri, 2, {"text": f"{SETUP}scvi.model.SCVI.nothing\n"})
    assert LOGNORM not in codes(fresh.diagnostics(uri))
