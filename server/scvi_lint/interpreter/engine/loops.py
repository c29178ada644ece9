"""Loops: over known items one by one, over many by one that stands for all, and rounds until
nothing changes."""

from __future__ import annotations

from collections.abc import Callable

from scvi_lint.interpreter.domain.heap import Tracked
from scvi_lint.interpreter.domain.holders import ListObject
from scvi_lint.interpreter.domain.scopes import Mark
from scvi_lint.interpreter.domain.table import Thing
from scvi_lint.interpreter.domain.values import Ref, Value, one
from scvi_lint.interpreter.engine import guards, writing
from scvi_lint.interpreter.engine.binding import element, spread
from scvi_lint.interpreter.engine.operators import truth
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.objects import containers, curves
from scvi_lint.source.parser import nodes

# Facts only grow weaker from round to round: three reach the fixpoint in practice, and a loop
# that has not settled by then is left with what holds for all rounds seen. A loop in such a loop
# has one round in each of the other's, which begins where the one before has ended.
MOST_ROUNDS = 3


def for_(run: Run, node: nodes.For) -> None:
    run.statement = run.span(node.iterable)
    run.discards = None
    source = run.evaluate(node.iterable)
    curves.gone_through(run, source, node.iterable)
    items = spread(run, source)
    outer = run.guards
    run.guards = outer | guards.of_loop(node)
    if items is not None and run.may_unroll(node, len(items)):
        _unrolled(run, node, items)
    else:
        _each(run, node, source)
    run.guards = outer
    if node.orelse and not run.dead:
        run.execute(node.orelse)


def _unrolled(run: Run, node: nodes.For, items: list[Value]) -> None:
    """A short loop over known items: each round on its own."""
    run.loop_exits.append([])
    broken: list[Mark] = []
    sides, decided = run.sides, run.decided
    for item in run.in_rounds(items):
        run.loop_exits[-1] = []
        run.sides, run.decided = dict(sides), decided
        writing.bind(run, node.target, item, None)
        run.execute(node.body)
        exits = run.loop_exits[-1]
        broken += [mark for kind, mark in exits if kind == "break"]
        on = [mark for kind, mark in exits if kind == "continue"]
        if not run.dead:
            on.append(run.mark())
        run.go_to_any(on)
        if run.dead:
            break
    run.loop_exits.pop()
    run.sides = sides  # what is asked in a round is not what the next one asks
    if broken:
        ends = broken if run.dead else [*broken, run.mark()]
        run.go_to_any(ends)


def while_(run: Run, node: nodes.While) -> None:
    run.statement = run.span(node.test)
    value = run.evaluate(node.test)
    curves.asked(run, value, node.test)
    forever = truth(run, value) is True
    if truth(run, value) is False:
        run.execute(node.orelse)
        return
    outer = run.guards
    run.guards = outer | guards.of_loop(node)
    _rounds(run, lambda: None, node.body, at_least_once=forever)
    run.guards = outer
    if node.orelse and not run.dead:
        run.execute(node.orelse)


def _each(run: Run, node: nodes.For, source: Value) -> None:
    """A loop over many: each round begins with another one, as it was before the loop."""
    held = element(run, source)
    partly = containers.partly(run, source) & set(held.refs())
    item = _one_of_the_held(run, source, held) if partly else run.choice.of_value(held)
    found = run.tracked(item) if item.single is not None else []
    many = [identity for identity, _ in found]
    members = [one for identity in many for one in run.heap.members.get(identity, ())]
    known = {identity: run.heap.get(identity) for identity in (*many, *members)}
    untouched = {identity: thing for identity, thing in known.items() if thing is not None}
    treated: list[Thing | None] = []

    def bind() -> None:
        for identity, thing in untouched.items():
            run.heap.table = run.heap.table.having(identity, thing)
        value = item
        here = run.site(node.target, "each")
        if many and run.choice.one_of_many(many[0], here):
            value = one(Ref(here))
        writing.bind(run, node.target, value, None)

    def end(marks: list[Mark]) -> None:
        here = run.site(node.target, "each")
        treated[:] = [mark.table.get(here) for mark in marks]

    whole = _rounds(run, bind, node.body, at_least_once=False, end=end)
    if whole and treated and many:
        _treat_all(run, many[0], untouched, treated, partly)


def _one_of_the_held(run: Run, source: Value, held: Value) -> Value:
    """What stands for the items of a list that only some paths have put into it.

    From here on it is what the list holds: all of that will be treated, and these perhaps not.
    """
    atom = source.single
    if not isinstance(atom, Ref):
        return run.choice.of_value(held)
    item = run.choice.of_entry(held, ("held", atom.id))
    thing = run.heap.get(atom.id)
    if item.single is not None and isinstance(thing, ListObject):
        run.heap.put(atom.id, ListObject((), item, thing.kind, thing.singled))
    return item


def _treat_all(
    run: Run,
    many: int,
    untouched: dict[int, Thing],
    ends: list[Thing | None],
    partly: frozenset[int],
) -> None:
    """What a loop that nothing left early did with one of them was done to all, and on some paths
    to those that are among them on some."""
    before, after = untouched.get(many), ends[0]
    for end in ends[1:]:
        after = None if after is None or end is None else after.joined(end)
    if not isinstance(before, Tracked) or not isinstance(after, Tracked):
        return
    for identity, thing in untouched.items():
        if isinstance(thing, Tracked):
            mine = thing.treated(before, after, identity)
            mine = (thing.joined(mine) or mine) if identity in partly else mine
            run.heap.table = run.heap.table.having(identity, mine)


def _rounds(
    run: Run,
    prepare: Callable[[], None],
    body: nodes.Block,
    at_least_once: bool,
    end: Callable[[list[Mark]], None] = lambda _marks: None,
) -> bool:
    """A loop of unknown length: rounds from the joined state until nothing changes.

    `end` is told where a round may have ended. Gives whether nothing leaves the loop early.
    """
    outs: list[Mark] = []
    state = run.mark()
    sides, instance, outer = run.sides, run.instance, run.guards
    whole = True
    run.rounds += 1
    for number in range(MOST_ROUNDS if run.rounds == 1 else 1):
        run.go_to(state)
        run.instance = (*instance, number)  # what another round makes is another object
        run.guards = outer | guards.AGAIN if number else outer
        run.sides = dict(sides)
        run.loop_exits.append([])
        returned = len(run.frame.returns)
        prepare()
        run.execute(body)
        exits = run.loop_exits.pop()
        outs += [mark for kind, mark in exits if kind == "break"]
        again = [mark for kind, mark in exits if kind == "continue"]
        whole = whole and not outs and len(run.frame.returns) == returned
        if not run.dead:
            again.append(run.mark())
        if not again:
            break
        end(again)
        run.go_to_any([state, *again])
        following = run.mark()
        if following.table == state.table and following.env == state.env:
            break
        state = following
    run.rounds -= 1
    run.sides, run.instance, run.guards = sides, instance, outer
    if not at_least_once or not outs:
        outs.append(state)
    run.go_to_any(outs)
    return whole


def leave(kind: str) -> Callable[[Run, nodes.Stmt], None]:
    def left(run: Run, node: nodes.Node) -> None:
        if run.loop_exits:
            run.loop_exits[-1].append((kind, run.mark()))
        run.dead = True

    return left
