"""Calls of libraries that change nothing: rules may still ask what they were told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.calls import Call, Nothing
from scvi_lint.interpreter.domain.masks import Mask
from scvi_lint.interpreter.domain.results import Table
from scvi_lint.interpreter.domain.values import Atom, Data, Ref, Value
from scvi_lint.interpreter.engine import naming
from scvi_lint.interpreter.engine.binding import element, make_call
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.events.kinds import Called, NoneUsed
from scvi_lint.interpreter.libraries import metrics
from scvi_lint.interpreter.objects import data, moving
from scvi_lint.knowledge import statistics
from scvi_lint.semantic.data_views import AnnDataView
from scvi_lint.source.parser import nodes

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given


# Modules that act on folders and files, which saved models and data live in.
ON_DISK = frozenset({"os", "shutil", "subprocess"})
# Methods of a table that leave it as it is, and give another one.
_NEW = frozenset(
    """fillna replace astype where mask rename drop dropna query filter sort_values set_index
    reset_index reindex assign join merge drop_duplicates round""".split()
)
# What ends a training or keeps a model of it by a quantity that it is told.
_LIGHTNING = ("lightning.", "pytorch_lightning.")
_CALLBACKS = ("callbacks.EarlyStopping", "early_stopping.EarlyStopping", ".ModelCheckpoint")


def note(run: Run, path: str, given: Given) -> None:
    """A function that changes no object was told one, or acts on the disk."""
    if path.partition(".")[0] in ON_DISK:
        run.emit(Called(run, make_call(run, given, path, ()), None))
        moving.called(run, path, given)
        return
    pair = given.pair(0, "adata", "data", "mdata")
    tests = statistics.is_test(path)
    names = statistics.parameters_of(path) if tests else metrics.parameters_of(path)
    found = [] if pair is None else run.tracked(pair[0], *data.KINDS)
    if tests:
        # `kruskal(*groups)`: what is true of each of them.
        given.positional.extend((element(run, many), node) for many, node in given.starred)
    if pair is not None and found:
        adata = run.view(found[0][0], naming.describe(pair[1].value))
        run.emit(Called(run, make_call(run, given, path, names), adata))
    elif path == "pandas.crosstab":
        run.emit(Called(run, make_call(run, given, path, ("index", "columns")), None))
    elif path.startswith(_LIGHTNING) and path.endswith(_CALLBACKS):
        run.emit(Called(run, make_call(run, given, path, ("monitor",)), None))
    elif tests or metrics.is_score(path):
        sides = tuple(_cells_of(run, *pair) for pair in given.positional[:2]) if tests else ()
        run.emit(Called(run, make_call(run, given, path, names), None, sides))


def _cells_of(run: Run, value: Value, argument: nodes.Argument) -> Mask | AnnDataView | None:
    """Which cells the values of an argument are of: `x[case]`, `sick[:, gene].X.toarray()`."""
    atom, node = value.single, argument.value
    if isinstance(atom, Data) and atom.ref is not None:
        return run.view(atom.ref, "")
    while True:
        if isinstance(node, nodes.Subscript):
            index = node.index.items[0] if isinstance(node.index, nodes.TupleExpr) else node.index
            found = None if isinstance(index, nodes.Slice) else run.again(index).single
            if isinstance(found, Mask):
                return found
            node = node.value
        elif isinstance(node, nodes.Attribute):
            node = node.value
        elif isinstance(node, nodes.Call):
            if node.arguments:  # `np.asarray(x[case])`
                node = node.arguments[0].value
            elif isinstance(node.function, nodes.Attribute):  # `x[case].ravel()`
                node = node.function.value
            else:
                return None
        elif isinstance(node, nodes.Name):
            held = run.again(node).single
            if not isinstance(held, Ref):
                return None
            kept = run.heap.tracked(held.id)
            of_data = kept is not None and kept.kind == "anndata"
            return run.view(held.id, node.id) if of_data else None
        else:
            return None


def note_dropped(run: Run, receiver: Atom, name: str, given: Given) -> None:
    """A method that gives another table of results stands alone: `de.sort_values("x")`."""
    content = receiver.content if isinstance(receiver, Data) else None
    if not isinstance(content, Table) or content.kind == "history" or name not in _NEW:
        return
    if given.is_true("inplace") is False and not given.open:
        run.emit(Called(run, make_call(run, given, f"pandas.DataFrame.{name}", ("value",)), None))


def note_nothing(run: Run, made: Call) -> None:
    """Whether a call is given the None of `adata = SCVI.setup_anndata(adata)` for data."""
    for name in ("adata", "mdata"):
        argument = made.arguments.get(name)
        atom = None if argument is None else argument.value.single
        if argument is not None and isinstance(atom, Nothing):
            run.emit(NoneUsed(run, argument.span, atom.made, ""))
