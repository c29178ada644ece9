"""What a condition tells of the paths behind it: which question it is, and what it rules out."""

from __future__ import annotations

from scvi_lint.interpreter.domain.sides import Question
from scvi_lint.interpreter.domain.values import (
    UNKNOWN,
    Atom,
    Literal,
    Ref,
    Scalar,
    Symbol,
    Value,
    join_all,
)
from scvi_lint.interpreter.engine import bound_names, guards, kinship
from scvi_lint.interpreter.engine.binding import spread
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.source.parser import nodes

_OPPOSITE = {"is not": "is", "!=": "=="}
# Functions that answer the same for the same argument.
_STEADY = frozenset({"builtins.len", "builtins.bool", "builtins.isinstance"})
_DEEPEST = 8
_ASK_FOR_CLASS = frozenset({"==", "is", "in", "!=", "is not", "not in"})


def question(run: Run, test: nodes.Expr) -> tuple[Question, bool] | None:
    """The question that a condition asks, and the answer to it with which the condition holds.

    None where the same words may ask something else the next time: what a call answers, a name
    that is bound more than once, what data hold.
    """
    holds = True
    while isinstance(test, nodes.UnaryOp) and test.op == "not":
        test, holds = test.operand, not holds
    if isinstance(test, nodes.Compare) and len(test.ops) == 1 and test.ops[0] in _OPPOSITE:
        parts = [_part(run, part, 0) for part in (test.left, *test.rights)]
        return None if None in parts else ((_OPPOSITE[test.ops[0]], *parts), not holds)
    part = _part(run, test, 0)
    return None if part is None else (part, holds)


def entry(run: Run, owner: int, index: nodes.Expr) -> Question | None:
    """`models[best]`: a place that is the same as long as `best` is; None if it may not be."""
    part = _part(run, index, 0)
    return None if part is None else ("entry", owner, run.instance, *part)


def _part(run: Run, node: nodes.Expr, depth: int) -> Question | None:
    """What stands for the value of an expression, as long as the value stays the same."""
    if depth > _DEEPEST:
        return None
    if isinstance(node, nodes.Constant):
        return ("constant", type(node.value).__name__, node.value)
    if isinstance(node, nodes.Name | nodes.Attribute | nodes.Subscript):
        return _place(run, node, depth)
    parts: tuple[nodes.Expr, ...]
    if isinstance(node, nodes.Compare):
        if not set(node.ops) <= {"==", "is", "<", "<=", ">", ">="}:
            return None
        kind, parts = ("compare", *node.ops), (node.left, *node.rights)
    elif isinstance(node, nodes.BoolOp):
        kind, parts = (node.op,), (node.left, node.right)
    elif isinstance(node, nodes.UnaryOp):
        kind, parts = (node.op,), (node.operand,)
    elif isinstance(node, nodes.Call) and not any(
        one.stars or one.keyword for one in node.arguments
    ):
        function = run.evaluate(node.function).single
        if not isinstance(function, Symbol) or function.path not in _STEADY:
            return None
        kind, parts = (function.path,), tuple(one.value for one in node.arguments)
    else:
        return None
    found = [_part(run, part, depth + 1) for part in parts]
    return None if None in found else (*kind, *found)


def _place(
    run: Run, node: nodes.Name | nodes.Attribute | nodes.Subscript, depth: int
) -> Question | None:
    """A name, an attribute or an entry: by what is known of its value, else by its spelling."""
    value = run.evaluate(node)
    if value.atoms and not isinstance(value.single, Scalar):
        return _of_value(run, value)
    document = run.documents.get(run.path)
    if document is None:
        return None
    bound = bound_names.of(document)
    if isinstance(node, nodes.Name):
        return ("name", run.path, node.id) if bound.names[node.id] <= 1 else None
    owner = _part(run, node.value, depth + 1)
    if owner is None:
        return None
    if isinstance(node, nodes.Attribute):
        changed = node.attr in bound.attributes or "*" in bound.attributes
        return None if changed else (*owner, ".", node.attr)
    if isinstance(node.index, nodes.Constant) and isinstance(node.index.value, str):
        key = node.index.value
        return None if key in bound.keys else (*owner, "[]", key)
    return None


