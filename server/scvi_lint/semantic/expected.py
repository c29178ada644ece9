"""What a model expects of data that comes to it, and how data may differ from that."""

from __future__ import annotations

from typing import NamedTuple, Union

from scvi_lint.interpreter.domain.arguments import Argument
from scvi_lint.interpreter.domain.contents import Matrix
from scvi_lint.interpreter.domain.facts import Fact
from scvi_lint.knowledge.api import ClassSymbol
from scvi_lint.knowledge.doors import MINIFYING
from scvi_lint.semantic.data_views import AnnDataView, Registration
from scvi_lint.semantic.model_views import ModelView, Written
from scvi_lint.semantic.saved_models import Saved
from scvi_lint.semantic.views import Levels

# So far back it is looked which model a model was made from.
MOST_ORIGINS = 4


class Counts(NamedTuple):
    """How many genes the data has ("fewer", "more" or "other" where only that is known), and how
    many the model was made with, None where that is not known."""

    mine: int | str
    theirs: int | None


What = Union[str, bool, Matrix, list[object], Counts, None]  # noqa: UP007


class Difference(NamedTuple):
    """Something of the data that is not as the model has it.

    `kind` is scale, format (a sparse array), column, layer, category, nan, genes (how many), order,
    names (of genes), cells (how many), view, set-up (which the data never had), minified (the
    counts gave way to a latent space), counts (for a model that is minified), labels (too few
    of them where a class counts them), by name (genes, of MuData), modality (that is
    not there), more modalities, unpaired (cells), or kind of data (no MuData); `argument` the
    argument of the set-up that named `name`; `because` the facts that tell; `what` the new
    categories, the matrix as it is, the room of an entry (obsm), the two numbers of genes, whether
    no cell has a value, "both" where the model is minified, too, "added" for a modality that was
    put in without an `update`; `expected` in words; `raises` the exception that it ends in at this
    door, None if nothing stops it.
    """

    kind: str
    argument: str
    name: str
    because: tuple[Fact[object] | None, ...]
    what: What = None
    expected: str = ""
    certain: bool = True
    raises: str | None = None

    @property
    def names(self) -> list[object]:
        """The new categories."""
        return self.what if isinstance(self.what, list) else []

    @property
    def counts(self) -> Counts:
        """How many genes the data and the model have."""
        return self.what if isinstance(self.what, Counts) else Counts("other", None)

    @property
    def word(self) -> str:
        """The room of an entry, or the release from which on it raises; "" for neither."""
        return self.what if isinstance(self.what, str) else ""

    @property
    def matrix(self) -> Matrix | None:
        """The matrix as it is."""
        return self.what if isinstance(self.what, Matrix) else None


class Expected:
    """What a model reads of data: by the set-up in the program, or by the one that was saved.

    `seen` is the saved model as its folder was looked at: a Fact of `objects.saved.Saved`;
    `written` that the program saved it, where it did: a Fact, too. `own` is the data of the model
    in whose place other data comes: of two, for GIMVI, one.
    """

    __slots__ = ("_known", "cls", "model", "own", "seen", "written")

    def __init__(
        self,
        cls: ClassSymbol,
        model: ModelView | None,
        seen: Fact[Saved] | None,
        written: Fact[Written] | None = None,
        own: AnnDataView | None = None,
    ) -> None:
        self.cls = cls
        self.model = model
        self.seen = seen
        self.written = written
        self._known = None if model is None else model.registration
        self.own = None if model is None else model.adata
        if own is not None:
            self.own, self._known = own, own.registrations.get(cls.name)

    @property
    def registration(self) -> Registration | None:
        """The set-up in the program."""
        return None if self._known is None else self._known.value

    @property
    def reason(self) -> Fact[object] | None:
        """Why the set-up is believed."""
        return self._known if self._known is not None else self.seen

    @property
    def minifies(self) -> bool:
        """Whether the class can drop its counts."""
        return any(self.cls.method(one) is not None for one in MINIFYING)

    @property
    def is_known(self) -> bool:
        """Whether its set-up is known at all."""
        return self.reason is not None

    def names(self, argument: str) -> tuple[str, ...] | None:
        """What the set-up was told for an argument, () if nothing; None if that is not known."""
        if self.registration is not None:
            given = self._told_when_made(argument)
            given = given or self.registration.call.arguments.get(argument)
            if given is None or given.is_none:
                return () if self.registration.lacks(argument) else None
            items = [item.value for item in given.items if item.certain]
            words = tuple(item for item in items if isinstance(item, str))
            return words if given.is_complete and len(words) == len(items) else None
        if self.seen is None:
            return None
        told = self.seen.value.setup(argument)
        listed = told if isinstance(told, list) else [told]
        return tuple(name for name in listed if isinstance(name, str))

    def _told_when_made(self, argument: str) -> Argument | None:
        """`from_scvi_model(model, "Unknown")` names what the set-up of that model did not."""
        made = self.model
        for _ in range(MOST_ORIGINS):
            if made is not None and made.made_by == "load_query_data":
                made = made.origin
        call = None if made is None or not made.made_by.startswith("from_") else made.construction
        return None if call is None else call.arguments.get(argument)

    def levels(self, argument: str, name: str) -> Levels | None:
        """The categories of a registered column."""
        if self.model is not None and argument in ("batch_key", "labels_key"):
            return self.model.levels(argument)
        if self.registration is not None:
            return self.registration.data.levels(name)
        return None if self.seen is None else self.seen.value.levels(argument, self.seen)

    def trained_on(self, argument: str, layer: str | None) -> Fact[Matrix] | None:
        """What the matrix held when the model's own data was set up."""
        record = self.registration
        held = (
            None if record is None or record.adata is None else record.part(record.data, argument)
        )
        return None if held is None or held.is_mudata else held.matrix(layer)

    def part(self, data: AnnDataView, argument: str) -> AnnDataView | None:
        """Where in some data the model looks for what an argument named."""
        if not data.is_mudata:
            return data
        record = self.registration
        return None if record is None else record.part(data, argument)


def setup_of(data: AnnDataView) -> str:
    """The method that sets up such data."""
    return "setup_mudata" if data.is_mudata else "setup_anndata"


def lacking(
    data: AnnDataView, expected: Expected, room: str, name: str
) -> tuple[Fact[object] | None, ...]:
    """Why an entry is known not to be there."""
    return (expected.reason, data.gone(room, name) or data.complete)
