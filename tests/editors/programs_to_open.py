"""What is opened in every editor: a small project with one fault and its twin as a notebook."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

from scvi_lint.homepage import HOME

# What each editor names when the server is missing.
SOURCE = f"git+{HOME}"

PROGRAM = """\
import scanpy as sc
import scvi

adata = sc.read_h5ad("pbmc.h5ad")
adata.layers["counts"] = adata.X.copy()
sc.pp.normalize_total(adata)
sc.pp.log1p(adata)

scvi.model.SCVI.setup_anndata(adata, batch_key="donor")
model = scvi.model.SCVI(adata, n_latent=30)
model.train(max_epochs=100)
adata.obsm["X_scVI"] = model.get_latent_representation()
"""
CODE = "SCV201"
LINE = 8  # 0-based
MENDED = 'scvi.model.SCVI.setup_anndata(adata, batch_key="donor", layer="counts")'


def notebook(program: str = PROGRAM) -> str:
    """The program as a notebook: a title, a magic, and a cell a paragraph."""
    cells = [{"cell_type": "markdown", "id": "title", "metadata": {}, "source": ["# PBMC"]}]
    for number, paragraph in enumerate(("%matplotlib inline", *program.split("\n\n"))):
        cells.append(
            {
                "cell_type": "code",
                "id": f"cell-{number}",
                "metadata": {},
                "execution_count": None,  # type: ignore[dict-item]
                "outputs": [],
                "source": paragraph.rstrip("\n").splitlines(keepends=True),
            }
        )
    language = {"name": "python", "version": "3.11.7"}
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": language}
    whole = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=1)


def write(folder: Path) -> None:
    """The project: a settings file, a script, a notebook."""
    (folder / "scvi-lint.toml").write_text('scvi-version = "1.4.2"\n')
    (folder / "integrate.py").write_text(PROGRAM)
    (folder / "integrate.ipynb").write_text(notebook())


def write_data(folder: Path, **further: Any) -> None:
    """The file that the program reads, with columns of cells that completion can offer."""
    tiny = _tiny_files()
    obs = {"donor": "D1*40 D2*40 D3*40", "condition": "control*60 stimulated*60", **further}
    tiny.write(str(folder / "pbmc.h5ad"), tiny.cells(obs=obs))


def _tiny_files() -> Any:
    """How the rules' examples write their data, which lies in a folder beside this one."""
    path = Path(__file__).parents[1] / "rules" / "tiny_files.py"
    found = importlib.util.spec_from_file_location("tiny_files", path)
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module
