"""Who calls the command line: pre-commit and GitHub Actions, through the files in the root."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from command_line import CLEAN, FAULTY, HERE

from schema_store import published
from scvi_lint.cli.arguments import read
from scvi_lint.cli.walking import SUFFIXES

ROOT = HERE.parents[1]
HOOKS = ROOT / ".pre-commit-hooks.yaml"
ACTION = ROOT / "action.yml"


def loaded(path: Path) -> Any:
    yaml = pytest.importorskip("yaml")
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def git(folder: Path, *words: str) -> str:
    """What git prints, without the user's own settings."""
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", *words]
    return subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, check=True, text=True).stdout


# --- pre-commit -------------------------------------------------------------------------------


def test_the_hook_names_options_that_exist_and_every_kind_of_program() -> None:
    (hook,) = loaded(HOOKS)
    command, subcommand, *options = hook["entry"].split()
    assert (command, subcommand) == ("scvi-lint", "check")
    assert read([*options, "a.py"]).force_exclude
    for suffix in SUFFIXES:
        assert re.search(hook["files"], f"a/b{suffix}")
    assert re.search(hook["files"], "a/b.Rmd")
    assert not re.search(hook["files"], "a/b.pyc")


@pytest.mark.skipif(find_spec("pre_commit") is None, reason="pre-commit is not installed")
def test_pre_commit_finds_the_hooks_valid() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", str(HOOKS)]
    assert subprocess.run(command, check=False).returncode == 0


def own_files() -> list[str]:
    """What would be committed of this repository; all of a copy that git knows nothing of."""
    if (ROOT / ".git").exists():
        listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
        return listed.split("\0")
    places = [*ROOT.glob("*"), *(ROOT / "server").rglob("*"), *(ROOT / "rules").rglob("*")]
    places += [HOOKS, ROOT / ".github" / "action.py"]
    return [
        place.relative_to(ROOT).as_posix()
        for place in places
        if place.is_file() and "__pycache__" not in place.parts
    ]


@pytest.fixture
def committed(here: Path) -> Path:
    """This repository as pre-commit would clone it, uncommitted work included."""
    source = here / "source"
    for name in own_files():
        if name and not name.startswith(("tests/", "editors/")) and (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, source / name)
    git(source, "init", "-q")
    git(source, "add", "-A")
    git(source, "commit", "-qm", "now")
    return source


@pytest.mark.skipif(find_spec("pre_commit") is None, reason="pre-commit is not installed")
def test_pre_commit_runs_it_from_the_repository(
    here: Path, committed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRE_COMMIT_HOME", str(here / "pre-commit"))
    revision = git(committed, "rev-parse", "HEAD").strip()
    project = here / "project"
    project.mkdir()
    (project / "faulty.py").write_text(FAULTY)
    (project / "clean.py").write_text(CLEAN)
    (project / "left_out.py").write_text(FAULTY)
    (project / "scvi-lint.toml").write_text('exclude = ["left_out.py"]\n')
    (project / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {committed}\n  rev: {revision}\n  hooks:\n  - id: scvi-lint\n"
        "    args: [--fix]\n"
    )
    git(project, "init", "-q")
    git(project, "add", "-A")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment["PYTHONPATH"] = os.pathsep.join(
        path for path in sys.path if "site-packages" in path
    )
    command = [sys.executable, "-m", "pre_commit", "run", "--all-files", "--color=never"]
    first = subprocess.run(
        command, cwd=project, env=environment, stdout=subprocess.PIPE, check=False, text=True
    )
    if "NewConnectionError" in first.stdout or "No matching distribution" in first.stdout:
        pytest.skip("nothing can be installed here")
    assert first.returncode == 1, first.stdout
    assert "files were modified by this hook" in first.stdout
    assert "Fixed 1 problem" in first.stdout
    assert "plan_kwargs" in (project / "faulty.py").read_text()
    assert (project / "left_out.py").read_text() == FAULTY
    git(project, "add", "-A")
    second = subprocess.run(
        command, cwd=project, env=environment, stdout=subprocess.PIPE, check=False, text=True
    )
    assert second.returncode == 0, second.stdout


# --- GitHub Actions ---------------------------------------------------------------------------


def test_the_action_fits_its_schema() -> None:
    schema = published("creating-actions/metadata-syntax-for-github-actions")
    jsonschema.Draft7Validator(schema).validate(loaded(ACTION))


def action_words(text: str) -> list[str]:
    """What the action makes of its `args`."""
    spec = spec_from_file_location("action", ROOT / ".github" / "action.py")
    assert spec is not None and spec.loader is not None
    action = module_from_spec(spec)
    spec.loader.exec_module(action)
    return action.words(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("src --select SCV504", ["src", "--select", "SCV504"]),
        ("src\n--select\n  SCV504,SCV401\n", ["src", "--select", "SCV504,SCV401"]),
        ("'my analysis' \"a b.ipynb\"", ["my analysis", "a b.ipynb"]),
        (r"D:\work\notebooks\a.py", [r"D:\work\notebooks\a.py"]),
        ("a#b.py # c.py", ["a#b.py", "#", "c.py"]),
        ("$(touch owned) ; `id`", ["$(touch", "owned)", ";", "`id`"]),
        ("", []),
    ],
)
def test_the_arguments_of_the_action_are_words(text: str, expected: list[str]) -> None:
    assert action_words(text) == expected


@pytest.mark.skipif(shutil.which("bash") is None, reason="the action is written for bash")
def test_the_action_installs_annotates_and_fails_the_step(here: Path, committed: Path) -> None:
    (here / "project" / "my src").mkdir(parents=True)
    (here / "project" / "my src" / "a.py").write_text(FAULTY)
    install, check = loaded(ACTION)["runs"]["steps"]
    given = {"python": sys.executable, "version": "", "working-directory": "project"}

    def run(step: dict[str, Any], **inputs: str) -> subprocess.CompletedProcess[str]:
        """One step as a runner does it: its expressions filled in, its text given to bash."""
        known = {f"inputs.{name}": value for name, value in (given | inputs).items()}
        known |= {"runner.temp": str(here), "github.action_path": str(committed)}

        def filled(text: str) -> str:
            return re.sub(r"\$\{\{ (\S+) \}\}", lambda found: known[found[1]], text)

        environment = {name: filled(value) for name, value in step["env"].items()}
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", filled(step["run"])],
            cwd=here / filled(step.get("working-directory", ".")),
            env={**os.environ, **environment, "GITHUB_ACTIONS": "true"},
            capture_output=True,
            text=True,
            check=False,
        )

    assert "is no release" in run(install, version="1 --pre").stdout
    done = run(install)
    if "NewConnectionError" in done.stderr or "No matching distribution" in done.stderr:
        pytest.skip("nothing can be installed here")
    assert done.returncode == 0, done.stderr
    found = run(check, args="\n'my src'\n--select SCV504\n")
    assert found.returncode == 1, found.stderr
    assert found.stdout.startswith("::error title=scvi-lint (SCV504),file=my src/a.py,line=6,")
    assert run(check, args="'my src' --select SCV401").returncode == 0
    assert "args: No closing quotation" in run(check, args="'my src").stdout
    # What a pull request writes into the inputs is words, not commands.
    assert run(check, args="src --select SCV401 $(touch owned) ; touch owned").returncode == 2
    assert not list(here.rglob("owned"))
