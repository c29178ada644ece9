"""Saved models: the registry in `model.pt`, or in `attr.pkl` of releases before 0.15.

A torch file is a zip whose `data.pkl` holds everything but the weights. It is read through
`pickles`, which runs nothing, so neither torch nor scvi-tools is needed and a malicious model is
only a strange text.
"""

from __future__ import annotations

import csv
import os
import zipfile
from typing import TYPE_CHECKING

from scvi_lint import disk
from scvi_lint.evidence.child import naming
from scvi_lint.evidence.child.arrays import items, listed, scalar
from scvi_lint.evidence.child.bounds import CATEGORIES, LABELS, OutOfBounds
from scvi_lint.evidence.child.pickles import Made, Unreadable, structure
from scvi_lint.evidence.child.plain import plain
from scvi_lint.evidence.child.sparing import spared
from scvi_lint.json_values import is_table, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scvi_lint.evidence.told import ModelTold
    from scvi_lint.json_values import Json, Scalar

_LARGEST_PICKLE = 16 << 20
_MOST_MEMBERS = 20_000
_MOST_STEPS = 200_000

# The field in the registry, the set-up argument that named its column.
_FIELDS = {
    "batch": "batch_key",
    "labels": "labels_key",
    "sample": "sample_key",
    "panel": "panel_key",
}


def describe(path: str) -> ModelTold:
    """What a saved model says of itself. Raises Unreadable, OutOfBounds, OSError."""
    if os.path.basename(path).endswith("attr.pkl"):
        folder = os.path.dirname(path)
        data = disk.beginning(path, _LARGEST_PICKLE + 1, folder)
        if len(data) > _LARGEST_PICKLE:
            raise OutOfBounds("a pickle of more than 16 MB")
        names = spared(lambda: _csv_names(folder), None)
        return {**told(items(structure(data)), names), "legacy": True}
    whole = items(structure(_inner_pickle(path)))
    names = listed(whole.get("var_names"))
    return told(items(whole.get("attr_dict")), names)


def _inner_pickle(path: str) -> bytes:
    try:
        opened = os.fdopen(disk.open_found(path), "rb")
        with opened as file, zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            if len(members) > _MOST_MEMBERS:
                raise OutOfBounds("an archive of more than 20 000 members")
            found = [one for one in members if one.filename.endswith("/data.pkl")]
            if len(found) != 1:
                raise Unreadable("it is no file of torch")
            if found[0].file_size > _LARGEST_PICKLE:
                raise OutOfBounds("a pickle of more than 16 MB")
            with archive.open(found[0]) as stream:
                data = stream.read(_LARGEST_PICKLE + 1)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError) as error:
        raise Unreadable(f"it is no file of torch ({error})") from None
    except RuntimeError:
        raise Unreadable("it is encrypted") from None
    if len(data) > _LARGEST_PICKLE:
        raise OutOfBounds("a pickle of more than 16 MB")
    return data


def _csv_names(folder: str) -> list[str]:
    """The genes of an old save stand in a file of their own. Raises OSError, csv.Error."""
    data = disk.beginning(os.path.join(folder, "var_names.csv"), _LARGEST_PICKLE, folder)
    text = data.decode("utf-8", "replace")
    return [row[0] for row in csv.reader(text.splitlines()) if row]


def told(attributes: dict[object, object], names: Sequence[object] | None) -> ModelTold:
    """What the attributes of a model say, and the names of its genes. Raises Unreadable."""
    registry = items(attributes.get("registry_"))
    if not registry and "scvi_setup_dict_" in attributes:
        return _of_old_setup(attributes, names)
    if not registry:
        raise Unreadable("it holds no registry of scvi-tools")
    found: ModelTold = {
        "class": _word(registry.get("model_name")),
        "version": _word(registry.get("scvi_version")),
        "setup_method": _word(registry.get("setup_method_name")),
        "setup": spared(lambda: table(Reader().plain(items(registry.get("setup_args")))), {}),
        "init": spared(lambda: _init(attributes), {}),
        "trained": spared(lambda: scalar(attributes.get("is_trained_")), None),
        "categories": {},
        "covariates": {},
        "columns": {},
    }
    no_genes: ModelTold = {}
    found.update(spared(lambda: _genes(names), no_genes))
    for name, field in items(registry.get("field_registries")).items():
        spared(lambda name=name, field=field: _field(found, name, items(field)), None)
    return found


