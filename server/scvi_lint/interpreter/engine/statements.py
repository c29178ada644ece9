"""What each kind of statement does. `Run.execute` is the one way in."""

from __future__ import annotations

from scvi_lint.interpreter.domain.definitions import Frame, Function, UserClass
from scvi_lint.interpreter.domain.holders import Instance, ListObject
from scvi_lint.interpreter.domain.scopes import Mark
from scvi_lint.interpreter.domain.sides import Question
from scvi_lint.interpreter.domain.values import UNKNOWN, Bound, Ref, Value, one
from scvi_lint.interpreter.engine import (
    conditions,
    functions,
    guards,
    imports,
    loops,
    naming,
    writing,
)
from scvi_lint.interpreter.engine.operators import compare, truth
from scvi_lint.interpreter.engine.run import Meanings, Run
from scvi_lint.interpreter.events.kinds import MethodNamed
from scvi_lint.interpreter.objects import asked_columns, curves, unheld
from scvi_lint.source.parser import nodes

# In so many places a `try` may stop, of those that there are.
MOST_STOPS = 8


def _expression(run: Run, node: nodes.ExprStmt) -> None:
    run.statement = run.span(node)
    run.discards = node.value
    value = run.evaluate(node.value)
    method = value.single if isinstance(node.value, nodes.Attribute) else None
    if isinstance(method, Bound) and run.tracked(one(method.receiver)):
        run.emit(MethodNamed(run, run.span(node.value), method.name))
    unheld.looked_at(run, node.value)


def _assign(run: Run, node: nodes.Assign) -> None:
    run.statement = run.span(node)
    run.discards = None
    if node.value is None:
        return
    run.assigns = node.value
    run.assigned = naming.describe(node.targets[0]) if len(node.targets) == 1 else ""
    value = run.evaluate(node.value)
    method = unheld.stored_method(run, node.value, value.single)
    if method:
        room = unheld.room_of(node.targets[0])
        run.emit(MethodNamed(run, run.span(node.value), method, kept_in=room))
    for target in node.targets:
        unheld.written(run, target)
        writing.bind(run, target, value, node.value)


def _augmented(run: Run, node: nodes.AugAssign) -> None:
    run.statement = run.span(node)
    run.discards = None
    unheld.written(run, node.target)
    binary = nodes.BinOp(node.start, node.end, node.target, node.op.rstrip("="), node.value)
    writing.bind(run, node.target, run.evaluate(binary), node.value)


def _if(run: Run, node: nodes.If) -> None:
    run.statement = run.span(node.test)
    value = run.evaluate(node.test)
    curves.asked(run, value, node.test)
    known = truth(run, value)
    outer = run.guards
    if guards.asks_for_version(run, node.test) and not guards.is_answered(node.test, value):
        run.guards = outer | {"version"}
        known = None
    if known is not None:
        run.execute(node.body if known else node.orelse)
        run.guards = outer
        return
    conditions.ask_for_names(run, node.test)
    before = run.mark()
    asked = run.guards | {"branch"}
    question = conditions.question(run, node.test)
    holds, fails = guards.membership(run, node.test)
    run.guards = asked | holds
    ends = [_arm(run, node.test, question, node.body, True)]
    leaves = run.dead
    run.go_to(before)
    asked_columns.note(run, node, leaves and "not in" in getattr(node.test, "ops", ()))
    run.guards = asked | fails
    ends.append(_arm(run, node.test, question, node.orelse, False))
    # After `if key not in history: continue` the key is there.
    run.guards = outer | fails if leaves else outer
    if question is not None:
        for answer in (True, False):  # this path has asked before, and got one of the two
            if (question[0], answer) in before.decided and ends[answer != question[1]] is not None:
                ends[answer == question[1]] = None
    run.go_to_any([end for end in ends if end is not None])


def _arm(
    run: Run,
    test: nodes.Expr,
    question: tuple[Question, bool] | None,
    block: nodes.Block,
    holds: bool,
) -> Mark | None:
    """One side of a condition: where it ends, None if it does not go on."""
    if question is not None:
        run.answer(question[0], question[1] == holds)
    conditions.narrow(run, test, holds)
    run.execute(block)
    return None if run.dead else run.mark()


