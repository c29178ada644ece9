"""The answers of the child as JSON: what `child` writes and `facts` reads.

Whatever a file did not say, or what could not be read, is left out or null.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypedDict

from scvi_lint.json_values import Json, Scalar

if TYPE_CHECKING:
    from typing_extensions import Required


class Request(TypedDict, total=False):
    """What the child is asked: the form of the answer, a path, and the part that it is about."""

    form: Required[str]
    path: Required[str]
    seconds: Required[float]
    modality: str
    columns: Sequence[str]
    entry: str
    column: str


class MatrixTold(TypedDict, total=False):
    """X, a layer, raw, or an entry of obsm; one that is a table has columns, and no encoding."""

    encoding: str
    dtype: str
    shape: Sequence[int]
    columns: Sequence[str]
    empty_rows: int
    state: str
    minimum: float
    maximum: float
    nan: bool
    even: bool


class ColumnTold(TypedDict, total=False):
    """A column of obs or var; `counts` are pairs of a value and its number of rows."""

    kind: str
    dtype: str
    n_missing: int | None
    minimum: float
    maximum: float
    total: float
    whole: bool
    n_categories: int
    distinct: int
    categories: Sequence[Scalar]
    counts: Sequence[tuple[Scalar, int]]
    declared: Sequence[Scalar]


class NamesTold(TypedDict, total=False):
    """Names of genes or cells."""

    count: int
    ordered: str
    unordered: str
    duplicated: bool
    sample: Sequence[str]


class DataTold(TypedDict, total=False):
    """An AnnData or MuData file."""

    kind: str
    n_obs: int | None
    n_vars: int | None
    obs: dict[str, ColumnTold]
    var: dict[str, ColumnTold]
    genes: NamesTold
    x: MatrixTold | None
    raw: MatrixTold | None
    layers: dict[str, MatrixTold]
    obsm: dict[str, MatrixTold]
    uns: Sequence[str]
    modalities: dict[str, DataTold]
    notes: Sequence[str]
    partial: Sequence[str]
    seen_at: str


class CrosstabTold(TypedDict, total=False):
    """Pairs of values of two columns, and the number of rows of each."""

    pairs: Sequence[tuple[Scalar, Scalar, int]]


class ZerosTold(TypedDict, total=False):
    """Groups, and which columns are zero in all of their rows."""

    groups: Sequence[tuple[Scalar, list[str]]]


class NameListTold(TypedDict, total=False):
    """All names of an index."""

    names: Sequence[str]


# `class` is a word of Python, so that this one is written as a call.
ModelTold = TypedDict(
    "ModelTold",
    {
        "class": str,
        "version": str,
        "setup_method": str,
        "setup": Mapping[str, Json],
        "init": Mapping[str, Json],
        "trained": Scalar,
        "n_cells": Scalar,
        "categories": dict[str, Sequence[Scalar]],
        "covariates": dict[str, Sequence[Scalar]],
        "columns": dict[str, Sequence[str]],
        "genes": NamesTold,
        "var_names": Sequence[str],
        "legacy": bool,
        "data_file": bool,
        "seen_at": str,
    },
    total=False,
)
