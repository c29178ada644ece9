"""Classes of scvi-tools: registration, construction, loading, and models made from models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scvi_lint.interpreter.domain.facts import Fact, fact, possible
from scvi_lint.interpreter.domain.heap import EVERYTHING, Tracked
from scvi_lint.interpreter.domain.values import (
    NONE,
    UNKNOWN,
    Bound,
    Nothing,
    Ref,
    UserClass,
    Value,
    one,
)
from scvi_lint.interpreter.engine import functions
from scvi_lint.interpreter.engine.binding import make_call
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.events.kinds import ApiUsed, Constructed, Loaded, OwnCall
from scvi_lint.interpreter.libraries import called as library
from scvi_lint.interpreter.libraries import scvi_datasets as datasets
from scvi_lint.interpreter.libraries import scvi_setup as registering
from scvi_lint.interpreter.objects import data, recognition
from scvi_lint.interpreter.objects import saved as saved_models
from scvi_lint.semantic.model_views import ModelView, Registration
from scvi_lint.semantic.views import AnnDataView

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given

# Class methods that build a model from another one, and the parameter that holds that one.
FROM_MODEL = {
    "from_scvi_model": "scvi_model",
    "from_rna_model": "sc_model",
    "load_query_data": "reference_model",
    "from_base_model": "base_model",
}
SETUPS = ("setup_anndata", "setup_mudata")
# The parameters of these that hold the new model's own data.
DATA_OF_NEW_MODEL = ("adata", "mdata", "st_adata")
# Some classes hand `*args` on to this.
_OF_QUERIES = ("adata", "reference_model")
PREPARES_QUERY = ("prepare_query_anndata", "prepare_query_mudata")
# Where these take the data, whatever the class.
_DATA_AT = {**dict.fromkeys((*SETUPS, *PREPARES_QUERY, "load_query_data"), 0), "load": 1}


def expect_data(run: Run, given: Given, position: int | None = 0) -> None:
    """What is passed here is data, whatever it was taken for so far; None if only by name."""
    for name in ("adata", "mdata"):
        if name in given.keywords:
            value, node = given.keywords[name]
            given.keywords[name] = (recognition.as_data(run, value, node.value), node)
            return
    if position is not None and position < len(given.positional):
        value, node = given.positional[position]
        given.positional[position] = (recognition.as_data(run, value, node.value), node)


def model_class(run: Run, path: str) -> Any:
    """The catalogue's entry if the path names a model class in this release, else None."""
    found = run.context.api.resolve(path)
    return found if found is not None and getattr(found, "is_model", False) else None


def base_class(run: Run, cls: UserClass) -> Any:
    """The class of scvi-tools that a class of the program derives from, if there is one."""
    found = [model_class(run, path) for path in functions.library_bases(cls)]
    return next((one for one in found if one is not None), None)


def call_symbol(run: Run, path: str, given: Given) -> Value | None:
    """A call by import path into scvi-tools (or an alias of it); None if it is none."""
    cls = model_class(run, path)
    if cls is not None:
        return construct(run, cls, given)
    owner, _, name = path.rpartition(".")
    cls = model_class(run, owner) if owner else None
    if cls is not None:
        return class_method(run, cls, name, given)
    if path.startswith("scvi.hub.") and name.startswith(("pull_from", "HubModel")):
        run.emit(ApiUsed(run, given.node, path, api_call(run, path, given)))
        return run.allocate(given.node, Tracked("hub", {}, EVERYTHING), "hub")
    if path.startswith("scvi."):
        run.emit(ApiUsed(run, given.node, path, api_call(run, path, given)))
        handled = _dataset(run, path, given)
        if handled is not None:
            return handled
    return _of_other_class(run, path, given)


def _of_other_class(run: Run, path: str, given: Given) -> Value | None:
    """A model class that the catalogue lacks: of a third party, or of another release. Only such
    a class has `setup_anndata`, and who has it is one."""
    owner, _, name = path.rpartition(".")
    last = owner.rpartition(".")[2]
    if name in (*SETUPS, "load_query_data", *PREPARES_QUERY) and last[:1].isupper():
        run.model_classes.add(owner)
    if owner in run.model_classes:
        return own_class_method(run, last, name, given)
    if path in run.model_classes:
        return _other_model(run, name, "constructor", given)
    return None


def own_class_method(run: Run, class_name: str, name: str, given: Given) -> Value:
    """A class method of a model class that scvi-tools does not define: what it takes is not
    known, what it is for is."""
    if given.node.repaired:
        return UNKNOWN
    expect_data(run, given, _DATA_AT.get(name))
    made = make_call(run, given, f"{class_name}.{name}", ("adata",))
    identity, _, text = registering.data_of(run, made)
    run.emit(OwnCall(run, made, class_name, _view_of(run, identity, text)))
    if name in SETUPS and identity is not None:
        record = Registration(class_name, name, made, identity, run.heap.snapshot())
        reason = run.reason(given.node, f"registered for {class_name}")
        registering.remember(run, identity, class_name, fact(record, reason))
    if name.startswith(("load", "from_")):
        return _other_model(run, class_name, name, given) or UNKNOWN
    return NONE


