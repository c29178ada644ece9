"""Pictures of programs and data with hostile names: every name is letters, nothing is markup."""

from __future__ import annotations

import json
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from hostile_names import FILE_NAMES, IN_FILES, PARTS, data_file, program, raw

from scvi_lint.cli.main import run

sys.path.append(str(Path(__file__).parents[1] / "picture"))
from drawings import Page

# Of HTML, and of SVG.
OURS = set(
    """html head meta title style body main h1 h2 p span section ul ol li strong a figure div
    details summary code table caption tr td th script
    h3 nav article pre mark
    br svg defs marker path rect g text tspan polyline""".split()
)


def shown(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    assert run(["inspect", *words, "--isolated", "--scvi-version", "1.4.2"]) == 0
    return capsys.readouterr().out


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    data_file(tmp_path / "data.h5ad")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("kind", PARTS)
def test_no_name_becomes_markup(kind: str, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "p.py").write_text(program(PARTS[kind]))
    text = shown(capsys, "p.py", "--output-format", "html")
    looks_harmless(text)
    lone = shown(capsys, "p.py", "--output-format", "svg")
    ElementTree.fromstring(lone)
    assert raw(lone, longest=10**9) == []
    lines = shown(capsys, "p.py", "--output-format", "mermaid").splitlines()
    assert raw("\n".join(lines), longest=10**9) == []
    for line in lines[1:]:
        assert line.startswith("    ") and line.count('"') % 2 == 0
        for label in line.split('"')[1::2]:
            assert "<" not in label.replace("<br/>", "").replace("<b>", "").replace("</b>", "")


def test_nor_does_one_of_a_data_file(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = IN_FILES["tag"]
    text = program(name, "data.h5ad")
    (here / "p.py").write_text(text)
    looks_harmless(shown(capsys, "p.py", "--output-format", "html"))


def test_nor_a_file_or_a_notebook(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = '<script>owned<\u2215script>\u202e".ipynb'
    bars = "Epoch 3/9: 3%|<script>owned</script>| [a, <b>_loss=1e3]"
    output = {"output_type": "stream", "name": "stderr", "text": bars}
    cells = [{"cell_type": "code", "source": program("x"), "outputs": [output], "metadata": {}}]
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}
    (here / name).write_text(json.dumps(notebook))
    looks_harmless(shown(capsys, name, "--output-format", "html"))


@pytest.mark.parametrize("kind", PARTS)
def test_nor_does_one_in_a_report(
    kind: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "p.py").write_text(program(PARTS[kind]))
    assert run(["check", "p.py", "--isolated", "--preset", "all", "--output-format", "html"]) == 1
    looks_harmless(capsys.readouterr().out, scripts=0)


@pytest.mark.parametrize("kind", PARTS)
def test_nor_does_one_on_the_map_of_a_repository(
    kind: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = FILE_NAMES.get(kind, "plain").replace("\0", "")
    saves = f"adata.write_h5ad({PARTS[kind]!a} + '.h5ad')\nmodel.save({PARTS[kind]!a})\n"
    (here / f"{name}.py").write_text(program(PARTS[kind]) + saves)
    (here / "b.py").write_text(
        "import scanpy as sc\nimport scvi\n"
        f"adata = sc.read_h5ad({PARTS[kind]!a} + '.h5ad')\nsc.pp.log1p(adata)\n"
    )
    looks_harmless(shown(capsys, ".", "--output-format", "html"), scripts=0)
    ElementTree.fromstring(shown(capsys, ".", "--output-format", "svg"))
    for line in shown(capsys, ".", "--output-format", "mermaid").splitlines()[1:]:
        assert line.startswith("    ") and line.count('"') % 2 == 0
        for label in line.split('"')[1::2]:
            assert "<" not in label.replace("<br/>", "")


def looks_harmless(text: str, scripts: int = 1) -> None:
    page = Page(text)
    assert {tag for tag, _ in page.elements} <= OURS
    assert len(page.of("script")) == scripts and len(page.of("style")) == 1
    assert raw(text, longest=10**9) == []
    for tag, attributes in page.elements:
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        if "href" in attributes:
            address = attributes["href"]
            assert tag == "a" and address.startswith(
                ("https://docs.scvi-tools.org/", "#f", "#sheet-", "#map")
            )
    for tag, data in page.texts:
        if tag in ("script", "style"):
            assert "owned" not in data
