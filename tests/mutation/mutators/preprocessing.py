"""What happens to counts before a model sees them: faults of the rules SCV2xx."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from planting import Fault, plants
from subjects import Call, Edit, Program

COUNT_MODELS = ("SCVI", "SCANVI", "LinearSCVI", "TOTALVI")
IMPORT = "import scanpy as planted_sc\n"
# Other rules that rest on the same registration or the same matrix.
# What is planted before a normalisation of the program makes that the second one: SCV223.
BESIDE = (
    *("SCV201", "SCV203", "SCV204", "SCV205", "SCV250", "SCV251", "SCV202", "SCV432", "SCV151"),
    "SCV223",
)


def setups(program: Program) -> Iterator[tuple[Call, str, str | None]]:
    """Registrations of count models in the main document: the object's name, the literal layer."""
    for call in program.calls("setup_anndata"):
        if call.of_class not in COUNT_MODELS or call.splats or not call.first_name:
            continue
        if call.part.path != program.main or not program.statement(call.span):
            continue
        layer = call.keyword("layer")
        if layer is None:
            yield call, call.first_name, None
        elif isinstance(layer.value, ast.Constant) and isinstance(layer.value.value, str):
            yield call, call.first_name, layer.value.value


def takes_any_likelihood(program: Program) -> bool:
    return any(True for _ in program.options("gene_likelihood"))


def before(program: Program, call: Call, code: str, *more: Edit) -> Fault:
    """Insert code above a registration, at which the finding stands."""
    return Fault((program.before(call.span, code), *more), (call.span,), BESIDE)


def layer_edit(call: Call, layer: str) -> Edit | None:
    given = call.keyword("layer")
    return None if given is None else Edit(call.part.span(given.value), repr(layer))


def on_x(call: Call) -> tuple[Edit, ...]:
    """Register X in place of the layer."""
    given = call.keyword("layer")
    return () if given is None else (Edit(call.part.span(given.value), "None"),)


@plants("SCV250")
def layer_is_logged(program: Program) -> Iterator[Fault]:
    for call, name, layer in setups(program):
        if layer is not None and not takes_any_likelihood(program):
            yield before(program, call, f"{IMPORT}planted_sc.pp.log1p({name}, layer={layer!r})")


@plants("SCV251")
def layer_is_scaled(program: Program) -> Iterator[Fault]:
    for call, name, layer in setups(program):
        if layer is not None and not takes_any_likelihood(program):
            yield before(program, call, f"{IMPORT}planted_sc.pp.scale({name}, layer={layer!r})")


@plants("SCV205")
def layer_is_filled_too_late(program: Program) -> Iterator[Fault]:
    for call, name, _ in setups(program):
        changed = layer_edit(call, "planted")
        if changed is None or takes_any_likelihood(program):
            continue
        code = f'{IMPORT}planted_sc.pp.log1p({name})\n{name}.layers["planted"] = {name}.X.copy()'
        edit = program.before(call.span, code)
        yield Fault((edit, changed), (edit.span,), BESIDE)


@plants("SCV206")
def raw_is_taken_for_counts(program: Program) -> Iterator[Fault]:
    for call, name, _ in setups(program):
        changed = layer_edit(call, "planted")
        if changed is None or takes_any_likelihood(program):
            continue
        code = (
            f"{IMPORT}planted_sc.pp.log1p({name})\n{name}.raw = {name}\n"
            f'{name}.layers["planted"] = {name}.raw.X.copy()'
        )
        yield before(program, call, code, changed)


@plants("SCV208")
def genes_of_counts_on_logged_values(program: Program) -> Iterator[Fault]:
    for call, name, layer in setups(program):
        if layer is None:
            continue
        code = (
            f"{IMPORT}planted_sc.pp.log1p({name})\n"
            f'planted_sc.pp.highly_variable_genes({name}, flavor="seurat_v3", n_top_genes=2000)'
        )
        edit = program.before(call.span, code)
        yield Fault((edit,), (edit.span,), BESIDE)


@plants("SCV211")
def poisson_genes_on_logged_values(program: Program) -> Iterator[Fault]:
    for call, name, layer in setups(program):
        if layer is None:
            continue
        code = (
            f"{IMPORT}from scvi.data import poisson_gene_selection\n"
            f"planted_sc.pp.log1p({name})\npoisson_gene_selection({name})"
        )
        edit = program.before(call.span, code)
        yield Fault((edit,), (edit.span,), BESIDE)


