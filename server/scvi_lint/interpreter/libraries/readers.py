"""Rows of functions that read and write data, which each library has some of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.domain.values import NONE, UNKNOWN, Value
from scvi_lint.interpreter.libraries.rows import Effect
from scvi_lint.interpreter.objects import data, reading, stored

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given
    from scvi_lint.interpreter.engine.run import Run


def reads(path: str, kind: str = "anndata", parameter: str = "filename") -> Effect:
    """The row of a function that reads the file which `parameter` names.

    `kind` is "anndata" or "mudata", "10x" or "visium" for counts as the machine wrote them, "text"
    for tables.
    """

    def read(run: Run, path: str, given: Given, call: Call) -> Value:
        argument = call.arguments.get(parameter) or call.arguments.get("*0")
        file = None if argument is None else argument.value.text
        named = UNKNOWN if argument is None else argument.value
        return reading.read(run, given.node, call, kind, file, named)

    return Effect(path, parameters=parameter, makes=read)


def writes(path: str, parameters: str = "filename adata") -> Effect:
    """The row of a function that writes an object to a file: first the file, then the object."""
    file, thing = parameters.split()

    def write(run: Run, path: str, given: Given, call: Call) -> Value:
        argument, written = call.arguments.get(file), call.arguments.get(thing)
        found = [] if written is None else run.tracked(written.value, *data.KINDS)
        if len(found) == 1:
            stored.write(run, found[0][0], None if argument is None else argument.value, call)
        return NONE

    return Effect(path, parameters=parameters, makes=write)
