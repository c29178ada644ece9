"""Columns put together of others, and cells that are chosen in several ways."""

from __future__ import annotations

import pytest
from following import follow

BEGINNING = """
import numpy as np

adata = scvi.data.synthetic_iid()
adata.obs["kind"] = ["B", "T"] * 200
adata.obs["arm"] = ["case", "control"] * 200
"""


@pytest.mark.parametrize(
    "step",
    [
        'adata.obs["kind"] + "_" + adata.obs["arm"]',
        'adata.obs["kind"].astype(str) + "_" + adata.obs["arm"].astype(str)',
        'adata.obs["kind"].str.cat(adata.obs["arm"], sep="_")',
        'adata.obs[["kind", "arm"]].agg("_".join, axis=1)',
        'adata.obs[["kind", "arm"]].astype(str).apply("_".join, axis="columns")',
    ],
)
def test_names_of_two_columns_are_put_together(step: str) -> None:
    adata = follow(f'{BEGINNING}adata.obs["both"] = {step}').data("adata")
    levels = adata.levels("both")
    assert levels is not None
    assert levels.names == ("B_case", "B_control", "T_case", "T_control")
    assert not levels.rule_out("B_case")
    assert levels.rule_out("case")
    assert adata.made_of("both") == ("both", "kind", "arm")


def test_lists_of_two_columns_hold_the_names_of_both() -> None:
    other = follow(f"""{BEGINNING}
other = scvi.data.synthetic_iid()
other.obs["kind"] = ["NK"] * 400
other.obs["all"] = (adata.obs["kind"].tolist() + other.obs["kind"].tolist())[:400]
other.obs["kinds"] = adata.obs["kind"].tolist() + other.obs["kind"].tolist()
""").data("other")
    levels = other.levels("kinds")
    assert levels is None or not levels.rule_out("NK")


def test_a_column_mapped_from_donors_is_made_of_them() -> None:
    adata = follow(f"""{BEGINNING}
adata.obs["donor"] = ["d1", "d2"] * 200
adata.obs["group"] = adata.obs["donor"].map({{"d1": "a", "d2": "b"}})
""").data("adata")
    assert adata.made_of("group") == ("group", "donor")


@pytest.mark.parametrize(
    "chosen",
    [
        'np.r_[np.where(adata.obs["kind"] == "B")[0]]',
        'adata.obs_names[adata.obs["kind"] == "B"]',
        'adata.obs.groupby("kind").indices["B"]',
        "adata.obs.query(\"kind == 'B' and arm != 'x'\").index",
        "adata.obs.query(\"not (kind in ['T'])\").index",
        'np.intersect1d(np.where(adata.obs["kind"] == "B")[0], np.where(adata.obs["arm"] == "a"))',
    ],
)
def test_chosen_cells_have_the_values_that_chose_them(chosen: str) -> None:
    part = follow(f"{BEGINNING}part = adata[{chosen}].copy()").data("part")
    levels = part.levels("kind")
    assert levels is not None
    assert levels.names == ("B",)


def test_each_group_of_cells_is_one_of_its_name() -> None:
    run = follow(f"""{BEGINNING}
parts = {{name: adata[rows.index] for name, rows in adata.obs.groupby("kind")}}
first = parts["T"]
""")
    levels = run.data("first").levels("kind")
    assert levels is not None
    assert levels.names == ("T",)
