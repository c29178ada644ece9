"""How objects on the heap answer: data and models, lists and dictionaries, instances, tables."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from scvi_lint.interpreter.domain.frames import Frame
from scvi_lint.interpreter.domain.heap import Tracked
from scvi_lint.interpreter.domain.holders import (
    DictObject,
    EveryCell,
    Groups,
    Instance,
    ListObject,
    Record,
    Rows,
)
from scvi_lint.interpreter.domain.table import Thing
from scvi_lint.interpreter.domain.values import (
    UNKNOWN,
    Bound,
    Literal,
    Ref,
    Value,
    join_all,
    one,
)
from scvi_lint.interpreter.engine import conditions, functions
from scvi_lint.interpreter.engine.answers.unseen import OfUnseen
from scvi_lint.interpreter.engine.given import Given
from scvi_lint.interpreter.engine.havoc import unknown_call
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.libraries import command_lines
from scvi_lint.interpreter.libraries import scvi as models
from scvi_lint.interpreter.objects import (
    containers,
    data,
    data_methods,
    frames,
    hub,
    model_state,
    recognition,
    selections,
)
from scvi_lint.source.parser import nodes

T = TypeVar("T")


class OfObject(Generic[T]):
    """How one kind of object answers; `ref` is its address, `thing` its present version."""

    def attribute(self, run: Run, ref: Ref, thing: T, name: str, node: nodes.Node) -> Value:
        return UNKNOWN

    def item(self, run: Run, ref: Ref, thing: T, index: Value, node: nodes.Subscript) -> Value:
        return UNKNOWN

    def items(self, run: Run, thing: T) -> list[Value] | None:
        return None

    def element(self, run: Run, thing: T) -> Value:
        return UNKNOWN

    def call(self, run: Run, ref: Ref, thing: T, given: Given) -> Value:
        unknown_call(run, given)
        return UNKNOWN

    def method(self, run: Run, ref: Ref, thing: T, name: str, given: Given) -> Value:
        unknown_call(run, given)
        return UNKNOWN

    def set_attribute(
        self, run: Run, ref: Ref, thing: T, name: str, value: Value, node: nodes.Node
    ) -> None: ...

    def set_item(
        self, run: Run, ref: Ref, thing: T, index: Value, value: Value, node: nodes.Subscript
    ) -> None: ...

    def delete_item(self, run: Run, ref: Ref, thing: T, index: Value) -> None: ...


class OfTracked(OfObject[Tracked]):
    """What data, models and entries of the hub have in common."""

    def set_attribute(
        self, run: Run, ref: Ref, thing: Tracked, name: str, value: Value, node: nodes.Node
    ) -> None:
        data_methods.set_attribute(run, ref.id, thing, name, value, node)

    def set_item(
        self, run: Run, ref: Ref, thing: Tracked, index: Value, value: Value, node: nodes.Subscript
    ) -> None:
        run.weaken(one(ref), frozenset({"X", "obs"}))


class OfData(OfTracked):
    """AnnData and MuData."""

    def attribute(self, run: Run, ref: Ref, thing: Tracked, name: str, node: nodes.Node) -> Value:
        return data.attribute(run, ref, thing, name, node)

    def item(
        self, run: Run, ref: Ref, thing: Tracked, index: Value, node: nodes.Subscript
    ) -> Value:
        if thing.kind not in data.KINDS:
            return UNKNOWN
        return data.item(run, ref.id, thing, index, node)

    def method(self, run: Run, ref: Ref, thing: Tracked, name: str, given: Given) -> Value:
        return data_methods.method(run, ref.id, thing, name, given)


class OfModel(OfTracked):
    """A model of scvi-tools."""

    def attribute(self, run: Run, ref: Ref, thing: Tracked, name: str, node: nodes.Node) -> Value:
        return model_state.attribute(run, ref, thing, name, node)

    def method(self, run: Run, ref: Ref, thing: Tracked, name: str, given: Given) -> Value:
        return model_state.method(run, ref.id, thing, name, given)

    def set_attribute(
        self, run: Run, ref: Ref, thing: Tracked, name: str, value: Value, node: nodes.Node
    ) -> None:
        model_state.set_attribute(run, ref.id, thing, name, value, node)


class OfHubModel(OfTracked):
    """What was pulled from the hub."""

    def attribute(self, run: Run, ref: Ref, thing: Tracked, name: str, node: nodes.Node) -> Value:
        return hub.attribute(run, ref, thing, name, node)

    def method(self, run: Run, ref: Ref, thing: Tracked, name: str, given: Given) -> Value:
        return hub.method(run, ref.id, thing, name, given)


H = TypeVar("H", ListObject, DictObject)


class OfHolder(OfObject[H]):
    """What lists and dictionaries have in common."""

    def attribute(self, run: Run, ref: Ref, thing: H, name: str, node: nodes.Node) -> Value:
        return one(Bound(ref, name))

    def item(self, run: Run, ref: Ref, thing: H, index: Value, node: nodes.Subscript) -> Value:
        constant = index.constant
        if constant is None:
            key = conditions.entry(run, ref.id, node.index)
            return run.choice.of_value(containers.item(run, ref.id, index, key), at=key)
        found = containers.item(run, ref.id, index)
        if not isinstance(thing, ListObject) or thing.rest is None:
            return found
        return run.choice.of_entry(found, ("entry", ref.id, constant.value))

    def method(self, run: Run, ref: Ref, thing: H, name: str, given: Given) -> Value:
        return containers.method(run, ref.id, thing, name, given)

    def set_item(
        self, run: Run, ref: Ref, thing: H, index: Value, value: Value, node: nodes.Subscript
    ) -> None:
        unknown = index.constant is None
        key = conditions.entry(run, ref.id, node.index) if unknown else None
        containers.set_item(run, ref.id, index, value, key)


class OfList(OfHolder[ListObject]):
    """A list, tuple or set."""

    def items(self, run: Run, thing: ListObject) -> list[Value] | None:
        if thing.rest is not None:
            return None
        run.budget.walk(thing.size)
        return list(thing.items)

    def element(self, run: Run, thing: ListObject) -> Value:
        return thing.element


class OfGroups(OfList):
    """`adata.obs.groupby("kind")`."""

    def attribute(
        self, run: Run, ref: Ref, thing: ListObject, name: str, node: nodes.Node
    ) -> Value:
        if isinstance(thing, Groups) and name in ("indices", "groups"):
            return selections.of_groups(run, thing, name, node)
        return super().attribute(run, ref, thing, name, node)

    def item(
        self, run: Run, ref: Ref, thing: ListObject, index: Value, node: nodes.Subscript
    ) -> Value:
        return UNKNOWN  # `adata.obs.groupby("kind")["score"]`


class OfDict(OfHolder[DictObject]):
    """A dictionary."""

    def items(self, run: Run, thing: DictObject) -> list[Value] | None:
        if thing.rest is not None:
            return None
        run.budget.walk(thing.size)
        return [Value((Literal(key),), True) for key in thing.items]

    def element(self, run: Run, thing: DictObject) -> Value:
        if thing.rest is not None:
            return UNKNOWN
        return join_all([one(Literal(key)) for key in thing.items])

    def delete_item(self, run: Run, ref: Ref, thing: DictObject, index: Value) -> None:
        constant = index.constant
        if constant is not None:
            rest = {key: item for key, item in thing.items.items() if key != constant.value}
            run.heap.put(ref.id, DictObject(rest, thing.rest))


class OfRecord(OfDict):
    """What has its entries as attributes: a configuration, `argparse.Namespace`."""

    def attribute(
        self, run: Run, ref: Ref, thing: DictObject, name: str, node: nodes.Node
    ) -> Value:
        if name in thing.items:
            return thing.items[name]
        return super().attribute(run, ref, thing, name, node)

    def set_attribute(
        self, run: Run, ref: Ref, thing: DictObject, name: str, value: Value, node: nodes.Node
    ) -> None:
        run.heap.put(ref.id, thing.having({name: value}))


class OfInstance(OfObject[Instance]):
    """An instance of one of the program's classes."""

    def attribute(self, run: Run, ref: Ref, thing: Instance, name: str, node: nodes.Node) -> Value:
        if command_lines.is_parser(thing):
            return one(Bound(ref, name))
        return functions.instance_attribute(run, ref, thing, name, node)

    def call(self, run: Run, ref: Ref, thing: Instance, given: Given) -> Value:
        function = functions.method_of(thing.cls, "__call__")
        if function is None:
            return super().call(run, ref, thing, given)
        return functions.enter(run, function, given, receiver=one(ref))

    def method(self, run: Run, ref: Ref, thing: Instance, name: str, given: Given) -> Value:
        if command_lines.is_parser(thing):
            return command_lines.method(run, ref.id, thing, name, given)
        function = functions.method_of(thing.cls, name)
        if function is None:
            unknown_call(run, given)
            run.weaken(one(ref))
            return UNKNOWN
        if functions.is_decorated(function, "classmethod"):
            return models.method_of_user_class(run, thing.cls, name, given)
        return functions.enter(run, function, given, receiver=one(ref))

    def set_attribute(
        self, run: Run, ref: Ref, thing: Instance, name: str, value: Value, node: nodes.Node
    ) -> None:
        run.heap.put(ref.id, Instance(thing.cls, {**thing.attributes, name: value}, thing.known))


