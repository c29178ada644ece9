"""`check` and `inspect` with data files: what they open, what they say, what they leave alone."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "rules"))

import tiny_files

from scvi_lint.cli.main import run as main
from scvi_lint.interpreter.domain.contents import Content

PROGRAM = """import scanpy as sc
import scvi

adata = sc.read_h5ad("{}")
scvi.model.SCVI.setup_anndata(adata, batch_key="sample")
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / ".git").mkdir()
    monkeypatch.chdir(folder)
    return folder


def data(path: Path) -> Path:
    tiny_files.write(str(path), tiny_files.cells(obs={"sampleID": "a*9 b*9"}))
    return path


def check(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[list[dict], str]:
    main(["check", "--isolated", "--output-format", "json", *words])
    said = capsys.readouterr()
    return json.loads(said.out), said.err


def test_a_finding_that_rests_on_a_file_says_so(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data(project / "a.h5ad")
    (project / "p.py").write_text(PROGRAM.format("a.h5ad"))
    (found,), _ = check(capsys, "p.py")
    assert (found["code"], found["evidence"], found["certainty"]) == ("SCV150", True, "certain")
    assert check(capsys, "p.py", "--no-evidence")[0] == []


def test_a_file_outside_is_named_and_opened_only_when_the_user_allows_it(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = project.parent / "elsewhere"
    outside.mkdir()
    data(outside / "a.h5ad")
    (project / "p.py").write_text(PROGRAM.format("../elsewhere/a.h5ad"))
    (project / "pyproject.toml").write_text(
        f'[tool.scvi-lint]\nevidence-roots = ["{outside.as_posix()}"]\n'
    )
    main(["check", "--output-format", "json", "p.py"])
    said = capsys.readouterr()
    assert json.loads(said.out) == []
    assert "outside of the workspace" in said.err
    found, _ = check(capsys, "p.py", "--evidence-root", str(outside))
    assert [one["code"] for one in found] == ["SCV150"]


def test_no_child_is_started_where_no_file_is_named(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from scvi_lint.evidence import client

    monkeypatch.setattr(client, "_start", lambda: pytest.fail("a child was started"))
    (project / "p.py").write_text(PROGRAM.replace('"{}"', "path"))
    check(capsys, "p.py")
    (project / "p.py").write_text(PROGRAM.format("absent.h5ad"))
    check(capsys, "p.py")


def test_a_damaged_file_is_a_note_and_the_run_goes_on(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "a.h5ad").write_bytes(b"no HDF5 at all")
    (project / "p.py").write_text(PROGRAM.format("a.h5ad"))
    found, said = check(capsys, "p.py")
    assert found == []
    assert said.count("a.h5ad was not looked at") == 1 and "damaged" in said


def test_inspect_shows_a_data_file(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data(project / "a.h5ad")
    assert main(["inspect", "a.h5ad"]) == 0
    said = capsys.readouterr().out
    assert "18 × 20" in said and "obs['sampleID']" in said and "a (9), b (9)" in said
    assert main(["inspect", "a.h5ad", "--output-format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["n_obs"] == 18


def test_inspect_has_words_for_all_that_is_known(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data(project / "a.h5ad")
    kept = next((Path(__file__).parents[1] / "rules" / "saved_models").glob("*.pt"))
    (project / "model").mkdir()
    (project / "model" / "model.pt").write_bytes(kept.read_bytes())
    (project / "p.py").write_text(
        PROGRAM.format("../project/a.h5ad")
        + "levels = adata.obs['sampleID'].unique()\nprint(levels)\n"
        + "model = scvi.model.SCVI.load('model', adata)\nmodel.train()\n"
        + "table = model.differential_expression(groupby='sampleID')\nprint(table, model)\n"
    )
    assert main(["inspect", "p.py"]) == 0
    said = capsys.readouterr().out
    classes = {kind.__name__ for kind in Content.__subclasses__()}
    assert not re.findall(rf"\b(?:{'|'.join(classes)})\(", said)
    assert "seen             project/a.h5ad" in said


def test_inspect_shows_a_saved_model(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = next((Path(__file__).parents[1] / "rules" / "saved_models").glob("*.pt"))
    (project / "model").mkdir()
    (project / "model" / "model.pt").write_bytes(kept.read_bytes())
    assert main(["inspect", "model"]) == 0
    assert "SCVI" in capsys.readouterr().out


def test_inspect_says_why_it_shows_nothing(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["inspect", "absent.h5ad"]) == 2
    assert "no such file" in capsys.readouterr().err
    (project / "bad.h5ad").write_bytes(b"?")
    assert main(["inspect", "bad.h5ad"]) == 2
    assert "damaged" in capsys.readouterr().err


def test_a_notebook_without_its_data_is_judged_by_its_saved_outputs(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = "AnnData object with n_obs × n_vars = 9 × 9\n    obs: 'sampleID'"
    output = {"output_type": "execute_result", "data": {"text/plain": shown}}
    first, _, setup = PROGRAM.format("absent.h5ad").rpartition("\nscvi")
    cells = [
        {
            "cell_type": "code",
            "execution_count": 1,
            "source": f"{first}\nadata",
            "outputs": [output],
        },
        {"cell_type": "code", "execution_count": None, "source": f"scvi{setup}", "outputs": []},
    ]
    whole = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (project / "review.ipynb").write_text(json.dumps(whole))
    found, _ = check(capsys, "review.ipynb")
    assert [(one["code"], one["severity"]) for one in found] == [("SCV150", "warning")]
    assert not found[0]["evidence"]
    main(["check", "--isolated", "review.ipynb"])
    told = capsys.readouterr().out
    assert "the saved output of cell 1 lists obs['sampleID']" in told
    assert "an output may be older than the program" in told