def _other_model(run: Run, class_name: str, made_by: str, given: Given) -> Value | None:
    base = run.context.api.resolve("scvi.model.base.BaseModelClass")
    if base is None or given.node.repaired:
        return None
    expect_data(run, given)
    made = make_call(run, given, class_name, ("adata",))
    identity, _, _ = registering.data_of(run, made)
    reason = run.reason(given.node, f"{class_name} made here")
    return new_model(
        run,
        given,
        base,
        made_by,
        made,
        trained=fact(made_by != "constructor", reason, certain=made_by == "constructor"),
        adata=identity,
        registration=None,
        subclass=class_name,
    )


def api_call(run: Run, path: str, given: Given) -> Any:
    """The call of a function or class of scvi-tools, arguments under its parameters' names."""
    return make_call(run, given, path, names_of(run.context.api.signature(path)))


def names_of(signature: Any) -> tuple[str, ...]:
    """The names of the parameters that positional arguments fill."""
    if signature is None:
        return ()
    return tuple(
        parameter.name
        for parameter in signature.parameters
        if parameter.kind in ("plain", "positional")
    )


def class_method(
    run: Run, cls: Any, name: str, given: Given, receiver: ModelView | None = None
) -> Value:
    """`SCVI.setup_anndata(...)`, `SCVI.load(...)`, `SCANVI.from_scvi_model(...)` …"""
    signature = cls.method(name)
    names = names_of(signature) or (_OF_QUERIES if name == "load_query_data" else ())
    taken = (index for index, one in enumerate(names) if one in DATA_OF_NEW_MODEL)
    # `convert_legacy_save(folder, …)` and `from_scvi_model(model, …)` take something else first.
    expect_data(run, given, next(taken, None) if names else _DATA_AT.get(name))
    made = make_call(run, given, f"{cls.qualname}.{name}", names)
    if given.node.repaired:
        return UNKNOWN
    run.emit(ApiUsed(run, given.node, made.function, made))
    library.note_nothing(run, made)
    if name in ("setup_anndata", "setup_mudata"):
        return registering.register(run, cls, name, given, made)
    if name == "load":
        return _load(run, cls, name, given, made, receiver)
    if name in PREPARES_QUERY:
        return _prepare_query(run, given, made)
    if name in FROM_MODEL or name.startswith(("from_", "load_with")):
        return _from_model(run, cls, name, given, made)
    if name in ("setup", "register_manager", "load_registry", "convert_legacy_save"):
        return UNKNOWN
    if receiver is None and given.positional and signature is not None:
        # `SCVI.train(model, ...)`: the class's function with the object passed by hand.
        found = run.tracked(given.positional[0][0], "model")
        if found:
            given.positional.pop(0)
            return run.apply(Bound(Ref(found[0][0]), name), given)
    return UNKNOWN


# --- models -----------------------------------------------------------------------------------


def construct(run: Run, cls: Any, given: Given, subclass: str = "") -> Value:
    """`SCVI(adata, ...)`: a model that is not trained yet."""
    expect_data(run, given)
    made = make_call(run, given, cls.qualname, names_of(cls.init))
    if given.node.repaired:
        return UNKNOWN
    if not subclass:
        run.emit(ApiUsed(run, given.node, cls.qualname, made))
    library.note_nothing(run, made)
    identity, thing, text = registering.data_of(
        run, made, "adata", "mdata", *names_of(cls.init)[:1]
    )
    key = subclass or cls.name
    registration = None if thing is None else thing.get("registered/" + key)
    if subclass and registration is None and thing is not None:
        registration = _possible_of_base(thing, cls.name)
    reason = run.reason(given.node, f"{key} built here, not trained yet")
    value = new_model(
        run,
        given,
        cls,
        "constructor",
        made,
        trained=fact(False, reason),
        adata=identity,
        registration=registration,
        subclass=subclass,
    )
    adata = None if identity is None else AnnDataView(identity, run.heap.snapshot(), text)
    if not subclass:
        model = run.model_view(value.refs()[0], key)
        run.emit(Constructed(run, made, cls, model, adata, registration))
    return value


def _possible_of_base(thing: Tracked, name: str) -> Fact | None:
    known = thing.get("registered/" + name)
    return None if known is None else possible(known)


def new_model(
    run: Run,
    given: Given,
    cls: Any,
    made_by: str,
    made: Any,
    *,
    trained: Fact,
    adata: int | None,
    registration: Fact | None,
    subclass: str = "",
    origin: int | None = None,
) -> Value:
    reason = run.reason(given.node, "made here")
    facts = {
        "class": fact(cls, reason),
        "made_by": fact(made_by, reason),
        "construction": fact(made, reason),
        "trained": trained,
        "trainings": fact(0, reason),
    }
    if subclass:
        facts["subclass"] = fact(subclass, reason)
    if adata is not None:
        facts["data"] = fact(adata, reason)
    if registration is not None:
        facts["registration"] = registration
    if origin is not None:
        facts["origin"] = fact(origin, reason)
    return run.allocate(given.node, Tracked("model", facts), "model")


