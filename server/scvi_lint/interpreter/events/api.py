"""The program names something of scvi-tools."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from scvi_lint.interpreter.domain.arguments import Argument
from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.events.classes import Constructed
from scvi_lint.interpreter.events.data import SettingChanged
from scvi_lint.interpreter.events.event import Event
from scvi_lint.semantic.data_views import REGISTERED, AnnDataView
from scvi_lint.semantic.model_views import ModelView
from scvi_lint.semantic.release import Keyword, keywords_of
from scvi_lint.source.documents.span import Span

if TYPE_CHECKING:
    from scvi_lint.interpreter.domain.scopes import Standing
    from scvi_lint.source.parser.nodes import Node


class ImportedName(NamedTuple):
    """A name of a `from … import …`: what it is, what the program calls it, and where."""

    path: str
    bound: str
    span: Span


class ApiUsed(Event):
    """The program names something of scvi-tools; `call` when it also calls it.

    `imported` when an import statement names it, and `beside` are all names of that statement if
    it is a `from … import …`; `exact` is false when the path goes through a model of which only a
    base class is known.
    """

    __slots__ = ("_keywords", "beside", "exact", "imported", "path")

    def __init__(
        self,
        at: Standing,
        node: Node,
        path: str,
        call: Call | None = None,
        *,
        imported: bool = False,
        beside: tuple[ImportedName, ...] = (),
        exact: bool = True,
    ) -> None:
        super().__init__(at, at.span(node) if call is None else call.span, call)
        self.path = path
        self.imported = imported
        self.beside = beside
        self.exact = exact
        self._keywords: list[Keyword] | None = None  # several rules go through them

    def place_of(self, part: str) -> Span | None:
        """Where the program writes this beginning of the path.

        None where it stands for an imported or assigned name: the import was reported before.
        """
        whole = self.span if self.call is None else self.call.function_span
        if self.imported:
            return whole
        text = self.source(whole)
        for _ in range(self.path.count(".") - part.count(".")):
            text = text[: max(text.rfind("."), 0)]
        if "." not in text:
            return None
        plain = not any(sign in text for sign in "([\n")
        if plain and not text.endswith(part.rpartition(".")[2]):
            return None
        if not plain and self.call is not None:
            return self.call.name_span
        return whole._replace(end=whole.start + len(text))

    def models_built_later(self) -> list[Constructed]:
        """The models that are built later on an object that this call was given."""
        given = () if self.call is None else self.call.arguments.values()
        objects = {ref for argument in given for ref in argument.value.refs()}
        built = self.program.built_with(objects, self.index)
        return [one for one in built if isinstance(one, Constructed)]

    def data_in(self, name: str) -> AnnDataView | None:
        """The AnnData or MuData that an argument is for certain."""
        given = self.argument(name)
        view = (
            None
            if given is None
            else AnnDataView(_only(given), self.table, self.source(given.span))
        )
        return view if view is not None and view.thing.kind in ("anndata", "mudata") else None

    def model_in(self, name: str) -> ModelView | None:
        """The model that an argument is for certain."""
        given = self.argument(name)
        view = (
            None if given is None else ModelView(_only(given), self.table, self.source(given.span))
        )
        return view if view is not None and view.cls is not None else None

    @property
    def breaks_registrations(self) -> tuple[tuple[int, str], ...]:
        """What a fault in this call spoils, if it registers data for a class."""
        class_name, _, method = self.path.rpartition(".")
        if self.call is None or not method.startswith("setup_"):
            return ()
        key = REGISTERED(class_name.rpartition(".")[2])
        given = self.call.arguments.values()
        return tuple((ref, key) for argument in given for ref in argument.value.refs())

    def keywords(self) -> list[Keyword]:
        """What the call passes by name, the keys of `plan_kwargs={...}` and its like included."""
        if self._keywords is None:
            call = self.call
            found = [] if call is None else list(keywords_of(call, self.release))
            if any(keyword.inside for keyword in found) and self._another_takes_them():
                found = [keyword for keyword in found if not keyword.inside]
            self._keywords = found
        return self._keywords

    def _another_takes_them(self) -> bool:
        """Whether the program put a class of its own in the place of a model's training plan or
        data splitter (`SCANVI._training_plan_cls = MyPlan`): it takes what it likes."""
        return any(event.path.endswith("_cls") for event in self.earlier(SettingChanged))


def _only(given: Argument) -> int:
    """The id of the one object that an argument is, -1 if it may be another."""
    refs = given.value.refs()
    return refs[0] if len(refs) == 1 and given.value.single is not None else -1
