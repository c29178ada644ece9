"""The magics in a plain IPython shell: cells that were run, one cell, memory, hostile names."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import pytest

pytest.importorskip("IPython")
pytest.importorskip("anndata")

import anndata
import IPython
import numpy as np
import pandas as pd
from IPython.core.interactiveshell import InteractiveShell

from scvi_lint.notebook.report import Report


class Shell:
    """A shell of its own, and what it displayed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        InteractiveShell.clear_instance()
        self.shell = InteractiveShell.instance()
        self.shown: list[Report] = []
        monkeypatch.setattr("IPython.display.display", self.shown.append)
        self.run("%load_ext scvi_lint")

    def run(self, cell: str) -> None:
        result = self.shell.run_cell(cell, store_history=True)
        assert result.success, result

    def report(self, cell: str) -> Report:
        self.run(cell)
        return self.shown[-1]

    def codes(self, cell: str) -> list[str]:
        return [one.finding.code for one in self.report(cell).findings]


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    made = Shell(monkeypatch)
    yield made
    InteractiveShell.clear_instance()


def data(values: str = "counts") -> anndata.AnnData:
    generator = np.random.default_rng(0)
    x = generator.poisson(2.0, (300, 40)).astype("float32")
    if values == "lognorm":
        x = np.log1p(x / x.sum(axis=1, keepdims=True) * 1e4)
    obs = pd.DataFrame(
        {"sample": pd.Categorical(["a", "b", "c"] * 100)}, index=[f"c{n}" for n in range(300)]
    )
    return anndata.AnnData(x, obs=obs)


SETUP = 'import scvi\nscvi.model.SCVI.setup_anndata(adata, batch_key="sample")\n'


def test_a_cell_is_checked_on_what_is_in_memory_and_not_run(shell: Shell) -> None:
    shell.shell.user_ns["adata"] = data("lognorm")
    report = shell.report(f"%%scvi_lint\n{SETUP}raise SystemExit\n")
    (one,) = [one for one in report.findings if one.finding.code == "SCV250"]
    assert report.where(one.place) == "this cell, line 2"
    assert any(report.where(near.place) == "in memory now" for near in one.related)
    shell.shell.user_ns["adata"] = data()
    assert "SCV250" not in shell.codes(f"%%scvi_lint\n{SETUP}")


def test_columns_in_memory_are_known(shell: Shell) -> None:
    shell.shell.user_ns["adata"] = data()
    report = shell.report("%%scvi_lint\n" + SETUP.replace("sample", "smaple"))
    assert any("smaple" in one.finding.message for one in report.findings)
    assert any("sample" in fix.title for one in report.findings for fix in one.fixes)


def test_cells_that_were_run_are_checked_with_their_own_numbers(shell: Shell) -> None:
    shell.run("x = 1")
    # Nothing here imports the library: the cells are only read.
    shell.run("def later():\n    import scvi\n    scvi.model.SCVII")
    report = shell.report("%scvi_lint")
    (one,) = report.findings
    assert report.where(one.place) == "In [3], line 3"
    assert "2 cells that were run" in repr(report)


def test_what_a_cell_of_the_users_made_is_known_from_memory(shell: Shell) -> None:
    shell.shell.user_ns["load"] = lambda: data("lognorm")
    shell.run("adata = load()")
    shell.run(f"def later():\n{''.join('    ' + row + chr(10) for row in SETUP.splitlines())}")
    report = shell.report("%scvi_lint")
    assert "SCV250" in {one.finding.code for one in report.findings}
    assert "in memory now" in repr(report)


@pytest.mark.parametrize("later", [False, True])
def test_what_was_changed_since_is_not_held_against_the_cells_before(
    later: bool, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "scvi", MagicMock())
    scanpy = MagicMock()
    scanpy.pp.log1p = lambda held: setattr(held, "X", np.log1p(held.X))
    monkeypatch.setitem(sys.modules, "scanpy", scanpy)
    shell.shell.user_ns["load"] = lambda: data("counts" if later else "lognorm")
    shell.run("adata = load()")
    shell.run(SETUP)
    if later:
        shell.run("import scanpy as sc\nsc.pp.log1p(adata)")
    codes = shell.codes("%scvi_lint")
    assert codes == [] if later else "SCV250" in codes


def test_a_cell_that_was_run_anew_counts_once(shell: Shell) -> None:
    for _ in range(3):
        shell.run("def later():\n    import scvi\n    scvi.model.SCVII")
    assert len(shell.report("%scvi_lint").findings) == 1


def test_the_whole_file_is_checked_where_it_can_be_found(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cell = {"cell_type": "code", "source": "import scvi\nscvi.model.SCVII", "metadata": {}}
    content = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "mine.ipynb").write_text(json.dumps(content))
    monkeypatch.setenv("JPY_SESSION_NAME", str(tmp_path / "mine.ipynb"))
    report = shell.report("%scvi_lint")  # nothing was run yet
    assert [report.where(one.place) for one in report.findings] == ["cell 1, line 2"]
    shell.run("x = 1")
    assert shell.report("%scvi_lint").findings == []
    assert len(shell.report("%scvi_lint --file").findings) == 1


@pytest.mark.parametrize("line", ["--severity loud", "--nonsense", "--scvi-version one", "--file"])
def test_a_line_that_is_wrong_is_told_and_nothing_is_raised(
    line: str, shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    shell.run(f"%scvi_lint {line}")
    assert capsys.readouterr().out.startswith("scvi-lint: ")
    assert shell.shown == []


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


BAD = '<script>alert(1)</script>"onload="x" <img src=x>\x1b[31m\u202e'


def test_hostile_names_come_out_as_letters(shell: Shell) -> None:
    made = data()
    made.obs[BAD] = made.obs["sample"]
    made.layers[BAD] = made.X.copy()
    shell.shell.user_ns["adata"] = made
    cell = SETUP.replace("sample", "smaple<b>") + f"adata.layers[{BAD!r} + '2']\n"
    report = shell.report(f"%%scvi_lint --severity info\n{cell}")
    assert report.findings
    html, text = report._repr_html_(), repr(report)
    tags = Tags()
    tags.feed(html)
    allowed = {"div", "p", "b", "code", "pre", "ul", "li", "a", "details", "summary"}
    assert {tag for tag, _ in tags.found} <= allowed
    for tag, attributes in tags.found:
        assert set(attributes) <= {"style", "class"} | (
            {"href", "target", "rel"} if tag == "a" else set()
        )
        if tag == "a":
            assert (attributes["href"] or "").startswith("https://docs.scvi-tools.org/")
    for shown in (html, text):
        assert "\x1b" not in shown and "\u202e" not in shown
    assert "smaple&lt;b&gt;" in html


def test_findings_lead_to_their_pages(shell: Shell) -> None:
    shell.shell.user_ns["adata"] = data("lognorm")
    report = shell.report(f"%%scvi_lint\n{SETUP}")
    assert re.search(r'<a href="https://docs\.scvi-tools\.org/en/[^"]+"', report._repr_html_())
    assert "= see: https://docs.scvi-tools.org/en/" in repr(report)


def test_loading_twice_is_loading_once(shell: Shell) -> None:
    shell.run("%reload_ext scvi_lint")
    assert shell.report("%%scvi_lint\nx = 1\n").findings == []
    assert len(shell.shown) == 1


def test_importing_the_package_imports_nothing_else() -> None:
    program = (
        "import sys; before = set(sys.modules); import scvi_lint\n"
        "print(sorted(set(sys.modules) - before))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "['scvi_lint']"
    assert IPython.version_info
