"""What happens with model classes and models: set-up, construction, training, questions."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, NamedTuple

from scvi_lint.flow.api_events import ApiUsed
from scvi_lint.flow.arguments import Argument, Call
from scvi_lint.flow.data_events import Called
from scvi_lint.flow.event import CallEvent, Event
from scvi_lint.flow.facts import Fact, Table
from scvi_lint.flow.values import Value
from scvi_lint.flow.views import AnnDataView, ModelView, Registration
from scvi_lint.knowledge.history import History, training_plan
from scvi_lint.regex import regex
from scvi_lint.source.span import Span

if TYPE_CHECKING:
    from scvi_lint.flow.registered import Entry
    from scvi_lint.flow.run import Run


_COMPARISON = regex(r"\s*\)?\s*([<>]=?)\s*(-?\d*\.?\d+(?:e-?\d+)?)(?![\w.])")


class OfModelClass(CallEvent):
    """Events on a class of scvi-tools; `cls` is its catalogue entry, `class_name` its name."""

    __slots__ = ("class_name", "cls", "exact")

    def __init__(self, run: Run, call: Call, cls: Any, exact: bool = True) -> None:
        super().__init__(run, call)
        self.cls = cls
        self.class_name: str = cls.name
        self.exact = exact


class OwnCall(CallEvent):
    """A call of a method that scvi-tools does not define, on a model class or model of the
    program's own, of a third party, or of another release: `setup_anndata`, `load` …"""

    __slots__ = ("adata", "class_name")

    def __init__(self, run: Run, call: Call, class_name: str, adata: AnnDataView | None) -> None:
        super().__init__(run, call)
        self.class_name = class_name
        self.adata = adata


class CountMatrix(NamedTuple):
    """A matrix that an argument of a registration selects; X when `layer` is None.

    `certain` is false where X is only the way out: `layer="counts" if … else None`.
    """

    argument: str
    adata: AnnDataView
    layer: str | None
    certain: bool = True


# Their encoders see log(1 + x), which is not a number below minus one.
TAKE_LOGARITHMS = frozenset(
    "SCVI SCANVI LinearSCVI AUTOZI CondSCVI TOTALVI TOTALANVI MRVI AmortizedLDA".split()
)


class Registered(OfModelClass):
    """`Model.setup_anndata(adata, ...)`; `adata` as it was before.

    `warned` when a notebook's saved output holds scvi-tools' warning that the registered matrix
    holds no counts: a possible Fact.
    """

    __slots__ = ("_entries", "adata", "registration", "warned")

    def __init__(
        self,
        run: Run,
        call: Call,
        cls: Any,
        adata: AnnDataView | None,
        registration: Registration,
    ) -> None:
        super().__init__(run, call, cls)
        self._entries: list[Entry] | None = None  # many rules ask for them
        self.adata = adata
        self.registration = registration
        self.warned: Fact | None = None

    @property
    def breaks_registration(self) -> tuple[tuple[int, str], ...]:
        """What a fault in this call spoils: everything that rests on the registration."""
        if self.adata is None:
            return ()
        return ((self.adata.id, "registered/" + self.class_name),)

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
        made = self.adata.thing.get("made")
        here = made is not None and any(reason.span == given.span for reason in made.reasons)
        return text.endswith(".copy()") or (here and text.endswith(")"))

    def takes_counts_in(self, argument: str) -> bool:
        """Whether the matrix that this argument selects must hold counts."""
        field = self.cls.setup_fields(self.registration.method).get(argument)
        return field is not None and bool(field.is_count_data)

    def entries(self, room: str = "") -> list[Entry]:
        """The columns, layers and entries of obsm that it names by constants."""
        if self._entries is None:
            from scvi_lint.flow import registered

            self._entries = registered.entries(self)
        return [one for one in self._entries if room in ("", one.room)]

    @property
    def count_matrices(self) -> list[CountMatrix]:
        """The matrices that it takes counts from for certain, in MuData those of modalities."""
        if self.adata is None:
            return []
        fields = self.cls.setup_fields(self.registration.method)
        modalities = self.argument("modalities")
        names = {} if modalities is None else modalities.entries()
        found = []
        for argument in (name for name, field in fields.items() if field.is_count_data):
            adata: AnnDataView | None = self.adata
            if adata.is_mudata:
                modality = names[argument].value.text if argument in names else None
                adata = None if modality is None else adata.modality(modality)
            layer = self.registration.text(argument)
            if adata is not None and (layer is not None or self.lacks(argument)):
                found.append(CountMatrix(argument, adata, layer))
            elif adata is not None and any(item.value is None for item in self.values(argument)):
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
        return self.class_name in TAKE_LOGARITHMS and not unlogged

    @property
    def counts(self) -> Fact | None:
        """The matrix that is registered as counts; None when none is, or it is not known."""
        if self.adata is None or not self.takes_counts_in("layer"):
            return None
        if self.lacks("layer"):
            return self.adata.x
        layer = self.registration.text("layer")
        return None if layer is None else self.adata.layer(layer)

    @property
    def models_take_anything(self) -> bool:
        """Whether a model built on it does not ask for counts (`gene_likelihood="normal"`)."""
        return any(event.model.takes_anything for event in self.models)

    @property
    def models(self) -> list[Constructed]:
        """The models that were built on this registration."""
        built: list[Constructed] = self.program.built_on(self.registration)
        return [event for event in built if event.index > self.index]


