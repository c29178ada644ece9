"""Values of a matrix that a program overwrites, cells that it takes out: what is left."""

from __future__ import annotations

import pytest
from following import follow, told

START = """
import numpy as np
import scipy.sparse as sp
from sklearn.preprocessing import binarize
adata = sc.read_h5ad("a.h5ad")
"""


@pytest.mark.parametrize(
    "step",
    [
        "adata.X = (adata.X > 0).astype(int)",
        "adata.X = (adata.X != 0) * 1",
        "adata.X = np.where(adata.X > 0, 1, 0)",
        "adata.X = adata.X.sign()",
        "adata.X = np.clip(adata.X, 0, 1)",
        "adata.X = adata.X.minimum(1)",
        "adata.X = adata.X.astype(bool).astype('float32')",
        "adata.X = binarize(adata.X)",
        "adata.X = sp.csr_matrix((adata.X > 0).astype(float))",
        "adata.X[adata.X > 0] = 1",
        "adata.X[adata.X.nonzero()] = 1",
        "adata.X.data[:] = 1",
        "adata.X.data.fill(1)",
        "adata.X.data = np.ones_like(adata.X.data)",
        "X = adata.X.copy()\nX.data[:] = 1\nadata.X = X",
        "X = adata.X.toarray()\nX[X > 1] = 1\nadata.X = X",
    ],
)
def test_what_only_says_whether_there_is_something_is_binary(step: str) -> None:
    assert told(follow(START + step).data("adata").x) == "binary"


@pytest.mark.parametrize(
    "step",
    [
        "adata.X[adata.X > 10] = 10",
        "adata.X[adata.X < 1] = 1",
        "adata.X[other > 0] = 1",
        "adata.X[:] = 1",
        "adata.X = np.clip(adata.X, 0, 10)",
        "adata.X = np.where(other, adata.X, 0)",
        "sc.pp.log1p(adata)\nadata.X[adata.X > 1] = 1",
        "expressed = adata.X > 0",
        "X = adata.X.copy()\nX.data[:] = 1",
    ],
)
def test_other_changes_make_nothing_binary(step: str) -> None:
    assert "binary" not in told(follow(START + step).data("adata").x)


@pytest.mark.parametrize(
    ("step", "holes"),
    [
        ("adata.X[0, 0] = np.nan", True),
        ("adata.X[adata.X == 0] = np.nan", True),
        ("adata.X[adata.X > cap] = float('nan')", "likely"),
        ("X = adata.X.toarray()\nX[0] = np.nan\nadata.X = X", True),
        ("adata.X = np.where(adata.X > cap, np.nan, adata.X)", "likely"),
        ("adata.X[0, 0] = np.nan\nadata.X[np.isnan(adata.X)] = 0", False),
        ("adata.X[0, 0] = np.nan\nadata.X = np.nan_to_num(adata.X)", False),
        ("X = adata.X.copy()\nX[0] = np.nan", False),
        ("adata.X[0, 0] = 0", False),
    ],
)
def test_values_that_become_nan_are_known(step: str, holes: bool | str) -> None:
    known = follow(START + step).data("adata").x
    assert known is not None and known.value.holes == holes


@pytest.mark.parametrize(
    ("step", "gone"),
    [
        ('adata = adata[adata.obs["kind"] != "doublet"].copy()', ("doublet",)),
        ('adata = adata[~adata.obs["kind"].isin(["a", "b"])].copy()', ("a", "b")),
        ('adata = adata[~adata.obs.kind.isin(["a", "b"]).to_numpy(), :].copy()', ("a", "b")),
        ('keep = (adata.obs.kind != "a").values\nadata = adata[keep].copy()', ("a",)),
        ('adata = adata[adata.obs.kind != "a"]\nadata = adata[adata.obs.kind != "b"]', ("a", "b")),
        ('adata = adata[adata.obs["kind"] == "a"].copy()', ()),
        ('adata = adata[~adata.obs["kind"].isin(unknown)].copy()', ()),
        ('adata[adata.obs["kind"] != "a"].obs["kind"].unique()', ()),
        ('b = adata[adata.obs["kind"] != "a"].copy()', ()),
        (
            'adata = adata[adata.obs["kind"] != "a"].copy()\nadata.obs["kind"] = names',
            (),
        ),
    ],
)
def test_cells_that_were_taken_out_are_known(step: str, gone: tuple[str, ...]) -> None:
    adata = follow(START + step).data("adata")
    assert all(adata.taken_out("kind", name) is not None for name in gone)
    assert all(adata.taken_out("kind", name) is None for name in {"a", "b", "c"} - {*gone})


@pytest.mark.parametrize(
    ("step", "missing"),
    [
        ("sc.pp.filter_cells(adata, min_genes=200)", "likely"),
        ("sc.pp.subsample(adata, 0.1)", "likely"),
        ("adata = adata[adata.obs.pct_counts_mt < 5].copy()", "likely"),
        (
            "adata = adata[(adata.obs['n_genes'] > 9) & (adata.obs.n_genes < 99), :].copy()",
            "likely",
        ),
        ("adata = adata[adata.obs['kind'].notna()].copy()", None),
        ("adata = adata[adata.obs['age'] > 3].copy()", None),
        ("adata = adata[keep].copy()", None),
        ("adata = adata[:10].copy()", None),
        ("", True),
    ],
)
def test_what_is_missing_is_likely_missing_after_a_choice_by_quality(
    step: str, missing: bool | str | None
) -> None:
    done = follow(START + 'adata.obs["kind"] = np.nan\n' + step)
    known = done.data("adata").obs("kind")
    assert known is not None and known.value.missing == missing


@pytest.mark.parametrize(
    ("column", "made_by"),
    [
        ("adata.obs_names", "the names of the cells"),
        ("adata.obs.index.astype(str)", "the names of the cells"),
        ('adata.obs_names.str.split("-").str[1]', ""),
        ("pd.factorize(adata.obs['run'])[0]", "numbering categories"),
        ("adata.obs['run'].astype('category').cat.codes", "numbering categories"),
        ("LabelEncoder().fit_transform(adata.obs['run'])", "numbering categories"),
        ("adata.obs['run'].cat.categories", ""),
    ],
)
def test_names_of_cells_and_numbers_of_categories_are_told_apart(column: str, made_by: str) -> None:
    start = "import pandas as pd\nfrom sklearn.preprocessing import LabelEncoder\n"
    known = follow(f'{start}{START}adata.obs["new"] = {column}').data("adata").obs("new")
    assert known is not None and known.value.made_by == made_by


@pytest.mark.parametrize(
    ("step", "most"),
    [
        ("sc.pp.subsample(adata, n_obs=80)", 80),
        ("few = adata[:50]\nadata = few.copy()", 50),
        ("adata = adata[:50, :10].copy()", 50),
        ("sc.pp.subsample(adata, fraction=0.1)", None),
        ("adata = adata[50:].copy()", None),
        ("adata = adata[:-5].copy()", None),
        ("few = adata[:50].copy()", None),
    ],
)
def test_how_many_cells_are_left_at_most(step: str, most: int | None) -> None:
    known = follow(START + step).data("adata").most_cells
    assert (None if known is None else known.value) == most
