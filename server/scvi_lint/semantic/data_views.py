"""Data of the program as a rule sees it, and what is registered with it: see `views`."""

from __future__ import annotations

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.domain.contents import Content
from scvi_lint.interpreter.domain.facts import Fact
from scvi_lint.interpreter.domain.keys import Key, Room
from scvi_lint.interpreter.domain.table import Table
from scvi_lint.semantic.views import Levels, Parts, as_name
from scvi_lint.source.documents.span import Span

_UNNAMED = "the data"


class AnnDataView(Parts):
    """An AnnData or MuData at one moment. `name` is how the program calls it, "" if it does not."""

    __slots__ = ("name",)

    def __init__(self, id: int, table: Table, name: str) -> None:  # noqa: A002
        super().__init__(id, table)
        self.name = as_name(name) or _UNNAMED

    def its(self, part: str) -> str:
        """A part of it as one says it: `adata.obs`, "obs of the data"."""
        return f"{part} of {self.name}" if self.name == _UNNAMED else f"{self.name}.{part}"

    def asked(self, method: str) -> str:
        """A call of its method as one says it: `adata.copy()`, "copy() on the data"."""
        return f"{method}() on {self.name}" if self.name == _UNNAMED else f"{self.name}.{method}()"

    def modality(self, name: str) -> AnnDataView | None:
        known = self.thing.get(slots.MOD(name))
        if known is None:
            return None
        named = f"modality {name!r}" if self.name == _UNNAMED else f"{self.name}[{name!r}]"
        return AnnDataView(known.value, self.table, named)

    def modalities_with_column(self, name: str) -> list[str]:
        """The modalities whose own obs has this column."""
        found: list[str] = []
        for key in self.entries(slots.MOD):
            inner = self.modality(key)
            if inner is not None and inner.obs(name) is not None:
                found.append(key)
        return found

    def is_modality_beside(self, other: AnnDataView) -> bool:
        """Whether both are certainly from one MuData: modalities of one file or data set."""
        mine, theirs = self.thing.get(slots.SOURCE), other.thing.get(slots.SOURCE)
        if mine is None or theirs is None or not (mine.certain and theirs.certain):
            return False
        one, two = mine.value, theirs.value
        both = len(one) == len(two) == 3
        return both and one[0] == two[0] == "modality" and one[2] == two[2]

    def put_in(self, name: str) -> Fact[bool] | None:
        """Whether a modality that was put in has a new name, where no `update` followed."""
        return self.thing.get(slots.PUT_IN(name))

    @property
    def registrations(self) -> dict[str, Fact[Registration]]:
        """The registrations it carries, by model class: Facts of Registration."""
        return self.thing.entries(REGISTERED)

    @property
    def stale_registrations(self) -> dict[str, Fact[Registration]]:
        """Registrations of the object that this one was copied from: scvi-tools refuses them."""
        return self.thing.entries(STALE)

    @property
    def displaced_registrations(self) -> dict[str, Fact[Registration]]:
        """Registrations of its copies that took the place of its own: Facts of Registration."""
        return self.thing.entries(DISPLACED)

    def was_never_set_up_for(self, class_name: str) -> bool:
        """Whether it is certain that no set-up of this class saw it, nor what it was made of."""
        held = (REGISTERED(class_name), STALE(class_name), DISPLACED(class_name))
        return not self.may_be_registered_elsewhere and not any(k in self.thing.facts for k in held)

    @property
    def may_be_registered_elsewhere(self) -> bool:
        """Whether code that we cannot see may have registered it."""
        return "registered" in self.thing.open

    def has_source_of(self, other: AnnDataView) -> bool:
        """Whether both were certainly read from one file, or from one data set."""
        mine, theirs = (
            {known.value for key in slots.SOURCES if (known := one.get(key)) and known.certain}
            for one in (self.thing, other.thing)
        )
        return not mine.isdisjoint(theirs)


