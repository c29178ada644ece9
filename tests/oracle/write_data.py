"""Write files with the real anndata, mudata and zarr, and what they say is in them.

Run by the interpreter that has them: `python write_data.py FOLDER`. `truth.json` holds, for each
file, what the library itself reads back, in words that `test_real_files` compares with ours.
"""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path
from typing import Any

import anndata as ad
import h5py
import mudata as md
import numpy as np
import pandas as pd
import scipy.sparse as sp

warnings.simplefilter("ignore")
N, GENES = 240, 150


def counts(seed: int = 0, width: int = GENES) -> Any:
    made = np.random.default_rng(seed)
    return made.poisson(made.gamma(0.7, 4.0, width) * made.uniform(0.5, 2, (N, 1))).astype("f4")


def columns() -> pd.DataFrame:
    """Columns of every kind that anndata writes."""
    made = np.random.default_rng(1)
    batch = pd.Categorical(made.choice(["a", "b", "ü"], N), categories=["b", "a", "ü", "never"])
    missing = pd.Categorical([None if one % 7 == 0 else f"t{one % 3}" for one in range(N)])
    return pd.DataFrame(
        {
            "batch": batch,
            "missing": missing,
            "ordered": pd.Categorical(made.integers(0, 3, N), ordered=True),
            "truth": pd.Categorical(made.integers(0, 2, N) == 1),
            "text": [f"donor {one % 5}" for one in range(N)],
            "whole": made.integers(-2, 9, N),
            "broken": np.where(np.arange(N) % 9 == 0, np.nan, made.normal(size=N)),
            "flag": np.arange(N) % 4 == 0,
            "nullable": pd.array([None if one % 6 == 0 else one % 4 for one in range(N)], "Int64"),
            "maybe": pd.array(
                [None if one % 5 == 0 else one % 2 == 0 for one in range(N)], "boolean"
            ),
        },
        index=[f"cell{one}" for one in range(N)],
    )


def data(x: Any) -> ad.AnnData:
    """An AnnData with something in each of its rooms."""
    made = ad.AnnData(x, obs=columns(), var=pd.DataFrame(index=[f"G{g}" for g in range(GENES)]))
    raw = counts()
    normalized = raw / raw.sum(1, keepdims=True) * 1e4
    made.layers["counts"] = sp.csr_matrix(raw)
    made.layers["columns"] = sp.csc_matrix(raw)
    made.layers["dense"] = raw
    made.layers["lognorm"] = sp.csr_matrix(np.log1p(normalized).astype("f4"))
    made.layers["lognorm_columns"] = sp.csc_matrix(np.log1p(normalized).astype("f4"))
    made.obsm["X_pca"] = np.random.default_rng(2).normal(size=(N, 7))
    made.obsm["sparse"] = sp.csr_matrix(raw[:, :9])
    made.obsm["protein"] = pd.DataFrame(
        counts(3, 4), columns=["CD3", "CD4", "CD8", "IgG"], index=made.obs_names
    )
    made.uns["colors"] = ["red", "blue"]
    made.uns["nested"] = {"a": {"b": np.arange(3)}}
    made.raw = made
    return made


# What is in a matrix, by the name that it has in `data`.
STATES = {
    "counts": "counts",
    "columns": "counts",
    "dense": "counts",
    "lognorm": "lognorm",
    "lognorm_columns": "lognorm",
}


def told(made: ad.AnnData) -> dict[str, Any]:
    """What anndata says of it."""
    return {
        "n_obs": made.n_obs,
        "n_vars": made.n_vars,
        "x": encoding(made.X),
        "layers": {name: [encoding(one), STATES[name]] for name, one in made.layers.items()},
        "obsm": {name: list(one.shape) for name, one in made.obsm.items()},
        "protein": list(made.obsm["protein"].columns) if "protein" in made.obsm else None,
        "raw": made.raw is not None,
        "uns": sorted(made.uns),
        "genes": list(made.var_names),
        "obs": {name: column(made.obs[name]) for name in made.obs},
    }


def encoding(matrix: Any) -> str:
    return {"csr": "csr_matrix", "csc": "csc_matrix"}.get(getattr(matrix, "format", ""), "array")


