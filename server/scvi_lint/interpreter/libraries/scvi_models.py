"""Models that are made from what was saved, or from other models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.calls import Call, Nothing
from scvi_lint.interpreter.domain.facts import Fact, fact, possible
from scvi_lint.interpreter.domain.genes import Genes
from scvi_lint.interpreter.domain.heap import Facts, Tracked
from scvi_lint.interpreter.domain.values import UNKNOWN, Value, one
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.events.kinds import Constructed, DataGiven, Loaded
from scvi_lint.interpreter.libraries import scvi_setup as registering
from scvi_lint.interpreter.objects import data
from scvi_lint.interpreter.objects import saved as saved_models
from scvi_lint.knowledge.api import ClassSymbol
from scvi_lint.knowledge.doors import ASK, LOAD, QUERY, SPOTS
from scvi_lint.semantic.data_views import REGISTERED, REGISTRATION, AnnDataView, Registration
from scvi_lint.semantic.expected import Expected
from scvi_lint.semantic.model_views import ModelView, Written
from scvi_lint.semantic.saved_models import SAVED, Saved
from scvi_lint.semantic.views import LEVELS

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given

# Class methods that build a model from another one, and the parameter that holds that one.
FROM_MODEL = {
    "from_scvi_model": "scvi_model",
    "from_totalvi_model": "totalvi_model",
    "from_rna_model": "sc_model",
    "load_query_data": "reference_model",
    "from_base_model": "base_model",
}
# The parameters of these that hold the new model's own data.
DATA_OF_NEW_MODEL = ("adata", "mdata", "st_adata")

# Where the data of a new model comes in.
_DOORS = {"load_query_data": QUERY, "from_scvi_model": ASK, "from_rna_model": SPOTS}

# What `load` is given by a class whose models hold several.
_SEVERAL = ("adata_seq", "adata_spatial")

# Methods of models that make data ready for it: they register nothing.
PREPARES = frozenset({"preprocessing_query_anndata"})


def new_model(
    run: Run,
    given: Given,
    cls: ClassSymbol,
    made_by: str,
    made: Call,
    *,
    trained: Fact[bool],
    adata: int | None,
    registration: Fact[Registration] | None,
    subclass: str = "",
    origin: int | None = None,
) -> Value:
    reason = run.reason(given.node, "made here")
    facts: Facts = {
        slots.CLASS: fact(cls, reason),
        slots.MADE_BY: fact(made_by, reason),
        slots.CONSTRUCTION: fact(made, reason),
        slots.TRAINED: trained,
        slots.TRAININGS: fact(0, reason),
    }
    if subclass:
        facts[slots.SUBCLASS] = fact(subclass, reason)
    if adata is not None:
        facts[slots.DATA] = fact(adata, reason)
        held = run.heap.tracked(adata)
        small = None if held is None else held.get(slots.MINIFIED)
        if small is not None:  # a model of minified data is a minified one
            facts[slots.MINIFIED] = small
    if registration is not None:
        facts[REGISTRATION] = registration
    if origin is not None:
        facts[slots.ORIGIN] = fact(origin, reason)
    return run.allocate(given.node, Tracked("model", facts), "model")


def view_of(run: Run, identity: int | None, text: str) -> AnnDataView | None:
    """Data as it is now."""
    return None if identity is None else AnnDataView(identity, run.heap.snapshot(), text)


def load(
    run: Run, cls: ClassSymbol, name: str, given: Given, made: Call, receiver: ModelView | None
) -> Value:
    """`Model.load(folder, adata)`."""
    identity, _, text = registering.data_of(run, made)
    reason = run.reason(given.node, "loaded here")
    adata = view_of(run, identity, text)
    written = saved_models.written(run, made, "dir_path")
    # What the program itself saved there it knows better than a look at an older run's folder.
    seen = saved_models.look(run, made, "dir_path") if written is None else None
    if written is None and seen is None:
        written = saved_models.elsewhere(run, made, "dir_path")
    beside = (
        saved_models.beside(run, made, "dir_path") if written is None and seen is None else None
    )
    run.emit(Loaded(run, made, cls, name, receiver, adata, seen, written, beside))
    saved = None if written is None else written.value.view
    if adata is not None:
        run.emit(DataGiven(run, made, cls, LOAD, adata, Expected(cls, saved, seen, written)))
    _load_several(run, cls, made, saved, written)
    if identity is not None:
        # Loading registers the data with the saved model's set-up, which the program does not say.
        registration = Registration(cls.name, name, made, None, run.heap.snapshot())
        registering.remember(run, identity, cls.name, fact(registration, reason))
    known = None if saved is None else _as_saved(saved.registration, written)
    value = new_model(
        run,
        given,
        cls,
        "load",
        made,
        trained=fact(True, reason, certain=False),
        adata=identity,
        registration=known,
    )
    loaded = run.heap.tracked(value.refs()[0])
    if loaded is not None and seen is not None:
        run.heap.put(value.refs()[0], loaded.with_facts(saved_models.facts(seen)))
    return value


def _load_several(
    run: Run, cls: ClassSymbol, made: Call, saved: ModelView | None, written: Fact[Written] | None
) -> None:
    """`GIMVI.load(folder, adata_seq=…, adata_spatial=…)`: each in the place of one."""
    for name in _SEVERAL:
        identity, _, text = registering.data_of(run, made, name)
        own = None if saved is None else saved.built_of(name)
        adata = view_of(run, identity, text)
        if adata is None or own is None:
            continue
        expected = Expected(cls, saved, None, written, own)
        run.emit(DataGiven(run, made, cls, LOAD, adata, expected, given_as=name))


def _as_saved(
    registration: Fact[Registration] | None, written: Fact[Written] | None
) -> Fact[Registration] | None:
    """The set-up of a saved model, as far as that is known to be the one that is loaded."""
    if registration is None or written is None:
        return registration
    if any(reason.elsewhere for reason in written.reasons):
        registration = Fact(
            tuple((record, (*why, *written.reasons)) for record, why in registration.options),
            registration.certain,
            registration.doubt,
        )
    return registration if written.certain else possible(registration, written.doubt)


def from_model(
    run: Run,
    cls: ClassSymbol,
    name: str,
    given: Given,
    made: Call,
    receiver: ModelView | None = None,
) -> Value:
    """`SCANVI.from_scvi_model(model)`, `SCVI.load_query_data(query, model_or_folder)` …"""
    source_name = FROM_MODEL.get(name, "")
    argument = made.arguments.get(source_name) or next(iter(made.arguments.values()), None)
    found = [] if argument is None else run.tracked(argument.value, "model")
    origin_id, origin = found[0] if len(found) == 1 else (None, None)
    written = None if origin is not None else saved_models.written(run, made, source_name)
    text = "" if argument is None else run.text(argument.span)
    origin_view = _origin(run, origin_id, written, text)
    identity, _, data_text = registering.data_of(run, made, *DATA_OF_NEW_MODEL)
    named = made.open or any(one in made.arguments for one in DATA_OF_NEW_MODEL)
    if identity is None and origin is not None and name == "from_scvi_model" and not named:
        identity = origin.value(slots.DATA)
    reason = run.reason(given.node, f"made by {name}")
    seen = None if origin is None else origin.get(SAVED)
    if origin_view is None and name == "load_query_data":
        seen = saved_models.look(run, made, source_name)
        if written is None and seen is None:
            written = saved_models.elsewhere(run, made, source_name)
            origin_view = _origin(run, None, written, text)
    adata = view_of(run, identity, data_text)
    door = _DOORS.get(name)
    if name == "from_rna_model" and not cls.has("sets_up_spots_anew"):
        door = None
    if adata is not None and data_text and door is not None:
        # SOLO reads new data as the model does that it is made from.
        like_origin = origin_view is not None and cls.has("reads_as_its_origin")
        reads = (origin_view.cls if origin_view is not None and like_origin else None) or cls
        # What was saved on some paths only says what the reference may be.
        likely = origin_view or (None if written is None else written.value.view)
        expected = Expected(reads, likely, seen, written)
        run.emit(DataGiven(run, made, cls, door, adata, expected))
    registration: Fact[Registration] | None = None
    own = None if identity is None else run.heap.tracked(identity)
    if name == "from_rna_model":  # the spatial data has a registration of its own
        registration = None if own is None else own.get(REGISTERED(cls.name))
    elif identity is not None:
        record = Registration(cls.name, name, made, identity, run.heap.snapshot())
        registration = None if origin_view is None else origin_view.registration
        registering.remember(run, identity, cls.name, fact(record, reason))
    beside = (
        saved_models.beside(run, made, source_name) if written is None and seen is None else None
    )
    run.emit(Loaded(run, made, cls, name, receiver, adata, seen, written, beside))
    value = new_model(
        run,
        given,
        cls,
        name,
        made,
        trained=fact(False, reason),
        adata=identity,
        registration=registration,
        origin=origin_id,
    )
    if name == "load_query_data":
        _extend_levels(run, value.refs()[0], origin_view, seen, identity)
    model = run.model_view(value.refs()[0], cls.name)
    run.emit(Constructed(run, made, cls, model, adata, registration, origin_view))
    return value


def _origin(
    run: Run, identity: int | None, written: Fact[Written] | None, text: str
) -> ModelView | None:
    """The model that another one is made from: an object, or what the program itself saved."""
    if identity is not None:
        return run.model_view(identity, text)
    if written is None or not written.certain:
        return None
    saved = written.value
    return ModelView(saved.model, saved.table, "")


def asked_about(run: Run, made: Call, model: ModelView, adata: AnnDataView | None) -> None:
    """A question to a model about data that it does not hold."""
    own, cls = model.adata, model.cls
    if adata is None or made.name in PREPARES or (own is not None and own.id == adata.id):
        return
    if cls is None:
        return
    expected = Expected(cls, model, model.saved, None)
    run.emit(DataGiven(run, made, cls, ASK, adata, expected, model.exact))


def _extend_levels(
    run: Run, model: int, origin: ModelView | None, seen: Fact[Saved] | None, query: int | None
) -> None:
    """A query model has the batches of its reference and those of its query."""
    for argument in ("batch_key", "labels_key"):
        if origin is not None:
            levels = origin.levels(argument)
        else:
            levels = None if seen is None else seen.value.levels(argument, seen)
        if levels is None:
            continue
        view = None if query is None else run.view(query)
        brought = None if view is None else view.levels(levels.key)
        if argument == "batch_key" and brought is not None and brought.column.closed:
            new = tuple(name for name in brought.names if levels.rule_out(name))
            certain = levels.known.certain and brought.known.certain and brought.occurs(new)
            told = fact(new, *brought.known.reasons, certain=certain)
            run.set_fact(model, slots.NEW_BATCHES, told)
        extended = levels.extended(brought)
        made = fact(extended, *extended.known.reasons, certain=extended.known.certain)
        run.set_fact(model, LEVELS(argument), made)


def prepare_query(run: Run, given: Given, made: Call) -> Value:
    """Genes are reordered and padded in place; the object is not registered yet. Who wants only
    the reference's genes gets their names, and no data is touched."""
    asked = made.arguments.get("return_reference_var_names")
    if asked is not None and asked.is_literal(True):
        return UNKNOWN
    names_only = asked is not None and not asked.is_literal(False)
    identity, thing, _ = registering.data_of(run, made)
    apart = made.arguments.get("inplace")
    if identity is not None and thing is not None:
        if apart is not None and apart.is_literal(False):
            made_anew = data.copy(run, identity, thing, given.node)
            _match_genes(run, made_anew.refs()[0], given)
            return made_anew
        _match_genes(run, identity, given)
    if apart is None and made.lacks("inplace") and not names_only:
        return one(Nothing(made))
    return UNKNOWN


def _match_genes(run: Run, identity: int, given: Given) -> None:
    reason = run.reason(given.node, "genes matched to the reference here")
    run.set_fact(identity, slots.GENES, fact(Genes("query", run.site(given.node)), reason))
    thing = run.heap.tracked(identity)
    if thing is not None:
        run.heap.put(identity, thing.without(slots.VIEW))  # a view becomes an object of its own