def _of_value(run: Run, value: Value) -> Question | None:
    """Something opaque is one thing under all its names; None or an object may be told apart."""
    for atom in value.atoms:
        if isinstance(atom, Symbol) or (isinstance(atom, Literal) and value.closed):
            continue
        if isinstance(atom, Ref) and (run.heap.get(atom.id) is None or len(value.atoms) > 1):
            continue
        return None
    return ("value", *(atom.key for atom in value.atoms))


# Who answers whether a name is bound.
_NAMES = frozenset({"globals", "locals", "vars", "dir"})


def ask_for_names(run: Run, node: nodes.Expr | nodes.Try) -> None:
    """`if "adata" not in globals(): adata = …`, `try: adata / except NameError: …`: a program that
    asks for a name expects that something else binds it, before it or in another run."""
    if isinstance(node, nodes.Try):
        caught = [part for handler in node.handlers for part in guards.walk(handler.type)]
        if not any(isinstance(part, nodes.Name) and part.id == "NameError" for part in caught):
            return
        names = [part.id for part in guards.walk(node.body) if isinstance(part, nodes.Name)]
    else:
        parts = list(guards.walk(node))
        if not any(isinstance(part, nodes.Name) and part.id in _NAMES for part in parts):
            return
        names = [part.value for part in parts if isinstance(part, nodes.Constant)]
    for name in names:
        if isinstance(name, str) and run.frame.look_up(name) is None:
            run.frame.env[name] = UNKNOWN


def narrow(run: Run, test: nodes.Expr, holds: bool) -> None:
    """Rule out what a name cannot be behind a condition: `is None`, truth, `and`, `or`, `not`."""
    while isinstance(test, nodes.UnaryOp) and test.op == "not":
        test, holds = test.operand, not holds
    if isinstance(test, nodes.BoolOp):
        if (test.op == "and") == holds:  # all parts hold, or none does
            narrow(run, test.left, holds)
            narrow(run, test.right, holds)
        return
    if isinstance(test, nodes.Compare) and _narrow_to_class(run, test, holds):
        return
    asked = test
    if isinstance(test, nodes.Compare) and test.ops in (("is",), ("is not",), ("==",), ("!=",)):
        if not (isinstance(test.rights[0], nodes.Constant) and test.rights[0].value is None):
            return
        asked = test.left
        keeps_none = (test.ops[0] in ("is", "==")) == holds
    else:
        keeps_none = not holds
    if isinstance(asked, nodes.NamedExpr):
        asked = asked.target
    if not isinstance(asked, nodes.Name):
        return
    frame = run.frame.binding(asked.id)
    value = None if frame is None else frame.env[asked.id]
    if frame is None or value is None or len(value.atoms) < 2:
        return
    left = tuple(atom for atom in value.atoms if _is_none(atom) == keeps_none)
    if keeps_none and asked is test:
        return  # what counts as false need not be None
    if left and len(left) < len(value.atoms):
        frame.env[asked.id] = Value(left, value.closed)
        run.changes(frame)


def _narrow_to_class(run: Run, test: nodes.Compare, holds: bool) -> bool:
    """`cls == TOTALVI`, `cls in (SCVI, SCANVI)`: where it holds, the name is one of these, also
    where all that was known of it is a parameter's default; where not, it is none of them."""
    asked, op = test.left, test.ops[0]
    if len(test.ops) != 1 or op not in _ASK_FOR_CLASS or not isinstance(asked, nodes.Name):
        return False
    frame = run.frame.binding(asked.id)
    value = None if frame is None else frame.env[asked.id]
    if frame is None or value is None:
        return False
    right = run.evaluate(test.rights[0])
    among = [right] if op not in ("in", "not in") else spread(run, right)
    if not among or any(kinship.same(run, one, one) is not True for one in among):
        return False  # something else than classes is asked for

    def is_one(atom: Atom) -> bool | None:
        answers = [kinship.same(run, Value((atom,), True), one) for one in among]
        return True if True in answers else None if None in answers else False

    if (op in ("==", "is", "in")) == holds:
        left = tuple(atom for atom in value.atoms if is_one(atom) is not False)
        narrowed = Value(left, True) if value.closed else join_all(among)
    else:
        left = tuple(atom for atom in value.atoms if is_one(atom) is not True)
        narrowed = Value(left, value.closed)
    if narrowed != value and (narrowed.atoms or not narrowed.closed):
        frame.env[asked.id] = narrowed
        run.changes(frame)
    return True


def _is_none(atom: Atom | None) -> bool:
    return isinstance(atom, Literal) and atom.value is None
