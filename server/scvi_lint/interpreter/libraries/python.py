"""Functions of Python itself that carry values through: builtins, paths, copies, partials."""

from __future__ import annotations

import builtins
from collections.abc import Callable

from scvi_lint.interpreter.domain.definitions import Frame, Super, UserClass
from scvi_lint.interpreter.domain.families import as_text
from scvi_lint.interpreter.domain.genes import Genes
from scvi_lint.interpreter.domain.holders import DictObject, Entries, Instance, ListObject
from scvi_lint.interpreter.domain.results import Table
from scvi_lint.interpreter.domain.values import (
    NONE,
    UNKNOWN,
    Data,
    Partial,
    Ref,
    Value,
    join_all,
    literal,
    one,
    opened,
    symbol,
)
from scvi_lint.interpreter.engine import access, kinship, writing
from scvi_lint.interpreter.engine.binding import copied, element, spread
from scvi_lint.interpreter.engine.given import Given
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.libraries import choosing, iteration
from scvi_lint.interpreter.objects import columns, containers, data, gene_index, paths, results
from scvi_lint.source.parser import nodes

BUILTIN_NAMES = frozenset(dir(builtins)) | {"display", "get_ipython", "exit", "quit"}


def _sequence(kind: str) -> Callable[[Run, Given], Value]:
    def build(run: Run, given: Given) -> Value:
        value = given.value(0)
        if value is None:
            return run.allocate(given.node, ListObject((), None, kind))
        items = spread(run, value)
        if items is not None and kind != "set":
            return run.allocate(given.node, ListObject(tuple(items), None, kind))
        if items is not None:
            unique = tuple(dict.fromkeys(items))
            return run.allocate(given.node, ListObject(unique, None, kind))
        atom = value.single
        if isinstance(atom, Data):
            if kind == "set" and isinstance(atom.content, Genes):
                return UNKNOWN  # names without an order
            return value  # list(adata.obs["batch"].unique()) keeps what is known of it
        if columns.names_cells(atom) and kind != "set":
            return value  # list(adata.obs_names[mask])
        listed = run.heap.get(atom.id) if isinstance(atom, Ref) else None
        singled = isinstance(listed, ListObject) and listed.singled
        some = containers.partly(run, value)
        made = ListObject((), element(run, value), kind, singled, some)
        return run.allocate(given.node, made)

    return build


def _reordered(run: Run, given: Given) -> Value:
    """`sorted(…)`, `reversed(…)`."""
    names = gene_index.reordered(run, given.value(0) or UNKNOWN, given.node)
    return _sequence("list")(run, given) if names is None else names


def _sorted(run: Run, given: Given) -> Value:
    """`sorted(models, key=lambda model: …)`."""
    if "key" in given.keywords:
        choosing.chosen(run, given)
    return _reordered(run, given)


def _dict(run: Run, given: Given) -> Value:
    items = {name: value for name, (value, _) in given.keywords.items()}
    rest = UNKNOWN if given.open else None
    value = given.value(0)
    if value is not None:
        atom = value.single
        other = run.heap.get(atom.id) if isinstance(atom, Ref) else None
        pairs = None if isinstance(other, DictObject) else _pairs(run, value)
        if isinstance(other, DictObject):
            items = {**other.items, **items}
            rest = rest if other.rest is None else other.rest
        elif pairs is not None:
            items = {**pairs, **items}
        else:
            rest = UNKNOWN
    return run.allocate(given.node, DictObject(items, rest))


def _pairs(run: Run, value: Value) -> Entries | None:
    """`dict(zip(names, values))`: keys and values, when all keys are constants."""
    found: Entries = {}
    for row in spread(run, value) or [UNKNOWN]:
        pair = spread(run, row)
        key = pair[0].constant if pair is not None and len(pair) == 2 else None
        if pair is None or key is None:
            return None
        found[key.value] = pair[1]
    return found


def _getattr(run: Run, given: Given) -> Value:
    owner, name = given.value(0), given.text(1)
    if owner is None or name is None:
        return UNKNOWN
    value = join_all([access.attribute(run, atom, name, given.node) for atom in owner.atoms])
    access.report_use(run, given.node, value)
    return value if owner.closed and given.value(2) is None else opened(value)


def _hasattr(run: Run, given: Given) -> Value:
    """Samples of the posterior predictive have none of scipy's methods."""
    value, name = given.value(0) or UNKNOWN, given.text(1)
    contents = [atom.content for atom in value.atoms if isinstance(atom, Data)]
    sampled = [one for one in contents if isinstance(one, Table) and one.kind in results.ARRAYS]
    if name is None or not value.closed or not sampled or len(sampled) < len(value.atoms):
        return UNKNOWN
    return literal(False) if name in results.OF_SCIPY else UNKNOWN


