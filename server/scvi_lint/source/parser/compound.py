"""Compound statements: those with blocks of their own.

Comments and ERROR nodes may stand between any two pieces of a header, so the pieces are told
apart by kind, not by place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.source.parser.expressions import arguments
from scvi_lint.source.parser.grammar import numbers
from scvi_lint.source.parser.literals import identifier
from scvi_lint.source.parser.nodes import (
    ClassDef,
    Expr,
    For,
    FunctionDef,
    Handler,
    If,
    Name,
    Parameter,
    Stmt,
    Try,
    TupleExpr,
    Unparsed,
    While,
    With,
)
from scvi_lint.source.parser.parameters import parameters
from scvi_lint.source.parser.reader import STATEMENTS
from scvi_lint.source.parser.statements import block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

    from scvi_lint.source.parser.nodes import Block
    from scvi_lint.source.parser.reader import Reader

_BLOCK = numbers("block")
_ELIF = numbers("elif_clause")
_ELSE = numbers("else_clause")
_EXCEPT = numbers("except_clause", "except_group_clause")
_FINALLY = numbers("finally_clause")
_WITH_CLAUSE = numbers("with_clause")
_PARENTHESES = numbers("parenthesized_expression")
_AS = numbers("as_pattern")
_IDENTIFIER = numbers("identifier")
_PARAMETERS = numbers("parameters")
_TYPE_PARAMETER = numbers("type_parameter")
_TYPE = numbers("type")
_ARGUMENTS = numbers("argument_list")
_DECORATOR = numbers("decorator")
_CLASS = numbers("class_definition")

# A longer chain of elifs is not nested any deeper: its branches stand side by side.
_LONGEST_CHAIN = 30


def _split(reader: Reader, node: Node) -> tuple[list[Node], Block]:
    """The pieces of a header, and the block below it."""
    header: list[Node] = []
    body: Block = ()
    for piece in reader.pieces(node.named_children):
        if piece.kind_id in _BLOCK:
            body += block(reader, piece)
        else:
            header.append(piece)
    return header, body


def _end(node: Node, *blocks: Sequence[Stmt | Handler]) -> int:
    """Where the last statement ends; the grammar counts the comments behind it, Python does not."""
    for inner in reversed(blocks):
        if inner:
            return inner[-1].end
    return node.end_byte


def _one(reader: Reader, pieces: list[Node], node: Node) -> Expr:
    """The expression that a header has room for."""
    if len(pieces) == 1:
        return reader.expression(pieces[0])
    read = tuple(reader.expression(piece) for piece in pieces)
    if len(read) > 1:
        return TupleExpr(read[0].start, read[-1].end, read)
    return Unparsed(node.start_byte, node.start_byte)


def _if(reader: Reader, node: Node) -> Stmt:
    test: list[Node] = []
    branches: list[tuple[int, int, Expr, Block]] = []
    orelse: Block = ()
    body: Block = ()
    for piece in reader.pieces(node.named_children):
        kind = piece.kind_id
        if kind in _BLOCK:
            body += block(reader, piece)
        elif kind in _ELIF:
            header, inner = _split(reader, piece)
            branches.append((piece.start_byte, piece.end_byte, _one(reader, header, piece), inner))
        elif kind in _ELSE:
            orelse += _split(reader, piece)[1]
        else:
            test.append(piece)
    end = _end(node, body, [branch[3][-1] for branch in branches if branch[3]], orelse)
    if len(branches) > _LONGEST_CHAIN:
        rest = [If(*branch, ()) for branch in branches[_LONGEST_CHAIN:]]
        orelse = (*rest, *orelse)
        del branches[_LONGEST_CHAIN:]
    for start, _, condition, inner in reversed(branches):
        orelse = (If(start, end, condition, inner, orelse),)
    return If(node.start_byte, end, _one(reader, test, node), body, orelse)


def _for(reader: Reader, node: Node) -> Stmt:
    header: list[Node] = []
    body: Block = ()
    orelse: Block = ()
    for piece in reader.pieces(node.named_children):
        if piece.kind_id in _BLOCK:
            body += block(reader, piece)
        elif piece.kind_id in _ELSE:
            orelse += _split(reader, piece)[1]
        else:
            header.append(piece)
    target = _one(reader, header[:1], node)
    iterable = _one(reader, header[1:], node)
    return For(node.start_byte, _end(node, body, orelse), target, iterable, body, orelse)


def _while(reader: Reader, node: Node) -> Stmt:
    header: list[Node] = []
    body: Block = ()
    orelse: Block = ()
    for piece in reader.pieces(node.named_children):
        if piece.kind_id in _BLOCK:
            body += block(reader, piece)
        elif piece.kind_id in _ELSE:
            orelse += _split(reader, piece)[1]
        else:
            header.append(piece)
    test = _one(reader, header, node)
    return While(node.start_byte, _end(node, body, orelse), test, body, orelse)


def _try(reader: Reader, node: Node) -> Stmt:
    handlers: list[Handler] = []
    body: Block = ()
    orelse: Block = ()
    final: Block = ()
    for piece in reader.pieces(node.named_children):
        kind = piece.kind_id
        if kind in _BLOCK:
            body += block(reader, piece)
        elif kind in _EXCEPT:
            handlers.append(_handler(reader, piece))
        elif kind in _ELSE:
            orelse += _split(reader, piece)[1]
        elif kind in _FINALLY:
            final += _split(reader, piece)[1]
    end = _end(node, body, handlers, orelse, final)
    return Try(node.start_byte, end, body, tuple(handlers), orelse, final)


def _handler(reader: Reader, node: Node) -> Handler:
    header, body = _split(reader, node)
    name = None
    if len(header) == 1 and header[0].kind_id in _AS:
        header = reader.pieces(header[0].named_children)
        name = header.pop() if len(header) == 2 else None
    elif len(header) == 2:
        name = node.child_by_field_name("alias")
        if name is not None:
            header.pop()
    caught = _one(reader, header, node) if header else None
    alias = None if name is None else reader.expression(name)
    bound = alias.id if isinstance(alias, Name) else None
    return Handler(node.start_byte, _end(node, body), caught, bound, body)


def _with(reader: Reader, node: Node) -> Stmt:
    items: list[tuple[Expr, Expr | None]] = []
    header, body = _split(reader, node)
    for clause in header:
        if clause.kind_id not in _WITH_CLAUSE:
            continue
        for item in reader.pieces(clause.named_children):
            for value in reader.pieces(item.named_children):
                items.append(_with_item(reader, value))
    return With(node.start_byte, _end(node, body), tuple(items), body)


def _with_item(reader: Reader, node: Node) -> tuple[Expr, Expr | None]:
    inside = reader.pieces(node.named_children) if node.kind_id in _PARENTHESES else ()
    if len(inside) == 1 and inside[0].kind_id in _AS:
        node = inside[0]  # `with (a as b):` is no parenthesized expression to Python
    pieces = reader.pieces(node.named_children) if node.kind_id in _AS else [node]
    if len(pieces) == 2:
        return reader.expression(pieces[0]), reader.expression(pieces[1])
    return _one(reader, pieces, node), None


def _function(reader: Reader, node: Node, decorators: tuple[Expr, ...] = ()) -> Stmt:
    name: Node | None = None
    given: tuple[Parameter, ...] = ()
    returns = None
    body: Block = ()
    yields = reader.yields
    reader.yields = False
    for piece in reader.pieces(node.named_children):
        kind = piece.kind_id
        if kind in _BLOCK:
            body += block(reader, piece)
        elif kind in _PARAMETERS:
            given = parameters(reader, piece)
        elif kind in _TYPE:
            returns = reader.expression(piece)
        elif kind in _IDENTIFIER and name is None:
            name = piece
    generator = reader.yields
    reader.yields = yields
    named = node if name is None else name
    start, end = named.start_byte, named.end_byte
    text = "" if name is None else identifier(reader.text[start:end])
    return FunctionDef(
        node.start_byte,
        _end(node, body),
        text,
        start,
        end,
        given,
        returns,
        body,
        decorators,
        generator,
    )


def _class(reader: Reader, node: Node, decorators: tuple[Expr, ...] = ()) -> Stmt:
    name: Node | None = None
    bases = ()
    body: Block = ()
    yields = reader.yields
    for piece in reader.pieces(node.named_children):
        kind = piece.kind_id
        if kind in _BLOCK:
            body += block(reader, piece)
        elif kind in _ARGUMENTS:
            bases = arguments(reader, piece) if reader.fits(piece) else ()
        elif kind in _IDENTIFIER and name is None:
            name = piece
    reader.yields = yields
    named = node if name is None else name
    start, end = named.start_byte, named.end_byte
    text = "" if name is None else identifier(reader.text[start:end])
    whole = _end(node, body)
    return ClassDef(node.start_byte, whole, text, start, end, bases, body, decorators)


def _decorated(reader: Reader, node: Node) -> Stmt | None:
    decorators: list[Expr] = []
    for piece in reader.pieces(node.named_children):
        if piece.kind_id in _DECORATOR:
            inner = reader.pieces(piece.named_children)
            decorators.append(_one(reader, inner, piece))
        elif piece.kind_id in _CLASS:
            return _class(reader, piece, tuple(decorators))
        else:
            return _function(reader, piece, tuple(decorators))
    return None


STATEMENTS.fill(
    [
        ("if_statement", _if),
        ("for_statement", _for),
        ("while_statement", _while),
        ("try_statement", _try),
        ("with_statement", _with),
        ("function_definition", _function),
        ("class_definition", _class),
        ("decorated_definition", _decorated),
    ]
)
