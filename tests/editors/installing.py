"""Programs that the tests drive, kept in a folder outside the clone and installed once.

Each has a folder there and a key – what was installed, in which version. A folder is made anew
when its key changes, and only one process makes it at a time.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


class NotInstalled(Exception):
    """Something could not be installed, and why."""


def skip_unless_required(why: NotInstalled) -> None:
    """Skip where registries are out of reach; where nothing may be left out, fail."""
    if os.environ.get("CI"):
        raise why
    pytest.skip(str(why))


def cache() -> Path:
    """$SCVI_LINT_EDITORS_CACHE, or a folder of the user's cache."""
    given = os.environ.get("SCVI_LINT_EDITORS_CACHE")
    if given:
        return Path(given)
    above = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(above) / "scvi-lint-editors"


def installed(name: str, key: str, install: Callable[[Path], None]) -> Path:
    """The folder `name`, filled by `install` unless that was done for this key before.

    Raises NotInstalled.
    """
    folder = cache() / name
    done = folder / ".installed"
    with _alone(name):
        if not done.is_file() or done.read_text() != key:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            print(f"installing {name} ({key}) into {folder} …", file=sys.stderr, flush=True)
            install(folder)
            done.write_text(key)
    return folder


@contextmanager
def _alone(name: str) -> Iterator[None]:
    cache().mkdir(parents=True, exist_ok=True)
    with (cache() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def run(*words: str | Path, cwd: Path | None = None, **environment: str) -> str:
    """Run a command to its end; its output. Raises NotInstalled with the end of what it said."""
    found = subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if found.returncode:
        raise NotInstalled(f"{' '.join(map(str, words))} failed:\n{found.stdout[-2000:]}")
    return found.stdout


def from_pypi(name: str, *requirements: str | Path) -> Path:
    """The `bin` of a virtual environment with these packages."""

    def install(folder: Path) -> None:
        run(sys.executable, "-m", "venv", "--without-pip", folder)
        run(
            *(sys.executable, "-m", "pip", "--python", folder / "bin" / "python"),
            *("install", "-q", "--disable-pip-version-check", *requirements),
        )

    key = " ".join([f"python{sys.version_info[0]}.{sys.version_info[1]}", *map(str, requirements)])
    return installed(name, key, install) / "bin"
