"""`match`: what a pattern compares with, and which names it binds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.source.parser.expressions import dotted
from scvi_lint.source.parser.grammar import numbers
from scvi_lint.source.parser.literals import identifier, number_value
from scvi_lint.source.parser.nodes import (
    Constant,
    Expr,
    Match,
    MatchCase,
    Stmt,
    TupleExpr,
    UnaryOp,
    Unparsed,
)
from scvi_lint.source.parser.reader import DEEPEST, EXPRESSIONS, EXTRAS, STATEMENTS
from scvi_lint.source.parser.statements import block

if TYPE_CHECKING:
    from tree_sitter import Node

    from scvi_lint.source.parser.nodes import Block
    from scvi_lint.source.parser.reader import Reader

_BLOCK = numbers("block")
_CASE = numbers("case_clause")
_PATTERN = numbers("case_pattern")
_GUARD = numbers("if_clause")
_DOTTED = numbers("dotted_name")
_CLASS = numbers("class_pattern")
_IDENTIFIER = numbers("identifier")
_NUMBERS = numbers("integer", "float")
_COMPLEX = numbers("complex_pattern")
_KEYWORD = numbers("keyword_pattern")
_LITERALS = numbers("string", "concatenated_string", "integer", "float", "true", "false", "none")


def _match(reader: Reader, node: Node) -> Stmt:
    subjects: list[Node] = []
    cases: list[MatchCase] = []
    for piece in reader.pieces(node.named_children):
        if piece.kind_id in _BLOCK:
            for clause in reader.pieces(piece.named_children):
                if clause.kind_id in _CASE:
                    cases.append(_case(reader, clause))
        else:
            subjects.append(piece)
    read = tuple(reader.expression(subject) for subject in subjects)
    if len(read) == 1:
        subject = read[0]
    elif read:
        subject = TupleExpr(read[0].start, read[-1].end, read)
    else:
        subject = Unparsed(node.start_byte, node.start_byte)
    end = cases[-1].end if cases else node.end_byte
    return Match(node.start_byte, end, subject, tuple(cases))


def _case(reader: Reader, node: Node) -> MatchCase:
    captures: list[str] = []
    values: list[Expr] = []
    guard = None
    body: Block = ()
    for piece in reader.pieces(node.named_children):
        kind = piece.kind_id
        if kind in _BLOCK:
            body += block(reader, piece)
        elif kind in _GUARD:
            inner = reader.pieces(piece.named_children)
            guard = reader.expression(inner[0]) if inner else None
        else:
            _pattern(reader, piece, captures, values, 0)
    end = body[-1].end if body else node.end_byte
    return MatchCase(node.start_byte, end, tuple(captures), tuple(values), guard, body)


def _pattern(
    reader: Reader, node: Node, captures: list[str], values: list[Expr], depth: int
) -> None:
    kind = node.kind_id
    if kind in EXTRAS:
        reader.remark(node)
    elif kind in _LITERALS:
        values.append(EXPRESSIONS[kind](reader, node))
    elif kind in _COMPLEX:
        values.append(_complex(reader, node))
    elif kind in _DOTTED:
        if len(node.named_children) > 1:
            values.append(dotted(reader, node))
        else:
            _capture(reader, node, captures)
    elif kind in _IDENTIFIER:
        _capture(reader, node, captures)
    elif depth < DEEPEST:
        if kind in _CLASS and node.named_children:
            name = node.named_children[0]
            values.append(EXPRESSIONS[name.kind_id](reader, name))
        named = kind in _CLASS or kind in _KEYWORD  # the first name is no pattern
        minus: Node | None = None
        for child in node.children:
            if not child.is_named:
                minus = child if child.type == "-" else None
            elif named:
                named = False
            elif minus is not None and child.kind_id in _NUMBERS:
                operand = EXPRESSIONS[child.kind_id](reader, child)
                values.append(UnaryOp(minus.start_byte, child.end_byte, "-", operand))
            else:
                _pattern(reader, child, captures, values, depth + 1)


def _complex(reader: Reader, node: Node) -> Expr:
    """`-1 + 2j`, the one sum that a pattern may contain, as the number that it is."""
    start, end = node.start_byte, node.end_byte
    text = "".join(reader.text[start:end].split())
    sign = max(text.rfind("+"), text.rfind("-"))
    real, imaginary = number_value(text[:sign].lstrip("-")), number_value(text[sign + 1 :])
    if real is None or imaginary is None:
        return Unparsed(start, end)
    real = -real if text.startswith("-") else real
    return Constant(start, end, real - imaginary if text[sign] == "-" else real + imaginary)


def _capture(reader: Reader, node: Node, captures: list[str]) -> None:
    name = identifier(reader.text[node.start_byte : node.end_byte])
    if name and name != "_":
        captures.append(name)


STATEMENTS.fill([("match_statement", _match)])
