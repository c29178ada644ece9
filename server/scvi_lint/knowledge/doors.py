"""What becomes of data that comes to a model which was set up with other data.

Data comes in by doors: `Model.load`, `Model.load_query_data`, `DestVI.from_rna_model`, and
questions about other data, to which `from_scvi_model` belongs. Each registers it as the model's own
was, and meets what differs: some differences raise, some are mended, some go through in silence.
`leads_to` tells which; it was tried on scvi-tools 1.4.2 and 1.5.1, each combination of class, door
and difference
(`tests/oracle/doors.py`, `tests/oracle/DOORS.md`).
"""

from __future__ import annotations

from scvi_lint.knowledge.curated import curated
from scvi_lint.knowledge.models import Field
from scvi_lint.knowledge.releases import key

LOAD, QUERY, ASK = "load", "query", "ask"
# `DestVI.from_rna_model(spots, model)` sets up the spots with what the model of cells was told.
SPOTS = "spots"
# The methods of classes whose models can drop their counts.
MINIFYING = ("minify_adata", "minify_mudata")
# The exception that a difference raises at each door; where there is none, nothing stops it.
LEADS_TO = {
    ("column", LOAD): "KeyError",
    ("column", ASK): "KeyError",
    ("column", QUERY): "KeyError",
    ("layer", LOAD): "ValueError",
    ("layer", ASK): "ValueError",
    ("layer", QUERY): "ValueError",
    ("category", LOAD): "ValueError",
    ("category", ASK): "ValueError",
    ("nan", LOAD): "TypeError",
    ("nan", ASK): "TypeError",
    ("nan", QUERY): "TypeError",
    ("genes", LOAD): "ValueError",
    ("genes", ASK): "ValueError",
    ("genes", QUERY): "ValueError",
    ("view", LOAD): "ValueError",
    ("view", QUERY): "ValueError",
    ("set-up", ASK): "KeyError",
    ("column", SPOTS): "KeyError",
    ("layer", SPOTS): "ValueError",
    ("modality", LOAD): "ValueError",
    ("modality", ASK): "ValueError",
    ("modality", QUERY): "ValueError",
    ("more modalities", QUERY): "KeyError",
    ("unpaired", LOAD): "ValueError",
    ("unpaired", ASK): "ValueError",
    ("unpaired", QUERY): "ValueError",
    ("kind of data", LOAD): "AttributeError",
    ("kind of data", ASK): "AssertionError",
    ("kind of data", QUERY): "AttributeError",
    ("by name", QUERY): "AttributeError",
    ("minified", LOAD): "ValueError",
    ("counts", ASK): "KeyError",
}
# What a door that takes the model's genes by name says where one is missing.
NO_SUCH_GENES = "KeyError"
# Before, sorting names and missing values together failed.
DROPS_MISSING = "1.5.1"
# What a class that looks before it registers anything says of a layer, and of names that are not
# unique: what has no value makes them "nan".
_LOOKED_AT = {"layer": "KeyError", "nan": "AssertionError", "minified": "AssertionError"}
# What a class that asks for the numbers of the cells first would else have looked at.
_LATER = frozenset({"layer", "format", "genes", "modality"})


def leads_to(
    kind: str,
    door: str,
    class_name: str,
    version: str,
    field: Field | None = None,
    whole: bool = False,
    minifies: bool = True,
) -> str | None:
    """The exception that a difference ends in; None where nothing stops it.

    `kind` as `semantic.expected.Difference` has it, `version` the release of scvi-tools, `field`
    what the argument concerned registers, `whole` that no cell has a value, `minifies` whether the
    class can drop its counts.
    """
    of = "" if field is None else field.kind

    def has(trait: str) -> bool:
        return curated().has_trait(class_name, trait, version)

    if has("looks_before_it_registers") and door != ASK and kind in _LOOKED_AT:
        return _LOOKED_AT[kind]
    if has("asks_for_cells_first") and door == ASK and kind in _LATER:
        return LEADS_TO[("set-up", ASK)]
    if kind == "format":
        # The check for counts takes a sparse array for something that it does not know.
        return "TypeError" if field is not None and field.is_count_data else None
    if kind == "scale":
        return "ValueError" if has("trains_where_loaded") and door == LOAD else None
    if kind == "cells":
        return "RuntimeError" if has("holds_spots") and door == LOAD else None
    if kind == "view" and has("takes_views"):
        return None
    if kind == "minified" and not minifies and door != ASK:
        return "NotImplementedError"
    if kind == "modality":  # which MULTIVI looks up in the MuData itself
        return "KeyError" if has("asks_for_cells_first") else LEADS_TO[(kind, door)]
    if kind == "names":
        return "KeyError" if has("holds_markers") and door == LOAD else None
    if kind == "labels":
        return "RuntimeError" if door == LOAD else None
    if kind == "set-up" and not has("notes_cells"):
        return None
    extended = door == QUERY and of == "CategoricalJointObs"  # which sorts them to this day
    if kind == "nan" and _since(DROPS_MISSING, version) and not extended:
        return "ValueError"
    if door == QUERY:
        if of == "LabelsWithUnlabeledObs":
            # Labels that are missing are filled in; the classifier gets no further output.
            return {"column": None, "category": "ValueError"}.get(kind, LEADS_TO.get((kind, door)))
        if has("takes_no_new_batches") and of == "CategoricalObs" and kind in _VALUES:
            return "ValueError"
        return LEADS_TO.get((kind, door))
    if kind == "nan" and (of == "CategoricalJointObs" or whole):
        return "ValueError"
    return LEADS_TO.get((kind, door))


def without_update(kind: str, class_name: str, version: str) -> str | None:
    """What a modality leads to that was put into MuData by name, where `update` was forgotten:
    the whole counts the cells as before, and has no entry for a new name."""
    if kind == "more modalities":
        return "KeyError"
    # MULTIVI takes its own column of numbers, which is as long as before.
    return (
        None if curated().has_trait(class_name, "asks_for_cells_first", version) else "IndexError"
    )


def _since(release: str, version: str) -> bool:
    return key(version) >= key(release)


_VALUES = ("category", "nan")
