"""An edit that is followed from the first change on gives what a fresh analysis gives.

The programs are edited as people edit: a statement typed key by key, a cell changed, added, moved
or deleted, and everything undone again. After each edit the analysis that goes on from the last
one is compared with one that begins at the beginning.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_random_programs import BLOCKS, SIMPLE

from scvi_lint.config import Settings
from scvi_lint.interpreter.domain.context import Context
from scvi_lint.interpreter.domain.values import Ref
from scvi_lint.interpreter.engine.answers.table import VALUES
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.incremental.checkpoint import GROWING, REMEMBERED, STANDING
from scvi_lint.interpreter.incremental.trail import Trail
from scvi_lint.linting.checking import Checker, Result
from scvi_lint.source.documents.document import Cell, Document
from scvi_lint.source.documents.pieces import in_pieces
from scvi_lint.source.reading import read_document

FINE = Path(__file__).parents[1] / "mutation" / "programs"
CHECKER = Checker(Settings(preset="all"), version="1.4.2", version_origin="a test")

PIECES = [
    "import scanpy as sc\nimport scvi",
    'adata = sc.read_h5ad("a.h5ad")\nadata.layers["counts"] = adata.X.copy()',
    "sc.pp.log1p(adata)\nkeys = ['batch', 'donor']",
    "def prepare(data, layer=None):\n"
    "    scvi.model.SCVI.setup_anndata(data, layer=layer, batch_key=keys[0])\n"
    "    return scvi.model.SCVI(data)",
    "model = prepare(adata)\nmodel.train(max_epochs=5)",
    'adata.obsm["X_scVI"] = model.get_latent_representation()\nsc.pp.neighbors(adata)',
    'scvi.model.SCANVI.setup_anndata(adata, labels_key="labels", unlabeled_category="Unknown")',
    'de = model.differential_expression(groupby="cell_type")\nde = de[de["lfc_mean"] > 0]',
    'query = sc.read_h5ad("q.h5ad")\nscvi.model.SCVI.prepare_query_anndata(query, model)',
    'model.get_normalized_expression(transform_batch="b9")\nmodel.save("models")',
]


def notebook(texts: list[str]) -> Document:
    cells = [Cell(index, "code", text, "python") for index, text in enumerate(texts)]
    return Document("edited.ipynb", "notebook", cells)


def thing(value: Any, table: Any) -> list[Any]:
    """What is known of the objects that a name stands for, without their numbers."""
    found = [table.get(atom.id) for atom in value.atoms if isinstance(atom, Ref)]
    return [
        (
            type(one).__name__,
            getattr(one, "open", None),
            [
                (key, fact.certain, [reason for _, reasons in fact.options for reason in reasons])
                for key, fact in sorted(getattr(one, "facts", {}).items())
            ],
        )
        for one in found
    ]


def told(result: Result) -> dict[str, Any]:
    """All that the front ends read of an analysis."""
    analysis = result.analysis
    return {
        "findings": [
            (
                f.code,
                f.span,
                f.severity,
                f.certain,
                f.message,
                [(one.span, one.message) for one in f.related],
                [(fix.title, fix.edits, fix.safe) for fix in f.fixes],
            )
            for f in result.findings
        ],
        "events": [
            (type(e).__name__, e.index, e.span, e.guards, e.stack, e.program is analysis)
            for e in analysis.events
        ],
        "mentions": [
            (span, value.closed, thing(value, table)) for span, value, table in analysis.mentions
        ],
        "wanted": sorted(map(str, analysis.wanted)),
        "written": analysis.written,
        "ended": analysis.ended,
    }


def agrees(document: Document, trail: Trail) -> None:
    went_on = told(CHECKER.check(document, None, trail))
    fresh = told(CHECKER.check(document))
    for part, value in fresh.items():
        assert went_on[part] == value, part


@pytest.mark.parametrize("number", range(len(PIECES)))
def test_a_cell_that_is_typed_key_by_key(number: int) -> None:
    trail = Trail()
    for length in range(len(PIECES[number]) + 1):
        texts = [*PIECES[:number], PIECES[number][:length], *PIECES[number + 1 :]]
        agrees(notebook(texts), trail)


@pytest.mark.parametrize(
    "line", ["x = 3", "keys = ['donor']", "adata.obs", "adata.X = adata.raw.X"]
)
def test_a_line_typed_at_the_end_of_each_cell(line: str) -> None:
    trail = Trail()
    for number in range(len(PIECES)):
        for length in range(len(line) + 1):
            texts = list(PIECES)
            texts[number] += "\n" + line[:length]
            agrees(notebook(texts), trail)


@pytest.mark.parametrize("path", sorted(FINE.glob("*.py")), ids=lambda path: path.name)
def test_a_script_of_which_each_line_is_left_out_once(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    trail = Trail()
    for number in range(0, len(lines), 2):
        without = "".join([*lines[:number], *lines[number + 1 :]])
        agrees(read_document(path.name, without.encode()), trail)


FUNCTIONS = """\
import scanpy as sc
import scvi

