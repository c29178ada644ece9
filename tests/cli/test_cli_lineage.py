"""What one program writes, another one reads: `check` follows files through a repository."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import Lint

sys.path.append(str(Path(__file__).parents[1] / "rules"))

import tiny_files
from repositories import CONFIGURED, REPOSITORIES, UNRUN, WORKFLOWS, Repository

Check = Callable[..., list[dict[str, Any]]]


def lay(here: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = here / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


@pytest.fixture
def check(here: Path, lint: Lint) -> Check:
    """The findings in a work tree as JSON has them."""
    subprocess.run(["git", "init", "-q"], cwd=here, check=True)

    def call(*words: str) -> list[dict[str, Any]]:
        answer = lint("check", "--scvi-version", "1.4.2", "--output-format", "json", *words)
        assert answer.code in (0, 1), answer.err
        return json.loads(answer.out)

    return call


def lines(findings: list[dict[str, Any]]) -> list[str]:
    return [
        f"{one['path']} {one['start']['line']} {one['code']} {one['severity']}"
        for one in findings
        if one["lineage"]
    ]


@pytest.mark.parametrize("case", REPOSITORIES, ids=lambda case: case.name)
def test_a_fault_that_two_programs_make_together_is_found_and_its_twin_is_silent(
    case: Repository, here: Path, check: Check
) -> None:
    lay(here, case.files)
    assert lines(check(".")) == list(case.found)
    assert lines(check(".", "--isolated-files")) == []
    lay(here, case.twin())
    assert lines(check(".")) == []


@pytest.mark.parametrize("case", (*CONFIGURED, *WORKFLOWS, *UNRUN), ids=lambda case: case.name)
def test_a_fault_in_a_configuration_is_found_and_its_twin_is_silent(
    case: Repository, here: Path, check: Check
) -> None:
    lay(here, case.files)
    found = [
        f"{one['path']} {one['start']['line']} {one['code']} {one['severity']}"
        for one in check(".")
    ]
    assert found == list(case.found)
    lay(here, case.twin())
    assert check(".") == []


QC = """\
import scanpy as sc

adata = sc.read_10x_h5("raw.h5")
sc.pp.normalize_total(adata)
sc.pp.log1p(adata)
adata.write_h5ad("qc.h5ad")
"""
SETUP = """\
import scanpy as sc
import scvi

