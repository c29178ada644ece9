"""What happens with model classes: set-up, construction, loading."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.domain.contents import SCALED, Matrix
from scvi_lint.interpreter.domain.facts import Fact
from scvi_lint.interpreter.events.data import Called
from scvi_lint.interpreter.events.event import CallEvent
from scvi_lint.interpreter.events.registered import Entry, entries
from scvi_lint.knowledge.api import ClassSymbol
from scvi_lint.knowledge.curated import curated
from scvi_lint.semantic.data_views import REGISTERED, AnnDataView, Registration
from scvi_lint.semantic.doors import made_of_the_same
from scvi_lint.semantic.expected import Difference
from scvi_lint.semantic.idle import IdleArguments, idle_arguments
from scvi_lint.semantic.model_views import ModelView, Written
from scvi_lint.semantic.saved_models import Saved

if TYPE_CHECKING:
    from scvi_lint.interpreter.domain.scopes import Standing


class OfModelClass(CallEvent):
    """Events on a class of scvi-tools; `cls` is its catalogue entry, `class_name` its name."""

    __slots__ = ("class_name", "cls", "exact")

    def __init__(self, at: Standing, call: Call, cls: ClassSymbol, exact: bool = True) -> None:
        super().__init__(at, call)
        self.cls = cls
        self.class_name: str = cls.name
        self.exact = exact

    def has(self, trait: str) -> bool:
        """Whether the class is known to have a trait in this release: see `traits.toml`."""
        return bool(self.cls.has(trait))

    def definer_of(self, method: str) -> str:
        """The name of the class that defines a method of this one, "" if none does."""
        return str(self.cls.defined_in(method) or "").rpartition(".")[2]

    def refused(self, argument: str) -> dict[str, str]:
        """The types that an argument of this call refuses, each with the exception."""
        if not self.exact:
            return {}
        method = "__init__" if self.call.name == self.class_name else self.call.name
        return curated().refused(f"{self.definer_of(method)}.{method}", argument)

    @property
    def idle(self) -> list[IdleArguments]:
        """The arguments that do nothing here."""
        return []

    @property
    def rests_on_registration(self) -> tuple[tuple[int, str], ...]:
        """What a finding about the registered keys rests on (see `breaks_registration`)."""
        return ()


class OwnCall(CallEvent):
    """A call of a method that scvi-tools does not define, on a model class or model of the
    program's own, of a third party, or of another release: `setup_anndata`, `load` …"""

    __slots__ = ("adata", "class_name")

    def __init__(
        self, at: Standing, call: Call, class_name: str, adata: AnnDataView | None
    ) -> None:
        super().__init__(at, call)
        self.class_name = class_name
        self.adata = adata


def matrix_name(layer: str | None) -> str:
    """A matrix as the program writes it; X when `layer` is None."""
    return "X" if layer is None else f"layers[{layer!r}]"


class CountMatrix(NamedTuple):
    """A matrix that an argument of a registration selects; X when `layer` is None.

    `certain` is false where X is only the way out: `layer="counts" if … else None`.
    """

    argument: str
    adata: AnnDataView
    layer: str | None
    certain: bool = True

    @property
    def name(self) -> str:
        """The matrix as the program writes it."""
        return matrix_name(self.layer)


