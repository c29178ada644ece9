"""What each kind of expression may be. `Run.evaluate` is the one way in.

The meaning of a call is in `calls`; of attributes and items of a tracked object in `anndata` and
`models`; what is here is Python itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scvi_lint.flow import access, calls, containers, guards, python_library
from scvi_lint.flow.facts import Matrix
from scvi_lint.flow.heap import DictObject, ListObject
from scvi_lint.flow.run import Frame, Run
from scvi_lint.flow.values import (
    UNKNOWN,
    Data,
    Function,
    Literal,
    Mask,
    Ref,
    Room,
    Symbol,
    Value,
    join,
    join_all,
    literal,
    one,
    opened,
    symbol,
)
from scvi_lint.source import nodes
from scvi_lint.source.span import Span

# A literal sequence up to this length is walked item by item, a longer one as a whole.
UNROLLED = 8
LONGEST_TEXT = 4096


def _name(run: Run, node: nodes.Name) -> Value:
    value = run.frame.look_up(node.id)
    if value is None:
        return symbol("builtins." + node.id) if node.id in python_library.BUILTIN_NAMES else UNKNOWN
    for atom in value.atoms:
        if isinstance(atom, Ref) and run.heap.get(atom.id) is not None:
            run.mentions.append((run.span(node), value, run.heap.snapshot()))
            break
    return value


def _constant(run: Run, node: nodes.Constant) -> Value:
    return literal(node.value, run.span(node))


def _joined_str(run: Run, node: nodes.JoinedStr) -> Value:
    text: str | None = ""
    for part in node.values:
        value = run.evaluate(part).constant
        if text is not None:
            known = value is not None and isinstance(value.value, str | int | float)
            text = text + str(value.value) if known and value is not None else None
    if text is None or len(text) > LONGEST_TEXT:
        return UNKNOWN
    return literal(text, run.span(node))


def _attribute(run: Run, node: nodes.Attribute) -> Value:
    value = access.evaluate_attribute(run, node)
    access.report_use(run, node, value)
    return value


def _subscript(run: Run, node: nodes.Subscript) -> Value:
    owner = run.evaluate(node.value)
    if isinstance(node.index, nodes.Slice):
        only = owner.single
        listed = run.heap.get(only.id) if isinstance(only, Ref) else None
        if isinstance(listed, ListObject):
            return containers.part(run, listed, node, node.index)
    index = _index(run, node.index)
    results = [access.item(run, atom, index, node) for atom in owner.atoms]
    value = join_all(results)
    return value if owner.closed else opened(value)


def _index(run: Run, node: nodes.Expr) -> Value:
    if isinstance(node, nodes.Slice):
        for part in (node.lower, node.upper, node.step):
            if part is not None:
                run.evaluate(part)
        return UNKNOWN
    return run.evaluate(node)


def _sequence(kind: str) -> Callable[[Run, Any], Value]:
    def build(run: Run, node: Any) -> Value:
        items: list[Value] = []
        rest: Value | None = None
        for item in node.items:
            if isinstance(item, nodes.Starred):
                inner = calls.spread(run, run.evaluate(item.value))
                if inner is None:
                    rest = UNKNOWN if rest is None else opened(rest)
                else:
                    items.extend(inner)
            else:
                items.append(_index(run, item))
        return run.allocate(node, ListObject(tuple(items), rest, kind))

    return build


def _dict(run: Run, node: nodes.DictExpr) -> Value:
    items: dict[Any, Value] = {}
    places: dict[Any, Span] = {}
    rest: Value | None = None
    for key_node, value_node in node.pairs:
        value = run.evaluate(value_node)
        if key_node is None:
            for atom in value.atoms:
                inner = run.heap.get(atom.id) if isinstance(atom, Ref) else None
                if isinstance(inner, DictObject):
                    items.update(inner.items)
                    places.update(inner.places)
                    rest = rest if inner.rest is None else inner.rest
                else:
                    rest = UNKNOWN
            if not value.closed:
                rest = UNKNOWN
            continue
        key = run.evaluate(key_node).constant
        if key is not None and isinstance(key.value, str | int | bool | type(None)):
            items[key.value] = value
            if isinstance(key_node, nodes.Constant):
                places[key.value] = run.span(key_node)
        else:
            rest = value if rest is None else join(rest, value)
    return run.allocate(node, DictObject(items, rest, places))


def _comprehension(run: Run, node: nodes.Comprehension) -> Value:
    outer = run.frame
    run.frame = Frame(outer)
    pairs: list[tuple[Value | None, Value]] = []
    exact = _comprehend(run, node, 0, pairs)
    run.frame = outer
    if node.kind == "dict":
        items: dict[Any, Value] = {}
        rest: Value | None = None
        for key, value in pairs:
            known = key.constant if key is not None else None
            if known is not None and exact:
                items[known.value] = value
            else:
                rest = value if rest is None else join(rest, value)
        return run.allocate(node, DictObject(items, rest))
    kind = "set" if node.kind == "set" else "list"
    values = [value for _, value in pairs]
    if exact:
        return run.allocate(node, ListObject(tuple(values), None, kind))
    return run.allocate(node, ListObject((), join_all(values), kind))


def _comprehend(
    run: Run, node: nodes.Comprehension, depth: int, pairs: list[tuple[Value | None, Value]]
) -> bool:
    """Walk the clauses from `depth` on; whether the result's items are exactly known."""
    if depth == len(node.clauses):
        key = run.evaluate(node.key) if node.key is not None else None
        pairs.append((key, run.evaluate(node.element)))
        return True
    target, source = node.clauses[depth]
    value = run.evaluate(source)
    if target is None:
        outer = run.guards
        run.guards = outer | guards.membership(run, source)[0]
        _comprehend(run, node, depth + 1, pairs)
        run.guards = outer
        return False
    exact = True
    items = calls.spread(run, value)
    if items is None or len(items) > UNROLLED or not run.may_enter:
        items = [calls.element(run, value)]
        exact = False
    for item in items:
        access.bind(run, target, item, None)
        exact = _comprehend(run, node, depth + 1, pairs) and exact
    return exact


