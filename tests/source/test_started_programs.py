"""What Snakefiles and scripts of a shell say about the programs that they run."""

from __future__ import annotations

import pytest

from scvi_lint.source.workflows import shell, snakemake
from scvi_lint.source.workflows.started import UNKNOWN, Configured, spelled_as

RULES = """\
configfile: "config/config.yaml"

rule all:
    input: expand("results/{s}.h5ad", s=SAMPLES)

rule qc:
    input:
        raw="data/raw.h5ad",   # as it came
        each="data/{sample}.h5ad"
    output:
        directory("results/model"), temp("results/qc.h5ad")
    params: batch=config["train"]["batch"], n=30, keys=["a", "b"], f=lambda w: 1
    threads: 4
    script:
        "../scripts/qc.py"

if config["train"]:
    checkpoint train:
        input: data="results/qc.h5ad"
        output: "out"
        shell:
            "python scripts/train.py --input {input.data} {wildcards.s} "
            "--batch_key 'the donor' --out {output}"

rule last:
    notebook: "notebooks/last.py.ipynb"
"""


def test_a_rule_tells_what_its_script_gets() -> None:
    qc, train, last = snakemake.started(RULES)
    assert (qc.program, qc.configuration) == ("../scripts/qc.py", "config/config.yaml")
    assert qc.sections is not None
    told = {name: [(one.name, one.value) for one in given] for name, given in qc.sections.items()}
    assert told == {
        "input": [("raw", "data/raw.h5ad"), ("each", UNKNOWN)],
        "output": [(None, "results/model"), (None, "results/qc.h5ad")],
        "params": [
            ("batch", Configured(("train", "batch"))),
            ("n", 30),
            ("keys", ["a", "b"]),
            ("f", UNKNOWN),
        ],
        "threads": [(None, 4)],
    }
    raw = qc.sections["input"][0]
    assert RULES[raw.start : raw.end] == '"data/raw.h5ad"'
    assert train.program == "scripts/train.py" and train.sections is None
    words = [one.value for one in train.words]
    filled = ["--input", "results/qc.h5ad", UNKNOWN, "--batch_key", "the donor", "--out", "out"]
    assert words == filled
    donor = train.words[4]
    assert RULES[donor.start : donor.end] == "the donor"
    assert last.program == "notebooks/last.py.ipynb" and last.sections == {}


@pytest.mark.parametrize(
    ("command", "program", "words"),
    [
        ("python a.py --key donor", "a.py", ["--key", "donor"]),
        ("python3 -u dir/a.py x 'y z'", "dir/a.py", ["x", "y z"]),
        ("srun python a.py --n=3 > log", "a.py", ["--n=3", ">", "log"]),
        ("./a.py one", "./a.py", ["one"]),
        ("python -m pack.age.mod --x 1", "pack/age/mod.py", ["--x", "1"]),
        (
            'K="my key"\npython a.py --key "$K" ${K} $OTHER',
            "a.py",
            ["--key", "my key", "my key", 0],
        ),
        ("K=a\nK=b\npython a.py $K", "a.py", [0]),
        ("for s in 1 2; do python a.py $s; done", "a.py", [0]),
        ("python a.py $(cat x) `ls` $1", "a.py", [0, 0, 0]),
        ("python a.py --key \\\n  donor # python b.py", "a.py", ["--key", "donor"]),
        ("papermill in.ipynb out.ipynb -p key donor", "in.ipynb", None),
    ],
)
def test_a_command_tells_what_its_program_gets(
    command: str, program: str, words: list[object] | None
) -> None:
    (found,) = shell.started(command)
    assert found.program == program
    if words is not None:
        assert [one.value for one in found.words] == [UNKNOWN if w == 0 else w for w in words]


@pytest.mark.parametrize(
    "command", ["echo a.py", "python -c 'import a' b.py", "# python a.py", "cat python a.py.txt"]
)
def test_what_runs_no_program_of_ours_tells_nothing(command: str) -> None:
    assert shell.started(command) == []


@pytest.mark.parametrize(
    "text", ["rule", "rule a:\n  input: (", "rule a:\n\tscript: 3\n", "'" * 99]
)
def test_a_broken_file_does_no_harm(text: str) -> None:
    assert snakemake.started(text) == []
    shell.started(text)


def test_a_program_is_found_from_whatever_folder() -> None:
    assert spelled_as("../scripts/a.py", "workflow/scripts/a.py")
    assert spelled_as("a.py", "a.py")
    assert not spelled_as("other/a.py", "workflow/scripts/a.py")
    assert not spelled_as("b_a.py", "a.py") and not spelled_as("..", "a.py")
