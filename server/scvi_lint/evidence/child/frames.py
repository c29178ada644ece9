"""Tables (obs, var): their columns, what values occur, how often, and what is missing.

Three ways of writing a column of categories are in use: a group with codes and categories, an
array of codes with a reference to `__categories` (anndata before 0.7 and 0.8), and a record
array for the whole table, with the categories in `uns` (before 0.7).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from scvi_lint.evidence.child.bounds import CATEGORIES, LABELS, ROWS, TEXT_ROWS, OutOfBounds
from scvi_lint.evidence.child.kinds import kind_of
from scvi_lint.evidence.child.parts import is_group
from scvi_lint.evidence.child.sparing import spared

if TYPE_CHECKING:
    from scvi_lint.evidence.child.parts import Array, Group, Numbers, Part
    from scvi_lint.evidence.told import ColumnTold
    from scvi_lint.json_values import Scalar

_NULLABLE = ("nullable-integer", "nullable-boolean", "nullable-string-array")


class Table:
    """A table of a file, and its legacy categories if it has any."""

    __slots__ = ("node", "uns")

    def __init__(self, node: Part | None, uns: Group | None = None) -> None:
        self.node = node
        self.uns = uns

    @property
    def index_name(self) -> str:
        if self.node is None or not is_group(self.node):
            return "index"
        found = self.node.attribute("_index")
        return found if found and isinstance(found, str) else "_index"

    @property
    def index(self) -> Array | None:
        """The array of the row names."""
        if self.node is None or not is_group(self.node):
            return None
        found = self.node.child(self.index_name)
        if found is not None and is_group(found):
            return found.array("values")  # nullable-string-array
        return found

    @property
    def length(self) -> int | None:
        if self.node is None:
            return None
        if not is_group(self.node):
            return int(self.node.shape[0]) if self.node.shape else None
        index = self.index
        return None if index is None or not index.shape else int(index.shape[0])

    def names(self) -> list[str]:
        """The columns. Raises OutOfBounds."""
        if self.node is None:
            return []
        if not is_group(self.node):
            return [name for name in self.node.field_names if name != "index"]
        index = self.index_name
        return [name for name in self.node.names() if name not in (index, "__categories")]

    def columns(self) -> dict[str, ColumnTold]:
        """Every column, described; one that cannot be read is of unknown kind."""
        unknown: ColumnTold = {"kind": "unknown"}
        return {
            name: spared(lambda name=name: self._described(name), unknown) for name in self.names()
        }

    def _described(self, name: str) -> ColumnTold:
        values = self.values(name)
        return {"kind": "unknown"} if values is None else values.described()

    def values(self, name: str) -> Values | None:
        """The values of a column; None when they are of no form that is understood."""
        if self.node is None:
            return None
        if not is_group(self.node):
            return self._field(self.node, name)
        node = self.node.child(name)
        if node is None:
            return None
        if is_group(node):
            return _grouped(node)
        reference = node.attribute("categories")
        inner = self.node.group("__categories")
        if reference is not None or (inner is not None and inner.child(name) is not None):
            categories = None if inner is None else inner.array(name)
            if categories is not None:
                return _coded(node, categories)
        return _plain(node)

    def _field(self, node: Array, name: str) -> Values | None:
        """A column of a record array (anndata before 0.7)."""
        if not 0 < (self.length or 0) <= ROWS:
            return None
        values = np.asarray(node.field(name))
        categories = None if self.uns is None else self.uns.array(name + "_categories")
        if categories is not None and values.dtype.kind in "iu":
            return Values("categorical", values, _labels(categories))
        if values.dtype.kind in "SUO" and values.ndim == 1:
            if not all(isinstance(value, bytes | str) for value in values):
                return None
            return _from_texts([_text(value) for value in values])
        kind = kind_of(values.dtype)
        return None if kind == "other" or values.ndim != 1 else Values(kind, values)


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


class Values:
    """The values of a column: codes with labels, or numbers; `missing` masks what is not there."""

    __slots__ = ("kind", "labels", "missing", "numbers")

    def __init__(
        self,
        kind: str,
        numbers: Numbers | None,
        labels: Sequence[Scalar] | None = None,
        missing: Numbers | None = None,
    ) -> None:
        self.kind = kind
        self.numbers = numbers
        self.labels = labels
        self.missing = missing

    def codes(self) -> tuple[Numbers, Sequence[Scalar]] | None:
        """Codes (-1 for missing) and what they stand for; None when there are too many values."""
        if self.labels is not None:
            return np.asarray(self.numbers), self.labels
        if self.kind not in ("integer", "boolean", "float"):
            return None
        numbers = np.asarray(self.numbers)
        gone = self._gone(numbers)
        kept = numbers if gone is None else numbers[~gone]
        if kept.size and kept.dtype.kind == "f" and not bool((kept == np.floor(kept)).all()):
            return None
        values, inverse = np.unique(kept, return_inverse=True)
        if len(values) > LABELS:
            return None
        if gone is None:
            codes = inverse
        else:
            codes = np.full(len(numbers), -1, dtype=np.int64)
            codes[~gone] = inverse
        return codes, values.tolist()

    def _gone(self, numbers: Numbers) -> Numbers | None:
        if self.missing is not None:
            return np.asarray(self.missing, dtype=bool)
        if numbers.dtype.kind == "f":
            found = np.isnan(numbers)
            return found if found.any() else None
        return None

    def described(self) -> ColumnTold:
        told: ColumnTold = {"kind": self.kind}
        if self.labels is None and self.numbers is not None:
            numbers = np.asarray(self.numbers)
            told["dtype"] = str(numbers.dtype)
            gone = self._gone(numbers)
            told["n_missing"] = 0 if gone is None else int(gone.sum())
            kept = numbers if gone is None else numbers[~gone]
            if kept.size and kept.dtype.kind in "iufb":
                told["minimum"], told["maximum"] = float(kept.min()), float(kept.max())
                told["total"] = float(kept.sum(dtype=np.float64))
                told["whole"] = self.kind != "float" or bool((kept == np.floor(kept)).all())
        found = self._counted()
        if found is None:
            return told
        labels, used, told["n_missing"] = found
        present = np.flatnonzero(used)
        told["n_categories"] = told["distinct"] = len(present)
        shown = [int(one) for one in present[:CATEGORIES]]
        told["categories"] = [labels[one] for one in shown]
        told["counts"] = [(labels[one], int(used[one])) for one in shown]
        if self.kind == "categorical" and len(present) < len(labels) <= CATEGORIES:
            told["declared"] = list(labels)
        return told

    def _counted(self) -> tuple[Sequence[Scalar], Numbers, int] | None:
        """Labels, how often each occurs, and how many values are missing."""
        if self.labels is None and self.kind in ("integer", "boolean"):
            numbers = np.asarray(self.numbers)
            gone = self._gone(numbers)
            kept = numbers if gone is None else numbers[~gone]
            low = int(kept.min()) if kept.size else 0
            span = int(kept.max()) - low + 1 if kept.size else 0
            # Counting by value needs no sorting where the values lie close together.
            if 0 < span <= max(10_000, 2 * kept.size) and abs(low) < 1 << 53:
                used = np.bincount(kept.astype(np.int64) - low)
                labels = [False, True] if self.kind == "boolean" and span <= 2 else None
                if labels is not None:
                    labels = labels[low:]
                return labels or range(low, low + span), used, len(numbers) - len(kept)
        found = self.codes()
        if found is None:
            return None
        codes, labels = found
        missing = int((codes < 0).sum())
        used = np.bincount(codes[codes >= 0] if missing else codes, minlength=len(labels))
        return labels, used[: len(labels)], missing


def _grouped(node: Group) -> Values | None:
    kind = str(node.attribute("encoding-type") or "")
    if kind == "categorical" or node.child("codes") is not None:
        codes, categories = node.array("codes"), node.array("categories")
        if categories is None:
            inner = node.group("categories")
            categories = None if inner is None else inner.array("values")
        return None if codes is None or categories is None else _coded(codes, categories)
    values, mask = node.array("values"), node.array("mask")
    if kind not in _NULLABLE or values is None:
        return None
    found = _plain(values)
    if found is None:
        return None
    if mask is not None and mask.kind in ("boolean", "integer") and mask.shape == values.shape:
        missing = np.asarray(mask.read()).astype(bool)
        if found.labels is None:
            found.missing = missing
        else:
            numbers: Numbers = np.array(found.numbers)
            numbers[missing] = -1
            found.numbers = numbers
    return found


def _coded(codes: Array, categories: Array) -> Values | None:
    if codes.kind != "integer" or len(codes.shape) != 1 or not codes.shape[0] <= ROWS:
        return None
    labels = _labels(categories)
    numbers = np.asarray(codes.read())
    if numbers.dtype.kind == "u":
        numbers = numbers.astype(np.int64)
    # What stands for no category is missing.
    if numbers.size and int(numbers.max()) >= len(labels):
        numbers = np.where(numbers >= len(labels), -1, numbers)
    if numbers.size and int(numbers.min()) < -1:
        numbers = np.maximum(numbers, -1)
    return Values("categorical", numbers, labels)


def _labels(categories: Array) -> Sequence[Scalar]:
    """The names of the categories. Raises OutOfBounds when there are too many."""
    if len(categories.shape) != 1 or categories.shape[0] > LABELS:
        raise OutOfBounds("more than 200 000 categories")
    if categories.kind not in ("text", "integer", "float", "boolean"):
        raise TypeError("categories that are no values")
    found = categories.read()
    return found if isinstance(found, list) else np.asarray(found).tolist()


def _plain(node: Array) -> Values | None:
    if len(node.shape) != 1 or not node.shape[0] <= ROWS:
        return None
    if node.kind == "text":
        if node.shape[0] > TEXT_ROWS:
            return Values("string", None)
        return _from_texts([str(one) for one in node.read()])
    if node.kind in ("integer", "float", "boolean"):
        return Values(node.kind, np.asarray(node.read()))
    return None


def _from_texts(texts: Sequence[str]) -> Values:
    labels = sorted(set(texts))
    place = {label: number for number, label in enumerate(labels)}
    return Values("string", np.array([place[one] for one in texts], dtype=np.int64), labels)