adata = sc.read_h5ad("qc.h5ad")
scvi.model.SCVI.setup_anndata(adata)
"""
CERTAIN = ["b.py 5 SCV250 warning"]
POSSIBLE = ["b.py 5 SCV250 info"]


def said(check: Check, here: Path, files: dict[str, str]) -> list[str]:
    lay(here, files)
    return [line for line in lines(check(".", "--severity", "info")) if "SCV250" in line]


def test_the_reasons_lie_in_the_other_file(here: Path, check: Check) -> None:
    lay(here, {"a.py": QC, "b.py": SETUP})
    (found,) = check(".")
    told = [(one["path"], one["start"]["line"], one["message"]) for one in found["related"]]
    assert told == [
        ("a.py", 3, "read here"),
        ("a.py", 4, "depth-normalised here"),
        ("a.py", 5, "log-normalised here"),
        ("a.py", 6, "written to qc.h5ad here"),
    ]


def test_one_straight_writer_makes_it_certain(here: Path, check: Check) -> None:
    assert said(check, here, {"a.py": QC, "b.py": SETUP}) == CERTAIN


WRITE = 'adata.write_h5ad("qc.h5ad")\n'


@pytest.mark.parametrize(
    "writer",
    [
        QC.replace(WRITE, f"if adata.n_obs > 9:\n    {WRITE}"),
        QC.replace(WRITE, f"for _ in range(adata.n_obs):\n    {WRITE}"),
        QC.replace(WRITE, f"try:\n    {WRITE}except OSError:\n    pass\n"),
        "def main():\n" + textwrap.indent(QC, "    "),
        QC.replace(WRITE, f"{WRITE}adata.write(name)\n"),
        QC.replace("import scanpy", 'old = "wget qc.h5ad"\nimport scanpy'),
        QC.replace("adata = sc", 'old = sc.read("qc.h5ad")\nadata = sc'),
    ],
    ids=["if", "loop", "try", "uncalled", "opaque", "by hand", "was there before"],
)
def test_a_writer_that_is_not_straight_leaves_it_possible(
    writer: str, here: Path, check: Check
) -> None:
    assert said(check, here, {"a.py": writer, "b.py": SETUP}) == POSSIBLE


def test_two_writers_leave_it_possible_and_say_nothing_where_they_differ(
    here: Path, check: Check
) -> None:
    assert said(check, here, {"a.py": QC, "b.py": SETUP, "c.py": QC}) == POSSIBLE
    raw = QC.replace("sc.pp.log1p(adata)\n", "").replace("sc.pp.normalize_total(adata)\n", "")
    assert said(check, here, {"c.py": raw}) == []


def test_a_notebook_and_its_script_are_one_writer(here: Path, check: Check) -> None:
    cell = {"cell_type": "code", "source": QC, "outputs": [], "execution_count": None}
    notebook = {"cells": [{**cell, "metadata": {}}], "metadata": {}, "nbformat": 4}
    files = {"a.py": QC, "b.py": SETUP, "a.ipynb": json.dumps({**notebook, "nbformat_minor": 5})}
    assert said(check, here, files) == CERTAIN


def test_a_path_is_taken_from_the_folder_of_the_program_or_from_the_root(
    here: Path, check: Check
) -> None:
    up = SETUP.replace('"qc', '"../one/qc')
    assert said(check, here, {"one/a.py": QC, "two/b.py": up}) == ["two/b.py 5 SCV250 warning"]
    lay(here, {"one/a.py": QC.replace('"qc', '"data/qc')})
    from_root = SETUP.replace('"qc', '"data/qc')
    assert said(check, here, {"two/b.py": from_root}) == ["two/b.py 5 SCV250 info"]
    by_name = SETUP.replace('"qc', '"/elsewhere/qc')
    assert said(check, here, {"two/b.py": by_name}) == ["two/b.py 5 SCV250 info"]
    other = QC.replace('"qc', '"results/qc')
    assert said(check, here, {"three/a.py": other}) == []


def test_a_number_in_the_name_of_a_program_says_when_it_runs(here: Path, check: Check) -> None:
    lay(here, {"2_qc.py": QC, "1_setup.py": SETUP})
    assert "1_setup.py 5 SCV250 info" in lines(check(".", "--severity", "info"))


def test_programs_that_need_each_other_hand_nothing_on(here: Path, check: Check) -> None:
    back = f'{SETUP}adata.write("raw.h5")\n'
    first = QC.replace("read_10x_h5", "read").replace("raw.h5", "raw.h5ad")
    assert said(check, here, {"a.py": first, "b.py": back.replace("raw.h5", "raw.h5ad")}) == []


def test_a_path_that_a_module_of_settings_holds_is_followed(here: Path, check: Check) -> None:
    files = {
        "paths.py": 'from pathlib import Path\nDATA = Path("data")\nQC = DATA / "qc.h5ad"\n',
        "a.py": f"import paths\n{QC}".replace('"qc.h5ad"', "paths.QC"),
        "b.py": f"from paths import QC\n{SETUP}".replace('"qc.h5ad"', "QC"),
    }
    assert said(check, here, files) == ["b.py 6 SCV250 warning"]


@pytest.mark.parametrize("words", [("b.py",), ("b.py", "a.py"), (".", "--jobs", "2")])
def test_the_findings_are_the_same_however_they_are_asked_for(
    words: tuple[str, ...], here: Path, check: Check
) -> None:
    lay(here, {"a.py": f"import scvi\n{QC}", "b.py": SETUP, "c.py": f"import scvi\n{SETUP}"})
    whole = [one for one in check(".") if one["path"] == "b.py"]
    assert whole
    assert [one for one in check(*words) if one["path"] == "b.py"] == whole


def test_lineage_takes_no_finding_away(here: Path, check: Check) -> None:
    wrong = f'{SETUP}scvi.model.SCVI.setup_anndata(adata, batch_key="a", layers="b")\n'
    lay(here, {"a.py": QC, "b.py": wrong})
    alone = check(".", "--isolated-files", "--severity", "info", "--preset", "all")
    both = check(".", "--severity", "info", "--preset", "all")
    assert {(one["code"], one["start"]["line"]) for one in alone} <= {
        (one["code"], one["start"]["line"]) for one in both
    }


def test_settings_turn_it_off(here: Path, check: Check) -> None:
    settings = {"scvi-lint.toml": "isolated-files = true\n"}
    assert said(check, here, {"a.py": QC, "b.py": SETUP, **settings}) == []


def test_a_baseline_does_not_count_what_another_program_tells(
    here: Path, check: Check, lint: Lint
) -> None:
    lay(here, {"a.py": QC, "b.py": SETUP})
    lint("check", ".", "--baseline", "known.json", "--update-baseline")
    assert json.loads((here / "known.json").read_text())["findings"] == {}
    assert lines(check(".", "--baseline", "known.json")) == CERTAIN


def test_inspect_shows_which_files_programs_hand_on(here: Path, check: Check, lint: Lint) -> None:
    again = SETUP.replace("qc.h5ad", "old/qc.h5ad")
    lay(here, {"a.py": QC, "b.py": SETUP, "sub/c.py": again})
    answer = lint("inspect", "--repository", ".", "--output-format", "json")
    assert json.loads(answer.out)["files"] == [
        {
            "file": "qc.h5ad",
            "kind": "data",
            "writer": "a.py",
            "cell": None,
            "line": 6,
            "reader": reader,
            "read_as": read_as,
            "path": path,
            "certainty": certainty,
        }
        for reader, read_as, path, certainty in (
            ("b.py", "qc.h5ad", "same place", "certain"),
            ("sub/c.py", "old/qc.h5ad", "same name", "possible"),
        )
    ]
    shown = lint("inspect", "--repository", ".").out
    assert "a.py:6" in shown and "sub/c.py" in shown
    assert lint("inspect", "--repository", "a.py").code == 2


def test_a_copy_of_what_another_program_wrote_rests_on_it_as_well(here: Path, check: Check) -> None:
    copied = """\
