"""Where a program's imports are found: its own folders, then its environment's packages.

The environment's interpreter is never run. Its packages lie where every interpreter puts them,
and `.pth` files are read for the folders they name; lines of code in them are not.
"""

from __future__ import annotations

import glob
import os
import shutil

from scvi_lint import disk

_MOST_PATH_FILES = 50
_LARGEST_PATH_FILE = 16_384


def import_folders(root: str, python: str | None, path: str) -> list[str]:
    """The folders to import from, for a program at `path` in the project `root`."""
    found = [os.path.dirname(path)] if os.path.isabs(path) else []
    if root:
        found += [root, os.path.join(root, "src")]
    prefix = environment(root, python)
    if prefix is not None:
        for packages in site_packages(prefix):
            found += [packages, *_path_files(packages)]
    return [folder for number, folder in enumerate(found) if folder not in found[:number]]


def environment(root: str, python: str | None) -> str | None:
    """The folder of the environment: as set, as activated, the project's own, the one on PATH."""
    candidates = [
        python,
        os.environ.get("VIRTUAL_ENV"),
        os.environ.get("CONDA_PREFIX"),
        os.path.join(root, ".venv") if root else None,
        os.path.join(root, "venv") if root else None,
        shutil.which("python3") or shutil.which("python"),
    ]
    for candidate in candidates:
        prefix = _prefix(candidate) if candidate else None
        if prefix is not None:
            return prefix
    return None


def _prefix(candidate: str) -> str | None:
    """The environment that a folder is, or that an interpreter belongs to."""
    if os.path.isfile(candidate):
        candidate = os.path.dirname(candidate)
        if os.path.basename(candidate).lower() in ("bin", "scripts"):
            candidate = os.path.dirname(candidate)
    return candidate if site_packages(candidate) else None


def site_packages(prefix: str) -> list[str]:
    """The folders of installed packages below an environment's folder, newest Python first."""
    patterns = (
        os.path.join(prefix, "lib", "python3.*", "site-packages"),
        os.path.join(prefix, "Lib", "site-packages"),
    )
    return [path for pattern in patterns for path in sorted(glob.glob(pattern), reverse=True)]


def _path_files(packages: str) -> list[str]:
    """The folders that `.pth` files name: projects that are installed where they lie."""
    found: list[str] = []
    for name in sorted(glob.glob(os.path.join(packages, "*.pth")))[:_MOST_PATH_FILES]:
        try:
            data = disk.beginning(name, _LARGEST_PATH_FILE)
        except OSError:
            continue
        for line in data.decode("utf-8", "replace").splitlines():
            line = line.strip()
            if (
                line
                and not line.startswith(("#", "import ", "import\t"))
                and not disk.is_remote(line)
            ):
                folder = os.path.normpath(os.path.join(packages, line))
                if os.path.isdir(folder):
                    found.append(folder)
    return found
