"""Data files beside the conversation: a first answer at once, a second with what they tell."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from programs import codes
from wire import Wire

from conftest import PUSHING

sys.path.append(str(Path(__file__).parents[1] / "rules"))

import tiny_files

PROGRAM = """import scanpy as sc
import scvi

adata = sc.read_h5ad("pbmc.h5ad")
scvi.model.SCVI.setup_anndata(adata, batch_key="sample")
"""
MISSING = "SCV150"


def write(folder: Path, column: str) -> None:
    made = tiny_files.cells(obs={column: "a*60 b*60"})
    tiny_files.write(str(folder / "new.h5ad"), made)
    (folder / "new.h5ad").replace(folder / "pbmc.h5ad")


def opened(wire: Wire, folder: Path, **options: object) -> str:
    wire.initialize(PUSHING, rootUri=folder.as_uri(), initializationOptions=options)
    uri = (folder / "program.py").as_uri()
    wire.open(uri, PROGRAM)
    return uri


def test_what_the_file_tells_comes_after_the_first_answer(fresh: Wire, tmp_path: Path) -> None:
    write(tmp_path, "sampleID")
    uri = opened(fresh, tmp_path)
    first = fresh.diagnostics(uri)
    assert MISSING not in codes(first)
    second = fresh.diagnostics(uri)
    assert MISSING in codes(second)


def test_a_changed_file_is_looked_at_again(fresh: Wire, tmp_path: Path) -> None:
    write(tmp_path, "sampleID")
    uri = opened(fresh, tmp_path)
    while MISSING not in codes(fresh.diagnostics(uri)):
        pass
    write(tmp_path, "sample")
    change = {"uri": (tmp_path / "pbmc.h5ad").as_uri(), "type": 2}
    fresh.notify("workspace/didChangeWatchedFiles", {"changes": [change]})
    assert MISSING not in codes(fresh.diagnostics(uri))


def test_nothing_is_looked_at_when_the_settings_say_so(fresh: Wire, tmp_path: Path) -> None:
    write(tmp_path, "sampleID")
    uri = opened(fresh, tmp_path, evidence=False)
    assert MISSING not in codes(fresh.diagnostics(uri))
    with pytest.raises(AssertionError):
        fresh.wait(lambda message: "diagnostics" in (message.get("params") or {}), 3.0)
