"""A name that nothing binds: which names that are, and what is believed of them."""

from __future__ import annotations

import json

import pytest

from scvi_lint.config.settings import Settings
from scvi_lint.linting.checking import Checker
from scvi_lint.source.reading import read_document

USE = "import scvi\nscvi.model.SCVI.setup_anndata(adata, batch_key='batch')\n"


def told(text: str, name: str = "a.py") -> list[str]:
    checked = Checker(Settings(), version="1.4.2").check(read_document(name, text.encode()))
    return [one.code for one in checked.findings]


def notebook(*cells: str) -> str:
    made = [
        {"cell_type": "code", "source": cell, "outputs": [], "metadata": {}, "execution_count": 1}
        for cell in cells
    ]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@pytest.mark.parametrize(
    "text",
    [
        USE,
        f"def run():\n    import scvi\n    return adata\n{USE}",
        "import scvi\nscvi.settings.seed = 0\nkept = [one for one in adata.obs_names]\n",
        "import scvi\nif adata.n_obs > 10:\n    scvi.model.SCVI.setup_anndata(adata)\n",
        "import scvi\nmodel = scvi.model.SCVI.load('model', adata=adata)\n",
    ],
)
def test_what_nothing_binds_is_told(text: str) -> None:
    assert told(text) == ["SCV006"]
    assert told(notebook(*text.splitlines()) if "\n " not in text else notebook(text), "a.ipynb")


@pytest.mark.parametrize(
    "before",
    [
        "from helpers import *",
        "globals()['adata'] = read()\nfrom helpers import read",
        "exec(open('setup.py').read())",
        "import dill\ndill.load_session('a.db')",
        "def load():\n    global adata\n    adata = 1\nload()",
        "import helpers\nfor adata in helpers.all():\n    pass",
        "with open('a') as adata:\n    pass",
        "try:\n    adata\nexcept NameError:\n    adata = None",
        "if 'adata' not in globals():\n    raise SystemExit",
        "if (adata := input()):\n    pass",
        "import adata",
        "def adata():\n    pass",
        "match input():\n    case adata:\n        pass",
    ],
)
def test_whatever_may_bind_a_name_does(before: str) -> None:
    assert "SCV006" not in told(f"{before}\n{USE}")
    assert "SCV006" not in told(notebook(before, USE), "a.ipynb")


@pytest.mark.parametrize(
    "cell",
    ["%run helpers.py", "%store -r adata", "%pylab", "%%R -o adata\nx <- 1", "adata = sc.read("],
)
def test_a_magic_or_a_broken_cell_may_bind_it(cell: str) -> None:
    assert "SCV006" not in told(notebook(cell, USE), "a.ipynb")
    assert "SCV006" in told(notebook("%matplotlib inline", USE), "a.ipynb")


def test_a_program_that_has_nothing_to_do_with_scvi_tools_is_left_alone() -> None:
    assert told("import scanpy\nprint(scvi_score)\n") == []


def test_an_unbound_name_is_one_thing_each_time() -> None:
    """A piece of a longer program: what it does to its data is seen all the same."""
    later = "sc.pp.log1p(adata)\nscvi.model.SCVI.setup_anndata(adata)\nscvi.model.SCVI(adata)\n"
    assert told(f"import scanpy as sc\n{later}") == ["SCV006", "SCV250"]
    assert told(f"from helpers import *\n{later}") == ["SCV250"]
