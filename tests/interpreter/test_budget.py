"""What is done for a program is bounded, whatever it says, and what was not seen is not claimed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from following import IMPORTS, follow

from scvi_lint.config import Settings
from scvi_lint.interpreter.domain import heap
from scvi_lint.interpreter.domain.context import Context
from scvi_lint.interpreter.domain.holders import DictObject, ListObject
from scvi_lint.interpreter.domain.masks import Mask
from scvi_lint.interpreter.domain.values import LONGEST_TEXT, Literal
from scvi_lint.interpreter.engine import budget
from scvi_lint.interpreter.engine.analysis import Analysis, analyse
from scvi_lint.interpreter.engine.answers.table import VALUES
from scvi_lint.interpreter.engine.expressions import EVALUATE
from scvi_lint.interpreter.engine.operators import truth
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.engine.statements import STATEMENTS
from scvi_lint.knowledge import catalogue
from scvi_lint.linting.checking import Checker
from scvi_lint.source.documents.document import Cell
from scvi_lint.source.reading import read_document
from scvi_lint.source.syntax import parse

sys.path.insert(0, str(Path(__file__).parents[1] / "fuzz"))
from worst_paths import BEGINNING
from worst_steps import GROWING

CHECKER = Checker(Settings(preset="all"), version="1.4.2", version_origin="a test")


def executed(text: str) -> Run:
    """A program run to its end, with all that was on the way."""
    run = Run(Context(catalogue().api("1.4.2")), "a.py", EVALUATE, STATEMENTS, VALUES)
    run.execute(parse(Cell(0, "code", text)).body)
    return run


def sizes(run: Run) -> list[int]:
    """How much the objects and the names of a program hold."""
    found: list[int] = [thing.size for _, thing in run.heap.table.items()]
    for value in run.frame.env.values():
        for atom in value.atoms:
            if isinstance(atom, Literal) and isinstance(atom.value, str):
                found.append(len(atom.value))
            elif isinstance(atom, Literal) and isinstance(atom.value, int):
                found.append(atom.value.bit_length())
            elif isinstance(atom, Mask):
                found.append(len(atom.also) + len(atom.kept or ()))
    return found


@pytest.mark.parametrize("name", GROWING)
def test_what_doubles_is_not_held(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heap, "MOST_ITEMS", 100)  # so that a test of a doubling is a short one
    step = GROWING[name]
    run = executed(BEGINNING + step.start + step.text * step.times)
    assert max(sizes(run)) <= LONGEST_TEXT
    assert run.budget.steps < 20_000
    assert run.budget.ended is None


@pytest.mark.parametrize(
    "text",
    [
        "x = [*y, *y]",
        "x = y + y",
        "x = list(y) + list(y)",
        "x = y; x.extend(list(x))",
        "x = y; x += y",
        "x = [a for a in y + y]",
    ],
)
def test_what_is_too_long_to_be_held_is_no_list_of_all(text: str) -> None:
    long = ", ".join(f"'c{number}'" for number in range(heap.MOST_ITEMS * 2 // 3))
    run = executed(f"y = [{long}]\n{text}\nz = 'c' in x\n")
    value = run.frame.env["x"]
    (listed,) = [run.heap.get(number) for number in value.refs()]
    assert isinstance(listed, ListObject)
    assert listed.rest is not None and not listed.rest.closed
    assert truth(run, value) is not False
    assert run.frame.env["z"].constant is None  # it may be among those that are not known


def test_what_is_too_large_is_no_dictionary_of_all() -> None:
    keys = ", ".join(f"'c{number}': {number}" for number in range(heap.MOST_ITEMS + 1))
    run = executed(f"y = {{{keys}}}\nx = 'c' in y\nz = y.get('c')\n")
    (known,) = [run.heap.get(number) for number in run.frame.env["y"].refs()]
    assert isinstance(known, DictObject) and known.rest is not None
    assert run.frame.env["x"].constant is None and run.frame.env["z"].constant is None


def test_all_versions_of_what_is_large_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heap, "MOST_HELD", 1_000)
    run = executed("x = []\n" + "x.append(1)\n" * 200 + "y = [1] * 2\n")
    (listed,) = [run.heap.get(number) for number in run.frame.env["x"].refs()]
    assert listed.size <= heap.FEW and listed.rest is not None
    (small,) = [run.heap.get(number) for number in run.frame.env["y"].refs()]
    assert small.size == 2 and small.rest is None


def test_of_an_object_with_too_many_entries_absence_is_not_claimed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = "".join(f"adata.obs['k{number}'] = 1\n" for number in range(100))
    text = f"adata = ad.AnnData(x)\n{lines}"
    text += "scvi.model.SCVI.setup_anndata(adata)\n"

    def known() -> Any:
        identity, table = follow(text).last("adata")
        return table.get(identity)

    assert "obs" not in known().open and known().get("obs/k3").certain
    monkeypatch.setattr(heap, "MOST_HELD", 1_000)
    assert "obs" in known().open and known().get("obs/k3") is None
    assert known().get("registered/SCVI").certain and known().get("X") is not None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("x = 1.5 + 0x" + "f" * 1000, "x"),
        ("x = str(0x" + "f" * 5000 + ")", "x"),
        ("x = f'{0x" + "f" * 5000 + "}'", "x"),
        ("x = '%s' % 0x" + "f" * 5000, "x"),
        ("x = '{}'.format(0x" + "f" * 5000 + ")", "x"),
        ("x = int(1e308 * 10)", "x"),
        ("x = 'a' * 10**9", "x"),
        ("x = 9**9**9", "x"),
        ("x = 1 << 10**9", "x"),
        ("x = 'abcdefgh'.replace('', 'a' * 8)", "x"),
    ],
)
def test_numbers_and_texts_beyond_all_bounds_are_nothing_known(text: str, name: str) -> None:
    run = executed(text)
    assert max([0, *sizes(run)]) <= LONGEST_TEXT
    assert name in run.frame.env


def test_loops_in_loops_do_not_multiply_their_rounds() -> None:
    def steps(levels: int) -> int:
        loops = "".join(" " * n + f"while a{n}:\n" for n in range(levels))
        return executed(f"x = [1]\n{loops}{' ' * levels}x = [x]\n").budget.steps

    assert steps(12) < 5 * steps(6)
    assert steps(30) < 2_000


@pytest.mark.parametrize("items", [2, 3, 8])
def test_short_loops_in_short_loops_are_followed_so_many_times(items: int) -> None:
    values = ", ".join(map(str, range(items)))
    levels = 14
    loops = "".join(" " * n + f"for a{n} in ({values},):\n" for n in range(levels))
    assert executed(f"{loops}{' ' * levels}x = 1\n").budget.steps < 10_000
    clauses = " ".join(f"for a{n} in ({values},)" for n in range(levels))
    run = executed(f"x = [1 {clauses}]\ny = [1 for a in (1, 2, 3) for b in (1, 2)]\n")
    assert run.budget.steps < 10_000
    (exact,) = [run.heap.get(number) for number in run.frame.env["y"].refs()]
    assert exact.size == 6 and exact.rest is None


def test_a_loop_in_a_loop_reaches_what_holds_for_all_its_rounds() -> None:
    done = follow(
        """
        adata = sc.read_h5ad("a.h5ad")
        for a in b:
            while c:
                if d:
                    sc.pp.log1p(adata)
        """
    )
    matrix = done.data("adata").x
    assert matrix is not None and not matrix.certain


CALLS = "def f0(a): return a\n" + "".join(
    f"def f{n}(a):\n    return f{n - 1}(f{n - 1}(f{n - 1}(a)))\n" for n in range(1, 5)
)
FAULT = "scvi.model.Missing(adata)\n"


def codes(text: str) -> list[tuple[str, int]]:
    document = read_document("a.py", (IMPORTS + text).encode())
    found = CHECKER.check(document).findings
    return [(one.code, (IMPORTS + text).count("\n", 0, one.span.start) + 1) for one in found]


def ended(text: str) -> int | None:
    analysis: Analysis = follow(text).analysis
    span = analysis.ended
    return None if span is None else (IMPORTS + text).count("\n", 0, span.start) + 1


def test_where_a_program_is_too_much_one_note_says_from_where_on() -> None:
    text = CALLS + "x = f4(x)\n" * 2_000 + FAULT
    found = [line for code, line in codes(text) if code == "SCV003"]
    first = (IMPORTS + CALLS).count("\n") + 1
    assert len(found) == 1 and found[0] == ended(text) and first < found[0] < first + 2_000
    assert "SCV003" not in {code for code, _ in codes(CALLS + "x = f4(x)\n" * 10 + FAULT)}


def test_the_note_can_be_silenced_and_ignored() -> None:
    text = "# scvi-lint: ignore-file[SCV003]\n" + CALLS + "x = f4(x)\n" * 2_000
    assert "SCV003" not in {code for code, _ in codes(text)}
    document = read_document("a.py", (IMPORTS + CALLS + "x = f4(x)\n" * 2_000).encode())
    checker = Checker(Settings(ignore=("SCV003",)), version="1.4.2", version_origin="a test")
    assert "SCV003" not in {finding.code for finding in checker.check(document).findings}


def test_the_note_stands_at_the_statement_that_led_into_the_function() -> None:
    body = "    x = [x, x]\n" * 100
    loops = "".join("    " + " " * n + f"for a{n} in (1, 2, 3):\n" for n in range(4))
    heavy = f"def heavy(x):\n{body}{loops}{' ' * 8}heavier(x)\ndef heavier(x):\n{body * 20}"
    text = f"{heavy}x = 1\nheavy(x)\ny = 1\n"
    assert ended(text) == (IMPORTS + heavy).count("\n") + 2


def test_the_note_stands_at_the_import_that_led_into_the_module() -> None:
    module = CALLS + "x = [1]\n" + "x = f4(x)\n" * 2_000
    done = follow("x = 1\nimport heavy\ny = 1\n", {"heavy.py": module})
    span = done.analysis.ended
    assert span is not None and done.analysis.source(span) == "import heavy"


NEVER_SAVED = """
adata = sc.read_h5ad("a.h5ad")
sc.pp.highly_variable_genes(adata, n_top_genes=2000)
scvi.model.SCVI.setup_anndata(adata)
model = scvi.model.SCVI(adata)
model.train()
adata.obsm["X_scVI"] = model.get_latent_representation()
"""


def test_what_rests_on_the_whole_program_is_not_said_of_a_part_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The end of the program is needed to know that nothing uses it.
    absent = {"SCV209"}
    assert absent <= {code for code, _ in codes(NEVER_SAVED)}
    monkeypatch.setattr("scvi_lint.interpreter.engine.run.INLINE_STEPS", 10)
    text = NEVER_SAVED + "if True:\n    def f(): return 1\n    f()\n"
    found = {code for code, _ in codes(text)}
    assert "SCV003" in found and not absent & found


def test_what_a_function_that_is_not_entered_names_may_be_changed_by_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = """
    adata = sc.read_h5ad("a.h5ad")
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    class Steps:
        def __init__(self, model):
            self.model = model
        def go(self):
            self.model.train()
    def fit():
        model.train()
    {call}
    """
    for call in ("fit()", "Steps(model).go()", "steps = Steps(model)\n    steps.go()"):
        before = follow(text.replace("{call}", call)).model("model")
        monkeypatch.setattr("scvi_lint.interpreter.engine.run.INLINE_STEPS", 8)
        after = follow(text.replace("{call}", call)).model("model")
        monkeypatch.undo()
        assert before.trained is not None and before.trained.value and before.trained.certain
        assert after.trained is None or not after.trained.certain, call


@pytest.mark.parametrize("limit", [1, 5, 20, 50])
def test_a_program_may_end_anywhere(limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "ALL_STEPS", limit)
    document = read_document("a.py", (IMPORTS + NEVER_SAVED).encode())
    analysis = analyse(document, Context(catalogue().api("1.4.2")))
    assert (analysis.ended is not None) == (limit < 20)
    CHECKER.check(document)


def test_a_class_is_looked_up_in_each_of_its_ancestors_once() -> None:
    many = ", ".join(["B"] * 40)
    text = "class B(scvi.model.SCVI):\n    def f(self): return 1\n"
    text += f"class C0({many}): pass\n"
    for number in range(1, 12):
        text += f"class C{number}({', '.join([f'C{number - 1}'] * 40)}): pass\n"
    run = executed(IMPORTS + text + "x = C11(adata)\n")
    cls: Any = run.frame.env["C11"].single
    assert len(cls.ancestors) == 13
    assert run.frame.env["x"].atoms
