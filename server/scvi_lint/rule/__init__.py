"""The rule contract: all that a rule may import, and all that it needs.

A rule is a function in a file of its own. The annotation of its first parameter is the event
that it wants; it yields what it found:

    @rule("SCV401", severity="error", cites=cites("user_guide/…#…"))
    def transform_batch_unknown(query: Queried):
        for target in query.values("transform_batch"):
            if query.model.batches and query.model.batches.rule_out(target.value):
                yield query.finding(target, f"…", because=query.model.registration)

Severity is the *most* that the rule may say; when the facts it gave in `because` are only
possible, the runner lowers it. The module's docstring documents the rule, and its `# bad` and
`# good` blocks are its tests: see `linting.documentation`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.arguments import Argument, Item
from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.domain.contents import (
    AS_READ,
    BINARY,
    CODES,
    COUNTS,
    DENOISED,
    FRACTIONAL,
    LIKELY,
    LOGNORM,
    MIXED,
    NAMES_OF_CELLS,
    NO_COUNTS,
    NORMALIZED,
    SCALE_WORDS,
    SCALED,
    TRANSFORMED,
    Column,
    Matrix,
)
from scvi_lint.interpreter.domain.facts import Fact, Reason
from scvi_lint.interpreter.domain.masks import Mask
from scvi_lint.interpreter.domain.results import Embedding, Graph, Summary, Table
from scvi_lint.interpreter.events.event import Remark
from scvi_lint.interpreter.events.kinds import (
    ApiUsed,
    AxisMixed,
    Called,
    CallEvent,
    ColumnAsked,
    Compared,
    Constructed,
    CurveUsed,
    DataGiven,
    EntryRead,
    Event,
    FormAsked,
    GraphBuilt,
    GraphUsed,
    HistoryRead,
    HubSaved,
    Loaded,
    MethodNamed,
    Minified,
    NameUnknown,
    NoneUsed,
    OfModel,
    OfModelClass,
    OwnCall,
    ProgramEnd,
    Queried,
    Read,
    Registered,
    ResultDropped,
    ResultHeld,
    ResultRead,
    ResultUsed,
    ResultWritten,
    Saved,
    SettingChanged,
    SplitRead,
    Stored,
    Subset,
    TemporaryChanged,
    Together,
    Trained,
    Transformed,
    matrix_name,
)
from scvi_lint.interpreter.events.models import query_of
from scvi_lint.interpreter.events.remarks import Fix
from scvi_lint.knowledge.columns import cells_grouped_by, names_condition, names_donor
from scvi_lint.knowledge.returns import OF_TABLES
from scvi_lint.regex import regex
from scvi_lint.rule.about import About, spelled
from scvi_lint.rule.conditions import condition_compared, held_against_cells
from scvi_lint.rule.fixes import (
    add_argument,
    bind,
    leave_out,
    quoted,
    rename,
    replace,
    swap,
    write_instead,
)
from scvi_lint.rule.inserting import (
    insert_above,
    insert_below,
    insert_below_imports,
    is_plain,
    is_spelled_there,
    name_of_module,
    receiver_of,
)
from scvi_lint.rule.moving import use, use_method_of_the_model
from scvi_lint.rule.replicates import add_up_data, add_up_model, adds_up_by_donor
from scvi_lint.rule.suggestions import Suggestion, suggest
from scvi_lint.semantic.data_views import AnnDataView, Registration
from scvi_lint.semantic.model_views import ModelView
from scvi_lint.semantic.release import Deprecation, Keyword, Lacking, Release, Replacement
from scvi_lint.semantic.views import Levels
from scvi_lint.source.documents.span import Span
from scvi_lint.spelling import MISSPELT, nearest

# The version of this contract. A package of rules says which one it was written for.
CONTRACT = 2
SEVERITIES = ("error", "warning", "info")

NOTHING_SAID: About = {}
Check = Callable[[Any], Iterator[Remark]]


class Cites:
    """The pages that explain a rule, the most specific first.

    A target is `page#heading-id` below `docs/`; `{model}` stands for the page of the model class
    that the event is about.
    """

    __slots__ = ("targets",)

    def __init__(self, targets: tuple[str, ...]) -> None:
        self.targets = targets


def cites(*targets: str) -> Cites:
    """Name the pages (`user_guide/…#heading-id`, `faq#…`) that explain a rule."""
    return Cites(targets)


class Rule:
    """What is known of a rule without running it."""

    __slots__ = (
        "about",
        "check",
        "cites",
        "code",
        "covers",
        "name",
        "per",
        "presets",
        "severity",
        "versions",
    )

    def __init__(
        self,
        code: str,
        name: str,
        severity: str,
        versions: str,
        targets: tuple[str, ...],
        covers: tuple[str, ...],
        presets: tuple[str, ...],
        per: str,
        about: tuple[str, ...],
        check: Check,
    ) -> None:
        self.code = code
        self.name = name
        self.severity = severity
        self.versions = versions
        self.cites = targets
        self.covers = covers
        self.presets = presets
        self.per = per
        self.about = about
        self.check = check


def rule(
    code: str,
    *,
    severity: str,
    cites: Cites,
    versions: str = "",
    covers: Iterable[str] = (),
    presets: Iterable[str] = ("default",),
    per: str = "",
    about: About = NOTHING_SAID,
) -> Callable[[Check], Check]:
    """Declare a rule. The function's name is the rule's name.

    `versions` restricts it to releases of scvi-tools (`">=0.15,<1.1"`); `covers` names further
    pitfalls that it serves; `presets` tells where it is on: "default", "paper", or nowhere;
    `per="file"` that what it says is about the whole file, so that it says it once. `about` names
    the classes and methods that it is about, as `{"class_name": "MRVI", "call.name": ("train",)}`:
    it is asked of no other event (see `rule.about`).

    Raises ValueError for a severity, a scope or a place that does not exist.
    """
    if per not in ("", "file"):
        raise ValueError(f"{code}: per is 'file' or left out, not {per!r}")
    if severity not in SEVERITIES:
        raise ValueError(f"{code}: severity is one of {', '.join(SEVERITIES)}, not {severity!r}")

    def declare(check: Check) -> Check:
        name = check.__name__.replace("_", "-")
        declared = Rule(
            code,
            name,
            severity,
            versions,
            cites.targets,
            tuple(covers),
            tuple(presets),
            per,
            spelled(about),
            check,
        )
        check.rule = declared  # type: ignore[attr-defined]
        return check

    return declare


def listed(names: Iterable[object], most: int = 4, word: str = "and") -> str:
    """Names for a sentence: `'a', 'b' and 3 more`, "none" where there are none."""
    given = list(names)
    shown = [repr(name) for name in given[:most]]
    if len(given) > most:
        return ", ".join(shown[: most - 1]) + f" {word} {len(given) - most + 1} more"
    if len(shown) < 2:
        return shown[0] if shown else "none"
    return ", ".join(shown[:-1]) + f" {word} {shown[-1]}"


__all__ = [
    "AS_READ",
    "BINARY",
    "CODES",
    "CONTRACT",
    "COUNTS",
    "DENOISED",
    "FRACTIONAL",
    "LIKELY",
    "LOGNORM",
    "MISSPELT",
    "MIXED",
    "NAMES_OF_CELLS",
    "NORMALIZED",
    "NO_COUNTS",
    "OF_TABLES",
    "SCALED",
    "SCALE_WORDS",
    "TRANSFORMED",
    "AnnDataView",
    "ApiUsed",
    "Argument",
    "AxisMixed",
    "Call",
    "CallEvent",
    "Called",
    "Column",
    "ColumnAsked",
    "Compared",
    "Constructed",
    "CurveUsed",
    "DataGiven",
    "Deprecation",
    "Embedding",
    "EntryRead",
    "Event",
    "Fact",
    "Fix",
    "FormAsked",
    "Graph",
    "GraphBuilt",
    "GraphUsed",
    "HistoryRead",
    "HubSaved",
    "Item",
    "Keyword",
    "Lacking",
    "Levels",
    "Loaded",
    "Mask",
    "Matrix",
    "MethodNamed",
    "Minified",
    "ModelView",
    "NameUnknown",
    "NoneUsed",
    "OfModel",
    "OfModelClass",
    "OwnCall",
    "ProgramEnd",
    "Queried",
    "Read",
    "Reason",
    "Registered",
    "Registration",
    "Release",
    "Remark",
    "Replacement",
    "ResultDropped",
    "ResultHeld",
    "ResultRead",
    "ResultUsed",
    "ResultWritten",
    "Saved",
    "SettingChanged",
    "Span",
    "SplitRead",
    "Stored",
    "Subset",
    "Suggestion",
    "Summary",
    "Table",
    "TemporaryChanged",
    "Together",
    "Trained",
    "Transformed",
    "add_argument",
    "add_up_data",
    "add_up_model",
    "adds_up_by_donor",
    "bind",
    "cells_grouped_by",
    "cites",
    "condition_compared",
    "held_against_cells",
    "insert_above",
    "insert_below",
    "insert_below_imports",
    "is_plain",
    "is_spelled_there",
    "leave_out",
    "listed",
    "matrix_name",
    "name_of_module",
    "names_condition",
    "names_donor",
    "nearest",
    "query_of",
    "quoted",
    "receiver_of",
    "regex",
    "rename",
    "replace",
    "rule",
    "slots",
    "suggest",
    "swap",
    "use",
    "use_method_of_the_model",
    "write_instead",
]
