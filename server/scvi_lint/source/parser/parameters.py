"""Parameters of functions and lambdas, and annotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.source.parser.displays import index_of
from scvi_lint.source.parser.grammar import numbers
from scvi_lint.source.parser.literals import identifier
from scvi_lint.source.parser.nodes import BinOp, Expr, Lambda, Parameter, Subscript
from scvi_lint.source.parser.reader import EXPRESSIONS, EXTRAS, unreadable

if TYPE_CHECKING:
    from tree_sitter import Node

    from scvi_lint.source.parser.reader import Reader

_LAMBDA_PARAMETERS = numbers("lambda_parameters")
_ARGS = numbers("list_splat_pattern")
_KWARGS = numbers("dictionary_splat_pattern")
_TYPE = numbers("type")
_AFTER_STAR = numbers("keyword_separator")
_BEFORE_SLASH = numbers("positional_separator")
_DETAILED = numbers("typed_parameter", "default_parameter", "typed_default_parameter")
_PARAMETERS = _DETAILED | numbers("identifier", "tuple_pattern") | _ARGS | _KWARGS


def parameters(reader: Reader, node: Node) -> tuple[Parameter, ...]:
    """What a function takes, in the order written."""
    found: list[Parameter] = []
    kind = "plain"
    for child in node.named_children:
        number = child.kind_id
        if number in EXTRAS:
            reader.remark(child)
        elif number in _AFTER_STAR:
            kind = "keyword"
        elif number in _BEFORE_SLASH:
            for earlier in found:
                earlier.kind = "positional"
        elif number in _PARAMETERS:
            parameter = _parameter(reader, child, kind)
            found.append(parameter)
            if parameter.kind == "args":
                kind = "keyword"
    return tuple(found)


def _parameter(reader: Reader, node: Node, kind: str) -> Parameter:
    name = node
    annotation = default = None
    pieces = reader.pieces(node.named_children)
    if node.kind_id in _DETAILED and pieces:
        name = pieces[0]
        for piece in pieces[1:]:
            if piece.kind_id in _TYPE:
                annotation = reader.expression(piece)
            else:
                default = reader.expression(piece)
    if name.kind_id in _ARGS:
        kind = "args"
    elif name.kind_id in _KWARGS:
        kind = "kwargs"
    text = identifier(reader.text[name.start_byte : name.end_byte].lstrip("* \t"))
    return Parameter(node.start_byte, node.end_byte, text, kind, annotation, default)


def _lambda(reader: Reader, node: Node) -> Expr:
    children = reader.pieces(node.named_children)
    yields = reader.yields  # a yield in a lambda makes the lambda a generator, not its function
    given = ()
    if children and children[0].kind_id in _LAMBDA_PARAMETERS:
        given = parameters(reader, children[0])
        children = children[1:]
    if len(children) != 1:
        return unreadable(reader, node)
    body = EXPRESSIONS[children[0].kind_id](reader, children[0])
    reader.yields = yields
    return Lambda(node.start_byte, node.end_byte, given, body)


def _generic_type(reader: Reader, node: Node) -> Expr:
    """`list[int]` in an annotation is a subscript like any other."""
    children = reader.pieces(node.named_children)
    if len(children) != 2:
        return unreadable(reader, node)
    value, inside = children
    given = reader.pieces(inside.named_children)
    if not given:
        return unreadable(reader, node)
    read = [EXPRESSIONS[piece.kind_id](reader, piece) for piece in given]
    first, last, end = given[0].start_byte, given[-1].end_byte, inside.end_byte
    return Subscript(
        node.start_byte,
        node.end_byte,
        EXPRESSIONS[value.kind_id](reader, value),
        index_of(reader, read, first, last, end - 1),
    )


def _union_type(reader: Reader, node: Node) -> Expr:
    children = reader.pieces(node.named_children)
    if len(children) != 2:
        return unreadable(reader, node)
    left, right = [EXPRESSIONS[child.kind_id](reader, child) for child in children]
    return BinOp(node.start_byte, node.end_byte, left, "|", right)


EXPRESSIONS.fill(
    [("lambda", _lambda), ("generic_type", _generic_type), ("union_type", _union_type)]
)
