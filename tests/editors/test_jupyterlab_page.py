"""JupyterLab: what jupyterlab-lsp shows of a notebook when scvi-lint is installed beside it."""

from __future__ import annotations

import json
import os
import signal
import urllib.request
from pathlib import Path

import pytest
from browser import picture
from jupyter import ROOT, lab
from programs_to_open import CODE, write_data

pytestmark = pytest.mark.editors

PICTURES = ROOT / "editors" / "jupyterlab" / "images"
FAULTY = "setup_anndata(adata, batch_key"


def test_a_notebook_is_checked_and_explained(project: Path) -> None:
    with lab(project) as jupyter:
        with urllib.request.urlopen(f"{jupyter.url}/lsp/status") as answer:
            servers = json.load(answer)["sessions"]
        assert servers["scvi-lint"]["spec"]["display_name"] == "scvi-lint"
        jupyter.open("integrate.ipynb", FAULTY)
        assert jupyter.marks().first.inner_text() == "setup_anndata"
        shown = jupyter.hover("SCVI(adata, n_latent", "adata", expected="registered for SCVI")
        # Lines of the joined text would mean nothing to who sees cells.
        assert "log-normalised (sc.pp.log1p(adata))" in shown and "line" not in shown
        picture(jupyter.page, PICTURES / "hover.png")
        jupyter.page.keyboard.press("Escape")
        said = jupyter.message()
        assert "SCVI models counts; X was" in said and "docs.scvi-tools.org" in said
        picture(jupyter.page, PICTURES / "finding.png")
        (row,) = jupyter.panel().all()
        assert CODE in row.inner_text()


def test_data_files_beside_the_notebook_are_looked_at(project: Path) -> None:
    write_data(project)
    with lab(project) as jupyter:
        jupyter.open("integrate.ipynb", FAULTY)
        shown = jupyter.hover("SCVI(adata, n_latent", "adata", expected="120 × 20")
        assert "batch_key 'donor' (3 levels, smallest 40 cells)" in shown
        shown = jupyter.hover(FAULTY, "batch_key", expected="D1")
        assert "donor: D1 40 · D2 40 · D3 40" in shown
        picture(jupyter.page, PICTURES / "data.png")
    assert not (project / ".virtual_documents").exists()


def test_settings_of_the_user_reach_the_server(project: Path) -> None:
    settings = {"language_servers": {"scvi-lint": {"serverSettings": {"ignore": [CODE]}}}}
    with lab(project, settings=settings) as jupyter:
        jupyter.open("integrate.ipynb", FAULTY)
        jupyter.hover("SCVI(adata, n_latent", "adata", expected="registered for SCVI")
        assert jupyter.page.locator(".cm-lintRange").count() == 0


def test_a_page_that_is_loaded_anew_has_a_new_server_after_a_crash(project: Path) -> None:
    with lab(project) as jupyter:
        jupyter.open("integrate.ipynb", FAULTY)
        jupyter.marks()
        (first,) = jupyter.servers()
        os.kill(first, signal.SIGKILL)
        jupyter.open("integrate.ipynb", FAULTY)
        jupyter.hover("SCVI(adata, n_latent", "adata", expected="registered for SCVI")
        assert jupyter.servers() != [first] and jupyter.servers()