def _field(told: ModelTold, name: object, field: dict[object, object]) -> None:
    """Add what the registry says of one field."""
    state, summary = items(field.get("state_registry")), items(field.get("summary_stats"))
    if (n_cells := scalar(summary.get("n_cells"))) is not None:
        told["n_cells"] = n_cells
    mapping = listed(state.get("categorical_mapping"))
    if isinstance(name, str) and name in _FIELDS and mapping is not None:
        told.setdefault("categories", {})[_FIELDS[name]] = [
            scalar(one) for one in mapping[:CATEGORIES]
        ]
    for column, values in items(state.get("mappings")).items():
        found = listed(values)
        if isinstance(column, str) and found is not None:
            told.setdefault("covariates", {})[column] = [scalar(one) for one in found[:CATEGORIES]]
    for key in ("column_names", "columns"):
        found = listed(state.get(key))
        if isinstance(name, str) and found is not None:
            told.setdefault("columns", {})[name] = [str(scalar(one)) for one in found[:CATEGORIES]]


def _of_old_setup(attributes: dict[object, object], names: Sequence[object] | None) -> ModelTold:
    """Before 0.15, `setup_anndata` left a dictionary of its own form."""
    setup = items(attributes["scvi_setup_dict_"])
    categories: dict[str, Sequence[Scalar]] = {}
    keys: dict[str, Json] = {}
    for name, mapping in items(setup.get("categorical_mappings")).items():
        argument = {"_scvi_batch": "batch_key", "_scvi_labels": "labels_key"}.get(str(name))
        found = listed(items(mapping).get("mapping"))
        if argument is not None:
            keys[argument] = scalar(items(mapping).get("original_key"))
            if found is not None:
                categories[argument] = [scalar(one) for one in found[:CATEGORIES]]
    return {
        "class": "",
        "version": _word(setup.get("scvi_version")),
        "setup": keys,
        "categories": categories,
        "init": _init(attributes),
        "trained": scalar(attributes.get("is_trained_")),
        "n_cells": scalar(items(setup.get("summary_stats")).get("n_cells")),
        **_genes(names),
    }


def _init(attributes: dict[object, object]) -> dict[str, Json]:
    given = items(attributes.get("init_params_"))
    found: dict[str, Json] = {}
    for kind in ("non_kwargs", "kwargs"):
        for name, value in items(given.get(kind)).items():
            if kind == "kwargs" and is_table(value):
                found.update(table(Reader().plain(value)))
            elif isinstance(name, str):
                found[name] = Reader().plain(value)
    return {name: value for name, value in found.items() if _is_plain(value)}


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, str | bool | int | float)


def _genes(names: Sequence[object] | None) -> ModelTold:
    if names is None or len(names) > LABELS:
        return {}
    found = [str(scalar(one)) for one in names]
    return {"genes": naming.fingerprint(found, len(found)), "var_names": found}


def _word(value: object) -> str:
    found = scalar(value)
    return found if isinstance(found, str) else ""


class Reader:
    """Turns what a pickle describes into JSON, in a bounded number of steps.

    Parts may be shared or circular, so the same part may be met any number of times.
    """

    def __init__(self) -> None:
        self.steps = 0

    def plain(self, value: object, depth: int = 0) -> Json:
        self.steps += 1
        if depth > 6 or self.steps > _MOST_STEPS:
            return None
        if value is None or isinstance(value, str | bool | int | float):
            return plain(value)
        found = listed(value)
        if found is not None:
            return [self.plain(one, depth + 1) for one in found[:CATEGORIES]]
        inner = items(value)
        if inner or isinstance(value, dict):
            return {
                str(plain(key)): self.plain(one, depth + 1)
                for key, one in list(inner.items())[:CATEGORIES]
            }
        return scalar(value) if isinstance(value, Made) else None