class OfFrame(OfObject[Frame]):
    """A table of pandas."""

    def attribute(self, run: Run, ref: Ref, thing: Frame, name: str, node: nodes.Node) -> Value:
        return frames.attribute(run, ref, thing, name)

    def item(self, run: Run, ref: Ref, thing: Frame, index: Value, node: nodes.Subscript) -> Value:
        return frames.item(run, thing, index, node)

    def method(self, run: Run, ref: Ref, thing: Frame, name: str, given: Given) -> Value:
        return frames.method(run, ref, thing, name, given)

    def set_item(
        self, run: Run, ref: Ref, thing: Frame, index: Value, value: Value, node: nodes.Subscript
    ) -> None:
        frames.set_item(run, ref, thing, index, value, node)


_DATA = OfData()
_KINDS: dict[str, OfTracked] = {"model": OfModel(), "hub": OfHubModel()}
# By class of object. That each class stands with what answers for it no type can say.
_OBJECTS: dict[type[Thing], OfObject[Any]] = {
    ListObject: OfList(),
    Groups: OfGroups(),
    EveryCell: OfList(),
    DictObject: OfDict(),
    Rows: OfDict(),
    Record: OfRecord(),
    Instance: OfInstance(),
    Frame: OfFrame(),
}


def _of(thing: Thing) -> OfObject[Any]:
    if isinstance(thing, Tracked):
        return _KINDS.get(thing.kind, _DATA)
    return _OBJECTS[type(thing)]


