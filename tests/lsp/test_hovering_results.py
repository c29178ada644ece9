"""Hovers on what a model returned, and on keys of what is kept of it."""

from __future__ import annotations

from typing import Any

import pytest
from opened import Opened

from scvi_lint.config import Settings
from scvi_lint.evidence import wants
from scvi_lint.evidence.facts import seen
from scvi_lint.ide.crossing import crossed
from scvi_lint.ide.describe import plain
from scvi_lint.ide.hover import hover
from scvi_lint.lsp.session.settings import Scope

HEAD = """\
import scanpy as sc
import scvi
adata = sc.read_h5ad("a.h5ad")
adata.layers["counts"] = adata.X.copy()
sc.pp.normalize_total(adata)
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="donor")
model = scvi.model.SCVI(adata, n_latent=12)
model.train()
"""


def text(program: str, word: str, offset: int = 0) -> str:
    opened = Opened(program)
    found = hover(opened.insight(), opened.spot(word, offset))
    return "" if found is None else plain(found.lines)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (
            "model.get_latent_representation()",
            "cells × 12 latent dimensions · SCVI.get_latent_representation of model (line 9)\n"
            "the cells of its data",
        ),
        (
            'model.get_normalized_expression(gene_list=["A", "B"], library_size=1e4)',
            "cells × 2 genes (A, B) · SCVI.get_normalized_expression of model (line 9)\n"
            "the cells of its data · all genes of a cell add up to 10000 · "
            "each cell decoded in its own batch",
        ),
        (
            'model.get_normalized_expression(adata, transform_batch="D1", library_size="latent")',
            "cells × genes · SCVI.get_normalized_expression of model (line 9)\n"
            "the cells of adata · each cell at its own library size · decoded for batch 'D1'",
        ),
        (
            'model.get_normalized_expression(transform_batch=["D1", "D2"], indices=some)',
            "cells × genes · SCVI.get_normalized_expression of model (line 9)\n"
            "some cells of its data · all genes of a cell add up to 1 · "
            "decoded for the mean of batches 'D1', 'D2'",
        ),
        (
            'model.differential_expression(groupby="t", group1="B", mode="change")',
            "a table: a row for each feature and comparison · SCVI.differential_expression of "
            "model (line 9)\nt: B against all others · mode change",
        ),
        (
            'model.differential_expression(groupby="t")',
            "a table: a row for each feature and comparison · SCVI.differential_expression of "
            "model (line 9)\neach of t against all others · mode vanilla",
        ),
    ],
)
def test_a_result_tells_its_shape_cells_scale_and_batch(call: str, said: str) -> None:
    program = f"{HEAD}result = {call}\nprint(result)\n"
    assert text(program, "print(result", 7) == f"result · {said}"
    assert text(program, "result = ", 2) == f"result · {said}"


def test_of_a_model_that_was_not_trained_it_says_so() -> None:
    program = HEAD.replace("model.train()\n", "") + "z = model.get_latent_representation()\nz\n"
    assert text(program, "\nz\n", 1).endswith("the model was not trained")
    assert "not trained" not in text(
        HEAD + "z = model.get_latent_representation()\nz\n", "\nz\n", 1
    )


def test_a_name_that_may_be_something_else_says_nothing() -> None:
    either = "if x:\n    z = model.get_latent_representation()\nelse:\n    z = 1\nprint(z)\n"
    assert text(HEAD + either, "print(z", 6) == ""
    after = "z = model.get_latent_representation()\nz = z.mean()\nprint(z)\n"
    assert "latent dimensions" not in text(HEAD + after, "print(z", 6)


KEPT = (
    HEAD
    + """\
adata.obsm["X_scVI"] = model.get_latent_representation()
sc.pp.neighbors(adata, use_rep="X_scVI")
sc.tl.leiden(adata)
sc.tl.umap(adata)
print(adata.obs["leiden"], adata.obsm["X_umap"], adata.layers["counts"], adata.obs["nobody"])
sc.pl.umap(adata, color=["leiden"])
"""
)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ('"X_scVI"] = ', "X_scVI: the latent space of SCVI, 12 dimensions (line 9)"),
        ('use_rep="X_scVI"', "X_scVI: the latent space of SCVI, 12 dimensions (line 9)"),
        ('obs["leiden"', "leiden ← graph ← X_scVI (line 11)"),
        ('color=["leiden"', "leiden ← graph ← X_scVI (line 11)"),
        ('obsm["X_umap"', "X_umap: umap ← graph ← X_scVI (line 12)"),
        ('layers["counts"], ', "counts: as read (line 4)"),
        ('layers["counts"] = ', "counts: as read (line 4)"),
        ('obs["nobody"', ""),
    ],
)
def test_a_key_tells_what_the_entry_holds(word: str, said: str) -> None:
    assert text(KEPT, word, word.index('"') + 2) == said


LEVELS = {
    "form": "data",
    "kind": "anndata",
    "n_obs": 100,
    "n_vars": 10,
    "obs": {
        name: {
            "kind": "categorical",
            "categories": [level for level, _ in counts],
            "n_categories": len(counts),
            "counts": counts,
        }
        for name, counts in {
            "donor": [["D1", 40], ["D2", 40], ["D3", 20]],
            "disease": [["no", 40], ["yes", 60]],
        }.items()
    },
}
PAIRS = {"form": "crosstab", "pairs": [["D1", "no", 40], ["D2", "yes", 40], ["D3", "yes", 20]]}


class Counted(Scope):
    def check(self, document: Any, evidence: Any = None, trail: Any = None) -> Any:
        back = [[right, left, number] for left, right, number in PAIRS["pairs"]]
        answers = {
            wants.data(document.path, "a.h5ad"): seen("/p/a.h5ad", LEVELS),
            wants.crosstab(document.path, "a.h5ad", "", "donor", "disease"): seen("", PAIRS),
            wants.crosstab(document.path, "a.h5ad", "", "disease", "donor"): seen(
                "", {**PAIRS, "pairs": back}
            ),
        }
        return super().check(document, answers, trail)


def test_a_key_tells_its_levels_and_in_what_they_are_nested() -> None:
    opened = Opened(HEAD.replace('batch_key="donor"', 'batch_key="donor", labels_key="disease"'))
    opened.scope = Counted("/p/a.py", "/p", Settings(), "")
    insight = opened.insight()
    lines = hover(insight, opened.spot('batch_key="donor"', 2))
    assert lines is not None
    told = plain(lines.lines)
    assert "donor: D1 40 · D2 40 · D3 20" in told
    assert "Nested: each donor lies in one disease." in told
    other = hover(insight, opened.spot('labels_key="disease"', 2))
    assert other is not None and "Nested" not in plain(other.lines)
    for shown in (told, plain(other.lines)):
        assert "Cells by donor and disease:\nD1: no 40 · yes 0\nD2: no 0 · yes 40\n" in shown


def test_batches_are_held_against_a_condition_that_no_argument_names() -> None:
    """Nor does a rule ask: whoever hovers wants to see it."""
    opened = Opened(HEAD)
    opened.scope = Counted("/p/a.py", "/p", Settings(), "")
    shown = hover(opened.insight(), opened.spot('batch_key="donor"', 2))
    assert shown is not None
    assert "Cells by donor and disease:\nD1: no 40 · yes 0" in plain(shown.lines)
    opened = Opened(HEAD.replace(', batch_key="donor"', ""))
    opened.scope = Counted("/p/a.py", "/p", Settings(), "")
    assert crossed(opened.insight().analysis) == {}
