"""Mutators of one shape, as rows: what is written, and where.

Most faults take one line. `below` inserts it below a training of the program's own model, `given`
adds an argument to calls of a name, and `apart` inserts a small program of its own, which shows
that the program around it does not hide the fault:

    plant(
        below("SCV415", "samples_twice", "{model}.get_normalized_expression(n_samples=25, …)"),
        given("SCV504", "rate_of_the_plan", "train", "lr=0.01"),
        apart("SCV918", "tissue_of_unknown_size", "…"),
    )

`{model}` is the name of the model. `also` are codes that may speak up beside the rule's own.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from planting import Fault, plants
from subjects import Call, Program, add_argument

COUNT_MODELS = ("SCVI", "SCANVI", "LinearSCVI")
# What a planted read of results may set off beside the mutator's own rule.
# Groups that the data lacks, or has one of, where a loop takes out one type after the other.
BESIDE = ("SCV432", "SCV501", "SCV650", "SCV651")

APART = "import scanpy as planted_sc\nimport scvi as planted_scvi\n"
DATA = APART + "planted = planted_scvi.data.synthetic_iid()\n"
BUILT = (
    DATA
    + 'planted_scvi.model.SCVI.setup_anndata(planted, batch_key="batch", labels_key="labels")\n'
    "planted_vae = planted_scvi.model.SCVI(planted)\n"
)
TRAINED = BUILT + "planted_vae.train(max_epochs=5)\n"


class Row(NamedTuple):
    """One mutator: `where` is "below", "given" or "apart"; `of` names calls or model classes."""

    where: str
    code: str
    name: str
    text: str
    of: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    unless: str = ""

    def faults(self, program: Program) -> Iterator[Fault]:
        if self.where == "given":
            for call in _spelled_out(program, self.of):
                if not self.unless or call.keyword(self.unless) is None:
                    yield Fault((add_argument(call, self.text),), (call.span,), self.also)
            return
        for call, model in trained(program, *self.of):
            text = self.text if self.where == "apart" else self.text.replace("{model}", model)
            yield after(program, call, text, *self.also)
            if self.where == "apart":
                return  # once a program is enough


def below(code: str, name: str, text: str, *also: str, of: tuple[str, ...] = ()) -> Row:
    """`text` below each training of a model of one of these classes (models of counts)."""
    return Row("below", code, name, text, of, also)


def given(code: str, name: str, call: str, text: str, *also: str, unless: str = "") -> Row:
    """`text` as a further argument of each call of this name, `unless` it has that one."""
    return Row("given", code, name, text, (call,), also, unless)


def apart(code: str, name: str, text: str, *also: str) -> Row:
    """A program of its own below the first training."""
    return Row("apart", code, name, text, (), also)


def plant(*rows: Row) -> None:
    """Register a mutator for each row, under the row's name."""
    for row in rows:

        def mutator(program: Program, row: Row = row) -> Iterator[Fault]:
            return row.faults(program)

        mutator.__name__ = row.name
        plants(row.code)(mutator)


def trained(program: Program, *classes: str) -> Iterator[tuple[Call, str]]:
    """Each `model.train(...)` of a model that a plain name was bound to, and the name."""
    for call in program.calls("train"):
        if not isinstance(call.owner, ast.Name) or not program.statement(call.span):
            continue
        if _is_tried(call) or call.part.path != program.main:
            continue  # what raises in a `try` is expected to; a module is told of its own faults
        name = call.owner.id
        made = [
            one
            for one in program.calls(*(classes or COUNT_MODELS))
            if _is_bound(program, one, name) and program.comes_before(one.span, call.span)
        ]
        if made:
            yield call, name


def after(program: Program, call: Call, code: str, *also: str) -> Fault:
    """Insert code below a training; the finding stands in it."""
    edit = program.after(call.span, code)
    return Fault((edit,), (edit.span,), (*BESIDE, *also))


def _spelled_out(program: Program, names: tuple[str, ...]) -> Iterator[Call]:
    """Calls of these names in the main document, in which nothing comes in by `**`."""
    for call in program.calls(*names):
        here = call.part.path == program.main and "__version__" not in call.part.text
        if here and not _is_tried(call):
            yield call


def _is_tried(call: Call) -> bool:
    return any(
        isinstance(node, ast.Try) and node.lineno <= call.node.lineno <= (node.end_lineno or 0)
        for node in ast.walk(call.part.tree)
    )


def _is_bound(program: Program, call: Call, name: str) -> bool:
    found = program.statement(call.span)
    if found is None or not isinstance(found[1], ast.Assign) or found[1].value is not call.node:
        return False
    return any(isinstance(one, ast.Name) and one.id == name for one in found[1].targets)
