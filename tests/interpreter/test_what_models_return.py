"""The axes of what a model returned, as far as they can be followed."""

from __future__ import annotations

import pytest
from following import follow

from scvi_lint.interpreter.domain.results import Embedding, Table
from scvi_lint.interpreter.events.kinds import Stored

MADE = """
        import numpy as np
        import pandas as pd
        adata = scvi.data.synthetic_iid()
        scvi.model.SCVI.setup_anndata(adata)
        model = scvi.model.SCVI(adata)
        model.train()
        draws = model.get_normalized_expression(n_samples=5, return_mean=False)
        table = model.get_normalized_expression()
        array = model.get_normalized_expression(return_numpy=True)
"""


def stored(value: str) -> Table | Embedding | None:
    done = follow(f"{MADE}        adata.uns['x'] = {value}\n")
    (event,) = [one for one in done.analysis.events if isinstance(one, Stored)]
    return event.returned


@pytest.mark.parametrize(
    ("value", "axes"),
    [
        ("draws", ("samples", "cells", "genes")),
        ("draws.mean(axis=0)", ("cells", "genes")),
        ("draws.std(-1)", ("samples", "cells")),
        ("np.var(draws, axis=1)", ("samples", "genes")),
        ("np.mean(draws, 0)", ("cells", "genes")),
        ("draws[0]", ("cells", "genes")),
        ("draws.mean(axis=0).T", ("genes", "cells")),
        ("array", ("cells", "genes")),
        ("array.T", ("genes", "cells")),
        ("array.sum(axis=1)", ("cells",)),
        ("table.values", ("cells", "genes")),
        ("table.to_numpy()", ("cells", "genes")),
        ("np.asarray(table)", ("cells", "genes")),
        ("table", ()),
        ("model.get_normalized_expression(gene_list=names, return_numpy=True)", ("cells", "any")),
        ("model.get_normalized_expression(return_numpy=flag)", ()),
        ("model.get_normalized_expression(n_samples=many, return_mean=False)", ()),
        ("model.get_normalized_expression(**options)", ()),
    ],
)
def test_axes_are_followed(value: str, axes: tuple[str, ...]) -> None:
    found = stored(value)
    assert isinstance(found, Table)
    assert found.axes == axes


@pytest.mark.parametrize("value", ["draws.mean()", "draws.mean(axis=axis)", "draws.mean(**how)"])
def test_an_axis_that_is_not_known_leaves_nothing(value: str) -> None:
    assert stored(value) is None


def test_of_means_and_variances_the_means_are_the_latent_space() -> None:
    for value in (
        "model.get_latent_representation(return_dist=True)[0]",
        "model.get_latent_representation()",
    ):
        found = stored(value)
        assert isinstance(found, Embedding) and found.method == "latent"
    assert isinstance(stored("model.get_latent_representation(return_dist=True)"), Table)


@pytest.mark.parametrize(
    ("value", "part"),
    [
        ("pd.Series(array.sum(axis=1))", "numbered"),
        ("pd.DataFrame(model.get_latent_representation())", "numbered"),
        ("pd.DataFrame(array, columns=names)", "numbered"),
        ("pd.DataFrame(array).values", "computed"),
        ("pd.DataFrame(array).to_numpy()", "computed"),
    ],
)
def test_rows_without_an_index_have_numbers_for_names(value: str, part: str) -> None:
    found = stored(value)
    assert isinstance(found, Table)
    assert found.part == part


@pytest.mark.parametrize(
    "value",
    [
        "pd.DataFrame(array, index=adata.obs_names)",
        "pd.DataFrame(array, adata.obs_names)",
        "pd.DataFrame(table)",
        "pd.DataFrame(array).set_index(adata.obs_names)",
    ],
)
def test_rows_with_an_index_have_names(value: str) -> None:
    found = stored(value)
    assert not isinstance(found, Table) or not found.axes
    assert found is None or (isinstance(found, Table) and found.part != "numbered")
