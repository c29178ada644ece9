"""The lines that register a data file for a model, as far as the file itself has what they need.

A model of several modalities is set up on MuData, any other one on the modality that it is for.
"""

from __future__ import annotations

from typing import NamedTuple

from scvi_lint.answers.fitting import places_of_counts
from scvi_lint.answers.recommending import labels, modality, proteins, unlabelled
from scvi_lint.escaping import python_inner
from scvi_lint.evidence.facts import DataSeen
from scvi_lint.knowledge.api import ClassSymbol

# What the modalities of each model hold; those behind "?" may be missing.
_OF_SEVERAL = {
    "TOTALVI": ("rna", "protein"),
    "TOTALANVI": ("rna", "protein"),
    "MULTIVI": ("rna", "atac", "?protein"),
}
_SPATIAL = ("RESOLVI", "SCVIVA")
_OF_PEAKS = ("PEAKVI", "POISSONVI")
_WITH_TYPES = ("SCANVI", "TOTALANVI", "METHYLANVI")
_METHYLATION = ("METHYLVI", "METHYLANVI")


class Call(NamedTuple):
    """A set-up call: the object, the method, arguments as they are written, and lines before it."""

    name: str
    method: str
    arguments: dict[str, str]
    before: list[str]


def program(data: DataSeen, path: str, cls: ClassSymbol, batch: str | None) -> str | None:
    """The lines that register this data for a model; None where the file has not what it needs, or
    the model needs more than data."""
    call = _call(data, cls.name, batch)
    if call is None or not _is_made_of_data(cls):
        return None
    signature = cls.method(call.method)
    taken = () if signature is None else {one.name for one in signature.parameters}
    lost = call.arguments.keys() - taken
    if not lost <= {"batch_key"}:
        return None  # this release takes it in another way
    given = {key: value for key, value in call.arguments.items() if key in taken}
    return _written(data, path, cls.qualname, call._replace(arguments=given))


def _is_made_of_data(cls: ClassSymbol) -> bool:
    """Whether a model is built of registered data alone, not of another model besides."""
    built = cls.method("__init__")
    needed = [one for one in (() if built is None else built.parameters) if one.default is None]
    return sum(one.kind == "plain" for one in needed) <= 1


def _written(data: DataSeen, path: str, import_path: str, call: Call) -> str:
    package, name = ("mudata", "mdata") if data.kind == "mudata" else ("anndata", "adata")
    reader = "read_h5mu" if data.kind == "mudata" else "read_h5ad"
    if path.rstrip("/").endswith(".zarr"):
        reader = "read_zarr"
    shown = ", ".join((call.name, *(f"{key}={value}" for key, value in call.arguments.items())))
    lines = [
        f"import {package}",
        "import scvi",
        "",
        f'{name} = {package}.{reader}("{python_inner(path)}")',
        *call.before,
        f"{import_path}.{call.method}({shown})",
        f"model = {import_path}({call.name})",
    ]
    return "\n".join(lines) + "\n"


def _call(data: DataSeen, model: str, batch: str | None) -> Call | None:
    if data.kind != "mudata":
        return _of_anndata(data, model, batch)
    if model in _OF_SEVERAL:
        return _of_several(data, model, batch)
    if model in _METHYLATION:
        return _of_methylation(data, model, batch)
    name = modality(data, "atac" if model in _OF_PEAKS else "rna")
    inner = None if name is None else data.modalities[name]
    if name is None or inner is None:
        return None
    call = _of_anndata(inner, model, batch if batch in inner.obs else None)
    if call is None:
        return None
    taken = f"adata = mdata.mod[{_quoted(name)}].copy()"
    return call._replace(before=[taken, *call.before])


def _of_anndata(data: DataSeen, model: str, batch: str | None) -> Call | None:
    keys = {} if batch is None else {"batch_key": _quoted(batch)}
    if model == "VELOVI":
        named = {"spliced_layer": "Ms", "unspliced_layer": "Mu"}
        if not set(named.values()) <= set(data.layers):
            return None
        return Call(
            "adata", "setup_anndata", {key: _quoted(name) for key, name in named.items()}, []
        )
    place = next(iter(places_of_counts(data)), None)
    if place is None or (model == "SysVI" and batch is None):
        return None
    if model in _SPATIAL and "X_spatial" not in data.obsm:
        return None
    before = ["adata = adata.raw.to_adata()"] if place == ".raw" else []
    arguments = {} if place in ("X", ".raw") else {"layer": _quoted(place)}
    arguments.update(keys)
    if model in _WITH_TYPES:
        types = _types(data)
        if types is None:
            return None
        arguments.update(types)
    if model in ("TOTALVI", "TOTALANVI"):
        protein = next(iter(proteins(data)), None)
        if protein is None:
            return None
        arguments["protein_expression_obsm_key"] = _quoted(protein)
    return Call("adata", "setup_anndata", arguments, before)


def _types(data: DataSeen) -> dict[str, str] | None:
    """The column of cell types, and which of its levels stands for none; None without a column."""
    column = next(iter(labels(data)), None)
    if column is None:
        return None
    none = unlabelled(data, column) or "Unknown"
    return {"labels_key": _quoted(column), "unlabeled_category": _quoted(none)}


def _of_several(data: DataSeen, model: str, batch: str | None) -> Call | None:
    """Counts of each modality, and whose modality each argument names."""
    arguments: dict[str, str] = {}
    named: dict[str, str] = {}
    for wanted in _OF_SEVERAL[model]:
        kind = wanted.removeprefix("?")
        name = modality(data, kind)
        places = [] if name is None else places_of_counts(data.modalities[name])
        place = next((one for one in places if one != ".raw"), None)
        if name is None or place is None:
            if wanted != kind:
                continue
            return None
        arguments[f"{kind}_layer"] = "None" if place == "X" else _quoted(place)
        named[f"{kind}_layer"] = name
    own = data.modalities[named["rna_layer"]]
    # A column of the whole is one of mdata.obs, which belongs to no modality.
    if batch is not None:
        arguments["batch_key"] = _quoted(batch)
        if batch not in data.obs:
            named["batch_key"] = named["rna_layer"]
    if model in _WITH_TYPES:
        types = _types(data)
        if types is None:
            types = _types(own)
            named["labels_key"] = named["rna_layer"]
        if types is None:
            return None
        arguments.update(types)
    arguments["modalities"] = (
        "{" + ", ".join(f'"{key}": {_quoted(name)}' for key, name in named.items()) + "}"
    )
    return Call("mdata", "setup_mudata", arguments, [])


def _of_methylation(data: DataSeen, model: str, batch: str | None) -> Call | None:
    """Modalities are contexts of methylation, each with layers of methylated and of all reads."""
    contexts = [
        name for name, inner in data.modalities.items() if {"mc", "cov"} <= set(inner.layers)
    ]
    if not contexts:
        return None
    arguments = {"mc_layer": '"mc"', "cov_layer": '"cov"'}
    arguments["methylation_contexts"] = "[" + ", ".join(map(_quoted, contexts)) + "]"
    if model in _WITH_TYPES:
        types = _types(data)
        if types is None:
            return None
        arguments.update(types)
    if batch is not None and batch in data.obs:
        arguments["batch_key"] = _quoted(batch)
    return Call("mdata", "setup_mudata", arguments, [])


def _quoted(text: str) -> str:
    return f'"{python_inner(text)}"'
