"""Reading and writing through `.name`, `[index]` and plain names, whatever stands before them."""

from __future__ import annotations

from scvi_lint.interpreter.domain.calls import Nothing
from scvi_lint.interpreter.domain.contents import Column, Matrix
from scvi_lint.interpreter.domain.families import Family
from scvi_lint.interpreter.domain.frames import Frame
from scvi_lint.interpreter.domain.heap import Tracked
from scvi_lint.interpreter.domain.holders import DictObject, Groups, Instance, ListObject, Record
from scvi_lint.interpreter.domain.results import PAIR, Embedding, Table
from scvi_lint.interpreter.domain.values import (
    UNKNOWN,
    Atom,
    Bound,
    Data,
    Drawn,
    Function,
    Literal,
    Mask,
    OpenFile,
    ProjectModule,
    Ref,
    Room,
    Super,
    Symbol,
    UserClass,
    Value,
    Without,
    join_all,
    literal,
    one,
    opened,
    symbol,
)
from scvi_lint.interpreter.engine import conditions, functions, guards, kinship
from scvi_lint.interpreter.engine.binding import element, spread
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.events.kinds import ApiUsed, NoneUsed, SettingChanged
from scvi_lint.interpreter.libraries import command_lines, workflows
from scvi_lint.interpreter.objects import (
    arrays,
    columns,
    containers,
    data,
    data_methods,
    frames,
    hub,
    matrix_tables,
    model_state,
    obs_tables,
    recognition,
    results,
    rooms,
    rows_of_results,
    selections,
    var_tables,
)
from scvi_lint.interpreter.objects.spelled import spelled
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


def bind(run: Run, target: nodes.Expr, value: Value, source: nodes.Expr | None) -> None:
    """`target = value`; `source` is the expression that made the value, if there is one."""
    if not value.atoms and isinstance(target, nodes.Name | nodes.Attribute):
        value = run.unseen(target)
    if isinstance(target, nodes.Name):
        frame = run.frame.assigned_elsewhere.get(target.id)
        if frame is None:
            run.frame.env[target.id] = value
        else:
            frame.env[target.id] = value
    elif isinstance(target, nodes.Attribute):
        owner = run.evaluate(target.value)
        table = obs_tables.rewritten(run, source) if target.attr == "obs" else None
        renamed = var_tables.renames(run, source) if target.attr == "var" else None
        names = spelled(run, source) if target.attr == "var_names" and source is not None else None
        set_attribute(run, owner, target.attr, value, target)
        if names is not None:
            var_tables.take_names(run, owner, names)
        if table is not None:
            _set_obs(run, owner, table)
        if renamed is not None and owner.refs() == [renamed]:
            var_tables.rename(run, renamed, target)
    elif isinstance(target, nodes.Subscript):
        owner = run.evaluate(target.value)
        index = UNKNOWN if isinstance(target.index, nodes.Slice) else run.evaluate(target.index)
        for atom in owner.atoms:
            _set_item(run, atom, index, value, target, source)
        named, column = target.value, owner.single
        written = arrays.after_writing(run, column, value) if isinstance(column, Data) else column
        if isinstance(named, nodes.Name) and written is not None and written is not column:
            run.rebind(named.id, one(written))
    elif isinstance(target, nodes.TupleExpr | nodes.ListExpr):
        _unpack(run, target, value)
    elif isinstance(target, nodes.Starred):
        bind(run, target.value, run.allocate(target, ListObject((), value)), None)


def _unpack(run: Run, target: nodes.TupleExpr | nodes.ListExpr, value: Value) -> None:

    items = spread(run, value)
    starred = any(isinstance(part, nodes.Starred) for part in target.items)
    if items is not None and len(items) == len(target.items) and not starred:
        for part, inner in zip(target.items, items, strict=True):
            bind(run, part, inner, None)
        return
    atom = value.single
    if isinstance(atom, Data) and isinstance(atom.content, Table) and not starred:
        for number, part in enumerate(target.items):
            bind(run, part, results.unpacked(atom, number), None)
        return
    pair = atom.content if isinstance(atom, Data) and isinstance(atom.content, Matrix) else None
    if isinstance(atom, Data) and pair is not None and pair.form == PAIR and not starred:
        for number, part in enumerate(target.items):
            bind(run, part, matrix_tables.unpacked(atom, pair, number), None)
        return
    if isinstance(atom, Data) and isinstance(atom.content, Embedding) and not starred:
        for number, part in enumerate(target.items):  # of mean and variance, the mean
            bind(run, part, UNKNOWN if number else value, None)
        return
    places = [n for n, part in enumerate(target.items) if isinstance(part, nodes.Starred)]
    if items is not None and len(places) == 1 and len(items) >= len(target.items) - 1:
        first, behind = places[0], len(target.items) - places[0] - 1
        middle = items[first : len(items) - behind]
        for part, inner in zip(target.items[:first], items, strict=False):
            bind(run, part, inner, None)
        caught = target.items[first]
        if isinstance(caught, nodes.Starred):
            bind(run, caught.value, run.allocate(caught, ListObject(tuple(middle))), None)
        for part, inner in zip(
            target.items[first + 1 :], items[len(items) - behind :], strict=True
        ):
            bind(run, part, inner, None)
        return
    rest = element(run, value)
    for part in target.items:
        bind(run, part, rest, None)


