"""What lives in the kernel: AnnData, MuData and models of scvi-tools under their own names.

Attributes only, and of exact classes only (`held`). An object answers the same questions as a data
file or a saved model, under a file name that no file has: "adata in memory now".
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

from scvi_lint.evidence.child import annotated, saved_model
from scvi_lint.evidence.child.bounds import CATEGORIES, OutOfBounds
from scvi_lint.evidence.facts import DataSeen, ModelSeen, seen
from scvi_lint.evidence.store import Refusal
from scvi_lint.evidence.wants import IN_MEMORY, Want
from scvi_lint.notebook import held

if TYPE_CHECKING:
    from scvi_lint.evidence.facts import Seen
    from scvi_lint.evidence.told import ModelTold
    from scvi_lint.notebook.held import Foreign

_DATA = {
    "anndata": held.ANNDATA,
    "mudata": (("mudata", "MuData"), ("mudata._core.mudata", "MuData")),
}
_MODELS = ("scvi.model", "scvi.external")
_MOST_NAMES = 100
_MOST_STEPS = 200_000


class Living(NamedTuple):
    """An object under one of its names. Of a model, `path` is that of its class, `data` the name of
    the data that it holds, `history` what training logged, and `epochs` for how long."""

    name: str
    kind: str
    thing: object
    path: str = ""
    data: str = ""
    history: tuple[str, ...] = ()
    epochs: int | None = None

    @property
    def is_view(self) -> bool:
        return self.kind != "model" and held.is_view(self.thing)


class Memory:
    """The objects of a namespace that are known, as they are now."""

    def __init__(self, namespace: dict[str, object]) -> None:
        self.living: dict[str, Living] = {}
        self._told: dict[Want, Seen | Refusal | None] = {}
        self.doubtful: set[str] = set()
        models = _model_classes()
        data: dict[int, str] = {}
        for name, thing in held.rows(namespace):
            if type(name) is not str or name.startswith("_") or not name.isidentifier():
                continue
            kind = next((one for one, names in _DATA.items() if held.is_a(thing, *names)), "")
            if kind:
                data.setdefault(id(thing), name)
            elif id(type(thing)) in models:
                kind = "model"
            if kind and len(self.living) < _MOST_NAMES:
                path = models.get(id(type(thing)), "") if kind == "model" else ""
                self.living[name] = Living(name, kind, thing, path)
        for name, one in self.living.items():
            if one.kind == "model":
                inside = held.inside(one.thing)
                logged, epochs = _logged(inside.get("history_"))
                own = data.get(id(inside.get("_adata")), "")
                self.living[name] = one._replace(data=own, history=logged, epochs=epochs)

    def seen(self, name: str) -> DataSeen | ModelSeen | None:
        """What is seen of an object now, None where that is nothing."""
        form = "model" if self.living[name].kind == "model" else "data"
        found = self.answers([(form, "", f"{name}{IN_MEMORY}", "")])
        answer = next(iter(found.values()))
        return answer if isinstance(answer, DataSeen | ModelSeen) else None

    def answers(self, wanted: Iterable[Want]) -> Mapping[Want, Seen | Refusal | None]:
        """As `Store.answers`, for wants about what is in memory."""
        found: dict[Want, Seen | Refusal | None] = {}
        for want in wanted:
            name = want[2].removesuffix(IN_MEMORY)
            key = (want[0], "", name, *want[3:])
            if key not in self._told:
                self._told[key] = self._look(want, name)
            answer = self._told[key]
            if isinstance(answer, DataSeen | ModelSeen):
                answer.doubtful = name in self.doubtful
            found[want] = answer
        return found

    def _look(self, want: Want, name: str) -> Seen | Refusal | None:
        living = self.living.get(name)
        if living is None or (want[0] == "model") != (living.kind == "model"):
            return None
        try:
            told = _describe(want, living)
        except annotated.NoData as error:
            return Refusal(name, str(error))
        except (OutOfBounds, saved_model.Unreadable) as error:
            return Refusal(name, str(error))
        if told is None:
            return Refusal(name, "it is held in a way that is not known")
        # As it would come out of a file: plain values alone.
        plain = json.loads(json.dumps({"form": want[0], **told}, default=_nothing))
        return seen(f"{name}{IN_MEMORY}", plain)


def _logged(history: Foreign) -> tuple[tuple[str, ...], int | None]:
    """The keys of a model's history, and the number of its epochs."""
    if type(history) is not dict:
        return (), None
    rows = {name: table for name, table in held.rows(history) if type(name) is str}
    tables = [one for one in rows.values() if held.is_a(one, ("pandas", "DataFrame"))]
    epochs = list(map(_height, tables))
    return tuple(rows), max(epochs, default=None)


