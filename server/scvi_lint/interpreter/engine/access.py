"""Reading and writing through `.name`, `[index]` and plain names, whatever stands before them."""

from __future__ import annotations

from scvi_lint.interpreter.domain.calls import Nothing
from scvi_lint.interpreter.domain.contents import Column
from scvi_lint.interpreter.domain.families import Family
from scvi_lint.interpreter.domain.frames import Frame
from scvi_lint.interpreter.domain.heap import Tracked
from scvi_lint.interpreter.domain.holders import DictObject, Groups, Instance, ListObject, Record
from scvi_lint.interpreter.domain.masks import Mask, Without
from scvi_lint.interpreter.domain.values import (
    UNKNOWN,
    Atom,
    Bound,
    Data,
    Drawn,
    Function,
    Literal,
    OpenFile,
    ProjectModule,
    Ref,
    Room,
    Super,
    Symbol,
    UserClass,
    Value,
    join_all,
    literal,
    one,
    opened,
    symbol,
)
from scvi_lint.interpreter.engine import conditions, functions, guards, kinship
from scvi_lint.interpreter.engine.binding import spread
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.events.kinds import ApiUsed, NoneUsed
from scvi_lint.interpreter.libraries import command_lines, workflows
from scvi_lint.interpreter.objects import (
    arrays,
    columns,
    containers,
    data,
    frames,
    hub,
    model_state,
    recognition,
    rooms,
    rows_of_results,
    selections,
)
from scvi_lint.source.parser import nodes

# Signs in paths, by name; it is folders of any system that are written here.
_SIGNS = {"os.sep": "/", "os.path.sep": "/", "os.curdir": ".", "os.extsep": "."}


def evaluate_attribute(run: Run, node: nodes.Attribute) -> Value:
    """The attribute's value, without reporting a use of the API (a longer path may follow)."""
    inner = node.value
    if isinstance(inner, nodes.Attribute):
        owner = evaluate_attribute(run, inner)
    else:
        owner = run.evaluate(inner)
    if len(owner.atoms) > 1:
        owner = _not_none(run, owner, node)
    atoms = owner.atoms
    if len(atoms) == 1 and isinstance(atoms[0], Ref) and run.heap.get(atoms[0].id) is None:
        owner = recognition.by_attribute(run, owner, node)
    nothing = owner.single
    if isinstance(nothing, Nothing):
        run.emit(NoneUsed(run, run.span(node), nothing.made, node.attr))
        return UNKNOWN
    if len(atoms) == 1:
        value = attribute(run, atoms[0], node.attr, node)
    else:
        value = join_all(_of_each(run, owner, node))
    return value if owner.closed else opened(value)


def _not_none(run: Run, owner: Value, node: nodes.Attribute) -> Value:
    """Where it is None that has no such attribute: this path goes on with the others."""
    atoms = tuple(
        atom for atom in owner.atoms if not (isinstance(atom, Literal) and atom.value is None)
    )
    if len(atoms) == len(owner.atoms) or hasattr(None, node.attr):
        return owner
    narrowed = Value(atoms, owner.closed)
    if isinstance(node.value, nodes.Name):
        run.rebind(node.value.id, narrowed)
    return narrowed


def _of_each(run: Run, owner: Value, node: nodes.Attribute) -> list[Value]:
    outer, values = run.guards, []
    for number, atom in enumerate(owner.atoms):
        run.guards = outer | guards.of_one(run, number, owner)
        values.append(attribute(run, atom, node.attr, node))
    run.guards = outer
    return values


def report_use(run: Run, node: nodes.Node, value: Value) -> None:
    """A path into scvi-tools that the program names."""
    for atom in value.atoms:
        if isinstance(atom, Symbol) and atom.path.startswith("scvi."):
            run.emit(ApiUsed(run, node, atom.path))


