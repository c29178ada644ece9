"""A store as the rest of the reading sees it: groups and arrays, as those of `hdf5`."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from scvi_lint.evidence.child.bounds import CHUNK, ENTRIES, TEXT, OutOfBounds
from scvi_lint.evidence.child.plain import plain
from scvi_lint.evidence.child.zarr.chunks import Chunks, Work
from scvi_lint.evidence.child.zarr.files import Files, is_name
from scvi_lint.evidence.child.zarr.format2 import Nodes2
from scvi_lint.evidence.child.zarr.format3 import Nodes3
from scvi_lint.evidence.child.zarr.layouts import Layout
from scvi_lint.evidence.child.zarr.nodes import Node, Nodes

if TYPE_CHECKING:
    from scvi_lint.evidence.child.parts import Numbers
    from scvi_lint.json_values import Json


def open_store(path: str) -> Group:
    """The root of a store. Raises OSError when it is none, OutOfBounds."""
    files = Files(path)
    try:
        # Where there are both, the newer one is what the library reads.
        nodes = Nodes3(files) if files.holds("zarr.json") else Nodes2(files)
        root = nodes.root()
    except ValueError as error:
        raise OSError(f"no zarr store ({error})") from None
    if root is None:
        raise OSError("no zarr store")
    return Group(_Store(files, nodes), "", root)


class _Store:
    """What all nodes of a store share."""

    __slots__ = ("files", "nodes", "work")

    def __init__(self, files: Files, nodes: Nodes) -> None:
        self.files = files
        self.nodes = nodes
        self.work = Work()


class _Node:
    """What groups and arrays share: where they are, and attributes."""

    __slots__ = ("_attributes", "_path", "_store")

    def __init__(self, store: _Store, path: str, node: Node) -> None:
        self._store = store
        self._path = path
        self._attributes = node.attributes

    def attribute(self, name: str) -> Json:
        """An attribute as a plain value (text, number, list); None if absent."""
        return plain(self._attributes.get(name))


class Group(_Node):
    """A group: children by name, as folders below its own."""

    __slots__ = ()

    is_group = True

    def close(self) -> None:
        """Nothing is kept open."""

    def names(self) -> list[str]:
        """The members, at most so many. Raises OutOfBounds, OSError."""
        return self._store.nodes.children(self._path)[:ENTRIES]

    def child(self, name: str) -> Group | Array | None:
        """A Group, an Array, or None: what is not there or not to be touched."""
        if not is_name(name):
            return None
        path = f"{self._path}/{name}" if self._path else name
        node = self._store.nodes.node(path)
        if node is None:
            return None
        layout = node.layout
        if layout is None:
            return Group(self._store, path, node)
        if layout.pipeline and prod(layout.chunk) * layout.pipeline.element.size > CHUNK:
            return None
        return Array(self._store, path, node, layout)

    def group(self, name: str) -> Group | None:
        found = self.child(name)
        return found if isinstance(found, Group) else None

    def array(self, name: str) -> Array | None:
        found = self.child(name)
        return found if isinstance(found, Array) else None


class Array(_Node):
    """An array, as `hdf5.Array`. One whose layout is not understood is of the kind "other"."""

    __slots__ = ("_chunks", "_layout", "kind")

    is_group = False
    contiguous = False
    field_names: tuple[str, ...] = ()

    def __init__(self, store: _Store, path: str, node: Node, layout: Layout) -> None:
        super().__init__(store, path, node)
        self._layout = layout
        pipeline = layout.pipeline
        self.kind = "other" if pipeline is None else pipeline.element.kind
        self._chunks = (
            None if pipeline is None else Chunks(store.files, path, layout, pipeline, store.work)
        )

    @property
    def shape(self) -> tuple[int, ...]:
        return self._layout.shape

    @property
    def dtype(self) -> str:
        if self.kind == "text" or self._layout.pipeline is None:
            return "str" if self.kind == "text" else self.kind
        return str(self._layout.pipeline.element.dtype)

    @property
    def chunk(self) -> tuple[int, ...]:
        return self._layout.chunk

    def field(self, name: str) -> Numbers:
        """No array here has fields. Raises KeyError."""
        raise KeyError(name)

    def read(self, *selection: slice) -> Numbers | list[str]:
        """A part as a numpy array; text as a list of str. Raises OutOfBounds, OSError."""
        if self._chunks is None:
            raise OSError("its values are of a form that is not read")
        try:
            values = self._chunks.read(selection)
        except (OSError, OutOfBounds, ImportError):
            raise
        except Exception as error:  # decoders raise many kinds
            raise OSError(f"cannot be decoded ({type(error).__name__})") from None
        if self.kind != "text":
            return values
        return [
            (one.decode("utf-8", "replace") if isinstance(one, bytes) else str(one))[:TEXT]
            for one in values.ravel().tolist()
        ]
