"""Batches that are none, and options that need some: faults of the rules SCV3xx."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from planting import Fault, plants
from subjects import Call, Edit, Program, add_argument

COUNT_MODELS = ("SCVI", "SCANVI", "LinearSCVI")
# In a function, the caller's object is another one afterwards: its latent space is not its own.
OF_OTHER_CELLS = "SCV432"


def registered(program: Program) -> Iterator[tuple[Call, str, list[Call]]]:
    """Registrations of count models with a literal batch_key, and the models of the class."""
    setups = list(program.calls("setup_anndata"))
    for setup in setups:
        key = setup.keyword("batch_key")
        if setup.of_class not in COUNT_MODELS or key is None or not program.statement(setup.span):
            continue
        if not isinstance(key.value, ast.Constant) or not isinstance(key.value.value, str):
            continue
        alone = sum(other.of_class == setup.of_class for other in setups) == 1
        models = [
            call
            for call in program.calls(setup.of_class)
            if alone and call.first_name and program.comes_before(setup.span, call.span)
        ]
        yield setup, key.value.value, models


def batch_key_edit(setup: Call, text: str) -> Edit:
    key = setup.keyword("batch_key")
    assert key is not None
    return Edit(setup.part.span(key.value), text)


def asks_for_batches(program: Program) -> bool:
    """Whether other rules would have something to say if there were no batches."""
    asked = ("transform_batch", "batch_correction")
    return any(True for name in asked for _ in program.options(name))


def not_kept(program: Program) -> tuple[Edit, ...] | None:
    """Leave out where models are saved: one that is kept may be a reference for other batches.

    None where data is mapped onto one in the program itself.
    """
    if list(program.calls("load_query_data", "load")):
        return None
    saves = [call for call in program.calls("save") if program.statement(call.span)]
    return tuple(Edit(call.span, "pass") for call in saves)


@plants("SCV348")
def labels_as_batches(program: Program) -> Iterator[Fault]:
    """`batch_key` names the column that `labels_key` names."""
    for setup, _, _ in registered(program):
        labels = setup.keyword("labels_key")
        if labels is not None and isinstance(labels.value, ast.Constant):
            yield Fault((batch_key_edit(setup, repr(labels.value.value)),), (setup.span,))


@plants("SCV348")
def clusters_as_batches(program: Program) -> Iterator[Fault]:
    """The data is clustered first, and the clusters are the batches."""
    for setup, _, _ in registered(program):
        name = setup.first_name
        if name and not asks_for_batches(program):
            code = f'import scanpy\nscanpy.tl.leiden({name}, key_added="planted")'
            edits = (program.before(setup.span, code), batch_key_edit(setup, '"planted"'))
            yield Fault(edits, (setup.span,))


@plants("SCV352")
def dispersion_of_no_batch(program: Program) -> Iterator[Fault]:
    """`dispersion="gene-batch"`, and no batches."""
    if asks_for_batches(program):
        return
    for setup, _, models in registered(program):
        for built in models[:1]:
            if built.keyword("dispersion") is None:
                option = add_argument(built, 'dispersion="gene-batch"')
                yield Fault((batch_key_edit(setup, "None"), option), (built.span,))


def _option(program: Program, name: str, value: str) -> Iterator[Fault]:
    for _, _, models in registered(program):
        for built in models:
            if built.keyword(name) is None and not built.splats:
                yield Fault((add_argument(built, f'{name}="{value}"'),), (built.span,))


@plants("SCV353")
def misspell_dispersion(program: Program) -> Iterator[Fault]:
    """`dispersion="gene_batch"`."""
    yield from _option(program, "dispersion", "gene_batch")


@plants("SCV354")
def misspell_likelihood(program: Program) -> Iterator[Fault]:
    """`gene_likelihood="negative_binomial"`."""
    yield from _option(program, "gene_likelihood", "negative_binomial")


@plants("SCV355")
def misspell_latent_distribution(program: Program) -> Iterator[Fault]:
    """`latent_distribution="lognormal"`."""
    yield from _option(program, "latent_distribution", "lognormal")


@plants("SCV390")
def forget_the_label(program: Program) -> Iterator[Fault]:
    """Two data sets are joined under a label, and `batch_key` is not given."""
    if asks_for_batches(program):
        return
    for setup, _, _ in registered(program):
        name = setup.first_name
        for edit, _, part in program.options("batch_key"):
            inside = part is setup.part and setup.span.start < edit.span.start < setup.span.end
            if inside and name:
                code = (
                    f"import anndata\n{name} = anndata.concat("
                    f'{{"a": {name}, "b": {name}.copy()}}, label="planted", merge="same")'
                )
                joined = program.before(setup.span, code)
                yield Fault((joined, edit), (setup.span,), (OF_OTHER_CELLS,))


@plants("SCV392")
def one_word_for_all(program: Program) -> Iterator[Fault]:
    """The batch column is filled with one word, and batches are embedded."""
    forgotten = not_kept(program)
    if asks_for_batches(program) or forgotten is None:
        return
    for setup, key, models in registered(program):
        name = setup.first_name
        for built in models[:1]:
            if name and built.keyword("batch_representation") is None:
                edit = program.before(setup.span, f'{name}.obs["{key}"] = "planted"')
                option = add_argument(built, 'batch_representation="embedding"')
                yield Fault((edit, option, *forgotten), (setup.span,))
