"""What was seen in a file: pure data, as the child tells it and as `interpreter` asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Union

if TYPE_CHECKING:
    from scvi_lint.evidence.told import (
        ColumnTold,
        CrosstabTold,
        DataTold,
        MatrixTold,
        ModelTold,
        NameListTold,
        NamesTold,
        ZerosTold,
    )
    from scvi_lint.json_values import Json, Scalar

_NO_NAMES: NamesTold = {}


def _bounds(raw: MatrixTold | ColumnTold) -> tuple[float, float] | tuple[None, None]:
    """The least and the largest value: both are known, or neither is."""
    low, high = _number(raw.get("minimum")), _number(raw.get("maximum"))
    return (None, None) if low is None or high is None else (low, high)


def _number(value: object) -> float | None:
    """A number that can be compared with others."""
    return value if isinstance(value, (int, float)) and value == value else None


def _count(value: object) -> int | None:
    return value if type(value) is int and value >= 0 else None


def _names(value: Iterable[object] | None) -> list[str]:
    return [name for name in value or () if isinstance(name, str)]


class MatrixSeen:
    """X, a layer or raw. `state` was decided from a bounded sample of its values.

    "counts", "binary", "fractional" (counts that a correction made fractional), "normalized",
    "lognorm", "scaled", or "unknown". `nan` is True when the sample holds one, and None when it
    does not but is only a sample; `empty_rows` likewise counts rows without a single value.
    `even` when more values are two than one: reads that come in pairs, not fragments.
    """

    __slots__ = (
        "dtype",
        "empty_rows",
        "encoding",
        "even",
        "maximum",
        "minimum",
        "nan",
        "shape",
        "state",
    )

    def __init__(self, raw: MatrixTold) -> None:
        self.shape: tuple[int, ...] = tuple(raw.get("shape") or ())
        self.dtype: str = raw.get("dtype") or ""
        self.encoding: str = raw.get("encoding") or "array"
        self.state: str = raw.get("state") or "unknown"
        self.minimum, self.maximum = _bounds(raw)
        self.nan: bool | None = raw.get("nan")
        self.empty_rows: int | None = raw.get("empty_rows")
        self.even: bool | None = raw.get("even")


class ColumnSeen:
    """A column of obs or var.

    `kind` is "categorical", "string", "float", "integer", "boolean" or "unknown". `categories`
    are the values that occur, the first `len(categories)` of `n_categories`; None when they were
    not counted. `counts` has the number of rows of each; `unused` names declared categories that
    no row has.
    """

    __slots__ = (
        "categories",
        "counts",
        "declared",
        "distinct",
        "dtype",
        "kind",
        "maximum",
        "minimum",
        "n_categories",
        "n_missing",
        "total",
        "whole",
    )

    def __init__(self, raw: ColumnTold) -> None:
        self.kind: str = raw.get("kind") or "unknown"
        self.dtype: str = raw.get("dtype") or ""
        counts = _pairs(raw.get("counts"))
        self.categories: Sequence[Scalar] | None = raw.get("categories")
        self.n_categories = _count(raw.get("n_categories"))
        if self.n_categories is None and counts is not None:
            self.n_categories = len(counts)
        self.declared: Sequence[Scalar] | None = raw.get("declared")
        self.counts: dict[object, int] | None = counts
        self.n_missing = _count(raw.get("n_missing"))
        self.minimum, self.maximum = _bounds(raw)
        self.distinct = _count(raw.get("distinct"))
        self.total = _number(raw.get("total"))
        self.whole: bool | None = raw.get("whole")


class NamesSeen:
    """The names of genes (or cells): how many, and fingerprints that tell orders and sets apart.

    `ordered` differs when the order differs, `unordered` only when the names do; both are "" when
    there were too many to read.
    """

    __slots__ = ("count", "duplicated", "ordered", "sample", "unordered")

    def __init__(self, raw: NamesTold) -> None:
        self.count = _count(raw.get("count")) or 0
        self.ordered: str = raw.get("ordered") or ""
        self.unordered: str = raw.get("unordered") or ""
        self.duplicated: bool | None = raw.get("duplicated")
        self.sample = _names(raw.get("sample"))


class EmbeddingSeen:
    """An entry of obsm: its shape, the names of its columns if it is a table, and its values."""

    __slots__ = ("columns", "maximum", "minimum", "nan", "shape", "state")

    def __init__(self, raw: MatrixTold) -> None:
        self.shape: tuple[int, ...] = tuple(raw.get("shape") or ())
        self.columns: Sequence[str] | None = raw.get("columns")
        self.state: str = raw.get("state") or "unknown"
        self.nan: bool | None = raw.get("nan")
        self.minimum, self.maximum = _bounds(raw)

    def __getitem__(self, axis: int) -> int:
        return self.shape[axis]

    def __len__(self) -> int:
        return len(self.shape)


class DataSeen:
    """What an AnnData or MuData file holds. `doubtful` when it may hold something else by now."""

    __slots__ = (
        "doubtful",
        "genes",
        "kind",
        "layers",
        "modalities",
        "n_obs",
        "n_vars",
        "notes",
        "obs",
        "obsm",
        "partial",
        "path",
        "raw",
        "seen_at",
        "uns",
        "var",
        "x",
    )

    def __init__(self, path: str, raw: DataTold) -> None:
        self.path = path
        self.kind: str = raw.get("kind") or "anndata"
        self.n_obs = _count(raw.get("n_obs"))
        self.n_vars = _count(raw.get("n_vars"))
        self.x = _matrix(raw.get("x"))
        self.raw = _matrix(raw.get("raw"))
        self.layers = {name: MatrixSeen(one) for name, one in (raw.get("layers") or {}).items()}
        self.obs = {name: ColumnSeen(one) for name, one in (raw.get("obs") or {}).items()}
        self.var = {name: ColumnSeen(one) for name, one in (raw.get("var") or {}).items()}
        self.obsm = {name: EmbeddingSeen(one) for name, one in (raw.get("obsm") or {}).items()}
        self.uns = _names(raw.get("uns"))
        self.genes = NamesSeen(raw.get("genes") or _NO_NAMES)
        self.modalities = {
            name: DataSeen(path, one) for name, one in (raw.get("modalities") or {}).items()
        }
        self.partial: frozenset[str] = frozenset(raw.get("partial") or ())
        self.notes = _names(raw.get("notes"))
        self.seen_at: str = raw.get("seen_at") or ""
        self.doubtful = False


def _pairs(raw: Iterable[tuple[Scalar, int]] | None) -> dict[object, int] | None:
    """How often each value occurs."""
    if raw is None:
        return None
    return {value: number for value, number in raw if _count(number) is not None}


def _matrix(raw: MatrixTold | None) -> MatrixSeen | None:
    return None if raw is None else MatrixSeen(raw)


class CrosstabSeen:
    """How many rows have each pair of values of two columns; pairs that no row has are absent."""

    __slots__ = ("pairs",)

    def __init__(self, raw: CrosstabTold) -> None:
        self.pairs: dict[tuple[object, object], int] = {
            (left, right): number
            for left, right, number in raw.get("pairs") or ()
            if _count(number) is not None
        }

    def count(self, left: object, right: object) -> int:
        return self.pairs.get((left, right), 0)

    def partners(self, left: object) -> list[object]:
        """The values of the second column that occur together with one of the first."""
        return [other for (one, other), number in self.pairs.items() if one == left and number]


class ZerosSeen:
    """The columns of an entry of obsm that are zero in every row of a group, by the group."""

    __slots__ = ("groups",)

    def __init__(self, raw: ZerosTold) -> None:
        self.groups: dict[object, list[str]] = {
            group: _names(columns) for group, columns in raw.get("groups") or ()
        }


class NameListSeen:
    """The names themselves, in order, when a rule asked for them."""

    __slots__ = ("names",)

    def __init__(self, raw: NameListTold) -> None:
        self.names = tuple(_names(raw.get("names")))


class ModelSeen:
    """What a saved model says of itself: `model.pt`, or `attr.pkl` of releases before 0.15.

    `setup` are the arguments of its set-up call; `categories` those of each field, by the
    set-up argument ("batch_key", "labels_key" …); `init` the arguments of its constructor that
    are constants.
    """

    __slots__ = (
        "categories",
        "class_name",
        "columns",
        "covariates",
        "data_file",
        "doubtful",
        "genes",
        "init",
        "legacy",
        "n_cells",
        "path",
        "seen_at",
        "setup",
        "setup_method",
        "trained",
        "var_names",
        "version",
    )

    def __init__(self, path: str, raw: ModelTold) -> None:
        self.path = path
        self.class_name: str = raw.get("class") or ""
        self.version: str = raw.get("version") or ""
        self.setup_method: str = raw.get("setup_method") or ""
        self.setup: Mapping[str, Json] = raw.get("setup") or {}
        self.categories: Mapping[str, Sequence[Scalar]] = raw.get("categories") or {}
        self.covariates: Mapping[str, Sequence[Scalar]] = raw.get("covariates") or {}
        self.columns: Mapping[str, Sequence[str]] = raw.get("columns") or {}
        self.init: Mapping[str, Json] = raw.get("init") or {}
        self.trained: Scalar = raw.get("trained")
        self.n_cells = _count(raw.get("n_cells"))
        self.genes = NamesSeen(raw.get("genes") or _NO_NAMES)
        names = raw.get("var_names")
        self.var_names: tuple[str, ...] | None = None if names is None else tuple(_names(names))
        self.legacy: bool = bool(raw.get("legacy"))
        self.data_file: bool = bool(raw.get("data_file"))
        self.seen_at: str = raw.get("seen_at") or ""
        self.doubtful = False


Seen = Union[  # noqa: UP007
    DataSeen, CrosstabSeen, NameListSeen, NamesSeen, ZerosSeen, ModelSeen
]


def seen(path: str, raw: Any) -> Seen:
    """The object that an answer of the child describes, as one of `told`; what raises here makes
    no sense. Raises KeyError for another form.
    """
    made: dict[str, Callable[[], Seen]] = {
        "data": lambda: DataSeen(path, raw),
        "crosstab": lambda: CrosstabSeen(raw),
        "genes": lambda: NameListSeen(raw),
        "cells": lambda: NamesSeen(raw),
        "zeros": lambda: ZerosSeen(raw),
        "model": lambda: ModelSeen(path, raw),
    }
    return made[raw["form"]]()
