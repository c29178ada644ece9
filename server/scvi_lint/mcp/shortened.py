"""Results in few words: findings, data files, saved models. Strangers' names are cut and seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, TypeVar

from scvi_lint.answers.located import Located, Place
from scvi_lint.escaping import cut, sentence, visible
from scvi_lint.evidence.facts import ColumnSeen, DataSeen, MatrixSeen, ModelSeen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typing_extensions import Required

T = TypeVar("T")

_MOST_REASONS = 6
_MOST_NAMES = 60
_MOST_LEVELS = 12


class FixTold(TypedDict):
    """A fix that a finding offers."""

    title: str
    changes_results: bool


class FindingTold(TypedDict, total=False):
    """A finding; its path is told where several files were looked at."""

    path: str
    code: Required[str]
    name: str
    severity: str
    certainty: str
    happens: str
    message: Required[str]
    cell: int | None
    line: int
    column: int
    source: str
    because: list[str]
    page: str | None
    fixes: list[FixTold]


def finding(one: Located, *, with_path: bool = False) -> FindingTold:
    """A finding as a reader needs it to act: where, what, why, what to do, which page."""
    known = one.finding
    citation = known.citation
    line = one.frame.lines[
        one.place.start[0] - one.frame.first : one.place.start[0] - one.frame.first + 1
    ]
    row: FindingTold = {
        "code": known.code,
        "name": known.name,
        "severity": known.severity,
        "certainty": known.certainty,
        "happens": known.happens,
        "message": known.message,
        "cell": one.place.cell,
        "line": one.place.start[0],
        "column": one.place.start[1],
        "source": cut(visible(line[0].strip() if line else "", "\t"), 200),
        "because": [
            sentence(f"{_place(near.place)}: {near.message}")
            for near in one.related[:_MOST_REASONS]
        ],
        "page": None if citation is None else citation.url,
        "fixes": [{"title": fix.title, "changes_results": not fix.safe} for fix in one.fixes[:4]],
    }
    whole: FindingTold = {"path": one.place.path, **row}
    return whole if with_path else row


def _place(place: Place) -> str:
    cell = "" if place.cell is None else f"cell {place.cell}, "
    return f"{cell}line {place.start[0]}"


def data_words(data: DataSeen) -> dict[str, object]:
    """What a data file holds."""
    named = {"X": data.x, ".raw": data.raw}
    told: dict[str, object] = {
        "n_obs": data.n_obs,
        "n_vars": data.n_vars,
        **{name: None if one is None else _matrix(one) for name, one in named.items()},
        "layers": {_name(name): _matrix(one) for name, one in _some(data.layers)},
        "obs": {_name(name): _column(one) for name, one in _some(data.obs)},
        "obsm": {
            _name(name): {"shape": list(one.shape), "holds": one.state}
            for name, one in _some(data.obsm)
        },
        "uns": [_name(name) for name in data.uns[:_MOST_NAMES]],
        "var": [_name(name) for name in list(data.var)[:_MOST_NAMES]],
        "genes": [_name(name) for name in data.genes.sample[:8]],
        "genes_duplicated": data.genes.duplicated,
        "notes": [sentence(note) for note in data.notes],
    }
    if data.modalities:
        told["modalities"] = {_name(name): data_words(one) for name, one in _some(data.modalities)}
    return told


def _some(held: Mapping[str, T]) -> list[tuple[str, T]]:
    return list(held.items())[:_MOST_NAMES]


def _name(name: object) -> str:
    return cut(visible(str(name)))


def _matrix(one: MatrixSeen) -> dict[str, object]:
    return {
        "holds": one.state,
        "dtype": one.dtype,
        "encoding": one.encoding,
        "minimum": one.minimum,
        "maximum": one.maximum,
        "nan": bool(one.nan),
        "empty_rows": one.empty_rows,
    }


def _column(one: ColumnSeen) -> dict[str, object]:
    counts = list((one.counts or {}).items())
    told: dict[str, object] = {
        "kind": one.kind,
        "missing": one.n_missing,
        "levels": one.n_categories,
        "cells_by_level": {_name(level): number for level, number in counts[:_MOST_LEVELS]},
    }
    if one.minimum is not None:
        told.update(minimum=one.minimum, maximum=one.maximum)
    return told


def model_words(model: ModelSeen) -> dict[str, object]:
    """What a saved model says of itself."""
    categories = {**model.categories, **model.covariates}
    return {
        "class": _name(model.class_name),
        "scvi_tools": _name(model.version),
        "trained": model.trained,
        "setup_method": _name(model.setup_method),
        "setup": {_name(name): cut(str(value), 300) for name, value in model.setup.items()},
        "categories": {
            _name(name): [_name(one) for one in levels[:_MOST_LEVELS]]
            for name, levels in categories.items()
        },
        "n_genes": model.genes.count,
        "legacy": model.legacy,
    }
