"""What an edit has nothing to do with is taken over, and gives what a fresh analysis gives: scripts
with several studies, functions that are called, and functions that nobody calls, which are typed
in, pasted into, and put back.
"""

from __future__ import annotations

import pytest
from test_edits import CHECKER, agrees, script

from scvi_lint.interpreter.incremental.outer_names import Names
from scvi_lint.interpreter.incremental.passages import Passages
from scvi_lint.interpreter.incremental.trail import Trail
from scvi_lint.source.documents.document import Cell, Document
from scvi_lint.source.syntax import parse

HEAD = """\
import matplotlib.pyplot as plt
import scanpy as sc
import scvi

KEY = "batch"

def prepared(path, layer=None):
    data = sc.read_h5ad(path)
    data.layers["counts"] = data.X.copy()
    sc.pp.log1p(data)
    scvi.model.SCVI.setup_anndata(data, layer=layer, batch_key=KEY)
    return data

class Study:
    def __init__(self, data):
        self.data = data

    def model(self):
        return scvi.model.SCVI(self.data)
"""
STUDY = """
adata_{n} = prepared("tissue_{n}.h5ad", "counts")
model_{n} = Study(adata_{n}).model()
model_{n}.train(max_epochs=5)
adata_{n}.obsm["X_scVI"] = model_{n}.get_latent_representation()
found = {{}}
for batch in sorted(set(adata_{n}.obs["batch"])):
    found[batch] = adata_{n}.obs["batch"] == batch
sc.pp.neighbors(adata_{n}, use_rep="X_scVI")
model_{n}.save("models/{n}")
de_{n} = model_{n}.differential_expression(groupby="cell_type")
de_{n} = de_{n}[de_{n}["lfc_mean"] > 0]
"""
UNCALLED = """
def again(adata, n_latent=10):
    scvi.model.SCVI.setup_anndata(adata, batch_key=KEY)
    model = scvi.model.SCVI(adata, n_latent=n_latent)
    model.train()
    model.save("models/again")
    for batch in found:
        model.get_normalized_expression(transform_batch=batch)
    return model

def read_again():
    query = sc.read_h5ad("query.h5ad")
    return scvi.model.SCVI.load("models/0", adata=query)
"""
LAST = """
copied = adata_1.copy()
scvi.model.SCVI.setup_anndata(copied)
scvi.model.SCVI.load("models/1", adata=adata_1).get_latent_representation()
adata_0.write("adata_0.h5ad")
sc.pp.umap(sc.read_h5ad("adata_0.h5ad"))
"""
TEXT = "".join((HEAD, STUDY.format(n=0), UNCALLED, STUDY.format(n=1), STUDY.format(n=2), LAST))
PLACES = {
    "at an import": "import scanpy as sc\n",
    "at a constant": 'KEY = "batch"\n',
    "in a function that is called": "    sc.pp.log1p(data)\n",
    "in a method": "        self.data = data\n",
    "in the first study": "model_0.train(max_epochs=5)\n",
    "in a loop": '    found[batch] = adata_1.obs["batch"] == batch\n',
    "in a function that nobody calls": "    model = scvi.model.SCVI(adata, n_latent=n_latent)\n",
    "in another one": '    query = sc.read_h5ad("query.h5ad")\n',
    "in the second study": 'sc.pp.neighbors(adata_1, use_rep="X_scVI")\n',
    "at the end": "scvi.model.SCVI.setup_anndata(copied)\n",
}
TYPED = [
    'adata_0.obs["kind"] = "b"',
    "found = model_1.train(",
    'KEY = "donor"',
    'model_0.save("models/1")',
    "import os",
    "global KEY; KEY = 1",
    "raise SystemExit",
]
PASTED = STUDY.format(n=1) + STUDY.format(n=0) + STUDY.format(n=3) + STUDY.format(n=2)


