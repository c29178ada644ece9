"""Matrices: shape, dtype, sparsity, and a bounded sample of their values."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

import numpy as np

from scvi_lint.evidence.child.bounds import (
    CHUNK,
    GATHERED,
    ROWS,
    SAMPLE,
    SAMPLE_ROWS,
    STRETCH,
)
from scvi_lint.evidence.child.parts import is_group
from scvi_lint.evidence.child.scales import Sample, describe

if TYPE_CHECKING:
    from scvi_lint.evidence.child.parts import Array, Group, Numbers, Part
    from scvi_lint.evidence.told import MatrixTold

_WHOLE = 1 << 20  # values up to which a matrix is read whole
_NUMBERS = ("integer", "float", "boolean")


def matrix(node: Part | None) -> MatrixTold | None:
    """What a dense or sparse matrix holds; None for what is neither."""
    if node is None:
        return None
    if is_group(node):
        return _sparse(node)
    if node.kind not in _NUMBERS or len(node.shape) not in (1, 2):
        return None
    told: MatrixTold = {"encoding": "array", "dtype": node.dtype, "shape": list(node.shape)}
    sample = _dense_sample(node)
    if sample is None:
        return told
    if sample.whole and len(node.shape) == 2:
        told["empty_rows"] = sum(1 for row in sample.rows() if not np.any(row))
    return {**told, **describe(sample)}


def shape_of(node: Part) -> list[int]:
    if is_group(node):
        found = node.attribute("shape") or node.attribute("h5sparse_shape")
        if isinstance(found, list):
            return [int(one) for one in found[:3] if isinstance(one, int)]
        return []
    return [int(one) for one in node.shape]


def _sparse(group: Group) -> MatrixTold | None:
    data, starts = group.array("data"), group.array("indptr")
    if data is None or starts is None or data.kind not in _NUMBERS or len(data.shape) != 1:
        return None
    found = group.attribute("encoding-type") or group.attribute("h5sparse_format")
    encoding = str(found or "csr_matrix")
    if encoding in ("csr", "csc"):
        encoding += "_matrix"
    shape = shape_of(group)
    told: MatrixTold = {"encoding": encoding, "dtype": data.dtype, "shape": shape}
    by_row = encoding.startswith("csr")
    stops = _stops(starts, shape[0] if by_row and shape else None)
    if by_row and stops is not None and data.shape[0]:
        told["empty_rows"] = int((np.diff(stops) == 0).sum())
    if by_row:
        sample = _sample_by_row(data, stops)
    else:
        sample = _sample_by_column(data, group.array("indices"))
    if sample is not None:
        told.update(describe(sample))
    return told


def _stops(starts: Array, rows: int | None) -> Numbers | None:
    """Where each row begins, if that can be read and is not nonsense."""
    if starts.kind != "integer" or len(starts.shape) != 1 or not 2 <= starts.shape[0] <= ROWS:
        return None
    if rows is not None and starts.shape[0] != rows + 1:
        return None
    found = np.asarray(starts.read()).astype(np.int64)
    return found if found[0] == 0 and bool((np.diff(found) >= 0).all()) else None


def _sample_by_row(data: Array, stops: Numbers | None) -> Sample | None:
    count = data.shape[0]
    if count <= 4 * SAMPLE:
        values = np.asarray(data.read())
        return Sample(values, lambda: _rows_of(values, stops, 0, 3 * SAMPLE_ROWS), True)
    if stops is None:
        return Sample(_scattered(data), list, False)
    pieces: list[Numbers] = []
    rows: list[Numbers] = []
    last = len(stops) - 2
    for row in (0, last // 2, max(0, last - SAMPLE_ROWS)):
        start = int(stops[row])
        stop = min(int(stops[min(last + 1, row + SAMPLE_ROWS)]), start + 8 * SAMPLE, count)
        piece = np.asarray(data.read(slice(start, stop)))
        rows += _rows_of(piece, stops - start, row, SAMPLE_ROWS)
        pieces.append(piece)
    return Sample(np.concatenate(pieces), lambda: rows, False)


def _sample_by_column(data: Array, indices: Array | None) -> Sample | None:
    """Rows are scattered over the columns: those are asked that a stretch of columns holds best."""
    count = data.shape[0]

    def rows() -> list[Numbers]:
        stretch = slice(0, min(count, STRETCH))
        if indices is None or indices.kind != "integer" or indices.shape != data.shape:
            return []
        return _gathered(np.asarray(data.read(stretch)), np.asarray(indices.read(stretch)))

    if count <= 4 * SAMPLE:
        return Sample(np.asarray(data.read()), rows, True)
    return Sample(_scattered(data), rows, False)


def _scattered(data: Array) -> Numbers:
    """Values at three places."""
    count = data.shape[0]
    starts = (0, count // 2, max(0, count - SAMPLE))
    return np.concatenate([data.read(slice(start, min(start + SAMPLE, count))) for start in starts])


def _gathered(values: Numbers, rows: Numbers) -> list[Numbers]:
    """The values of the rows that have most of them."""
    order = np.argsort(rows, kind="stable")
    edges = np.flatnonzero(np.diff(rows[order])) + 1
    starts, stops = np.append(0, edges), np.append(edges, len(rows))
    fullest = np.argsort(starts - stops, kind="stable")[:GATHERED]
    return [values[order[starts[at] : stops[at]]] for at in fullest]


def _rows_of(values: Numbers, stops: Numbers | None, first: int, most: int) -> list[Numbers]:
    """The first rows of which all values are in `values`."""
    if stops is None:
        return []
    rows: list[Numbers] = []
    for row in range(first, min(first + most, len(stops) - 1)):
        start, stop = int(stops[row]), int(stops[row + 1])
        if start < 0 or stop > len(values):
            break
        rows.append(values[start:stop])
    return rows


def _dense_sample(array: Array) -> Sample | None:
    shape = array.shape
    if not prod(shape):
        return None
    if prod(shape) <= _WHOLE:
        values = np.asarray(array.read())
        return Sample(values, lambda: list(values) if values.ndim == 2 else [], True)
    if len(shape) == 1:
        return Sample(np.asarray(array.read(slice(0, SAMPLE))), list, False)
    width = min(shape[1], 4 * SAMPLE)
    pieces: list[Numbers] = []
    for start in (0, shape[0] // 2, max(0, shape[0] - SAMPLE_ROWS)):
        stop = min(start + SAMPLE_ROWS, shape[0])
        if prod(array.chunk) * 8 > 4 * CHUNK and not array.contiguous:
            return None
        pieces.append(np.asarray(array.read(slice(start, stop), slice(0, width))))
    values = np.concatenate(pieces)
    return Sample(values, lambda: list(values), False)
