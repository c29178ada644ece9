"""What becomes of a registration before a model is built on it: faults of the rules SCV1xx."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from planting import Fault, plants
from subjects import Call, Edit, Program, add_argument

COUNT_MODELS = ("SCVI", "SCANVI", "LinearSCVI")
# In a function, the caller's object is another one afterwards: its latent space is not its own.
OF_OTHER_CELLS = "SCV432"
# What is asked of the model of another class that it does not know.
OF_THE_CLASS = ("SCV012", "SCV502")
BATCHES = ("batch", "sample", "donor", "dataset", "study", "patient", "sample_id", "batch_id")


def built_on_names(program: Program) -> Iterator[tuple[Call, Call]]:
    """Each registration of a plain name, with the first model of the class built on that name.

    Only where it is the one registration of the class, so that no other one can stand in.
    """
    setups = list(program.calls("setup_anndata"))
    for setup in setups:
        name, cls = setup.first_name, setup.of_class
        if not name or sum(other.of_class == cls for other in setups) > 1:
            continue
        if setup.part.path != program.main:
            continue  # a fault that stands in a module alone is told by the check of the module
        models = [
            call
            for call in program.calls(cls)
            if call.first_name == name and program.comes_before(setup.span, call.span)
        ]
        if models and program.statement(setup.span) and program.statement(models[0].span):
            yield setup, models[0]


def constant(call: Call, name: str) -> str | None:
    """The string that a keyword is given as."""
    found = call.keyword(name)
    value = None if found is None else found.value
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else None


def value_edit(call: Call, name: str, text: str) -> Edit:
    """Other text for the value of a keyword."""
    found = call.keyword(name)
    assert found is not None
    return Edit(call.part.span(found.value), text)


def trained_later(program: Program, built: Call) -> list[Call]:
    return [call for call in program.calls("train") if program.comes_before(built.span, call.span)]


@plants("SCV104")
def register_a_passing_copy(program: Program) -> Iterator[Fault]:
    """`setup_anndata(adata.copy())`, and the model on `adata`."""
    for setup, _ in built_on_names(program):
        first = setup.part.span(setup.node.args[0])
        yield Fault((Edit(first, f"{setup.first_name}.copy()"),), (setup.span,))


@plants("SCV105")
def register_a_view(program: Program) -> Iterator[Fault]:
    """The data is subset above the registration, without a copy."""
    for setup, _ in built_on_names(program):
        name = setup.first_name
        edit = program.before(setup.span, f"{name} = {name}[:100]")
        yield Fault((edit,), (setup.span,), (OF_OTHER_CELLS,))


@plants("SCV106")
def read_back(program: Program) -> Iterator[Fault]:
    """The registered data is written and read again."""
    for setup, built in built_on_names(program):
        name = setup.first_name
        code = (
            f'import anndata\n{name}.write_h5ad("planted.h5ad")\n'
            f'{name} = anndata.read_h5ad("planted.h5ad")'
        )
        yield Fault((program.after(setup.span, code),), (built.span,), (OF_OTHER_CELLS,))


@plants("SCV107")
def register_a_copy_between(program: Program) -> Iterator[Fault]:
    """A copy of the registered data is registered, too, before the model is built."""
    for setup, built in built_on_names(program):
        text = program.text(setup.span)
        first = setup.part.span(setup.node.args[0])
        start, end = first.start - setup.span.start, first.end - setup.span.start
        again = f"{text[:start]}planted{text[end:]}"
        code = f"planted = {setup.first_name}.copy()\n{again}"
        if "\n" not in text:
            yield Fault((program.after(setup.span, code),), (built.span,))


@plants("SCV108")
def register_after_the_model(program: Program) -> Iterator[Fault]:
    """Registered once more, without batches, when the model is built."""
    if list(program.calls("from_scvi_model", "load", "load_query_data")):
        return
    for setup, built in built_on_names(program):
        text = program.text(setup.span)
        key = constant(setup, "batch_key")
        if key is None or "\n" in text or not trained_later(program, built):
            continue
        edit = program.after(built.span, text.replace(f'batch_key="{key}"', "batch_key=None"))
        if "batch_key=None" in edit.text and built.part.text.count(".train(") == 1:
            yield Fault((edit,), (edit.span,))


@plants("SCV110")
def leave_out_the_name(program: Program) -> Iterator[Fault]:
    """`setup_anndata(adata, "batch")`."""
    for setup in program.calls("setup_anndata"):
        if setup.of_class != "SCVI" or len(setup.node.args) != 1 or setup.splats:
            continue
        if setup.keyword("layer") is not None or constant(setup, "batch_key") not in BATCHES:
            continue
        for edit, _, part in program.options("batch_key"):
            if part is setup.part and setup.span.start < edit.span.start < setup.span.end:
                first = part.span(setup.node.args[0])
                place = first._replace(start=first.end)
                text = f', "{constant(setup, "batch_key")}"'
                if edit.span.start >= place.start:
                    yield Fault((Edit(place, text), edit), (setup.span,))


@plants("SCV110")
def give_by_position_in_another_order(program: Program) -> Iterator[Fault]:
    """`setup_anndata(adata, "batch", "counts")`: what comes first is the layer."""
    for setup in program.calls("setup_anndata"):
        key, layer = constant(setup, "batch_key"), constant(setup, "layer")
        if setup.of_class != "SCVI" or key not in BATCHES or layer is None or setup.splats:
            continue
        if setup.part.path != program.main or not setup.first_name:
            continue
        kept = [
            program.text(setup.part.span(one))
            for one in setup.node.keywords
            if one.arg not in ("batch_key", "layer")
        ]
        function = program.text(setup.part.span(setup.node.func))
        given = ", ".join([setup.first_name, f'"{key}"', f'"{layer}"', *kept])
        yield Fault((Edit(setup.span, f"{function}({given})"),), (setup.span,))


@plants("SCV114")
def wrap_in_a_list(program: Program) -> Iterator[Fault]:
    """`batch_key=["batch"]`."""
    for setup in program.calls("setup_anndata"):
        key = constant(setup, "batch_key")
        if key is not None:
            yield Fault((value_edit(setup, "batch_key", f'["{key}"]'),), (setup.span,))


@plants("SCV122")
def change_the_column(program: Program) -> Iterator[Fault]:
    """The batch column is overwritten below the registration."""
    for setup, built in built_on_names(program):
        key = constant(setup, "batch_key")
        if key is not None:
            edit = program.after(setup.span, f'{setup.first_name}.obs["{key}"] = "planted"')
            yield Fault((edit,), (edit.span, built.span))


@plants("SCV123")
def filter_genes_after(program: Program) -> Iterator[Fault]:
    """Genes are filtered below the registration."""
    for setup, built in built_on_names(program):
        if trained_later(program, built):
            code = f"import scanpy\nscanpy.pp.filter_genes({setup.first_name}, min_cells=30)"
            edit = program.after(setup.span, code)
            yield Fault((edit,), (edit.span,))


@plants("SCV125")
def log_after_training(program: Program) -> Iterator[Fault]:
    """The registered matrix is logged between the training and the latent space."""
    for setup, built in built_on_names(program):
        layer = constant(setup, "layer")
        given = setup.keyword("layer")
        asked = list(program.calls("get_latent_representation"))
        if len(list(program.calls("train"))) != 1:
            continue  # a later training is another rule's fault
        for training in trained_later(program, built):
            if setup.of_class not in COUNT_MODELS or setup.splats or built.splats:
                continue
            if (given is not None and layer is None) or len(setup.node.args) > 1:
                continue
            if built.keyword("gene_likelihood") is not None:
                continue
            statement = program.statement(training.span)
            same = statement is not None and statement[0] is built.part
            if not same or not any(program.comes_before(training.span, a.span) for a in asked):
                continue
            where = f', layer="{layer}"' if layer else ""
            code = f"import scanpy\nscanpy.pp.log1p({setup.first_name}{where})"
            edit = program.after(training.span, code)
            yield Fault((edit,), (edit.span,), ("SCV202",))
            break


@plants("SCV127")
def tell_the_constructor(program: Program) -> Iterator[Fault]:
    """`SCVI(adata, batch_key="batch")`."""
    for setup, built in built_on_names(program):
        key = constant(setup, "batch_key")
        if key is not None:
            yield Fault((add_argument(built, f'batch_key="{key}"'),), (built.span,))


@plants("SCV128")
def misspell_an_option(program: Program) -> Iterator[Fault]:
    """`SCVI(adata, n_hiddens=64)`."""
    for _, built in built_on_names(program):
        yield Fault((add_argument(built, "n_hiddens=64"),), (built.span,))


@plants("SCV129")
def bind_the_result(program: Program) -> Iterator[Fault]:
    """`adata = SCVI.setup_anndata(adata)`."""
    for setup, _ in built_on_names(program):
        found = program.statement(setup.span)
        if found is not None and isinstance(found[1], ast.Expr):
            start = setup.span._replace(end=setup.span.start)
            yield Fault((Edit(start, f"{setup.first_name} = "),), (setup.span,))


@plants("SCV102")
def build_another_class(program: Program) -> Iterator[Fault]:
    """`SCVI.setup_anndata`, and `LinearSCVI(adata)`."""
    for setup, built in built_on_names(program):
        other = "LinearSCVI" if setup.of_class == "SCVI" else "SCVI"
        function = built.node.func
        counts = setup.of_class in COUNT_MODELS
        if counts and isinstance(function, ast.Attribute) and not built.node.keywords:
            end = built.part.span(function).end
            name = built.span._replace(start=end - len(function.attr), end=end)
            yield Fault((Edit(name, other),), (built.span,), OF_THE_CLASS)


@plants("SCV113")
def give_one_string(program: Program) -> Iterator[Fault]:
    """`categorical_covariate_keys="planted"`."""
    for setup in program.calls("setup_anndata"):
        given = setup.keyword("categorical_covariate_keys")
        if setup.of_class == "SCVI" and given is None and not setup.splats:
            edit = add_argument(setup, 'categorical_covariate_keys="planted"')
            yield Fault((edit,), (setup.span,), ("SCV150",))
