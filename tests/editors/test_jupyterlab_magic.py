"""JupyterLab: what `%scvi_lint` and `%%scvi_lint` show below a cell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from browser import picture
from jupyter import ROOT, lab

pytestmark = pytest.mark.editors

PICTURES = ROOT / "editors" / "jupyterlab" / "images"
CELLS = (
    "%load_ext scvi_lint",
    "%%scvi_lint\nimport scvi\nadata = scvi.data.synthetic_iid()\n"
    'scvi.model.SCVI.setup_anndata(adata, batch_key="bacth")\n'
    "model = scvi.model.SCVI(adata)\nmodel.get_latent_representation()",
)


def write(path: Path, cells: tuple[str, ...]) -> None:
    made = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": one}
        for one in cells
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    text = {"nbformat": 4, "nbformat_minor": 4, "metadata": kernel, "cells": made}
    path.write_text(json.dumps(text))


def run_all(page: Any) -> None:
    page.locator(".jp-Notebook").first.click()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()


def test_findings_stand_below_the_cell(project: Path) -> None:
    write(project / "magic.ipynb", CELLS)
    with lab(project) as jupyter:
        jupyter.open("magic.ipynb", "load_ext")
        run_all(jupyter.page)
        shown = jupyter.page.locator(".jp-OutputArea-output div.scvi-lint")
        shown.first.wait_for()
        told = shown.first.inner_text()
        assert "SCV150" in told and "bacth" in told and "Did you mean 'batch'?" in told
        links = shown.first.locator("a").all()
        assert links and all(
            (one.get_attribute("href") or "").startswith("https://docs.scvi-tools.org/")
            for one in links
        )
        picture(jupyter.page, PICTURES / "magic.png")
