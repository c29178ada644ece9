"""AnnData and MuData files, as the layout of anndata (all versions) and mudata lays them out."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from scvi_lint.evidence.child import matrices, naming
from scvi_lint.evidence.child.bounds import CELLS, WHOLE_TABLE, OutOfBounds
from scvi_lint.evidence.child.frames import Table
from scvi_lint.evidence.child.parts import is_group
from scvi_lint.evidence.child.sparing import spared
from scvi_lint.json_values import texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from scvi_lint.evidence.child.parts import Group, Numbers, Part
    from scvi_lint.evidence.told import (
        ColumnTold,
        CrosstabTold,
        DataTold,
        MatrixTold,
        NameListTold,
        NamesTold,
        ZerosTold,
    )
    from scvi_lint.json_values import Scalar

T = TypeVar("T")

_MODALITIES = 50


class NoData(Exception):
    """The file holds no AnnData and no MuData."""


def describe(root: Group) -> DataTold:
    """All that is told of a file. Raises NoData."""
    modalities = root.group("mod")
    if modalities is not None:
        told = _one(root, "mudata")
        within: dict[str, DataTold] = {}
        told["modalities"] = within
        nothing: list[str] = []
        for name in spared(modalities.names, nothing)[:_MODALITIES]:
            inner = modalities.group(name)
            if inner is not None:
                within[name] = _one(inner, "anndata")
        return told
    if root.child("obs") is None or root.child("var") is None:
        raise NoData("it holds no AnnData (no obs and var)")
    return _one(root, "anndata")


def _one(root: Group, kind: str) -> DataTold:
    notes: list[str] = []
    partial: list[str] = []
    told: DataTold = {"kind": kind, "notes": notes, "partial": partial}

    def part(name: str, read: Callable[[], T], default: T) -> T:
        def lost(why: str) -> None:
            notes.append(f"{name}: {why}")
            partial.append(name)

        return spared(read, default, lost)

    no_names: NamesTold = {}
    nothing: ColumnTold = {}
    none: dict[str, ColumnTold] = {}
    uns = root.group("uns")
    obs, var = Table(root.child("obs"), uns), Table(root.child("var"), uns)
    told["n_obs"] = part("obs", lambda: obs.length, None)
    told["n_vars"] = part("var", lambda: var.length, None)
    told["obs"] = part("obs", obs.columns, {})
    told["var"] = part("var", lambda: dict.fromkeys(var.names(), nothing), none)
    told["genes"] = part("genes", lambda: _genes(var), no_names)
    told["x"] = part("X", lambda: matrices.matrix(root.child("X")), None)
    told["layers"] = part("layers", lambda: _layers(root.group("layers")), {})
    told["obsm"] = part("obsm", lambda: _embeddings(root.group("obsm")), {})
    told["uns"] = part("uns", lambda: [] if uns is None else uns.names()[:200], [])
    raw = root.group("raw")
    told["raw"] = None if raw is None else part("raw", lambda: _raw(raw), None)
    return told


def _genes(var: Table) -> NamesTold:
    return naming.fingerprint(naming.names(var.index), var.length or 0)


def _raw(raw: Group) -> MatrixTold | None:
    return matrices.matrix(raw.child("X"))


def _layers(group: Group | None) -> dict[str, MatrixTold]:
    if group is None:
        return {}
    child, read = group.child, matrices.matrix
    return {name: spared(lambda name=name: read(child(name)), None) or {} for name in group.names()}


def _embeddings(group: Group | None) -> dict[str, MatrixTold]:
    if group is None:
        return {}
    child = group.child
    nothing: MatrixTold = {}
    return {
        name: spared(lambda name=name: _embedding(child(name)), nothing) for name in group.names()
    }


def _embedding(node: Part | None) -> MatrixTold:
    if node is None:
        return {}
    if is_group(node) and node.attribute("encoding-type") == "dataframe":
        table = Table(node)
        columns = table.names()
        ordered = node.attribute("column-order")
        order = texts(ordered)
        if isinstance(ordered, list) and set(ordered) == set(columns):
            columns = order
        shape = [] if table.length is None else [table.length, len(columns)]
        told: MatrixTold = {"shape": shape, "columns": columns}
        told.update(_of(table, columns))
        return told
    found = matrices.matrix(node)
    return {"shape": matrices.shape_of(node)} if found is None else {**found}


def _of(table: Table, columns: list[str]) -> MatrixTold:
    """The scale of a table of numbers, such as proteins."""
    import numpy as np

    from scvi_lint.evidence.child.scales import Sample
    from scvi_lint.evidence.child.scales import describe as scale

    if len(columns) > 500 or (table.length or 0) * len(columns) > WHOLE_TABLE:
        return {}
    pieces = _numbers(table, columns)
    if pieces is None:
        return {}
    return scale(Sample(np.concatenate(pieces), list, True)) if pieces else {}


def _numbers(table: Table, columns: list[str]) -> list[Numbers] | None:
    """The columns of a table of numbers; None for another table."""
    import numpy as np

    pieces: list[Numbers] = []
    for name in columns:
        values = table.values(name)
        if values is None or values.labels is not None or values.numbers is None:
            return None
        pieces.append(np.asarray(values.numbers, dtype=np.float64))
    return pieces


def inner(root: Group, modality: str) -> Group:
    """The AnnData of a modality, or the whole for "". Raises NoData."""
    if not modality:
        return root
    found = root.group("mod")
    found = None if found is None else found.group(modality)
    if found is None:
        raise NoData(f"it has no modality {modality!r}")
    return found


def crosstab(root: Group, left: str, right: str) -> CrosstabTold:
    """How often each pair of values of two obs columns occurs. Raises NoData, OutOfBounds."""
    import numpy as np

    table = Table(root.child("obs"), root.group("uns"))
    first, second = table.values(left), table.values(right)
    one = None if first is None else first.codes()
    other = None if second is None else second.codes()
    if one is None or other is None or len(one[0]) != len(other[0]):
        raise NoData("these columns have no categories")
    if len(one[1]) * len(other[1]) > CELLS:
        raise OutOfBounds("a cross table of more than 250 000 pairs")
    kept = (one[0] >= 0) & (other[0] >= 0)
    width = max(len(other[1]), 1)
    rows, places = one[0][kept].astype(np.int64), other[0][kept].astype(np.int64)
    numbers = np.bincount(rows * width + places)
    pairs = [
        (one[1][int(at) // width], other[1][int(at) % width], int(numbers[at]))
        for at in np.flatnonzero(numbers)
    ]
    return {"pairs": pairs}


def zeros(root: Group, entry: str, column: str) -> ZerosTold:
    """Which columns of an entry of obsm are zero in all rows of a category of an obs column.

    Raises NoData, OutOfBounds.
    """
    import numpy as np

    group = root.group("obsm")
    node = None if group is None else group.child(entry)
    if node is None or not is_group(node):
        raise NoData(f"obsm holds no table {entry!r}")
    table = Table(node)
    names = table.names()
    if len(names) * (table.length or 0) > WHOLE_TABLE:
        raise OutOfBounds("a table of more than five million values")
    pieces = _numbers(table, names)
    obs = Table(root.child("obs"), root.group("uns"))
    values = obs.values(column) if column else None
    found = None if values is None else values.codes()
    if not column:
        found = np.zeros(table.length or 0, dtype=np.int64), [""]
    if pieces is None or found is None or len(found[0]) != (table.length or 0):
        raise NoData("its columns are no numbers, or the cells have no categories")
    codes, labels = found
    groups: list[tuple[Scalar, list[str]]] = []
    for place in np.unique(codes[codes >= 0]):
        rows = codes == place
        empty = [name for name, piece in zip(names, pieces, strict=True) if not np.any(piece[rows])]
        groups.append((labels[int(place)], empty))
    return {"groups": groups}


def genes(root: Group) -> NameListTold:
    """The names of all genes, in order. Raises OutOfBounds."""
    found = naming.names(Table(root.child("var")).index)
    if found is None:
        raise OutOfBounds("more than 200 000 genes")
    return {"names": found}


def cells(root: Group) -> NamesTold:
    """How the cells are called: fingerprints, and whether a name comes twice."""
    obs = Table(root.child("obs"))
    return naming.fingerprint(naming.names(obs.index), obs.length or 0)
