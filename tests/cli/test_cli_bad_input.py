"""Whatever a file holds: one clear finding, no traceback, and the other files are checked."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from command_line import FAULTY, Lint

pytestmark = pytest.mark.usefixtures("few_rules")

BAD = {
    "binary.py": b"import scvi\n\x00\x01\x02",
    "latin.py": 'import scvi\nname = "Grün"\n'.encode("latin-1"),
    "utf16.py": "import scvi\n".encode("utf-16"),
    "large.py": b"import scvi\n" + b"x = 1\n" * 2_000_000,
    "brackets.py": b"import scvi\nx = " + b"(" * 5000 + b")" * 5000,
    "minus.py": b"import scvi\nx = " + b"-" * 100_000 + b"1\n",
    "attributes.py": b"import scvi\nx = a" + b".b" * 100_000 + b"\n",
    "half.py": b"import scvi\nmodel = scvi.model.SCVI(\n",
    "encoding.py": b"# coding: klingon\nimport scvi\n",
    "half.ipynb": b'{"cells": [{"source": "import scvi"',
    "list.ipynb": b'["import scvi"]',
    "object.ipynb": b'{"scvi": 1}',
    "nested.ipynb": b'{"scvi": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "text.ipynb": b"import scvi\n",
    "latin.ipynb": '{"cells": ["scvi ü"]}'.encode("latin-1"),
    "empty.ipynb": b"",
    "script.qmd": b"\xff\xfescvi",
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_finding(name: str, here: Path, lint: Lint) -> None:
    if name == "attributes.py" and sys.version_info < (3, 11):
        pytest.skip("the parser of this Python reads it")
    (here / name).write_bytes(BAD[name])
    answer = lint("check", name, "--output-format", "json")
    assert (answer.code, answer.err) == (1, "")
    (row,) = json.loads(answer.out)
    assert (row["code"], row["severity"], row["path"]) == ("SCV001", "error", name)
    assert row["message"].endswith(".")
    assert len(row["message"]) < 200


def test_every_reporter_can_show_bad_files_and_the_others_are_checked(
    here: Path, lint: Lint
) -> None:
    for name, data in BAD.items():
        (here / name).write_bytes(data)
    (here / "good.py").write_text(FAULTY)
    for form in ("full", "concise", "grouped", "json", "sarif", "github", "gitlab", "junit"):
        answer = lint("check", "--output-format", form)
        assert (answer.code, answer.err) == (1, "")
        assert "good.py" in answer.out
        assert "half.ipynb" in answer.out
        assert max(map(len, answer.out.splitlines())) < 2000


def test_a_folder_with_the_name_of_a_program_is_walked(here: Path, lint: Lint) -> None:
    (here / "folder.py").mkdir()
    (here / "folder.py" / "a.py").write_text(FAULTY)
    answer = lint("check", "--output-format", "concise")
    assert answer.code == 1
    assert answer.out.startswith("folder.py/a.py:6:27: SCV504")


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes with names")
def test_a_pipe_that_nobody_named_is_not_waited_for(here: Path, lint: Lint) -> None:
    os.mkfifo(here / "pipe.py")
    assert lint("check").code == 0


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes with names")
@pytest.mark.parametrize("words", [(), ("--fix",), ("--diff",), ("--jobs", "2")], ids=" ".join)
def test_a_pipe_or_device_that_was_named_is_told_of_and_the_others_are_checked(
    words: tuple[str, ...], here: Path, lint: Lint
) -> None:
    """As the shell names all that `*.py` stands for."""
    os.mkfifo(here / "pipe.py")
    (here / "zero.py").symlink_to("/dev/zero")
    (here / "linked.py").symlink_to("pipe.py")
    (here / "a.py").write_text(FAULTY)
    (here / "z.py").write_text(FAULTY)
    names = sorted(path.name for path in here.glob("*.py"))
    answer = lint("check", "--output-format", "concise", "-q", *words, *names)
    assert answer.code == 2
    for name in ("pipe.py", "zero.py", "linked.py"):
        assert f"error: {name}: it is no regular file" in answer.err
    for name in ("a.py", "z.py"):
        assert name in answer.out or (here / name).read_text() != FAULTY


@pytest.mark.skipif(os.name == "nt", reason="file names of bytes")
def test_a_name_that_no_encoding_can_write_is_reported(here: Path, lint: Lint) -> None:
    (here / os.fsdecode(b"a\xff.py")).write_text(FAULTY)
    for form in ("full", "json", "sarif", "gitlab", "junit"):
        answer = lint("check", "--output-format", form)
        assert (answer.code, answer.err) == (1, "")
    rows = json.loads(lint("check", "--output-format", "json").out)
    assert rows[0]["path"] == "a\udcff.py"


def test_control_characters_do_not_reach_the_terminal(here: Path, lint: Lint) -> None:
    text = FAULTY.replace("lr=1e-3", 'lr="\x1b[2J\u202e"')
    (here / "a\x1b[31m.py").write_text(text, encoding="utf-8")
    for form in ("full", "concise", "grouped"):
        out = lint("check", "--output-format", form).out
        assert "SCV504" in out
        assert "\x1b" not in out and "\u202e" not in out


def test_of_a_broken_cell_that_has_run_only_an_open_bracket_is_told(here: Path, lint: Lint) -> None:
    def notebook(count: int | None, last: str) -> str:
        cell = {
            "cell_type": "code",
            "source": "import scvi\n" + last,
            "execution_count": count,
            "outputs": [],
            "metadata": {},
        }
        return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})

    for count, last, told in (
        (None, "x = (", True),
        (1, "x = (", True),  # nothing closes it in any dialect: it was changed since
        (None, "a b", True),
        (1, "a b", False),  # IPython that we do not know
    ):
        (here / "a.ipynb").write_text(notebook(count, last))
        assert ("SCV001" in lint("check").out) == told


@pytest.mark.parametrize(
    ("text", "severity"),
    {
        "adata.obs[]": "info",
        "sizes =\nplot(sizes)": "info",
        "model = scvi.model.SCVI(adata": "error",
    }.items(),
)
def test_a_broken_cell_that_was_tried_and_left_is_a_note(
    text: str, severity: str, here: Path, lint: Lint
) -> None:
    """It keeps the others from nothing; one that uses scvi-tools was meant to run."""
    cells = [
        {"cell_type": "code", "source": line, "execution_count": None, "outputs": []}
        for line in ("import scvi", text)
    ]
    (here / "a.ipynb").write_text(json.dumps({"cells": cells, "metadata": {}}))
    (row,) = json.loads(lint("check", "--output-format", "json", "--severity", "info").out)
    assert (row["code"], row["severity"], row["cell"]) == ("SCV001", severity, 2)


def test_magics_and_awaits_of_notebooks_are_no_errors(here: Path, lint: Lint) -> None:
    lines = ["import scvi", "%matplotlib inline", "!ls", "await something()", "adata?"]
    cells = [
        {"cell_type": "code", "source": line, "execution_count": None, "outputs": []}
        for line in lines
    ]
    (here / "a.ipynb").write_text(json.dumps({"cells": cells, "metadata": {}}))
    assert lint("check").code == 0


@pytest.mark.parametrize(
    ("chunk", "found"),
    {
        "git clone https://example.org/scvi.git\ncd scvi && ls -la": 0,
        "$ python train.py --epochs 5": 0,
        "import scvi\nfor f in *.h5ad; do echo $f; done": 0,
        "import scvi\nx = (1": 1,
        "sinteractive --time=0:10:00 --gres=gpu:1": 0,
        "import scvi\ngit = clone(": 1,
    }.items(),
)
def test_commands_of_a_shell_in_a_document_are_no_broken_program(
    chunk: str, found: int, here: Path, lint: Lint
) -> None:
    (here / "a.Rmd").write_text(f"# scvi\n\n```{{python}}\n{chunk}\n```\n")
    assert lint("check", "--output-format", "concise").out.count("SCV001") == found
