"""Random programs: the engine never raises, always ends within its budget, and finds a fault
that was planted where every path leads."""

from __future__ import annotations

from following import IMPORTS, follow, told
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scvi_lint.config import Settings
from scvi_lint.interpreter.domain.context import Context
from scvi_lint.interpreter.engine.analysis import analyse
from scvi_lint.interpreter.engine.budget import ALL_STEPS
from scvi_lint.knowledge import catalogue
from scvi_lint.linting.checking import Checker
from scvi_lint.source.reading import read_document

NAMES = st.sampled_from(["adata", "other", "model", "x", "self", "f", "config"])
KEYS = st.sampled_from(["batch", "labels", "counts", "X_scVI", "missing"])

EXPRESSIONS = st.recursive(
    st.one_of(
        NAMES,
        KEYS.map(repr),
        st.integers(-3, 3).map(str),
        st.sampled_from(
            [
                "None",
                "scvi.data.synthetic_iid()",
                "sc.read_h5ad('a.h5ad')",
                "scvi.model.SCVI",
                "scvi.model.SCANVI.from_scvi_model(model, 'Unknown')",
                "adata.X.copy()",
                "adata.obs['batch'] == 'batch_0'",
                "model.history['elbo_train']",
                "{**config}",
                "super()",
                "...",
            ]
        ),
    ),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda p: f"({p[0]}, {p[1]})"),
        st.tuples(inner, inner).map(lambda p: f"[{p[0]}, *[{p[1]}]]"),
        st.tuples(KEYS, inner).map(lambda p: f"{{{p[0]!r}: {p[1]}}}"),
        st.tuples(inner, inner, inner).map(lambda p: f"({p[0]} if {p[1]} else {p[2]})"),
        st.tuples(inner, inner).map(lambda p: f"({p[0]} and {p[1]})"),
        st.tuples(NAMES, inner).map(lambda p: f"[{p[0]} for {p[0]} in {p[1]}]"),
        st.tuples(NAMES, inner).map(lambda p: f"(lambda {p[0]}: {p[1]})"),
        st.tuples(inner, inner).map(lambda p: f"({p[0]})[{p[1]}]"),
        st.tuples(inner, inner).map(lambda p: f"({p[0]})({p[1]})"),
        st.tuples(NAMES, inner).map(lambda p: f"{p[0]}.copy({p[1]})"),
        st.tuples(NAMES, inner).map(lambda p: f"{p[0]}.obs[{p[1]}]"),
        st.tuples(inner, inner).map(lambda p: f"scvi.model.SCVI({p[0]}, **{{'n': {p[1]}}})"),
        st.tuples(NAMES, inner).map(lambda p: f"({p[0]} := {p[1]})"),
    ),
    max_leaves=6,
)

SIMPLE = st.one_of(
    st.tuples(NAMES, EXPRESSIONS).map(lambda p: f"{p[0]} = {p[1]}"),
    st.tuples(NAMES, EXPRESSIONS).map(lambda p: f"{p[0]}.layers['counts'] = {p[1]}"),
    st.tuples(NAMES, EXPRESSIONS).map(lambda p: f"{p[0]}.obs['batch'] = {p[1]}"),
    st.tuples(NAMES, EXPRESSIONS).map(lambda p: f"{p[0]}, *{p[0]} = {p[1]}"),
    st.tuples(NAMES, EXPRESSIONS).map(lambda p: f"{p[0]} += {p[1]}"),
    EXPRESSIONS.map(lambda e: f"sc.pp.log1p({e})"),
    EXPRESSIONS.map(lambda e: f"scvi.model.SCVI.setup_anndata({e}, batch_key='batch')"),
    EXPRESSIONS.map(lambda e: f"sc.pp.neighbors(adata, use_rep={e})"),
    NAMES.map(lambda n: f"{n}.train()"),
    NAMES.map(lambda n: f"{n}.get_latent_representation()"),
    NAMES.map(lambda n: f"del {n}"),
    NAMES.map(lambda n: f"global {n}"),
    EXPRESSIONS.map(lambda e: f"return {e}"),
    EXPRESSIONS.map(lambda e: f"yield {e}"),
    st.sampled_from(["break", "continue", "pass", "raise ValueError", "from scvi.model import *"]),
)


def indented(lines: list[str]) -> str:
    return "\n".join("    " + line for text in lines for line in text.split("\n"))


