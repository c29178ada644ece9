"""Questions that a model cannot answer, answers taken for others: faults of the rules SCV4xx."""

from __future__ import annotations

from collections.abc import Iterator

from planting import Fault, plants
from subjects import Call, Edit, Program
from tables import BESIDE, DATA, after, apart, below, plant, trained

EXPRESSION = "get_normalized_expression"


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
        yield Fault((*edits, last), (last.span,), (*BESIDE, "SCV122"))


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


@plants("SCV410")
def corrected_without_a_target(program: Program) -> Iterator[Fault]:
    if not any(True for _ in program.options("batch_key")):
        return
    for call, name in trained(program):
        yield after(program, call, f"batch_corrected = {name}.{EXPRESSION}(library_size=1e4)")


@plants("SCV420")
def latent_before_training(program: Program) -> Iterator[Fault]:
    for call, name in trained(program):
        firsts = [one.span for one, other in trained(program) if other == name]
        if call.span == firsts[0]:
            edit = program.before(call.span, f"early = {name}.get_latent_representation()")
            yield Fault((edit,), (edit.span,), BESIDE)


def _asked(setup: str, question: str) -> str:
    """A model beside the program's own, asked a question."""
    return (
        f"{DATA}planted_scvi.model.SCVI.setup_anndata(planted, {setup})\n"
        "other = planted_scvi.model.SCVI(planted)\nother.train(max_epochs=5)\n"
        f"other.{EXPRESSION}(transform_batch={question!r})"
    )


LATENT = '{model}.adata.obsm["planted"] = {model}.get_latent_representation'
DECODED = (
    "import anndata as planted\nimport scanpy as planted_sc\nfrom scvi.model import LinearSCVI\n"
    f"decoded = planted.AnnData(X={{model}}.{EXPRESSION}(), obs={{model}}.adata.obs)\n"
)
NEIGHBORS = 'planted_sc.pp.neighbors({model}.adata, use_rep="planted"'

plant(
    below("SCV405", "the_word_all", f'{{model}}.{EXPRESSION}(transform_batch="all")', "SCV403"),
    below(
        "SCV411",
        "test_on_decoded_expression",
        DECODED + 'planted_sc.tl.rank_genes_groups(decoded, groupby="cell_type")',
    ),
    below("SCV412", "model_of_a_model", DECODED + "LinearSCVI.setup_anndata(decoded)"),
    below(
        "SCV413",
        "list_of_batches_for_accessibility",
        '{model}.get_normalized_accessibility(transform_batch=["one", "two"])',
        "SCV401",
        "SCV403",
        of=("PEAKVI",),
    ),
    below(
        "SCV414",
        "importance_weights_over_batches",
        f'{{model}}.{EXPRESSION}(transform_batch=["one", "two"], weights="importance")',
        "SCV401",
        "SCV403",
    ),
    below(
        "SCV415", "samples_twice", f"{{model}}.{EXPRESSION}(n_samples=25, n_samples_overall=5000)"
    ),
    below(
        "SCV416",
        "draws_as_a_table",
        f"{{model}}.{EXPRESSION}(n_samples=9, return_mean=False, return_numpy=False)",
    ),
    below(
        "SCV417",
        "one_gene_without_brackets",
        f'marker = "CD3E"\n{{model}}.{EXPRESSION}(gene_list=marker)',
    ),
    below(
        "SCV419",
        "pair_stored_as_one",
        f'{{model}}.adata.layers["planted"] = {{model}}.{EXPRESSION}()',
        of=("TOTALVI",),
    ),
    below("SCV421", "rows_of_some_cells", f"some = [0, 1, 2]\n{LATENT}(indices=some)"),
    below("SCV423", "sample_as_a_table", f"{{model}}.{EXPRESSION}(n_samples_overall=5000)"),
    below("SCV424", "weights_of_nothing", f'{{model}}.{EXPRESSION}(weights="importance")'),
    below(
        "SCV430",
        "latent_of_the_training_before",
        f"import scanpy as planted_sc\n{LATENT}()\n{{model}}.train(max_epochs=5)\n{NEIGHBORS})",
        "SCV505",
    ),
    below(
        "SCV431",
        "two_spaces_in_one",
        "import numpy as planted_np\nimport scanpy as planted_sc\nimport scvi as planted_scvi\n"
        "second = planted_scvi.model.SCVI({model}.adata)\nsecond.train(max_epochs=5)\n"
        "parts = [m.get_latent_representation() for m in ({model}, second)]\n"
        "both = planted_sc.AnnData(planted_np.zeros((9, 9)))\n"
        'both.obsm["planted"] = planted_np.vstack(parts)\n'
        'planted_sc.pp.neighbors(both, use_rep="planted")',
        of=("SCVI",),
    ),
    below(
        "SCV432",
        "rows_in_another_order",
        'turned = {model}.adata[{model}.adata.obs["planted"].argsort()].copy()\n'
        'turned.obsm["planted"] = {model}.get_latent_representation()',
        "SCV102",
    ),
    below(
        "SCV433",
        "first_dimensions_only",
        f"import scanpy as planted_sc\n{LATENT}()\n{NEIGHBORS}, n_pcs=3)",
        "SCV505",
    ),
    apart("SCV403", "model_of_no_batches", _asked('labels_key="labels"', "batch_1")),
    apart(
        "SCV404",
        "category_of_a_covariate",
        _asked('batch_key="batch", categorical_covariate_keys=["labels"]', "label_2"),
    ),
)
