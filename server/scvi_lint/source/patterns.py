"""`match`: what a pattern compares with, and which names it binds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.source.expressions import dotted
from scvi_lint.source.grammar import numbers
from scvi_lint.source.literals import identifier
from scvi_lint.source.nodes import Expr, Match, MatchCase, Stmt, TupleExpr, UnaryOp, Unparsed
from scvi_lint.source.reader import DEEPEST, EXPRESSIONS, EXTRAS, STATEMENTS
from scvi_lint.source.statements import block

if TYPE_CHECKING:
    from tree_sitter import Node

    from scvi_lint.source.nodes import Block
    from scvi_lint.source.reader import Reader

_BLOCK = numbers("block")
_CASE = numbers("case_clause")
_PATTERN = numbers("case_pattern")
_GUARD = numbers("if_clause")
_DOTTED = numbers("dotted_name")
_CLASS = numbers("class_pattern")
_IDENTIFIER = numbers("identifier")
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
        values.append(Unparsed(node.start_byte, node.end_byte))
    elif reader.text.startswith("-", node.start_byte) and len(node.named_children) == 1:
        number = node.named_children[0]
        operand = EXPRESSIONS[number.kind_id](reader, number)
        values.append(UnaryOp(node.start_byte, number.end_byte, "-", operand))
    elif kind in _DOTTED:
        if len(node.named_children) > 1:
            values.append(dotted(reader, node))
        else:
            _capture(reader, node, captures)
    elif kind in _IDENTIFIER:
        _capture(reader, node, captures)
    elif depth < DEEPEST:
        children = node.named_children
        if kind in _CLASS and children:
            values.append(EXPRESSIONS[children[0].kind_id](reader, children[0]))
            children = children[1:]
        elif kind in _KEYWORD:
            children = children[1:]
        for child in children:
            _pattern(reader, child, captures, values, depth + 1)


def _capture(reader: Reader, node: Node, captures: list[str]) -> None:
    name = identifier(reader.text[node.start_byte : node.end_byte])
    if name and name != "_":
        captures.append(name)


STATEMENTS.fill([("match_statement", _match)])
