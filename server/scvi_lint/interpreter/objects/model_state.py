"""Models as objects: what their methods and attributes do, and what is read from their results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.calls import Call, Nothing
from scvi_lint.interpreter.domain.contents import AS_READ, Cells, Matrix
from scvi_lint.interpreter.domain.facts import Fact, fact
from scvi_lint.interpreter.domain.heap import Facts, Tracked
from scvi_lint.interpreter.domain.results import Embedding, Table
from scvi_lint.interpreter.domain.values import UNKNOWN, Bound, Data, Ref, Value, literal, one
from scvi_lint.interpreter.engine import naming
from scvi_lint.interpreter.engine.binding import make_call
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.events.kinds import (
    ApiUsed,
    ColumnAsked,
    Compared,
    HistoryRead,
    Minified,
    OwnCall,
    Queried,
    ResultHeld,
    ResultRead,
    ResultUsed,
    ResultWritten,
    Saved,
    SettingChanged,
    SplitRead,
    Trained,
)
from scvi_lint.interpreter.libraries import scvi as models
from scvi_lint.interpreter.libraries import scvi_models
from scvi_lint.interpreter.libraries import scvi_setup as registering
from scvi_lint.interpreter.objects import data
from scvi_lint.interpreter.objects import saved as saved_models
from scvi_lint.semantic.data_views import REGISTERED, STALE, AnnDataView
from scvi_lint.semantic.model_views import ModelView
from scvi_lint.source.documents.span import Span
from scvi_lint.source.parser import nodes

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given

CLASS_METHODS = frozenset(
    """setup_anndata setup_mudata load from_scvi_model from_totalvi_model
    from_rna_model load_query_data
    prepare_query_anndata prepare_query_mudata load_registry convert_legacy_save""".split()
)
LATENTS = frozenset({"get_latent_representation", "get_latent"})
# Methods that ask nothing of what was learned.
BOOKKEEPING = frozenset(
    """to_device view_anndata_setup view_setup_args view_setup_method_args view_registry
    deregister_manager register_manager get_anndata_manager get_from_registry get_setup_arg
    minify_adata minify_mudata transfer_fields get_state_registry get_var_names
    update_setup_method_args transfer_registration data_registry summary_stats save_to_hub
    init_trainer""".split()
)
# Methods that return None and write elsewhere what they find, in these classes.
NOTHING = {
    "differential_abundance": ("VAEMixin", "BaseModelClass"),
    "update_sample_info": ("MRVI", "TorchMRVI", "JaxMRVI"),
}
COMPARES = ("differential_", "get_bayes_factors")
_LATENT_POSTERIOR = "latent_posterior_parameters"
WITH_COUNTS = "latent_posterior_parameters_with_counts"
MINIFIES = frozenset({"minify_adata", "minify_mudata"})


def method(run: Run, identity: int, thing: Tracked, name: str, given: Given) -> Value:
    cls = thing.value(slots.CLASS)
    if given.node.repaired:
        return UNKNOWN
    if cls is None:
        _unseen(run, identity, given)
        return UNKNOWN
    function = given.node.function
    receiver = function.value if isinstance(function, nodes.Attribute) else None
    model = run.model_view(identity, naming.describe(receiver))
    if name in CLASS_METHODS:
        return models.class_method(run, cls, name, given, receiver=model)
    signature = cls.method(name)
    if signature is None and thing.get(slots.OWN(name)) is not None:
        return UNKNOWN  # an attribute that the program itself put there
    made = make_call(run, given, f"{cls.qualname}.{name}", models.names_of(signature))
    if not thing.value(slots.SUBCLASS):
        run.emit(
            ApiUsed(run, given.node, made.function, made, exact=model.exact and not model.is_base)
        )
    if name == "train":
        return _train(run, identity, given, made, model)
    if name == "save":
        run.emit(Saved(run, made, model))
        saved_models.write(run, made, identity)
        return one(Nothing(made))
    if signature is None or thing.value(slots.SUBCLASS):
        run.emit(OwnCall(run, made, str(thing.value(slots.SUBCLASS, cls.name)), None))
    if name in MINIFIES and signature is not None and not thing.value(slots.SUBCLASS):
        _minify(run, identity, given, made, model)
        return one(Nothing(made))
    if name in NOTHING and (cls.defined_in(name) or "").rpartition(".")[2] in NOTHING[name]:
        _query(run, identity, name, given, made, model)
        return one(Nothing(made))
    if name in BOOKKEEPING or signature is None or name.startswith("_"):
        return UNKNOWN
    return _query(run, identity, name, given, made, model)


def _unseen(run: Run, identity: int, given: Given) -> None:
    run.weaken(one(Ref(identity)))
    for value in given.every():
        run.weaken(value)


def _train(run: Run, identity: int, given: Given, made: Call, model: ModelView) -> Value:
    run.emit(Trained(run, made, model))
    thing = run.heap.tracked(identity)
    if thing is None:
        return one(Nothing(made))
    reason = run.reason(given.node, "trained here")
    times = thing.value(slots.TRAININGS, 0)
    changed = thing.having(slots.TRAINED, fact(True, reason)).having(
        slots.TRAINING, fact(made, reason)
    )
    run.heap.put(identity, changed.having(slots.TRAININGS, fact(times + 1, reason)))
    return one(Nothing(made))


def _minify(run: Run, identity: int, given: Given, made: Call, model: ModelView) -> None:
    """The model goes on with a copy of its data that lacks the counts; its original keeps them."""
    chosen = made.arguments.get("minified_data_type")
    kind = _LATENT_POSTERIOR if made.lacks("minified_data_type") else None
    if chosen is not None:
        kind = chosen.value.text
    run.emit(Minified(run, made, model, kind))
    thing = run.heap.tracked(identity)
    if thing is not None:
        reason = run.reason(given.node, "minified here")
        minified = fact(kind or "", reason, certain=kind is not None)
        small = _smaller(run, thing, given.node, minified)
        run.heap.put(identity, small.having(slots.MINIFIED, minified))


def _smaller(run: Run, model: Tracked, node: nodes.Node, minified: Fact[str]) -> Tracked:
    """The model with a copy of its data in place of it: the matrices are zero, unless they are
    kept, and the copy is registered as the data was."""
    known = model.get(slots.DATA)
    thing = run.heap.tracked(known.value) if known is not None and known.certain else None
    if known is None or thing is None or len(known.options) > 1:
        return model.without(slots.DATA)
    made = data.copy(run, known.value, thing, node).refs()[0]
    copied = run.heap.tracked(made)
    if copied is None:
        return model.without(slots.DATA)
    facts: Facts = {
        REGISTERED(STALE.entry(key)) if STALE.holds(key) else key: one
        for key, one in copied.facts.items()
    }
    if minified.value != WITH_COUNTS:
        for key, one in facts.items():
            if isinstance(one.value, Matrix) and key != slots.RAW:
                facts[key] = fact(Matrix(AS_READ, (key, made)), *one.reasons, certain=False)
    facts.pop(slots.RAW, None)
    run.heap.put(made, Tracked(thing.kind, {**facts, slots.MINIFIED: minified}, copied.open))
    return model.having(slots.DATA, fact(made, *minified.reasons)).having(slots.FULL_DATA, known)


def _query(run: Run, identity: int, name: str, given: Given, made: Call, model: ModelView) -> Value:
    data_id, _, text = registering.data_of(run, made)
    adata = None if data_id is None else AnnDataView(data_id, run.heap.snapshot(), text)
    compares = name.startswith(COMPARES)
    event = (Compared if compares else Queried)(run, made, model, adata)
    run.emit(event)
    scvi_models.asked_about(run, made, model, adata)
    thing = run.heap.tracked(identity)
    times = 0 if thing is None else thing.value(slots.TRAININGS, 0)
    cells = _cells(run, thing, event)
    found = event.returned
    if name in LATENTS and (found is None or found.form != "tuple"):
        return one(Data(Embedding("latent", identity, None, times, made=event, cells=cells)))
    axes = () if found is None or found.form != "array" else found.axes
    return one(Data(Table(name, identity, event, None, cells, axes)))


def part_of(
    table: Table, number: int, *, whole_rows: bool = False, axes: tuple[str, ...] = ()
) -> Table | Embedding:
    """One of several things that a method returned: of mean and variance of a latent, the mean is
    the latent."""
    made = table.call
    of_pair = table.kind in LATENTS and number == 0 and table.part is None
    if of_pair and isinstance(made, Queried):
        times = made.model.thing.value(slots.TRAININGS, 0)
        return Embedding("latent", table.model, None, times, made=made, cells=table.cells)
    return table.taken(number, whole_rows=whole_rows, axes=axes)


def _cells(run: Run, model: Tracked | None, query: Queried) -> Cells | None:
    """The cells that the rows of a result stand for; None when that is not certain."""
    named = any(name in query.call.arguments for name in ("adata", "mdata", "dataloader"))
    adata = query.adata
    if adata is None and model is not None and not named and not query.call.open:
        known = model.get(slots.DATA)
        if known is not None and known.certain:
            adata = run.view(known.value)
    if adata is None or adata.is_mudata or not query.lacks("indices"):
        return None  # which cells of a MuData its modalities hold is not followed
    cells = adata.thing.get(slots.CELLS)
    return cells.value if cells is not None and cells.certain else None


# --- attributes -------------------------------------------------------------------------------


def attribute(run: Run, atom: Ref, thing: Tracked, name: str, node: nodes.Node) -> Value:
    if name in ("adata", "mdata"):
        made_of_latent = thing.value(slots.CLASS)
        if made_of_latent is not None and made_of_latent.has("reads_as_its_origin"):
            return UNKNOWN  # no object that the program has seen
        known = thing.get(slots.DATA)
        if known is not None:
            return Value(tuple(Ref(v) for v in known.values), known.certain)
        return UNKNOWN
    if name in ("history", "history_"):
        training = thing.get(slots.TRAINING)
        call = None if training is None else training.value
        return one(Data(Table("history", atom.id, call), True))
    if name in ("is_trained", "is_trained_"):
        known = thing.get(slots.TRAINED)
        return literal(known.value) if known is not None and known.certain else UNKNOWN
    cls = thing.value(slots.CLASS)
    if cls is not None and name in (
        "module",
        "adata_manager",
        "registry",
        "summary_string",
        "device",
        "trainer",
        "validation_indices",
        "train_indices",
        "test_indices",
        "summary_stats",
        "run_name",
        "init_params_",
        "get_normalized_function_name",
    ):
        if name in ("module", "trainer"):
            return one(Bound(atom, name))
        split, _, indices = name.partition("_")
        if indices == "indices":
            run.emit(SplitRead(run, run.span(node), run.model_view(atom.id), split))
        return UNKNOWN
    return one(Bound(atom, name))


def set_attribute(
    run: Run, identity: int, thing: Tracked, name: str, value: Value, node: nodes.Node
) -> None:
    if name in ("is_trained", "is_trained_"):
        constant = value.constant
        known = bool(constant.value) if constant is not None else True
        reason = run.reason(node, f"{name} set here")
        run.set_fact(identity, slots.TRAINED, fact(known, reason, certain=constant is not None))
    elif name in ("adata", "mdata"):
        found = run.tracked(value)
        if len(found) == 1:
            run.set_fact(identity, slots.DATA, fact(found[0][0], run.reason(node, "set here")))
        else:
            run.heap.put(identity, thing.without(slots.DATA))
    elif name in ("module", "module_"):
        run.set_fact(
            identity, slots.TRAINED, fact(True, run.reason(node, "module replaced"), certain=False)
        )
    else:
        run.set_fact(identity, slots.OWN(name), fact(True, run.reason(node, "set here")))
        cls = thing.value(slots.CLASS)
        if cls is not None and name.endswith("_cls"):
            run.emit(SettingChanged(run, run.span(node), f"{cls.qualname}.{name}", value))


# --- results ----------------------------------------------------------------------------------


def history_read(run: Run, table: Table, index: Value, node: nodes.Subscript) -> None:
    """`model.history["elbo_validation"]`."""
    if table.model is None:
        return
    if f"has {index.text}" in run.guards:
        return
    model = run.model_view(table.model, _owner_name(node.value))
    where = run.span(node.index)
    run.emit(HistoryRead(run, run.span(node), model, index, where))


def _owner_name(node: nodes.Node) -> str:
    return naming.describe(node.value) if isinstance(node, nodes.Attribute) else ""


def result_read(
    run: Run,
    table: Table,
    column: str,
    where: Span,
    node: nodes.Node,
    *,
    as_attribute: bool = False,
    certain: bool = True,
) -> None:
    """A column of what a model's method returned was asked for."""
    made = table.call
    if not isinstance(made, Queried) or not certain or f"has {column}" in run.guards:
        return
    if as_attribute and column.startswith("_"):
        return
    run.emit(ResultRead(run, run.span(node), table, column, where, as_attribute=as_attribute))