adata.layers["counts"] = adata.X.copy()
sc.pp.highly_variable_genes(adata, flavor="seurat_v3", layer="counts")
"""
    lay(here, {"a.py": QC, "b.py": SETUP + copied})
    findings = check(".")
    assert "b.py 7 SCV208 warning" in lines(findings)
    (found,) = [one for one in findings if one["code"] == "SCV208"]
    told = [(one["path"], one["start"]["line"], one["message"]) for one in found["related"]]
    assert ("a.py", 6, "written to qc.h5ad here") in told


def test_a_file_that_can_be_looked_at_is_believed_instead(here: Path, check: Check) -> None:
    lay(here, {"a.py": QC, "b.py": SETUP})
    assert lines(check(".")) == CERTAIN
    tiny_files.write(str(here / "qc.h5ad"), tiny_files.cells(obs={"batch": "a*9 b*9"}))
    assert check(".") == []
    assert lines(check(".", "--no-evidence")) == CERTAIN


def test_a_model_that_another_program_saved_is_loaded_with_what_it_was_set_up_with(
    here: Path, check: Check
) -> None:
    train = """\
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train()
model.save("model", save_anndata=True)
"""
    load = """\
import scvi

adata = scvi.data.synthetic_iid()
model = scvi.model.SCVI.load("model", adata)
model.get_normalized_expression(transform_batch="nowhere")
"""
    lay(here, {"a.py": train, "b.py": load})
    assert lines(check(".")) == ["b.py 5 SCV401 error"]
    lay(here, {"b.py": load.replace("nowhere", "batch_1")})
    assert lines(check(".")) == []


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_any_order_of_files_gives_the_same(jobs: str, here: Path, check: Check) -> None:
    case = next(one for one in REPOSITORIES if one.name == "a chain of three")
    names = dict(zip(case.files, ("c.py", "b.py", "a.py"), strict=True))
    lay(here, {names[name]: text for name, text in case.files.items()})
    assert lines(check(".", "--jobs", jobs)) == ["a.py 6 SCV250 warning"]
    assert lines(check("a.py", "b.py", "c.py")) == lines(check("a.py"))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('f"data/{name}_qc.h5ad"', 'f"data/{sample}_qc.h5ad"'),
        ('f"results/{name}.h5ad"', 'f"results/{s}.h5ad"'),
        ('os.path.join(out, "clustered.h5ad")', '"data/clustered.h5ad"'),
        ('"data/clustered.h5ad"', 'out + "/clustered.h5ad"'),
        ('out / "clustered.h5ad"', 'folder + "clustered.h5ad"'),
        ('os.path.join(out, name + "_clustered.h5ad")', 'f"{out}/{s}_clustered.h5ad"'),
        ('"%s_clustered.h5ad" % name', 'f"{s}_clustered.h5ad"'),
    ],
)
def test_a_path_that_is_known_in_part_is_followed_as_a_family(
    written: str, read: str, here: Path, check: Check
) -> None:
    writer = f"import os\n{QC}".replace('"qc.h5ad"', written)
    reader = SETUP.replace('"qc.h5ad"', read)
    assert said(check, here, {"a.py": writer, "b.py": reader}) == POSSIBLE


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('f"{name}.h5ad"', 'f"{sample}.h5ad"'),
        ('f"{name}_qc.h5ad"', 'f"{name}_raw.h5ad"'),
        ('f"data/{name}.h5ad"', '"data/clustered.h5ad"'),
        ('out + "x.h5ad"', '"data/clusteredx.h5ad"'),
        ("out", '"clustered.h5ad"'),
    ],
)
def test_names_that_share_next_to_nothing_are_no_family(
    written: str, read: str, here: Path, check: Check
) -> None:
    writer, reader = QC.replace('"qc.h5ad"', written), SETUP.replace('"qc.h5ad"', read)
    assert said(check, here, {"a.py": writer, "b.py": reader}) == []


def test_a_configuration_that_names_the_file_links_those_who_load_it(
    here: Path, check: Check
) -> None:
    load = 'import yaml\nc = yaml.safe_load(open("paths.yaml"))\n'
    files = {
        "paths.yaml": "qc: data/clustered.h5ad\n",
        "a.py": load + QC.replace('"qc.h5ad"', 'c["qc"]'),
        "b.py": load + SETUP.replace('"qc.h5ad"', 'c["qc"]'),
    }
    assert said(check, here, files) == ["b.py 7 SCV250 warning"]


RULES = """\
rule qc:
    output: "results/clustered.h5ad"
    script: "one/a.py"

