"""Operators: arithmetic, selections combined, comparisons and the truth of a value."""

from __future__ import annotations

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.contents import Matrix
from scvi_lint.interpreter.domain.definitions import Function
from scvi_lint.interpreter.domain.families import HOLE, as_path, family, is_path, piece
from scvi_lint.interpreter.domain.holders import DictObject, ListObject
from scvi_lint.interpreter.domain.masks import Mask, Without
from scvi_lint.interpreter.domain.values import (
    LONGEST_TEXT,
    UNKNOWN,
    Atom,
    Bound,
    Data,
    Literal,
    Ref,
    Room,
    Symbol,
    Value,
    join,
    join_all,
    literal,
    one,
)
from scvi_lint.interpreter.engine import kinship
from scvi_lint.interpreter.engine.binding import spread
from scvi_lint.interpreter.engine.budget import UNROLLED
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.objects import (
    agreements,
    calculated,
    combined_columns,
    curves,
    gene_index,
    held,
    scales,
    selections,
    together,
)
from scvi_lint.source.parser import nodes


def binary(run: Run, node: nodes.BinOp) -> Value:
    left, right = run.evaluate(node.left), run.evaluate(node.right)
    a, b = left.constant, right.constant
    if a is not None and b is not None:
        return _arithmetic(run, node, a, b)
    if node.op == "+":
        named = combined_columns.added(left, right)
        if named is not None:
            return named
        first, second = spread(run, left), spread(run, right)
        if first is not None and second is not None:
            return run.allocate(node, ListObject((*first, *second)))
    if node.op == "*" and isinstance(node.left, nodes.ListExpr):
        return _repeated(run, node, left, b)
    tables = [
        run.heap.get(side.single.id) for side in (left, right) if isinstance(side.single, Ref)
    ]
    lists = [table for table in tables if isinstance(table, ListObject)]
    if node.op == "+" and len(lists) == len(tables) == 2:
        first, behind = lists
        element = (first.joined(behind) or first).element
        if not element.refs() and not element.closed:
            return UNKNOWN
        few = first.items if first.size <= UNROLLED else ()
        return run.allocate(node, first.having(few, element))
    maps = [table for table in tables if isinstance(table, DictObject)]
    if node.op == "|" and len(maps) == len(tables) == 2:
        rests = [table.rest for table in maps if table.rest is not None]
        rest = join_all(rests) if rests else None
        return run.allocate(node, DictObject({**maps[0].items, **maps[1].items}, rest))
    if node.op in ("&", "|"):
        of_genes = gene_index.compared(run, left) or gene_index.compared(run, right)
        if of_genes is not None:
            return of_genes
        return selections.combined(node.op, left.single, right.single)
    if node.op in together.OPERATORS:
        together.note(run, node, node.op, (left, node.left), (right, node.right))
    made = calculated.arithmetic(left, right, node.op)
    if made is not None:
        return made
    for side, other in ((left, right), (right, left)):
        atom = side.single
        if isinstance(atom, Data) and isinstance(atom.content, Matrix):
            op = node.op if side is left else node.op.replace("/", "")
            changed = scales.calculated(atom.content, op, other, ("calculated", run.site(node)))
            return one(atom.holding(changed))
    return _named(run, node.op, left, right)


def _named(run: Run, op: str, left: Value, right: Value) -> Value:
    """`folder + "qc.h5ad"`, `folder / name`, `"%s.h5ad" % sample`: of a name, a part is known."""
    if op == "%":
        text, told = left.text, piece(right)
        if text is not None and told is not None and text.count("%s") == text.count("%") == 1:
            return family([text.replace("%s", told)])
        return UNKNOWN if text is None else family([text.replace("%s", HOLE).replace("%d", HOLE)])
    last = piece(right) if op in ("+", "/") else None
    if last is None:
        return UNKNOWN
    first = piece(left)
    if first is None and not run.is_unseen(left) and not any(map(is_path, left.atoms)):
        return UNKNOWN
    made = family([first.rstrip("/") if first and op == "/" else first, "/" * (op == "/"), last])
    return as_path(made) if op == "/" else made  # what is divided by a name is a Path