def attribute(run: Run, atom: Atom, name: str, node: nodes.Node) -> Value:
    if name.startswith("__"):
        own = kinship.name_of(run, atom, name)
        if own is not None:
            return literal(own, run.span(node))
        cls = kinship.class_of(run, atom) if name == "__class__" else None
        if cls is not None:
            return cls
    if isinstance(atom, Symbol):
        if atom.path == workflows.OBJECT:
            object_ = workflows.snakemake(run, node)
            return join_all([attribute(run, one, name, node) for one in object_.atoms])
        path = f"{atom.path}.{name}"
        return literal(_SIGNS[path], run.span(node)) if path in _SIGNS else symbol(path)
    if isinstance(atom, Ref):
        thing = run.heap.get(atom.id)
        if isinstance(thing, Tracked):
            if thing.kind == "model":
                return model_state.attribute(run, atom, thing, name, node)
            if thing.kind == "hub":
                return hub.attribute(run, atom, thing, name, node)
            return data.attribute(run, atom, thing, name, node)
        if isinstance(thing, Instance):
            if command_lines.is_parser(thing):
                return one(Bound(atom, name))
            return functions.instance_attribute(run, atom, thing, name, node)
        if isinstance(thing, Record) and name in thing.items:
            return thing.items[name]
        if isinstance(thing, Groups) and name in ("indices", "groups"):
            return selections.of_groups(run, thing, name, node)
        if isinstance(thing, DictObject | ListObject):
            return one(Bound(atom, name))
        if isinstance(thing, Frame):
            return frames.attribute(run, atom, thing, name)
        # The same attribute of the same unseen thing is one thing.
        return UNKNOWN if thing is not None else recognition.part(run, atom, name)
    if isinstance(atom, Room):
        return rooms.attribute(run, atom, name, node)
    if isinstance(atom, Data):
        return arrays.attribute(run, atom, name, node)
    if isinstance(atom, Bound) and atom.name == "plot" and isinstance(atom.receiver, Data):
        return one(Bound(atom.receiver, name))  # `de.plot.scatter`
    if isinstance(atom, Bound) and name == "isin" and isinstance(atom.receiver, Room):
        room = atom.receiver  # `adata.obs.kind.isin([…])` of a column that nobody has seen
        return one(Bound(Data(Column(), False, room.ref, room.room, atom.name), name))
    if isinstance(atom, Literal):
        known = containers.attribute(run, atom, name)
        return one(Bound(atom, name)) if known is None else known
    if isinstance(atom, OpenFile | Drawn | Family):
        return one(Bound(atom, name))
    if isinstance(atom, ProjectModule):
        found = atom.frame.env.get(name)
        return UNKNOWN if found is None else found
    if isinstance(atom, Super):
        return functions.of_super(run, atom, name)
    if isinstance(atom, Mask):
        if name == "index":
            return one(atom.named)
        return one(atom if name in ("values", "array") else Bound(atom, name))
    if isinstance(atom, Without):
        return one(atom) if name in ("values", "array", "index") else UNKNOWN
    if isinstance(atom, UserClass):
        found = functions.member(atom, name)
        if found is not None:
            function = found.single
            if isinstance(function, Function) and functions.is_decorated(function, "classmethod"):
                return one(Bound(atom, name))
            return found
        bases = functions.library_bases(atom)
        of_model = [base for base in bases if model_state.models.model_class(run, base)]
        base = next(iter(of_model or bases), None)
        return UNKNOWN if base is None else one(Symbol(f"{base}.{name}"))
    return UNKNOWN


def item(run: Run, atom: Atom, index: Value, node: nodes.Subscript) -> Value:
    """`owner[index]`."""
    if isinstance(atom, Ref):
        thing = run.heap.get(atom.id)
        if isinstance(thing, Tracked):
            if thing.kind in data.KINDS:
                return data.item(run, atom.id, thing, index, node)
            return UNKNOWN
        if isinstance(thing, Frame):
            return frames.item(run, thing, index, node)
        if isinstance(thing, Groups):
            return UNKNOWN  # `adata.obs.groupby("kind")["score"]`
        if index.constant is not None:
            found = containers.item(run, atom.id, index)
            if not isinstance(thing, ListObject) or thing.rest is None:
                return found
            return run.choice.of_entry(found, ("entry", atom.id, index.constant.value))
        key = conditions.entry(run, atom.id, node.index)
        return run.choice.of_value(containers.item(run, atom.id, index, key), at=key)
    if isinstance(atom, Room):
        return rooms.item(run, atom, index, node)
    if isinstance(atom, Data):
        return arrays.item(run, atom, index, node)
    if isinstance(atom, Symbol) and atom.path == "numpy.r_":
        chosen = spread(run, index)
        return selections.either([index] if chosen is None else chosen)
    if isinstance(atom, Symbol) and atom.path == "sys.argv":
        return workflows.argument(run, index)
    if isinstance(atom, Symbol) and atom.path == "os.environ":
        return command_lines.environment(index)
    if isinstance(atom, Bound) and atom.name == "index" and isinstance(atom.receiver, Data):
        rows_of_results.first_ones(run, atom.receiver, node)  # `ranked.index[:50]`
        return UNKNOWN
    if isinstance(atom, Drawn) or (isinstance(atom, Bound) and isinstance(atom.receiver, Drawn)):
        return one(atom.receiver if isinstance(atom, Bound) else atom)  # `drawn.iloc[0]`
    if isinstance(atom, Mask) and index.is_literal(0) and not atom.by_name:
        return one(atom)  # `np.where(mask)[0]`
    if isinstance(atom, Mask) and atom.by_name and isinstance(node.index, nodes.Slice):
        return one(Data(columns.CELL_NAMES))
    if isinstance(atom, Literal) and isinstance(atom.value, str):
        constant = index.constant
        position = constant.value if constant is not None else None
        if type(position) is int and -len(atom.value) <= position < len(atom.value):
            return literal(atom.value[position], atom.span)
    return UNKNOWN


# --- writing ----------------------------------------------------------------------------------
