"""The ledger of public findings: what was judged stays known, what comes and goes is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import ledger
import pytest

SEED = "import scvi\nscvi.settings.seed(42)\n"
LATE = 'import scvi\nscvi.model.SCVI.load("model")\n'

Look = Callable[..., tuple[int, str]]


@pytest.fixture
def checkouts(tmp_path: Path) -> Path:
    """A script of one repository and a notebook of another."""
    (tmp_path / "at" / "ann__seeds").mkdir(parents=True)
    (tmp_path / "at" / "ann__seeds" / "seed.py").write_text(SEED, encoding="utf-8")
    cells = [("markdown", "Load it."), ("code", LATE)]
    notebook = {
        "cells": [
            {"cell_type": kind, "source": text, "metadata": {}}
            | ({"outputs": [], "execution_count": None} if kind == "code" else {})
            for kind, text in cells
        ],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 4,
    }
    (tmp_path / "at" / "bob__loads").mkdir()
    (tmp_path / "at" / "bob__loads" / "load.ipynb").write_text(json.dumps(notebook))
    (tmp_path / "kept").mkdir()
    listed = {"ann/seeds": "0" * 40, "bob/loads": "1" * 40}
    (tmp_path / "kept" / "commits.json").write_text(json.dumps(listed))
    return tmp_path / "at"


@pytest.fixture
def look(checkouts: Path, capsys: pytest.CaptureFixture[str]) -> Look:
    def run(*words: str) -> tuple[int, str]:
        kept = str(checkouts.with_name("kept"))
        code = ledger.main([str(checkouts), "--ledger", kept, *words])
        return code, capsys.readouterr().out

    return run


def entries(checkouts: Path) -> ledger.Entries:
    return ledger.read(checkouts.with_name("kept") / "findings.jsonl")


def test_what_is_new_is_told_and_written_unread(checkouts: Path, look: Look) -> None:
    code, said = look("--update")
    assert code == 0
    assert "new SCV540 ann/seeds/seed.py:2" in said
    assert "new SCV701 bob/loads/load.ipynb:cell 2:2" in said
    assert {key.code: entry.verdict for key, entry in entries(checkouts).items()} == {
        "SCV540": "",
        "SCV701": "",
    }
    assert str(checkouts) not in checkouts.with_name("kept").joinpath("findings.jsonl").read_text()


def test_an_edit_above_changes_nothing_and_a_mended_one_is_gone(
    checkouts: Path, look: Look
) -> None:
    look("--update")
    script = checkouts / "ann__seeds" / "seed.py"
    script.write_text("# An edit above.\n\n" + SEED, encoding="utf-8")
    code, said = look()
    assert (code, "new" in said.split("right")[0]) == (0, False)
    script.write_text("import scvi\nscvi.settings.seed = 42\n", encoding="utf-8")
    code, said = look()
    assert code == 1
    assert "gone SCV540 ann/seeds/seed.py:2" in said


def test_a_verdict_outlives_an_update(checkouts: Path, look: Look) -> None:
    look("--update")
    path = checkouts.with_name("kept") / "findings.jsonl"
    judged = {
        key: entry._replace(verdict="right", reason="a property")
        for key, entry in entries(checkouts).items()
    }
    ledger.write(path, judged)
    (checkouts / "ann__seeds" / "seed.py").write_text("\n" + SEED, encoding="utf-8")
    look("--update")
    seed = next(entry for key, entry in entries(checkouts).items() if key.code == "SCV540")
    assert (seed.line, seed.verdict, seed.reason) == (3, "right", "a property")


def test_a_checkout_without_a_commit_fails(checkouts: Path, look: Look) -> None:
    (checkouts / "eve__new").mkdir()
    code, said = look()
    assert code == 2
    assert "FAILED eve/new" in said


def entry(severity: str, verdict: str, times: int = 1) -> ledger.Entry:
    return ledger.Entry(severity, 1, "Said.", times, verdict)


def key(code: str, file: str = "a.py") -> ledger.Key:
    return ledger.Key("ann/seeds", file, 0, code, "text")


def test_the_table_tells_errors_from_warnings() -> None:
    rows = ledger.table(
        {
            key("SCV1"): entry("error", "right", times=3),
            key("SCV2"): entry("error", "wrong"),
            key("SCV3"): entry("warning", "useless"),
            key("SCV4", "b.py"): entry("warning", ""),
        }
    ).splitlines()
    found = {row[:16].strip(): row[16:].split() for row in rows}
    assert found["error SCV1"] == ["3", "·", "·", "·"]
    assert found["errors"] == ["3", "·", "1", "·", "true", "0.750,", "useless", "0.000"]
    assert found["warnings"] == ["·", "1", "·", "1", "true", "1.000,", "useless", "1.000"]
    assert rows[-1] == "6 findings in 2 files, median 3 in a file"


def test_one_of_two_on_a_line_goes() -> None:
    known = {key("SCV1"): entry("error", "right", times=2)}
    found = {key("SCV1"): entry("error", "")}
    assert ledger.difference(known, found, {"ann/seeds"})[0].startswith("2→1 SCV1 ")
    assert ledger.difference(known, found, {"other/one"}) == []


def test_an_unknown_verdict_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "findings.jsonl"
    ledger.write(path, {key("SCV1"): entry("error", "perhaps")})
    with pytest.raises(ValueError, match="no such verdict"):
        ledger.read(path)


def test_our_own_ledger_is_whole() -> None:
    """Every finding was judged, with a reason, at a commit that is written down."""
    judged = ledger.read(ledger.LEDGER / "findings.jsonl")
    listed = ledger.commits(ledger.LEDGER)
    assert len(judged) > 50
    for found, said in judged.items():
        assert found.repository in listed
        assert said.verdict and said.reason, (found, said)
        assert len(said.reason.split()) <= 15