rule setup:
    input: "results/clustered.h5ad"
    script: "two/b.py"
"""


def test_rules_say_that_a_file_is_the_same_from_any_folder(here: Path, check: Check) -> None:
    files = {
        "Snakefile": RULES,
        "one/a.py": QC.replace('"qc.h5ad"', "snakemake.output[0]"),
        "two/b.py": SETUP.replace('"qc.h5ad"', "snakemake.input[0]"),
    }
    assert said(check, here, files) == ["two/b.py 5 SCV250 warning"]
    undeclared = RULES.replace('    input: "results/clustered.h5ad"\n', "")
    reader = SETUP.replace('"qc', '"results/clustered')
    assert said(check, here, {"Snakefile": undeclared, "two/b.py": reader}) == [
        "two/b.py 5 SCV250 info"
    ]


def test_a_wildcard_is_not_known(here: Path, check: Check) -> None:
    wild = RULES.replace("clustered.h5ad", "{sample}_clustered.h5ad")
    files = {
        "Snakefile": wild,
        "one/a.py": QC.replace('"qc.h5ad"', "snakemake.output[0]"),
        "two/b.py": SETUP.replace('"qc.h5ad"', "snakemake.input[0]"),
    }
    assert said(check, here, files) == []


OPERATIONS = (
    "",
    "sc.pp.normalize_total(adata)",
    "sc.pp.log1p(adata)",
    'adata.layers["counts"] = adata.X.copy()',
    "adata = adata[:, :50].copy()",
    'adata.obs["site"] = "a"',
    'del adata.layers["counts"]',
    'scvi.model.SCVI.setup_anndata(adata, batch_key="site")',
    'scvi.model.SCVI.setup_anndata(adata, layer="counts")',
    "scvi.model.SCVI.setup_anndata(adata)",
    "scvi.model.SCVI(adata).train(lr=1)",
    "sc.pp.highly_variable_genes(adata, flavor='seurat_v3')",
)


def drawn(seed: int) -> dict[str, str]:
    """Programs that hand files on to each other, in whatever order, in circles, too."""
    draw = random.Random(seed)
    names = draw.sample("abcdef", draw.randint(3, 5))
    files = [f"{name}.h5ad" for name in ("one", "two", "three")]
    programs: dict[str, str] = {}
    for name in names:
        read = draw.choice([*files, "raw.h5ad"])
        lines = [draw.choice(OPERATIONS) for _ in range(draw.randint(1, 4))]
        write = f'adata.write_h5ad("{draw.choice(files)}")'
        if draw.random() < 0.2:
            write = f"if adata.n_obs:\n    {write}"
        first = f'import scanpy as sc\nimport scvi\nadata = sc.read_h5ad("{read}")\n'
        programs[f"{name}.py"] = first + "\n".join([*lines, write]) + "\n"
    return programs


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_handed_on_takes_nothing_away_and_depends_on_no_order(
    seed: int, here: Path, check: Check
) -> None:
    files = drawn(seed)
    lay(here, files)
    more = ("--severity", "info")
    whole = check(".", *more)
    alone = {(f["path"], f["code"], f["start"]["line"]) for f in check(".", "--isolated-files")}
    assert alone <= {
        (f["path"], f["code"], place["line"])
        for f in whole
        for place in (f["start"], *(one["start"] for one in f["related"]))
    }
    assert check(".", "--jobs", "2", *more) == whole
    assert check(*sorted(files, reverse=True), *more) == whole
    for name in files:
        assert check(name, *more) == [one for one in whole if one["path"] == name]