def column(values: pd.Series) -> dict[str, Any]:
    gone = int(values.isna().sum())
    kept = values.dropna()
    found: dict[str, Any] = {"missing": gone}
    if values.dtype.kind == "f":
        return {**found, "kind": "float", "range": [float(kept.min()), float(kept.max())]}
    kind = {"i": "integer", "b": "boolean"}.get(values.dtype.kind, "string")
    if isinstance(values.dtype, pd.CategoricalDtype):
        kind = "categorical"
        declared = [plain(one) for one in values.cat.categories]
        if len(declared) > kept.nunique():
            found["declared"] = declared
    pairs = kept.astype(object).value_counts()
    listed = sorted([[plain(one), int(many)] for one, many in pairs.items()], key=repr)
    return {**found, "kind": kind, "counts": listed}


def plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value


def before_0_8(path: Path) -> None:
    """Codes with a reference to `__categories`, as anndata wrote them then."""
    data(counts()).write_h5ad(path)
    with h5py.File(path, "a") as file:
        obs = file["obs"]
        kept = obs.create_group("__categories")
        for name in ("batch", "missing"):
            codes, names = obs[name]["codes"][()], obs[name]["categories"].asstr()[()]
            del obs[name]
            kept.create_dataset(name, data=names.astype(object), dtype=h5py.string_dtype())
            obs.create_dataset(name, data=codes).attrs["categories"] = kept[name].ref
        obs.attrs["encoding-version"] = "0.1.0"


def write(folder: Path) -> dict[str, Any]:
    """Write every file; what each holds, by its name."""
    truth: dict[str, Any] = {}

    def keep(name: str, read: Any = ad.read_h5ad) -> None:
        truth[name] = told(read(folder / name))

    raw = counts()
    for name, x in (("csr", sp.csr_matrix(raw)), ("csc", sp.csc_matrix(raw)), ("dense", raw)):
        data(x).write_h5ad(folder / f"{name}.h5ad")
        keep(f"{name}.h5ad")
    data(sp.csr_array(raw)).write_h5ad(folder / "array_api.h5ad")
    keep("array_api.h5ad")
    for filter_ in ("gzip", "lzf"):
        data(sp.csr_matrix(raw)).write_h5ad(folder / f"{filter_}.h5ad", compression=filter_)
        keep(f"{filter_}.h5ad")
    before_0_8(folder / "before_0_8.h5ad")
    keep("before_0_8.h5ad")
    with ad.settings.override(allow_write_nullable_strings=True):
        made = data(raw)
        made.obs["text"] = pd.array(made.obs["text"].tolist(), "string")
        made.obs.iloc[3, made.obs.columns.get_loc("text")] = pd.NA
        made.write_h5ad(folder / "nullable_text.h5ad", convert_strings_to_categoricals=False)
    keep("nullable_text.h5ad")
    for version in (2, 3):
        with ad.settings.override(zarr_write_format=version):
            data(sp.csr_matrix(raw)).write_zarr(folder / f"v{version}.zarr")
            keep(f"v{version}.zarr", ad.read_zarr)
            data(raw).write_zarr(folder / f"chunks_v{version}.zarr", chunks=(50, 40))
            keep(f"chunks_v{version}.zarr", ad.read_zarr)
    with ad.settings.override(zarr_write_format=3, auto_shard_zarr_v3=True):
        data(sp.csr_matrix(raw)).write_zarr(folder / "sharded.zarr")
        keep("sharded.zarr", ad.read_zarr)
    rna, protein = data(sp.csr_matrix(raw)), ad.AnnData(counts(3, 5)[: N - 40])
    protein.obs_names = [f"cell{one}" for one in range(N - 40)]
    both = md.MuData({"rna": rna, "protein": protein})
    both.obs["lane"] = pd.Categorical(np.arange(N) % 2)
    both.write(folder / "both.h5mu")
    both = md.read_h5mu(folder / "both.h5mu")
    truth["both.h5mu"] = {
        "n_obs": both.n_obs,
        "obs": {"lane": column(both.obs["lane"])},
        "modalities": {name: told(one) for name, one in both.mod.items()},
    }
    both.write_zarr(folder / "both.zarr")
    truth["both.zarr"] = truth["both.h5mu"]
    return truth


if __name__ == "__main__":
    target = Path(sys.argv[1])
    (target / "truth.json").write_text(json.dumps(write(target)))
