"""Tiny data files for examples, the same for the linter's ring and for the oracle's.

An example says `# file: pbmc.h5ad = cells(obs={"batch": "a*60 b*40"})`, and both rings write that
file with the few lines below: in anndata's own layout, but without anndata, which the linter's
ring does not have. That the real anndata reads it as meant is what the oracle shows.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import h5py
import numpy as np


class Cells(NamedTuple):
    """An AnnData that is described. `obs` and `layers` hold what `cells` was given."""

    n: int
    genes: list[str]
    x: Any
    obs: dict[str, Any]
    layers: dict[str, Any]
    obsm: dict[str, Any]
    raw: Any
    names: list[str]
    form: str
    uns: dict[str, Any]
    var: dict[str, Any]


class Modalities(NamedTuple):
    """A MuData that is described."""

    parts: dict[str, Cells]
    obs: dict[str, Any]


def cells(
    n: int | None = None,
    genes: int | list[str] = 20,
    x: Any = "counts",
    *,
    obs: dict[str, Any] | None = None,
    layers: dict[str, Any] | None = None,
    obsm: dict[str, Any] | None = None,
    raw: Any = None,
    names: list[str] | None = None,
    form: str = "csr_matrix",
    uns: dict[str, Any] | None = None,
    var: dict[str, Any] | None = None,
) -> Cells:
    """Describe an AnnData.

    A matrix is an array, or the kind of values that it holds: "counts", "lognorm", "normalized",
    "scaled", "fractional", "binary", "ones and twos". A column of obs is an array, or categories
    with how often they come: `"a*60 b*40"`, where `nan*3` is missing. An entry of obsm is an
    array, a number of columns of counts, or a dictionary of columns.
    """
    columns = {name: column(values) for name, values in (obs or {}).items()}
    lengths = {len(values) for values in columns.values()}
    if n is None:
        n = lengths.pop() if lengths else 120
    genes = [f"GENE{number}" for number in range(genes)] if isinstance(genes, int) else genes
    return Cells(
        n,
        genes,
        _matrix(x, n, len(genes)),
        columns,
        {name: _matrix(values, n, len(genes)) for name, values in (layers or {}).items()},
        {name: _embedding(values, n) for name, values in (obsm or {}).items()},
        None if raw is None else _matrix(raw, n, len(genes)),
        names or [f"cell{number}" for number in range(n)],
        form,
        uns or {},
        {name: column(values) for name, values in (var or {}).items()},
    )


class Unwritten(NamedTuple):
    """An AnnData of very many cells whose values were never written: the file stays small."""

    n: int


def unwritten(n: int) -> Unwritten:
    """Describe an AnnData of `n` cells that are all alike, for what only numbers show."""
    return Unwritten(n)


def mudata(obs: dict[str, Any] | None = None, **parts: Cells) -> Modalities:
    """Describe a MuData of these modalities."""
    return Modalities(parts, {name: column(values) for name, values in (obs or {}).items()})


def column(values: Any) -> Any:
    """The values of a column: `"a*60 nan*2"` written out."""
    if not isinstance(values, str):
        return np.asarray(values)
    found: list[Any] = []
    for word in values.split():
        name, _, times = word.partition("*")
        found += [None if name == "nan" else name.replace("_", " ")] * int(times or 1)
    return np.asarray(found, dtype=object)


def counts(n: int, width: int, seed: int = 0) -> Any:
    """Counts of a realistic kind: many zeros, ones and twos, some of dozens."""
    made = np.random.default_rng(seed)
    rates = made.gamma(0.7, 4.0, width) * made.uniform(0.5, 2.0, (n, 1))
    found = made.poisson(rates)
    found[:, 0] += 1  # no cell without a single count
    return found.astype(np.float32)


def _matrix(kind: Any, n: int, width: int) -> Any:
    if not isinstance(kind, str):
        return np.asarray(kind)
    found = counts(n, width)
    if kind == "counts":
        return found
    if kind == "binary":
        return (found > 0).astype(np.float32)
    if kind == "ones and twos":
        return np.where(found > 0, 1 + (found % 5 == 0), 0).astype(np.float32)
    if kind == "fractional":
        # A part of each count is taken for ambient RNA, never the same part.
        share = np.random.default_rng(2).uniform(0.8, 1.0, found.shape)
        return (found * share).astype(np.float32)
    normalized = found / found.sum(1, keepdims=True) * 1e4
    if kind == "normalized":
        return normalized.astype(np.float32)
    logarithmic = np.log1p(normalized).astype(np.float32)
    if kind == "lognorm":
        return logarithmic
    if kind == "scaled":
        return ((logarithmic - logarithmic.mean(0)) / (logarithmic.std(0) + 1e-3)).astype("f4")
    raise ValueError(f"what are {kind} values?")


def _embedding(values: Any, n: int) -> Any:
    if isinstance(values, int):
        return counts(n, values, seed=1)
    if isinstance(values, dict):
        return {name: np.asarray(one) for name, one in values.items()}
    return np.asarray(values)


# --- writing ------------------------------------------------------------------------------------

_TEXT = h5py.string_dtype()


def write(path: str, made: Cells | Modalities | Unwritten) -> None:
    """Write a described object as .h5ad or .h5mu."""
    with h5py.File(path, "w") as file:
        if isinstance(made, Unwritten):
            few = cells(1)
            _anndata(file, few)
            for name, width in (("X", (len(few.genes),)), ("obs/_index", ())):
                kind = _TEXT if name != "X" else np.dtype("f4")
                del file[name]
                file.create_dataset(name, (made.n, *width), kind, chunks=True)
            return
        if isinstance(made, Cells):
            _anndata(file, made)
            return
        file.attrs.update({"encoding-type": "MuData", "encoding-version": "0.1.0"})
        inner = file.create_group("mod")
        inner.attrs["mod-order"] = np.array(list(made.parts), dtype=_TEXT)
        for name, part in made.parts.items():
            _anndata(inner.create_group(name), part)
        _table(file, "obs", list(_union(made)), made.obs)
        genes = [gene for part in made.parts.values() for gene in part.genes]
        _table(file, "var", genes, {})
        for name in ("obsm", "varm", "obsp", "varp", "uns", "obsmap", "varmap"):
            _marked(file.create_group(name), "dict", "0.1.0")
        all_cells, all_genes = list(_union(made)), 0
        for name, part in made.parts.items():
            places = {cell: number + 1 for number, cell in enumerate(part.names)}
            file["obsmap"][name] = np.array([places.get(cell, 0) for cell in all_cells])
            order = np.zeros(len(genes), dtype=np.int64)
            order[all_genes : all_genes + len(part.genes)] = np.arange(1, len(part.genes) + 1)
            file["varmap"][name] = order
            file["obsm"][name] = file["obsmap"][name][()] > 0
            all_genes += len(part.genes)


def _union(made: Modalities) -> dict[str, None]:
    return {name: None for part in made.parts.values() for name in part.names}


def _anndata(group: Any, made: Cells) -> None:
    _marked(group, "anndata", "0.1.0")
    _values(group, "X", made.x, made.form)
    _table(group, "obs", made.names, made.obs)
    _table(group, "var", made.genes, made.var)
    for name in ("layers", "obsm", "varm", "obsp", "varp", "uns"):
        _marked(group.create_group(name), "dict", "0.1.0")
    for name, values in made.layers.items():
        _values(group["layers"], name, values, made.form)
    for name, values in made.obsm.items():
        if isinstance(values, dict):
            _table(group["obsm"], name, made.names, values)
        else:
            _values(group["obsm"], name, values, "array")
    for name, values in made.uns.items():
        _plain(group["uns"], name, np.asarray(values, dtype=object))
    if made.raw is not None:
        raw = _marked(group.create_group("raw"), "raw", "0.1.0")
        _values(raw, "X", made.raw, made.form)
        _table(raw, "var", made.genes, {})
        _marked(raw.create_group("varm"), "dict", "0.1.0")


def _marked(node: Any, kind: str, version: str) -> Any:
    node.attrs.update({"encoding-type": kind, "encoding-version": version})
    return node


def _values(group: Any, name: str, values: Any, form: str) -> None:
    if form == "array":
        _marked(group.create_dataset(name, data=values), "array", "0.2.0")
        return
    made = _marked(group.create_group(name), form, "0.1.0")
    made.attrs["shape"] = np.array(values.shape)
    turned = values if form.startswith("csr") else values.T
    kept = [np.flatnonzero((row != 0) | np.isnan(row)) for row in turned]
    made["data"] = np.concatenate([row[at] for row, at in zip(turned, kept, strict=True)])
    made["indices"] = np.concatenate(kept).astype(np.int32)
    made["indptr"] = np.cumsum([0, *(len(at) for at in kept)]).astype(np.int32)


def _table(group: Any, name: str, index: list[str], columns: dict[str, Any]) -> None:
    made = _marked(group.create_group(name), "dataframe", "0.2.0")
    made.attrs["_index"] = "_index"
    made.attrs["column-order"] = np.array(list(columns), dtype=_TEXT)
    _plain(made, "_index", np.asarray(index, dtype=object))
    for title, values in columns.items():
        if values.dtype == object:
            _categories(made, title, values)
        else:
            _plain(made, title, values)


def _categories(group: Any, name: str, values: Any) -> None:
    labels = sorted({value for value in values if value is not None})
    made = _marked(group.create_group(name), "categorical", "0.2.0")
    made.attrs["ordered"] = False
    _plain(made, "categories", np.asarray(labels, dtype=object))
    codes = [-1 if value is None else labels.index(value) for value in values]
    _marked(made.create_dataset("codes", data=np.array(codes, dtype=np.int8)), "array", "0.2.0")


def _plain(group: Any, name: str, values: Any) -> None:
    if values.dtype == object or values.dtype.kind in "US":
        stored = group.create_dataset(name, data=values.astype(object), dtype=_TEXT)
        _marked(stored, "string-array", "0.2.0")
    else:
        _marked(group.create_dataset(name, data=values), "array", "0.2.0")