def result_held(
    run: Run, table: Table, column: str, held: tuple[str, float], where: Span, node: nodes.Node
) -> None:
    """A column of what a model's method returned is held against a number."""
    if isinstance(table.call, Queried):
        run.emit(ResultHeld(run, run.span(node), table, column, where, held))


def result_used(
    run: Run,
    value: Value,
    how: str,
    node: nodes.Node,
    call: Call | None = None,
    *,
    of_matrices: bool = False,
) -> None:
    """An array that a model's method returned is given to a function, or written to; so is a layer
    that it was put into, where these are asked for, too."""
    for atom in value.atoms:
        table = atom.content if isinstance(atom, Data) and atom.certain else None
        if of_matrices and isinstance(table, Matrix):
            table = table.decoded
        if isinstance(table, Table) and isinstance(table.call, Queried):
            run.emit(ResultUsed(run, run.span(node), table, how, call, value.closed))


def column_asked(run: Run, table: Value, column: str, node: nodes.Node) -> None:
    """`if "lfc_mean" in de.columns:`, and nothing else is done where it is not."""
    found = [atom.content for atom in table.atoms if isinstance(atom, Data)]
    tables = [one for one in found if isinstance(one, Table) and isinstance(one.call, Queried)]
    alone = table.closed and len(tables) == len(table.atoms)
    for one_of_them in tables:
        run.emit(ColumnAsked(run, run.span(node), one_of_them, column, alone))


def result_written(
    run: Run, table: Table, column: str, node: nodes.Node, source: nodes.Expr | None = None
) -> None:
    """A column was put into what a model's method returned."""
    if isinstance(table.call, Queried):
        value = None if source is None else run.span(source)
        run.emit(ResultWritten(run, run.span(node), table, column, value))
