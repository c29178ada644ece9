"""The table of cells outside of its AnnData: copied, changed, written to a file and read again."""

from __future__ import annotations

import pytest
from following import follow

MADE = """
        import pandas as pd
        adata = scvi.data.synthetic_iid()
"""
READ = "pd.read_csv('a.csv', index_col=0)"


@pytest.mark.parametrize(
    ("between", "columns"),
    [
        ("table = adata.obs.copy()", ["batch", "labels"]),
        ("adata.obs.to_csv('a.csv')\n        table = " + READ, ["batch", "labels"]),
        (
            "adata.obs.to_parquet('a.pq')\n        table = pd.read_parquet('a.pq')",
            ["batch", "labels"],
        ),
        ("table = adata.obs.copy()[['batch']]", ["batch"]),
        (
            "table = adata.obs.copy()\n        table.to_csv('a.csv')\n        table = " + READ,
            ["batch", "labels"],
        ),
        (
            "adata.obs.to_csv('a.tsv', sep='\\t')\n"
            "        table = pd.read_csv('a.tsv', sep='\\t', index_col=0)",
            ["batch", "labels"],
        ),
        (
            "adata.obs.to_csv('a.csv', index=False)\n        table = pd.read_csv('a.csv')",
            ["batch", "labels"],
        ),
        (
            "table = adata.obs.copy()\n        table['site'] = 'here'",
            ["batch", "labels", "site"],
        ),
        ("table = adata.obs.copy().set_index('labels')", ["batch"]),
    ],
)
def test_a_table_that_becomes_obs_brings_its_columns(between: str, columns: list[str]) -> None:
    done = follow(f"""{MADE}
        {between}
        other = sc.read_h5ad("b.h5ad")
        other.obs = table
    """)
    other = done.data("other")
    assert [name for name in ("batch", "labels", "site") if other.obs(name)] == columns
    assert other.levels("batch").names == ("batch_0", "batch_1")
    assert other.lacks("obs", "donor")


@pytest.mark.parametrize(
    "between",
    [
        "table = adata.obs.copy()\n        annotate(table)",
        "table = adata.obs.copy()\n        table.loc[:, name] = 1",
        "table = adata.obs.copy()\n        table[name] = 1",
        "table = adata.obs.copy()\n        table.rename(columns=names, inplace=True)",
        "table = adata.obs.copy()\n        table.columns = names",
        "table = adata.obs.copy()\n        table.fillna('none', inplace=True)",
        "table = adata.obs.copy()\n        del table['batch']",
        # another column than was written, or the first one for an index
        "adata.obs.to_csv('a.csv')\n        table = pd.read_csv('a.csv')",
        "adata.obs.to_csv('a.csv', index=False)\n        table = " + READ,
        "adata.obs.to_csv('a.csv', sep='\\t')\n        table = " + READ,
        "adata.obs.to_csv('a.csv', columns=names)\n        table = " + READ,
        "adata.obs.to_csv('a.csv')\n"
        "        table = pd.read_csv('a.csv', usecols=names, index_col=0)",
    ],
)
def test_nothing_is_known_of_a_table_that_somebody_changed(between: str) -> None:
    done = follow(f"""{MADE}
        {between}
        other = sc.read_h5ad("b.h5ad")
        other.obs = table
    """)
    assert not done.data("other").lacks("obs", "donor")


def test_only_some_paths_bring_a_column() -> None:
    done = follow(f"""{MADE}
        table = adata.obs.copy()
        if len(adata) > 3:
            table["site"] = "here"
        other = sc.read_h5ad("b.h5ad")
        other.obs = table
    """)
    site = done.data("other").obs("site")
    assert site is not None and not site.certain


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        (("one", "two"), ("one", "two")),
        (("1", "2"), None),
        (("NA", "two"), None),
        (("True", "False"), None),
        (("1", "two"), ("1", "two")),
    ],
)
def test_text_says_less_than_a_table(names: tuple[str, str], kept: tuple[str, str] | None) -> None:
    done = follow(f"""{MADE}
        lanes = {{"batch_0": {names[0]!r}, "batch_1": {names[1]!r}}}
        adata.obs["lane"] = adata.obs["batch"].map(lanes)
        adata.obs.to_csv("a.csv")
        other = sc.read_h5ad("b.h5ad")
        other.obs["lane"] = {READ}["lane"]
    """)
    levels = done.data("other").levels("lane")
    assert (None if levels is None else levels.names) == kept


def test_joined_columns_are_there() -> None:
    done = follow(f"""{MADE}
        table = adata.obs.copy()[["batch"]]
        other = scvi.data.synthetic_iid()
        del other.obs["batch"]
        other.obs = other.obs.join(table)
    """)
    assert done.data("other").levels("batch").names == ("batch_0", "batch_1")
