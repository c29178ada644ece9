"""String and number literals, as nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.source.parser.displays import items
from scvi_lint.source.parser.grammar import numbers
from scvi_lint.source.parser.literals import number_value, piece_value, string_parts, string_value
from scvi_lint.source.parser.nodes import Constant, Expr, JoinedStr, Unparsed
from scvi_lint.source.parser.reader import EXPRESSIONS, EXTRAS, unreadable

if TYPE_CHECKING:
    from tree_sitter import Node

    from scvi_lint.source.parser.reader import Reader

_INTERPOLATION = numbers("interpolation", "format_expression")
_FORMAT = numbers("format_specifier")
_CONVERSION = numbers("type_conversion")


def _string(reader: Reader, node: Node) -> Expr:
    start = node.start_byte
    end = node.end_byte
    text = reader.text[start:end]
    parts = string_parts(text)
    if parts is None:
        return unreadable(reader, node)
    prefix, body = parts
    if "f" in prefix or "t" in prefix:
        return JoinedStr(start, end, _fields(reader, node, prefix, end - start, len(body)))
    value = string_value(prefix, body)
    return Unparsed(start, end) if value is None else Constant(start, end, value)


def _fields(reader: Reader, node: Node, prefix: str, length: int, inner: int) -> tuple[Expr, ...]:
    """The pieces of an f-string, in order: literal text and replacement fields."""
    quotes = (length - len(prefix) - inner) // 2
    place = node.start_byte + len(prefix) + quotes
    stop = node.end_byte - quotes
    values: list[Expr] = []
    for child in node.named_children:
        if child.kind_id not in _INTERPOLATION:
            continue
        if child.start_byte > place:
            _piece(reader, prefix, place, child.start_byte, values)
        _field(reader, child, values)
        place = child.end_byte
    if stop > place:
        _piece(reader, prefix, place, stop, values)
    return tuple(values)


def _piece(reader: Reader, prefix: str, start: int, end: int, values: list[Expr]) -> None:
    value = piece_value(prefix, reader.text[start:end])
    values.append(Unparsed(start, end) if value is None else Constant(start, end, value))


def _field(reader: Reader, node: Node, values: list[Expr]) -> None:
    """One `{…}`: its expression, then the fields nested in its format."""
    for child in node.named_children:
        kind = child.kind_id
        if kind in _FORMAT:
            for nested in child.named_children:
                if nested.kind_id in _INTERPOLATION:
                    _field(reader, nested, values)
        elif kind in EXTRAS:
            reader.remark(child)
        elif kind not in _CONVERSION:
            values.append(EXPRESSIONS[kind](reader, child))


def _concatenated(reader: Reader, node: Node) -> Expr:
    start = node.start_byte
    end = node.end_byte
    read = items(reader, node)
    if all(isinstance(item, Constant) for item in read):
        values = [item.value for item in read if isinstance(item, Constant)]
        texts = [value for value in values if isinstance(value, str)]
        if len(texts) == len(values):
            return Constant(start, end, "".join(texts))
        pieces_of_bytes = [value for value in values if isinstance(value, bytes)]
        if len(pieces_of_bytes) == len(values):
            return Constant(start, end, b"".join(pieces_of_bytes))
        return Unparsed(start, end, read)
    pieces: list[Expr] = []
    for item in read:
        pieces.extend(item.values if isinstance(item, JoinedStr) else (item,))
    return JoinedStr(start, end, tuple(pieces))


def _number(reader: Reader, node: Node) -> Expr:
    start = node.start_byte
    end = node.end_byte
    if start in reader.masked:
        return Unparsed(start, reader.masked[start].end)
    value = number_value(reader.text[start:end])
    return Unparsed(start, end) if value is None else Constant(start, end, value)


def _true(_reader: Reader, node: Node) -> Expr:
    return Constant(node.start_byte, node.end_byte, True)


def _false(_reader: Reader, node: Node) -> Expr:
    return Constant(node.start_byte, node.end_byte, False)


def _none(_reader: Reader, node: Node) -> Expr:
    return Constant(node.start_byte, node.end_byte, None)


def _ellipsis(_reader: Reader, node: Node) -> Expr:
    return Constant(node.start_byte, node.end_byte, ...)


EXPRESSIONS.fill(
    [
        ("string", _string),
        ("concatenated_string", _concatenated),
        ("integer float", _number),
        ("true", _true),
        ("false", _false),
        ("none", _none),
        ("ellipsis", _ellipsis),
    ]
)
