"""Node and what comes through it: code-server, and the extension as a package."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from debian import system_package
from installing import NotInstalled, installed, run

EXTENSION = Path(__file__).parents[2] / "editors" / "vscode"
CODE_SERVER = "4.139.1"


def node() -> Path:
    """The folder of Node 24's executable, which the editor asks for."""

    def install(folder: Path) -> None:
        (folder / "package.json").write_text('{"private": true}')
        run(_npm(), "install", "--no-audit", "--no-fund", "node@24", cwd=folder)

    return installed("node", "24", install) / "node_modules/node/bin"


def code_server() -> Path:
    """The editor's entry point; building its native parts takes minutes."""
    here = node()

    def install(folder: Path) -> None:
        # A native part is compiled with these headers.
        system_package("libkrb5-dev", "/usr/include/gssapi.h")
        (folder / "package.json").write_text('{"private": true}')
        words = ("install", "--no-audit", "--no-fund", f"code-server@{CODE_SERVER}")
        run(_npm(), *words, cwd=folder, PATH=_path(here))

    return (
        installed("code-server", CODE_SERVER, install)
        / "node_modules/code-server/out/node/entry.js"
    )


def extension() -> Path:
    """The extension, type-checked, tested, bundled and packaged, from a copy outside the clone."""
    here = node()
    lock = EXTENSION / "package-lock.json"

    def install(folder: Path) -> None:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(EXTENSION / name, folder)
        run(_npm(), "ci", "--no-audit", "--no-fund", cwd=folder, PATH=_path(here))

    key = hashlib.sha256(lock.read_bytes()).hexdigest()[:16]
    folder = installed("vscode-extension", key, install)
    for source in EXTENSION.iterdir():
        if source.is_dir():
            shutil.copytree(source, folder / source.name, dirs_exist_ok=True)
        elif source.name != "package-lock.json":
            shutil.copy(source, folder)
    run(_npm(), "test", cwd=folder, PATH=_path(here))
    run(_npm(), "run", "package", cwd=folder, PATH=_path(here))
    return folder / "dist" / "scvi-lint.vsix"


def _npm() -> str:
    found = shutil.which("npm")
    if found is None:
        raise NotInstalled("npm is needed, and is not on PATH")
    return found


def _path(node: Path) -> str:
    return f"{node}{os.pathsep}{os.environ['PATH']}"


def chromium() -> str:
    """A Chromium: $SCVI_LINT_CHROMIUM, one on PATH, else Debian's."""
    for name in (os.environ.get("SCVI_LINT_CHROMIUM"), "chromium", "google-chrome"):
        found = name and shutil.which(name)
        if found:
            return found
    system_package("fonts-dejavu-core", "/usr/share/fonts/truetype/dejavu")
    return system_package("chromium", "chromium")
