"""What a notebook's saved outputs tell of the data: possible facts, since they may be old.

An output is believed only where the notebook's own record says that its cell ran to its end after
all cells above, each once and in order, and only of the object that the cell itself shows: the
one that its last line names or prints, or whose set-up it views. What the program says is always
believed rather than an output.
"""

from __future__ import annotations

from scvi_lint.evidence import outputs
from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.contents import AS_READ, Column, Content, Matrix
from scvi_lint.interpreter.domain.facts import OUTPUT, Fact, Reason, fact
from scvi_lint.interpreter.domain.heap import SHOWN
from scvi_lint.interpreter.domain.results import Embedding
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.events.event import Event
from scvi_lint.interpreter.events.kinds import Registered
from scvi_lint.interpreter.events.remarks import SAVED_OUTPUT
from scvi_lint.interpreter.objects import data
from scvi_lint.semantic.views import LEVELS, Levels
from scvi_lint.source.documents.document import Cell, Document
from scvi_lint.source.parser import nodes

# The set-up arguments whose columns a model remembers the categories of.
_REGISTERED_AS = ("batch_key", "labels_key", "sample_key", "panel_key")


def learn(run: Run, document: Document, cell: Cell, body: nodes.Block, before: int) -> None:
    """Take over what the outputs of a cell that was just followed say; `before` is how many
    events came before it."""
    if cell.failed or cell.execution_count is None or cell.index >= document.in_order_until:
        return
    events = [event for event in run.events[before:] if event.span.cell == cell.index]
    for shown in outputs.read(cell.outputs):
        if isinstance(shown, outputs.DataShown):
            _listed(run, body, shown)
        elif isinstance(shown, outputs.SetupShown):
            _registered(run, body, shown)
        else:
            _warned(run, events, shown)


def _reason(run: Run, node: nodes.Node, what: str) -> Reason:
    return run.reason(node, f"{SAVED_OUTPUT} {run.cell + 1} {what}")


def _listed(run: Run, body: nodes.Block, shown: outputs.DataShown) -> None:
    """The repr of the object that the last line names, or prints."""
    named = _named_last(body, shown.printed)
    found = [] if named is None else run.tracked(run.evaluate(named), *data.KINDS)
    if named is None or len(found) != 1 or found[0][1].kind != shown.kind:
        return
    _fill(run, found[0][0], named, shown.rooms)
    for name, rooms in shown.modalities.items():
        modality = run.heap.tracked(found[0][0])
        known = None if modality is None else modality.get(slots.MOD(name))
        if known is not None:
            _fill(run, known.value, named, rooms)


def _named_last(body: nodes.Block, printed: bool) -> nodes.Expr | None:
    last = body[-1] if body else None
    if not isinstance(last, nodes.ExprStmt):
        return None
    named = last.value
    if printed:
        if not isinstance(named, nodes.Call) or not isinstance(named.function, nodes.Name):
            return None
        if named.function.id != "print" or len(named.arguments) != 1:
            return None
        named = named.arguments[0].value
    return named if isinstance(named, nodes.Name | nodes.Attribute) else None


def _fill(run: Run, identity: int, node: nodes.Node, rooms: dict[str, list[str]]) -> None:
    for room, names in rooms.items():
        thing = run.heap.tracked(identity)
        if thing is None or room not in thing.open:
            continue
        for name in names:
            key = slots.held(room, name)
            if key not in thing.facts:
                reason = _reason(run, node, f"lists {room}[{name!r}]")
                run.set_fact(
                    identity,
                    key,
                    fact(_content(key, identity), reason, certain=False, doubt=OUTPUT),
                )
        reason = _reason(run, node, f"lists all of {room}")
        run.set_fact(identity, SHOWN(room), fact(tuple(names), reason, certain=False, doubt=OUTPUT))


def _content(key: str, identity: int) -> Content:
    if key.startswith("layers/"):
        return Matrix(AS_READ, (key, identity))
    return Embedding("unknown") if key.startswith("obsm/") else Column()


def _registered(run: Run, body: nodes.Block, shown: outputs.SetupShown) -> None:
    """The tables of `model.view_anndata_setup()`, if the cell views the set-up of one model."""
    views = [node for stmt in body for node in [_viewed(stmt)] if node is not None]
    found = run.tracked(run.evaluate(views[0]), "model") if len(views) == 1 else []
    if len(found) != 1:
        return
    identity, model = found[0]
    for column, names in shown.columns.items():
        reason = _reason(run, views[0], f"shows the categories of {column!r}")
        known = fact(_column(names), reason, certain=False, doubt=OUTPUT)
        for argument in _REGISTERED_AS if names is not None else ():
            view = run.model_view(identity)
            if view.registration is None or view.registration.value.text(argument) != column:
                continue
            if view.levels(argument) is None:
                told = fact(Levels(column, known), reason, certain=False, doubt=OUTPUT)
                run.set_fact(identity, LEVELS(argument), told)
        owner = model.get(slots.DATA)
        data_id = None if owner is None else owner.value
        thing = run.heap.tracked(data_id) if isinstance(data_id, int) else None
        if (
            thing is not None
            and isinstance(data_id, int)
            and _is_vague(thing.get(slots.OBS(column)))
        ):
            run.set_fact(data_id, slots.OBS(column), known)


def _viewed(stmt: nodes.Stmt) -> nodes.Expr | None:
    """The model whose set-up a statement views."""
    if not isinstance(stmt, nodes.ExprStmt) or not isinstance(stmt.value, nodes.Call):
        return None
    function = stmt.value.function
    if not isinstance(function, nodes.Attribute) or function.attr != "view_anndata_setup":
        return None
    return function.value if isinstance(function.value, nodes.Name) else None


def _column(names: list[str] | None) -> Column:
    return Column("categorical", None if names is None else tuple(names), names is not None)


def _is_vague(known: Fact[Column] | None) -> bool:
    """Whether nothing but its name is known of a column."""
    return known is None or (not known.certain and known.value == Column())


def _warned(run: Run, events: list[Event], shown: outputs.NoCounts) -> None:
    """scvi-tools' own warning, as far as the cell has one registration that it can be about."""
    setups = [event for event in events if isinstance(event, Registered)]
    if len(setups) != 1:
        return
    setup = setups[0]
    if shown.layer is None:
        about = setup.lacks("layer")
    else:
        about = setup.registration.text("layer") == shown.layer
    if about:
        reason = Reason(setup.span, f"{SAVED_OUTPUT} {setup.span.cell + 1} holds this warning")
        setup.warned = fact(shown.layer, reason, certain=False, doubt=OUTPUT)
