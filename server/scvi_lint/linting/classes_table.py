"""The model classes in `rules/README.md`: by which doors data comes in, what each matrix shall
hold, which page and which rules speak of it. All of it is generated from the knowledge and the
rules.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from scvi_lint.knowledge import catalogue
from scvi_lint.knowledge.api import ClassSymbol
from scvi_lint.knowledge.doors import (
    ASK,
    LEADS_TO,
    LOAD,
    MINIFYING,
    QUERY,
    SPOTS,
    leads_to,
)
from scvi_lint.knowledge.expectations import Expectation, expects
from scvi_lint.knowledge.models import CATEGORICAL, Field
from scvi_lint.linting.index import Entry

SETUPS = ("setup_anndata", "setup_mudata")
_ENTRANCES = ("load", "load_query_data", "prepare_query_anndata", "prepare_query_mudata")
# These take data, and are no questions to the model.
_NO_QUESTIONS = frozenset(
    """deregister_manager get_anndata_manager get_from_registry transfer_fields
    view_anndata_setup train""".split()
)
# The rule of each difference, in the order of the list of what happens.
RULES = {
    "scale": "data-on-another-scale",
    "format": "data-is-sparse-array",
    "layer": "data-lacks-column",
    "column": "data-lacks-column",
    "category": "data-has-new-category",
    "nan": "data-has-nan",
    "genes": "data-has-other-genes",
    "order": "data-has-permuted-genes",
    "names": "data-has-permuted-genes",
    "cells": "data-has-other-cells",
    "view": "data-is-view",
    "set-up": "data-never-set-up",
    "minified": "data-is-minified",
    "counts": "data-is-minified",
    "modality": "data-lacks-modality",
    "more modalities": "data-lacks-modality",
    "unpaired": "data-lacks-modality",
    "kind of data": "data-lacks-modality",
    "by name": "data-lacks-modality",
    "labels": "data-lacks-labels",
}
_WORDS = {
    "scale": "another scale",
    "format": "a sparse array",
    "layer": "no such layer",
    "column": "no such column",
    "category": "new categories",
    "nan": "missing values",
    "genes": "fewer or more genes",
    "order": "genes in another order",
    "names": "genes under other names",
    "cells": "other cells",
    "view": "a view",
    "set-up": "never set up",
    "minified": "zeros, since it is minified",
    "counts": "counts, and the model is minified",
    "modality": "a modality less",
    "more modalities": "a modality more",
    "unpaired": "cells that one modality has alone",
    "kind of data": "no MuData, which the model was set up with",
    "by name": "a MuData whose genes are taken by name",
    "labels": "no unlabelled cell, and not all labels",
}
OF_MODALITIES = ("modality", "more modalities", "unpaired", "kind of data", "by name")
_OF_COUNTS = ("not-raw-counts", "scaled-input", "csr-array-not-understood")
_LAYER = Field("Layer", True, False)
_COLUMN = Field("CategoricalObs", False, False)
_FIELDS = {
    Field("LabelsWithUnlabeledObs", False, False): "labels with an unlabelled category",
    Field("CategoricalJointObs", False, False): "categorical covariates",
}
_SHOWN = {LOAD: "`load`", QUERY: "`load_query_data`", ASK: "a question"}
# The other release that was tried.
_BEFORE = "1.4.2"

_HEAD = """
## The model classes

What `setup` names must hold, and by which doors data comes to a model of each class. A door is
a call that brings data to a model that was set up with other data; what a difference leads to there
stands below. What was tried on which release is in `tests/oracle/DOORS.md`.

| class | releases | doors | expects | if it is something else | page | rules |
|---|---|---|---|---|---|---|
"""
_DIFFERENCES = """
### What a difference leads to

