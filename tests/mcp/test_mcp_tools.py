"""Every tool, resource and prompt, asked by the SDK's client of a real process."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

pytest.importorskip("mcp")
sys.path.append(str(Path(__file__).parents[1] / "rules"))

import tiny_files
from mcp.client import Client
from talking import MODES, call, refused, talk

FAULTY = """\
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train()
model.get_normalized_expression(transform_batch="batch_7")
"""
READING = """\
import anndata
import scvi

adata = anndata.read_h5ad("cells.h5ad")
scvi.model.SCVI.setup_anndata(adata, batch_key="smaple")
"""
NAMES = {
    "check_code",
    "check_file",
    "check_repository",
    "inspect_program",
    "inspect_data",
    "fix_code",
    "explain",
    "find_documentation",
    "recommend_setup",
}


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A project with a program, a notebook and a data file whose counts are a layer."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "faulty.py").write_text(FAULTY)
    notebook = {
        "cells": [{"cell_type": "code", "source": FAULTY, "outputs": [], "metadata": {}}],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    (folder / "faulty.ipynb").write_text(json.dumps(notebook))
    cells = tiny_files.cells(
        obs={
            "sample": "a*10 b*10 c*10 d*10",
            "condition": "ctrl*20 stim*20",
            "cell_type": "T*39 B*1",
        }
    )
    tiny_files.write(str(folder / "cells.h5ad"), cells)
    return folder


@pytest.mark.parametrize("mode", MODES)
def test_all_tools_are_listed_with_what_they_take_and_give(mode: str, here: Path) -> None:
    async def say(found: Client) -> None:
        tools = (await found.list_tools()).tools
        assert {one.name for one in tools} == NAMES
        for one in tools:
            assert one.description and one.input_schema["type"] == "object"
            assert one.output_schema and one.output_schema["type"] == "object"
            assert one.annotations is not None and one.annotations.read_only_hint

    talk(say, here, mode=mode)


@pytest.mark.parametrize("mode", MODES)
def test_code_is_checked_and_what_was_found_is_told_shortly(mode: str, here: Path) -> None:
    async def say(found: Client) -> None:
        report = await call(found, "check_code", code=FAULTY)
        assert not report["clean"]
        (row,) = [one for one in report["findings"] if one["code"] == "SCV401"]
        assert row["severity"] == "error" and row["line"] == 7
        assert "transform_batch" in row["source"] and row["because"] and row["page"]
        assert report["scvi_tools"]["version"]
        assert (await call(found, "check_code", code="x = 1\n"))["clean"]

    talk(say, here, mode=mode)


def test_files_and_folders_are_checked(here: Path) -> None:
    async def say(found: Client) -> None:
        report = await call(found, "check_file", path="faulty.py")
        assert [one["line"] for one in report["findings"] if one["code"] == "SCV401"] == [7]
        report = await call(found, "check_file", path=str(here / "faulty.ipynb"))
        assert [one["cell"] for one in report["findings"] if one["code"] == "SCV401"] == [1]
        report = await call(found, "check_repository")
        assert report["by_rule"]["SCV401"] == 2 and report["not_checked"] == 0
        assert {one["path"] for one in report["findings"]} == {"faulty.py", "faulty.ipynb"}

    talk(say, here)


def test_code_is_held_against_the_data_file_that_it_reads(here: Path) -> None:
    async def say(found: Client) -> None:
        report = await call(found, "check_code", code=READING, filename="draft.py")
        assert any("smaple" in one["message"] for one in report["findings"]), report
        assert not (here / "draft.py").exists()

    talk(say, here)


def test_a_program_is_mended_and_nothing_is_written(here: Path) -> None:
    before = {path.name: path.read_bytes() for path in here.iterdir() if path.is_file()}

    async def say(found: Client) -> None:
        mended = await call(found, "fix_code", code=READING, filename="draft.py", unsafe=True)
        assert mended["changed"] and 'batch_key="sample"' in mended["code"]
        assert mended["fixed"][0]["code"]
        lines = READING.splitlines(keepends=True)
        for edit in reversed(mended["edits"]):
            last = edit["last"] or edit["first"] - 1
            lines[edit["first"] - 1 : last] = [edit["text"]]
        assert "".join(lines) == mended["code"]
        again = await call(found, "fix_code", code="x = 1\n")
        assert not again["changed"] and again["edits"] == []

    talk(say, here)
    after = {path.name: path.read_bytes() for path in here.iterdir() if path.is_file()}
    after.pop("stderr.txt")
    assert after == before


def test_objects_of_a_program_are_told_with_reasons(here: Path) -> None:
    async def say(found: Client) -> None:
        told = await call(found, "inspect_program", code=FAULTY)
        (model,) = [one for one in told["objects"] if "model" in one["names"]]
        assert model["facts"]["trained"] == {
            "is": "yes",
            "certain": True,
            "because": model["facts"]["trained"]["because"],
        }
        assert any("line 6" in why for why in model["facts"]["trained"]["because"])
        assert [one["event"] for one in told["events"]][-1] == "Queried"
        by_path = await call(found, "inspect_program", path="faulty.py")
        assert by_path["objects"] == told["objects"]
        assert "code" in await refused(found, "inspect_program")

    talk(say, here)


def test_a_data_file_is_looked_into(here: Path) -> None:
    async def say(found: Client) -> None:
        told = await call(found, "inspect_data", path="cells.h5ad")
        assert told["data"]["obs"]["sample"]["cells_by_level"] == {
            "a": 10,
            "b": 10,
            "c": 10,
            "d": 10,
        }
        assert told["counts_in"] == ["X"]
        assert "SCVI" in {one["model"] for one in told["fits"]}
        lacks = {one["model"]: one["lacks"] for one in told["does_not_fit"]}
        assert lacks["TOTALVI"] == ["counts of proteins in obsm"]
        assert lacks["METHYLVI"] == ["a MuData object"]

    talk(say, here)


def test_a_recommended_set_up_passes_our_own_check(here: Path) -> None:
    async def say(found: Client) -> None:
        told = await call(found, "recommend_setup", path="cells.h5ad")
        assert told["passed_our_check"] and told["batch_key"] == "sample"
        assert 'batch_key="sample"' in told["code"]
        assert {one["kind"] for one in told["confounding"]} == {"nested", "types of one batch"}
        assert told["conditions"] == ["condition"] and told["labels_candidates"] == ["cell_type"]
        report = await call(found, "check_code", code=told["code"], filename="draft.py")
        assert report["clean"]
        other = await call(found, "recommend_setup", path="cells.h5ad", model="TOTALVI")
        assert other["code"] is None and not other["passed_our_check"]
        assert any("protein" in note for note in other["notes"])
        assert "no model" in await refused(found, "recommend_setup", path="cells.h5ad", model="X")

    talk(say, here)


def test_modalities_are_set_up_together_or_alone(here: Path) -> None:
    made = tiny_files.mudata(
        {"site": "a*20 b*20"},
        rna=tiny_files.cells(
            n=40, x="lognorm", layers={"counts": "counts"}, obs={"donor": "x*20 y*20"}
        ),
        prot=tiny_files.cells(n=40, genes=5),
        atac=tiny_files.cells(n=40, genes=30, x="binary"),
    )
    tiny_files.write(str(here / "all.h5mu"), made)

    async def say(found: Client) -> None:
        for model, parts in (
            (
                "TOTALVI",
                (
                    'TOTALVI.setup_mudata(mdata, rna_layer="counts", protein_layer=None, ',
                    '"rna_layer": "rna", "protein_layer": "prot"',
                ),
            ),
            ("MULTIVI", ('"atac_layer": "atac", "protein_layer": "prot"',)),
            ("SCVI", ('adata = mdata.mod["rna"].copy()', 'layer="counts"', 'batch_key="donor"')),
            ("PEAKVI", ('adata = mdata.mod["atac"].copy()', "PEAKVI.setup_anndata(adata)")),
        ):
            told = await call(found, "recommend_setup", path="all.h5mu", model=model)
            assert told["passed_our_check"], told
            for part in parts:
                assert part in told["code"], told["code"]

    talk(say, here)


def test_words_are_explained_and_pages_found(here: Path) -> None:
    async def say(found: Client) -> None:
        for what, in_it in (
            ("SCV401", "transform-batch-unknown"),
            ("scvi.model.SCVI.train", "max_epochs"),
            ("transform_batch", "an argument"),
            ("elbo_train", "model.history"),
            ("Expected parameter loc", "Likely causes"),
        ):
            assert in_it in (await call(found, "explain", what=what))["page"], what
        places = (await call(found, "find_documentation", question="is my model converged"))[
            "places"
        ]
        assert places and all(
            one["url"].startswith("https://docs.scvi-tools.org/") for one in places
        )
        assert "nothing is known" in await refused(
            found, "explain", what="no such thing at all ever"
        )

    talk(say, here)


def test_rules_and_pages_can_be_read(here: Path) -> None:
    async def say(found: Client) -> None:
        listed = (await found.list_resources()).resources
        assert {str(one.uri) for one in listed} == {"scvi-lint://rules", "scvi-lint://pages"}
        assert len((await found.list_resource_templates()).resource_templates) == 2
        for address, in_it in (
            ("scvi-lint://rules", "SCV401"),
            ("scvi-lint://rules/SCV401", "transform-batch-unknown"),
            ("scvi-lint://pages", "user_guide/models/scvi"),
            ("scvi-lint://pages/user_guide/models/scvi", "https://docs.scvi-tools.org/"),
        ):
            (part,) = (await found.read_resource(address)).contents
            assert in_it in part.text, address

    talk(say, here)


def test_prompts_name_tools_that_there_are(here: Path) -> None:
    async def say(found: Client) -> None:
        listed = (await found.list_prompts()).prompts
        assert [one.name for one in listed] == ["review_my_analysis", "why_nan"]
        for one in listed:
            given = {"path": "`a`.py", "error": "loc\nNaN"}
            (said,) = (await found.get_prompt(one.name, given)).messages
            assert "{" not in said.content.text
            named = {word.strip(".,:") for word in said.content.text.split()} & NAMES
            assert {"check_file", "inspect_data", "explain", "check_code"} <= named

    talk(say, here)


def test_what_keeps_a_column_from_naming_batches_is_said(here: Path) -> None:
    tiny_files.write(str(here / "gaps.h5ad"), tiny_files.cells(obs={"sample": "a*60 b*50 nan*10"}))
    tiny_files.write(str(here / "one.h5ad"), tiny_files.cells(obs={"sample": "a*119 b*1"}))
    tiny_files.write(str(here / "log.h5ad"), tiny_files.cells(x="lognorm", raw="counts"))

    async def say(found: Client) -> None:
        told = await call(found, "recommend_setup", path="gaps.h5ad")
        assert told["batch_key"] is None and told["passed_our_check"]
        assert told["notes"][0].startswith("10 cells have no value in 'sample'")
        told = await call(found, "recommend_setup", path="one.h5ad")
        assert told["batch_key"] is None and told["passed_our_check"]
        assert told["passed_over"][0]["batch_key"] == "sample"
        told = await call(found, "recommend_setup", path="log.h5ad")
        assert told["counts_in"] == [".raw"] and "adata.raw.to_adata()" in told["code"]

    talk(say, here)
