"""What is registered, and for whom: faults of the rules SCV1xx."""

from __future__ import annotations

from collections.abc import Iterator

from planting import Fault, plants
from subjects import Edit, Program


@plants("SCV101")
def drop_setup(program: Program) -> Iterator[Fault]:
    """The only `setup_anndata` of a program is gone."""
    setups = list(program.calls("setup_anndata"))
    if len(setups) != 1 or not setups[0].of_class.isupper():
        return
    models = tuple(program.calls(setups[0].of_class))
    if models and program.statement(setups[0].span) is not None:
        yield Fault((Edit(setups[0].span, "pass"),), tuple(call.span for call in models))


@plants("SCV103")
def copy_after_setup(program: Program) -> Iterator[Fault]:
    """The data is copied between registration and model: the copy is not registered."""
    for setup in program.calls("setup_anndata"):
        name = setup.first_name
        built = [
            call
            for call in program.calls(setup.of_class)
            if call.first_name == name and program.comes_before(setup.span, call.span)
        ]
        between = [
            other
            for other in program.calls("setup_anndata")
            if built and setup.span < other.span < built[0].span
        ]
        if name and built and not between:
            edit = program.after(setup.span, f"{name} = {name}.copy()")
            yield Fault((edit,), (built[0].span,))


@plants("SCV109")
def misspell_keyword(program: Program) -> Iterator[Fault]:
    """`batch_keys=` in place of `batch_key=`."""
    for setup in program.calls("setup_anndata"):
        keyword = setup.keyword("batch_key")
        if keyword is not None:
            whole = setup.part.span(keyword)
            name = whole._replace(end=whole.start + len("batch_key"))
            yield Fault((Edit(name, "batch_keys"),), (setup.span,))