class Constructed(OfModelClass):
    """`Model(adata, ...)` or `Model.from_scvi_model(...)`; `model` as it is afterwards."""

    __slots__ = ("adata", "model", "origin", "registration")

    def __init__(
        self,
        run: Run,
        call: Call,
        cls: Any,
        model: ModelView,
        adata: AnnDataView | None,
        registration: Fact | None,
        origin: ModelView | None = None,
    ) -> None:
        super().__init__(run, call, cls)
        self.model = model
        self.adata = adata
        self.registration = registration
        self.origin = origin

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
    def lost_on_disk(self) -> tuple[Called, Fact] | None:
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

    def choices_of(self, name: str) -> tuple[Any, ...]:
        """The words that an argument of the constructor takes, () when it takes others, too."""
        found = self.cls.init.keywords().get(name)
        return () if found is None or not found.closed else found.choices or ()

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


class OfModel(OfModelClass):
    """Events on a model; `model` as it was before, `adata` the data named in the call."""

    __slots__ = ("adata", "model")

    def __init__(
        self, run: Run, call: Call, model: ModelView, adata: AnnDataView | None = None
    ) -> None:
        super().__init__(run, call, model.cls, model.exact)
        self.model = model
        self.adata = adata

    def accepts(self, name: str) -> bool | None:
        """Whether the called method takes this keyword; None when that is not known."""
        signature = self.cls.method(self.call.name)
        return None if signature is None else signature.accepts(name)

    def default_of(self, name: str) -> str | None:
        """The default of a parameter of the called method, as its source spells it."""
        signature = self.cls.method(self.call.name)
        found = None if signature is None else signature.keywords().get(name)
        return None if found is None else found.default


class Trained(OfModel):
    """`model.train(...)`."""

    __slots__ = ()

    def config(self, name: str) -> dict[str, Argument]:
        """What a configuration argument sets: a dictionary, or a `…Config(...)` of scvi-tools."""
        given = self.argument(name)
        if given is None:
            return {}
        entries = given.entries()
        made = None if entries else self._config_made(given)
        return entries if made is None or made.call is None else made.call.arguments

    def config_class(self, name: str) -> str | None:
        """The class of a configuration argument: "TrainingPlanConfig"; None if it is not known."""
        given = self.argument(name)
        made = None if given is None or given.entries() else self._config_made(given)
        return None if made is None else made.path.rpartition(".")[2]

    def _config_made(self, given: Argument) -> ApiUsed | None:
        """The use of a `…Config` class that an argument is the result of."""
        written = self.source(given.span)
        for event in self.earlier(ApiUsed):
            call = event.call
            if call is None or not event.path.endswith("Config"):
                continue
            inside = given.span.start <= call.span.start and call.span.end <= given.span.end
            if (inside and call.span.cell == given.span.cell) or call.assigned == written:
                return event
        return None

    @property
    def plan_class(self) -> str | None:
        """The class that carries the training out: "TrainingPlan"; None if it is not known."""
        plan = training_plan(self.cls) if self.exact else None
        return None if plan is None else plan.name

    def turns_on(self, name: str) -> bool:
        """Whether a switch of the call is for certain on: given as True, or left on by default."""
        given = self.argument(name)
        if given is None:
            return self.lacks(name) and self.default_of(name) == "True"
        return given.value.is_literal(True)

    def leaves_off(self, name: str) -> bool:
        """Whether a switch of the call is for certain off."""
        given = self.argument(name)
        if given is None:
            return self.lacks(name) and self.default_of(name) == "False"
        return given.value.is_literal(False)

    def number(self, name: str) -> int | float | None:
        """The number that an argument is for certain, or its default; None if not known."""
        given = self.argument(name)
        if given is not None:
            value = given.literal
        elif self.lacks(name):
            try:
                value = float(self.default_of(name) or "")
            except ValueError:
                return None
        else:
            return None
        return value if type(value) in (int, float) else None

    @property
    def logs(self) -> History | None:
        """What training this class can log, None if that is not known."""
        return self.cls.history if self.exact else None

    def plan_accepts(self, name: str) -> bool:
        """Whether the name is for certain a setting of the training plan."""
        signature = self.cls.method("train")
        plan = None if signature is None else signature.nested("plan_kwargs")
        return plan is not None and name in plan.keywords()

    @property
    def overwritten_plan_keys(self) -> frozenset[str]:
        """The settings of `plan_kwargs` that this class writes its own values over."""
        return self.cls.train_facts.overwritten


