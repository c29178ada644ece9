"""How a model of each class is made on small data: for what is asked of every class.

Run by the oracle's interpreter. A class that a release lacks, or that needs what is not installed,
raises when its recipe is followed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

LABELLED = {"labels_key": "labels", "unlabeled_category": "label_0"}
PROTEINS = {"protein_expression_obsm_key": "protein_expression"}
# What the usual registration of a class must be told.
SETUPS: dict[str, dict[str, Any]] = {
    "SCVI": {"batch_key": "batch"},
    "LinearSCVI": {},
    "AUTOZI": {},
    "AmortizedLDA": {},
    "PEAKVI": {"batch_key": "batch"},
    "SCANVI": LABELLED,
    "TOTALVI": PROTEINS,
    "CondSCVI": {"labels_key": "labels"},
    "POISSONVI": {"batch_key": "batch"},
    "RNAStereoscope": {"labels_key": "labels"},
    "MRVI": {"sample_key": "batch"},
    "SysVI": {"batch_key": "batch"},
    "ContrastiveVI": {"batch_key": "batch"},
    "Decipher": {},
    "SCAR": {},
    "CYTOVI": {"batch_key": "batch"},
    "TOTALANVI": {**PROTEINS, **LABELLED},
    "DRVI": {},
    "JointEmbeddingSCVI": {},
}

# Made by a class method of a trained model of another class.
OF_A_MODEL = ("DestVI", "SpatialStereoscope", "SOLO")


def classes(scvi: Any) -> list[str]:
    """The public model classes that have a recipe."""
    found = [name for name in (*SETUPS, *_OWN) if class_of(scvi, name) is not None]
    if not hasattr(class_of(scvi, "MULTIVI"), "setup_mudata"):  # before 1.1
        found.remove("MULTIVI")
    return found


def class_of(scvi: Any, name: str) -> Any:
    return getattr(scvi.model, name, None) or getattr(scvi.external, name, None)


def data(scvi: Any, name: str) -> Any:
    """What the class is registered on."""
    if name == "MULTIVI":
        return scvi.data.synthetic_iid(return_mudata=True)
    adata = scvi.data.synthetic_iid()
    if name == "CYTOVI":
        import numpy as np

        adata.X = np.log1p(np.asarray(adata.X, dtype="float32")) / 10
    if name == "VELOVI":
        import numpy as np

        for layer in ("spliced", "unspliced"):
            adata.layers[layer] = np.abs(np.random.default_rng(0).normal(size=adata.shape))
    if name == "CellAssign":
        adata.obs["size_factor"] = 1.0
    return adata


def register(scvi: Any, name: str, adata: Any, **more: Any) -> None:
    cls = class_of(scvi, name)
    if name == "MULTIVI":
        modalities = {"rna_layer": "rna", "atac_layer": "accessibility"}
        cls.setup_mudata(adata, modalities=modalities, **more)
    elif name == "VELOVI":
        cls.setup_anndata(adata, spliced_layer="spliced", unspliced_layer="unspliced", **more)
    elif name == "CellAssign":
        cls.setup_anndata(adata, size_factor_key="size_factor", **more)
    else:
        cls.setup_anndata(adata, **{**SETUPS.get(name, {}), **more})


def build(scvi: Any, name: str, **arguments: Any) -> Any:
    """A model that was not trained, with these arguments of its constructor."""
    if name in (*OF_A_MODEL, "GIMVI"):
        return _OWN[name](scvi, arguments)
    adata = data(scvi, name)
    register(scvi, name, adata)
    cls = class_of(scvi, name)
    if name == "MULTIVI":
        arguments = {**_sizes(adata), **arguments}
    if name == "CellAssign":
        import numpy as np
        import pandas as pd

        markers = np.eye(adata.n_vars, 3, dtype=int)
        markers[3:] = 1
        return cls(
            adata, pd.DataFrame(markers, index=adata.var_names, columns=list("abc")), **arguments
        )
    return cls(adata, **arguments)


def _sizes(mdata: Any) -> dict[str, int]:
    return {
        "n_genes": mdata.mod["rna"].n_vars,
        "n_regions": mdata.mod["accessibility"].n_vars,
    }


def _trained(scvi: Any, name: str, **arguments: Any) -> Any:
    model = build(scvi, name, **arguments)
    model.train(max_epochs=1)
    return model


def _destvi(scvi: Any, arguments: dict[str, Any]) -> Any:
    prior = {"prior": "mog"}
    try:
        reference = _trained(scvi, "CondSCVI", **prior)
    except TypeError:  # before 1.3 there is one prior
        reference = _trained(scvi, "CondSCVI")
    spots = scvi.data.synthetic_iid()
    scvi.model.DestVI.setup_anndata(spots)
    return scvi.model.DestVI.from_rna_model(spots, reference, **arguments)


def _stereoscope(scvi: Any, arguments: dict[str, Any]) -> Any:
    reference = _trained(scvi, "RNAStereoscope")
    spots = scvi.data.synthetic_iid()
    scvi.external.SpatialStereoscope.setup_anndata(spots)
    return scvi.external.SpatialStereoscope.from_rna_model(spots, reference, **arguments)


def _solo(scvi: Any, arguments: dict[str, Any]) -> Any:
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    return scvi.external.SOLO.from_scvi_model(model, **arguments)


def _gimvi(scvi: Any, arguments: dict[str, Any]) -> Any:
    pair = scvi.data.synthetic_iid(), scvi.data.synthetic_iid()
    for one in pair:
        scvi.external.GIMVI.setup_anndata(one)
    return scvi.external.GIMVI(*pair, **arguments)


def _plain(scvi: Any, arguments: dict[str, Any]) -> Any:
    raise NotImplementedError("made by `build`")


_OWN: dict[str, Callable[[Any, dict[str, Any]], Any]] = {
    "MULTIVI": _plain,
    "VELOVI": _plain,
    "CellAssign": _plain,
    "DestVI": _destvi,
    "SpatialStereoscope": _stereoscope,
    "SOLO": _solo,
    "GIMVI": _gimvi,
}
