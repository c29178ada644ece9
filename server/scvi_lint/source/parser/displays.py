"""Displays, comprehensions, subscripts and slices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.source.parser.grammar import numbers
from scvi_lint.source.parser.nodes import (
    Comprehension,
    DictExpr,
    Expr,
    ListExpr,
    SetExpr,
    Slice,
    Starred,
    Subscript,
    TupleExpr,
    Unparsed,
)
from scvi_lint.source.parser.reader import EXPRESSIONS, EXTRAS, unreadable

if TYPE_CHECKING:
    from tree_sitter import Node

    from scvi_lint.source.parser.reader import Reader

_DOUBLE_SPLAT = numbers("dictionary_splat", "dictionary_splat_pattern")
_PAIR = numbers("pair")
_FOR = numbers("for_in_clause")
_IF = numbers("if_clause")


def _subscript(reader: Reader, node: Node) -> Expr:
    children = node.named_children
    if len(children) > 2:
        children = reader.pieces(children)
    if len(children) < 2:
        return unreadable(reader, node)
    value = EXPRESSIONS[children[0].kind_id](reader, children[0])
    read = [EXPRESSIONS[child.kind_id](reader, child) for child in children[1:]]
    end = node.end_byte
    index = index_of(reader, read, children[1].start_byte, children[-1].end_byte, end - 1)
    if type(value) is Starred:
        inner = Subscript(value.value.start, end, value.value, index)
        return Starred(value.start, end, inner)
    return Subscript(node.start_byte, end, value, index)


def index_of(reader: Reader, read: list[Expr], first: int, last: int, end: int) -> Expr:
    """What stands in a pair of brackets: one index, or several, which make a tuple.

    The indices reach from `first` to `last`, the brackets' inside to `end`; a comma in between
    makes a tuple of one index, too.
    """
    tail = reader.text[last:end]
    comma = "," in tail and tail.lstrip().startswith(",")
    if not comma and len(read) == 1:
        return read[0]
    return TupleExpr(first, last + (tail.index(",") + 1 if comma else 0), tuple(read))


def _slice(reader: Reader, node: Node) -> Expr:
    bounds: list[Expr | None] = [None, None, None]
    place = 0
    for child in node.children:
        kind = child.kind_id
        if kind in EXTRAS:
            reader.remark(child)
        elif child.is_named:
            bounds[place] = EXPRESSIONS[kind](reader, child)
        elif place < 2:
            place += 1
    return Slice(node.start_byte, node.end_byte, *bounds)


def items(reader: Reader, node: Node) -> tuple[Expr, ...]:
    """The elements of a display, in order."""
    found: list[Expr] = []
    for child in node.named_children:
        kind = child.kind_id
        if kind in EXTRAS:
            reader.remark(child)
        else:
            found.append(EXPRESSIONS[kind](reader, child))
    return tuple(found)


def _list(reader: Reader, node: Node) -> Expr:
    return ListExpr(node.start_byte, node.end_byte, items(reader, node))


def _tuple(reader: Reader, node: Node) -> Expr:
    return TupleExpr(node.start_byte, node.end_byte, items(reader, node))


def _set(reader: Reader, node: Node) -> Expr:
    return SetExpr(node.start_byte, node.end_byte, items(reader, node))


def _tuple_pattern(reader: Reader, node: Node) -> Expr:
    """`(a)` on the left of `=` is `a`; the grammar calls it a tuple."""
    found = items(reader, node)
    if len(found) == 1:
        last = node.named_children[-1].end_byte
        if "," not in reader.text[last : node.end_byte]:
            return found[0]
    return TupleExpr(node.start_byte, node.end_byte, found)


def _dictionary(reader: Reader, node: Node) -> Expr:
    pairs: list[tuple[Expr | None, Expr]] = []
    for child in node.named_children:
        kind = child.kind_id
        if kind in EXTRAS:
            reader.remark(child)
            continue
        pieces = child.named_children
        wanted = 2 if kind in _PAIR else 1
        if len(pieces) != wanted:
            pieces = reader.pieces(pieces)
        if kind in _PAIR and len(pieces) == 2:
            key, value = pieces
            pairs.append(
                (
                    EXPRESSIONS[key.kind_id](reader, key),
                    EXPRESSIONS[value.kind_id](reader, value),
                )
            )
        elif kind in _DOUBLE_SPLAT and len(pieces) == 1:
            pairs.append((None, EXPRESSIONS[pieces[0].kind_id](reader, pieces[0])))
        else:
            pairs.append((None, unreadable(reader, child)))
    return DictExpr(node.start_byte, node.end_byte, tuple(pairs))


def _starred(reader: Reader, node: Node) -> Expr:
    children = reader.pieces(node.named_children)
    if len(children) != 1:
        return unreadable(reader, node)
    value = EXPRESSIONS[children[0].kind_id](reader, children[0])
    return Starred(node.start_byte, node.end_byte, value)


def _comprehension(reader: Reader, node: Node) -> Expr:
    children = reader.pieces(node.named_children)
    if not children:
        return unreadable(reader, node)
    kind = node.type.partition("_")[0]
    kind = {"dictionary": "dict"}.get(kind, kind)
    key = None
    body = children[0]
    if body.kind_id in _PAIR:
        pieces = reader.pieces(body.named_children)
        if len(pieces) != 2:
            return unreadable(reader, node)
        key = EXPRESSIONS[pieces[0].kind_id](reader, pieces[0])
        body = pieces[1]
    element = EXPRESSIONS[body.kind_id](reader, body)
    clauses: list[tuple[Expr | None, Expr]] = []
    for clause in children[1:]:
        pieces = reader.pieces(clause.named_children)
        read = [EXPRESSIONS[piece.kind_id](reader, piece) for piece in pieces]
        if clause.kind_id in _FOR and len(read) == 2:
            clauses.append((read[0], read[1]))
        elif clause.kind_id in _FOR and len(read) > 2:
            several = TupleExpr(read[1].start, read[-1].end, tuple(read[1:]))
            clauses.append((read[0], several))
        elif clause.kind_id in _IF and len(read) == 1:
            clauses.append((None, read[0]))
        else:
            clauses.append((None, Unparsed(clause.start_byte, clause.end_byte, tuple(read))))
    return Comprehension(node.start_byte, node.end_byte, kind, element, key, tuple(clauses))


EXPRESSIONS.fill(
    [
        ("subscript", _subscript),
        ("slice", _slice),
        ("list list_pattern", _list),
        ("tuple expression_list pattern_list tuple_expression", _tuple),
        ("tuple_pattern", _tuple_pattern),
        ("set", _set),
        ("dictionary", _dictionary),
        ("list_splat list_splat_pattern splat_type", _starred),
        (
            "list_comprehension set_comprehension dictionary_comprehension generator_expression",
            _comprehension,
        ),
    ]
)