@plants("SCV212")
def counts_for_sysvi(program: Program) -> Iterator[Fault]:
    for call, _, _ in setups(program):
        code = (
            "import scvi as planted_scvi\nplanted = planted_scvi.data.synthetic_iid()\n"
            'planted_scvi.external.SysVI.setup_anndata(planted, batch_key="batch")'
        )
        edit = program.before(call.span, code)
        yield Fault((edit,), (edit.span,), BESIDE)


@plants("SCV215")
def logged_part_among_counts(program: Program) -> Iterator[Fault]:
    for call, name, _ in setups(program):
        if takes_any_likelihood(program):
            continue
        code = (
            f"{IMPORT}import anndata as planted_ad\nimport scvi as planted_scvi\n"
            f"measured = planted_scvi.data.synthetic_iid()\nmeasured.obs = {name}.obs.copy()\n"
            "logged = measured.copy()\nplanted_sc.pp.log1p(logged)\n"
            f"{name} = planted_ad.concat([measured, logged], index_unique='-')"
        )
        yield before(program, call, code, *on_x(call))


@plants("SCV216")
def genes_filled_with_zeros(program: Program) -> Iterator[Fault]:
    for call, name, _ in setups(program):
        code = (
            f"{IMPORT}import anndata as planted_ad\n"
            f"one = {name}.copy()\nplanted_sc.pp.filter_genes(one, min_cells=3)\n"
            f"two = {name}.copy()\nplanted_sc.pp.filter_genes(two, min_cells=9)\n"
            f'{name} = planted_ad.concat([one, two], join="outer", index_unique="-")'
        )
        yield before(program, call, code)


@plants("SCV217")
def test_on_counts_in_raw(program: Program) -> Iterator[Fault]:
    for call, _, _ in setups(program):
        code = (
            f"{IMPORT}import scvi as planted_scvi\nplanted = planted_scvi.data.synthetic_iid()\n"
            "planted.raw = planted.copy()\nplanted_sc.pp.log1p(planted)\n"
            'planted_sc.tl.rank_genes_groups(planted, "labels")'
        )
        edit = program.before(call.span, code)
        yield Fault((edit,), (edit.span,), BESIDE)


@plants("SCV218")
def quality_of_chosen_genes(program: Program) -> Iterator[Fault]:
    for call, name, _ in setups(program):
        code = (
            f'{IMPORT}chosen = {name}[:, {name}.var["highly_variable"]].copy()\n'
            'planted_sc.pp.calculate_qc_metrics(chosen, qc_vars=["mt"], inplace=True)'
        )
        edit = program.before(call.span, code)
        yield Fault((edit,), (edit.span,), BESIDE)


def _read_instead(program: Program, call: Call, name: str, read: str) -> Fault:
    # What a machine writes has no columns of its own; those that are needed come from a table.
    table = f'{name}.obs = planted_pd.read_csv("cells.csv")'
    code = f"{IMPORT}import pandas as planted_pd\n{name} = planted_sc.{read}\n{table}"
    return before(program, call, code, *on_x(call))


@plants("SCV219")
def every_kind_of_feature(program: Program) -> Iterator[Fault]:
    for call, name, _ in setups(program):
        read = 'read_10x_h5("filtered_feature_bc_matrix.h5", gex_only=False)'
        yield _read_instead(program, call, name, read)


@plants("SCV220")
def every_droplet(program: Program) -> Iterator[Fault]:
    for call, name, _ in setups(program):
        yield _read_instead(program, call, name, 'read_10x_mtx("raw_feature_bc_matrix/")')


@plants("SCV222")
def genes_of_logged_values_on_counts(program: Program) -> Iterator[Fault]:
    for call, _, _ in setups(program):
        code = (
            f"{IMPORT}import scvi as planted_scvi\nplanted = planted_scvi.data.synthetic_iid()\n"
            "planted_sc.pp.highly_variable_genes(planted, n_top_genes=20)"
        )
        edit = program.before(call.span, code)
        yield Fault((edit,), (edit.span,), BESIDE)


@plants("SCV221")
def doublets_stay(program: Program) -> Iterator[Fault]:
    for call, name, _ in setups(program):
        if any(True for _ in program.calls("train")):
            edit = program.before(call.span, f"{IMPORT}planted_sc.pp.scrublet({name})")
            yield Fault((edit,), (edit.span,), BESIDE)
