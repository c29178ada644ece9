"""Format 3: one `zarr.json` a node; that of the root may hold a copy of all."""

# What numpy reads out of bytes is of a type that the bytes name.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.evidence.child.zarr.codecs import NotRead, Step, decoder
from scvi_lint.evidence.child.zarr.elements import TEXT_CODECS, Element, filling, named
from scvi_lint.evidence.child.zarr.layouts import (
    MOST_STEPS,
    Key,
    Layout,
    Pipeline,
    Shape,
    Sharding,
    grid,
    sizes,
)
from scvi_lint.evidence.child.zarr.nodes import ALL, NODE, Node, Nodes, OtherForm
from scvi_lint.json_values import table

if TYPE_CHECKING:
    from scvi_lint.json_values import Json, Table

    Codec = tuple[str, Table]

_KNOWN = frozenset(
    """zarr_format node_type shape data_type chunk_grid chunk_key_encoding fill_value codecs
    dimension_names storage_transformers attributes""".split()
)
# Compressors: those of the standard, and those that are called after the package they come from.
_COMPRESSORS = frozenset(
    """gzip zstd blosc crc32c numcodecs.zlib numcodecs.gzip numcodecs.bz2 numcodecs.lzma
    numcodecs.lz4 numcodecs.zstd numcodecs.blosc numcodecs.shuffle numcodecs.crc32c""".split()
)

_SEPARATORS: Table = {"default": "/", "v2": "."}


class Nodes3(Nodes):
    """The nodes of a store of format 3."""

    names = ("zarr.json",)

    def copies(self) -> dict[str, Table] | None:
        nothing: Table = {}
        whole = (self.said("") or nothing).get("consolidated_metadata")
        if whole is None:
            return None
        found = whole.get("metadata") if isinstance(whole, dict) else None
        if not isinstance(found, dict) or table(whole).get("kind") != "inline":
            raise OtherForm("consolidated_metadata")
        if not all(isinstance(one, dict) for one in found.values()):
            raise OtherForm("consolidated_metadata")
        return {path: table(one) for path, one in found.items()}

    def said(self, path: str) -> Table | None:
        return self.read(path, "zarr.json", NODE if path else ALL)

    def made(self, said: Table) -> Node:
        kind, attributes = said.get("node_type"), said.get("attributes") or {}
        if said.get("zarr_format") != 3 or kind not in ("group", "array"):
            raise OtherForm("neither a group nor an array")
        if not isinstance(attributes, dict):
            raise OtherForm("attributes")
        if kind == "group":
            return Node(attributes, None)
        shape = sizes(said.get("shape"))
        try:
            return Node(attributes, _layout(said, shape))
        except NotRead:
            return Node(attributes, Layout(shape, shape))


def _layout(said: Table, shape: Shape) -> Layout:
    """Raises NotRead where the store uses what is not read, ValueError where it is nonsense."""
    _only_known(said)
    chunk = _grid(said.get("chunk_grid"), shape)
    element = named(*_named(said.get("data_type")))
    if element is None:
        raise NotRead("elements of another type")
    codecs = _listed(said.get("codecs"))
    key = _key(*_named(said.get("chunk_key_encoding")))
    sharding = None
    if codecs and codecs[0][0] == "sharding_indexed":
        if len(codecs) > 1:
            raise NotRead("shards that are packed again")
        chunk, codecs, sharding = _sharded(codecs[0][1], chunk)
    pipeline = _pipeline(element, codecs, len(shape))
    return Layout(shape, chunk, pipeline, filling(element, said.get("fill_value")), key, sharding)


def _only_known(said: Table) -> None:
    """What is not known must say of itself that it need not be understood."""
    if said.get("storage_transformers"):
        raise NotRead("storage transformers")
    for name, value in said.items():
        optional = isinstance(value, dict) and value.get("must_understand") is False
        if name not in _KNOWN and not optional:
            raise NotRead("an extension")


def _named(said: Json) -> Codec:
    """What is written as a name, or as a name with its configuration."""
    if isinstance(said, str):
        return said, {}
    name = said.get("name") if isinstance(said, dict) else None
    configuration = said.get("configuration") or {} if isinstance(said, dict) else None
    if not isinstance(configuration, dict) or not isinstance(name, str):
        raise NotRead("a name of another form")
    return name, configuration


def _listed(said: Json) -> list[Codec]:
    if not isinstance(said, list) or len(said) > MOST_STEPS:
        raise NotRead("codecs of another form")
    return [_named(one) for one in said]


def _grid(said: Json, shape: Shape) -> Shape:
    name, configuration = _named(said)
    if name != "regular":
        raise NotRead("another grid")
    return grid(configuration.get("chunk_shape"), shape)


def _key(name: str, configuration: Table) -> Key:
    separator = configuration.get("separator", _SEPARATORS.get(name))
    if name not in ("default", "v2") or separator not in (".", "/"):
        raise NotRead("another encoding of keys")
    return Key("c" if name == "default" else None, separator)


def _pipeline(element: Element, codecs: list[Codec], dimensions: int) -> Pipeline:
    """Transposed or not, then made bytes, then packed: in this order they are written."""
    axes: Shape | None = None
    todo = list(codecs)
    if todo and todo[0][0] == "transpose":
        axes = _axes(todo.pop(0)[1].get("order"), dimensions)
    if not todo:
        raise NotRead("no codec that makes bytes")
    name, configuration = todo.pop(0)
    if element.dtype is None:
        if name not in TEXT_CODECS:
            raise NotRead("text of another encoding")
    elif name == "bytes":
        element = _ordered(element, configuration.get("endian"))
    else:
        raise NotRead("numbers of another encoding")
    return Pipeline(element, tuple(_compressor(*one) for one in reversed(todo)), axes)


def _axes(order: Json, dimensions: int) -> Shape:
    if not isinstance(order, list) or sorted(map(str, order)) != sorted(
        map(str, range(dimensions))
    ):
        raise NotRead("axes in no order")
    return sizes(order)


def _ordered(element: Element, endian: Json) -> Element:
    if element.dtype is None or element.size == 1 or element.dtype.kind == "S":
        return element
    if endian not in ("little", "big"):
        raise NotRead("bytes in no order")
    return element._replace(dtype=element.dtype.newbyteorder("<" if endian == "little" else ">"))


def _compressor(name: str, configuration: Table) -> Step:
    if name not in _COMPRESSORS:
        raise NotRead("another codec")
    return decoder(name.removeprefix("numcodecs."), configuration)


def _sharded(configuration: Table, shard: Shape) -> tuple[Shape, list[Codec], Sharding]:
    """The chunks in a shard, their codecs, and how their index is read."""
    chunk = grid(configuration.get("chunk_shape"), shard)
    if any(whole % part for whole, part in zip(shard, chunk, strict=True)):
        raise NotRead("chunks that do not fill a shard")
    place = configuration.get("index_location", "end")
    index = _listed(configuration.get("index_codecs"))
    checksum = index[1:] == [("crc32c", {})]
    if place not in ("start", "end") or (index[1:] and not checksum):
        raise NotRead("an index that is packed")
    endian = index[0][1].get("endian") if index and index[0][0] == "bytes" else None
    if endian not in ("little", "big"):
        raise NotRead("an index that is packed")
    sharding = Sharding(shard, "<" if endian == "little" else ">", checksum, place == "end")
    return chunk, _listed(configuration.get("codecs")), sharding
