"""Zarr stores written by hand, in both formats: what a library would never write can be written.

store = Store(folder, 3)
tiny(store)                             # an AnnData of six cells and four genes
store.array("obs/odd", [1, 2, 3], codecs=[…])  # any part of the metadata replaced
"""

from __future__ import annotations

import json
import shutil
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

FORMATS = (2, 3)
CELLS = [f"c{number}" for number in range(6)]
GENES = [f"g{number}" for number in range(4)]
X = np.arange(24, dtype="<f4").reshape(6, 4) + 1


def texts(values: list[str]) -> bytes:
    """Strings as the codec vlen-utf8 has them."""
    pieces = [one.encode() for one in values]
    return struct.pack("<I", len(pieces)) + b"".join(
        struct.pack("<I", len(one)) + one for one in pieces
    )


class Store:
    """A store in a folder. Paths are parts joined by "/"."""

    def __init__(self, folder: Path, form: int) -> None:
        self.folder = folder
        self.form = form
        self.copy: dict[str, Any] = {}
        folder.mkdir(parents=True)

    def is_group(self, path: str) -> bool:
        if self.form == 2:
            return (self.folder / path / ".zgroup").exists()
        file = self.said(path)
        return file.exists() and json.loads(file.read_text())["node_type"] == "group"

    def group(self, path: str, **attributes: Any) -> None:
        if not self.is_group(path):
            shutil.rmtree(self.folder / path, ignore_errors=True)
        said = {"zarr_format": self.form}
        self._node(path, said if self.form == 2 else {**said, "node_type": "group"}, attributes)

    def array(
        self,
        path: str,
        values: Any,
        attributes: dict[str, Any] | None = None,
        pack: Callable[[bytes], bytes] = bytes,
        **other: Any,
    ) -> None:
        """An array in one chunk, whose bytes go through `pack`; `other` replaces metadata."""
        shutil.rmtree(self.folder / path, ignore_errors=True)
        text = isinstance(values[0], str)
        made = np.asarray(values, dtype=object if text else None)
        shape = list(made.shape)
        if self.form == 2:
            said: dict[str, Any] = {
                "zarr_format": 2,
                "shape": shape,
                "chunks": shape,
                "dtype": "|O" if text else made.dtype.str,
                "filters": [{"id": "vlen-utf8"}] if text else None,
                "compressor": None,
                "fill_value": None,
                "order": "C",
            }
        else:
            said = {
                "zarr_format": 3,
                "node_type": "array",
                "shape": shape,
                "data_type": "string" if text else made.dtype.name,
                "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": shape}},
                "chunk_key_encoding": {"name": "default", "configuration": {"separator": "/"}},
                "codecs": [
                    {"name": "vlen-utf8"}
                    if text
                    else {"name": "bytes", "configuration": {"endian": "little"}}
                ],
                "fill_value": "" if text else False if made.dtype.kind == "b" else 0,
            }
        self._node(path, {**said, **other}, attributes or {})
        data = texts(list(values)) if text else np.ascontiguousarray(made).tobytes()
        self.chunk(path, (0,) * len(shape), pack(data))

    def chunk(self, path: str, place: tuple[int, ...], data: bytes) -> Path:
        file = self.folder / path / (".".join(map(str, place)) if self.form == 2 else "c")
        if self.form == 3:
            file = file.joinpath(*map(str, place))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        return file

    def said(self, path: str) -> Path:
        """The file that describes an array."""
        return self.folder / path / (".zarray" if self.form == 2 else "zarr.json")

    def change(self, path: str, **other: Any) -> None:
        """Replace parts of what an array says of itself."""
        file = self.said(path)
        file.write_text(json.dumps({**json.loads(file.read_text()), **other}))

    def consolidate(self, **other: Any) -> None:
        """Write the copy of all nodes, with nodes replaced by path."""
        inline = {"kind": "inline", "must_understand": False, "metadata": {}}
        # The library marks groups whose members are copied, too, and wants that mark.
        copy = {
            key: {**one, "consolidated_metadata": inline}
            if key.endswith(".zgroup") or one.get("node_type") == "group"
            else one
            for key, one in sorted(
                {**self.copy, **other}.items(), key=lambda row: row[0].count("/")
            )
        }
        if self.form == 2:
            whole = {"zarr_consolidated_format": 1, "metadata": copy}
            (self.folder / ".zmetadata").write_text(json.dumps(whole))
            return
        self.change("", consolidated_metadata={**inline, "metadata": copy})

    def _node(self, path: str, said: dict[str, Any], attributes: dict[str, Any]) -> None:
        folder = self.folder / path
        folder.mkdir(parents=True, exist_ok=True)
        if self.form == 3:
            files = {"zarr.json": {**said, "attributes": attributes}}
        else:
            files = {".zarray" if "shape" in said else ".zgroup": said, ".zattrs": attributes}
        for name, content in files.items():
            (folder / name).write_text(json.dumps(content))
            if path or self.form == 2:
                self.copy[path if self.form == 3 else f"{path}/{name}".lstrip("/")] = content


def tiny(store: Store) -> Store:
    """An AnnData with a column of each usual kind."""
    store.group("", **{"encoding-type": "anndata", "encoding-version": "0.1.0"})
    for name, index in (("obs", CELLS), ("var", GENES)):
        columns = ["batch", "depth"] if name == "obs" else []
        store.group(
            name,
            **{"encoding-type": "dataframe", "_index": "_index", "column-order": columns},
        )
        store.array(f"{name}/_index", index, {"encoding-type": "string-array"})
    store.group("obs/batch", **{"encoding-type": "categorical", "ordered": False})
    store.array("obs/batch/categories", ["a", "b"], {"encoding-type": "string-array"})
    store.array("obs/batch/codes", np.array([0, 0, 0, 1, 1, -1], dtype="i1"))
    store.array("obs/depth", np.arange(6, dtype="<f8") / 2)
    store.array("X", X, {"encoding-type": "array"})
    for name in ("layers", "obsm", "uns"):
        store.group(name, **{"encoding-type": "dict"})
    return store


def made(folder: Path, form: int) -> Store:
    """The tiny AnnData in a new store."""
    return tiny(Store(folder / f"v{form}.zarr", form))
