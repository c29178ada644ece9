"""Scripts: plain ones, with `# %%` cells, Quarto, JupyterLab's, and texts that are no programs."""

from __future__ import annotations

from programs import FAULT, FAULT_LINE, FAULTY, codes, position
from wire import Wire

HEAD, TAIL = FAULTY.split("scvi.model.SCVI.setup_anndata")
TAIL = "scvi.model.SCVI.setup_anndata" + TAIL


def test_line_separators_of_str_splitlines_are_no_lines_here(wire: Wire, uri: str) -> None:
    odd = "x = 1\f\x0b\x1c\x1d\x1e\x85\u2028\u2029\n\fimport scvi\n"
    wire.open(uri, odd + FAULTY)
    (found,) = wire.diagnostics(uri)
    assert found["range"]["start"]["line"] == FAULT_LINE + 2
    place = {"line": FAULT_LINE + 2, "character": 0}
    span = {"start": place, "end": {**place, "character": 4}}
    wire.change(uri, 2, {"range": span, "text": "scvi"})
    assert wire.diagnostics(uri, 2)[0]["range"] == found["range"]


def test_cells_of_a_percent_script_are_counted_in_lines_of_the_file(wire: Wire, uri: str) -> None:
    text = f"# %% [markdown]\n# Title\n# %%\n{HEAD}\n# %% fit\n{TAIL}"
    wire.open(uri, text)
    (found,) = wire.diagnostics(uri)
    assert found["range"]["start"] == position(text, "setup_anndata")
    params = {"textDocument": {"uri": uri}, "position": position(text, "SCVI(adata", 6)}
    hover = wire.request("textDocument/hover", params)["result"]
    line = position(text, "sc.pp.log1p")["line"] + 1
    assert f"log-normalised (line {line})" in hover["contents"]["value"]
    assert hover["range"]["start"] == position(text, "SCVI(adata", 5)


def test_python_chunks_of_a_quarto_document_are_a_program(wire: Wire) -> None:
    uri = "file:///workspace/report.qmd"
    text = f"# Title\n\n```{{python}}\n{HEAD}```\n\nText.\n\n```{{python}}\n{TAIL}```\n"
    wire.open(uri, text, language="quarto")
    (found,) = wire.diagnostics(uri)
    assert found["range"]["start"] == position(text, "setup_anndata")


def test_jupyterlabs_joined_document_is_python_under_a_notebooks_name(wire: Wire) -> None:
    uri = "file:///workspace/.virtual_documents/a.ipynb"
    timed = 'get_ipython().run_line_magic("time", " model.train(max_epochs=10)")'
    wire.open(uri, FAULTY.replace("model.train(max_epochs=10)", timed))
    assert codes(wire.diagnostics(uri)) == [FAULT]


def test_a_notebook_opened_as_json_is_refused_politely(wire: Wire) -> None:
    uri = "file:///workspace/raw.ipynb"
    wire.open(uri, '{"cells": [], "metadata": {"scvi": 1}, "nbformat": 4}', language="json")
    assert wire.diagnostics(uri) == []


def test_a_document_that_was_never_saved_is_checked(wire: Wire) -> None:
    wire.open("untitled:Untitled-1", FAULTY)
    assert codes(wire.diagnostics("untitled:Untitled-1")) == [FAULT]


def test_a_program_that_does_not_mention_scvi_is_never_read(wire: Wire, uri: str) -> None:
    text = FAULTY.replace("scvi", "other")
    wire.open(uri, text)
    assert wire.diagnostics(uri) == []
    params = {"textDocument": {"uri": uri}, "position": position(text, "adata")}
    assert wire.request("textDocument/hover", params)["result"] is None


def test_a_thousand_documents_are_served(wire: Wire) -> None:
    uris = [f"file:///workspace/many/{number}.py" for number in range(1000)]
    for uri in uris:
        wire.open(uri, FAULTY)
    last = uris[-1]
    params = {"textDocument": {"uri": last}, "position": position(FAULTY, "batch_key")}
    assert wire.request("textDocument/hover", params)["result"] is not None
    for uri in uris:
        assert codes(wire.diagnostics(uri)) == [FAULT]
    # The first of them is no longer kept, and is looked at again.
    params["textDocument"]["uri"] = uris[0]
    assert wire.request("textDocument/hover", params)["result"] is not None
    for uri in uris:
        wire.notify("textDocument/didClose", {"textDocument": {"uri": uri}})


def test_the_newest_of_many_quick_edits_is_what_is_shown(wire: Wire, uri: str) -> None:
    wire.open(uri, FAULTY)
    wire.diagnostics(uri)
    for version in range(2, 60):
        wire.change(uri, version, {"text": "#\n" * version + FAULTY})
    (found,) = wire.diagnostics(uri, 59)
    assert found["range"]["start"]["line"] == FAULT_LINE + 59


def test_safe_fixes_are_made_all_at_once_on_request_only(wire: Wire, uri: str) -> None:
    text = "import scvi\nx = 1  # scvi-lint: ignore[SCV201]\n"
    wire.open(uri, text)
    (found,) = wire.diagnostics(uri)
    assert found["code"] == "SCV002" and found["tags"] == [1]
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": 2, "character": 0}}

    def ask(*only: str):
        context = {"diagnostics": [], **({"only": list(only)} if only else {})}
        params = {"textDocument": {"uri": uri}, "range": whole, "context": context}
        return wire.request("textDocument/codeAction", params)["result"]

    assert all(action["kind"] == "quickfix" for action in ask())
    assert [action["kind"] for action in ask("source.fixAll")] == ["source.fixAll.scvi-lint"]
    assert ask("notebook.source.fixAll") == []
    assert ask("refactor") == []
    (action,) = ask("source")
    edit = wire.request("codeAction/resolve", action)["result"]["edit"]
    (change,) = edit["documentChanges"]
    assert change["textDocument"] == {"uri": uri, "version": 1}
    assert change["edits"]
