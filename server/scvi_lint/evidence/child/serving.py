"""The child's loop: a request a line on stdin, an answer a line on stdout, until stdin ends.

A request names the form of the answer and an absolute path that the client has allowed. What
goes wrong with a file is its answer (`{"refused": why}`); only a crash of a library can end the
loop early, and then the client knows at which file.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from datetime import datetime
from typing import Any

from scvi_lint.evidence.child import limits
from scvi_lint.evidence.child.bounds import OutOfBounds

_HDF5 = (".h5ad", ".h5mu", ".h5", ".hdf5")


class Refused(Exception):
    """The file is not looked at; the text says why."""


def serve() -> None:
    """Answer until nobody asks any more."""
    limits.apply()
    for line in sys.stdin.buffer:
        answer = answered(json.loads(line))
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def answered(request: dict[str, Any]) -> dict[str, Any]:
    """The answer to one request. Never raises."""
    form, path = request["form"], request["path"]
    try:
        return {"form": form, **_look(form, path, request)}
    except Refused as error:
        return {"refused": str(error)}
    except OutOfBounds as error:
        return {"refused": f"it is too large: {error}"}
    except MemoryError:
        return {"refused": "it asks for more memory than a look may take"}
    except RecursionError:
        return {"refused": "it is nested too deeply"}
    except ImportError as error:
        package = (error.name or "").partition(".")[0]
        return {"refused": f"the package {package} is not installed"}
    except OSError as error:
        return {"refused": _reason(error)}
    except Exception as error:
        return {"refused": f"it cannot be read ({type(error).__name__})"}


def _look(form: str, path: str, request: dict[str, Any]) -> dict[str, Any]:
    if form == "model":
        return _model(path)
    with_time = {"seen_at": datetime.now().strftime("%H:%M")}
    root = _root(path)
    from scvi_lint.evidence.child import annotated

    try:
        if form == "crosstab":
            part = annotated.inner(root, request.get("modality") or "")
            return annotated.crosstab(part, *request["columns"])
        if form == "zeros":
            part = annotated.inner(root, request.get("modality") or "")
            return annotated.zeros(part, request["entry"], request["column"])
        if form == "cells":
            return annotated.cells(annotated.inner(root, request.get("modality") or ""))
        if form == "genes":
            return annotated.genes(annotated.inner(root, request.get("modality") or ""))
        return {**annotated.describe(root), **with_time}
    except annotated.NoData as error:
        raise Refused(str(error)) from None


def _root(path: str) -> Any:
    mode = os.stat(path).st_mode
    if stat.S_ISDIR(mode):
        from scvi_lint.evidence.child.zarr import store

        return store.open_store(path)
    if not stat.S_ISREG(mode):
        raise Refused("it is no regular file")
    if not path.lower().endswith(_HDF5):
        raise Refused("it is of no format that is looked into")
    from scvi_lint.evidence.child import hdf5

    return hdf5.open_file(path)


def _model(path: str) -> dict[str, Any]:
    from scvi_lint.evidence.child import saved_model
    from scvi_lint.evidence.child.pickles import Unreadable

    if not stat.S_ISREG(os.stat(path).st_mode):
        raise Refused("it is no regular file")
    try:
        told = saved_model.describe(path)
    except Unreadable as error:
        raise Refused(str(error)) from None
    beside = os.path.join(os.path.dirname(path), os.path.basename(path)[: -len("model.pt")])
    told["data_file"] = any(os.path.isfile(beside + name) for name in ("adata.h5ad", "mdata.h5mu"))
    told["seen_at"] = datetime.now().strftime("%H:%M")
    return told


def _reason(error: OSError) -> str:
    if error.errno is None:
        return "it is damaged, or of another format"
    return (os.strerror(error.errno) or "it cannot be read").lower()
