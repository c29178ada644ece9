"""Calls of libraries that change nothing: rules may still ask what they were told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.calls import Call, Nothing
from scvi_lint.interpreter.engine import naming
from scvi_lint.interpreter.engine.binding import element, make_call
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.events.kinds import Called, NoneUsed
from scvi_lint.interpreter.libraries import metrics
from scvi_lint.interpreter.objects import data, moving
from scvi_lint.knowledge import statistics

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given


# Modules that act on folders and files, which saved models and data live in.
ON_DISK = frozenset({"os", "shutil", "subprocess"})


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
    elif tests or metrics.is_score(path):
        run.emit(Called(run, make_call(run, given, path, names), None))


def note_nothing(run: Run, made: Call) -> None:
    """Whether a call is given the None of `adata = SCVI.setup_anndata(adata)` for data."""
    for name in ("adata", "mdata"):
        argument = made.arguments.get(name)
        atom = None if argument is None else argument.value.single
        if argument is not None and isinstance(atom, Nothing):
            run.emit(NoneUsed(run, argument.span, atom.made, ""))
