"""Notebooks: one program in many texts."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from notebooks import Notebook
from programs import FAULT, FAULTY, codes, position
from wire import Wire

from conftest import VSCODE_TODAY

HEAD, TAIL = FAULTY.split("scvi.model.SCVI.setup_anndata")
TAIL = "scvi.model.SCVI.setup_anndata" + TAIL
_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def vscode() -> Iterator[Wire]:
    """VS Code as it is today: it pulls, and syncs notebooks."""
    with Wire() as wire:
        wire.initialize(VSCODE_TODAY)
        yield wire


@pytest.fixture
def uri() -> str:
    return f"file:///workspace/note_{next(_numbers)}.ipynb"


def test_a_finding_stands_in_its_cell_and_points_to_others(vscode: Wire, uri: str) -> None:
    notebook = Notebook(vscode, uri, HEAD, TAIL)
    (found,) = vscode.diagnostics(notebook.order[1])
    assert found["code"] == FAULT and found["range"]["start"]["line"] == 0
    places = {one["location"]["uri"] for one in found["relatedInformation"]}
    assert all("(cell " in one["message"] for one in found["relatedInformation"])
    assert places == {notebook.order[0]}


@pytest.mark.parametrize(
    "fillers",
    [
        ["", ""],
        ["\n\n", "\n"],
        ["# é😀\r\nx = 1\r\n", "\r"],
        ["%%bash\nls (", "!ls\n%time x = 1"],
        ["x = (", "def f():"],
    ],
    ids=["empty", "blank", "emoji and CRLF", "magics", "half-typed"],
)
def test_cells_between_do_not_shift_what_comes_after(
    vscode: Wire, uri: str, fillers: list[str]
) -> None:
    notebook = Notebook(vscode, uri, fillers[0], HEAD, fillers[1], TAIL)
    (found,) = vscode.diagnostics(notebook.order[3])
    assert found["range"]["start"] == position(TAIL, "setup_anndata")


def test_windows_line_ends_and_emoji_are_counted_right(vscode: Wire, uri: str) -> None:
    tail = TAIL.replace("scvi.model.SCVI.setup", '"😀é"; scvi.model.SCVI.setup')
    notebook = Notebook(
        vscode, uri, HEAD.replace("\n", "\r\n"), "y = 1\r\n\r\n" + tail.replace("\n", "\r\n")
    )
    (found,) = vscode.diagnostics(notebook.order[1])
    before = '"😀é"; scvi.model.SCVI.'
    units = len(before.encode("utf-16-le")) // 2
    assert found["range"]["start"] == {"line": 2, "character": units}


def test_markdown_counts_in_the_numbering_and_is_not_read(vscode: Wire, uri: str) -> None:
    notebook = Notebook(vscode, uri, "# import scvi (", HEAD, TAIL, kinds="mcc")
    vscode.diagnostics(notebook.order[2])
    text = {"uri": notebook.order[2]}
    place = position(TAIL, "SCVI(adata", 6)
    hover = vscode.request("textDocument/hover", {"textDocument": text, "position": place})
    assert "read from `pbmc.h5ad` (cell 2)" in hover["result"]["contents"]["value"]
    assert "registered for SCVI (cell 3)" in hover["result"]["contents"]["value"]


def test_an_edit_in_one_cell_changes_the_findings_of_another(vscode: Wire, uri: str) -> None:
    notebook = Notebook(vscode, uri, HEAD, TAIL)
    vscode.diagnostics(notebook.order[1])
    notebook.edit(0, "sc.pp.normalize_total(adata)\nsc.pp.log1p(adata)\n", "")
    assert vscode.diagnostics(notebook.order[1]) == []
    notebook.edit(0, "import scvi\n", "import scvi\n\n")
    notebook.edit(1, "n_latent=30", "n_latent=31")
    notebook.edit(0, "X.copy()\n", "X.copy()\nsc.pp.log1p(adata)\n")
    assert codes(vscode.diagnostics(notebook.order[1])) == [FAULT]


def test_moving_a_cell_moves_its_text_with_it(vscode: Wire, uri: str) -> None:
    notebook = Notebook(vscode, uri, HEAD, "x = 1", TAIL)
    first, middle, last = notebook.order
    vscode.diagnostics(last)
    # The data is now read last: VS Code sends the order again, and no text.
    notebook.splice(0, 3, [last, middle, first])
    assert vscode.diagnostics(last) == []
    notebook.splice(0, 3, [middle, first, last])
    assert codes(vscode.diagnostics(last)) == [FAULT]


def test_a_deleted_cell_shows_nothing_any_more(vscode: Wire, uri: str) -> None:
    notebook = Notebook(vscode, uri, HEAD, TAIL)
    last = notebook.order[1]
    vscode.diagnostics(last)
    notebook.splice(1, 1, [])
    assert vscode.diagnostics(last) == []


def test_a_deleted_cell_whose_text_is_closed_later_shows_nothing(vscode: Wire, uri: str) -> None:
    notebook = Notebook(vscode, uri, HEAD, TAIL)
    last = notebook.order[1]
    vscode.diagnostics(last)
    notebook.splice(1, 1, [], close=False)
    vscode.notify("textDocument/didClose", {"textDocument": {"uri": last}})
    assert vscode.diagnostics(last) == []
    notebook.edit(0, "import scvi", "import scvi ")
    notebook.insert(1, TAIL)
    assert codes(vscode.diagnostics(notebook.order[1])) == [FAULT]


def test_an_inserted_cell_takes_part(vscode: Wire, uri: str) -> None:
    notebook = Notebook(vscode, uri, HEAD, "")
    cell = notebook.insert(1, TAIL)
    assert codes(vscode.diagnostics(cell)) == [FAULT]


def test_a_cell_in_another_language_is_not_part_of_the_program(vscode: Wire, uri: str) -> None:
    notebook = Notebook(vscode, uri, HEAD, TAIL)
    last = notebook.order[1]
    vscode.diagnostics(last)
    notebook.splice(1, 1, [last], [last], language="r")
    assert vscode.diagnostics(last) == []
    notebook.splice(1, 1, [last], [last])
    assert codes(vscode.diagnostics(last)) == [FAULT]


def test_a_notebook_without_cells_is_a_notebook(vscode: Wire, uri: str) -> None:
    notebook = Notebook(vscode, uri)
    first = notebook.insert(0, HEAD)
    last = notebook.insert(1, TAIL)
    assert codes(vscode.diagnostics(last)) == [FAULT]
    notebook.splice(0, 2, [])
    assert vscode.diagnostics(last) == []
    params = {"textDocument": {"uri": first}, "position": {"line": 0, "character": 0}}
    assert vscode.request("textDocument/hover", params)["result"] is None


def test_closing_a_notebook_takes_its_findings_away(vscode: Wire, uri: str) -> None:
    notebook = Notebook(vscode, uri, HEAD, TAIL)
    vscode.diagnostics(notebook.order[1])
    vscode.notify(
        "notebookDocument/didClose",
        {
            "notebookDocument": {"uri": uri},
            "cellTextDocuments": [{"uri": cell} for cell in notebook.order],
        },
    )
    assert vscode.diagnostics(notebook.order[1]) == []


def test_a_cell_that_is_pulled_is_not_answered_twice(vscode: Wire, uri: str) -> None:
    notebook = Notebook(vscode, uri, HEAD, TAIL)
    assert vscode.diagnostics(notebook.order[1])
    params = {"textDocument": {"uri": notebook.order[1]}}
    report = vscode.request("textDocument/diagnostic", params)["result"]
    assert report == {"kind": "full", "items": []}


def test_a_cells_record_of_having_run_lowers_what_raises(vscode: Wire, uri: str) -> None:
    program = (
        "import scvi\nadata = scvi.data.synthetic_iid()\n"
        'scvi.model.SCVI.setup_anndata(adata, batch_key="batch", nonsense=1)\n'
    )
    ran = Notebook(vscode, uri, program)
    (before,) = vscode.diagnostics(ran.order[0])
    assert before["severity"] == 1
    cell = ran.described(ran.order[0], executionSummary={"executionOrder": 1, "success": True})
    ran.tell(data=[cell])
    (after,) = vscode.diagnostics(ran.order[0])
    assert after["severity"] == 2
    ran.edit(0, "import scvi", "import scvi ")  # another text: nothing is known of it
    (edited,) = vscode.diagnostics(ran.order[0])
    assert edited["severity"] == 1


def test_every_fix_edits_the_cell_that_it_is_about(vscode: Wire, uri: str) -> None:
    # The training that must change is in another cell than the finding.
    read = 'model.history["elbo_validation"]\n'
    notebook = Notebook(
        vscode, uri, HEAD, TAIL.replace("adata, batch", 'adata, layer="counts", batch'), read
    )
    (found,) = vscode.diagnostics(notebook.order[2])
    params = {
        "textDocument": {"uri": notebook.order[2]},
        "range": found["range"],
        "context": {"diagnostics": [found]},
    }
    actions = vscode.request("textDocument/codeAction", params)["result"]
    mend = next(action for action in actions if "check_val_every_n_epoch" in action["title"])
    (change,) = mend["edit"]["documentChanges"]
    assert change["textDocument"]["uri"] == notebook.order[1]
    (edit,) = change["edits"]
    line = notebook.texts[notebook.order[1]].splitlines()[edit["range"]["start"]["line"]]
    assert line.startswith("model.train(")


UNUSED = "x = 1  # scvi-lint: ignore[SCV201]\n"


def test_fix_all_is_offered_for_the_notebook_and_not_for_a_cell(vscode: Wire, uri: str) -> None:
    notebook = Notebook(vscode, uri, "import scvi\n" + UNUSED, UNUSED, "y = 1")
    vscode.diagnostics(notebook.order[0])
    span = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}

    def ask(kind: str):
        return vscode.request(
            "textDocument/codeAction",
            {
                "textDocument": {"uri": notebook.order[2]},
                "range": span,
                "context": {"diagnostics": [], "only": [kind]},
            },
        )["result"]

    for kind in ("source", "source.fixAll", "source.fixAll.scvi-lint"):
        assert ask(kind) == []
    for kind in ("notebook", "notebook.source.fixAll", "notebook.source.fixAll.scvi-lint"):
        (action,) = ask(kind)
        assert action["kind"] == "notebook.source.fixAll.scvi-lint" and "edit" not in action
        resolved = vscode.request("codeAction/resolve", action)["result"]
        edited = [change["textDocument"]["uri"] for change in resolved["edit"]["documentChanges"]]
        assert edited == notebook.order[:2]


def test_the_outline_of_a_cell_is_what_happens_in_it(vscode: Wire, uri: str) -> None:
    setup, model = TAIL.split("model = ")
    notebook = Notebook(vscode, uri, HEAD, setup, "model = " + model)
    names = []
    for cell in notebook.order:
        params = {"textDocument": {"uri": cell}}
        symbols = vscode.request("textDocument/documentSymbol", params)["result"]
        names.append([symbol["name"] for symbol in symbols])
    assert names == [["read pbmc.h5ad"], ["SCVI.setup_anndata"], ["SCVI"]]


def test_definition_finds_its_way_to_another_cell(vscode: Wire, uri: str) -> None:
    notebook = Notebook(vscode, uri, "# 😀\n" + HEAD, "%time x = 1\n", TAIL)
    params = {
        "textDocument": {"uri": notebook.order[2]},
        "position": position(TAIL, "SCVI(adata", 6),
    }
    (found,) = vscode.request("textDocument/definition", params)["result"]
    assert found["uri"] == notebook.order[0]
    assert found["range"]["start"] == position("# .\n" + HEAD, "adata = sc")


def test_completion_in_a_cell_knows_the_cells_above(vscode: Wire, uri: str) -> None:
    half = TAIL.splitlines()[0].replace('"batch")', '"batch", layer="')
    notebook = Notebook(vscode, uri, HEAD, half)
    place = {"line": 0, "character": len(half)}
    params = {"textDocument": {"uri": notebook.order[1]}, "position": place}
    found = vscode.request("textDocument/completion", params)["result"]
    assert [item["label"] for item in found["items"]] == ["counts"]


def test_requests_about_cells_that_are_gone_are_answered(vscode: Wire, uri: str) -> None:
    notebook = Notebook(vscode, uri, HEAD, TAIL)
    last = notebook.order[1]
    vscode.diagnostics(last)
    notebook.splice(1, 1, [])
    text = {"textDocument": {"uri": last}}
    start = {"line": 0, "character": 0}
    span = {"start": start, "end": start}
    for method, params in {
        "hover": {"position": start},
        "completion": {"position": start},
        "signatureHelp": {"position": start},
        "definition": {"position": start},
        "documentSymbol": {},
        "documentLink": {},
        "inlayHint": {"range": span},
        "codeAction": {"range": span, "context": {"diagnostics": []}},
    }.items():
        reply = vscode.request(f"textDocument/{method}", {**text, **params})
        assert reply.get("result", 0) is None, method


def test_the_uri_of_a_cell_is_a_key_and_never_rewritten(vscode: Wire) -> None:
    upper = "file:///C%3A/Work/Note%20Book.ipynb"
    lower = "file:///c%3a/work/note%20book.ipynb"
    first = Notebook(vscode, upper, HEAD, TAIL)
    second = Notebook(vscode, lower, "x = 1", TAIL)
    (found,) = vscode.diagnostics(first.order[1])
    places = {one["location"]["uri"] for one in found["relatedInformation"]}
    assert places == {first.order[0]}
    vscode.diagnostics(second.order[1])  # what it uses is bound nowhere yet
    second.edit(0, "x = 1", HEAD)
    assert codes(vscode.diagnostics(second.order[1])) == [FAULT]


@pytest.mark.parametrize(
    "line",
    [
        "adata?",
        "?adata",
        "await print()",
        "%matplotlib inline",
        "!pip install scvi-tools",
        "x = !ls",
        "pip install scanpy",
    ],
)
def test_what_only_notebooks_may_say_is_no_fault(vscode: Wire, uri: str, line: str) -> None:
    notebook = Notebook(vscode, uri, HEAD, line + "\n" + TAIL)
    (found,) = vscode.diagnostics(notebook.order[1])
    assert (found["code"], found["range"]["start"]["line"]) == (FAULT, 1)