def _repeated(run: Run, node: nodes.BinOp, left: Value, times: Literal | None) -> Value:
    """`["a", "b"] * 200`, `["a"] * n`: these items, so many times."""
    items = spread(run, left)
    if items is None or not items:
        return UNKNOWN
    rest = join_all(items)
    if times is not None and type(times.value) is int and times.value * len(items) <= UNROLLED:
        return run.allocate(node, ListObject(tuple(items) * max(times.value, 0)))
    return run.allocate(node, ListObject(tuple(items), rest))


def _arithmetic(run: Run, node: nodes.BinOp, a: Literal, b: Literal) -> Value:
    """Texts, paths and small numbers; nothing that could grow without bound."""
    x, y = a.value, b.value
    where = run.span(node)
    if node.op == "%" and isinstance(x, str) and isinstance(y, str | int):
        simple = x.count("%") == 1 and ("%s" in x or "%d" in x)
        return literal(x.replace("%s", str(y)).replace("%d", str(y)), where) if simple else UNKNOWN
    if isinstance(x, str) and isinstance(y, str):
        if node.op == "+":
            return literal(x + y, where)
        if node.op == "/":  # of a Path alone
            joined = y if y.startswith("/") else x.rstrip("/") + "/" + y
            fits = len(joined) <= LONGEST_TEXT
            return as_path(literal(joined, where) if fits else UNKNOWN)
    if isinstance(x, int | float) and isinstance(y, int | float) and max(abs(x), abs(y)) < 1e15:
        if node.op == "+":
            return literal(x + y, where)
        if node.op == "-":
            return literal(x - y, where)
        if node.op == "*":
            return literal(x * y, where)
        if node.op == "/" and y:
            return literal(x / y, where)
        if node.op == "//" and y:
            return literal(x // y, where)
    return UNKNOWN


def unary(run: Run, node: nodes.UnaryOp) -> Value:
    value = run.evaluate(node.operand)
    if node.op == "not":
        curves.asked(run, value, node.operand)
        known = truth(run, value)
        return UNKNOWN if known is None else literal(not known, run.span(node))
    atom = value.constant
    if node.op == "-" and atom is not None and type(atom.value) in (int, float):
        return literal(-atom.value, run.span(node))
    only = value.single
    if node.op == "~" and isinstance(only, Data):
        return gene_index.others(run, only, node)
    if node.op == "~" and gene_index.compared(run, value) is not None:
        return gene_index.compared(run, value) or UNKNOWN
    if node.op == "~" and isinstance(only, Mask) and only.whole:
        if only.also:
            return one(Without((only.alone, *only.also)))
        return one(Mask(only.ref, only.column, only.kept, not only.negated))
    return UNKNOWN


# Expressions that may change an object, so that it matters whether they are evaluated.
_ACTS = (nodes.Call, nodes.NamedExpr, nodes.Await, nodes.BoolOp, nodes.Conditional)


def boolean(run: Run, node: nodes.BoolOp) -> Value:
    left = run.evaluate(node.left)
    curves.asked(run, left, node.left)
    known = truth(run, left)
    if known is not None and known == (node.op == "or"):
        return left
    if known is not None or not isinstance(node.right, _ACTS):
        right = run.evaluate(node.right)
        return right if known is not None else join(left, right)
    before = run.mark()
    right = run.evaluate(node.right)
    run.go_to_any([run.mark(), before])
    return join(left, right)


def comparison(run: Run, node: nodes.Compare) -> Value:
    left = run.evaluate(node.left)
    rights = [run.evaluate(right) for right in node.rights]
    held.compared(run, node, [left, *rights])
    if not {"<", "<=", ">", ">="}.isdisjoint(node.ops):
        curves.weighed(run, [left, *rights], node)
    if len(rights) != 1:
        return UNKNOWN
    right, op = rights[0], node.ops[0]
    if op == "==":
        sides = ((left, node.left), (right, node.rights[0]))
        agreement = agreements.compared(run, node, sides)
        if agreement is not None:
            return agreement
    made = calculated.arithmetic(left, right)
    if made is None and op not in ("in", "not in", "is", "is not"):
        made = curves.compared(left, right)
    if made is not None:
        return made
    column = left.single
    of_genes = gene_index.compared(run, left)
    if of_genes is not None and op not in ("in", "not in", "is", "is not"):
        return of_genes
    if isinstance(column, Data) and isinstance(column.content, Matrix):
        if op not in ("<", "<=", ">", ">=", "==", "!="):
            return UNKNOWN
        return one(column.holding(scales.binary(column.content, ("result", run.site(node)))))
    if isinstance(column, Data) and column.room == "obs" and column.ref is not None:
        known = right.constant
        if op in ("==", "!=") and known is not None:
            return one(Mask(column.ref, column.entry, (known.value,), op == "!="))
    named = column.receiver if isinstance(column, Bound) else None
    if isinstance(column, Bound) and isinstance(named, Room) and named.room == "obs":
        known = right.constant
        if op in ("==", "!=") and known is not None:  # `adata.obs.kind == "B"`, not seen before
            return one(Mask(named.ref, column.name, (known.value,), op == "!="))
    answer = compare(run, left, op, right)
    return UNKNOWN if answer is None else literal(answer, run.span(node))


def compare(run: Run, left: Value, op: str, right: Value) -> bool | None:
    """What the comparison of two known constants gives; None when it cannot be known."""
    a, b = left.constant, right.constant
    if op in ("is", "is not", "==", "!=") and a is not None and b is not None:
        same = type(a.value) is type(b.value) and a.value == b.value
        if isinstance(a.value, int | float) and isinstance(b.value, int | float):
            same = a.value == b.value
        return same if op in ("is", "==") else not same
    if op in ("is", "is not", "==", "!=") and (_is_none(a) or _is_none(b)):
        other = right if _is_none(a) else left
        if other.closed and other.atoms and not any(_is_none(atom) for atom in other.atoms):
            return op in ("is not", "!=")
    if op in ("is", "is not", "==", "!="):
        alike = kinship.same(run, left, right)
        if alike is not None:
            return alike == (op in ("is", "=="))
    if op in ("in", "not in"):
        held = None if a is None else _is_held(run, a.value, right)
        if held is None:
            held = _is_among(run, left, right)
        return None if held is None else held == (op == "in")
    if (
        a is not None
        and b is not None
        and type(a.value) in (int, float)
        and type(b.value) in (int, float)
    ):
        x, y = a.value, b.value
        return {"<": x < y, "<=": x <= y, ">": x > y, ">=": x >= y}.get(op)
    return None


def _is_held(run: Run, name: object, room: Value) -> bool | None:
    """`"counts" in adata.layers`, where all that the room holds is known."""
    atom = room.single
    thing = run.heap.tracked(atom.ref) if isinstance(atom, Room) else None
    if thing is None or not isinstance(atom, Room) or not isinstance(name, str):
        return None
    known = thing.get(slots.held(atom.room, name))
    if known is not None:
        return True if known.certain else None
    return None if atom.room in thing.open else False


def _is_among(run: Run, wanted: Value, room: Value) -> bool | None:
    """`"b" in ["a", "b"]`, `cls in (SCVI, SCANVI)`, where it can be told of each item."""
    items = spread(run, room)
    if items is None:
        return None
    answers = [compare(run, wanted, "==", item) for item in items]
    if any(answers):
        return True
    return None if None in answers else False


def _is_none(atom: Atom | None) -> bool:
    return isinstance(atom, Literal) and atom.value is None


def truth(run: Run, value: Value) -> bool | None:
    """Whether the value counts as true, when that is certain."""
    atom = value.single
    if isinstance(atom, Literal):
        return bool(atom.value)
    if isinstance(atom, Ref):
        thing = run.heap.get(atom.id)
        if isinstance(thing, ListObject) and thing.rest is None:
            return bool(thing.items)
        if isinstance(thing, DictObject) and thing.rest is None:
            return bool(thing.items)
        return None
    if isinstance(atom, Symbol):
        # A module, or something that scvi-tools defines; what else is imported may be a constant.
        return True if "." not in atom.path or run.context.api.resolve(atom.path) else None
    return True if isinstance(atom, Function) else None
