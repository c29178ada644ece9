"""Questions that a model cannot answer, answers taken for others: faults of the rules SCV4xx."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from planting import Fault, plants
from subjects import Call, Edit, Program

COUNT_MODELS = ("SCVI", "SCANVI", "LinearSCVI")
EXPRESSION = "get_normalized_expression"
# What a planted read of decoded values may set off beside the mutator's own rule.
BESIDE = ("SCV432", "SCV501")


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


def after(program: Program, call: Call, code: str, *also: str) -> Fault:
    """Insert code below a training; the finding stands in it."""
    edit = program.after(call.span, code)
    return Fault((edit,), (edit.span,), (*BESIDE, *also))


def with_known_batches(program: Program, call: Call, code: str) -> Iterator[Fault]:
    """Give every registration two batches of known names, and insert code below a training."""
    edits: list[Edit] = []
    for setup in program.calls("setup_anndata"):
        key = setup.keyword("batch_key")
        if key is None or not setup.first_name or not program.statement(setup.span):
            return
        column = f'{setup.first_name}.obs["planted"] = ["lane_a", "lane_b"] * 200'
        edits.append(program.before(setup.span, column))
        edits.append(Edit(setup.part.span(key.value), '"planted"'))
    if edits and not any(True for _ in program.options("transform_batch")):
        last = program.after(call.span, code)
        yield Fault((*edits, last), (last.span,), BESIDE)


@plants("SCV401")
def batch_that_was_never_registered(program: Program) -> Iterator[Fault]:
    for call, name in trained(program):
        code = f'{name}.{EXPRESSION}(transform_batch="hospital")'
        yield from with_known_batches(program, call, code)


@plants("SCV402")
def number_in_place_of_a_name(program: Program) -> Iterator[Fault]:
    for call, name in trained(program):
        code = f"{name}.posterior_predictive_sample(transform_batch=1)"
        yield from with_known_batches(program, call, code)


@plants("SCV405")
def the_word_all(program: Program) -> Iterator[Fault]:
    for call, name in trained(program):
        yield after(program, call, f'{name}.{EXPRESSION}(transform_batch="all")', "SCV403")


@plants("SCV410")
def corrected_without_a_target(program: Program) -> Iterator[Fault]:
    if not any(True for _ in program.options("batch_key")):
        return
    for call, name in trained(program):
        yield after(program, call, f"batch_corrected = {name}.{EXPRESSION}(library_size=1e4)")


@plants("SCV411")
def test_on_decoded_expression(program: Program) -> Iterator[Fault]:
    for call, name in trained(program):
        code = (
            "import anndata as planted\nimport scanpy as planted_sc\n"
            f"decoded = planted.AnnData(X={name}.{EXPRESSION}(), obs={name}.adata.obs)\n"
            'planted_sc.tl.rank_genes_groups(decoded, groupby="cell_type")'
        )
        yield after(program, call, code)


@plants("SCV412")
def model_of_a_model(program: Program) -> Iterator[Fault]:
    for call, name in trained(program):
        code = (
            "import anndata as planted\nfrom scvi.model import LinearSCVI\n"
            f"decoded = planted.AnnData(X={name}.{EXPRESSION}(), obs={name}.adata.obs)\n"
            "LinearSCVI.setup_anndata(decoded)"
        )
        yield after(program, call, code)


@plants("SCV413")
def list_of_batches_for_accessibility(program: Program) -> Iterator[Fault]:
    for call, name in trained(program, "PEAKVI"):
        code = f'{name}.get_normalized_accessibility(transform_batch=["one", "two"])'
        yield after(program, call, code, "SCV401")


@plants("SCV414")
def importance_weights_over_batches(program: Program) -> Iterator[Fault]:
    for call, name in trained(program):
        code = f'{name}.{EXPRESSION}(transform_batch=["one", "two"], weights="importance")'
        yield after(program, call, code, "SCV401", "SCV403")


@plants("SCV415")
def samples_twice(program: Program) -> Iterator[Fault]:
    for call, name in trained(program):
        yield after(program, call, f"{name}.{EXPRESSION}(n_samples=25, n_samples_overall=5000)")


@plants("SCV417")
def one_gene_without_brackets(program: Program) -> Iterator[Fault]:
    for call, name in trained(program):
        code = f'marker = "CD3E"\n{name}.{EXPRESSION}(gene_list=marker)'
        yield after(program, call, code)


@plants("SCV419")
def pair_stored_as_one(program: Program) -> Iterator[Fault]:
    for call, name in trained(program, "TOTALVI"):
        code = f'{name}.adata.layers["planted"] = {name}.{EXPRESSION}()'
        yield after(program, call, code)


@plants("SCV420")
def latent_before_training(program: Program) -> Iterator[Fault]:
    for call, name in trained(program):
        firsts = [one.span for one, other in trained(program) if other == name]
        if call.span == firsts[0]:
            edit = program.before(call.span, f"early = {name}.get_latent_representation()")
            yield Fault((edit,), (edit.span,), BESIDE)


@plants("SCV421")
def rows_of_some_cells(program: Program) -> Iterator[Fault]:
    for call, name in trained(program):
        code = (
            "some = [0, 1, 2]\n"
            f'{name}.adata.obsm["planted"] = {name}.get_latent_representation(indices=some)'
        )
        yield after(program, call, code)


@plants("SCV430")
def latent_of_the_training_before(program: Program) -> Iterator[Fault]:
    for call, name in trained(program):
        code = (
            "import scanpy as planted_sc\n"
            f'{name}.adata.obsm["planted"] = {name}.get_latent_representation()\n'
            f"{name}.train(max_epochs=5)\n"
            f'planted_sc.pp.neighbors({name}.adata, use_rep="planted")'
        )
        yield after(program, call, code, "SCV505")


@plants("SCV432")
def rows_in_another_order(program: Program) -> Iterator[Fault]:
    for call, name in trained(program):
        code = (
            f'turned = {name}.adata[{name}.adata.obs["planted"].argsort()].copy()\n'
            f'turned.obsm["planted"] = {name}.get_latent_representation()'
        )
        yield after(program, call, code, "SCV102")


@plants("SCV433")
def first_dimensions_only(program: Program) -> Iterator[Fault]:
    for call, name in trained(program):
        code = (
            "import scanpy as planted_sc\n"
            f'{name}.adata.obsm["planted"] = {name}.get_latent_representation()\n'
            f'planted_sc.pp.neighbors({name}.adata, use_rep="planted", n_pcs=3)'
        )
        yield after(program, call, code, "SCV505")


def _apart(setup: str, question: str) -> str:
    """A model beside the program's own, asked a question."""
    return (
        "import scvi as planted_scvi\nplanted = planted_scvi.data.synthetic_iid()\n"
        f"planted_scvi.model.SCVI.setup_anndata(planted, {setup})\n"
        "other = planted_scvi.model.SCVI(planted)\nother.train(max_epochs=5)\n"
        f"other.{EXPRESSION}(transform_batch={question!r})"
    )


@plants("SCV403")
def model_of_no_batches(program: Program) -> Iterator[Fault]:
    for call, _ in trained(program):
        yield after(program, call, _apart('labels_key="labels"', "batch_1"))


@plants("SCV404")
def category_of_a_covariate(program: Program) -> Iterator[Fault]:
    for call, _ in trained(program):
        setup = 'batch_key="batch", categorical_covariate_keys=["labels"]'
        yield after(program, call, _apart(setup, "label_2"))


@plants("SCV431")
def two_spaces_in_one(program: Program) -> Iterator[Fault]:
    for call, name in trained(program, "SCVI"):
        code = (
            "import numpy as planted_np\nimport scanpy as planted_sc\nimport scvi as planted_scvi\n"
            f"second = planted_scvi.model.SCVI({name}.adata)\nsecond.train(max_epochs=5)\n"
            "parts = [m.get_latent_representation() for m in "
            f"({name}, second)]\nboth = planted_sc.AnnData(planted_np.zeros((9, 9)))\n"
            'both.obsm["planted"] = planted_np.vstack(parts)\n'
            'planted_sc.pp.neighbors(both, use_rep="planted")'
        )
        yield after(program, call, code)
