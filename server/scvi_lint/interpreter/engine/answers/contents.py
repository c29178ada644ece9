"""How data answers that is no object of its own: containers of an AnnData and what they hold,
choices of cells, what was drawn, methods that wait for their call."""

from __future__ import annotations

from scvi_lint.interpreter.domain.contents import Column, Matrix
from scvi_lint.interpreter.domain.masks import Mask, Without
from scvi_lint.interpreter.domain.results import GROUPED, PAIR, Table
from scvi_lint.interpreter.domain.values import (
    UNKNOWN,
    Bound,
    Data,
    Drawn,
    Room,
    Value,
    join_all,
    literal,
    one,
)
from scvi_lint.interpreter.engine.answers.unseen import OfUnseen
from scvi_lint.interpreter.engine.binding import known_categories
from scvi_lint.interpreter.engine.given import Given
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.libraries import called as library
from scvi_lint.interpreter.objects import (
    arrays,
    columns,
    combined_columns,
    data_methods,
    frames,
    rooms,
    rows_of_results,
)
from scvi_lint.source.parser import nodes

_SAME_DRAWN = frozenset("item tolist to_list astype copy squeeze pop strip".split())


class OfDrawn(OfUnseen[Drawn]):
    """What a generator drew."""

    def attribute(self, run: Run, atom: Drawn, name: str, node: nodes.Node) -> Value:
        return one(Bound(atom, name))

    def item(self, run: Run, atom: Drawn, index: Value, node: nodes.Subscript) -> Value:
        return one(atom)

    def method(self, run: Run, atom: Drawn, name: str, given: Given) -> Value:
        return one(atom) if name in _SAME_DRAWN else UNKNOWN


class OfMask(OfUnseen[Mask]):
    """Some of the cells, by a condition or by their names."""

    def attribute(self, run: Run, atom: Mask, name: str, node: nodes.Node) -> Value:
        if name == "index":
            return one(atom.named)
        return one(atom if name in ("values", "array") else Bound(atom, name))

    def item(self, run: Run, atom: Mask, index: Value, node: nodes.Subscript) -> Value:
        if index.is_literal(0) and not atom.by_name:
            return one(atom.placed(in_tuple=False))  # `np.where(mask)[0]`
        if atom.by_name and isinstance(node.index, nodes.Slice):
            return one(Data(columns.CELL_NAMES))
        return UNKNOWN

    def method(self, run: Run, atom: Mask, name: str, given: Given) -> Value:
        if name == "nonzero":
            return one(atom.placed(in_tuple=True))
        return one(atom) if name in arrays.KEEPS_MASK else super().method(run, atom, name, given)


class OfWithout(OfUnseen[Without]):
    """Names of cells without some of them."""

    def attribute(self, run: Run, atom: Without, name: str, node: nodes.Node) -> Value:
        return one(atom) if name in ("values", "array", "index") else UNKNOWN


class OfRoom(OfUnseen[Room]):
    """A container of an AnnData: `adata.obs`."""

    def attribute(self, run: Run, atom: Room, name: str, node: nodes.Node) -> Value:
        return rooms.attribute(run, atom, name, node)

    def item(self, run: Run, atom: Room, index: Value, node: nodes.Subscript) -> Value:
        return rooms.item(run, atom, index, node)

    def method(self, run: Run, atom: Room, name: str, given: Given) -> Value:
        return rooms.method(run, atom, name, given)

    def set_attribute(
        self, run: Run, atom: Room, name: str, value: Value, node: nodes.Node
    ) -> None:
        thing = run.heap.tracked(atom.ref)
        if name == "index" and atom.room in ("obs", "var") and thing is not None:
            names = f"{atom.room}_names"
            data_methods.set_attribute(run, atom.ref, thing, names, value, node)
        else:
            rooms.set_item(run, atom, literal(name), value, node, None)

    def set_item(
        self,
        run: Run,
        atom: Room,
        index: Value,
        value: Value,
        node: nodes.Subscript,
        source: nodes.Expr | None,
    ) -> None:
        rooms.set_item(run, atom, index, value, node, source)

    def delete_item(self, run: Run, atom: Room, index: Value, node: nodes.Node) -> None:
        rooms.delete_item(run, atom, index, node)


class OfMatrix(OfUnseen[Data]):
    """A matrix, column, table or embedding."""

    def attribute(self, run: Run, atom: Data, name: str, node: nodes.Node) -> Value:
        return arrays.attribute(run, atom, name, node)

    def item(self, run: Run, atom: Data, index: Value, node: nodes.Subscript) -> Value:
        return arrays.item(run, atom, index, node)

    def items(self, run: Run, atom: Data) -> list[Value] | None:
        return known_categories(atom)

    def element(self, run: Run, atom: Data) -> Value:
        content = atom.content
        if isinstance(content, Table) and content.part == GROUPED:
            return one(atom.holding(content.taken(PAIR)))
        if isinstance(content, Matrix) and content.form == GROUPED:
            return one(atom.holding(content.formed(PAIR)))
        known = known_categories(atom)
        return UNKNOWN if known is None else join_all(known)

    def call(self, run: Run, atom: Data, given: Given) -> Value:
        if isinstance(atom.content, Column):
            return combined_columns.joined(run, atom, given)  # `.str.cat(…)`, which is no function
        return super().call(run, atom, given)

    def method(self, run: Run, atom: Data, name: str, given: Given) -> Value:
        return arrays.method(run, atom, name, given)

    def set_attribute(
        self, run: Run, atom: Data, name: str, value: Value, node: nodes.Node
    ) -> None:
        arrays.set_attribute(run, atom, name, value, node)

    def set_item(
        self,
        run: Run,
        atom: Data,
        index: Value,
        value: Value,
        node: nodes.Subscript,
        source: nodes.Expr | None,
    ) -> None:
        arrays.set_item(run, atom, index, value, node, source)


class OfBound(OfUnseen[Bound]):
    """A method or accessor that waits for its call."""

    def attribute(self, run: Run, atom: Bound, name: str, node: nodes.Node) -> Value:
        receiver = atom.receiver
        if atom.name == "plot" and isinstance(receiver, Data):
            return one(Bound(receiver, name))  # `de.plot.scatter`
        if name == "isin" and isinstance(receiver, Room):
            # `adata.obs.kind.isin([…])` of a column that nobody has seen
            return one(Bound(Data(Column(), False, receiver.ref, receiver.room, atom.name), name))
        return UNKNOWN

    def item(self, run: Run, atom: Bound, index: Value, node: nodes.Subscript) -> Value:
        if atom.name == "index" and isinstance(atom.receiver, Data):
            rows_of_results.first_ones(run, atom.receiver, node)  # `ranked.index[:50]`
            return UNKNOWN
        return one(atom.receiver) if isinstance(atom.receiver, Drawn) else UNKNOWN

    def call(self, run: Run, atom: Bound, given: Given) -> Value:
        if given.discarded:
            library.note_dropped(run, atom.receiver, atom.name, given)
        return run.answers(atom.receiver).method(run, atom.receiver, atom.name, given)

    def set_item(
        self,
        run: Run,
        atom: Bound,
        index: Value,
        value: Value,
        node: nodes.Subscript,
        source: nodes.Expr | None,
    ) -> None:
        if isinstance(atom.receiver, Room):
            rooms.set_part(run, atom.receiver, index, value, node)
        else:
            frames.lose(run, one(atom.receiver))  # `table.loc[cells, "batch"] = …`