class OfRef(OfUnseen[Ref]):
    """An address: the object there answers, if anybody knows it."""

    def attribute(self, run: Run, atom: Ref, name: str, node: nodes.Node) -> Value:
        thing = run.heap.get(atom.id)
        if thing is None:  # The same attribute of the same unseen thing is one thing.
            return recognition.part(run, atom, name)
        return _of(thing).attribute(run, atom, thing, name, node)

    def item(self, run: Run, atom: Ref, index: Value, node: nodes.Subscript) -> Value:
        thing = run.heap.get(atom.id)
        return UNKNOWN if thing is None else _of(thing).item(run, atom, thing, index, node)

    def items(self, run: Run, atom: Ref) -> list[Value] | None:
        thing = run.heap.get(atom.id)
        return None if thing is None else _of(thing).items(run, thing)

    def element(self, run: Run, atom: Ref) -> Value:
        thing = run.heap.get(atom.id)
        if thing is None:
            return UNKNOWN
        run.budget.walk(thing.size)
        return _of(thing).element(run, thing)

    def call(self, run: Run, atom: Ref, given: Given) -> Value:
        thing = run.heap.get(atom.id)
        if thing is None:
            return super().call(run, atom, given)
        return _of(thing).call(run, atom, thing, given)

    def method(self, run: Run, atom: Ref, name: str, given: Given) -> Value:
        thing = run.heap.get(atom.id)
        if thing is None:
            return super().method(run, atom, name, given)
        return _of(thing).method(run, atom, thing, name, given)

    def set_attribute(self, run: Run, atom: Ref, name: str, value: Value, node: nodes.Node) -> None:
        thing = run.heap.get(atom.id)
        if thing is not None:
            _of(thing).set_attribute(run, atom, thing, name, value, node)
        if name != "index":
            frames.lose(run, one(atom))  # `table.columns = names`

    def set_item(
        self,
        run: Run,
        atom: Ref,
        index: Value,
        value: Value,
        node: nodes.Subscript,
        source: nodes.Expr | None,
    ) -> None:
        thing = run.heap.get(atom.id)
        if thing is not None:
            _of(thing).set_item(run, atom, thing, index, value, node)

    def delete_item(self, run: Run, atom: Ref, index: Value, node: nodes.Node) -> None:
        thing = run.heap.get(atom.id)
        frames.lose(run, one(atom))
        if thing is not None:
            _of(thing).delete_item(run, atom, thing, index)
