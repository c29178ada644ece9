"""Statements that import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.source.parser.grammar import numbers
from scvi_lint.source.parser.literals import identifier
from scvi_lint.source.parser.nodes import Alias, Import, ImportFrom, Stmt

if TYPE_CHECKING:
    from tree_sitter import Node

    from scvi_lint.source.parser.reader import Reader

_RELATIVE = numbers("relative_import")
_ALIASED = numbers("aliased_import")
_DOTTED = numbers("dotted_name")
_WILDCARD = numbers("wildcard_import")


def _dotted(reader: Reader, node: Node) -> str:
    """A dotted name as one word, whatever stands between its pieces."""
    text = reader.text[node.start_byte : node.end_byte]
    if text.isascii() and text.replace(".", "").isidentifier():
        return text
    pieces = reader.pieces(node.named_children)
    return ".".join(identifier(reader.text[piece.start_byte : piece.end_byte]) for piece in pieces)


def _alias(reader: Reader, node: Node) -> Alias | None:
    start = node.start_byte
    end = node.end_byte
    if node.kind_id in _DOTTED:
        return Alias(start, end, _dotted(reader, node), None)
    if node.kind_id in _WILDCARD:
        return Alias(start, end, "*", None)
    if node.kind_id in _ALIASED:
        pieces = reader.pieces(node.named_children)
        if len(pieces) == 2:
            return Alias(start, end, _dotted(reader, pieces[0]), _dotted(reader, pieces[1]))
    return None


def _aliases(reader: Reader, children: list[Node]) -> tuple[Alias, ...]:
    found = [_alias(reader, child) for child in children]
    return tuple(alias for alias in found if alias is not None and alias.name)


def plain(reader: Reader, node: Node) -> Stmt:
    children = reader.pieces(node.named_children)
    return Import(node.start_byte, node.end_byte, _aliases(reader, children))


def from_module(reader: Reader, node: Node) -> Stmt:
    module = ""
    level = 0
    children = reader.pieces(node.named_children)
    if children and children[0].kind_id in _RELATIVE:
        for piece in reader.pieces(children[0].named_children):
            if piece.kind_id in _DOTTED:
                module = _dotted(reader, piece)
            else:
                level = reader.text[piece.start_byte : piece.end_byte].count(".")
    elif children:
        module = _dotted(reader, children[0])
    names = _aliases(reader, children[1:])
    return ImportFrom(node.start_byte, node.end_byte, module, level, names)


def from_future(reader: Reader, node: Node) -> Stmt:
    names = _aliases(reader, reader.pieces(node.named_children))
    return ImportFrom(node.start_byte, node.end_byte, "__future__", 0, names)
