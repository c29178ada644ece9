"""The release that a project uses, told by its files; nothing is run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scvi_lint.evidence.declared import tells
from scvi_lint.evidence.environment import Release, detect

DECLARED = {
    "uv.lock": '[[package]]\nname = "scvi-tools"\nversion = "1.1.2"\nsource = { registry = "r" }\n',
    "poetry.lock": '[[package]]\nname = "scvi-tools"\nversion = "1.1.2"\ndescription = "d"\n',
    "Pipfile.lock": '{"default": {"scvi-tools": {"hashes": ["h"], "version": "==1.1.2"}}}',
    "pixi.lock": "- conda: c/noarch/scvi-tools-1.1.2-pyhd8ed1ab_0.conda\n",
    "conda-lock.yml": "package:\n- name: scvi-tools\n  version: 1.1.2\n  manager: pip\n",
    "requirements.txt": "scanpy\nscvi-tools[cuda]==1.1.2 ; python_version > '3.8'  # pinned\n",
    "requirements-dev.in": "SCVI_Tools == 1.1.2\n",
    "constraints.txt": "scvi-tools===1.1.2\n",
    "environment.yml": "dependencies:\n  - conda-forge::scvi-tools=1.1.2\n",
    "env_gpu.yaml": "dependencies:\n  - pip:\n      - scvi-tools==1.1.2\n",
    "pyproject.toml": '[project]\ndependencies = ["scanpy", "scvi-tools==1.1.2"]\n',
    "setup.py": 'setup(install_requires=["scvi-tools==1.1.2"])\n',
}
RANGES = [
    ('[project]\ndependencies = ["scvi-tools>=1.0,<1.2"]', ">=1.0,<1.2"),
    ('[project]\ndependencies = ["scvi-tools ~= 1.1.3"]', ">=1.1.3,<1.2"),
    ('[project]\ndependencies = ["scvi-tools==1.1.*"]', ">=1.1,<1.2"),
    ('[tool.poetry.dependencies]\nscvi-tools = "^1.1"', ">=1.1,<2"),
    ('[tool.poetry.dependencies]\nscvi-tools = "^0.20.1"', ">=0.20.1,<0.21"),
    (
        '[tool.poetry.dependencies]\nscvi-tools = {version = "~0.20", extras = ["x"]}',
        ">=0.20,<0.21",
    ),
]


def installed(prefix: Path, version: str) -> Path:
    packages = prefix / "lib" / "python3.11" / "site-packages"
    (packages / f"scvi_tools-{version}.dist-info").mkdir(parents=True)
    return prefix


def told(folder: Path, **more: object) -> Release | None:
    return detect(str(folder), str(folder), environ={}, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", DECLARED)
def test_pin_in_a_file_of_the_project(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(DECLARED[name])
    assert told(tmp_path) == Release("1.1.2", name)


@pytest.mark.parametrize(
    "name", [*DECLARED, "requirements/gpu.txt", "x/scvi_tools-1.4.2.dist-info/METADATA"]
)
def test_files_that_tell_the_release_are_recognised(name: str) -> None:
    assert tells(f"file:///p/{name}") and tells(name)
    assert not tells("file:///p/notes.txt") and not tells("x/scanpy-1.10.dist-info/METADATA")


@pytest.mark.parametrize(("text", "specifier"), RANGES, ids=[row[1] for row in RANGES])
def test_range_means_the_newest_release_that_it_allows(
    text: str, specifier: str, tmp_path: Path
) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    asked: list[str] = []
    found = told(tmp_path, fits=lambda said: asked.append(said) or "1.1.6")
    assert asked == [specifier]
    assert found == Release("1.1.6", f"pyproject.toml ({specifier})")


def test_other_packages_are_not_taken_for_it(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("scvi-tools-extra==1.1.2\nmy-scvi-tools==1.0\n")
    (tmp_path / "pyproject.toml").write_text('dependencies = ["not-scvi-tools==1.1.2"]\n')
    assert told(tmp_path) is None


TAGS = {
    "requirements.txt": "-e git+https://github.com/scverse/scvi-tools.git@v1.1.2#egg=scvi-tools\n",
    "requirements-gpu.txt": "scvi-tools @ git+https://github.com/scverse/scvi-tools@1.1.2\n",
    "environment.yml": "  - pip:\n      - git+https://github.com/scverse/scvi-tools.git@v1.1.2\n",
}


@pytest.mark.parametrize("name", TAGS)
def test_a_tag_of_the_repository_is_a_release(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(TAGS[name])
    assert told(tmp_path) == Release("1.1.2", name)


@pytest.mark.parametrize("name", TAGS)
def test_a_commit_is_a_release_that_cannot_be_told(name: str, tmp_path: Path) -> None:
    """The environment, if there is one, still tells it: a commit is installed as some release."""
    text = TAGS[name].replace("v1.1.2", "4f2a9c0").replace("1.1.2", "4f2a9c0")
    (tmp_path / name).write_text(text)
    assert told(tmp_path) == Release("", name)
    installed(tmp_path / ".venv", "1.4.2")
    assert told(tmp_path) == Release("1.4.2", ".venv of the project")


def test_a_commit_of_something_else_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text(
        "# git+https://github.com/scverse/scvi-tools@4f2a9c0\n"
        "git+https://github.com/scverse/scvi-tutorials@4f2a9c0\n"
        "git+https://github.com/scverse/scvi-tools\n"
    )
    assert told(tmp_path) is None


@pytest.mark.parametrize("name", ["envs", "environments", "env", "conda"])
def test_a_folder_of_environments_names_a_release_that_cannot_be_told(
    name: str, tmp_path: Path
) -> None:
    """Which of them a program runs in is written down nowhere."""
    folder = tmp_path / name
    folder.mkdir()
    (folder / "seurat.yml").write_text("name: seurat\ndependencies:\n  - r-seurat=5\n")
    assert told(tmp_path) is None
    (folder / "scvi.yml").write_text("name: scvi\ndependencies:\n  - scvi-tools=1.1.2\n")
    assert told(tmp_path) == Release("", f"{name}/scvi.yml")
    assert tells(f"file:///p/{name}/scvi.yml")
    (tmp_path / "requirements.txt").write_text("scvi-tools==1.4.2\n")
    assert told(tmp_path) == Release("1.4.2", "requirements.txt")


def test_an_environment_file_may_carry_the_projects_name(tmp_path: Path) -> None:
    (tmp_path / "Mappingenvironment.yml").write_text("dependencies:\n  - scvi-tools==1.1.2\n")
    assert told(tmp_path) == Release("1.1.2", "Mappingenvironment.yml")


@pytest.mark.parametrize("table", ["project", "tool.poetry"])
def test_a_copy_of_scvi_tools_is_its_own_release(table: str, tmp_path: Path) -> None:
    text = f'[{table}]\nname = "scvi-tools"\nreadme = "README.md"\n\nversion = "1.1.2"\n'
    (tmp_path / "pyproject.toml").write_text(text)
    assert told(tmp_path) == Release("1.1.2", "pyproject.toml")
    (tmp_path / "pyproject.toml").write_text(text.replace('"scvi-tools"', '"scvi-tutorials"'))
    assert told(tmp_path) is None


def test_lock_wins_over_requirements_and_these_over_what_is_installed(tmp_path: Path) -> None:
    installed(tmp_path / ".venv", "1.4.2")
    (tmp_path / "pyproject.toml").write_text('dependencies = ["scvi-tools>=0.16"]\n')
    assert told(tmp_path) == Release("1.4.2", ".venv of the project")
    (tmp_path / "requirements.txt").write_text("scvi-tools==1.1.2\n")
    assert told(tmp_path) == Release("1.1.2", "requirements.txt")
    (tmp_path / "uv.lock").write_text(DECLARED["uv.lock"].replace("1.1.2", "1.2.0"))
    assert told(tmp_path) == Release("1.2.0", "uv.lock")


def test_nearest_folder_that_says_something_wins(tmp_path: Path) -> None:
    inner = tmp_path / "old" / "figures"
    inner.mkdir(parents=True)
    (tmp_path / "requirements.txt").write_text("scvi-tools==1.4.2\n")
    (tmp_path / "old" / "requirements.txt").write_text("scvi-tools==0.20.3\n")
    found = detect(str(inner), str(tmp_path), environ={})
    assert found == Release("0.20.3", "requirements.txt")


def test_selected_interpreter_wins_over_the_projects_environment(tmp_path: Path) -> None:
    installed(tmp_path / ".venv", "1.4.2")
    python = installed(tmp_path / "elsewhere", "1.2.0") / "bin" / "python"
    python.parent.mkdir()
    python.symlink_to("/usr/bin/python3")
    assert told(tmp_path, python=str(python)) == Release("1.2.0", "the selected interpreter")


def test_active_environment_is_the_last_to_be_asked(tmp_path: Path) -> None:
    conda = installed(tmp_path / "conda", "1.3.3")
    project = tmp_path / "project"
    project.mkdir()
    found = detect(str(project), str(project), environ={"CONDA_PREFIX": str(conda)})
    assert found == Release("1.3.3", "the active environment (CONDA_PREFIX)")


def test_interpreter_is_never_run(tmp_path: Path) -> None:
    trap = tmp_path / "sprung"
    python = tmp_path / "env" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f"#!/bin/sh\ntouch {trap}\n")
    python.chmod(0o755)
    assert told(tmp_path, python=str(python)) is None
    assert not trap.exists()


def test_what_is_no_regular_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "requirements.txt")
    (tmp_path / "pyproject.toml").mkdir()
    (tmp_path / "environment.yml").symlink_to(tmp_path / "nowhere")
    assert told(tmp_path) is None
