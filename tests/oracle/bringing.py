"""The files that an example brings along: `# file: name = expression`."""

from __future__ import annotations

import os
import tempfile
from typing import Any

import tiny_files


def bring(files: tuple[tuple[str, str], ...]) -> None:
    """Evaluate each expression and write the file in the form that its name's suffix tells.

    A name that ends in `/` is the folder of a saved model; text and bytes are written as they
    are; anything else must have the writer of the suffix. Raises ValueError for other suffixes,
    and whatever the expression raises.
    """
    if not files:
        return
    names = _names()
    for name, expression in files:
        value = eval(expression, names)
        folder = os.path.dirname(name.rstrip("/"))
        if folder:
            os.makedirs(folder, exist_ok=True)
        _write(name, value)


def _names() -> dict[str, Any]:
    """What an expression may use; `trained(cls, adata, batch_key=…)` is a model after an epoch."""
    import anndata  # pyright: ignore[reportMissingImports]
    import mudata  # pyright: ignore[reportMissingImports]
    import numpy
    import pandas  # pyright: ignore[reportMissingImports]
    import scanpy  # pyright: ignore[reportMissingImports]
    import scvi  # pyright: ignore[reportMissingImports]

    def trained(cls: Any, data: Any, **setup: Any) -> Any:
        data = _real(data)
        register = cls.setup_mudata if isinstance(data, mudata.MuData) else cls.setup_anndata
        register(data, **setup)
        model = cls(data)
        model.train(max_epochs=1)
        return model

    return {
        "ad": anndata,
        "md": mudata,
        "np": numpy,
        "pd": pandas,
        "sc": scanpy,
        "scvi": scvi,
        "trained": trained,
        "cells": tiny_files.cells,
        "mudata": tiny_files.mudata,
    }


def _real(described: Any) -> Any:
    """The AnnData or MuData that a description of `tiny_files` stands for."""
    suffix = {tiny_files.Cells: ".h5ad", tiny_files.Modalities: ".h5mu"}.get(type(described))
    if suffix is None:
        return described
    import anndata  # pyright: ignore[reportMissingImports]
    import mudata  # pyright: ignore[reportMissingImports]

    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "described" + suffix)
        tiny_files.write(path, described)
        return anndata.read_h5ad(path) if suffix == ".h5ad" else mudata.read_h5mu(path)


def _write(name: str, value: Any) -> None:
    suffix = os.path.splitext(name)[1]
    if name.endswith("/"):
        value.save(name.rstrip("/"), overwrite=True)
    elif isinstance(value, str | bytes):
        with open(name, "wb") as stream:
            stream.write(value.encode() if isinstance(value, str) else value)
    elif isinstance(value, tiny_files.Cells | tiny_files.Modalities):
        tiny_files.write(name, value)
    elif suffix == ".h5ad":
        value.write_h5ad(name)
    elif suffix == ".h5mu":
        value.write_h5mu(name)
    elif suffix == ".zarr":
        value.write_zarr(name)
    elif suffix in (".csv", ".tsv"):
        value.to_csv(name, sep="\t" if suffix == ".tsv" else ",")
    else:
        raise ValueError(f"how is {name} written?")
