"""Which models a data file fits, by what their set-up methods register and what the file holds."""

from __future__ import annotations

from typing import NamedTuple

from scvi_lint.evidence.facts import DataSeen
from scvi_lint.knowledge import catalogue
from scvi_lint.knowledge.api import ClassSymbol
from scvi_lint.knowledge.expectations import instead_of_counts
from scvi_lint.knowledge.words import of_symbol

_COUNTING = ("counts", "binary")


class Fit(NamedTuple):
    """A model class, whether the file has what it must have, and what it lacks."""

    model: str
    path: str
    fits: bool
    lacks: tuple[str, ...]
    about: str


def places_of_counts(data: DataSeen) -> list[str]:
    """Where counts are: "X", names of layers, ".raw"; the best first."""
    found = ["X"] if data.x is not None and data.x.state in _COUNTING else []
    layers = [name for name, one in data.layers.items() if one.state in _COUNTING]
    found += sorted(layers, key=lambda name: (name not in ("counts", "raw_counts"), name))
    if data.raw is not None and data.raw.state in _COUNTING:
        found.append(".raw")
    return found


def fits(data: DataSeen, version: str | None = None) -> list[Fit]:
    """Every model class of a release, those that fit first."""
    known = catalogue()
    api = known.api(version or known.newest)
    found: list[Fit] = []
    for cls in api.models():
        if ".base." in cls.qualname:
            continue
        lacks = tuple(_lacks(cls, data))
        word = of_symbol(cls.name)
        about = "" if word is None else word.text
        found.append(Fit(cls.name, cls.qualname, not lacks, lacks, about))
    return sorted(found, key=lambda one: (not one.fits, one.path.startswith("scvi.external")))


def _lacks(cls: ClassSymbol, data: DataSeen) -> list[str]:
    method = "setup_mudata" if data.kind == "mudata" else "setup_anndata"
    signature = cls.method(method)
    fields = cls.setup_fields(method)
    if signature is None or not fields:
        return ["an AnnData object" if data.kind == "mudata" else "a MuData object"]
    lacks: list[str] = []
    others = instead_of_counts(cls)
    if others:
        lacks.append(f"{others} (the file does not tell)")
    elif data.kind != "mudata" and any(
        field.kind == "Layer" and field.is_count_data for field in fields.values()
    ):
        lacks += [] if places_of_counts(data) else ["counts in X, in a layer or in .raw"]
    required = {one.name for one in signature.parameters if one.default is None}
    for name, field in fields.items():
        if name not in required:
            continue
        if field.kind == "ProteinObsm" and not any(
            one.state == "counts" for one in data.obsm.values()
        ):
            lacks.append("counts of proteins in obsm")
        elif field.kind == "Obsm" and not data.obsm:
            lacks.append(f"an entry of obsm for {name}")
        elif field.kind.endswith("Obs") and not data.obs:
            lacks.append(f"a column of obs for {name}")
    return lacks
