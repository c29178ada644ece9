"""One bad file of settings, pattern or lock: a line, exit code 2, and nothing else is touched."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import FAULTY, FIXED, Answer, Lint

from scvi_lint.linting import selection

pytestmark = pytest.mark.usefixtures("few_rules")

BAD = {
    "digits": b"[tool.scvi-lint]\nx = " + b"1" * 5_000,
    "key": b"[tool.scvi-lint]\na" + b".a" * 20_000 + b" = 1",
    "arrays": b"[tool.scvi-lint]\nx = " + b"[" * 20_000,
    "bytes": b"[tool.scvi-lint]\nx = '\xff'",
    "nul": b"[tool.scvi-lint]\nx = '\0'",
    "large": b"[tool.scvi-lint]\n" + b"# padding\n" * 10_000,
    "half": b"[tool.scvi-lint",
}


def files(answer: Answer) -> list[str]:
    return [line.partition(":")[0] for line in answer.out.splitlines()]


def check(lint: Lint, *words: str) -> Answer:
    return lint("check", "--output-format", "concise", "-q", *words)


@pytest.fixture
def two(here: Path) -> Path:
    """Two folders with a faulty program each, and settings in the first."""
    for name in ("bad", "good"):
        (here / name).mkdir()
        (here / name / "a.py").write_text(FAULTY)
        (here / name / "b.py").write_text(FAULTY)
    return here


@pytest.mark.parametrize("what", BAD)
def test_settings_that_cannot_be_read_stay_alone(what: str, two: Path, lint: Lint) -> None:
    (two / "bad" / "pyproject.toml").write_bytes(BAD[what])
    for words in ((), ("--jobs", "2"), ("bad/a.py", "good"), ("--diff",)):
        answer = check(lint, *words)
        assert answer.code == 2
        assert "good/a.py" in answer.out and "bad/" not in answer.out
        (line,) = [one for one in answer.err.splitlines() if one.startswith("error")]
        path = two / "bad" / "pyproject.toml"
        assert line.startswith(f"error: cannot read {path}: ")
        assert line.endswith("; what it speaks of was not checked")
        assert len(line) < 300 + len(str(path))


def test_settings_that_cannot_be_read_are_no_permission_to_fix(two: Path, lint: Lint) -> None:
    (two / "bad" / "pyproject.toml").write_bytes(BAD["half"])
    answer = lint("check", "--fix", *FIXED)
    assert answer.code == 2
    assert (two / "bad" / "a.py").read_text() == FAULTY
    assert (two / "good" / "a.py").read_text() != FAULTY


@pytest.mark.parametrize("what", BAD)
def test_a_named_file_of_settings_ends_the_command(what: str, two: Path, lint: Lint) -> None:
    (two / "pyproject.toml").write_bytes(BAD[what])
    for command in ("check", "inspect", "config"):
        answer = lint(command, "--config", "pyproject.toml", "good/a.py")
        assert (answer.code, answer.out) == (2, "")
        (line,) = answer.err.splitlines()
        assert line.startswith("error: cannot read ")


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes with names")
@pytest.mark.parametrize(
    "name", ["pyproject.toml", "scvi-lint.toml", "requirements.txt", "uv.lock", ".gitignore"]
)
@pytest.mark.parametrize("git", [False, True])
def test_pipes_and_devices_in_the_place_of_files(
    git: bool, name: str, two: Path, lint: Lint
) -> None:
    if git:
        subprocess.run(["git", "init", "-q"], cwd=two, check=True)
    for folder in (two, two / "good"):
        os.mkfifo(folder / name) if folder == two else (folder / name).symlink_to("/dev/zero")
    answer = check(lint)
    assert answer.code == 1
    assert files(answer) == ["bad/a.py", "bad/b.py", "good/a.py", "good/b.py"]
    assert all(line.startswith("warning: ") for line in answer.err.splitlines())
    if name.endswith("lint.toml"):
        assert answer.err.count("is left out: ") == 2


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes with names")
def test_imported_modules_that_are_no_files(two: Path, lint: Lint) -> None:
    text = "import one, two, three, folder.four\n%run five.py\nimport six\n" + FAULTY
    (two / "good" / "a.py").write_text(text)
    os.mkfifo(two / "good" / "one.py")
    (two / "good" / "two.py").symlink_to("/dev/zero")
    outside = two.parent / "outside"
    outside.mkdir()
    (outside / "four.py").write_text(FAULTY)
    (two / "good" / "three.py").symlink_to(outside / "four.py")
    (two / "good" / "folder").symlink_to(outside)
    os.mkfifo(two / "good" / "five.py")
    (two / "good" / "six.py").symlink_to("six.py")
    answer = check(lint, "good/a.py")
    assert (answer.code, answer.err) == (1, "")
    assert set(files(answer)) == {"good/a.py"}


@pytest.mark.skipif(os.name == "nt", reason="sparse files")
def test_terabytes_of_nothing(two: Path, lint: Lint) -> None:
    for name in ("a.py", "b.ipynb", "pyproject.toml", "requirements.txt", ".gitignore"):
        with (two / "good" / name).open("wb") as stream:
            stream.write(b"import other\n")
            stream.truncate(1 << 40)
    answer = check(lint)
    assert answer.code == 1
    assert files(answer) == ["bad/a.py", "bad/b.py", "good/b.py"]


def test_a_large_file_that_mentions_it_is_told(two: Path, lint: Lint) -> None:
    with (two / "good" / "a.ipynb").open("wb") as stream:
        stream.write(b"import scvi\n")
        stream.truncate(1 << 40)
    answer = check(lint, "good")
    assert "good/a.ipynb:1:1: SCV001 error The file is larger than 200 MB." in answer.out


@pytest.mark.parametrize("name", ["select", "ignore", "extend-select"])
def test_thousands_of_unknown_rules_are_not_all_looked_up(
    name: str, two: Path, lint: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up: list[str] = []
    near = selection._near
    monkeypatch.setattr(
        selection, "_near", lambda word, known: looked_up.append(word) or near(word, known)
    )
    words = [f"XYZ{number}" for number in range(400)]
    (two / "bad" / "scvi-lint.toml").write_text(f"{name} = {json.dumps(words)}\n")
    answer = check(lint, "bad")
    assert len(looked_up) == 10
    assert "390 more names are no rules either" in answer.err
    (two / "bad" / "scvi-lint.toml").write_text(f"{name} = {json.dumps(words * 10)}\n")
    answer = check(lint, "bad")
    assert f"'{name}' is left out: it takes no more than 500 entries" in answer.err
    assert "bad/a.py" in answer.out


@pytest.mark.parametrize(
    ("lines", "hidden"),
    [
        ('exclude = ["' + "**/" * 300 + 'b"]', False),
        ('exclude = ["' + "*a" * 450 + 'b"]', False),
        ('per-file-ignores = { "' + "**/a/" * 180 + 'x" = ["SCV504"] }', False),
        ('overrides = [{ files = ["' + "?*" * 450 + '"], ignore = ["SCV504"] }]', False),
        ('exclude = ["' + "**/" * 300 + 'a.py"]', True),
    ],
)
def test_hostile_patterns(lines: str, hidden: bool, two: Path, lint: Lint) -> None:
    deep = two / "bad" / "/".join(["a"] * 40)
    deep.mkdir(parents=True)
    (deep / ("a" * 200 + ".py")).write_text(FAULTY)
    (two / "bad" / "scvi-lint.toml").write_text(lines)
    answer = check(lint, "bad/a.py", "bad/a")
    assert answer.code == 1
    assert ("bad/a.py" in files(answer)) is True
    assert len(files(check(lint, "bad"))) == (2 if hidden else 3)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[" * 100_000, "it is not JSON"),
        ('{"version": ' + "1" * 5_000 + "}", "it is not JSON"),
        ("\udcff", "it is not JSON"),
        ('{"version": 1, "findings": {"a.py": {"SCV504": ' + "9" * 4_000 + "}}}", "no counts"),
        ('{"version": 1, "findings": {"a.py": {"SCV504": -1}}}', "no counts"),
        ("9" * (9 << 20), "larger than 8 MB"),
    ],
    ids=["arrays", "digits", "bytes", "counts", "negative", "large"],
)
def test_a_bad_baseline_is_one_line(text: str, said: str, two: Path, lint: Lint) -> None:
    (two / "baseline.json").write_text(text, errors="surrogateescape")
    answer = check(lint, "--baseline", "baseline.json")
    assert (answer.code, answer.out) == (2, "")
    (line,) = answer.err.splitlines()
    assert said in line and len(line) < 300


@pytest.mark.parametrize(
    "where", ["--scvi-version", "requirements.txt", "scvi-lint.toml", "a.ipynb"]
)
def test_a_release_of_thousands_of_digits(where: str, two: Path, lint: Lint) -> None:
    version = "1." + "9" * 6_000
    words: list[str] = []
    if where == "--scvi-version":
        words = [where, version]
    elif where == "requirements.txt":
        (two / where).write_text(f"scvi-tools=={version}\n")
    elif where == "scvi-lint.toml":
        (two / where).write_text(f'scvi-version = "{version}"\n')
    else:
        source = f"!pip install scvi-tools=={version[:1_900]}\n" + FAULTY
        cell = {"cell_type": "code", "source": source, "outputs": [], "execution_count": None}
        (two / where).write_text(json.dumps({"cells": [cell], "metadata": {}}))
    answer = check(lint, *words)
    if where == "--scvi-version":  # what the user says is refused, what a file says is left out
        assert (answer.code, answer.out) == (2, "")
        assert "is no release of scvi-tools" in answer.err and len(answer.err) < 300
        return
    assert answer.code == 1
    assert "good/a.py" in answer.out and "Traceback" not in answer.err


def test_the_users_own_broken_file_is_said(
    two: Path, lint: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = two / "home" / "scvi-lint"
    home.mkdir(parents=True)
    (home / "scvi-lint.toml").write_bytes(BAD["digits"])
    monkeypatch.setenv("XDG_CONFIG_HOME", str(two / "home"))
    answer = check(lint)
    assert answer.code == 2
    assert answer.err.startswith("error: cannot read ")
    assert check(lint, "--isolated").code == 1


# --- modules in the folder --------------------------------------------------------------------

SHADOWED = (
    "json re ast tomllib tree_sitter pickle subprocess select signal difflib numpy h5py".split()
)


@pytest.mark.parametrize(
    "command",
    [
        [sys.executable, "-m", "scvi_lint"],
        [sys.executable, "-c", "import sys; from scvi_lint.__main__ import main; sys.exit(main())"],
    ],
    ids=["-m", "entry point with an empty PYTHONPATH"],
)
def test_modules_of_the_folder_are_not_imported(command: list[str], two: Path) -> None:
    for name in SHADOWED:
        (two / f"{name}.py").write_text(f"import os\nos.mkdir({str(two / 'sprung')!r})\n")
    (two / "scvi-lint.toml").write_text("")
    (two / "half.py").write_text("import scvi\nx = (\n")
    (two / "good" / "a.py").write_text(FAULTY + 'import anndata\nanndata.read_h5ad("x.h5ad")\n')
    (two / "good" / "x.h5ad").write_text("no")
    done = subprocess.run(
        [*command, "check", "--jobs", "2", "--select", "SCV001,SCV504"],
        cwd=two,
        capture_output=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(["", "."])},
    )
    assert done.returncode == 1, done.stderr.decode()
    assert not (two / "sprung").exists()