BLOCKS = st.recursive(
    SIMPLE,
    lambda inner: st.one_of(
        st.tuples(EXPRESSIONS, st.lists(inner, min_size=1, max_size=3)).map(
            lambda p: f"if {p[0]}:\n{indented(p[1])}\nelse:\n    pass"
        ),
        st.tuples(NAMES, EXPRESSIONS, st.lists(inner, min_size=1, max_size=3)).map(
            lambda p: f"for {p[0]} in {p[1]}:\n{indented(p[2])}"
        ),
        st.tuples(EXPRESSIONS, st.lists(inner, min_size=1, max_size=3)).map(
            lambda p: f"while {p[0]}:\n{indented(p[1])}"
        ),
        st.tuples(NAMES, NAMES, st.lists(inner, min_size=1, max_size=3)).map(
            lambda p: f"def {p[0]}({p[1]}=None, *args, **kwargs):\n{indented(p[2])}\n{p[0]}(adata)"
        ),
        st.tuples(NAMES, st.lists(inner, min_size=1, max_size=3)).map(
            lambda p: f"class {p[0]}(scvi.model.SCVI):\n{indented(p[1])}"
        ),
        st.lists(inner, min_size=1, max_size=3).map(
            lambda p: f"try:\n{indented(p)}\nexcept Exception as x:\n    pass\nfinally:\n    pass"
        ),
        st.tuples(EXPRESSIONS, NAMES, st.lists(inner, min_size=1, max_size=3)).map(
            lambda p: f"with {p[0]} as {p[1]}:\n{indented(p[2])}"
        ),
        st.tuples(EXPRESSIONS, KEYS, st.lists(inner, min_size=1, max_size=3)).map(
            lambda p: (
                f"match {p[0]}:\n    case {p[1]!r}:\n"
                + indented([indented(p[2])])
                + "\n    case _:\n        pass"
            )
        ),
    ),
    max_leaves=8,
)
PROGRAMS = st.lists(BLOCKS, max_size=8).map(lambda blocks: IMPORTS + "\n".join(blocks) + "\n")

slow = settings(
    deadline=None,
    max_examples=120,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@slow
@given(PROGRAMS)
def test_no_program_raises_or_exceeds_the_budget(text: str) -> None:
    known = catalogue()
    document = read_document("random.py", text.encode())
    done = analyse(document, Context(known.api(known.newest)))
    assert done.ended is None
    Checker(Settings(preset="all")).check(document)


# Statements that neither rebind the data nor change what the fault is about.
HARMLESS = st.sampled_from(
    [
        "print(adata)",
        "x = [name for name in range(3)]",
        "sc.pl.umap(adata)",
        "scvi.settings.seed = 1",
        "def unused(adata):\n    adata.X = None",
        "other = adata.copy()\nsc.pp.scale(other)",
        "if x:\n    print('yes')\nelse:\n    print('no')",
        "for name in ['a', 'b']:\n    print(name)",
        "try:\n    import torch\nexcept ImportError:\n    torch = None",
        "config = {'a': 1, **{}}",
        "with open('log.txt') as stream:\n    stream.write('x')",
        "class Unused:\n    def go(self):\n        return self",
    ]
)
FILL = st.lists(HARMLESS, max_size=3).map("\n".join)


@settings(deadline=None, max_examples=60)
@given(FILL, FILL, FILL, FILL, st.booleans())
def test_fault_on_a_straight_path_is_always_found(
    one: str, two: str, three: str, four: str, in_function: bool
) -> None:
    steps = [
        "adata = sc.read_h5ad('a.h5ad')",
        "adata.layers['counts'] = adata.X.copy()",
        one,
        "sc.pp.log1p(adata)",
        two,
        "scvi.model.SCVI.setup_anndata(adata, batch_key='batch')",
        three,
        "model = scvi.model.SCVI(adata)",
        four,
    ]
    body = "x = 1\n" + "\n".join(step for step in steps if step)
    if in_function:
        body = "def main():\n" + indented([body]) + "\n\nmain()"
    document = read_document("straight.py", (IMPORTS + body + "\n").encode())
    found = Checker(Settings(preset="all")).check(document).findings
    assert "SCV201" in {finding.code for finding in found}, body


@settings(deadline=None, max_examples=40)
@given(st.lists(HARMLESS, max_size=6).map("\n".join))
def test_harmless_statements_teach_nothing_of_the_data(text: str) -> None:
    done = follow(f"adata = sc.read_h5ad('a.h5ad')\nx = 1\n{text}\n")
    assert told(done.data("adata").x) == "as read"


def test_budget_ends_a_program_that_would_not_end() -> None:
    lines = ["def f0(a): return a"]
    lines += [f"def f{n}(a): return f{n - 1}(f{n - 1}(f{n - 1}(a)))" for n in range(1, 40)]
    loops = "".join("    " * depth + f"for x{depth} in y:\n" for depth in range(30))
    body = loops + "    " * 30 + "f39(adata)\n"
    document = read_document("deep.py", ("\n".join(lines) + "\n" + body).encode())
    known = catalogue()
    run = analyse(document, Context(known.api(known.newest)))
    assert run.events  # it came to its end
    assert ALL_STEPS >= 1