class Registered(OfModelClass):
    """`Model.setup_anndata(adata, ...)`; `adata` as it was before.

    `warned` when a notebook's saved output holds scvi-tools' warning that the registered matrix
    holds no counts: a possible Fact.
    """

    __slots__ = ("_entries", "adata", "registration", "warned")

    def __init__(
        self,
        at: Standing,
        call: Call,
        cls: ClassSymbol,
        adata: AnnDataView | None,
        registration: Registration,
    ) -> None:
        super().__init__(at, call, cls)
        self._entries: list[Entry] | None = None  # many rules ask for them
        self.adata = adata
        self.registration = registration
        self.warned: Fact[str | None] | None = None

    @property
    def breaks_registration(self) -> tuple[tuple[int, str], ...]:
        """What a fault in this call spoils: everything that rests on the registration."""
        if self.adata is None:
            return ()
        return ((self.adata.id, REGISTERED(self.class_name)), *self.fault)

    @property
    def parameters(self) -> Collection[str]:
        """The names of what this set-up method takes."""
        signature = self.cls.method(self.registration.method)
        return () if signature is None else signature.keywords()

    @property
    def is_of_temporary(self) -> bool:
        """Whether the registered object is made inside the call, where nothing else holds it."""
        given = self.argument("adata") or self.argument("mdata")
        if self.adata is None or given is None:
            return False
        view = self.adata.is_view
        if view is not None:
            return any(reason.span == given.span for reason in view.reasons)
        text = self.source(given.span)
        made = self.adata.thing.get(slots.MADE)
        here = made is not None and any(reason.span == given.span for reason in made.reasons)
        return text.endswith(".copy()") or (here and text.endswith(")"))

    def takes_counts_in(self, argument: str) -> bool:
        """Whether the matrix that this argument selects must hold counts."""
        field = self.cls.setup_fields(self.registration.method).get(argument)
        return field is not None and bool(field.is_count_data)

    def names_several_columns(self, argument: str) -> bool | None:
        """Whether this argument names columns of obs in a list, or just one of them by its name;
        None if it names none. For MULTIVI a size factor was one column before 1.2.2."""
        field = self.cls.setup_fields(self.registration.method).get(argument)
        if field is None or not field.kind.endswith(("Obs", "Var")):
            return None
        return field.kind.endswith("JointObs")

    def entries(self, room: str = "") -> list[Entry]:
        """The columns, layers and entries of obsm that it names by constants."""
        if self._entries is None:
            fields = self.cls.setup_fields(self.registration.method)
            found = (
                [] if self.adata is None else entries(self, self.registration, self.adata, fields)
            )
            if self.has("finds_labels_in_modalities"):  # labels that the MuData itself lacks
                found = [
                    one
                    for one in found
                    if one.argument != "labels_key" or not (one.adata.is_mudata and one.is_missing)
                ]
            self._entries = found
        return [one for one in self._entries if room in ("", one.room)]

    @property
    def count_matrices(self) -> list[CountMatrix]:
        """The matrices that it takes counts from for certain, in MuData those of modalities."""
        if self.adata is None:
            return []
        fields = self.cls.setup_fields(self.registration.method)
        found: list[CountMatrix] = []
        for argument in (name for name, field in fields.items() if field.is_count_data):
            adata = self.registration.part(self.adata, argument)
            layer = self.registration.text(argument)
            if adata is None or adata.is_mudata:
                continue
            if layer is not None or self.lacks(argument):
                found.append(CountMatrix(argument, adata, layer))
            elif any(item.value is None for item in self.values(argument)):
                found.append(CountMatrix(argument, adata, None, certain=False))
        return found

    @property
    def is_from_raw(self) -> bool:
        """Whether what is registered came out of `.raw`."""
        known = self.counts
        return known is not None and known.value.is_from_raw

    @property
    def kept_counts(self) -> list[str]:
        """The layers that keep the counts of the X that is registered instead of them."""
        known = self.counts
        if known is None or self.adata is None or not self.lacks("layer"):
            return []
        return self.adata.kept_counts(known.value.root)

    @property
    def fails_on_negative_values(self) -> bool:
        """Whether models of this class end in NaN on values below minus one."""
        models = [event.model.construction for event in self.models]
        unlogged = any(
            given is not None and not given.is_literal(True)
            for call in models
            for given in [None if call is None else call.arguments.get("log_variational")]
        )
        return self.has("takes_logarithms") and not unlogged

    def on_wrong_scale(self, matrix: Matrix) -> str:
        """What becomes of models of this class on values that are no counts, as a sentence."""
        if matrix.scale == SCALED and self.fails_on_negative_values:
            return "Its loss becomes NaN and training raises ValueError"
        if self.has("trains_on_counts_only"):
            return "Training raises ValueError"
        return "Training runs, but the results are distorted"

    @property
    def counts(self) -> Fact[Matrix] | None:
        """The matrix that is registered as counts; None when none is, or it is not known."""
        if self.adata is None or not self.takes_counts_in("layer"):
            return None
        if self.lacks("layer"):
            return self.adata.x
        layer = self.registration.text("layer")
        return None if layer is None else self.adata.layer(layer)

    @property
    def counts_name(self) -> str:
        """The matrix that is registered as counts, as the program writes it."""
        return matrix_name(self.registration.text("layer"))

    @property
    def models_take_anything(self) -> bool:
        """Whether a model built on it does not ask for counts (`gene_likelihood="normal"`)."""
        return any(event.model.takes_anything for event in self.models)

    @property
    def models(self) -> list[Constructed]:
        """The models that were built on this registration."""
        built = self.program.built_on(self.registration)
        return [one for one in built if isinstance(one, Constructed) and one.index > self.index]


