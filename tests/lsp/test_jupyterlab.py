"""The joined document that JupyterLab makes of a notebook."""

from __future__ import annotations

import ast
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opened import Opened
from programs import FAULT, FAULTY

from scvi_lint.lsp.capabilities import ClientCapabilities
from scvi_lint.lsp.documents.convert import to_diagnostic
from scvi_lint.source.documents.jupyterlab import LONGEST_CODE, WIDEST, code_at, unwrapped


def test_a_timed_statement_is_part_of_the_program() -> None:
    line = 'get_ipython().run_line_magic("time", " model.train(max_epochs=2)")\n'
    freed = unwrapped(line)
    assert len(freed) == len(line)
    assert freed.index("model.train") == line.index("model.train")
    assert ast.unparse(ast.parse(freed).body[1]) == "model.train(max_epochs=2)"


def test_a_timed_cell_is_part_of_the_program_at_the_same_places() -> None:
    cell = 'get_ipython().run_cell_magic("time", "", """x = 1\nmodel.train()\n""")\n'
    freed = unwrapped(cell)
    assert len(freed) == len(cell) and freed.index("model") == cell.index("model")
    assert [ast.unparse(node) for node in ast.parse(freed).body][1:] == ["x = 1", "model.train()"]


def test_quotes_inside_are_quotes_again() -> None:
    line = 'get_ipython().run_line_magic("time", "adata.obs[\\"batch\\"]")'
    freed = unwrapped(line)
    assert len(freed) == len(line)
    assert "adata.obs" in freed and '\\"' not in freed
    ast.parse(freed)


def test_other_magics_stay_strings() -> None:
    line = 'get_ipython().run_line_magic("pip", "install scvi-tools")'
    assert unwrapped(line) == line
    line = 'get_ipython().getoutput("ls")'
    assert unwrapped(line) == line


@given(st.text('get_ipython().run_line_magic("time", "x\\")\n a', max_size=80))
def test_the_length_never_changes(text: str) -> None:
    assert len(unwrapped(text)) == len(text)


def test_python_under_a_notebooks_name_is_read_as_python() -> None:
    opened = Opened(FAULTY, path="/p/.virtual_documents/a.ipynb")
    assert [one.finding.code for one in opened.analysed().placed] == [FAULT]


def test_a_set_up_inside_a_timed_cell_is_found_where_the_editor_sees_it() -> None:
    start, end = FAULTY.split("scvi.model.SCVI.setup_anndata")
    joined = (
        start
        + 'get_ipython().run_cell_magic("time", "", """scvi.model.SCVI.setup_anndata'
        + end
        + '""")\n'
    )
    opened = Opened(joined, path="/p/.virtual_documents/a.ipynb")
    (placed,) = opened.analysed().placed
    assert placed.finding.code == FAULT
    assert joined[placed.mark.start : placed.mark.end] == "setup_anndata"


def test_a_notebook_opened_as_json_is_left_alone() -> None:
    opened = Opened('{"cells": ["scvi"], "nbformat": 4}', path="/p/a.ipynb")
    analysed = opened.analysed()
    assert analysed.placed == [] and analysed.result is None
    assert "JSON" in analysed.snapshot.unreadable


def test_places_are_told_by_their_code_since_nobody_sees_the_lines() -> None:
    opened = Opened(FAULTY, path="/p/.virtual_documents/a.ipynb")
    analysed = opened.analysed()
    (placed,) = analysed.placed
    shown = to_diagnostic(placed, analysed.snapshot, ClientCapabilities(None))
    assert shown is not None
    message, *rest = shown.message.split("\n· ")
    assert all(len(line) <= WIDEST for line in message.splitlines())
    assert rest[-1].startswith("log-normalised here: sc.pp.log1p(adata)\n→ ")
    assert "line " not in shown.message
    assert shown.message.splitlines()[-1].strip().startswith("https://docs.scvi-tools.org/")


def test_code_that_is_told_is_short() -> None:
    assert code_at("a\n    b = 1\nc", 4) == "b = 1"
    told = code_at("x" * 200, 7)
    assert len(told) == LONGEST_CODE and told.endswith("…")


@pytest.mark.parametrize(
    "ending", ['""")\n', "", '""', '\\""")\n'], ids=["whole", "open", "half", "escaped"]
)
def test_very_many_cells_are_gone_through_once(ending: str) -> None:
    head = 'get_ipython().run_cell_magic("time", "", """x = 1\n'
    text = (head + ending) * 60_000
    start = time.process_time()
    assert len(unwrapped(text)) == len(text)
    # The square of this would take a quarter of an hour.
    assert time.process_time() - start < 60
