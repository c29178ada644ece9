"""Data that comes to a model which was set up with other data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scvi_lint.interpreter.domain.facts import Fact
from scvi_lint.interpreter.events.classes import OfModelClass
from scvi_lint.knowledge.doors import LOAD, QUERY
from scvi_lint.semantic.arguments import Argument, Call
from scvi_lint.semantic.doors import Difference, Expected, fits
from scvi_lint.semantic.views import AnnDataView
from scvi_lint.source.documents.span import Span

if TYPE_CHECKING:
    from scvi_lint.interpreter.domain.scopes import Standing


class DataGiven(OfModelClass):
    """Data comes to a model that was set up with other data: `Model.load(path, adata)`,
    `Model.load_query_data(adata, …)`, `Model.from_scvi_model(model, adata=…)`,
    `model.get_latent_representation(adata)`.

    `door` says where it comes in (see `semantic.doors`), `expected` what the model reads.
    """

    __slots__ = ("_differences", "adata", "door", "expected")

    def __init__(
        self,
        at: Standing,
        call: Call,
        cls: Any,
        door: str,
        adata: AnnDataView,
        expected: Expected,
        exact: bool = True,
    ) -> None:
        super().__init__(at, call, cls, exact)
        self._differences: list[Difference] | None = None  # several rules ask for them
        self.door = door
        self.adata = adata
        self.expected = expected

    def differences(self, kind: str) -> list[Difference]:
        """How this data differs from what the model expects, in one respect."""
        if self._differences is None:
            self._differences = list(fits(self.adata, self.expected, self.door))
        return [difference for difference in self._differences if difference.kind == kind]

    @property
    def spot(self) -> Argument | Span:
        """Where the data is given."""
        return self.place("mdata" if self.argument("mdata") is not None else "adata")

    def why(self, difference: Difference) -> tuple[Fact | None, ...]:
        """The facts that a finding about a difference rests on."""
        return (*difference.because, self.expected.written)

    @property
    def known_as(self) -> str:
        """What was set up before, as one says it."""
        return {LOAD: "The saved model", QUERY: "The reference"}.get(self.door, "The model")
