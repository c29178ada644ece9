"""Run by the oracle's interpreter: what each public method of each class returns, by its arguments.

Out: a list of `[class, method, arguments, what]`. `what` tells the form ("array", "table", "tuple",
"dict", "number" …), the axes by name (cells, genes, latent, samples, labels …, each of another
length in the data of `recipes`, so that a length tells it), and for tables what their rows are
called by: the names of cells or genes, or numbers ("positions").
"""

from __future__ import annotations

import contextlib
import functools
import inspect
import json
import logging
import os
import sys
import warnings
from typing import Any

SAMPLES = 7
LENGTHS = {
    74: "cells", 53: "genes", 11: "proteins", 29: "regions", 10: "latent", SAMPLES: "samples",
    64: "features", 3: "labels", 1: "one",
}  # fmt: skip
WAYS: tuple[dict[str, Any], ...] = (
    {},
    {"return_numpy": True},
    {"return_numpy": False},
    {"n_samples": SAMPLES},
    {"n_samples": SAMPLES, "return_mean": False},
    {"n_samples": SAMPLES, "return_mean": False, "return_numpy": True},
    {"n_samples": SAMPLES, "return_numpy": True},
    {"n_samples": SAMPLES, "return_mean": True},
    {"return_dist": True},
    {"give_mean": False},
    {"soft": True},
    {"soft": False},
    {"as_numpy": False},
    {"ig_interpretability": True},
)
# What they compute takes long, or needs more than a model.
_LEFT = frozenset(
    """get_marginal_ll get_from_registry get_anndata_manager get_importance_weights
    get_ranked_features sample_posterior""".split()
)
_STARTS = ("get_", "predict", "posterior_predictive", "differential_", "impute", "sample")


def described(value: Any, names: dict[str, Any]) -> dict[str, Any]:
    import numpy as np
    import pandas as pd

    if isinstance(value, pd.DataFrame):
        return {
            "form": "table",
            "axes": _axes(value.shape),
            "index": _called(value.index, names),
            "columns": _called(value.columns, names),
        }
    if isinstance(value, pd.Series):
        return {"form": "series", "axes": _axes(value.shape), "index": _called(value.index, names)}
    if isinstance(value, np.ndarray):
        return {"form": "array", "axes": _axes(value.shape)}
    if isinstance(value, tuple | list):
        parts = [described(one, names) for one in value[:4]]
        return {"form": type(value).__name__, "length": len(value), "parts": parts}
    if isinstance(value, dict):
        return {"form": "dict", "keys": sorted(map(str, value))}
    if isinstance(value, bool | int | float | np.number):
        return {"form": "number"}
    shape = getattr(value, "shape", None)
    found = {"form": f"{type(value).__module__.partition('.')[0]}.{type(value).__name__}"}
    return found if shape is None else {**found, "axes": _axes(tuple(shape))}


def _axes(shape: tuple[int, ...]) -> list[str]:
    return [LENGTHS.get(length, "other") for length in shape]


def _called(index: Any, names: dict[str, Any]) -> Any:
    for called, known in names.items():
        if len(index) == len(known) and list(index) == list(known):
            return called
    if list(index) == list(range(len(index))):
        return "positions"
    words = [str(one) for one in index]
    return words if len(words) <= 24 and len(words) not in (53, 74) else "other"


def of_class(scvi: Any, recipes: Any, name: str) -> list[Any]:
    model = recipes.build(scvi, name)
    way: dict[str, Any] = {}
    if name == "ContrastiveVI":
        half = model.adata.n_obs // 2
        way = {
            "background_indices": list(range(half)),
            "target_indices": list(range(half, 2 * half)),
        }
    model.train(max_epochs=1, **way)
    adata = model.adata
    if hasattr(adata, "mod"):
        names = {"cells": adata.obs_names, "genes": adata.mod["rna"].var_names}
    elif name == "GIMVI":
        names = {}
    else:
        names = {"cells": adata.obs_names, "genes": adata.var_names}
    found = []
    for method in sorted(dir(type(model))):
        if not method.startswith(_STARTS) or method in _LEFT:
            continue
        function = getattr(model, method)
        if not callable(function):
            continue
        taken = inspect.signature(function).parameters
        for given in WAYS:
            if not set(given) <= set(taken):
                continue
            more: dict[str, Any] = {}
            if method.startswith("differential_") and "groupby" in taken:
                more = {"groupby": "labels", "group1": "label_0", "group2": "label_1"}
            if "sample_cov_keys" in taken or "sample_subset" in taken:
                continue
            try:
                value = function(**given, **more)
            except Exception as error:
                what = {"form": "raises", "error": f"{type(error).__name__}: {error}"[:120]}
            else:
                what = described(value, names)
            found.append([name, method, given, what])
    return found


def main() -> None:
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    found: list[Any] = []
    with open(os.devnull, "w") as nothing, contextlib.redirect_stdout(nothing):
        import recipes
        import scvi  # type: ignore[import-not-found]
        import torch  # type: ignore[import-not-found]

        torch.set_num_threads(1)
        scvi.data.synthetic_iid = functools.partial(
            scvi.data.synthetic_iid, batch_size=37, n_genes=53, n_proteins=11, n_regions=29,
            n_labels=3,
        )  # fmt: skip
        wanted = sys.argv[1:] or recipes.classes(scvi)
        for name in wanted:
            try:
                found += of_class(scvi, recipes, name)
            except Exception as error:
                print(f"{name}: {type(error).__name__}: {error}"[:300], file=sys.stderr)
    json.dump({"release": scvi.__version__, "returns": found}, sys.stdout)


if __name__ == "__main__":
    main()