def _try(run: Run, node: nodes.Try) -> None:
    conditions.ask_for_names(run, node)
    outer = run.guards
    expected = guards.of_try(node)
    run.guards = outer | expected | guards.of_tried_again(run, node)
    # The body may stop in any of its statements.
    stops = [run.mark()]
    step = max(1, len(node.body) // MOST_STOPS)
    for number in range(0, len(node.body), step):
        run.execute(node.body[number : number + step])
        stops.append(run.mark())
    run.guards = outer
    ends: list[Mark] = []
    if not run.dead:
        run.execute(node.orelse)
        if not run.dead:
            ends.append(run.mark())
    for handler in node.handlers:
        run.go_to_any(stops)
        run.guards = outer | expected
        if handler.type is not None:
            run.evaluate(handler.type)
        if handler.name:
            run.frame.env[handler.name] = UNKNOWN
        run.execute(handler.body)
        run.guards = outer
        if not run.dead:
            ends.append(run.mark())
    run.go_to_any(ends)
    if node.finalbody:
        ended = run.dead
        run.dead = False
        run.execute(node.finalbody)
        run.dead = run.dead or ended


def _with(run: Run, node: nodes.With) -> None:
    run.statement = run.span(node)
    run.discards = None
    outer = run.guards
    for context, target in node.items:
        value = run.evaluate(context)
        run.guards = run.guards | guards.of_context(context)
        entered = _with_target(run, value)
        if target is not None:
            writing.bind(run, target, entered, context)
    run.execute(node.body)
    run.guards = outer


def _with_target(run: Run, value: Value) -> Value:
    """What `as` binds: what `__enter__` or the generator of a `@contextmanager` gives."""
    atom = value.single
    thing = run.heap.get(atom.id) if isinstance(atom, Ref) else None
    if isinstance(thing, ListObject) and thing.kind == "generator":
        return thing.element
    if isinstance(thing, Instance) and isinstance(atom, Ref):
        entered = functions.call_method(run, atom, thing, "__enter__")
        return value if entered is None else entered
    return value


def _match(run: Run, node: nodes.Match) -> None:
    subject = run.evaluate(node.subject)
    before = run.mark()
    ends: list[Mark] = []
    falls_through = True
    for case in node.cases:
        run.go_to(before)
        pattern = run.text(run.span(case)).partition(":")[0].removeprefix("case").strip()
        plain = not any(bracket in pattern for bracket in "([{")
        fits = _fits(run, subject, case, pattern) if plain else None
        if fits is False:
            continue
        for name in case.captures:
            run.frame.env[name] = subject if plain else run.unseen(case, name)
        if case.guard is not None:
            fits = None if fits is None else truth(run, run.evaluate(case.guard))
        run.execute(case.body)
        if not run.dead:
            ends.append(run.mark())
        if fits:
            falls_through = False
            break
    run.go_to_any([*ends, before] if falls_through else ends)


def _fits(run: Run, subject: Value, case: nodes.MatchCase, pattern: str) -> bool | None:
    """Whether a pattern without brackets takes the subject, if that is known."""
    if not case.values:
        return True if pattern.isidentifier() else None
    answers = [compare(run, subject, "==", run.evaluate(value)) for value in case.values]
    if True in answers:
        return True
    return False if all(answer is False for answer in answers) else None


def _function(run: Run, node: nodes.FunctionDef) -> None:
    for decorator in node.decorators:
        run.evaluate(decorator)
    function = Function(node, run.frame, (run.path, run.cell))
    run.define(function)
    run.frame.env[node.name] = one(function)


def _class(run: Run, node: nodes.ClassDef) -> None:
    bases = tuple(run.evaluate(base.value) for base in node.bases if base.keyword is None)
    place = (run.path, run.cell)
    cls = UserClass(node, run.frame, place, bases)
    run.frame.env[node.name] = one(cls)
    outer = run.frame
    body = Frame(outer)
    run.frame = body
    run.execute(tuple(s for s in node.body if not isinstance(s, nodes.FunctionDef)))
    run.frame = outer
    cls.members.update(body.env)
    for statement in node.body:
        if isinstance(statement, nodes.FunctionDef):
            method = Function(statement, outer, place, owner=cls)
            run.define(method)
            if not functions.is_decorated(method, "setter", "deleter"):  # the property stays
                cls.members[statement.name] = one(method)


def _return(run: Run, node: nodes.Return) -> None:
    run.statement = run.span(node)
    run.discards = None
    value = run.evaluate(node.value)
    run.frame.returns.append((value, run.heap.snapshot(), run.decided))
    run.dead = True


def _raise(run: Run, node: nodes.Raise) -> None:
    run.evaluate(node.value)
    run.dead = True


def _assert(run: Run, node: nodes.Assert) -> None:
    run.statement = run.span(node)
    run.evaluate(node.test)


def _delete(run: Run, node: nodes.Delete) -> None:
    for target in node.targets:
        writing.delete(run, target)


def _scope(run: Run, node: nodes.Scope) -> None:
    frame = run.frame
    for name in node.names:
        owner: Frame | None = frame.module
        if node.kind == "nonlocal":
            owner = frame.parent
            while owner is not None and name not in owner.env:
                owner = owner.parent
        if owner is not None and owner is not frame:
            frame.assigned_elsewhere[name] = owner
            run.changes(owner)


def _import(run: Run, node: nodes.Import) -> None:
    imports.bind_import(run, node)


def _import_from(run: Run, node: nodes.ImportFrom) -> None:
    imports.bind_import_from(run, node)


def _magic(run: Run, node: nodes.Magic) -> None:
    if node.name == "run":
        imports.run_script(run, node)


STATEMENTS: Meanings[None] = {
    nodes.ExprStmt: _expression,
    nodes.Assign: _assign,
    nodes.AugAssign: _augmented,
    nodes.If: _if,
    nodes.For: loops.for_,
    nodes.While: loops.while_,
    nodes.Try: _try,
    nodes.With: _with,
    nodes.Match: _match,
    nodes.FunctionDef: _function,
    nodes.ClassDef: _class,
    nodes.Return: _return,
    nodes.Raise: _raise,
    nodes.Assert: _assert,
    nodes.Delete: _delete,
    nodes.Scope: _scope,
    nodes.Import: _import,
    nodes.ImportFrom: _import_from,
    nodes.Magic: _magic,
    nodes.Break: loops.leave("break"),
    nodes.Continue: loops.leave("continue"),
}
