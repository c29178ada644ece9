"""What happens in a program that a rule can care about: all kinds of events under one name.

An event carries the call with its arguments as Values and places, and the objects as they were
*before* it. What they share stands in `event`, the use of names in `api_events`, what happens to
data in `data_events`, and with model classes and models in `model_events`.
"""

from __future__ import annotations

from scvi_lint.interpreter.events.api import ApiUsed
from scvi_lint.interpreter.events.classes import (
    Constructed,
    CountMatrix,
    Loaded,
    OfModelClass,
    OwnCall,
    Registered,
    matrix_name,
)
from scvi_lint.interpreter.events.data import (
    Called,
    EntryRead,
    GraphBuilt,
    GraphUsed,
    MethodNamed,
    NameUnknown,
    NoneUsed,
    ProgramEnd,
    Read,
    SettingChanged,
    Stored,
    Subset,
    Transformed,
)
from scvi_lint.interpreter.events.doors import DataGiven
from scvi_lint.interpreter.events.event import CallEvent, Event
from scvi_lint.interpreter.events.models import (
    Compared,
    HubSaved,
    Minified,
    OfModel,
    Queried,
    Saved,
    Trained,
)
from scvi_lint.interpreter.events.results import (
    ColumnAsked,
    CurveUsed,
    HistoryRead,
    ResultHeld,
    ResultRead,
    ResultUsed,
    ResultWritten,
    Together,
)

EVENTS: tuple[type[Event], ...] = (
    ApiUsed,
    Read,
    Transformed,
    Registered,
    OwnCall,
    Constructed,
    Trained,
    Queried,
    Compared,
    Minified,
    Saved,
    HubSaved,
    Loaded,
    DataGiven,
    HistoryRead,
    CurveUsed,
    ResultHeld,
    ResultRead,
    ResultUsed,
    ResultWritten,
    ColumnAsked,
    Together,
    GraphBuilt,
    GraphUsed,
    Stored,
    Subset,
    EntryRead,
    Called,
    MethodNamed,
    NameUnknown,
    NoneUsed,
    SettingChanged,
    ProgramEnd,
)

__all__ = [
    "EVENTS",
    "ApiUsed",
    "CallEvent",
    "Called",
    "ColumnAsked",
    "Compared",
    "Constructed",
    "CountMatrix",
    "CurveUsed",
    "DataGiven",
    "EntryRead",
    "Event",
    "GraphBuilt",
    "GraphUsed",
    "HistoryRead",
    "HubSaved",
    "Loaded",
    "MethodNamed",
    "Minified",
    "NameUnknown",
    "NoneUsed",
    "OfModel",
    "OfModelClass",
    "OwnCall",
    "ProgramEnd",
    "Queried",
    "Read",
    "Registered",
    "ResultHeld",
    "ResultRead",
    "ResultUsed",
    "ResultWritten",
    "Saved",
    "SettingChanged",
    "Stored",
    "Subset",
    "Together",
    "Trained",
    "Transformed",
    "matrix_name",
]
