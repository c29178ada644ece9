"""Registrations and models of the program as a rule sees them: see `views`."""

from __future__ import annotations

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.domain.contents import Column, Content
from scvi_lint.interpreter.domain.facts import Fact
from scvi_lint.interpreter.domain.table import Table
from scvi_lint.interpreter.domain.values import Ref
from scvi_lint.json_values import text
from scvi_lint.knowledge.api import ClassSymbol
from scvi_lint.knowledge.curated import curated
from scvi_lint.semantic.data_views import REGISTERED, REGISTRATION, AnnDataView, Registration
from scvi_lint.semantic.saved_models import SAVED, Saved
from scvi_lint.semantic.validation import validates
from scvi_lint.semantic.views import LEVELS, Levels, View, as_name

_UNNAMED = "the model"


class ModelView(View):
    """A model at one moment. `exact` is false when only a base class of it is known."""

    __slots__ = ("cls", "exact", "name")

    def __init__(self, id: int, table: Table, name: str) -> None:  # noqa: A002
        super().__init__(id, table)
        known = self.thing.get(slots.CLASS)
        self.cls: ClassSymbol | None = None if known is None else known.value
        self.exact = known is not None and known.certain and not self.thing.value(slots.SUBCLASS)
        self.name = as_name(name) or self._bound_to or _UNNAMED

    @property
    def known_class(self) -> ClassSymbol:
        """Its class. Raises ValueError of one whose class nobody knows, to which nothing happens
        that is told."""
        if self.cls is None:
            raise ValueError("a model of no known class")
        return self.cls

    @property
    def _bound_to(self) -> str:
        """The name that it was given when it was made, "" if there is none."""
        made = self.construction
        return "" if made is None else made.assigned

    def its(self, part: str) -> str:
        """A part of it as one says it: `model.adata`, "adata of the model"."""
        return f"{part} of {self.name}" if self.name == _UNNAMED else f"{self.name}.{part}"

    def asked(self, method: str) -> str:
        """A call of its method as one says it: `model.train()`, "train() on the model"."""
        return f"{method}() on {self.name}" if self.name == _UNNAMED else f"{self.name}.{method}()"

    @property
    def class_name(self) -> str:
        return "" if self.cls is None else self.cls.name

    @property
    def is_base(self) -> bool:
        """Whether it is known as one of the classes that models are made of, not as a model."""
        return self.cls is not None and self.cls.qualname.startswith("scvi.model.base.")

    @property
    def trained(self) -> Fact[bool] | None:
        """Whether it was trained: a Fact of bool."""
        return self.thing.get(slots.TRAINED)

    @property
    def untrained(self) -> Fact[bool] | None:
        """The fact that it was not trained, if that is so on some path."""
        known = self.trained
        if known is None or (True in known.values and False not in known.values):
            return None
        return known

    def trained_since(self, times: int) -> bool:
        """Whether it was for certain trained again after so many trainings."""
        known = self.thing.get(slots.TRAININGS)
        return known is not None and known.certain and known.value > times

    def can(self, method: str) -> bool:
        """Whether its class has this method, and it does not end in an exception there."""
        has = self.exact and self.cls is not None and self.cls.method(method) is not None
        return has and not curated().raises(self.class_name, method)

    def refuses_untrained(self, method: str) -> bool:
        """Whether this method raises when the model was not trained."""
        signature = None if self.cls is None else self.cls.method(method)
        return signature is not None and signature.refuses_untrained

    @property
    def latent_size(self) -> int | None:
        """The number of latent dimensions, None when that is not known."""
        construction = self.construction
        if construction is None or construction.open or self.made_by != "constructor":
            return None
        given = construction.arguments.get("n_latent")
        if given is not None:
            return given.literal if type(given.literal) is int else None
        known = None if self.cls is None else self.cls.init.keywords().get("n_latent")
        default = None if known is None else known.default
        return int(default) if default is not None and default.isdigit() else None

    @property
    def made_by(self) -> str:
        """ "constructor", "load", "from_scvi_model", "load_query_data", "hub" or ""."""
        return self.thing.value(slots.MADE_BY, "")

    @property
    def born(self) -> Fact[str] | None:
        """How it was made: a Fact whose newest reason is the place."""
        return self.thing.get(slots.MADE_BY)

    @property
    def origin(self) -> ModelView | None:
        """The model that it was made from (`from_rna_model`, `load_query_data` …)."""
        known = self.thing.get(slots.ORIGIN)
        if known is None or not known.certain:
            return None
        return ModelView(known.value, self.table, "")

    @property
    def construction(self) -> Call | None:
        """The Call that made it."""
        return self.thing.value(slots.CONSTRUCTION)

    @property
    def likelihood(self) -> object:
        """The `gene_likelihood` it was built with, None when that is not known."""
        construction = self.construction
        given = None if construction is None else construction.arguments.get("gene_likelihood")
        return None if given is None else given.literal

    @property
    def takes_anything(self) -> bool:
        """Whether it does not ask for counts: `gene_likelihood="normal"`, or one not known."""
        construction = self.construction
        if construction is None or construction.open:
            return construction is not None
        given = construction.arguments.get("gene_likelihood")
        return given is not None and given.literal not in ("zinb", "nb", "poisson")

    def is_built_on(self, registration: Registration) -> bool:
        known = self.registration
        return known is not None and registration in known.values

    @property
    def trained_more_than_once(self) -> bool:
        known = self.thing.get(slots.TRAININGS)
        return known is None or any(times > 1 for times in known.values)

    @property
    def is_retrained(self) -> bool:
        """Whether the program itself has trained it for certain before this moment."""
        known = self.thing.get(slots.TRAININGS)
        return known is not None and known.certain and all(times > 0 for times in known.values)

    @property
    def minified(self) -> Fact[str] | None:
        """That its counts gave way to its latent space: a Fact of the type, "" if not known."""
        return self.thing.get(slots.MINIFIED)

    @property
    def lost_counts(self) -> Fact[str] | None:
        """That it was minified on every path without keeping the counts."""
        known = self.minified
        if known is None or any(kind != "latent_posterior_parameters" for kind in known.values):
            return None
        return known

    @property
    def new_batches(self) -> tuple[object, ...]:
        """The batches that its query brought along, as far as they are certainly no reference's."""
        known = self.thing.get(slots.NEW_BATCHES)
        return known.value if known is not None and known.certain else ()

    @property
    def before_minifying(self) -> Fact[int] | None:
        """The data that it had before it was minified."""
        return self.thing.get(slots.FULL_DATA)

    @property
    def training(self) -> Fact[Call] | None:
        """The last `train` call: a Fact of Call."""
        return self.thing.get(slots.TRAINING)

    @property
    def validated(self) -> bool | None:
        """Whether its only training ran a validation loop; None when that is not known."""
        known = self.training
        if known is None or self.trained_more_than_once:
            return None
        by_default = self.cls.train_facts.validates if self.cls is not None and self.exact else None
        found = {validates(call, by_default) for call in known.values}
        return found.pop() if len(found) == 1 else None

    @property
    def trained_on_all(self) -> bool:
        """Whether its last training kept no cell for validation, for certain."""
        call = None if self.training is None else self.training.value
        train = None if self.cls is None else self.cls.method("train")
        if call is None or call.open or train is None:
            return False
        given = call.arguments.get("train_size")
        if given is not None:
            return given.literal in (1, 1.0)
        usual = train.keywords().get("train_size")
        return usual is not None and usual.default in ("1", "1.0")

    @property
    def registration(self) -> Fact[Registration] | None:
        """The registration that it was built on: a Fact of Registration."""
        return self.thing.get(REGISTRATION)

    @property
    def rests_on_registration(self) -> tuple[tuple[int, str], ...]:
        """What a finding about the registered keys rests on (see `breaks_registration`)."""
        known = self.registration
        records = [] if known is None else known.values
        return tuple(
            (record.adata, REGISTERED(record.class_name))
            for record in records
            if record.adata is not None
        )

    @property
    def saved(self) -> Fact[Saved] | None:
        """The saved model that it was loaded from, as it was seen: a Fact of Saved."""
        return self.thing.get(SAVED)

    @property
    def adata(self) -> AnnDataView | None:
        """The data that it holds."""
        known = self.thing.get(slots.DATA)
        if known is None:
            return None
        return AnnDataView(known.value, self.table, "")

    def built_of(self, name: str) -> AnnDataView | None:
        """The data that it was built of as this argument, of a class that takes several."""
        given = None if self.construction is None else self.construction.arguments.get(name)
        atom = None if given is None else given.value.single
        return AnnDataView(atom.id, self.table, "") if isinstance(atom, Ref) else None

    @property
    def batch_key(self) -> str | None:
        known = self.registration
        if known is None and self.saved is not None:
            return text(self.saved.value.setup("batch_key")) or None
        return None if known is None else known.value.text("batch_key")

    @property
    def labels_key(self) -> str | None:
        """The column of the labels that it was given, None when it is not known."""
        made = self.construction
        if self.made_by == "from_scvi_model" and made is not None:
            given = made.arguments.get("labels_key")
            if given is not None and not given.is_none:
                return given.value.text
            if not made.lacks("labels_key") and given is None:
                return None
        known = self.registration
        if known is None:
            saved = None if self.saved is None else self.saved.value.setup("labels_key")
            return text(saved) or None
        return known.value.text("labels_key") if known.certain else None

    def has(self, trait: str) -> bool:
        """Whether its class is known to have a trait in this release: see `traits.toml`."""
        return self.cls is not None and self.cls.has(trait)

    @property
    def learns_labels(self) -> bool:
        """Whether its training for certain draws cells of one label together."""
        if self.has("learns_labels"):
            return self.exact
        made = self.construction
        wanted = None if made is None else made.arguments.get("semisupervised")
        return self.exact and wanted is not None and wanted.is_literal(True)

    @property
    def batches(self) -> Levels | None:
        """The batch categories that it was registered with."""
        return self.levels("batch_key")

    def levels(self, argument: str) -> Levels | None:
        """The categories of the obs column that a setup argument named.

        A query model knows those of its reference and those that its query brought along.
        """
        told = self.thing.get(LEVELS(argument))
        if told is not None:
            return told.value
        known = self.registration
        if known is None or self.made_by == "load_query_data":
            return None
        return known.value.categories(argument)

    def taken_out(self, argument: str, value: object) -> Fact[Column] | None:
        """That the program took out all cells with this value of the column that a setup argument
        named, before it registered the data."""
        known = self.registration
        key = None if known is None else known.value.text(argument)
        if known is None or key is None or self.made_by == "load_query_data":
            return None
        return known.value.data.taken_out(key, value)

    def covariate_with(self, value: object) -> Levels | None:
        """The categorical covariate that has this category, as far as the program shows."""
        known = self.registration
        if known is None:
            return None
        for levels in known.value.all_categories("categorical_covariate_keys"):
            if value in levels.names and not levels.rule_out(value):
                return levels
        return None


class Written(Content):
    """A model as the program itself saved it."""

    __slots__ = ("folder", "model", "program", "table")

    def __init__(self, folder: str, model: int, table: Table, made: Call) -> None:
        self.folder = folder
        self.model = model
        self.table = table
        self.program = made.span.path
        self.key = (folder, model, made.span, made.stack)

    def moved(self, model: int, table: Table) -> Written:
        """The same, as number so and so of another table."""
        other = Written.__new__(Written)
        other.folder, other.model, other.table = self.folder, model, table
        other.program = self.program
        other.key = (self.folder, model, *self.key[2:])
        return other

    @property
    def view(self) -> ModelView:
        """The model as it was when it was saved."""
        return ModelView(self.model, self.table, "")
