"""VS Code when the server will not do: what the user is told, and that it helps."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest
from browser import picture
from programs_to_open import SOURCE
from vscode import window

pytestmark = pytest.mark.editors

BARE = f"/usr/bin{os.pathsep}/bin"


@pytest.fixture
def real(server_path: Path) -> Path:
    return server_path / "scvi-lint"


def _fake(path: Path, *lines: str) -> Path:
    """A program that prints what a test wants it to."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    path.chmod(0o755)
    return path


def test_a_missing_server_is_installed_into_the_selected_environment(
    project: Path, real: Path, tmp_path: Path
) -> None:
    environment = tmp_path / "my-env" / "bin"
    python = _fake(
        environment / "python",
        'case "$*" in',
        "  *version_info*) echo 3.12;;",
        '  "-m pip --version") exit 0;;',
        f'  "-m pip install {SOURCE}") cp {real} {environment}/scvi-lint;;',
        '  *) echo "$0: No module named scvi_lint" >&2; exit 1;;',
        "esac",
    )
    settings = {"python.defaultInterpreterPath": str(python)}
    with window(project, path=BARE, settings=settings, with_python=True) as vscode:
        vscode.open("integrate.py")
        told = vscode.notification("scvi-lint is not installed in")
        text = told.inner_text()
        assert f"Install it with: {python} -m pip install {SOURCE}" in text
        told.locator("a, button").filter(has_text="Install").first.click()
        vscode.squiggle()


def test_a_python_that_is_too_old_is_named(project: Path, tmp_path: Path) -> None:
    python = _fake(
        tmp_path / "old/bin/python",
        'case "$*" in *version_info*) echo 3.9;; *) exit 1;; esac',
    )
    settings = {"scvi-lint.interpreter": str(python)}
    with window(project, path=BARE, settings=settings) as vscode:
        vscode.open("integrate.py")
        text = vscode.notification("is too old").inner_text()
        assert "Python 3.9" in text and "scvi-lint needs 3.10 or later" in text
        assert f"install {SOURCE}" in text
        assert "too old" in vscode.status("too old")


def test_an_old_server_works_and_its_upgrade_is_offered(
    project: Path, real: Path, tmp_path: Path
) -> None:
    old = _fake(
        tmp_path / "old/scvi-lint",
        f'if [ "$1" = --version ]; then echo scvi-lint 0.0.1; else exec {real} "$@"; fi',
    )
    with window(project, path=BARE, settings={"scvi-lint.path": str(old)}) as vscode:
        vscode.open("integrate.py")
        text = vscode.notification("scvi-lint 0.0.1 is too old").inner_text()
        assert "pip install --upgrade scvi-lint" in text
        vscode.squiggle()


def test_a_server_that_is_too_old_to_start_is_one_message(project: Path, tmp_path: Path) -> None:
    old = _fake(
        tmp_path / "old/scvi-lint",
        'if [ "$1" = --version ]; then echo scvi-lint 0.0.1; exit; fi',
        "exec <&-",  # so that what is written to it fails
        'sleep 1; echo "no such command" >&2; exit 2',
    )
    with window(project, path=BARE, settings={"scvi-lint.path": str(old)}) as vscode:
        vscode.open("integrate.py")
        vscode.notification("scvi-lint 0.0.1 is too old")
        vscode.page.wait_for_timeout(3000)  # until it has failed in every way it can
        (told,) = vscode.notifications()
        assert "pip install --upgrade scvi-lint" in told
        picture(vscode.page, tmp_path / "told.png")
        vscode.status("is too old")
        vscode.run("scvi-lint: Install or Repair the Server")
        vscode.notification("pip install --upgrade scvi-lint")


def test_a_crash_is_survived_and_the_fourth_is_told(project: Path, real: Path) -> None:
    with window(project, path=BARE, settings={"scvi-lint.path": str(real)}) as vscode:
        vscode.open("integrate.py")
        for _ in range(4):
            vscode.squiggle()
            (one,) = vscode.servers()
            os.kill(one, signal.SIGKILL)
            vscode.no_squiggle()
        told = vscode.notification("The server ended 4 times within minutes")
        told.locator("a, button").filter(has_text="Restart").first.click()
        vscode.squiggle()


def test_a_server_that_ends_at_once_is_told(project: Path, tmp_path: Path) -> None:
    broken = _fake(
        tmp_path / "broken/scvi-lint",
        'if [ "$1" = --version ]; then echo scvi-lint 9.9; exit; fi',
        'echo "no such command" >&2; exit 2',
    )
    with window(project, path=BARE, settings={"scvi-lint.path": str(broken)}) as vscode:
        vscode.open("integrate.py")
        told = vscode.notification("The server did not start")
        assert len(vscode.notifications()) == 1
        told.locator("a, button").filter(has_text="Show Log").first.click()
        vscode.page.locator(".part.panel .view-line").filter(has_text="no such command").wait_for()


def test_the_release_is_that_of_the_selected_interpreter(
    project: Path, real: Path, tmp_path: Path
) -> None:
    (project / "scvi-lint.toml").unlink()
    pythons: list[Path] = []
    for name, release in (("one", "1.2.0"), ("other", "1.3.3")):
        python = _fake(tmp_path / name / "bin/python", "exit 1")
        (python.parent / "scvi-lint").symlink_to(real)
        (tmp_path / name / "pyvenv.cfg").write_text("version = 3.12.1\n")
        found = tmp_path / name / f"lib/python3.12/site-packages/scvi_tools-{release}.dist-info"
        found.mkdir(parents=True)
        (found / "METADATA").write_text(f"Name: scvi-tools\nVersion: {release}\n")
        pythons.append(python)
    settings = {"python.defaultInterpreterPath": str(pythons[0])}
    with window(project, path=BARE, settings=settings, with_python=True) as vscode:
        vscode.open("integrate.py")
        vscode.squiggle()
        vscode.status("scvi-tools 1.2.0")
        (project / ".vscode").mkdir()
        chosen = json.dumps({"python.defaultInterpreterPath": str(pythons[1])})
        (project / ".vscode/settings.json").write_text(chosen)
        vscode.status("scvi-tools 1.3.3")
        vscode.squiggle()