KEY = "batch"

def read(path):
    data = sc.read_h5ad(path)
    data.layers["counts"] = data.X.copy()
    return data

def treat(data):
    sc.pp.log1p(data)

adata = read("a.h5ad")
treat(adata)

def unused(adata):
    scvi.model.SCVI.setup_anndata(adata, batch_key=KEY)
    model = scvi.model.SCVI(adata)
    return model.get_latent_representation()

class Study:
    def __init__(self, data):
        self.data = data

    def model(self):
        scvi.model.SCVI.setup_anndata(self.data, batch_key=KEY)
        return scvi.model.SCVI(self.data)

model = Study(adata).model()
model.train(max_epochs=5)
latent = model.get_latent_representation()
if latent.shape[0] == 0:
    raise SystemExit(1)
model.save("models")
"""


def script(text: str, before: Document | None, least: int) -> Document:
    """A script in pieces, as the server reads one that was another one before."""
    cells = in_pieces(text, () if before is None else before.cells, least)
    return Document("edited.py", "script", cells)


@pytest.mark.parametrize("least", [4])
@pytest.mark.parametrize(
    ("place", "typed"),
    [
        ('KEY = "batch"\n', 'DONOR = "donor"\n'),
        ("    return data\n", "    data.X = data.X + 1\n    return data\n"),
        ("    sc.pp.log1p(data)\n", "    if data:\n        return\n"),
        ("    model = scvi.model.SCVI(adata)\n", "    model.train()\n"),
        ("        self.data = data\n", "        sc.pp.scale(data)\n"),
        ("model.train(max_epochs=5)\n", 'model.train(\n    plan_kwargs={"lr": 0}\n)\n'),
        ('model.save("models")\n', "def last(x):\n    return x\n\nraise ValueError\n"),
    ],
)
def test_a_script_in_pieces_that_is_typed_in(place: str, typed: str, least: int) -> None:
    at = FUNCTIONS.index(place) + len(place)
    trail, document = Trail(), script(FUNCTIONS, None, least)
    agrees(document, trail)
    for length in [*range(len(typed) + 1), *reversed(range(len(typed)))]:
        text = FUNCTIONS[:at] + typed[:length] + FUNCTIONS[at:]
        document = script(text, document, least)
        agrees(document, trail)


@pytest.mark.parametrize("path", sorted(FINE.glob("*.py")), ids=lambda path: path.name)
def test_a_script_in_pieces_of_which_each_line_is_left_out_once(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    trail, document = Trail(), script(text, None, 4)
    for number in range(0, len(lines), 2):
        document = script("".join([*lines[:number], *lines[number + 1 :]]), document, 4)
        agrees(document, trail)


def test_a_notebook_of_which_each_line_is_left_out_once() -> None:
    path = FINE / "spleen.ipynb"
    document = read_document(path.name, path.read_bytes())
    trail = Trail()
    for cell in document.cells:
        lines = cell.text.splitlines(keepends=True)
        for number in range(len(lines)):
            without = "".join([*lines[:number], *lines[number + 1 :]])
            agrees(document.replace_cell(cell.index, without), trail)


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["replace", "append", "insert", "delete", "move", "undo", "markdown"]),
        st.integers(0, 30),
        st.integers(0, 30),
        st.one_of(SIMPLE, BLOCKS, st.sampled_from(PIECES)),
    ),
    max_size=8,
)


def edited(texts: list[str], edit: tuple[str, int, int, str]) -> list[str]:
    kind, one, two, text = edit
    changed = list(texts)
    place = one % max(len(changed), 1)
    if kind == "insert" or not changed:
        changed.insert(place, text)
    elif kind == "replace":
        changed[place] = text
    elif kind == "append":
        changed[place] += "\n" + text
    elif kind == "delete":
        del changed[place]
    elif kind == "move":
        changed.insert(two % len(changed), changed.pop(place))
    elif kind == "markdown":
        changed[place] = "%%bash\n" + changed[place]
    return changed


def test_what_was_bound_before_is_bound_all_the_same() -> None:
    trail = Trail()
    for first in ("sc.read('a.h5ad')", "x = 1", "f()", "x = 1", "del sc"):
        texts = [first, PIECES[0], PIECES[2], "def f():\n    pass\nf()", "f()\nsc"]
        agrees(notebook(texts), trail)


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(st.one_of(BLOCKS, st.sampled_from(PIECES)), max_size=6), EDITS)
def test_random_edits(pieces: list[str], edits: list[tuple[str, int, int, str]]) -> None:
    trail = Trail()
    texts = [*PIECES[:3], *pieces]
    before = texts
    agrees(notebook(texts), trail)
    for edit in edits:
        texts, before = (before, texts) if edit[0] == "undo" else (edited(texts, edit), texts)
        agrees(notebook(texts), trail)


@pytest.mark.parametrize("line", ["model.adata", "print(model)", "y = 3"])
def test_what_has_nothing_to_do_with_an_edit_is_taken_over(line: str) -> None:
    trail = Trail()
    for length in range(1, len(line)):
        texts = [*PIECES[:5], PIECES[5] + "\n" + line[:length], *PIECES[6:]]
        before = CHECKER.check(notebook(texts), None, trail).analysis.events
    texts[5] = PIECES[5] + "\n" + line
    after = CHECKER.check(notebook(texts), None, trail).analysis.events
    anew = {id(event) for event in after} - {id(event) for event in before}
    assert {event.span.cell for event in after if id(event) in anew} <= {5}


def test_a_name_that_is_bound_first_and_used_later() -> None:
    trail = Trail()
    texts = list(PIECES)
    for number, line in ((2, "picked = ['b9', 'b10']"), (8, "model.train(picked)\npicked")):
        for length in range(1, len(line) + 1):
            texts[number] = PIECES[number] + "\n" + line[:length]
            agrees(notebook(texts), trail)


def test_what_came_before_is_looked_at_again() -> None:
    """What is deprecated is told at its first use: with another one above, the second is silent."""
    checker = Checker(Settings(), version="1.5.1", version_origin="a test")
    trail = Trail()
    counts = []
    for above in ("", "scvi.model", "scvi.model.DestVI", ""):
        texts = ["import scvi", above, "build = 1\nscvi.model.DestVI.from_rna_model"]
        found = checker.check(notebook(texts), None, trail).findings
        counts.append([one.span.cell for one in found if one.code == "SCV017"])
    assert counts == [[2], [2], [1], [2]]


def test_a_module_that_changed_is_read_again() -> None:
    helper = ["def read():\n    return sc.read_h5ad('a.h5ad')\nimport scanpy as sc\n"]
    kept: dict[str, Document] = {}

    def load(_path: str, name: str, _level: int) -> Document | None:
        if name != "helper":
            return None
        return kept.setdefault(helper[0], read_document("helper.py", helper[0].encode()))

    checker = Checker(Settings(), version="1.4.2", version_origin="a test", load_module=load)
    text = ["import helper\nimport scvi\nadata = helper.read()", "adata"]
    trail = Trail()
    checker.check(notebook(text), None, trail)
    helper[0] = helper[0].replace("a.h5ad", "other.h5ad")
    result = checker.check(notebook(text), None, trail)
    assert "other.h5ad" in str(result.analysis.wanted)


def test_all_that_a_run_remembers_is_accounted_for() -> None:
    """What is new in `Run` must be put back by a checkpoint, or be named here as needing none."""
    document = notebook(["import scvi"])
    run = Run(Context(CHECKER.api), document.path, {}, {}, VALUES)
    unchanging = {"context", "main", "top", "named", "_answers", "_expressions", "_statements"}
    unchanging |= {"choice", "disk"}
    set_anew = {"path", "cell", "frame", "heap", "dead", "stack", "active", "loop_exits", "rounds"}
    set_anew |= {"imported", "instance"}
    kept_apart = {"ids", "resumable", "guards", "decided", "budget"}
    known = {*GROWING, *REMEMBERED, *STANDING, *unchanging, *set_anew, *kept_apart}
    assert set(vars(run)) == known