def model_view(run: Run, identity: int, name: str = "") -> ModelView:
    return ModelView(identity, run.heap.snapshot(), name)


def _load(
    run: Run, cls: Any, name: str, given: Given, made: Any, receiver: ModelView | None
) -> Value:
    identity, _, text = registering.data_of(run, made)
    reason = run.reason(given.node, "loaded here")
    adata = None if identity is None else AnnDataView(identity, run.heap.snapshot(), text)
    seen = saved_models.look(run, made, "dir_path")
    run.emit(Loaded(run, made, cls, name, receiver, adata, seen))
    if identity is not None:
        # Loading registers the data with the saved model's set-up, which the program does not say.
        registration = Registration(cls.name, name, made, None, run.heap.snapshot())
        registering.remember(run, identity, cls.name, fact(registration, reason))
    folder = made.arguments.get("dir_path")
    saved = None if folder is None else run.saved.get((folder.value.text or "").rstrip("/"))
    value = new_model(
        run,
        given,
        cls,
        "load",
        made,
        trained=fact(True, reason, certain=False),
        adata=identity,
        # Whether the folder still holds what this program saved there is never certain.
        registration=None if saved is None else possible(saved),
    )
    for key, known in saved_models.facts(seen).items():
        run.set_fact(value.refs()[0], key, known)
    return value


def _from_model(run: Run, cls: Any, name: str, given: Given, made: Any) -> Value:
    source_name = FROM_MODEL.get(name, "")
    argument = made.arguments.get(source_name) or next(iter(made.arguments.values()), None)
    found = [] if argument is None else run.tracked(argument.value, "model")
    origin_id, origin = found[0] if len(found) == 1 else (None, None)
    identity, _, text = registering.data_of(run, made, *DATA_OF_NEW_MODEL)
    named = made.open or any(one in made.arguments for one in DATA_OF_NEW_MODEL)
    if identity is None and origin is not None and name == "from_scvi_model" and not named:
        identity = origin.value("data")
    reason = run.reason(given.node, f"made by {name}")
    registration: Fact | None = None
    own = None if identity is None else run.heap.tracked(identity)
    if name == "from_rna_model":  # the spatial data has a registration of its own
        registration = None if own is None else own.get("registered/" + cls.name)
    elif identity is not None:
        record = Registration(cls.name, name, made, identity, run.heap.snapshot())
        registration = None if origin is None else origin.get("registration")
        registering.remember(run, identity, cls.name, fact(record, reason))
    seen = None if origin is None else origin.get("saved")
    if origin is None and name == "load_query_data":
        seen = saved_models.look(run, made, source_name)
    run.emit(Loaded(run, made, cls, name, None, _view_of(run, identity, text), seen))
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
        _extend_levels(run, value.refs()[0], origin_id, seen, identity)
    origin_view = (
        None
        if origin_id is None
        else run.model_view(origin_id, run.text(argument.span) if argument is not None else "")
    )
    model = run.model_view(value.refs()[0], cls.name)
    run.emit(
        Constructed(run, made, cls, model, _view_of(run, identity, text), registration, origin_view)
    )
    return value


def _extend_levels(
    run: Run, model: int, origin: int | None, seen: Fact | None, query: int | None
) -> None:
    """A query model has the batches of its reference and those of its query."""
    for argument in ("batch_key", "labels_key"):
        if origin is not None:
            levels = run.model_view(origin).levels(argument)
        else:
            levels = None if seen is None else saved_models.levels(seen, argument)
        if levels is None:
            continue
        view = None if query is None else run.view(query)
        extended = levels.extended(None if view is None else view.levels(levels.key))
        made = fact(extended, *extended.known.reasons, certain=extended.known.certain)
        run.set_fact(model, "levels/" + argument, made)


def _view_of(run: Run, identity: int | None, text: str) -> AnnDataView | None:
    return None if identity is None else AnnDataView(identity, run.heap.snapshot(), text)


def _prepare_query(run: Run, given: Given, made: Any) -> Value:
    """Genes are reordered and padded in place; the object is not registered yet. Who wants only
    the reference's genes gets their names, and no data is touched."""
    asked = made.arguments.get("return_reference_var_names")
    if asked is not None and asked.is_literal(True):
        return UNKNOWN
    names_only = asked is not None and not asked.is_literal(False)
    identity, _, _ = registering.data_of(run, made)
    apart = made.arguments.get("inplace")
    if identity is not None:
        reason = run.reason(given.node, "genes matched to the reference here")
        run.set_fact(identity, "genes", fact(("query", run.site(given.node)), reason))
        if apart is not None and apart.is_literal(False):
            thing = run.heap.tracked(identity)
            return UNKNOWN if thing is None else data.copy(run, identity, thing, given.node)
    if apart is None and made.lacks("inplace") and not names_only:
        return one(Nothing(made))
    return UNKNOWN


# --- data that scvi-tools itself provides -----------------------------------------------------


def _dataset(run: Run, path: str, given: Given) -> Value | None:
    return datasets.read(run, path, given)
