"""Settings that a program combines: each combination is a call with values of its own."""

from __future__ import annotations

import textwrap

import pytest
from following import follow

from scvi_lint.interpreter.events.kinds import Constructed, Registered

START = """
import itertools
from itertools import product
from sklearn.model_selection import ParameterGrid
adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata)
grid = {"n_latent": [10, 30], "dispersion": ["gene", "gene-cell"]}
"""


@pytest.mark.parametrize(
    "loop",
    [
        """
        for n, kind in itertools.product([10, 30], ["gene", "gene-cell"]):
            scvi.model.SCVI(adata, n_latent=n, dispersion=kind)
        """,
        """
        for combination in product(*grid.values()):
            scvi.model.SCVI(adata, **dict(zip(grid, combination)))
        """,
        """
        for combination in product(grid["n_latent"], grid["dispersion"]):
            options = {name: value for name, value in zip(grid.keys(), combination)}
            scvi.model.SCVI(adata, **options)
        """,
        """
        for options in ParameterGrid(grid):
            scvi.model.SCVI(adata, **options)
        """,
    ],
)
def test_each_combination_is_built(loop: str) -> None:
    done = follow(START + textwrap.dedent(loop))
    built = [
        (event.argument("n_latent").literal, event.argument("dispersion").literal)
        for event in done.events(Constructed)
    ]
    assert built == [(10, "gene"), (10, "gene-cell"), (30, "gene"), (30, "gene-cell")]


def test_of_many_combinations_each_place_holds_what_may_stand_there() -> None:
    done = follow(
        START + "for n, kind in product(range(1, 60), grid['dispersion']):\n"
        "    scvi.model.SCVI(adata, n_latent=n, dispersion=kind)\n"
    )
    events = done.events(Constructed)
    assert {item.value for event in events for item in event.values("dispersion")} == {
        "gene",
        "gene-cell",
    }
    assert all(event.argument("n_latent").literal is None for event in events)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ('itertools.chain(["a"], ["b", "c"])', ["a", "b", "c"]),
        ('itertools.chain.from_iterable([["a"], ["b"]])', ["a", "b"]),
        ('[x + y for x, y in itertools.combinations(["a", "b", "c"], 2)]', ["ab", "ac", "bc"]),
        ('[x + y for x, y in itertools.permutations(["a", "b"], 2)]', ["ab", "ba"]),
        ('[x + y for x, y in itertools.product("ab", repeat=unknown)]', None),
        ('[f"lane{i}" for i in range(1, 4)]', ["lane1", "lane2", "lane3"]),
        ("[str(i) for i in range(20, 0, -10)]", ["20", "10"]),
        ("[str(i) for i in range(1, n)]", None),
        ("cells.tolist()", None),
    ],
)
def test_lists_made_of_lists(items: str, expected: list[str] | None) -> None:
    done = follow(
        START + f"names = {items}\n"
        "scvi.model.SCVI.setup_anndata(adata, categorical_covariate_keys=names)"
    )
    given = done.events(Registered)[-1].argument("categorical_covariate_keys")
    assert given.is_sequence
    assert given.is_complete is (expected is not None)
    assert [item.value for item in given.items] == (expected or [])