def inserted(place: str, text: str) -> str:
    """The script with more lines behind a place, as far in as what stands there."""
    line = PLACES[place]
    indent = line[: len(line) - len(line.lstrip())]
    at = TEXT.index(line) + len(line)
    lines = [f"{indent}{one}\n" if one else "\n" for one in text.split("\n")]
    return TEXT[:at] + "".join(lines) + TEXT[at:]


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize("place", PLACES)
def test_a_line_that_is_typed(place: str, typed: str) -> None:
    trail, document = Trail(), script(TEXT, None, 6)
    agrees(document, trail)
    for length in [*range(0, len(typed), 4), len(typed), len(typed) // 2, 0]:
        document = script(inserted(place, typed[:length]), document, 6)
        agrees(document, trail)
    agrees(script(TEXT, document, 6), trail)


@pytest.mark.parametrize("place", PLACES)
def test_fifty_lines_are_pasted_and_taken_back(place: str) -> None:
    trail, document = Trail(), script(TEXT, None, 6)
    agrees(document, trail)
    for text in (inserted(place, PASTED), TEXT, inserted(place, PASTED), inserted(place, "x = 1")):
        document = script(text, document, 6)
        agrees(document, trail)


def test_two_places_by_turns() -> None:
    trail, document = Trail(), script(TEXT, None, 6)
    agrees(document, trail)
    for place in [*PLACES, *reversed(PLACES)]:
        for typed in ("adata_1.X = adata_0.X", 'adata_2.obs["batch"] = "b"'):
            document = script(inserted(place, typed), document, 6)
            agrees(document, trail)


def test_what_has_nothing_to_do_with_an_edit_is_not_followed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    taken: list[str] = []
    take = Passages.take

    def told(self: Passages, run: object, body: object, text: str, *rest: object) -> bool:
        if done := take(self, run, body, text, *rest):  # type: ignore[arg-type]
            taken.append(text)
        return done

    monkeypatch.setattr(Passages, "take", told)
    trail, document = Trail(), script(TEXT, None, 6)
    CHECKER.check(document, None, trail)
    for typed in ('adata_0.obs["kind"] = ', 'adata_0.obs["kind"] = "b"'):  # the first makes a piece
        document = script(inserted("in the first study", typed), document, 6)
        CHECKER.check(document, None, trail)
    text = "".join(taken)
    assert "def read_again" in text and "sc.pp.neighbors(adata_1" in text
    assert 'adata_0.write("adata_0.h5ad")' not in text


@pytest.mark.parametrize(
    ("text", "outside", "bound"),
    [
        ("x = x + y\nz = x", {"x", "y"}, {"x", "z"}),
        ("x = 1\nprint(x, sep=y)", {"print", "y"}, {"x"}),
        ("for a in b:\n    c = a\nc", {"b", "c"}, set()),
        ("if a:\n    x = 1\nelse:\n    x = 2\nx", {"a"}, {"x"}),
        ("if a:\n    x = 1\nx", {"a", "x"}, set()),
        ("with a as b:\n    c = b\nc", {"a", "c"}, {"b"}),
        ("def f(a, b=c):\n    d = a\n    return d, e\nf", {"c", "e"}, {"f"}),
        ("def f():\n    global g\n    g = 1", {"g"}, {"f"}),
        ("x: int\nx", {"x", "int"}, set()),
        ("import a.b, c as d\na, d", set(), {"a", "d"}),
        ("x.y = 1\nz[0] = 2", {"x", "z"}, set()),
        ("x += 1", {"x"}, set()),
        ("while x:\n    y = 1\ny", {"x", "y"}, set()),
        ("try:\n    x = 1\nexcept E:\n    pass\nx", {"x", "E"}, set()),
    ],
)
def test_names_from_outside(text: str, outside: set[str], bound: set[str]) -> None:
    document = Document("a.py", "script", [Cell(0, "code", text, "python")])
    names = Names(parse(document.cells[0]).body)
    assert (names.outside - {"", "+", "+=", "global"}, names.bound) == (outside, bound)