class Constructed(OfModelClass):
    """`Model(adata, ...)` or `Model.from_scvi_model(...)`; `model` as it is afterwards."""

    __slots__ = ("adata", "model", "origin", "registration")

    def __init__(
        self,
        at: Standing,
        call: Call,
        cls: ClassSymbol,
        model: ModelView,
        adata: AnnDataView | None,
        registration: Fact[Registration] | None,
        origin: ModelView | None = None,
    ) -> None:
        super().__init__(at, call, cls)
        self.model = model
        self.adata = adata
        self.registration = registration
        self.origin = origin

    @property
    def idle(self) -> list[IdleArguments]:
        return list(idle_arguments(self.call, self.cls, self.model, {}))

    @property
    def rests_on_registration(self) -> tuple[tuple[int, str], ...]:
        return self.model.rests_on_registration

    @property
    def genes_unlike_origin(self) -> list[Difference]:
        """How the genes of its data differ from those of the model that it is made from, where
        the program made one of the other."""
        own = None if self.origin is None else self.origin.adata
        return [] if own is None or self.adata is None else list(made_of_the_same(self.adata, own))

    @property
    def is_refused(self) -> bool:
        """Whether the data carries no registration for this class that the program can show."""
        return (
            self.adata is not None
            and self.registration is None
            and self.exact
            and self.model.made_by == "constructor"
            and not self.adata.may_be_registered_elsewhere
        )

    @property
    def registered_in_passing(self) -> Registered | None:
        """Why the data lacks a registration: one was made of an object that nothing holds,
        a copy or a view."""
        if not self.is_refused or (self.adata is not None and self.adata.stale_registrations):
            return None
        for event in self.earlier(Registered):
            if event.class_name == self.class_name:
                return event if event.is_of_temporary else None
        return None

    @property
    def lost_on_disk(self) -> tuple[Called, Fact[Registration]] | None:
        """Why the data lacks a registration: registered data was written to the file that it
        was read from. The writing, and the registration."""
        adata = self.adata
        if not self.is_refused or adata is None or adata.file is None:
            return None
        for event in self.earlier(Called):
            if event.adata is None or not event.call.name.startswith("write"):
                continue
            path = event.argument("filename") or event.argument("store")
            known = event.adata.registrations.get(self.class_name)
            if path is not None and path.value.text == adata.file.value:
                return None if known is None else (event, known)
        return None

    def choices_of(self, name: str) -> tuple[str, ...]:
        """The words that an argument of the constructor takes, () when it takes others, too."""
        found = self.cls.init.keywords().get(name)
        choices = () if found is None or not found.closed else found.choices or ()
        return tuple(one for one in choices if isinstance(one, str))

    def set_up_by(self, name: str) -> str | None:
        """The set-up method of this class that has an argument of this name, None if none has."""
        for method in ("setup_anndata", "setup_mudata"):
            signature = self.cls.method(method)
            if signature is not None and name in signature.keywords():
                return method
        return None

    def existed_in_another_release(self, name: str) -> bool:
        """Whether the constructor knows this keyword, only not in the release at hand."""
        return bool(self.cls.lifetime_of(name))


class Loaded(OfModelClass):
    """`Model.load(path)`; `receiver` is the model when it was called on an instance.

    `saved` is the saved model as it was seen: a Fact of `objects.saved.Saved`, or None; `written`
    the model that the program itself saved there: a Fact of `objects.saved.Written`, or None.
    `beside`: nothing is known to be there under this prefix, and the program saved a model in the
    folder under another one: that prefix, and the Fact.
    """

    __slots__ = ("adata", "beside", "method", "receiver", "saved", "written")

    def __init__(
        self,
        at: Standing,
        call: Call,
        cls: ClassSymbol,
        method: str,
        receiver: ModelView | None,
        adata: AnnDataView | None,
        saved: Fact[Saved] | None = None,
        written: Fact[Written] | None = None,
        beside: tuple[str, Fact[Written]] | None = None,
    ) -> None:
        super().__init__(at, call, cls)
        self.beside = beside
        self.written = written
        self.method = method
        self.receiver = receiver
        self.adata = adata
        self.saved = saved

    @property
    def not_found(self) -> str:
        """What is raised where the folder holds no such file."""
        asks_first = self.method == "load" and self.cls.has("looks_for_its_backend")
        return "FileNotFoundError" if asks_first else "ValueError"

    @property
    def saved_class(self) -> tuple[str, Fact[Written] | Fact[Saved]] | None:
        """The class of the saved model, and why it is believed; None where nothing tells."""
        if self.written is not None:
            view = self.written.value.view
            return (view.class_name, self.written) if view.exact else None
        if self.saved is None or not self.saved.value.seen.class_name:
            return None
        return self.saved.value.seen.class_name, self.saved
