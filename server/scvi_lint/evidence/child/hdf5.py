"""HDF5 with guards: nothing outside of the file, nothing larger than its bounds.

Links that are not hard (soft, external), virtual datasets and external storage are as if they
were not there: they can lead to other files, or in circles. The library loads a filter that it
does not know from a folder of plug-ins: it is given no such folder, and only datasets are read
whose filters it brings along.
"""

# h5py has no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import TYPE_CHECKING, Any

import h5py
import numpy as np
from h5py import h5a, h5d, h5g, h5l, h5o, h5pl, h5s, h5t, h5z  # pyright: ignore

from scvi_lint.evidence.child.bounds import (
    ATTRIBUTE,
    CHUNK,
    CHUNKS,
    ENTRIES,
    FIRST_TEXTS,
    ITEM,
    LINKS,
    ROW,
    STRING_BYTES,
    TEXT,
    OutOfBounds,
)
from scvi_lint.evidence.child.kinds import kind_of
from scvi_lint.evidence.child.plain import plain

if TYPE_CHECKING:
    from scvi_lint.evidence.child.parts import Numbers
    from scvi_lint.json_values import Json

    Thing = Any  # what h5py opened, which has no types

# Filters that are part of the library, or of h5py.
_FILTERS = (h5z.FILTER_DEFLATE, h5z.FILTER_SHUFFLE, h5z.FILTER_FLETCHER32, h5z.FILTER_SZIP, 32000)


def open_file(path: str) -> Group:
    """The root of an HDF5 file. Raises OSError when it is none."""
    while h5pl.size():
        h5pl.remove(0)
    return Group(h5py.File(path, "r", locking=False, rdcc_nbytes=1 << 20))


def text(value: object) -> str:
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return str(value)[:TEXT]


class Node:
    """What groups and arrays share: attributes."""

    __slots__ = ("_object",)

    def __init__(self, thing: Thing) -> None:
        self._object = thing

    def attribute(self, name: str) -> Json:
        """An attribute as a plain value (text, number, list); None if absent or too large."""
        key = name.encode()
        identity = self._object.id
        try:
            if not h5a.exists(identity, key):
                return None
            opened = h5a.open(identity, key)
            if opened.get_storage_size() > ATTRIBUTE or opened.get_type().get_size() > ATTRIBUTE:
                return None
            return plain(self._object.attrs[name])
        except Exception:  # the library raises many kinds
            return None


class Group(Node):
    """A group: children by name, hard links only."""

    __slots__ = ()

    is_group = True

    def close(self) -> None:
        """Close the file."""
        self._object.file.close()

    @property
    def crowded(self) -> bool:
        """Whether it has more members than are listed."""
        return self._object.id.get_num_objs() > LINKS

    def names(self) -> list[str]:
        """The children that can be reached, at most so many."""
        return list(self._names())

    def _names(self) -> Iterator[str]:
        if self.crowded:
            raise OutOfBounds(f"a group has {self._object.id.get_num_objs()} members")
        given = 0
        for name in self._object:
            if self._kind_of(name) == h5l.TYPE_HARD:
                given += 1
                if given > ENTRIES:
                    return
                yield name

    def _kind_of(self, name: str) -> object:
        try:
            return self._object.id.links.get_info(name.encode()).type
        except (KeyError, RuntimeError, ValueError):
            return None

    def child(self, name: str) -> Group | Array | None:
        """A Group, an Array, or None: what is not there or not to be touched."""
        if "/" in name or name in ("", ".") or self._kind_of(name) != h5l.TYPE_HARD:
            return None
        try:
            opened = h5o.open(self._object.id, name.encode())
            if isinstance(opened, h5g.GroupID):
                return Group(h5py.Group(opened))
            return _array(h5py.Dataset(opened)) if isinstance(opened, h5d.DatasetID) else None
        except Exception:  # the library raises many kinds
            return None

    def group(self, name: str) -> Group | None:
        found = self.child(name)
        return found if isinstance(found, Group) else None

    def array(self, name: str) -> Array | None:
        found = self.child(name)
        return found if isinstance(found, Array) else None


def _array(dataset: Thing) -> Array | None:
    """The dataset, unless reading it could lead out of the file or out of bounds."""
    if dataset.is_virtual or dataset.external or not _is_unpackable(dataset):
        return None
    kind = dataset.id.get_type()
    if kind.get_size() > (ROW if kind.get_class() == h5t.COMPOUND else ITEM):
        return None
    chunks = dataset.chunks
    if chunks and prod(chunks) * max(kind.get_size(), 1) > CHUNK:
        return None
    return Array(dataset)