def _height(table: Foreign) -> int:
    return int(table.shape[0])


def _nothing(_: object) -> None:
    return None


def _describe(want: Want, living: Living) -> Mapping[str, object] | None:
    if living.kind == "model":
        return _model(living)
    root = held.root(living.thing)
    if root is None:
        return None
    if want[0] == "data":
        return {**annotated.describe(root), "kind": living.kind}
    part = annotated.inner(root, want[3])
    if want[0] == "crosstab":
        return annotated.crosstab(part, want[4], want[5])
    if want[0] == "zeros":
        return annotated.zeros(part, want[4], want[5])
    return annotated.cells(part) if want[0] == "cells" else annotated.genes(part)


def _model(living: Living) -> ModelTold:
    attributes = held.inside(living.thing)
    copied = _Copy()
    wanted = ("registry_", "is_trained_", "init_params_")
    plain: dict[object, object] = {name: copied.of(attributes.get(name)) for name in wanted}
    own = attributes.get("_adata")
    var = held.inside(own).get("_var") if held.is_a(own, *_DATA["anndata"]) else None
    names = None if var is None else _rows_of(var)
    return saved_model.told(plain, names)


def _rows_of(table: Foreign) -> list[str] | None:
    return held.texts(table.index)


class _Copy:
    """Plain copies of what scvi-tools keeps: dictionaries, lists, arrays, constants; bounded."""

    def __init__(self) -> None:
        self._steps = 0

    def of(self, value: Foreign, depth: int = 0) -> object:
        self._steps += 1
        if depth > 8 or self._steps > _MOST_STEPS:
            return None
        kind = held.class_of(value)
        if value is None or kind in (str, bool, int, float):
            return value
        if kind in (list, tuple):
            return [self.of(one, depth + 1) for one in value[:CATEGORIES]]
        # The registry keeps its fields in a defaultdict.
        if kind in (dict, defaultdict) or held.is_a(value, ("scvi.utils._attrdict", "attrdict")):
            rows = held.rows(value)[:CATEGORIES]
            return {key: self.of(one, depth + 1) for key, one in rows if type(key) in (str, int)}
        if held.is_a(value, ("numpy", "ndarray")):
            if value.ndim != 1 or value.dtype.kind not in "iufbUO":
                return None
            return [self.of(one, depth + 1) for one in value[:CATEGORIES].tolist()]
        if held.is_a(value, ("pandas", "Index")):
            return held.texts(value[:CATEGORIES])
        if held.is_a(value, *(("numpy", f"{one}_") for one in ("str", "bool"))):
            return value.item()
        if held.is_a(value, *(("numpy", f"{one}64") for one in ("int", "float"))):
            return value.item()
        return None


def _is_below(cls: type[object], base: Foreign) -> bool:
    return issubclass(cls, base)


def _model_classes() -> dict[int, str]:
    """The model classes of scvi-tools that are loaded, by identity, and their import paths."""
    found: dict[int, str] = {}
    base = held.known("scvi.model.base", "BaseModelClass")
    for module in _MODELS:
        loaded = sys.modules.get(module)
        if type(loaded) is not ModuleType or not issubclass(type(base), type):
            continue
        for name, value in list(loaded.__dict__.items()):
            if issubclass(type(value), type) and _is_below(value, base):
                found[id(value)] = f"{module}.{name}"
    return found
