"""The files of an example, written for the linter and looked at in this process.

Saved models are trained by the oracle once and kept in `saved_models`, without their weights:
see `tests/oracle/keep_models.py`.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import tiny_files

from scvi_lint.evidence.child.serving import answered
from scvi_lint.evidence.client import request
from scvi_lint.evidence.store import Store
from scvi_lint.evidence.wants import Places

MODELS = Path(__file__).parent / "saved_models"

Files = tuple[tuple[str, str], ...]


class ModelNotKept(Exception):
    """The oracle has not trained this model yet."""


@cache
def folder_of(files: Files) -> Path:
    """A folder with these files, written once a run."""
    folder = Path(tempfile.mkdtemp(prefix="example-files-"))
    _folders.append(folder)
    for name, expression in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
            shutil.copy(kept_model(expression), path / "model.pt")
            continue
        try:
            made = eval(expression, dict(NAMES))
        except NameError:
            continue  # a file that only the oracle can write; here nothing is known of it
        if isinstance(made, tiny_files.Cells | tiny_files.Modalities | tiny_files.Unwritten):
            tiny_files.write(str(path), made)
        else:
            path.write_bytes(made.encode() if isinstance(made, str) else made)
    return folder


_folders: list[Path] = []
NAMES: dict[str, Any] = {
    "np": np,
    "cells": tiny_files.cells,
    "mudata": tiny_files.mudata,
    "unwritten": tiny_files.unwritten,
}


def remove_folders() -> None:
    while _folders:
        shutil.rmtree(_folders.pop(), ignore_errors=True)


def kept_model(expression: str) -> Path:
    """The file of a model that `trained(…)` describes. Raises ModelNotKept."""
    path = MODELS / f"{key_of(expression)}.pt"
    if not path.exists():
        raise ModelNotKept(f"run tests/oracle/keep_models.py, it trains {expression}")
    return path


def key_of(expression: str) -> str:
    return hashlib.sha256(" ".join(expression.split()).encode()).hexdigest()[:16]


def answers(files: Files) -> Any:
    """A function that answers wants from the files of an example."""
    return answers_of(files, lambda answer: answer)


def answers_of(files: Files, change: Callable[[Any], Any]) -> Any:
    """The same, with what is seen in a file changed before anybody hears of it."""
    folder = os.path.realpath(folder_of(files))
    places = Places([folder], (), lambda path: os.path.join(folder, path))
    store = Store(lambda wanted: {want: change(_answered(want, at)) for want, at in wanted})
    return lambda wanted: store.answers(wanted, places)


@cache
def _answered(want: Any, place: Any) -> Any:
    return answered(request(want, place))
