"""What each kind of expression may be. `Run.evaluate` is the one way in.

The meaning of a call is in `calls`; of attributes and items of a tracked object in `anndata` and
`models`, of operators in `operators`; what is here is the rest of Python.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scvi_lint.interpreter.domain.calls import Nothing
from scvi_lint.interpreter.domain.definitions import Frame, Function
from scvi_lint.interpreter.domain.families import family, is_whole, piece
from scvi_lint.interpreter.domain.holders import DictObject, Entries, ListObject
from scvi_lint.interpreter.domain.values import (
    UNKNOWN,
    Atom,
    Data,
    Drawn,
    Literal,
    Ref,
    Room,
    Value,
    join,
    join_all,
    literal,
    one,
    opened,
    symbol,
)
from scvi_lint.interpreter.engine import access, calls, guards, operators, writing
from scvi_lint.interpreter.engine.binding import element, spread
from scvi_lint.interpreter.engine.operators import truth
from scvi_lint.interpreter.engine.run import Meanings, Run
from scvi_lint.interpreter.events.kinds import NameUnknown, NoneUsed
from scvi_lint.interpreter.libraries import python as python_library
from scvi_lint.interpreter.libraries import workflows
from scvi_lint.interpreter.objects import containers, curves, gene_index
from scvi_lint.source.documents.span import Span
from scvi_lint.source.parser import nodes

# What a name means that a star, another notebook or nobody binds.
_CALLED_BY_ALL = {
    **{name: name for name in ("scvi", "scanpy", "anndata", "muon", "torch", "scarches")},
    "sc": "scanpy",
    "ad": "anndata",
    "mu": "muon",
    "md": "mudata",
    "sca": "scarches",
    "np": "numpy",
    "pd": "pandas",
    "plt": "matplotlib.pyplot",
    "sns": "seaborn",
}


def _name(run: Run, node: nodes.Name) -> Value:
    value = run.frame.look_up(node.id)
    if value is None and node.id == "snakemake":
        value = workflows.snakemake(run, node)
    if value is None:
        if node.id in python_library.BUILTIN_NAMES:
            return symbol("builtins." + node.id)
        run.emit(NameUnknown(run, run.span(node), node.id))
        # Whoever binds it, it is one thing each time: a library by the name that all call it, or
        # something unseen that may turn out to be data.
        library = _CALLED_BY_ALL.get(node.id)
        value = run.unseen(node, node.id) if library is None else symbol(library)
        module = run.frame.module
        module.env[node.id] = value
        run.changes(module)
    for atom in value.atoms:
        known = isinstance(atom, Ref) and run.heap.get(atom.id) is not None
        if known or (isinstance(atom, Data) and getattr(atom.content, "made", None) is not None):
            run.mentions.append((run.span(node), value, run.heap.snapshot()))
            break
    return value


def _constant(run: Run, node: nodes.Constant) -> Value:
    return literal(node.value, run.span(node))


def _joined_str(run: Run, node: nodes.JoinedStr) -> Value:
    parts: list[str | None] = []
    for part in node.values:
        value = run.evaluate(part)
        known = value.constant
        if known is not None and isinstance(known.value, str | int | float):
            parts.append(str(known.value))
        else:
            parts.append(piece(value))
    if not all(part is not None and is_whole(part) for part in parts):
        return family(parts)
    return literal("".join(part for part in parts if part), run.span(node))


def _attribute(run: Run, node: nodes.Attribute) -> Value:
    value = access.evaluate_attribute(run, node)
    access.report_use(run, node, value)
    return value


def _subscript(run: Run, node: nodes.Subscript) -> Value:
    owner = run.evaluate(node.value)
    nothing = owner.single
    if isinstance(nothing, Nothing):
        run.emit(NoneUsed(run, run.span(node), nothing.made, "[]"))
        return UNKNOWN
    if isinstance(node.index, nodes.Slice):
        only = owner.single
        listed = run.heap.get(only.id) if isinstance(only, Ref) else None
        if isinstance(listed, ListObject):
            return containers.part(run, listed, node, node.index)
    index = _index(run, node.index)
    results = [run.answers(atom).item(run, atom, index, node) for atom in owner.atoms]
    value = join_all(results)
    drawn = index.single
    one_of_many = all(isinstance(atom, Literal) for atom in value.atoms)
    of_data = any(_is_tracked(run, atom) for atom in owner.atoms)
    if isinstance(drawn, Drawn) and one_of_many and not of_data:
        return one(drawn)  # `batches[rng.integers(len(batches))]`
    return value if owner.closed else opened(value)


def _is_tracked(run: Run, atom: Atom) -> bool:
    """Whether it is data, a model or a room of data, of which cells may be drawn."""
    return isinstance(atom, Room) or (isinstance(atom, Ref) and bool(run.heap.tracked(atom.id)))


def _index(run: Run, node: nodes.Expr) -> Value:
    if isinstance(node, nodes.Slice):
        for part in (node.lower, node.upper, node.step):
            if part is not None:
                run.evaluate(part)
        return UNKNOWN
    return run.evaluate(node)


def _sequence(kind: str) -> Callable[[Run, Any], Value]:
    def build(run: Run, node: nodes.ListExpr | nodes.TupleExpr | nodes.SetExpr) -> Value:
        items: list[Value] = []
        rest: Value | None = None
        for item in node.items:
            if isinstance(item, nodes.Starred):
                inner = spread(run, run.evaluate(item.value))
                if inner is None:
                    rest = UNKNOWN if rest is None else opened(rest)
                else:
                    items.extend(inner)
            else:
                items.append(_index(run, item))
        return run.allocate(node, ListObject(tuple(items), rest, kind))

    return build


def _dict(run: Run, node: nodes.DictExpr) -> Value:
    items: Entries = {}
    places: dict[object, Span] = {}
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
    names = gene_index.comprehended(run, node)
    if names is not None:
        return names
    outer = run.frame
    run.frame = Frame(outer)
    pairs: list[tuple[Value | None, Value]] = []
    exact = _comprehend(run, node, 0, pairs)
    run.frame = outer
    if node.kind == "dict":
        items: Entries = {}
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
    made = ListObject((), join_all(values), kind)
    if any(target is None for target, _ in node.clauses):
        made = made.of_some_paths(made.refs)  # which of them the condition lets in
    return run.allocate(node, made)


def _comprehend(
    run: Run, node: nodes.Comprehension, depth: int, pairs: list[tuple[Value | None, Value]]
) -> bool:
    """Walk the clauses from `depth` on; whether the result's items are exactly known."""
    if depth == len(node.clauses):
        run.step(node)
        key = run.evaluate(node.key) if node.key is not None else None
        pairs.append((key, run.evaluate(node.element)))
        return True
    target, source = node.clauses[depth]
    value = run.evaluate(source)
    if target is not None:
        curves.gone_through(run, value, source)
    if target is None:
        outer = run.guards
        run.guards = outer | guards.membership(run, source)[0]
        before = len(pairs)
        _comprehend(run, node, depth + 1, pairs)
        run.guards = outer
        if isinstance(source, nodes.Compare) and source.ops == ("in",):
            # `[c for c in wanted if c in adata.obs]`: which of them are left is not known.
            pairs[before:] = [(key, UNKNOWN) for key, _ in pairs[before:]]
        return False
    exact = True
    items = spread(run, value)
    if items is None or not run.may_unroll(node, len(items)):
        items = [element(run, value)]
        exact = False
    for item in run.in_rounds(items):
        writing.bind(run, target, item, None)
        exact = _comprehend(run, node, depth + 1, pairs) and exact
    return exact