def _bin_op(run: Run, node: nodes.BinOp) -> Value:
    left, right = run.evaluate(node.left), run.evaluate(node.right)
    a, b = left.constant, right.constant
    if a is not None and b is not None:
        return _arithmetic(run, node, a, b)
    if node.op == "+":
        first, second = calls.spread(run, left), calls.spread(run, right)
        if first is not None and second is not None:
            return run.allocate(node, ListObject((*first, *second)))
    if node.op == "*" and isinstance(node.left, nodes.ListExpr):
        return _repeated(run, node, left, b)
    tables = [
        run.heap.get(side.single.id) for side in (left, right) if isinstance(side.single, Ref)
    ]
    if node.op == "|" and len(tables) == 2 and all(isinstance(t, DictObject) for t in tables):
        rests = [table.rest for table in tables if table.rest is not None]
        rest = join_all(rests) if rests else None
        return run.allocate(node, DictObject({**tables[0].items, **tables[1].items}, rest))
    if node.op in ("&", "|"):
        return _combined(node.op, left.single, right.single)
    for side in (left, right):
        atom = side.single
        if isinstance(atom, Data) and isinstance(atom.content, Matrix):
            changed = Matrix("unknown", run.site(node), atom.content.root)
            return one(Data(changed, atom.certain))
    return UNKNOWN


def _repeated(run: Run, node: nodes.BinOp, left: Value, times: Literal | None) -> Value:
    """`["a", "b"] * 200`, `["a"] * n`: these items, so many times."""
    items = calls.spread(run, left)
    if items is None or not items:
        return UNKNOWN
    rest = join_all(items)
    if times is not None and type(times.value) is int and times.value * len(items) <= UNROLLED:
        return run.allocate(node, ListObject(tuple(items) * max(times.value, 0)))
    return run.allocate(node, ListObject(tuple(items), rest))


def _combined(op: str, left: Any, right: Any) -> Value:
    """Two selections at once. One that is not understood takes out more, never less."""
    masks = [mask for mask in (left, right) if isinstance(mask, Mask)]
    if op == "&" and masks:
        first = masks[0]
        also = (*first.also, *(one for mask in masks[1:] for one in (mask, *mask.also)))
        return one(Mask(first.ref, first.column, first.kept, first.negated, also))
    if op == "|" and len(masks) == 2:
        a, b = masks
        same = (a.ref, a.column, a.negated) == (b.ref, b.column, b.negated) and not a.negated
        if same and a.kept is not None and b.kept is not None and not a.also and not b.also:
            return one(Mask(a.ref, a.column, tuple(dict.fromkeys((*a.kept, *b.kept)))))
    return UNKNOWN


def _arithmetic(run: Run, node: nodes.BinOp, a: Literal, b: Literal) -> Value:
    """Texts, paths and small numbers; nothing that could grow without bound."""
    x, y = a.value, b.value
    where = run.span(node)
    if node.op == "%" and isinstance(x, str) and isinstance(y, str | int):
        simple = x.count("%") == 1 and ("%s" in x or "%d" in x) and len(x) < LONGEST_TEXT
        return literal(x.replace("%s", str(y)).replace("%d", str(y)), where) if simple else UNKNOWN
    if isinstance(x, str) and isinstance(y, str):
        if len(x) + len(y) > LONGEST_TEXT:
            return UNKNOWN
        if node.op == "+":
            return literal(x + y, where)
        if node.op == "/":
            return literal(y if y.startswith("/") else x.rstrip("/") + "/" + y, where)
    if isinstance(x, int | float) and isinstance(y, int | float) and abs(x) + abs(y) < 1e15:
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


