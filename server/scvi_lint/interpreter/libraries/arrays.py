"""The row of a function that makes new values of a matrix or a column.

It names a function that takes an array first: `Array("numpy.log1p", changes=logged)`. Without
a scale or change the values stay what they are, in memory of their own unless `shares` says
otherwise; `form` is the one of `Matrix` that they come in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.contents import AND_CHANGED, AS_READ, UNSURE, Matrix, Memory
from scvi_lint.interpreter.domain.holders import ListObject
from scvi_lint.interpreter.domain.results import Embedding, Summary, Table
from scvi_lint.interpreter.domain.values import UNKNOWN, Data, Ref, Value, one
from scvi_lint.interpreter.objects import columns, forms_of_results, latents, model_state, scales

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given
    from scvi_lint.interpreter.engine.run import Run


class Array:
    """What a function of arrays returns for an array that the engine follows."""

    __slots__ = ("changes", "form", "path", "scale", "shares")

    def __init__(
        self,
        path: str,
        scale: str | None = None,
        *,
        shares: bool = False,
        changes: Callable[[Matrix, Memory], Matrix] | None = None,
        form: str | None = None,
    ) -> None:
        self.path = path
        self.changes = changes
        self.scale = UNSURE if changes is not None else scale
        self.shares = shares
        self.form = form

    def apply(self, run: Run, path: str, given: Given) -> Value:
        out = given.value(-1, "out")
        for atom in () if out is None else out.atoms:
            if isinstance(atom, Data):
                columns.changed_in_place(run, atom)
        value = given.value(0, "x", "a", "arg1", "obj", "object", "data")
        atom = None if value is None else value.single
        if value is not None:
            logs = self.changes is scales.logged
            model_state.result_used(run, value, path, given.node, of_matrices=logs)
        if value is not None and self.form == "array" and run.is_unseen(value):
            # Whatever it is made of, it is no sparse matrix.
            made = Matrix(AS_READ, ("result", run.site(given.node)), form="array")
            return one(Data(made))
        if value is None or not isinstance(atom, Data):
            if value is None or self.scale is not None:
                return UNKNOWN
            thing = run.heap.get(atom.id) if isinstance(atom, Ref) else None
            if isinstance(thing, ListObject):
                return run.allocate(given.node, ListObject(thing.items, thing.rest, "array"))
            return value
        content = atom.content
        if isinstance(content, Matrix):
            memory = content.buffer if self.shares else ("result", run.site(given.node))
            if self.changes is not None:
                made = self.changes(content, memory)
            elif self.scale is not None:
                made = Matrix(self.scale, memory, content.root)
            else:
                made = content.held_in(memory)
            made = made if self.form is None else made.formed(self.form)
            return one(atom.holding(made))
        if self.scale is not None and isinstance(content, Table) and content.is_decoded:
            made = content.taken(forms_of_results.COMPUTED)
            if self.changes is None:
                return one(atom.holding(made.changed(AND_CHANGED)))
            return one(atom.holding(scales.of_table(made, self.changes)))
        if self.changes is not None and isinstance(content, Summary):
            memory = ("result", run.site(given.node))
            return one(atom.holding(scales.of_summary(content, self.changes, memory)))
        if isinstance(content, Embedding) and path in latents.COVERS:
            latents.covered(run, path, given)
            return one(atom)
        if isinstance(content, Table) and self.scale is None:
            names = (
                forms_of_results.as_table
                if path.startswith("pandas.")
                else forms_of_results.as_array
            )
            return one(atom.holding(names(content)))
        return one(atom) if self.scale is None else UNKNOWN
