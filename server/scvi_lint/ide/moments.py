"""What was believed of the program's objects at a place of it.

The engine notes the heap at every name that stands for a tracked object, and at every event. The
state at some place is the state at the first of these that comes after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.ide.statements import children
from scvi_lint.interpreter.domain import results
from scvi_lint.interpreter.domain.heap import Tracked
from scvi_lint.interpreter.domain.results import Embedding
from scvi_lint.interpreter.domain.table import NOTHING, Table
from scvi_lint.interpreter.domain.values import Data, Ref, Value
from scvi_lint.interpreter.engine.analysis import Analysis
from scvi_lint.semantic.data_views import AnnDataView
from scvi_lint.semantic.model_views import ModelView
from scvi_lint.source.documents.document import Document
from scvi_lint.source.parser import nodes
from scvi_lint.source.syntax import parse

if TYPE_CHECKING:
    pass

Spot = tuple[int, int]  # cell, and offset in it


class Object:
    """A tracked object at one moment: its id, its state, and the heap around it."""

    __slots__ = ("certain", "id", "table", "thing")

    def __init__(self, identity: int, thing: Tracked, table: Table, certain: bool) -> None:
        self.id = identity
        self.thing = thing
        self.table = table
        self.certain = certain

    @property
    def data(self) -> AnnDataView | None:
        """The object as data, None if it is none."""
        known = self.thing.kind in ("anndata", "mudata")
        return AnnDataView(self.id, self.table, "") if known else None

    @property
    def model(self) -> ModelView | None:
        """The object as a model, None if it is none."""
        return ModelView(self.id, self.table, "") if self.thing.kind == "model" else None

    def other(self, identity: object) -> Object | None:
        """Another object of the same moment."""
        if not isinstance(identity, int):
            return None
        thing = self.table.get(identity)
        if not isinstance(thing, Tracked):
            return None
        return Object(identity, thing, self.table, self.certain)

    def at(self, table: Table) -> Object | None:
        """The same object at another moment."""
        thing = table.get(self.id)
        return Object(self.id, thing, table, self.certain) if isinstance(thing, Tracked) else None


class Moments:
    """The objects of one analysed program, by place."""

    def __init__(self, document: Document, analysis: Analysis) -> None:
        self._document = document
        path = document.path
        self._names: list[tuple[Spot, int, str, Value, Table]] = []
        self._tables: list[tuple[Spot, Table]] = []
        for span, value, table in analysis.mentions:
            if span.path == path:
                spot = (span.cell, span.start)
                self._names.append((spot, span.end, analysis.source(span), value, table))
                self._tables.append((spot, table))
        last = NOTHING
        call = None
        for event in analysis.events:
            # What else is told of one call may know already what it did.
            again = event.call is not None and event.call is call
            call = event.call
            if event.span.path == path and not event.stack and not again:
                self._tables.append(((event.span.cell, event.span.start), event.table))
            last = event.table
        self._last = last
        self._functions = [
            (cell.index, node.start, node.end)
            for cell in document.cells
            for node in _functions(parse(cell).body)
        ]

    def named_at(self, spot: Spot) -> tuple[str, Object] | None:
        """The object that the name at this place stands for, and the name.

        A name that is bound here, not read, stands for what it is bound to.
        """
        for start, end, text, value, table in reversed(self._names):
            if start[0] == spot[0] and start[1] <= spot[1] <= end:
                found = _object(value, table)
                if found is not None:
                    return text, found
        target = self._target_at(spot)
        if target is None:
            return None
        found = self.named(target.id, (spot[0], target.end), after=True)
        return None if found is None else (target.id, found)

    def result_at(self, spot: Spot) -> tuple[str, results.Table | Embedding] | None:
        """What a model returned, if the name at this place stands for that and nothing else: the
        name, and the Table or Embedding."""
        for start, end, text, value, _ in reversed(self._names):
            if start[0] == spot[0] and start[1] <= spot[1] <= end:
                content = _returned(value)
                return None if content is None else (text, content)
        target = self._target_at(spot)
        if target is None:
            return None
        later = [one for one in self._names if one[2] == target.id and one[0] > spot]
        content = _returned(min(later, key=lambda one: one[0])[3]) if later else None
        return None if content is None else (target.id, content)

    def named(self, name: str, spot: Spot, *, after: bool = False) -> Object | None:
        """What a name stands for at a place, as it is there.

        `after`: the name is bound at this place, so only what comes later tells.
        """
        best: tuple[Spot, Value, Table] | None = None
        later: tuple[Spot, Value, Table] | None = None
        for start, _, text, value, then in self._names:
            if text != name:
                continue
            if start <= spot and not after:
                if best is None or start >= best[0]:
                    best = (start, value, then)
            elif start > spot and (later is None or start < later[0]):
                later = (start, value, then)
        chosen = best or later
        if chosen is None:
            return None
        value = chosen[1]
        # What an edit above left as it was may know nothing of the objects that it brought.
        tables = (self.table_at(spot), self._last, chosen[2])
        return next((found for table in tables if (found := _object(value, table))), None)

    def table_at(self, spot: Spot) -> Table:
        """The heap at a place: that of the first thing known to happen there or later."""
        function = self._function_at(spot)
        best: tuple[Spot, Table] | None = None
        for start, table in self._tables:
            nearer = start >= spot and (best is None or start <= best[0])
            if nearer and self._function_at(start) == function:
                best = (start, table)
        return self._last if best is None else best[1]

    def _function_at(self, spot: Spot) -> tuple[int, int, int] | None:
        inner: tuple[int, int, int] | None = None
        for cell, start, end in self._functions:
            if cell == spot[0] and start <= spot[1] < end and (inner is None or start > inner[1]):
                inner = (cell, start, end)
        return inner

    def _target_at(self, spot: Spot) -> nodes.Name | None:
        """The name at this place, if a statement binds it."""
        pending: list[nodes.Node] = list(parse(self._document.cells[spot[0]]).body)
        while pending:
            node = pending.pop()
            if not node.start <= spot[1] <= node.end:
                continue
            if isinstance(node, nodes.Assign):
                for target in node.targets:
                    for name in _names(target):
                        if name.start <= spot[1] <= name.end:
                            return name
            pending.extend(children(node))
        return None


def _returned(value: Value) -> results.Table | Embedding | None:
    """What a model returned, if a value is that for certain."""
    atom = value.single
    content = atom.content if isinstance(atom, Data) and atom.certain else None
    if not isinstance(content, results.Table | Embedding) or content.made is None:
        return None
    return content


def _names(target: nodes.Expr) -> list[nodes.Name]:
    if isinstance(target, nodes.Name):
        return [target]
    if isinstance(target, (nodes.TupleExpr, nodes.ListExpr)):
        return [name for item in target.items for name in _names(item)]
    return []


def _functions(body: nodes.Block) -> list[nodes.FunctionDef]:
    found: list[nodes.FunctionDef] = []
    pending: list[nodes.Node] = list(body)
    while pending:
        node = pending.pop()
        if isinstance(node, nodes.FunctionDef):
            found.append(node)
        if isinstance(node, nodes.Stmt):
            pending.extend(child for child in children(node) if isinstance(child, nodes.Stmt))
    return found


def _object(value: Value, table: Table) -> Object | None:
    """The first tracked object that a value may be."""
    for atom in value.atoms:
        thing = table.get(atom.id) if isinstance(atom, Ref) else None
        if isinstance(atom, Ref) and isinstance(thing, Tracked) and thing.kind != "unknown":
            return Object(atom.id, thing, table, value.closed and len(value.atoms) == 1)
    return None