| data has | `load` | `load_query_data` | a question | but | rule |
|---|---|---|---|---|---|
"""


def render(entries: Iterable[Entry]) -> str:
    """Both tables."""
    entries = tuple(entries)
    mentioned = {entry.name: _classes_in(entry) for entry in entries}
    rows = [_row(cls, since, until, entries, mentioned) for cls, since, until in classes()]
    return _HEAD + "".join(rows) + _DIFFERENCES + "".join(_differences(entries))


def classes() -> list[tuple[ClassSymbol, str, str]]:
    """Each model class of any release, as the last that has it knows it, and the first and last."""
    known = catalogue()
    found: dict[str, tuple[ClassSymbol, str, str]] = {}
    for release in known.releases:
        for cls in known.api(release).models():
            if ".base." not in cls.qualname:
                since = found[cls.qualname][1] if cls.qualname in found else release
                found[cls.qualname] = (cls, since, release)
    return [found[path] for path in sorted(found)]


def doors(cls: ClassSymbol) -> list[str]:
    """The calls that bring data to a model of a class."""
    named = [name for name in (*SETUPS, *_ENTRANCES) if _is_there(cls, name)]
    named += [name for name in cls.methods() if name.startswith("from_")]
    asked = questions(cls)
    if asked:
        usual = "get_latent_representation"
        shown = usual if usual in asked else asked[0]
        more = f" and {len(asked) - 1} more questions" if len(asked) > 1 else ""
        return [*(f"`{name}`" for name in named), f"`{shown}`{more}"]
    return [f"`{name}`" for name in named]


def questions(cls: ClassSymbol) -> list[str]:
    """The methods that take other data and tell something of it."""
    left_out = {*SETUPS, *_ENTRANCES, *_NO_QUESTIONS}
    found: list[str] = []
    for name in cls.methods():
        signature = None if name in left_out or name.startswith("from_") else cls.method(name)
        if signature is not None and not {"adata", "mdata"}.isdisjoint(signature.keywords()):
            found.append(name)
    return found


def expectations(cls: ClassSymbol) -> list[Expectation]:
    """What it expects of each matrix, whichever set-up names it."""
    found: dict[str, Expectation] = {}
    for setup in SETUPS:
        for argument, field in cls.setup_fields(setup).items() if cls.method(setup) else ():
            told = expects(cls, argument, field)
            if told is not None:
                found.setdefault(argument, told)
    return list(found.values())


def minifies(cls: ClassSymbol) -> bool:
    """Whether models of a class can drop their counts."""
    return any(cls.method(name) is not None for name in MINIFYING)


def _is_there(cls: ClassSymbol, name: str) -> bool:
    """Whether a class has a method that does something; for a set-up that registers anything."""
    if name not in SETUPS:
        return cls.method(name) is not None
    return cls.method(name) is not None and bool(cls.setup_fields(name))


def _row(
    cls: ClassSymbol,
    since: str,
    until: str,
    entries: tuple[Entry, ...],
    mentioned: dict[str, set[str]],
) -> str:
    known = catalogue()
    newest = until == known.newest
    lived = (f"≥ {since}" if newest else f"{since} – {until}").replace(".post1", "")
    if since == known.releases[0]:
        lived = "all" if newest else f"≤ {until}"
    expected = expectations(cls)
    page = known.docs(until).model_page(cls.name) or ""
    told = _grouped(expected)
    names = list(_rules_of(cls, expected))
    names += [e.name for e in entries if cls.name in mentioned[e.name] and e.name not in names]
    cells = (
        f"`{cls.qualname}`",
        lived,
        ", ".join(doors(cls)),
        "; ".join(f"`{'`, `'.join(arguments)}`: {of}" for (of, _), arguments in told.items()),
        "; ".join(dict.fromkeys(otherwise for _, otherwise in told)),
        f"[{page}]({known.docs(until).base}user_guide/models/{page}.html)",
        ", ".join(_link(entries, name) for name in names),
    )
    return f"| {' | '.join(cells)} |\n"


def _grouped(expected: list[Expectation]) -> dict[tuple[str, str], list[str]]:
    """The arguments of which the same is expected, together."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in expected:
        found.setdefault((one.of, one.otherwise), []).append(one.argument)
    return found