def _conditional(run: Run, node: nodes.Conditional) -> Value:
    value = run.evaluate(node.test)
    curves.asked(run, value, node.test)
    known = truth(run, value)
    versions = guards.asks_for_version(run, node.test)
    if known is not None and not versions:
        return run.evaluate(node.body if known else node.orelse)
    before = run.mark()
    outer = run.guards
    asked = outer | ({"version", "branch"} if versions else {"branch"})
    holds, fails = guards.membership(run, node.test)
    run.guards = asked | holds
    body = run.evaluate(node.body)
    after = run.mark()
    run.go_to(before)
    run.guards = asked | fails
    orelse = run.evaluate(node.orelse)
    run.guards = outer
    other = run.mark()
    run.go_to_any([after, other])
    return run.choice.of_value(join(body, orelse), [(body, after.table), (orelse, other.table)])


def _named(run: Run, node: nodes.NamedExpr) -> Value:
    value = run.evaluate(node.value)
    writing.bind(run, node.target, value, node.value)
    return value


def _lambda(run: Run, node: nodes.Lambda) -> Value:
    return one(Function(node, run.frame, (run.path, run.cell)))


def _await(run: Run, node: nodes.Await) -> Value:
    return run.evaluate(node.value)


def _yield(run: Run, node: nodes.Yield) -> Value:
    value = run.evaluate(node.value)
    run.frame.returns.append((value, run.heap.snapshot(), run.decided))
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


EVALUATE: Meanings[Value] = {
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
    nodes.BinOp: operators.binary,
    nodes.UnaryOp: operators.unary,
    nodes.BoolOp: operators.boolean,
    nodes.Compare: operators.comparison,
    nodes.Conditional: _conditional,
    nodes.NamedExpr: _named,
    nodes.Lambda: _lambda,
    nodes.Await: _await,
    nodes.Yield: _yield,
    nodes.Starred: _starred,
    nodes.Unparsed: _unparsed,
}