def _is_unpackable(dataset: Thing) -> bool:
    """Whether all of its filters are known."""
    settings = dataset.id.get_create_plist()
    filters = (settings.get_filter(number)[0] for number in range(settings.get_nfilters()))
    return all(code in _FILTERS for code in filters)


class Array(Node):
    """A dataset. `kind` is "text", "integer", "float", "boolean", "record" or "other"."""

    __slots__ = ("kind",)

    is_group = False

    def __init__(self, dataset: Thing) -> None:
        super().__init__(dataset)
        self.kind = _kind(dataset)

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(self._object.shape or ())

    @property
    def dtype(self) -> str:
        return "str" if self.kind == "text" else str(self._object.dtype)

    @property
    def contiguous(self) -> bool:
        return not self._object.chunks

    @property
    def chunk(self) -> tuple[int, ...]:
        return tuple(self._object.chunks or self.shape)

    @property
    def field_names(self) -> tuple[str, ...]:
        """The fields of a record array."""
        kind = self._object.id.get_type()
        if self.kind != "record":
            return ()
        return tuple(text(kind.get_member_name(place)) for place in range(kind.get_nmembers()))

    def field(self, name: str) -> Numbers:
        """One field of a record array as a numpy array. Raises OutOfBounds, and what the library
        raises for a type that numpy does not have."""
        kind = self._object.id.get_type()
        member = kind.get_member_type(kind.get_member_index(name.encode()))
        if member.get_size() > ITEM:
            raise OutOfBounds("a field of more than 4 kB")
        found = np.empty(self.shape, dtype=[(name, member.dtype)])
        self._object.id.read(h5s.ALL, h5s.ALL, found, h5t.py_create(found.dtype))
        return found[name]

    def read(self, *selection: slice) -> Numbers | list[str]:
        """A part as a numpy array; text as a list of str. Raises OutOfBounds, OSError."""
        if self.kind not in ("text", "integer", "float", "boolean"):
            raise OSError("its values are of a form that is not read")
        if not self.contiguous:
            self._countable(selection)
        if self.kind == "text":
            return self._texts(*selection)
        return self._object[selection if selection else ()]

    def _countable(self, selection: tuple[slice, ...]) -> None:
        """Raises OutOfBounds when the part lies in very many chunks."""
        given = (*selection, *(slice(None) for _ in self.shape[len(selection) :]))
        parts = [
            len(range(size)[one]) // step + 2
            for size, step, one in zip(self.shape, self.chunk, given, strict=True)
        ]
        if prod(parts) > CHUNKS:
            raise OutOfBounds("values in more than 100 000 chunks")

    def _texts(self, *selection: slice) -> list[str]:
        dataset = self._object
        if _variable(dataset) and len(self.shape) == 1:
            rows = range(self.shape[0])[selection[0] if selection else slice(None)]
            return self._long_texts(rows.start, rows.stop)
        count = prod(self.shape)
        if selection and selection[0].stop is not None:
            count = min(count, selection[0].stop - (selection[0].start or 0))
        if count * dataset.dtype.itemsize > STRING_BYTES:
            raise OutOfBounds("text larger than 64 MB")
        values = dataset[selection if selection else ()]
        if hasattr(values, "tolist"):
            values = values.tolist()
        return [text(one) for one in (values if isinstance(values, list) else [values])]

    def _long_texts(self, start: int, stop: int) -> list[str]:
        """Strings of any length, in pieces: how long they are shows only when they were read."""
        found: list[str] = []
        size, taken = FIRST_TEXTS, 0
        while start < stop:
            piece = self._object[start : min(start + size, stop)].tolist()
            taken += sum(map(len, piece))
            if taken > STRING_BYTES:
                raise OutOfBounds("text larger than 64 MB")
            found += map(text, piece)
            start += len(piece)
            # The next piece is so large as the strings so far allow.
            size = max(1, STRING_BYTES // 8 // max(1, taken // max(1, len(found))))
        return found


def _variable(dataset: Thing) -> bool:
    found = h5py.check_string_dtype(dataset.dtype)
    return found is not None and found.length is None


def _kind(dataset: Thing) -> str:
    """As `kind_of`, or "text", or "record"; "other" too where numpy has no such type."""
    family = dataset.id.get_type().get_class()
    if family == h5t.COMPOUND:
        return "record"
    if family not in (h5t.STRING, h5t.INTEGER, h5t.FLOAT, h5t.ENUM):
        return "other"
    try:
        kind = dataset.dtype
    except Exception:  # the library raises many kinds
        return "other"
    if family == h5t.STRING:
        return "text"
    # The library's own enumeration of two is numpy's truth; others are none of ours.
    return "other" if h5py.check_enum_dtype(kind) is not None else kind_of(kind)
