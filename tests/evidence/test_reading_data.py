"""What is seen in AnnData and MuData files, whatever wrote them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import h5py
import looking
import numpy as np
import pytest
import tiny_files
from tiny_files import cells, mudata
from zarr_stores import FORMATS, Store

from scvi_lint.evidence.facts import seen


def written(tmp_path: Path, made: object, name: str = "a.h5ad") -> Path:
    tiny_files.write(str(tmp_path / name), made)  # type: ignore[arg-type]
    return tmp_path / name


def test_columns_have_their_kinds_their_values_and_what_is_missing(tmp_path: Path) -> None:
    found = looking.data(
        written(
            tmp_path,
            cells(
                obs={
                    "batch": "b*3 a*2 nan*1",
                    "pct": np.array([0.5, np.nan, 1, 2, 3, 4]),
                    "lane": np.array([1, 1, 2, 2, 2, 7]),
                    "kept": np.array([True, False] * 3),
                }
            ),
        )
    )
    assert found.n_obs == 6 and found.n_vars == 20
    batch = found.obs["batch"]
    assert (batch.kind, batch.categories, batch.n_missing) == ("categorical", ["a", "b"], 1)
    assert batch.counts == {"a": 2, "b": 3}
    assert (found.obs["pct"].kind, found.obs["pct"].n_missing) == ("float", 1)
    assert found.obs["pct"].maximum == 4 and found.obs["pct"].whole is False
    assert found.obs["lane"].counts == {1: 2, 2: 3, 7: 1}
    assert found.obs["kept"].kind == "boolean"


@pytest.mark.parametrize("form", ["csr_matrix", "csc_matrix", "array"])
@pytest.mark.parametrize(
    "kind", ["counts", "lognorm", "normalized", "scaled", "fractional", "binary"]
)
def test_what_a_matrix_holds_is_told_from_its_values(tmp_path: Path, kind: str, form: str) -> None:
    made = cells(n=300, genes=200, x="counts", layers={"other": kind}, form=form)
    found = looking.data(written(tmp_path, made))
    assert found.layers["other"].state == kind
    assert found.x is not None and found.x.state == "counts"
    assert found.x.encoding == form and found.x.shape == (300, 200)


def test_fractional_counts_are_never_called_logarithmic(tmp_path: Path) -> None:
    made = np.random.default_rng(1)
    for scale in (0.3, 0.9, 1.7):
        values = tiny_files.counts(200, 100) * scale * made.uniform(0.8, 1.0, (200, 100))
        found = looking.data(written(tmp_path, cells(n=200, genes=100, x=values.astype("f4"))))
        assert found.x is not None and found.x.state in ("fractional", "unknown")


def test_empty_cells_and_nan_are_found(tmp_path: Path) -> None:
    values = tiny_files.counts(50, 20)
    values[[3, 30]] = 0
    values[7, 7] = np.nan
    for form in ("csr_matrix", "array"):
        found = looking.data(written(tmp_path, cells(n=50, x=values, form=form)))
        assert found.x is not None
        assert found.x.empty_rows == 2 and found.x.nan is True


def test_genes_are_told_apart_by_order_and_by_name(tmp_path: Path) -> None:
    names = [f"g{number}" for number in range(20)]
    one = looking.data(written(tmp_path, cells(n=5, genes=names))).genes
    other = looking.data(written(tmp_path, cells(n=5, genes=names[::-1]))).genes
    third = looking.data(written(tmp_path, cells(n=5, genes=[*names[1:], "x"]))).genes
    assert one.ordered != other.ordered and one.unordered == other.unordered
    assert one.unordered != third.unordered
    assert looking.raw(tmp_path / "a.h5ad", "genes")["names"] == [*names[1:], "x"]


def test_a_cross_table_counts_the_pairs_that_occur(tmp_path: Path) -> None:
    made = cells(obs={"kind": "B*4 T*6", "batch": "x*2 y*5 nan*3"})
    path = written(tmp_path, made)
    told = looking.raw(path, "crosstab", columns=["kind", "batch"])
    assert sorted(told["pairs"]) == [["B", "x", 2], ["B", "y", 2], ["T", "y", 3]]
    assert "no categories" in looking.refusal(path, "crosstab", columns=["kind", "nothing"])


def test_columns_that_are_zero_in_a_whole_group_are_told(tmp_path: Path) -> None:
    protein = {"CD3": np.arange(6.0), "CD8": np.array([0, 0, 0, 1, 0, 2]), "IgG": np.zeros(6)}
    made = cells(obs={"batch": "a*3 b*2 nan*1"}, obsm={"protein": protein, "X_pca": 3})
    path = written(tmp_path, made)

    def zeros(entry: str, column: str) -> dict[str, list[str]]:
        told = looking.raw(path, "zeros", entry=entry, column=column)
        return seen(str(path), told).groups

    assert zeros("protein", "batch") == {"a": ["CD8", "IgG"], "b": ["IgG"]}
    assert zeros("protein", "") == {"": ["IgG"]}
    for entry, column in (("X_pca", ""), ("none", ""), ("protein", "none")):
        assert "refused" in looking.raw(path, "zeros", entry=entry, column=column)


def test_reads_have_more_twos_than_ones(tmp_path: Path) -> None:
    ones = np.random.default_rng(0).poisson(0.5, (200, 20)).astype("f4")
    for values, even in ((ones, False), (ones * 2, True), (ones[:9] * 2, None)):
        found = looking.data(written(tmp_path, cells(len(values), x=values)))
        assert found.x is not None and found.x.even is even


def test_cells_that_share_a_name_are_told(tmp_path: Path) -> None:
    for names, twice in ((["a", "b", "c"], False), (["a", "b", "a"], True)):
        path = written(tmp_path, cells(3, names=names))
        assert seen(str(path), looking.raw(path, "cells")).duplicated is twice


def test_sum_of_a_column_is_told(tmp_path: Path) -> None:
    found = looking.data(written(tmp_path, cells(obs={"share": np.array([0.25, 0.5, np.nan])})))
    assert found.obs["share"].total == 0.75


def test_modalities_are_seen_one_by_one(tmp_path: Path) -> None:
    made = mudata(rna=cells(n=10, obs={"batch": "a*5 b*5"}), protein=cells(n=10, genes=4))
    found = looking.data(written(tmp_path, made, "a.h5mu"))
    assert found.kind == "mudata" and set(found.modalities) == {"rna", "protein"}
    assert found.modalities["rna"].obs["batch"].categories == ["a", "b"]
    assert found.modalities["protein"].n_vars == 4


def test_layers_obsm_and_raw_are_listed(tmp_path: Path) -> None:
    table = {"CD3": np.arange(6), "CD4": np.arange(6)}
    made = cells(n=6, layers={"counts": "counts"}, obsm={"X_pca": 3, "prot": table}, raw="lognorm")
    found = looking.data(written(tmp_path, made))
    assert set(found.layers) == {"counts"} and found.raw is not None
    assert found.obsm["X_pca"].shape == (6, 3)
    assert found.obsm["prot"].columns == ["CD3", "CD4"]


def test_categories_as_anndata_before_0_8_wrote_them(tmp_path: Path) -> None:
    path = tmp_path / "old.h5ad"
    with h5py.File(path, "w") as file:
        for name in ("obs", "var"):
            table = file.create_group(name)
            table.attrs["_index"] = "index"
            table["index"] = np.array([b"a", b"b", b"c"])
        inner = file["obs"].create_group("__categories")
        inner["batch"] = np.array([b"one", b"two"])
        codes = file["obs"].create_dataset("batch", data=np.array([0, 1, -1], dtype="i1"))
        codes.attrs["categories"] = inner["batch"].ref
        file["X"] = np.ones((3, 3))
    batch = looking.data(path).obs["batch"]
    assert (batch.categories, batch.n_missing) == (["one", "two"], 1)


def test_record_arrays_as_anndata_before_0_7_wrote_them(tmp_path: Path) -> None:
    path = tmp_path / "older.h5ad"
    kind = np.dtype([("index", "S4"), ("batch", "i1"), ("depth", "f4")])
    rows = np.array([(b"c1", 0, 1.5), (b"c2", 1, 2.5)], dtype=kind)
    with h5py.File(path, "w") as file:
        file["obs"] = rows
        file["var"] = np.array([(b"g1",)], dtype=[("index", "S4")])
        file["uns/batch_categories"] = np.array([b"x", b"y"])
        file["X"] = np.ones((2, 1))
    found = looking.data(path)
    assert found.n_obs == 2
    assert found.obs["batch"].categories == ["x", "y"] and found.obs["depth"].kind == "float"


def test_nullable_columns_know_what_is_missing(tmp_path: Path) -> None:
    path = written(tmp_path, cells(n=4))
    with h5py.File(path, "a") as file:
        column = file["obs"].create_group("age")
        column.attrs["encoding-type"] = "nullable-integer"
        column["values"] = np.array([30, 40, 1, 30])
        column["mask"] = np.array([False, False, True, False])
    age = looking.data(path).obs["age"]
    assert (age.kind, age.n_missing, age.counts) == ("integer", 1, {30: 2, 40: 1})


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("matrix", ["csr_matrix", "csc_matrix", "array"])
def test_a_zarr_store_says_what_the_same_file_says(tmp_path: Path, form: int, matrix: str) -> None:
    table = {"CD3": np.arange(40), "CD4": np.zeros(40)}
    columns = {"batch": "a*20 b*19 nan*1", "depth": np.arange(40.0), "flag": np.arange(40) % 3 == 0}
    made = written(
        tmp_path,
        cells(
            n=40,
            obs=columns,
            layers={"log": "lognorm"},
            obsm={"X_pca": 3, "prot": table},
            raw="counts",
            form=matrix,
        ),
    )
    store = Store(tmp_path / "a.zarr", form)
    with h5py.File(made) as file:
        _copied(file, store, "")
    for consolidated in (False, True):
        if consolidated:
            store.consolidate()
        for asked in ({"form": "data"}, {"form": "genes"}, {"form": "cells"}):
            expected, found = looking.raw(made, **asked), looking.raw(store.folder, **asked)
            expected.pop("seen_at", None)
            found.pop("seen_at", None)
            assert found == expected


def _copied(source: h5py.Group, store: Store, path: str) -> None:
    store.group(path, **_attributes(source))
    for name, node in source.items():
        inner = f"{path}/{name}".lstrip("/")
        if isinstance(node, h5py.Group):
            _copied(node, store, inner)
            continue
        text = h5py.check_string_dtype(node.dtype) is not None
        values = node.asstr()[()].tolist() if text else node[()]
        store.array(inner, values, _attributes(node))


def _attributes(node: h5py.Group | h5py.Dataset) -> dict[str, Any]:
    return {
        name: value.tolist() if hasattr(value, "tolist") else value
        for name, value in node.attrs.items()
    }


def test_a_file_that_is_no_anndata_is_refused_in_plain_words(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.h5ad", "w") as file:
        file["anything"] = [1]
    assert looking.refusal(tmp_path / "a.h5ad") == "it holds no AnnData (no obs and var)"
    (tmp_path / "b.h5ad").write_bytes(b"not HDF5")
    assert looking.refusal(tmp_path / "b.h5ad") == "it is damaged, or of another format"
