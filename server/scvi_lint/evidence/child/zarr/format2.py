"""Format 2: `.zarray` or `.zgroup`, and `.zattrs`, in a node's folder; `.zmetadata` copies all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.evidence.child.zarr.codecs import NotRead, Step, decoder
from scvi_lint.evidence.child.zarr.elements import TEXT_CODECS, Element, filling, fixed
from scvi_lint.evidence.child.zarr.layouts import MOST_STEPS, Key, Layout, Pipeline, grid, sizes
from scvi_lint.evidence.child.zarr.nodes import ALL, Node, Nodes, OtherForm
from scvi_lint.json_values import table

if TYPE_CHECKING:
    from scvi_lint.json_values import Json, Table

_ATTRIBUTES = ".zattrs"


class Nodes2(Nodes):
    """The nodes of a store of format 2."""

    names = (".zarray", ".zgroup")

    def copies(self) -> dict[str, Table] | None:
        whole = self.read("", ".zmetadata", ALL)
        if whole is None:
            return None
        files = whole.get("metadata")
        if whole.get("zarr_consolidated_format") != 1 or not isinstance(files, dict):
            raise OtherForm(".zmetadata")
        found: dict[str, Table] = {}
        for key, value in files.items():
            path, _, name = key.rpartition("/")
            if not isinstance(value, dict) or name not in (*self.names, _ATTRIBUTES):
                raise OtherForm(".zmetadata")
            found.setdefault(path, {})[name] = value
        return found

    def said(self, path: str) -> Table | None:
        found = {name: self.read(path, name) for name in (*self.names, _ATTRIBUTES)}
        return {name: said for name, said in found.items() if said is not None} or None

    def made(self, said: Table) -> Node:
        kinds = [name for name in self.names if name in said]
        if len(kinds) != 1 or table(said[kinds[0]]).get("zarr_format") != 2:
            raise OtherForm("neither a group nor an array")
        layout = _layout(table(said[kinds[0]])) if kinds == [".zarray"] else None
        return Node(table(said.get(_ATTRIBUTES)), layout)


def _layout(said: Table) -> Layout:
    """Raises ValueError when not even a shape is said."""
    shape = sizes(said.get("shape"))
    plain = Layout(shape, grid(said.get("chunks"), shape))
    try:
        element, steps = _codecs(said)
    except NotRead:
        return plain
    separator, order = said.get("dimension_separator", "."), said.get("order")
    if separator not in (".", "/") or order not in ("C", "F"):
        return plain
    backwards = tuple(reversed(range(len(shape)))) if order == "F" else None
    pipeline = Pipeline(element, steps, backwards)
    fill = filling(element, said.get("fill_value"))
    return plain._replace(pipeline=pipeline, fill=fill, key=Key(None, separator))


def _codecs(said: Table) -> tuple[Element, tuple[Step, ...]]:
    """The elements, and the decoders in their order. Raises NotRead."""
    filters = said.get("filters") or []
    if not isinstance(filters, list) or len(filters) > MOST_STEPS:
        raise NotRead("filters of another form")
    element = fixed(said.get("dtype"))
    # Objects are text where the first filter says so, and else nothing that is read.
    if said.get("dtype") == "|O" and filters and _codec(filters[0])[0] in TEXT_CODECS:
        element, filters = Element("text", None), filters[1:]
    if element is None:
        raise NotRead("elements of another type")
    last = said.get("compressor")
    steps = [*filters, *([] if last is None else [last])]
    return element, tuple(decoder(*_codec(one)) for one in reversed(steps))


def _codec(said: Json) -> tuple[Json, Table]:
    if not isinstance(said, dict):
        raise NotRead("a codec of another form")
    return said.get("id"), said
