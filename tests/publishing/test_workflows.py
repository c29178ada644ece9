"""What GitHub runs: pinned, with no more rights than it needs, and of commands that there are."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

yaml = pytest.importorskip("yaml")
if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
EACH = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
NOTES = ROOT / ".github/release_notes.py"
# What may do more than read, and why it must.
MAY_WRITE = {
    ("new-release", "read"): {"issues"},
    ("release", "attest"): {"id-token", "attestations"},
    ("release", "index"): {"id-token"},
    ("release", "page"): {"contents"},
    ("release", "site"): {"id-token", "pages"},
}


def loaded(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def steps(path: Path) -> Iterator[dict[str, Any]]:
    for job in loaded(path)["jobs"].values():
        yield from job.get("steps", [])


def commands(path: Path) -> str:
    return "\n".join(step.get("run", "") for step in steps(path))


@EACH
def test_every_action_is_pinned_and_says_its_version(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    used = re.findall(r"uses: (.*)", text)
    assert used
    for one in used:
        assert re.match(r"\./|[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*$", one), one


def test_one_action_has_one_version() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in WORKFLOWS)
    pinned: dict[str, set[str]] = {}
    for action, rest in re.findall(r"uses: ([\w./-]+)@(.*)", text):
        pinned.setdefault(action, set()).add(rest)
    assert {action: found for action, found in pinned.items() if len(found) > 1} == {}


@EACH
def test_nothing_is_pasted_into_a_shell(path: Path) -> None:
    assert "${{" not in commands(path)


@EACH
def test_no_more_rights_than_needed(path: Path) -> None:
    content = loaded(path)
    assert content["permissions"] == {"contents": "read"}
    for name, job in content["jobs"].items():
        rights = job.get("permissions", {})
        writing = {right for right, how in rights.items() if how == "write"}
        assert writing == MAY_WRITE.get((path.stem, name), set())
    for step in steps(path):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@EACH
def test_every_job_ends(path: Path) -> None:
    for job in loaded(path)["jobs"].values():
        assert "uses" in job or job["timeout-minutes"] <= 350


def test_files_that_are_run_exist() -> None:
    text = "\n".join(commands(path) for path in WORKFLOWS)
    named = re.findall(r"(?<![\w/.-])((?:\.?[\w-]+/)+[\w.-]+(?:\.\w+)?)(?![\w/*])", text)
    ours = {name for name in named if not name.startswith(("dist/", "built/", "dev/"))}
    assert len(ours) > 8
    assert [name for name in sorted(ours) if not (ROOT / name).exists()] == []


def test_extras_and_scripts_that_are_asked_for_exist() -> None:
    text = "\n".join(commands(path) for path in WORKFLOWS)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = {name for found in re.findall(r"\.\[([\w,]+)\]", text) for name in found.split(",")}
    assert extras and extras <= set(project["project"]["optional-dependencies"])
    package = json.loads((ROOT / "editors/vscode/package.json").read_text(encoding="utf-8"))
    scripts = set(re.findall(r"npm run (\w+)", text))
    assert scripts and scripts <= set(package["scripts"])


def test_each_supported_python_is_tested_on_each_system() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    classified = re.findall(r":: (3\.\d+)", "\n".join(project["project"]["classifiers"]))
    matrix = loaded(ROOT / ".github/workflows/tests.yml")["jobs"]["suite"]["strategy"]["matrix"]
    assert matrix["python"] == classified
    assert {name.split("-")[0] for name in matrix["os"]} == {"ubuntu", "macos", "windows"}


def released(here: Path, changelog: str, tag: str) -> subprocess.CompletedProcess[str]:
    """What the release says of a changelog, in a copy of what it reads."""
    (here / ".github").mkdir()
    script = here / ".github" / NOTES.name
    script.write_bytes(NOTES.read_bytes())
    (here / "pyproject.toml").write_text('[project]\nversion = "1.2.3"\n', encoding="utf-8")
    (here / "CHANGELOG.md").write_text(changelog, encoding="utf-8")
    return subprocess.run(
        [sys.executable, str(script)],
        env={"GITHUB_REF_NAME": tag, "PYTHONUTF8": "0"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


LOG = "# Changelog\n\n## 1.2.3 (2027-01-01)\n\n- Größer → besser.\n\n## 1.2.2\n\n- Old.\n"


def test_a_release_is_told_by_its_part_of_the_changelog(tmp_path: Path) -> None:
    told = released(tmp_path, LOG, "v1.2.3")
    assert (told.returncode, told.stdout) == (0, "- Größer → besser.\n"), told.stderr


@pytest.mark.parametrize(
    ("changelog", "tag", "why"),
    [
        (LOG, "v1.2.4", "the tag is v1.2.4, the version in pyproject.toml 1.2.3"),
        (LOG, "1.2.3", "the tag is 1.2.3"),
        ("# Changelog\n\n## Unreleased\n", "v1.2.3", "no heading for 1.2.3"),
        ("# Changelog\n\n## 1.2.30\n", "v1.2.3", "no heading for 1.2.3"),
    ],
)
def test_no_release_of_another_version(tmp_path: Path, changelog: str, tag: str, why: str) -> None:
    told = released(tmp_path, changelog, tag)
    assert told.returncode == 1
    assert why in told.stderr
