"""What becomes of data that comes to a model which was set up with other data.

Data comes in by doors: `Model.load`, `Model.load_query_data`, and questions about other data, to
which `from_scvi_model` belongs. Each registers it as the model's own was, and meets what differs:
some differences raise, some are mended, some go through in silence. `leads_to` tells which; it was
tried on scvi-tools 1.4.2 and 1.5.1, each combination of class, door and difference
(`tests/oracle/doors.py`, `tests/oracle/DOORS.md`).
"""

from __future__ import annotations

from scvi_lint.knowledge.models import NOTES_CELLS, Field
from scvi_lint.knowledge.releases import key

LOAD, QUERY, ASK = "load", "query", "ask"
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
}
# It writes into the view before it looks, and anndata makes a copy of that.
TAKES_VIEWS = frozenset({"MRVI", "TorchMRVI", "MULTIVI", "RESOLVI", "SpatialStereoscope", "DestVI"})
# `load` trains them for a step on the new data, and their likelihoods are defined for counts only;
# since 1.5 it only looks at two cells.
RUNS_ON_LOAD = frozenset({"RESOLVI", "AmortizedLDA"})
LOADS_APART = "1.5.0"
# Before, sorting names and missing values together failed.
DROPS_MISSING = "1.5.1"
# The networks hold a parameter for each spot: `load` puts them into as many as they were.
HOLDS_SPOTS = frozenset({"SpatialStereoscope", "DestVI"})
# It looks into the layer, and for names that are not unique, before it registers anything; what has
# no value makes its names "nan".
LOOKS_BEFORE = frozenset({"RESOLVI"})
_LOOKED_AT = {"layer": "KeyError", "nan": "AssertionError"}
# The numbers of its cells are the first that it asks new data for; columns of obs come before.
ASKS_FOR_CELLS_FIRST = frozenset({"MULTIVI"})
# Systems are part of its encoder, which a query does not extend.
TAKES_NO_BATCHES = frozenset({"SysVI"})


def leads_to(
    kind: str,
    door: str,
    class_name: str,
    version: str,
    field: Field | None = None,
    whole: bool = False,
) -> str | None:
    """The exception that a difference ends in; None where nothing stops it.

    `kind` as `semantic.doors.Difference` has it, `version` the release of scvi-tools, `field` what
    the argument concerned registers, `whole` that no cell has a value.
    """
    of = "" if field is None else field.kind
    if class_name in LOOKS_BEFORE and door != ASK and kind in _LOOKED_AT:
        return _LOOKED_AT[kind]
    if class_name in ASKS_FOR_CELLS_FIRST and door == ASK and kind in ("layer", "format", "genes"):
        return LEADS_TO[("set-up", ASK)]
    if kind == "format":
        # The check for counts takes a sparse array for something that it does not know.
        return "TypeError" if field is not None and field.is_count_data else None
    if kind == "scale":
        runs = class_name in RUNS_ON_LOAD and door == LOAD and not _since(LOADS_APART, version)
        return "ValueError" if runs else None
    if kind == "cells":
        return "RuntimeError" if class_name in HOLDS_SPOTS and door == LOAD else None
    if kind == "view" and class_name in TAKES_VIEWS:
        return None
    if kind == "set-up" and class_name not in NOTES_CELLS:
        return None
    extended = door == QUERY and of == "CategoricalJointObs"  # which sorts them to this day
    if kind == "nan" and _since(DROPS_MISSING, version) and not extended:
        return "ValueError"
    if door == QUERY:
        if of == "LabelsWithUnlabeledObs":
            # Labels that are missing are filled in; the classifier gets no further output.
            return {"column": None, "category": "ValueError"}.get(kind, LEADS_TO.get((kind, door)))
        if class_name in TAKES_NO_BATCHES and of == "CategoricalObs" and kind in _VALUES:
            return "ValueError"
        return LEADS_TO.get((kind, door))
    if kind == "nan" and (of == "CategoricalJointObs" or whole):
        return "ValueError"
    return LEADS_TO.get((kind, door))


def _since(release: str, version: str) -> bool:
    return key(version) >= key(release)


_VALUES = ("category", "nan")
