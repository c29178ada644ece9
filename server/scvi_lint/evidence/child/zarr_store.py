"""Zarr stores (v2 and v3) through the zarr library, with the guards of `hdf5`.

The library decodes; this module decides what it may read. No name leads out of the store: a part
of a path that is a symbolic link is as if it were not there.
"""

from __future__ import annotations

import os
from math import prod
from typing import Any

import zarr  # pyright: ignore[reportMissingImports]  # the extra `zarr`

from scvi_lint.evidence.child.bounds import CHUNK, ENTRIES, ITEM, LINKS, TEXT, OutOfBounds

_METADATA = ("zarr.json", ".zgroup", ".zarray")


def open_store(path: str) -> Group:
    """The root of a store. Raises OSError when it is none."""
    if not _is_node(path):
        raise OSError("no zarr store")
    try:
        root = zarr.open_group(path, mode="r")
    except Exception as error:  # the library raises many kinds
        raise OSError(f"no zarr store ({type(error).__name__})") from None
    return Group(root, path)


def _is_node(path: str) -> bool:
    return any(os.path.isfile(os.path.join(path, name)) for name in _METADATA)


class Node:
    """What groups and arrays share: where they are, and attributes."""

    __slots__ = ("_object", "_path")

    def __init__(self, thing: Any, path: str) -> None:
        self._object = thing
        self._path = path

    def attribute(self, name: str) -> Any:
        value = self._object.attrs.get(name)
        if isinstance(value, str):
            return value[:TEXT]
        return value


class Group(Node):
    """A group: children by name, as folders below its own."""

    __slots__ = ()

    is_group = True

    def names(self) -> list[str]:
        found: list[str] = []
        with os.scandir(self._path) as entries:
            for number, entry in enumerate(entries):
                if number > LINKS:
                    raise OutOfBounds("a group has more than 20 000 members")
                if entry.is_dir(follow_symlinks=False) and _is_node(entry.path):
                    found.append(entry.name)
        return sorted(found)[:ENTRIES]

    def child(self, name: str) -> Any:
        if "/" in name or os.sep in name or name in ("", ".", ".."):
            return None
        path = os.path.join(self._path, name)
        if os.path.islink(path) or not os.path.isdir(path) or not _is_node(path):
            return None
        if _leads_away(path):
            return None
        try:
            found = self._object[name]
        except Exception:  # the library raises many kinds
            return None
        if isinstance(found, zarr.Group):
            return Group(found, path)
        return _array(found, path)

    def group(self, name: str) -> Group | None:
        found = self.child(name)
        return found if isinstance(found, Group) else None

    def array(self, name: str) -> Array | None:
        found = self.child(name)
        return found if isinstance(found, Array) else None


def _leads_away(folder: str) -> bool:
    """Whether a file of a node is a symbolic link, its chunks in folders among them."""
    seen = 0
    todo = [folder]
    while todo:
        with os.scandir(todo.pop()) as entries:
            for entry in entries:
                seen += 1
                if seen > LINKS:
                    return False
                if entry.is_symlink():
                    return True
                inside = entry.name == "c" or entry.name.isdigit()
                if inside and entry.is_dir(follow_symlinks=False):
                    todo.append(entry.path)
    return False


def _array(found: Any, path: str) -> Array | None:
    kind = found.dtype
    size = max(int(getattr(kind, "itemsize", 8)), 1)
    # A shard is read in parts, a chunk whole.
    if size > ITEM or prod(found.chunks) * size > CHUNK:
        return None
    return Array(found, path)


_KINDS = {"i": "integer", "u": "integer", "f": "float", "b": "boolean"}


class Array(Node):
    """An array, as `hdf5.Array`."""

    __slots__ = ("kind",)

    is_group = False
    contiguous = False
    field_names: tuple[str, ...] = ()

    def __init__(self, thing: Any, path: str) -> None:
        super().__init__(thing, path)
        self.kind = _KINDS.get(thing.dtype.kind, "text" if thing.dtype.kind in "OUST" else "other")

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(self._object.shape)

    @property
    def dtype(self) -> str:
        return "str" if self.kind == "text" else str(self._object.dtype)

    @property
    def chunk(self) -> tuple[int, ...]:
        return tuple(self._object.chunks)

    def read(self, *selection: slice) -> Any:
        """A part as a numpy array; text as a list of str. Raises OSError."""
        try:
            values = self._object[selection if selection else ...]
        except Exception as error:  # codecs raise many kinds
            raise OSError(f"cannot be decoded ({type(error).__name__})") from None
        if self.kind != "text":
            return values
        return [
            (one.decode("utf-8", "replace") if isinstance(one, bytes) else str(one))[:TEXT]
            for one in values.tolist()
        ]