def _setattr(run: Run, given: Given) -> Value:
    owner, name, value = given.value(0), given.text(1), given.value(2)
    if owner is not None and value is not None:
        if name is None:
            run.weaken(owner)
        else:
            writing.set_attribute(run, owner, name, value, given.node)
    return NONE


def _same(run: Run, given: Given) -> Value:
    return given.value(0) or UNKNOWN


def _str(run: Run, given: Given) -> Value:
    value = given.value(0)
    constant = None if value is None else value.constant
    if constant is not None and isinstance(constant.value, str | int | float | bool):
        return literal(str(constant.value), constant.span)
    return UNKNOWN if value is None else as_text(value)


def _number(kind: type) -> Callable[[Run, Given], Value]:
    def convert(run: Run, given: Given) -> Value:
        value = given.value(0)
        constant = None if value is None else value.constant
        if constant is None or not isinstance(constant.value, str | int | float):
            return UNKNOWN
        if isinstance(constant.value, str) and len(constant.value) > 40:
            return UNKNOWN
        try:
            return literal(kind(constant.value), constant.span)
        except (ValueError, OverflowError):
            return UNKNOWN

    return convert


def _len(run: Run, given: Given) -> Value:
    value = given.value(0)
    items = None if value is None else spread(run, value)
    return UNKNOWN if items is None else literal(len(items))


def _basename(run: Run, given: Given) -> Value:
    text = given.text(0)
    return UNKNOWN if text is None else literal(text.rpartition("/")[2], run.span(given.node))


def _dirname(run: Run, given: Given) -> Value:
    text = given.text(0)
    if text is None:
        return UNKNOWN
    return literal(
        text.rpartition("/")[0] or ("/" if text[:1] == "/" else "."), run.span(given.node)
    )


def _partial(run: Run, given: Given) -> Value:
    if not given.positional:
        return UNKNOWN
    function = given.positional[0][0]
    positional, keywords = tuple(given.positional[1:]), tuple(given.keywords.items())
    return one(Partial(function, positional, keywords, (run.path, run.cell)))


def _copy(run: Run, given: Given) -> Value:
    value = given.value(0) or UNKNOWN
    results: list[Value] = []
    for atom in value.atoms:
        tracked = run.heap.tracked(atom.id) if isinstance(atom, Ref) else None
        if isinstance(atom, Ref) and tracked is not None and tracked.kind in data.KINDS:
            results.append(data.copy(run, atom.id, tracked, given.node))
        elif isinstance(atom, Data):
            results.append(copied(run, atom, given.node))
        else:
            thing = run.heap.get(atom.id) if isinstance(atom, Ref) else None
            if isinstance(thing, ListObject | DictObject):
                results.append(run.allocate(given.node, thing))
            else:
                results.append(Value((atom,), True))
    return join_all(results)


def _end(run: Run, given: Given) -> Value:
    run.dead = True
    return UNKNOWN


def _super(run: Run, given: Given) -> Value:
    """`super()`, also `super(Class, self)`: the bases of the class whose method this is."""
    frame: Frame | None = run.frame
    while frame is not None and frame.owner is None:
        frame = frame.parent
    if frame is None or frame.owner is None or frame.receiver is None:
        return UNKNOWN
    return one(Super(frame.owner, frame.receiver))


def _nothing(run: Run, given: Given) -> Value:
    return NONE


def _map(run: Run, given: Given) -> Value:
    """`map(function, items)`: item by item where they are known."""
    value = given.value(1)
    function = given.value(0)
    if value is None or function is None:
        return UNKNOWN
    items = spread(run, value)
    known = items is not None and run.may_unroll(given.node, len(items))
    results: list[Value] = []
    for item in run.in_rounds(items if items is not None and known else [element(run, value)]):
        inner = Given(given.node)
        inner.positional = [(item, given.positional[1][1])]
        results.append(join_all([run.apply(atom, inner) for atom in function.atoms]))
    if known:
        return run.allocate(given.node, ListObject(tuple(results)))
    return run.allocate(given.node, ListObject((), join_all(results)))


