"""The child's loop: a request a line on stdin, an answer a line on stdout, until stdin ends.

A request names the form of the answer, an absolute path that the client has allowed, and the
seconds that the look may take. Before its answer comes a line that says that the libraries are
there: their import is not the file's time. What goes wrong with a file is its answer
(`{"refused": why}`); only a crash of a library, or the end of its time, can end the loop early,
and then the client knows at which file.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from contextlib import closing, suppress
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING

from scvi_lint.evidence.child import limits
from scvi_lint.evidence.child.bounds import ANSWER, OutOfBounds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scvi_lint.evidence.child.parts import Root
    from scvi_lint.evidence.told import ModelTold, Request

_HDF5 = (".h5ad", ".h5mu", ".h5", ".hdf5")


class Refused(Exception):
    """The file is not looked at; the text says why."""


def serve() -> None:
    """Answer until nobody asks any more."""
    limits.apply()
    for line in sys.stdin.buffer:
        request: Request = json.loads(line)
        _load(request)
        _say("{}")
        with limits.one_look(request["seconds"]):
            answer = _written(answered(request))
        _say(answer)


def _load(request: Request) -> None:
    """Import what reads such a file. What is missing is missed where a file needs it."""
    if request["form"] == "model":
        return
    with suppress(ImportError):
        import_module("scvi_lint.evidence.child.annotated")
        is_file = request["path"].lower().endswith(_HDF5)
        import_module("scvi_lint.evidence.child.hdf5" if is_file else "numcodecs")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _written(answer: Mapping[str, object]) -> str:
    """An answer as a line. A value that JSON does not have is lost alone."""
    try:
        line = json.dumps({**answer, "worn": limits.worn()}, default=_nothing)
    except Exception as error:
        return json.dumps({"refused": f"it cannot be told ({type(error).__name__})"})
    if len(line) > ANSWER:
        return json.dumps({"refused": "there is more to tell of it than is told"})
    return line


def _nothing(_: object) -> None:
    return None


def answered(request: Request) -> dict[str, object]:
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


def _look(form: str, path: str, request: Request) -> Mapping[str, object]:
    if form == "model":
        return _model(path)
    from scvi_lint.evidence.child import annotated

    with closing(_root(path)) as root:
        try:
            if form == "data":
                return {**annotated.describe(root), "seen_at": datetime.now().strftime("%H:%M")}
            part = annotated.inner(root, request.get("modality") or "")
            if form == "crosstab":
                return annotated.crosstab(part, *request.get("columns", ()))
            if form == "zeros":
                return annotated.zeros(part, request.get("entry", ""), request.get("column", ""))
            return annotated.cells(part) if form == "cells" else annotated.genes(part)
        except annotated.NoData as error:
            raise Refused(str(error)) from None


def _root(path: str) -> Root:
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


def _model(path: str) -> ModelTold:
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
