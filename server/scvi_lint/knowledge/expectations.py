"""What each model class expects of the matrices that its set-up names, and what becomes of others.

What a set-up checks is read from its fields; what the numbers must be beyond that stands here, as
the page of each class tells it. What follows from other numbers was tried on scvi-tools 1.4.2 and
1.5.1 (`tests/oracle/doors.py`).
"""

from __future__ import annotations

from typing import NamedTuple

from scvi_lint.knowledge.api import ClassSymbol
from scvi_lint.knowledge.models import Field

COUNTS = "raw counts"
_FRAGMENTS = "fragments or reads of each region"
_PROTEINS = "raw counts of proteins"
_NICHE = "made by preprocessing_anndata"
# By class and argument, where it is not counts of genes.
_SPECIAL: dict[str, dict[str, str]] = {
    "PEAKVI": {"layer": f"{_FRAGMENTS}, or whether there are any"},
    "POISSONVI": {"layer": "fragments of each region, not reads"},
    "MULTIVI": {"atac_layer": f"{_FRAGMENTS}, or whether there are any"},
    "SCBASSET": {
        "layer": "whether a region is open, regions in the rows",
        "dna_code_key": "the sequence of each region in numbers",
    },
    "SysVI": {"layer": "normalised and log-transformed values"},
    "CYTOVI": {
        "layer": "intensities of antibodies, transformed and scaled",
        "nan_layer": "which antibodies were measured",
    },
    "VELOVI": {
        "spliced_layer": "smoothed spliced moments",
        "unspliced_layer": "smoothed unspliced moments",
    },
    "METHYLVI": {"mc_layer": "methylated cytosines", "cov_layer": "all cytosines that were read"},
    "METHYLANVI": {"mc_layer": "methylated cytosines", "cov_layer": "all cytosines that were read"},
    "SOLO": {"layer": "made by from_scvi_model: latent space and library size"},
    "SCVIVA": {
        "cell_coordinates_key": "the place of each cell",
        "expression_embedding_key": "an embedding of each cell",
        "expression_embedding_niche_key": _NICHE,
        "niche_composition_key": _NICHE,
        "niche_indexes_key": _NICHE,
        "niche_distances_key": _NICHE,
    },
    "DestVI": {"smoothed_layer": "counts smoothed over neighbouring spots"},
    "DIAGVI": {"layer": "what the likelihood of the modality is of"},
    "Tangram": {
        "sc_layer": "values on the scale of sp_layer",
        "sp_layer": "values on the scale of sc_layer",
    },
    "VIVS": {"y_obsm_key": "the responses"},
}
# The kinds of fields that register a matrix; `protein_names_uns_key` only names its columns.
MATRICES = frozenset({"Layer", "ProteinObsm", "ProteinLayer", "Obsm"})
_NAMES = frozenset({"protein_names_uns_key"})


class Expectation(NamedTuple):
    """What one argument of a set-up shall name, and what happens where it is something else."""

    argument: str
    of: str
    otherwise: str


def expects(cls: ClassSymbol, argument: str, field: Field) -> Expectation | None:
    """What a matrix shall hold; None where the argument names none."""
    if field.kind not in MATRICES or argument in _NAMES:
        return None
    default = _PROTEINS if field.kind.startswith("Protein") else COUNTS
    of = _SPECIAL.get(cls.name, {}).get(argument, default)
    if cls.has("trains_on_counts_only"):
        otherwise = "warns, and raises where it is trained"
    elif field.is_count_data:
        otherwise = "warns after a look at twenty values, and runs"
    else:
        otherwise = "runs in silence"
    return Expectation(argument, of, otherwise)


def instead_of_counts(cls: ClassSymbol) -> str:
    """What a class takes where others take counts of genes; "" for one of these."""
    told = _SPECIAL.get(cls.name, {}) if cls.has("reads_no_counts") else {}
    return told.get("layer") or " and ".join(told.values())