class Queried(OfModel):
    """A method of a model that computes something from it."""

    __slots__ = ()

    def selected_levels(self) -> list[tuple[str, tuple[Any, ...]]]:
        """The columns of the model's file by which cells were chosen, and the values kept.

        Cells are chosen by `indices=adata.obs["kind"] == "B"`, or by a part of the data.
        """
        own = self.model.adata
        if own is None:
            return []
        found: list[tuple[str, tuple[Any, ...]]] = []
        indices = self.argument("indices")
        mask = None if indices is None else indices.mask
        levels = None if mask is None else own.levels(mask.column)
        if mask is not None and levels is not None and mask.kept is not None:
            kept = tuple(n for n in levels.names if (n in mask.kept) != mask.negated)
            found.append((mask.column, kept))
        given = self.adata
        if given is None or given.seen is None or own.seen is None or given.id == own.id:
            return found
        if given.seen.value != own.seen.value:
            return found
        for name, known in given.entries("obs").items():
            column, whole = known.value, own.levels(name)
            if not known.certain or whole is None or column.categories is None:
                continue
            if column.exact and len(column.categories) < len(whole.names):
                found.append((name, column.categories))
        return found


class Compared(Queried):
    """Differential expression, accessibility, abundance or methylation."""

    __slots__ = ()


class Minified(OfModel):
    """`model.minify_adata()`: the counts of the model's data give way to its latent space.

    `kind` is the type of minification, None when it is not known.
    """

    __slots__ = ("kind",)

    def __init__(self, run: Run, call: Call, model: ModelView, kind: str | None) -> None:
        super().__init__(run, call, model)
        self.kind = kind


class Saved(OfModel):
    """`model.save(path)`."""

    __slots__ = ()

    @property
    def folder(self) -> str | None:
        """The folder as one writes it, without a slash at its end; None when it is not known."""
        given = self.argument("dir_path")
        path = None if given is None else given.value.text
        return None if path is None else path.rstrip("/")


class Loaded(OfModelClass):
    """`Model.load(path)`; `receiver` is the model when it was called on an instance.

    `saved` is the saved model as it was seen: a Fact of `flow.saved.Saved`, or None.
    """

    __slots__ = ("adata", "method", "receiver", "saved")

    def __init__(
        self,
        run: Run,
        call: Call,
        cls: Any,
        method: str,
        receiver: ModelView | None,
        adata: AnnDataView | None,
        saved: Fact | None = None,
    ) -> None:
        super().__init__(run, call, cls)
        self.method = method
        self.receiver = receiver
        self.adata = adata
        self.saved = saved


class HistoryRead(Event):
    """`model.history[key]`; `key` is a Value."""

    __slots__ = ("class_name", "item", "key", "model")

    def __init__(self, run: Run, span: Span, model: ModelView, key: Value, item: Span) -> None:
        super().__init__(run, span)
        self.model = model
        self.class_name: str = model.class_name
        self.key = key
        self.item = item

    @property
    def logs(self) -> History | None:
        """What training this class can log, None if that is not known."""
        cls = self.model.cls
        return None if cls is None or not self.model.exact else cls.history

    @property
    def validates_by_default(self) -> bool | None:
        """Whether `train` of this class validates unless told otherwise; None if not known."""
        cls = self.model.cls
        return None if cls is None or not self.model.exact else cls.train_facts.validates


class ResultRead(Event):
    """A column of a table that a model's method returned: `de["lfc_mean"]`."""

    __slots__ = ("column", "item", "made", "model", "table")

    def __init__(self, run: Run, span: Span, table: Table, column: str, item: Span) -> None:
        super().__init__(run, span)
        self.table = table
        made = self.made = table.call
        self.model = made.model
        self.column = column
        self.item = item

    @property
    def compared_with(self) -> tuple[str, float] | None:
        """The sign and the number that the column is held against right here: `> 0.5`."""
        end = self.span.end
        after = self.source(self.span._replace(start=end, end=end + 40))
        found = _COMPARISON.match(after)
        return None if found is None else (found[1], float(found[2]))
