"""Calls of libraries that change nothing: rules may still ask what they were told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.flow import calls, data, naming
from scvi_lint.flow.events import Called
from scvi_lint.flow.run import Run

if TYPE_CHECKING:
    from scvi_lint.flow.calls import Given


def note(run: Run, path: str, given: Given) -> None:
    """A function that changes nothing was told an object."""
    for value, node in given.positional[:1]:
        found = run.tracked(value, *data.KINDS)
        if found:
            made = calls.make_call(run, given, path, ("adata",))
            adata = run.view(found[0][0], naming.describe(node.value))
            run.emit(Called(run, made, adata))
