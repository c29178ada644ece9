"""What happens with models: training, questions, minifying, saving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain import results, slots
from scvi_lint.interpreter.domain.arguments import Argument
from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.domain.results import Embedding
from scvi_lint.interpreter.events.api import ApiUsed
from scvi_lint.interpreter.events.classes import OfModelClass
from scvi_lint.interpreter.events.event import CallEvent
from scvi_lint.knowledge.curated import curated
from scvi_lint.knowledge.history import History, training_plan
from scvi_lint.semantic.categories import categories_of
from scvi_lint.semantic.data_views import AnnDataView
from scvi_lint.semantic.idle import IdleArguments, idle_arguments
from scvi_lint.semantic.model_views import ModelView
from scvi_lint.semantic.returned import returned
from scvi_lint.semantic.views import Levels

if TYPE_CHECKING:
    from scvi_lint.interpreter.domain.scopes import Standing
    from scvi_lint.knowledge.returns import Returned


class OfModel(OfModelClass):
    """Events on a model; `model` as it was before, `adata` the data named in the call."""

    __slots__ = ("adata", "model")

    def __init__(
        self, at: Standing, call: Call, model: ModelView, adata: AnnDataView | None = None
    ) -> None:
        super().__init__(at, call, model.known_class, model.exact)
        self.model = model
        self.adata = adata

    @property
    def idle(self) -> list[IdleArguments]:
        return list(idle_arguments(self.call, self.cls, self.model, {})) if self.exact else []

    @property
    def rests_on_registration(self) -> tuple[tuple[int, str], ...]:
        return self.model.rests_on_registration

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
    def plan(self) -> dict[str, Argument]:
        """The settings of the training plan."""
        return {**self.config("plan_kwargs"), **self.config("plan_config")}

    @property
    def idle(self) -> list[IdleArguments]:
        if not self.exact:
            return []
        return list(idle_arguments(self.call, self.cls, self.model, self.plan))

    @property
    def plan_class(self) -> str | None:
        """The class that carries the training out: "TrainingPlan"; None if it is not known."""
        plan = training_plan(self.cls) if self.exact else None
        return None if plan is None else plan.name

    @property
    def takes_epochs_from_cells(self) -> bool:
        """Whether the number of epochs, when nobody names one, comes from the number of cells."""
        return self.default_of("max_epochs") == "None" and self.has("takes_epochs_from_cells")

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
    def kl_warmup(self) -> tuple[int, Argument | None] | None:
        """Over how many epochs the KL weight grows, and where the program says so, if it does.

        None where it does not grow by epochs, or that is not known.
        """
        name = "n_epochs_kl_warmup"
        own = name in self.overwritten_plan_keys
        given = self.argument(name) if own else self.plan.get(name)
        if given is not None:
            return (given.literal, given) if type(given.literal) is int else None
        told = self.argument("plan_kwargs") or self.argument("plan_config")
        signature = self.cls.method("train")
        taker = signature if own or signature is None else signature.nested("plan_kwargs")
        if self.call.open or taker is None or (told is not None and not self.plan):
            return None
        if self.has("warms_up_by_its_own_plan"):
            return None
        default = taker.default_of(name) or ""
        return (int(default), None) if default.isdigit() else None

    @property
    def overwritten_plan_keys(self) -> frozenset[str]:
        """The settings of `plan_kwargs` that this class writes its own values over."""
        return self.cls.train_facts.overwritten


class Queried(OfModel):
    """A method of a model that computes something from it."""

    __slots__ = ()

    @property
    def returned(self) -> Returned | None:
        """What it returns: form, axes, keys. None where that is not known."""
        return returned(self.class_name, self.call) if self.exact else None

    @property
    def always_raises(self) -> str:
        """The exception that the method ends in on this class, whatever it is told; "" if none."""
        return curated().raises(self.class_name, self.call.name) if self.exact else ""

    def finds_parts(self, argument: str) -> bool | None:
        """Whether a text given for a list of names finds every name that is a part of it; False
        where it is refused, None where that is not known."""
        method = self.call.name
        owner = (self.cls.defined_in(method) or "").rpartition(".")[2]
        return curated().finds_parts(method, owner, argument)

    def categories_of(self, argument: str) -> Levels | None:
        """The categories that a value of this argument is one of: a batch of the model for
        `transform_batch`, a group of `groupby` for `group1`; None when they are not known."""
        groupby = self.argument("groupby")
        column = None if groupby is None else groupby.literal
        named = column if isinstance(column, str) else None
        return categories_of(argument, self.model, self.adata, named)

    def selected_levels(self) -> list[tuple[str, tuple[object, ...]]]:
        """The columns of the model's file by which cells were chosen, and the values kept.

        Cells are chosen by `indices=adata.obs["kind"] == "B"`, or by a part of the data.
        """
        own = self.model.adata
        if own is None:
            return []
        found: list[tuple[str, tuple[object, ...]]] = []
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
        for name, known in given.entries(slots.OBS).items():
            column, whole = known.value, own.levels(name)
            if not known.certain or whole is None or column.categories is None:
                continue
            if column.closed and len(column.categories) < len(whole.names):
                found.append((name, column.categories))
        return found


def query_of(content: object) -> Queried | None:
    """The query that returned a table or a latent space, None where that is not known."""
    made = content.made if isinstance(content, Embedding | results.Table) else None
    return made if isinstance(made, Queried) else None


class Compared(Queried):
    """Differential expression, accessibility, abundance or methylation."""

    __slots__ = ()


class Minified(OfModel):
    """`model.minify_adata()`: the counts of the model's data give way to its latent space.

    `kind` is the type of minification, None when it is not known.
    """

    __slots__ = ("kind",)

    def __init__(self, at: Standing, call: Call, model: ModelView, kind: str | None) -> None:
        super().__init__(at, call, model)
        self.kind = kind


class HubSaved(CallEvent):
    """`hub_model.save()`: card and metadata are written to the folder of the model; `folder` is
    None when it is not known."""

    __slots__ = ("folder",)

    def __init__(self, at: Standing, call: Call, folder: str | None) -> None:
        super().__init__(at, call)
        self.folder = folder


class Saved(OfModel):
    """`model.save(path)`."""

    __slots__ = ()

    @property
    def folder(self) -> str | None:
        """The folder as one writes it, without a slash at its end; None when it is not known."""
        given = self.argument("dir_path")
        path = None if given is None else given.value.text
        return None if path is None else path.rstrip("/")