def _reduce(run: Run, given: Given) -> Value:
    """`functools.reduce(function, items, start)`, over items that are all known."""
    function, items = given.value(0), spread(run, given.value(1) or UNKNOWN)
    start = given.value(2)
    if function is None or items is None or not (items or start):
        return UNKNOWN
    so_far, rest = (items[0], items[1:]) if start is None else (start, items)
    argument = given.positional[1][1]
    for item in rest:
        inner = Given(given.node)
        inner.positional = [(so_far, argument), (item, argument)]
        results = [run.apply(atom, inner) for atom in function.atoms]
        so_far = join_all(results)
    return so_far


def _import_module(run: Run, given: Given) -> Value:
    """`importlib.import_module("scvi.model")`."""
    name = given.text(0)
    return UNKNOWN if name is None or name.startswith(".") else symbol(name)


def _next(run: Run, given: Given) -> Value:
    value = given.value(0) or UNKNOWN
    items = spread(run, value)
    return items[0] if items else opened(element(run, value))


def _namespace(run: Run, given: Given) -> Value:
    """`SimpleNamespace(a=1)`: an object with these attributes, of a class without methods."""
    node = given.node
    stub = nodes.ClassDef(node.start, node.end, "namespace", node.start, node.start, (), (), ())
    cls = UserClass(stub, run.frame, (run.path, run.cell), ())
    attributes = {name: value for name, (value, _) in given.keywords.items()}
    return run.allocate(node, Instance(cls, attributes, not given.open), "namespace")


def _type(run: Run, given: Given) -> Value:
    """`type(model)`."""
    value = given.value(0)
    atom = None if value is None or len(given.positional) != 1 else value.single
    return (None if atom is None else kinship.class_of(run, atom)) or UNKNOWN


def _issubclass(run: Run, given: Given) -> Value:
    return _descends(run, given, given.value(0))


def _isinstance(run: Run, given: Given) -> Value:
    """Of models; of anything else it is not asked what it is."""
    value = given.value(0)
    atom = None if value is None else value.single
    return _descends(run, given, None if atom is None else kinship.class_of(run, atom))


def _descends(run: Run, given: Given, cls: Value | None) -> Value:
    wanted = given.value(1)
    if cls is None or wanted is None:
        return UNKNOWN
    items = spread(run, wanted)
    known = kinship.descends(run, cls, [wanted] if items is None else list(items))
    return UNKNOWN if known is None else literal(known, run.span(given.node))


FUNCTIONS: dict[str, Callable[[Run, Given], Value]] = {
    **iteration.FUNCTIONS,
    "builtins.list": _sequence("list"),
    "builtins.tuple": _sequence("tuple"),
    "builtins.set": _sequence("set"),
    "builtins.frozenset": _sequence("set"),
    "builtins.sorted": _sorted,
    "builtins.min": choosing.chosen,
    "builtins.max": choosing.chosen,
    "builtins.reversed": _reordered,
    "builtins.iter": _same,
    "builtins.next": _next,
    "types.SimpleNamespace": _namespace,
    "argparse.Namespace": _namespace,
    "asyncio.run": _same,
    "builtins.dict": _dict,
    "collections.OrderedDict": _dict,
    "builtins.map": _map,
    "builtins.getattr": _getattr,
    "builtins.hasattr": _hasattr,
    "builtins.setattr": _setattr,
    "builtins.str": _str,
    "builtins.int": _number(int),
    "builtins.float": _number(float),
    "builtins.len": _len,
    "builtins.print": _nothing,
    "builtins.super": _super,
    "builtins.type": _type,
    "builtins.isinstance": _isinstance,
    "builtins.issubclass": _issubclass,
    "builtins.exit": _end,
    "builtins.quit": _end,
    "sys.exit": _end,
    "os._exit": _end,
    "os.path.join": paths.joined,
    "os.path.abspath": paths.text_of,
    "os.path.expanduser": paths.text_of,
    "os.path.realpath": paths.text_of,
    "os.path.normpath": paths.text_of,
    "os.path.basename": _basename,
    "os.path.dirname": _dirname,
    "os.fspath": paths.text_of,
    "pathlib.Path": paths.of_pathlib,
    "pathlib.Path.cwd": paths.here,
    "pathlib.Path.home": paths.here,
    "pathlib.PurePath": paths.of_pathlib,
    "pathlib.PosixPath": paths.of_pathlib,
    "functools.partial": _partial,
    "functools.reduce": _reduce,
    "importlib.import_module": _import_module,
    "copy.copy": _copy,
    "copy.deepcopy": _copy,
    "tqdm.tqdm": _same,
    "tqdm.auto.tqdm": _same,
    "tqdm.notebook.tqdm": _same,
    "rich.progress.track": _same,
    "typing.cast": lambda run, given: given.value(1) or UNKNOWN,
}
