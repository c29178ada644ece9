"""Data that comes to a model which was set up with other data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.arguments import Argument
from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.domain.facts import Fact
from scvi_lint.interpreter.events.classes import OfModelClass
from scvi_lint.knowledge.api import ClassSymbol
from scvi_lint.knowledge.doors import LOAD, QUERY, SPOTS
from scvi_lint.semantic.data_views import AnnDataView
from scvi_lint.semantic.doors import fits
from scvi_lint.semantic.expected import Difference, Expected
from scvi_lint.source.documents.span import Span

if TYPE_CHECKING:
    from scvi_lint.interpreter.domain.scopes import Standing


class DataGiven(OfModelClass):
    """Data comes to a model that was set up with other data: `Model.load(path, adata)`,
    `Model.load_query_data(adata, …)`, `Model.from_scvi_model(model, adata=…)`,
    `model.get_latent_representation(adata)`.

    `door` says where it comes in (see `semantic.doors`), `expected` what the model reads,
    `given_as` the argument, where that is a name of the class's own.
    """

    __slots__ = ("_differences", "adata", "door", "expected", "given_as")

    def __init__(
        self,
        at: Standing,
        call: Call,
        cls: ClassSymbol,
        door: str,
        adata: AnnDataView,
        expected: Expected,
        exact: bool = True,
        given_as: str = "",
    ) -> None:
        super().__init__(at, call, cls, exact)
        self.given_as = given_as
        self._differences: list[Difference] | None = None  # several rules ask for them
        self.door = door
        self.adata = adata
        self.expected = expected

    def differences(self, kind: str) -> list[Difference]:
        """How this data differs from what the model expects, in one respect."""
        if self._differences is None:
            takes = self._takes_genes
            self._differences = list(fits(self.adata, self.expected, self.door, takes))
        return [difference for difference in self._differences if difference.kind == kind]

    @property
    def _takes_genes(self) -> bool | None:
        """Whether the call takes the model's genes out of the data by name; None if not known."""
        given = self.argument("inplace_subset_query_vars")
        if given is None:
            return None if self.call.open else False
        if given.is_literal(True) or given.is_literal(False):
            return given.is_literal(True)
        return None

    @property
    def spot(self) -> Argument | Span:
        """Where the data is given."""
        usual = (one for one in ("mdata", "st_adata") if self.argument(one) is not None)
        return self.place(self.given_as or next(usual, "adata"))

    def why(self, difference: Difference) -> tuple[Fact[object] | None, ...]:
        """The facts that a finding about a difference rests on."""
        return (*difference.because, self.expected.written)

    @property
    def known_as(self) -> str:
        """What was set up before, as one says it."""
        return {LOAD: "The saved model", QUERY: "The reference", SPOTS: "The model of cells"}.get(
            self.door, "The model"
        )
