"""Simple statements, and blocks of statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.source.documents.logical import logical_line
from scvi_lint.source.parser import imports
from scvi_lint.source.parser.grammar import ERROR, numbers
from scvi_lint.source.parser.literals import identifier
from scvi_lint.source.parser.nodes import (
    Argument,
    Assert,
    Assign,
    Attribute,
    AugAssign,
    Break,
    Call,
    Continue,
    Delete,
    Expr,
    ExprStmt,
    Magic,
    Name,
    Pass,
    Raise,
    Return,
    Scope,
    Stmt,
    Subscript,
    TupleExpr,
    Unparsed,
)
from scvi_lint.source.parser.reader import COMPOUND, DEEPEST_BLOCK, EXPRESSIONS, EXTRAS, STATEMENTS

if TYPE_CHECKING:
    from tree_sitter import Node

    from scvi_lint.source.parser.beginnings import Beginning, Statements
    from scvi_lint.source.parser.reader import Reader

_BLOCK = numbers("block")
_ASSIGNMENT = numbers("assignment")
_AUGMENTED = numbers("augmented_assignment")
_TYPE = numbers("type")
_PARENTHESES = numbers("parenthesized_expression", "tuple")
_LIST = numbers("expression_list")
_TUPLES = numbers("tuple_expression", "expression_list", "pattern_list")


def block(reader: Reader, node: Node) -> tuple[Stmt, ...]:
    """The statements of a block, comments left out."""
    if reader.depth >= DEEPEST_BLOCK:
        return (_too_deep(reader, node),)
    reader.depth += 1
    found: list[Stmt] = []
    for child in node.named_children:
        _read(reader, child, found)
    reader.depth -= 1
    return tuple(found)


def top_level(
    reader: Reader, root: Node, known: Beginning | None, statements: Statements
) -> tuple[Stmt, ...]:
    """The statements of a whole text, comments left out.

    `known` are statements that need not be read again; `statements` is told of all by place.
    """
    reader.depth += 1
    found: list[Stmt] = []
    for child in root.named_children:
        start, end = child.start_byte, child.end_byte
        if known is not None and end < known.end and not (reader.broken and child.has_error):
            statement = known.statement(start, end)
            if statement is not None:
                reader.comments += known.comments(start, end)
                found.append(statement)
                statements[start] = (end, statement)
                continue
        before = len(found)
        _read(reader, child, found)
        if len(found) == before + 1:
            statements[start] = (end, found[-1])
    reader.depth -= 1
    return tuple(found)


def _read(reader: Reader, child: Node, found: list[Stmt]) -> None:
    """One child of a block: a statement, a comment, or what the grammar could not read."""
    kind = child.kind_id
    if kind in EXTRAS:
        reader.remark(child)
    elif kind == ERROR:
        _broken(reader, child, found)
    else:
        statement = STATEMENTS[kind](reader, child)
        if statement is not None:
            found.append(statement)
            if kind not in COMPOUND:
                start, end, text = statement.start, statement.end, reader.text
                if "\n" in text[start:end] and logical_line(text, start).end < end:
                    reader.dangling.append(start)


def _too_deep(reader: Reader, node: Node) -> Stmt:
    start, end = node.start_byte, node.end_byte
    return ExprStmt(start, end, Unparsed(start, end, reader.parts(node)))


def broken(reader: Reader, node: Node) -> tuple[Stmt, ...]:
    """What can still be read where the grammar gave up: statements as they are, and the
    expressions between them."""
    found: list[Stmt] = []
    _broken(reader, node, found)
    return tuple(found)


def _broken(reader: Reader, node: Node, found: list[Stmt]) -> None:
    if reader.depth >= DEEPEST_BLOCK:
        found.append(_too_deep(reader, node))
        return
    parts: list[Expr] = []
    for child in node.named_children:
        kind = child.kind_id
        if kind in EXTRAS:
            reader.remark(child)
        elif kind in STATEMENTS:
            _unparsed(parts, found)
            statement = STATEMENTS[kind](reader, child)
            if statement is not None:
                found.append(statement)
        elif kind in EXPRESSIONS:
            parts.append(reader.expression(child))
        elif kind in _BLOCK or kind == ERROR:
            _unparsed(parts, found)
            reader.depth += 1
            _broken(reader, child, found)
            reader.depth -= 1
        else:
            parts.extend(reader.parts(child))
    _unparsed(parts, found)


def _unparsed(parts: list[Expr], found: list[Stmt]) -> None:
    if parts:
        start, end = parts[0].start, parts[-1].end
        found.append(ExprStmt(start, end, Unparsed(start, end, tuple(parts))))
        parts.clear()


# --- expressions and assignments --------------------------------------------------------------


def _expression_statement(reader: Reader, node: Node) -> Stmt | None:
    children = node.named_children
    if len(children) != 1:
        children = reader.pieces(children)
        if not children:
            return None
    start = node.start_byte
    end = node.end_byte
    if start in reader.masked:
        masked = reader.masked[start]
        if masked.script:
            return Magic(start, masked.end, "run", masked.script)
        return Pass(start, masked.end)
    first = children[0]
    kind = first.kind_id
    if len(children) > 1:
        read = [reader.expression(child) for child in children]
        value = TupleExpr(start, end, tuple(read))
    elif kind in _ASSIGNMENT:
        return _assignment(reader, first)
    elif kind in _AUGMENTED:
        return _augmented(reader, first)
    else:
        value = reader.expression(first)
        if first.end_byte < end and reader.text[end - 1] == "," and kind not in _TUPLES:
            value = TupleExpr(start, end, (value,))
    return ExprStmt(start, end, value)


def _bare_expression(reader: Reader, node: Node) -> Stmt:
    """Some releases of the grammar put an expression where a statement is expected."""
    return ExprStmt(node.start_byte, node.end_byte, reader.expression(node))


def _assignment(reader: Reader, node: Node) -> Stmt:
    """`a = b = value` nests to the right in the grammar and is one statement here."""
    start = node.start_byte
    end = node.end_byte
    targets: list[Expr] = []
    annotation = None
    while True:
        children = reader.pieces(node.named_children)
        if not children:
            return ExprStmt(start, end, Unparsed(start, end, tuple(targets)))
        targets.append(reader.expression(children[0]))
        right = children[-1] if len(children) > 1 else None
        if len(children) > 1 and children[1].kind_id in _TYPE:
            annotation = reader.expression(children[1])
            right = children[2] if len(children) > 2 else None
        if right is None or right.kind_id not in _ASSIGNMENT:
            break
        node = right
    value = None if right is None else reader.expression(right)
    return Assign(start, end, tuple(targets), value, annotation)


def _augmented(reader: Reader, node: Node) -> Stmt:
    start = node.start_byte
    end = node.end_byte
    children = reader.pieces(node.named_children)
    if len(children) != 2:
        return ExprStmt(start, end, Unparsed(start, end, reader.parts(node)))
    left, right = children
    op = reader.text[left.end_byte : right.start_byte].strip(" \t\f\r\n\\")
    if not op.endswith("="):  # a comment or an error stands in between
        op = next((child.type for child in node.children if child.type.endswith("=")), "+=")
    return AugAssign(start, end, reader.expression(left), op.rstrip("="), reader.expression(right))


def _type_alias(reader: Reader, node: Node) -> Stmt:
    """`type Pair[T] = …` binds `Pair`; the grammar takes `type(x).name = …` for the same."""
    start = node.start_byte
    end = node.end_byte
    pieces = reader.pieces(node.named_children)
    if len(pieces) != 2:
        return ExprStmt(start, end, Unparsed(start, end, reader.parts(node)))
    target = _of_type(reader, pieces[0], start)
    if target is None:
        target = reader.expression(pieces[0])
        if isinstance(target, Subscript):
            target = target.value
    return Assign(start, end, (target,), reader.expression(pieces[1]))


def _of_type(reader: Reader, node: Node, start: int) -> Expr | None:
    """The target `type(x).name`, if that is what the grammar has torn apart."""
    base = node
    while (inner := reader.pieces(base.named_children)) and base.kind_id not in _PARENTHESES:
        base = inner[0]
    if base.kind_id not in _PARENTHESES or not reader.fits(node):
        return None
    begin, end = base.start_byte, base.end_byte
    given = tuple(
        Argument(inner.start_byte, inner.end_byte, None, reader.expression(inner), 0)
        for inner in reader.pieces(base.named_children)
    )
    name = Name(start, start + len("type"), "type")
    call = Call(start, end, name, given, reader.broken and base.has_error, begin + 1, end - 1)
    target = place = reader.expression(node)
    while isinstance(place, (Attribute, Subscript, Call)):
        place.start = start
        held = "function" if isinstance(place, Call) else "value"
        inside = getattr(place, held)
        if not isinstance(inside, (Attribute, Subscript, Call)) or inside.start >= begin + 1:
            setattr(place, held, call)
            return target
        place = inside
    return call


# --- the rest ---------------------------------------------------------------------------------


def _return(reader: Reader, node: Node) -> Stmt:
    children = reader.pieces(node.named_children)
    value = reader.expression(children[0]) if children else None
    return Return(node.start_byte, node.end_byte, value)


def _raise(reader: Reader, node: Node) -> Stmt:
    children = reader.pieces(node.named_children)
    value = reader.expression(children[0]) if children else None
    return Raise(node.start_byte, node.end_byte, value)


def _assert(reader: Reader, node: Node) -> Stmt | None:
    read = [reader.expression(child) for child in reader.pieces(node.named_children)]
    if not read:
        return None
    message = read[1] if len(read) > 1 else None
    return Assert(node.start_byte, node.end_byte, read[0], message)


def _delete(reader: Reader, node: Node) -> Stmt:
    targets: list[Expr] = []
    for child in reader.pieces(node.named_children):
        read = reader.expression(child)
        if child.kind_id in _LIST and isinstance(read, TupleExpr):
            targets.extend(read.items)
        else:
            targets.append(read)
    return Delete(node.start_byte, node.end_byte, tuple(targets))


def _scope(reader: Reader, node: Node) -> Stmt:
    names = [
        identifier(reader.text[child.start_byte : child.end_byte])
        for child in reader.pieces(node.named_children)
    ]
    kind = "global" if reader.text.startswith("global", node.start_byte) else "nonlocal"
    return Scope(node.start_byte, node.end_byte, kind, tuple(name for name in names if name))


def _pass(_reader: Reader, node: Node) -> Stmt:
    return Pass(node.start_byte, node.end_byte)


def _break(_reader: Reader, node: Node) -> Stmt:
    return Break(node.start_byte, node.end_byte)


def _continue(_reader: Reader, node: Node) -> Stmt:
    return Continue(node.start_byte, node.end_byte)


def _python_2(reader: Reader, node: Node) -> Stmt:
    """`print x` and `exec code in scope`: what they read is still read."""
    start = node.start_byte
    end = node.end_byte
    return ExprStmt(start, end, Unparsed(start, end, reader.parts(node)))


STATEMENTS.default = _bare_expression
STATEMENTS.fill(
    [
        ("expression_statement", _expression_statement),
        ("assignment", _assignment),
        ("augmented_assignment", _augmented),
        ("type_alias_statement", _type_alias),
        ("import_statement", imports.plain),
        ("import_from_statement", imports.from_module),
        ("future_import_statement", imports.from_future),
        ("return_statement", _return),
        ("raise_statement", _raise),
        ("assert_statement", _assert),
        ("delete_statement", _delete),
        ("global_statement nonlocal_statement", _scope),
        ("pass_statement", _pass),
        ("break_statement", _break),
        ("continue_statement", _continue),
        ("print_statement exec_statement", _python_2),
    ]
)
