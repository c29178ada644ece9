"""A set-up for a data file, as far as the file itself can tell: where the counts are, which
columns may be batches, what is confounded with them. `setting_up` writes the lines.

A column is judged by its name and by its levels, never by a guess at its meaning: what a name does
not say plainly stays a weak candidate, and the reader is told so. The lines are only a proposal; a
front checks them as it checks any program.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from scvi_lint.evidence.facts import ColumnSeen, CrosstabSeen, DataSeen
from scvi_lint.knowledge.columns import TYPES, cells_grouped_by
from scvi_lint.regex import regex

if TYPE_CHECKING:
    pass

_WORD = regex(r"[A-Z]{2,}(?![a-z])|[A-Z]?[a-z]+|[A-Z]+")
# What people call that which was processed together; the first word that a name has decides.
_BATCH = (
    "batch",
    "sample",
    "library",
    "lane",
    "channel",
    "gem",
    "well",
    "chip",
    "pool",
    "run",
    "donor",
    "patient",
    "subject",
    "individual",
    "mouse",
    "animal",
    "replicate",
    "plate",
    "dataset",
    "study",
    "project",
    "site",
    "lab",
    "assay",
    "chemistry",
    "platform",
    "technology",
    "tech",
    "protocol",
)
_BIOLOGY = frozenset(
    """condition treatment treated stim stimulation stimulated disease diagnosis status group
    genotype perturbation guide dose time timepoint day age sex gender tissue organ region phase
    stage species response outcome""".split()
)
_UNLABELLED = frozenset(
    ("unknown", "unlabeled", "unlabelled", "unassigned", "na", "nan", "none", "unannotated", "")
)
_PEAK = regex(r"(?:chr)?\w{1,5}[:_-]\d+[-_]\d+$", re.I)
_MOST_LEVELS = 500
_FEW_CELLS = 20
_MOST_NAMED = 5

Cross = Callable[[str, str], CrosstabSeen | None]


class Candidate(NamedTuple):
    """A column that may name batches. `plain` when its own name says so."""

    column: str
    levels: int
    smallest: int | None
    missing: int
    plain: bool
    why: str


class Confounding(NamedTuple):
    """How a column of interest hangs together with a batch column."""

    batch: str
    column: str
    kind: str
    words: str


def model_for(data: DataSeen) -> str:
    """The model that most would begin with on data of this form."""
    if data.kind == "mudata":
        return "MULTIVI" if modality(data, "atac") and not modality(data, "protein") else "TOTALVI"
    if proteins(data):
        return "TOTALVI"
    if any(unlabelled(data, column) is not None for column in labels(data)):
        return "SCANVI"
    peaks = [name for name in data.genes.sample if _PEAK.match(name)]
    return "PEAKVI" if peaks and len(peaks) == len(data.genes.sample) else "SCVI"


def batches(data: DataSeen) -> list[Candidate]:
    """The columns that may be `batch_key`, the likeliest first; in MuData also those of its RNA."""
    found: list[tuple[int, Candidate]] = []
    rna = modality(data, "rna")
    inner = {} if rna is None else data.modalities[rna].obs
    for name, column in {**inner, **data.obs}.items():
        levels = _levels(column)
        if levels is None or not 2 <= levels <= _MOST_LEVELS or levels * 2 > (data.n_obs or 0):
            continue
        words = [word.lower() for word in _WORD.findall(name)]
        if cells_grouped_by(name) or not _BIOLOGY.isdisjoint(words):
            continue
        rank = next((n for n, word in enumerate(_BATCH) if _has(words, word)), len(_BATCH))
        plain = rank < len(_BATCH)
        if not plain and column.kind not in ("categorical", "string"):
            continue
        why = "its name says so" if plain else "a column of few levels; only you know what it is"
        counts = [number for number in (column.counts or {}).values() if number]
        found.append(
            (
                rank,
                Candidate(
                    name, levels, min(counts, default=None), column.n_missing or 0, plain, why
                ),
            )
        )
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def _has(words: list[str], word: str) -> bool:
    return word in words or word + "s" in words


def _levels(column: ColumnSeen) -> int | None:
    if column.n_categories is not None:
        return column.n_categories
    return column.distinct if column.kind in ("integer", "boolean") else None


def labels(data: DataSeen) -> list[str]:
    """The columns that hold cell types, as their names say."""
    return [
        name
        for name, column in data.obs.items()
        if cells_grouped_by(name) == TYPES and (_levels(column) or 0) >= 2
    ]


def conditions(data: DataSeen) -> list[str]:
    """The columns that hold what an experiment compares."""
    return [
        name
        for name, column in data.obs.items()
        if not cells_grouped_by(name)
        and 2 <= (_levels(column) or 0) <= 50
        and not _BIOLOGY.isdisjoint(word.lower() for word in _WORD.findall(name))
        and column.kind in ("categorical", "string", "boolean")
    ]


def unlabelled(data: DataSeen, column: str) -> str | None:
    """The level of a labels column that stands for "not annotated"."""
    for name in data.obs[column].categories or ():
        if isinstance(name, str) and name.strip().lower() in _UNLABELLED:
            return name
    return None


def confounding(data: DataSeen, batch: str, cross: Cross) -> Iterator[Confounding]:
    """What cannot be told from the batches of a column."""
    for column in conditions(data):
        table = cross(batch, column)
        pairs = [] if table is None else [pair for pair, number in table.pairs.items() if number]
        if not pairs:
            continue
        of_batch = {left: {b for a, b in pairs if a == left} for left, _ in pairs}
        in_batch = {right: {a for a, b in pairs if b == right} for _, right in pairs}
        if all(len(one) == 1 for one in of_batch.values()) and len(in_batch) > 1:
            if all(len(one) == 1 for one in in_batch.values()):
                words = (
                    f"each level of {column!r} is one level of {batch!r}: what is removed as a "
                    "batch effect is the effect of interest"
                )
                yield Confounding(batch, column, "the same", words)
            else:
                words = (
                    f"each level of {batch!r} has one level of {column!r} only: a part of that "
                    "effect may be removed as well; compare levels by samples, not by cells"
                )
                yield Confounding(batch, column, "nested", words)
    for column in labels(data)[:1]:
        table = cross(batch, column)
        if table is None:
            continue
        held: dict[object, set[object]] = {}
        for (left, right), number in table.pairs.items():
            if number:
                held.setdefault(right, set()).add(left)
        alone = [str(name) for name, where in held.items() if len(where) == 1]
        if alone and len({left for left, _ in table.pairs}) > 1:
            more = f" and {len(alone) - _MOST_NAMED} more" if len(alone) > _MOST_NAMED else ""
            words = (
                f"{', '.join(alone[:_MOST_NAMED])}{more} of {column!r} occur in one level of "
                f"{batch!r} only: nothing there can be compared across batches"
            )
            yield Confounding(batch, column, "types of one batch", words)


def notes(data: DataSeen, candidates: list[Candidate], chosen: str | None) -> list[str]:
    """What should be seen to before training."""
    said: list[str] = []
    if data.genes.duplicated and data.kind == "anndata":
        said.append("Some genes have the same name: adata.var_names_make_unique().")
    for one in candidates:
        if one.plain and one.missing:
            said.append(
                f"{one.missing} cells have no value in {one.column!r}: fill or drop them before it "
                "names batches."
            )
        if one.column == chosen and one.smallest is not None and one.smallest < _FEW_CELLS:
            said.append(
                f"The smallest level of {one.column!r} has {one.smallest} cells: its batch effect "
                "is hardly known."
            )
    return said


def proteins(data: DataSeen) -> list[str]:
    """The entries of obsm that hold counts of proteins."""
    return [
        name
        for name, one in data.obsm.items()
        if one.state == "counts" and not name.lower().startswith("x_")
    ]


_MODALITIES = {
    "rna": ("rna", "gex", "gene expression"),
    "protein": ("protein", "prot", "adt", "antibody capture", "cite"),
    "atac": ("atac", "peaks", "accessibility"),
}


def modality(data: DataSeen, kind: str) -> str | None:
    """The modality that holds RNA, proteins or accessibility, by its name."""
    return next((name for name in data.modalities if name.lower() in _MODALITIES[kind]), None)
