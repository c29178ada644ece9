"""Which release of scvi-tools a project uses, as far as files tell; nothing is run.

Asked in this order: exact pins of the project (lock files, requirements, environment files), the
environment that the program would run in (the selected interpreter's, the project's `.venv`, the
active one), then the newest release that a range in the project's files allows. The nearest
folder that says something wins.

A commit of the repository, or one of several environments, is a release that cannot be told: its
version is "".
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from scvi_lint.evidence.declared import Said, declared, listed
from scvi_lint.regex import regex

_LOCK = regex(r"\.lock$|pylock|conda-lock")
_METADATA = regex(r"(?:pyproject|pixi)\.toml$|setup\.(?:cfg|py)$|Pipfile$")


class Release(NamedTuple):
    """A version such as "1.1.2" or "1.1", "" for one that cannot be told, and what says so."""

    version: str
    origin: str


def detect(
    folder: str,
    root: str,
    python: str | None = None,
    environ: Mapping[str, str] | None = None,
    fits: Callable[[str], str | None] | None = None,
    allows: Callable[[str, str], bool] | None = None,
) -> Release | None:
    """The release that a program in `folder` of the project `root` uses, None if no file tells.

    `python` is the interpreter that the user selected; `fits` gives the newest release that a
    range allows, `allows` whether a range allows a release. A lock that contradicts what the
    project itself declares is an old one, and is passed over.
    """
    said: list[Said] = []
    for place in _upwards(folder, root):
        said = declared(place, root)
        if said:
            break
    if allows is not None:
        said = [one for one in said if not (one.pin and _contradicted(one, said, allows))]
    for one in said:
        if one.pin:
            return Release(one.pin, one.origin)
    found = installed(root, folder, python, os.environ if environ is None else environ)
    if found is not None:
        return found
    for one in said:
        if one.is_commit:
            return Release("", one.origin)
        newest = fits(one.specifier) if fits is not None and one.specifier else None
        if newest is not None:
            return Release(newest, f"{one.origin} ({one.specifier})")
    return None


def _contradicted(lock: Said, said: list[Said], allows: Callable[[str, str], bool]) -> bool:
    """Whether the project's own metadata rules out what a lock file names."""
    if not _LOCK.search(lock.origin):
        return False
    try:
        return any(
            not allows(one.specifier, lock.pin)
            for one in said
            if one.specifier and not one.is_commit and _METADATA.search(one.origin)
        )
    except ValueError:
        return False


# --- what is installed --------------------------------------------------------------------------


def installed(
    root: str, folder: str, python: str | None, environ: Mapping[str, str]
) -> Release | None:
    """The release in the environment that the program would run in."""
    for prefix, origin in _prefixes(root, folder, python, environ):
        for packages in _packages(prefix):
            for name in sorted(listed(packages)):
                match = re.fullmatch(r"scvi[-_]tools-(\d[\w.]*)\.(dist|egg)-info", name, re.I)
                if match:
                    return Release(match[1], origin)
    return None


def _prefixes(
    root: str, folder: str, python: str | None, environ: Mapping[str, str]
) -> Iterable[tuple[str, str]]:
    if python:
        path = os.path.join(root, os.path.expanduser(python))
        if os.path.isdir(path):
            yield path, f"the environment {os.path.basename(path)}"
        else:
            # not resolved: the link of a virtual environment leads to the base interpreter
            yield os.path.dirname(os.path.dirname(path)), "the selected interpreter"
            yield os.path.dirname(path), "the selected interpreter"
    for place in _upwards(folder, root):
        for name in (".venv", "venv", ".pixi/envs/default"):
            yield os.path.join(place, name), f"{name} of the project"
    for name in ("VIRTUAL_ENV", "CONDA_PREFIX"):
        if environ.get(name):
            yield environ[name], f"the active environment ({name})"


def _packages(prefix: str) -> Iterable[str]:
    for lib in ("lib", "lib64"):
        for name in sorted(listed(os.path.join(prefix, lib)), reverse=True):
            if re.fullmatch(r"python3\.\d+t?", name):
                yield os.path.join(prefix, lib, name, "site-packages")
    yield os.path.join(prefix, "Lib", "site-packages")


# --- files --------------------------------------------------------------------------------------


def _upwards(folder: str, root: str) -> list[str]:
    """The folder and those above it, up to the project's root."""
    found = [folder]
    while folder != root and folder.startswith(root.rstrip(os.sep) + os.sep):
        folder = os.path.dirname(folder)
        found.append(folder)
    return found
