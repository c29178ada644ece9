"""Classes of scvi-tools: registration, construction, loading, and models made from models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.domain.definitions import UserClass
from scvi_lint.interpreter.domain.facts import Fact, fact, possible
from scvi_lint.interpreter.domain.heap import EVERYTHING, Facts, Tracked
from scvi_lint.interpreter.domain.values import NONE, UNKNOWN, Bound, Ref, Value, one
from scvi_lint.interpreter.engine import functions
from scvi_lint.interpreter.engine.binding import make_call
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.events.kinds import ApiUsed, Constructed, OwnCall
from scvi_lint.interpreter.libraries import called as library
from scvi_lint.interpreter.libraries import scvi_datasets as datasets
from scvi_lint.interpreter.libraries import scvi_models
from scvi_lint.interpreter.libraries import scvi_setup as registering
from scvi_lint.interpreter.objects import recognition
from scvi_lint.knowledge.api import ClassSymbol
from scvi_lint.knowledge.signatures import Signature
from scvi_lint.semantic.data_views import REGISTERED, AnnDataView, Registration
from scvi_lint.semantic.model_views import ModelView

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given

SETUPS = ("setup_anndata", "setup_mudata")
# Some classes hand `*args` on to this.
_OF_QUERIES = ("adata", "reference_model")
PREPARES_QUERY = ("prepare_query_anndata", "prepare_query_mudata")
# Where these take the data, whatever the class.
_DATA_AT = {**dict.fromkeys((*SETUPS, *PREPARES_QUERY, "load_query_data"), 0), "load": 1}


def expect_data(run: Run, given: Given, position: int | None = 0, method: str = "") -> None:
    """What is passed here is data, whatever it was taken for so far; None if only by name. A method
    for MuData tells that it is one."""
    kind = "mudata" if method.endswith("_mudata") else "anndata"
    for name in ("adata", "mdata"):
        if name in given.keywords:
            value, node = given.keywords[name]
            given.keywords[name] = (recognition.as_data(run, value, node.value, kind), node)
            return
    if position is not None and position < len(given.positional):
        value, node = given.positional[position]
        given.positional[position] = (recognition.as_data(run, value, node.value, kind), node)


def model_class(run: Run, path: str) -> ClassSymbol | None:
    """The catalogue's entry if the path names a model class in this release, else None."""
    found = run.context.api.resolve(path)
    return found if isinstance(found, ClassSymbol) and found.is_model else None


def base_class(run: Run, cls: UserClass) -> ClassSymbol | None:
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
        call = api_call(run, path, given)
        run.emit(ApiUsed(run, given.node, path, call))
        local = call.arguments.get("local_dir")
        folder = None if local is None or name != "HubModel" else local.value.text
        facts: Facts = {} if folder is None else {slots.FOLDER: fact(folder.rstrip("/"))}
        return run.allocate(given.node, Tracked("hub", facts, EVERYTHING), "hub")
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


def method_of_user_class(run: Run, cls: UserClass, name: str, given: Given) -> Value:
    """A method of a class of the program, called on the class."""
    function = functions.method_of(cls, name)
    if function is None:
        return UNKNOWN
    result = functions.enter(run, function, given, receiver=one(cls))
    if base_class(run, cls) is None:
        return result
    own = own_class_method(run, cls.name, name, given)
    return result if result.atoms else own


def own_class_method(run: Run, class_name: str, name: str, given: Given) -> Value:
    """A class method of a model class that scvi-tools does not define: what it takes is not
    known, what it is for is."""
    if given.node.repaired:
        return UNKNOWN
    expect_data(run, given, _DATA_AT.get(name), name)
    made = make_call(run, given, f"{class_name}.{name}", ("adata",))
    identity, _, text = registering.data_of(run, made)
    run.emit(OwnCall(run, made, class_name, scvi_models.view_of(run, identity, text)))
    if name in SETUPS and identity is not None:
        record = Registration(class_name, name, made, identity, run.heap.snapshot())
        reason = run.reason(given.node, f"registered for {class_name}")
        registering.remember(run, identity, class_name, fact(record, reason))
    if name.startswith(("load", "from_")):
        return _other_model(run, class_name, name, given) or UNKNOWN
    return NONE


def _other_model(run: Run, class_name: str, made_by: str, given: Given) -> Value | None:
    base = run.context.api.resolve("scvi.model.base.BaseModelClass")
    if not isinstance(base, ClassSymbol) or given.node.repaired:
        return None
    expect_data(run, given)
    made = make_call(run, given, class_name, ("adata",))
    identity, _, _ = registering.data_of(run, made)
    reason = run.reason(given.node, f"{class_name} made here")
    return scvi_models.new_model(
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


def api_call(run: Run, path: str, given: Given) -> Call:
    """The call of a function or class of scvi-tools, arguments under its parameters' names."""
    return make_call(run, given, path, names_of(run.context.api.signature(path)))


def names_of(signature: Signature | None) -> tuple[str, ...]:
    """The names of the parameters that positional arguments fill."""
    if signature is None:
        return ()
    return tuple(
        parameter.name
        for parameter in signature.parameters
        if parameter.kind in ("plain", "positional")
    )


def class_method(
    run: Run, cls: ClassSymbol, name: str, given: Given, receiver: ModelView | None = None
) -> Value:
    """`SCVI.setup_anndata(...)`, `SCVI.load(...)`, `SCANVI.from_scvi_model(...)` …"""
    signature = cls.method(name)
    names = names_of(signature) or (_OF_QUERIES if name == "load_query_data" else ())
    taken = (index for index, one in enumerate(names) if one in scvi_models.DATA_OF_NEW_MODEL)
    # `convert_legacy_save(folder, …)` and `from_scvi_model(model, …)` take something else first.
    expect_data(run, given, next(taken, None) if names else _DATA_AT.get(name), name)
    made = make_call(run, given, f"{cls.qualname}.{name}", names)
    if given.node.repaired:
        return UNKNOWN
    run.emit(ApiUsed(run, given.node, made.function, made))
    library.note_nothing(run, made)
    if name in ("setup_anndata", "setup_mudata"):
        return registering.register(run, cls, name, given, made)
    if name == "load":
        return scvi_models.load(run, cls, name, given, made, receiver)
    if name in PREPARES_QUERY:
        return scvi_models.prepare_query(run, given, made)
    if name in scvi_models.FROM_MODEL or name.startswith(("from_", "load_with")):
        return scvi_models.from_model(run, cls, name, given, made, receiver)
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


def construct(run: Run, cls: ClassSymbol, given: Given, subclass: str = "") -> Value:
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
    registration = None if thing is None else thing.get(REGISTERED(key))
    if subclass and registration is None and thing is not None:
        registration = _possible_of_base(thing, cls.name)
    reason = run.reason(given.node, f"{key} built here, not trained yet")
    value = scvi_models.new_model(
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


def _possible_of_base(thing: Tracked, name: str) -> Fact[Registration] | None:
    known = thing.get(REGISTERED(name))
    return None if known is None else possible(known)


# --- data that scvi-tools itself provides -----------------------------------------------------


def _dataset(run: Run, path: str, given: Given) -> Value | None:
    return datasets.read(run, path, given)
