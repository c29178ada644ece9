"""What a notebook keeps of its last run: outputs as possible facts, counts as a contradiction."""

from __future__ import annotations

import json
from typing import Any

from following import IMPORTS, api, told

from scvi_lint.config import Settings
from scvi_lint.flow.analysis import analyse
from scvi_lint.flow.context import Context
from scvi_lint.flow.views import AnnDataView
from scvi_lint.linting.checking import Checker
from scvi_lint.source.document import Document
from scvi_lint.source.reading import read_document

SHOWN = """AnnData object with n_obs × n_vars = 2638 × 1838
    obs: 'batch', 'donor'
    var: 'n_cells'
    obsm: 'X_pca'
    layers: 'counts'"""


def notebook(*cells: tuple[str, int | None, str]) -> Document:
    """Cells of source, execution count and shown text ("" for none)."""
    written: list[dict[str, Any]] = []
    for source, count, shown in ((IMPORTS, None, ""), *cells):
        output = {"output_type": "execute_result", "execution_count": count, "metadata": {}}
        output["data"] = {"text/plain": shown.splitlines(keepends=True)}
        written.append(
            {
                "cell_type": "code",
                "execution_count": count,
                "metadata": {},
                "source": source,
                "outputs": [output] if shown else [],
            }
        )
    whole = {"cells": written, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return read_document("a.ipynb", json.dumps(whole).encode())


def shown_data(*cells: tuple[str, int | None, str]) -> AnnDataView:
    done = analyse(notebook(*cells, ("adata", None, "")), Context(api()))
    _, value, table = done.mentions[-1]
    return AnnDataView(value.atoms[0].id, table, "adata")  # type: ignore[attr-defined]


def test_listed_entries_are_possible() -> None:
    adata = shown_data(('adata = sc.read_h5ad("a.h5ad")\nadata', 1, SHOWN))
    assert told(adata.obs("batch")) == "… ?"
    assert told(adata.obsm("X_pca")) == "unknown ?"
    assert told(adata.layer("counts")) == "as read ?"
    assert told(adata.obs("other")) == "nothing"


def test_what_the_program_says_is_believed_rather_than_an_output() -> None:
    adata = shown_data(
        ('adata = sc.read_h5ad("a.h5ad")\nadata.obs["batch"] = "one"\nadata', 1, SHOWN)
    )
    assert told(adata.obs("batch")) == "one"


def test_output_of_a_cell_that_ends_otherwise_tells_nothing() -> None:
    adata = shown_data(('adata = sc.read_h5ad("a.h5ad")\nprint(adata)', 1, SHOWN))
    assert told(adata.obs("batch")) == "nothing"


def severity(*counts: int | None) -> str:
    cells = (
        "adata = scvi.data.synthetic_iid()\nscvi.model.SCVI.setup_anndata(adata)",
        "adata = adata.copy()",
        "model = scvi.model.SCVI(adata)",
    )
    document = notebook(*((text, count, "") for text, count in zip(cells, counts, strict=True)))
    found = Checker(Settings()).check(document).findings
    return next(finding.severity for finding in found if finding.code == "SCV103")


def test_counts_that_contradict_the_order_lower_an_error() -> None:
    assert severity(None, None, None) == "error"
    assert severity(1, 5, 3) == "warning"
