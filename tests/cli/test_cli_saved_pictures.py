"""Notebooks are read without their saved pictures, and rewritten with them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import FAULTY, Lint

pytestmark = pytest.mark.usefixtures("few_rules")

PICTURE = "iVBORw0KGgo" + "A" * 300


def notebook(code: str, picture: str = PICTURE) -> str:
    shown = {"output_type": "display_data", "metadata": {}, "data": {"image/png": picture}}
    cell = {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {},
        "outputs": [shown],
        "source": code,
    }
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def test_a_picture_that_spells_the_library_is_no_program_of_it(here: Path, lint: Lint) -> None:
    (here / "a.ipynb").write_text(notebook("f(", "iVBscviORw0KGgo"))
    (here / "b.ipynb").write_text(notebook("import scvi\nf("))
    out = lint("check", "--output-format", "concise", "--severity", "info", "-q", ".").out
    assert "b.ipynb" in out and "a.ipynb" not in out


def test_what_is_wrong_with_a_notebook_is_told_of_the_whole(here: Path, lint: Lint) -> None:
    broken = notebook("import scvi", f"{PICTURE}\n\n\n")[:-2].replace("\\n", "\n")
    (here / "a.ipynb").write_text(broken)
    out = lint("check", "--output-format", "concise", "-q", ".").out
    assert "The notebook is not valid JSON at line 1." in out


def test_fixes_leave_pictures_where_they_are(here: Path, lint: Lint) -> None:
    (here / "a.ipynb").write_text(notebook(FAULTY))
    lint("check", "--fix", "--unsafe-fixes", ".")
    saved = json.loads((here / "a.ipynb").read_text())["cells"][0]
    assert saved["outputs"][0]["data"]["image/png"] == PICTURE
    assert saved["source"] != FAULTY
