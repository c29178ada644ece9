"""Programs that were written for another release: faults of the rules SCV01x."""

from __future__ import annotations

from collections.abc import Iterator

from planting import Fault, plants
from subjects import Edit, Program, add_argument


@plants("SCV013")
def train_on_the_gpu_as_once(program: Program) -> Iterator[Fault]:
    """`train(use_gpu=True)`, as every tutorial before 1.0 had it."""
    for call in program.trainings():
        yield Fault((add_argument(call, "use_gpu=True"),), (call.span,))


@plants("SCV015")
def misspell_epochs(program: Program) -> Iterator[Fault]:
    """`max_epoch=` in place of `max_epochs=`."""
    for call in program.trainings():
        keyword = call.keyword("max_epochs")
        if keyword is not None:
            whole = call.part.span(keyword)
            name = whole._replace(end=whole.start + len("max_epochs"))
            yield Fault((Edit(name, "max_epoch"),), (call.span,))


@plants("SCV010")
def register_with_the_global_function(program: Program) -> Iterator[Fault]:
    """`scvi.data.setup_anndata(...)`, as it was before 0.15."""
    for setup in program.calls("setup_anndata"):
        written = program.text(setup.span)
        callee = f"scvi.model.{setup.of_class}.setup_anndata"
        if written.startswith(callee):
            name = setup.span._replace(end=setup.span.start + len(callee))
            yield Fault((Edit(name, "scvi.data.setup_anndata"),), (setup.span,))