def _rules_of(cls: ClassSymbol, expected: list[Expectation]) -> Iterator[str]:
    fields = [field for setup in SETUPS for field in cls.setup_fields(setup).values()]
    counts = any(field.is_count_data for field in fields)
    categories = any(field.kind in CATEGORICAL for field in fields)
    if counts:
        yield from _OF_COUNTS
    for kind, name in RULES.items():
        if kind == "format" and not counts:
            continue
        if kind in ("category", "nan", "column") and not categories:
            continue
        somewhere = any(_outcome(kind, door, cls.name) for door in (LOAD, ASK))
        if kind in ("cells", "set-up", "view") and not somewhere:
            continue
        if kind in OF_MODALITIES and cls.method("setup_mudata") is None:
            continue
        if kind in ("minified", "counts") and not minifies(cls):
            continue
        if kind == "labels" and not cls.has("counts_labels_of_its_data"):
            continue
        if kind not in (
            "column",
            "names",
            "counts",
            *OF_MODALITIES[1:],
        ):  # whose rules another difference names
            yield name


def _differences(entries: tuple[Entry, ...]) -> Iterator[str]:
    """What happens to most classes in the newest release, and to which, and when, it did not."""
    for kind, name in RULES.items():
        usual = [_said(_outcome(kind, door)) for door in _SHOWN]
        others = "; ".join(_exceptions(kind)) or "no exception"
        yield f"| {' | '.join((_WORDS[kind], *usual, others, _link(entries, name)))} |\n"


def _outcome(
    kind: str, door: str, name: str = "SCVI", version: str = "", field: Field | None = None
) -> str | None:
    of_matrix = kind in ("scale", "format", "layer")
    newest = version or catalogue().newest
    small = name not in _minified_never()
    return leads_to(
        kind, door, name, newest, field or (_LAYER if of_matrix else _COLUMN), minifies=small
    )


@cache
def _minified_never() -> frozenset[str]:
    return frozenset(cls.name for cls, _, _ in classes() if not minifies(cls))


def _exceptions(kind: str) -> Iterator[str]:
    if kind == "format":
        yield "where counts are not checked (SysVI, VELOVI, CYTOVI): runs; told since 1.4.2"
        yield "`load` of VELOVI with any sparse matrix: `RuntimeError`"
    if (kind, SPOTS) in LEADS_TO:
        yield f"`from_rna_model` of DestVI: {_said(LEADS_TO[(kind, SPOTS)])}"
    if kind == "minified":
        yield "of a class that cannot be minified, but for a question: `NotImplementedError`"
        return
    names = dict.fromkeys(cls.name for cls, _, _ in classes())
    for door, shown in _SHOWN.items():
        usual = _outcome(kind, door)
        told: dict[str | None, list[str]] = {}
        for name in names:
            other = _outcome(kind, door, name)
            if other != usual:
                told.setdefault(other, []).append(name)
        for other, those in told.items():
            yield f"{shown} of {', '.join(those)}: {_said(other)}"
        for field, what in _FIELDS.items():
            other = _outcome(kind, door, field=field)
            if kind in ("column", "category", "nan") and other != usual:
                yield f"{shown}, {what}: {_said(other)}"
        before = _outcome(kind, door, version=_BEFORE)
        if before != usual:
            yield f"{shown} in {_BEFORE}: {_said(before)}"
        apart = {name for those in told.values() for name in those}
        changed = [
            name
            for name in names
            if before == usual
            and name not in apart
            and _outcome(kind, door, name, _BEFORE) != usual
        ]
        if changed:
            other = _outcome(kind, door, changed[0], _BEFORE)
            yield f"{shown} of {', '.join(changed)} in {_BEFORE}: {_said(other)}"


def _said(raised: str | None) -> str:
    return "runs" if raised is None else f"`{raised}`"


def _classes_in(entry: Entry) -> set[str]:
    """The model classes that the code of a rule names."""
    import scvi_lint_rules

    path = Path(scvi_lint_rules.__path__[0]).parent / (entry.module.replace(".", "/") + ".py")
    words: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 300:
            words.update(node.value.split())
    return words


def _link(entries: tuple[Entry, ...], name: str) -> str:
    entry = next(entry for entry in entries if entry.name == name)
    return f"[{entry.code}]({entry.module.replace('.', '/')}.py)"
