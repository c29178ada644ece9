"""Facts on their way from one process to the other.

What the API of scvi-tools says is not sent: a class goes by its path, and is looked up in the API
of whoever gets it. Both processes are ours.
"""

from __future__ import annotations

import base64
import io
import pickle

from scvi_lint.evidence.wants import Want
from scvi_lint.knowledge.api import Api
from scvi_lint.knowledge.symbols import Symbol
from scvi_lint.source.documents.document import Document

# Answers to wants, and documents by path.
Parcel = tuple[dict[Want, object], dict[str, Document]]


class _Packer(pickle.Pickler):
    def persistent_id(self, obj: object) -> str | None:
        if isinstance(obj, Symbol):
            return obj.qualname
        if isinstance(obj, Api):
            raise pickle.PicklingError("the API is not sent")
        return None


class _Unpacker(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, api: Api) -> None:
        super().__init__(file)
        self._api = api

    def persistent_load(self, pid: str) -> Symbol:
        found = self._api.resolve(pid)
        if found is None:
            raise pickle.UnpicklingError(f"{pid} is not known here")
        return found


def packed(thing: object) -> str:
    """A thing as text. Raises what pickle raises."""
    out = io.BytesIO()
    _Packer(out, pickle.HIGHEST_PROTOCOL).dump(thing)
    return base64.b64encode(out.getvalue()).decode()


def unpacked(text: str, api: Api) -> Parcel:
    """The thing again, with the classes of this API. Raises what pickle raises."""
    return _Unpacker(io.BytesIO(base64.b64decode(text)), api).load()
