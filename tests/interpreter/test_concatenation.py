"""What `anndata.concat` keeps of its parts: below each other, and beside each other."""

from __future__ import annotations

import pytest
from following import follow, told

PARTS = """
        a, b = sc.read_h5ad("a.h5ad"), sc.read_h5ad("b.h5ad")
        a.obs["batch"], b.obs["batch"] = "x", "y"
        a.layers["c"], b.layers["c"] = a.X.copy(), b.X.copy()
"""


@pytest.mark.parametrize(
    ("call", "empty", "kept"),
    [
        ("ad.concat([a, b])", {"var", "uns"}, {"obs", "obsm"}),
        ("ad.concat([a, b], axis='obs')", {"var", "uns"}, {"obs", "obsm"}),
        ("ad.concat([a, b], axis=0, merge='same')", {"uns"}, {"obs", "obsm", "var"}),
        ("ad.concat([a, b], uns_merge='same')", {"var"}, {"obs", "obsm", "uns"}),
        ("ad.concat([a, b], axis=1)", {"obs", "obsm", "uns"}, {"var"}),
        ("ad.concat([a, b], axis='var', merge=None)", {"obs", "obsm", "uns"}, {"var"}),
        ("ad.concat([a, b], axis=1, merge='first')", {"uns"}, {"obs", "obsm", "var"}),
        ("ad.concat([a, b], axis=ask(), uns_merge=ask())", set(), {"obs", "obsm", "var", "uns"}),
        ("ad.concat([a, b], **ask())", set(), {"obs", "obsm", "var", "uns"}),
    ],
)
def test_which_rooms_stay_empty(call: str, empty: set[str], kept: set[str]) -> None:
    whole = follow(f"{PARTS}        whole = {call}\n").data("whole")
    assert {room for room in empty | kept if whole.lacks(room, "asked")} == empty


def test_genes_beside_genes_bring_no_columns_along() -> None:
    done = follow(f"{PARTS}        whole = ad.concat([a, b], axis=1, label='kind', keys='rp')\n")
    whole = done.data("whole")
    assert whole.lacks("obs", "batch")
    assert not whole.lacks("var", "kind")
    assert told(whole.x) == told(whole.layer("c")) == "as read"


def test_other_scales_beside_each_other_are_no_cells_of_two_kinds() -> None:
    log = f"{PARTS}        sc.pp.log1p(b)\n        whole = ad.concat([a, b], axis="
    assert told(follow(f"{log}0)\n").data("whole").x) == "mixed"
    assert told(follow(f"{log}1)\n").data("whole").x) == "unknown"


@pytest.mark.parametrize(
    ("join", "lost"), [("", True), (", join='inner'", True), (", join='outer'", False)]
)
def test_a_column_that_one_part_lost_is_lost(join: str, lost: bool) -> None:
    text = f"{PARTS}        del b.obs['batch']\n        whole = ad.concat([a, b]{join})\n"
    assert follow(text).data("whole").lacks("obs", "batch") is lost
    again = f"{text}        whole.obs['batch'] = 'z'\n"
    assert not follow(again).data("whole").lacks("obs", "batch")


def test_columns_of_parts_that_are_known_whole() -> None:
    done = follow("""
        import numpy as np
        a = ad.AnnData(np.ones((2, 2)), obs={"batch": ["x", "y"]})
        b = ad.AnnData(np.ones((2, 2)), obs={"batch": ["x", "z"]})
        whole = ad.concat([a, b])
    """)
    whole = done.data("whole")
    assert whole.lacks("obs", "donor")
    assert told(whole.obs("batch")) == "x,y,z"