def _set_obs(run: Run, owner: Value, table: obs_tables.Columns) -> None:
    """`adata.obs = adata.obs.drop(columns=[...])`: of its own columns, these stay."""
    atom = owner.single
    thing = run.heap.tracked(atom.id) if isinstance(atom, Ref) else None
    if isinstance(atom, Ref) and thing is not None and atom.id == table.ref:
        obs_tables.take(run, thing, atom.id, table)


def set_attribute(run: Run, owner: Value, name: str, value: Value, node: nodes.Node) -> None:
    for atom in owner.atoms:
        if isinstance(atom, Ref):
            thing = run.heap.get(atom.id)
            if isinstance(thing, Tracked):
                if thing.kind == "model":
                    model_state.set_attribute(run, atom.id, thing, name, value, node)
                else:
                    data_methods.set_attribute(run, atom.id, thing, name, value, node)
            elif isinstance(thing, Instance):
                attributes = {**thing.attributes, name: value}
                run.heap.put(atom.id, Instance(thing.cls, attributes, thing.known))
            elif isinstance(thing, Record):
                run.heap.put(atom.id, thing.having({name: value}))
            if name != "index":
                frames.lose(run, one(atom))  # `table.columns = names`
        elif isinstance(atom, Symbol):
            if atom.path.startswith("scvi."):
                run.emit(SettingChanged(run, run.span(node), f"{atom.path}.{name}", value))
        elif isinstance(atom, Room):
            table = run.heap.tracked(atom.ref)
            if name == "index" and atom.room in ("obs", "var") and table is not None:
                names = f"{atom.room}_names"
                data_methods.set_attribute(run, atom.ref, table, names, value, node)
                continue
            rooms.set_item(run, atom, literal(name), value, node, None)
        elif isinstance(atom, Data):
            arrays.set_attribute(run, atom, name, value, node)
        elif isinstance(atom, UserClass):
            atom.members[name] = value
            run.resumable = False


def _set_item(
    run: Run,
    atom: Atom,
    index: Value,
    value: Value,
    node: nodes.Subscript,
    source: nodes.Expr | None,
) -> None:
    if isinstance(atom, Ref):
        thing = run.heap.get(atom.id)
        if isinstance(thing, Tracked):
            run.weaken(one(atom), frozenset({"X", "obs"}))
        elif isinstance(thing, Frame):
            frames.set_item(run, atom, thing, index, value, node)
        else:
            unknown = index.constant is None
            key = conditions.entry(run, atom.id, node.index) if unknown else None
            containers.set_item(run, atom.id, index, value, key)
    elif isinstance(atom, Room):
        rooms.set_item(run, atom, index, value, node, source)
    elif isinstance(atom, Data):
        arrays.set_item(run, atom, index, value, node, source)
    elif isinstance(atom, Bound) and isinstance(atom.receiver, Room):
        rooms.set_part(run, atom.receiver, index, value, node)
    elif isinstance(atom, Bound):
        frames.lose(run, one(atom.receiver))  # `table.loc[cells, "batch"] = …`


def delete(run: Run, target: nodes.Expr) -> None:
    """`del target`."""
    if isinstance(target, nodes.Name):
        run.frame.env.pop(target.id, None)
    elif isinstance(target, nodes.Subscript):
        owner, index = run.evaluate(target.value), run.evaluate(target.index)
        for atom in owner.atoms:
            if isinstance(atom, Room):
                rooms.delete_item(run, atom, index, target)
            elif isinstance(atom, Ref):
                thing = run.heap.get(atom.id)
                constant = index.constant
                frames.lose(run, one(atom))
                if isinstance(thing, DictObject) and constant is not None:
                    rest = {k: v for k, v in thing.items.items() if k != constant.value}
                    run.heap.put(atom.id, DictObject(rest, thing.rest))
    elif isinstance(target, nodes.Attribute):
        owner = run.evaluate(target.value)
        for identity, thing in run.tracked(owner):
            run.heap.put(identity, thing.without(target.attr))
    elif isinstance(target, nodes.TupleExpr | nodes.ListExpr):
        for part in target.items:
            delete(run, part)