def _unary_op(run: Run, node: nodes.UnaryOp) -> Value:
    value = run.evaluate(node.operand)
    if node.op == "not":
        known = truth(run, value)
        return UNKNOWN if known is None else literal(not known, run.span(node))
    atom = value.constant
    if node.op == "-" and atom is not None and type(atom.value) in (int, float):
        return literal(-atom.value, run.span(node))
    only = value.single
    if node.op == "~" and isinstance(only, Mask) and not only.also:
        return one(Mask(only.ref, only.column, only.kept, not only.negated))
    return UNKNOWN


# Expressions that may change an object, so that it matters whether they are evaluated.
_ACTS = (nodes.Call, nodes.NamedExpr, nodes.Await, nodes.BoolOp, nodes.Conditional)


def _bool_op(run: Run, node: nodes.BoolOp) -> Value:
    left = run.evaluate(node.left)
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


def _compare(run: Run, node: nodes.Compare) -> Value:
    left = run.evaluate(node.left)
    rights = [run.evaluate(right) for right in node.rights]
    if len(rights) != 1:
        return UNKNOWN
    right, op = rights[0], node.ops[0]
    column = left.single
    if isinstance(column, Data) and column.room == "obs" and column.ref is not None:
        known = right.constant
        if op in ("==", "!=") and known is not None:
            return one(Mask(column.ref, column.entry, (known.value,), op == "!="))
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
    if op in ("in", "not in") and a is not None:
        held = _is_held(run, a.value, right)
        if held is not None:
            return held == (op == "in")
        items = calls.spread(run, right)
        if items is not None and all(item.constant is not None for item in items):
            found = any(compare(run, left, "==", item) for item in items)
            return found if op == "in" else not found
    if (
        a is not None
        and b is not None
        and type(a.value) in (int, float)
        and type(b.value) in (int, float)
    ):
        x, y = a.value, b.value
        return {"<": x < y, "<=": x <= y, ">": x > y, ">=": x >= y}.get(op)
    return None


def _is_held(run: Run, name: Any, room: Value) -> bool | None:
    """`"counts" in adata.layers`, where all that the room holds is known."""
    atom = room.single
    thing = run.heap.tracked(atom.ref) if isinstance(atom, Room) else None
    if thing is None or not isinstance(atom, Room) or not isinstance(name, str):
        return None
    known = thing.get(f"{atom.room}/{name}")
    if known is not None:
        return True if known.certain else None
    return None if atom.room in thing.open else False


def _is_none(atom: Any) -> bool:
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
    if isinstance(atom, Function | Symbol) and not str(atom.key).startswith("builtins.__"):
        return True
    return None


def _conditional(run: Run, node: nodes.Conditional) -> Value:
    known = truth(run, run.evaluate(node.test))
    if known is not None:
        return run.evaluate(node.body if known else node.orelse)
    before = run.mark()
    outer = run.guards
    holds, fails = guards.membership(run, node.test)
    run.guards = outer | holds
    body = run.evaluate(node.body)
    after = run.mark()
    run.go_to(before)
    run.guards = outer | fails
    orelse = run.evaluate(node.orelse)
    run.guards = outer
    run.go_to_any([after, run.mark()])
    return run.merged(join(body, orelse))


def _named(run: Run, node: nodes.NamedExpr) -> Value:
    value = run.evaluate(node.value)
    access.bind(run, node.target, value, node.value)
    return value


def _lambda(run: Run, node: nodes.Lambda) -> Value:
    return one(Function(node, run.frame, (run.path, run.cell)))


def _await(run: Run, node: nodes.Await) -> Value:
    return run.evaluate(node.value)


def _yield(run: Run, node: nodes.Yield) -> Value:
    value = run.evaluate(node.value)
    run.frame.returns.append((value, run.heap.snapshot()))
    return UNKNOWN


def _starred(run: Run, node: nodes.Starred) -> Value:
    run.evaluate(node.value)
    return UNKNOWN


def _slice(run: Run, node: nodes.Slice) -> Value:
    return _index(run, node)


def _unparsed(run: Run, node: nodes.Unparsed) -> Value:
    for part in node.parts:
        run.evaluate(part)
    return UNKNOWN


def _call(run: Run, node: nodes.Call) -> Value:
    return calls.call(run, node)


EVALUATE: dict[type, Callable[[Run, Any], Value]] = {
    nodes.Name: _name,
    nodes.Constant: _constant,
    nodes.JoinedStr: _joined_str,
    nodes.Attribute: _attribute,
    nodes.Subscript: _subscript,
    nodes.Slice: _slice,
    nodes.Call: _call,
    nodes.ListExpr: _sequence("list"),
    nodes.TupleExpr: _sequence("tuple"),
    nodes.SetExpr: _sequence("set"),
    nodes.DictExpr: _dict,
    nodes.Comprehension: _comprehension,
    nodes.BinOp: _bin_op,
    nodes.UnaryOp: _unary_op,
    nodes.BoolOp: _bool_op,
    nodes.Compare: _compare,
    nodes.Conditional: _conditional,
    nodes.NamedExpr: _named,
    nodes.Lambda: _lambda,
    nodes.Await: _await,
    nodes.Yield: _yield,
    nodes.Starred: _starred,
    nodes.Unparsed: _unparsed,
}
