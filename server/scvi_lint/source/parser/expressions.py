"""Expressions: from the grammar's nodes to ours.

Every handler takes the `Reader` and a node of the grammar and returns an Expr. The shape of a
node is known from the grammar; comments, line continuations and ERROR nodes may stand between
its pieces, so a handler that finds more pieces than the grammar names sorts them out first
(`Reader.pieces`), and one that finds fewer gives an `Unparsed` with whatever can be read.

The grammar binds a star closer than Python does: it reads `[*a.b(c)]` as `(*a).b(c)`. Calls,
attributes and subscripts of something starred are turned round.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.source.parser.grammar import numbers
from scvi_lint.source.parser.literals import identifier
from scvi_lint.source.parser.nodes import (
    Argument,
    Attribute,
    Await,
    BinOp,
    BoolOp,
    Call,
    Compare,
    Conditional,
    Expr,
    Name,
    NamedExpr,
    Starred,
    UnaryOp,
    Unparsed,
    Yield,
)
from scvi_lint.source.parser.reader import EXPRESSIONS, EXTRAS, unreadable

if TYPE_CHECKING:
    from tree_sitter import Node

    from scvi_lint.source.parser.reader import Reader

_GENERATOR = numbers("generator_expression")
_KEYWORD = numbers("keyword_argument")
_SPLAT = numbers("list_splat", "list_splat_pattern")
_SPLATS = _SPLAT | numbers("dictionary_splat", "dictionary_splat_pattern")

_BINARY = frozenset("+ - * / // % @ ** << >> & | ^".split())
_BOOLEAN = frozenset(("and", "or"))
_COMPARISONS = frozenset(["==", "!=", "<", ">", "<=", ">=", "in", "is", "not in", "is not", "<>"])


def _name(reader: Reader, node: Node) -> Expr:
    start = node.start_byte
    end = node.end_byte
    name = reader.text[start:end]
    if name.isascii():
        return Name(start, end, name) if name else Unparsed(start, end)
    return Name(start, end, identifier(name))


def dotted(reader: Reader, node: Node) -> Expr:
    """`a.b.c` where the grammar allows nothing but names."""
    first, *rest = reader.pieces(node.named_children) or [node]
    value = _name(reader, first)
    for name in rest:
        attr = identifier(reader.text[name.start_byte : name.end_byte])
        value = Attribute(node.start_byte, name.end_byte, value, attr, name.start_byte)
    return value


def _attribute(reader: Reader, node: Node) -> Expr:
    children = node.named_children
    if len(children) != 2:
        children = reader.pieces(children)
        if len(children) != 2:
            return unreadable(reader, node)
    value = EXPRESSIONS[children[0].kind_id](reader, children[0])
    name_start = children[1].start_byte
    end = node.end_byte
    attr = identifier(reader.text[name_start:end])
    if type(value) is Starred:
        inner = Attribute(value.value.start, end, value.value, attr, name_start)
        return Starred(value.start, end, inner)
    return Attribute(node.start_byte, end, value, attr, name_start)


def _call(reader: Reader, node: Node) -> Expr:
    children = node.named_children
    if len(children) != 2:
        children = reader.pieces(children)
        if len(children) != 2:
            return unreadable(reader, node)
    function, given = children
    start = given.start_byte
    end = given.end_byte
    called = EXPRESSIONS[function.kind_id](reader, function)
    call = Call(
        node.start_byte,
        node.end_byte,
        called,
        arguments(reader, given),
        reader.broken and node.has_error,
        start + 1,
        end - 1 if end > start + 1 and reader.text[end - 1] == ")" else end,
    )
    if type(called) is Starred:
        call.start = called.value.start
        call.function = called.value
        return Starred(called.start, call.end, call)
    return call


def arguments(reader: Reader, node: Node) -> tuple[Argument, ...]:
    """The arguments between the parentheses of a call or of a class."""
    if node.kind_id in _GENERATOR:
        value = EXPRESSIONS[node.kind_id](reader, node)
        return (Argument(value.start, value.end, None, value, 0),)
    found: list[Argument] = []
    for child in node.named_children:
        kind = child.kind_id
        if kind in _KEYWORD:
            pieces = child.named_children
            if len(pieces) != 2:
                pieces = reader.pieces(pieces)
            if len(pieces) == 2:
                name, value = pieces
                keyword = identifier(reader.text[name.start_byte : name.end_byte])
                read = EXPRESSIONS[value.kind_id](reader, value)
                found.append(Argument(child.start_byte, child.end_byte, keyword, read, 0))
            continue
        if kind in EXTRAS:
            reader.remark(child)
            continue
        stars = 0
        read = None
        if kind in _SPLATS:
            stars = 1 if kind in _SPLAT else 2
            pieces = reader.pieces(child.named_children)
            if len(pieces) == 1:
                read = EXPRESSIONS[pieces[0].kind_id](reader, pieces[0])
        if read is None:
            read = EXPRESSIONS[kind](reader, child)
        found.append(Argument(child.start_byte, child.end_byte, None, read, stars))
    return tuple(found)


def _parenthesized(reader: Reader, node: Node) -> Expr:
    children = node.named_children
    if len(children) != 1:
        children = reader.pieces(children)
        if len(children) != 1:
            return unreadable(reader, node)
    return EXPRESSIONS[children[0].kind_id](reader, children[0])


def _operator(reader: Reader, left: Node, right: Node, known: frozenset[str]) -> str | None:
    """The operator written between two operands."""
    between = reader.text[left.end_byte : right.start_byte].strip()
    if between in known:
        return between
    words = [  # with a comment, a line break or several spaces inside
        line.partition("#")[0].replace("\\", " ") for line in between.splitlines()
    ]
    between = " ".join(" ".join(words).split())
    return between if between in known else None


def _binary(reader: Reader, node: Node) -> Expr:
    children = node.named_children
    if len(children) != 2:
        children = reader.pieces(children)
        if len(children) != 2:
            return unreadable(reader, node)
    left, right = children
    op = _operator(reader, left, right, _BINARY)
    if op is None:
        return unreadable(reader, node)
    return BinOp(
        node.start_byte,
        node.end_byte,
        EXPRESSIONS[left.kind_id](reader, left),
        op,
        EXPRESSIONS[right.kind_id](reader, right),
    )


def _boolean(reader: Reader, node: Node) -> Expr:
    children = reader.pieces(node.named_children)
    if len(children) != 2:
        return unreadable(reader, node)
    left, right = children
    op = _operator(reader, left, right, _BOOLEAN)
    if op is None:
        return unreadable(reader, node)
    return BoolOp(
        node.start_byte,
        node.end_byte,
        EXPRESSIONS[left.kind_id](reader, left),
        op,
        EXPRESSIONS[right.kind_id](reader, right),
    )


def _comparison(reader: Reader, node: Node) -> Expr:
    children = node.named_children
    if len(children) != 2:
        children = reader.pieces(children)
    ops: list[str] = []
    for place, left in enumerate(children[:-1]):
        op = _operator(reader, left, children[place + 1], _COMPARISONS)
        if op is None:
            return unreadable(reader, node)
        ops.append(op)
    if not ops:
        return unreadable(reader, node)
    first, *rest = [EXPRESSIONS[child.kind_id](reader, child) for child in children]
    return Compare(node.start_byte, node.end_byte, first, tuple(ops), tuple(rest))


def _unary(reader: Reader, node: Node) -> Expr:
    children = reader.pieces(node.named_children)
    if len(children) != 1:
        return unreadable(reader, node)
    start = node.start_byte
    operand = EXPRESSIONS[children[0].kind_id](reader, children[0])
    return UnaryOp(start, node.end_byte, reader.text[start], operand)


def _not(reader: Reader, node: Node) -> Expr:
    children = reader.pieces(node.named_children)
    if len(children) != 1:
        return unreadable(reader, node)
    operand = EXPRESSIONS[children[0].kind_id](reader, children[0])
    return UnaryOp(node.start_byte, node.end_byte, "not", operand)


def _conditional(reader: Reader, node: Node) -> Expr:
    children = reader.pieces(node.named_children)
    if len(children) != 3:
        return unreadable(reader, node)
    body, test, orelse = [EXPRESSIONS[child.kind_id](reader, child) for child in children]
    return Conditional(node.start_byte, node.end_byte, test, body, orelse)


def _named(reader: Reader, node: Node) -> Expr:
    children = reader.pieces(node.named_children)
    if len(children) != 2:
        return unreadable(reader, node)
    target = _name(reader, children[0])
    if not isinstance(target, Name):
        return unreadable(reader, node)
    value = EXPRESSIONS[children[1].kind_id](reader, children[1])
    return NamedExpr(node.start_byte, node.end_byte, target, value)


def _await(reader: Reader, node: Node) -> Expr:
    children = reader.pieces(node.named_children)
    if len(children) != 1:
        return unreadable(reader, node)
    value = EXPRESSIONS[children[0].kind_id](reader, children[0])
    return Await(node.start_byte, node.end_byte, value)


def _yield(reader: Reader, node: Node) -> Expr:
    reader.yields = True
    children = reader.pieces(node.named_children)
    if len(children) > 1:
        return unreadable(reader, node)
    value = EXPRESSIONS[children[0].kind_id](reader, children[0]) if children else None
    source = any(child.type == "from" for child in node.children[1:2])
    return Yield(node.start_byte, node.end_byte, value, source)


EXPRESSIONS.fill(
    [
        ("identifier", _name),
        ("dotted_name", dotted),
        ("attribute member_type", _attribute),
        ("call", _call),
        (
            "parenthesized_expression type as_pattern_target parenthesized_list_splat",
            _parenthesized,
        ),
        ("binary_operator", _binary),
        ("boolean_operator", _boolean),
        ("comparison_operator", _comparison),
        ("unary_operator", _unary),
        ("not_operator", _not),
        ("conditional_expression", _conditional),
        ("named_expression", _named),
        ("await", _await),
        ("yield", _yield),
    ]
)