class Registration(Content):
    """What `setup_anndata` wrote down: the class, the call, and the data as it was then."""

    __slots__ = ("adata", "call", "class_name", "method", "table")

    def __init__(
        self, class_name: str, method: str, call: Call, adata: int | None, table: Table
    ) -> None:
        self.class_name = class_name
        self.method = method
        self.call = call
        self.adata = adata
        self.table = table
        self.key = (class_name, adata, call.span, call.stack)

    @property
    def span(self) -> Span:
        return self.call.span

    def text(self, argument: str) -> str | None:
        """The string given for this argument for certain, e.g. the name in `batch_key=`."""
        given = self.call.arguments.get(argument)
        return None if given is None else given.value.text

    def lacks(self, argument: str) -> bool:
        """Whether the argument was for certain left out, or given as None."""
        given = self.call.arguments.get(argument)
        return self.call.lacks(argument) if given is None else given.is_none

    def part(self, data: AnnDataView, argument: str) -> AnnDataView | None:
        """Where an argument looks in data that is set up like this: in the data itself, in MuData
        in the modality that `modalities` gives it; None where that is not known."""
        if not data.is_mudata:
            return data
        given = self.call.arguments.get("modalities")
        named = {} if given is None else given.entries()
        if argument not in named:
            return None if given is not None and given.value.single is None else data
        if named[argument].is_none:
            return data
        name = named[argument].value.text
        return None if name is None else data.modality(name)

    def argument_of(self, column: str) -> str | None:
        """The argument that names this column of obs for certain, None if none does."""
        for name, given in self.call.arguments.items():
            if not name.endswith(("_key", "_keys")) or name == "protein_names_uns_key":
                continue
            if "obsm" not in name and any(i.certain and i.value == column for i in given.items):
                return name
        return None

    def differs_from(self, other: Registration) -> list[str]:
        """The arguments that for certain say something else than in another registration."""
        if self.method != other.method:
            return []
        names = {**other.call.arguments, **self.call.arguments}
        return [
            name
            for name in names
            if name not in ("adata", "mdata", "modalities")
            and None not in (mine := self._says(name), theirs := other._says(name))
            and mine != theirs
        ]

    def _says(self, argument: str) -> tuple[object, ...] | None:
        """What is given for an argument, as constants; None when that is not known."""
        given = self.call.arguments.get(argument)
        if given is None:
            return () if self.call.lacks(argument) else None
        if not given.is_complete:
            return None
        return tuple(item.value for item in given.items if item.value is not None)

    def registers(self, room: str, entry: str) -> bool:
        """Whether its counts are for certain this X or this layer."""
        return self.uses_x if room == "X" else self.text("layer") == entry

    @property
    def uses_x(self) -> bool:
        """Whether it registers X for certain, not a layer."""
        given = self.call.arguments.get("layer")
        return self.call.lacks("layer") if given is None else given.is_none

    def leaves_out(self, argument: str) -> bool:
        """Whether it was for certain not told this, or told None."""
        given = self.call.arguments.get(argument)
        return self.call.lacks(argument) if given is None else given.is_none

    @property
    def data(self) -> AnnDataView:
        """The data as it was when it was registered."""
        return AnnDataView(-1 if self.adata is None else self.adata, self.table, "")

    def categories(self, argument: str) -> Levels | None:
        """The categories of the column that this argument names."""
        key = self.text(argument)
        if key is None or self.adata is None:
            return None
        return self.data.levels(key)

    def all_categories(self, argument: str) -> list[Levels]:
        """The categories of each column that a list argument names, where they are known."""
        given = self.call.arguments.get(argument)
        if given is None or self.adata is None:
            return []
        names = [item.value for item in given.items if isinstance(item.value, str)]
        found = [self.data.levels(name) for name in names]
        return [levels for levels in found if levels is not None]


# What is registered with an object, by the name of the model's class: by a set-up of its own, by
# that of the object which it was copied from, and by its own that a copy's took the place of.
REGISTERED: Room[Registration] = Room("registered")
STALE: Room[Registration] = Room("stale")
DISPLACED: Room[Registration] = Room("displaced")
# What a model was built on.
REGISTRATION: Key[Registration] = Key("registration")
