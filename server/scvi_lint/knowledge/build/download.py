"""Source distributions from the package index, through pip, kept in a folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile

from scvi_lint.knowledge import releases as order
from scvi_lint.knowledge.build.failure import BuildError

PACKAGE = "scvi-tools"
OLDEST = "0.14.0"
_SECONDS = 600


def available() -> list[str]:
    """Every release on the index from 0.14.0 on, oldest first. Raises BuildError."""
    text = _pip("index", "versions", PACKAGE, "--ignore-requires-python")
    listed = re.search(r"^Available versions: (.+)$", text, re.MULTILINE)
    if listed is None:
        raise BuildError("the package index lists no versions of scvi-tools")
    found = {name.strip() for name in listed[1].split(",")}
    return sorted((name for name in found if order.key(name) >= order.key(OLDEST)), key=order.key)


def fetch(version: str, folder: str) -> str:
    """The path of a release's source distribution in `folder`; downloaded when it is not there.

    pip asks the distribution's build backend for its metadata on the way; nothing is installed.
    Raises BuildError.
    """
    known = _kept(version, folder)
    if known is not None:
        return known
    os.makedirs(folder, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as room:
        _pip(
            *("download", "--quiet", "--no-deps", "--ignore-requires-python"),
            *("--no-binary", PACKAGE, f"{PACKAGE}=={version}", "--dest", room),
            about=version,
        )
        found = _kept(version, room)
        if found is None:
            raise BuildError(f"the package index has no source distribution of {version}")
        return shutil.move(found, os.path.join(folder, os.path.basename(found)))


def _kept(version: str, folder: str) -> str | None:
    for name in ("scvi_tools", "scvi-tools"):
        path = os.path.join(folder, f"{name}-{version}.tar.gz")
        if os.path.isfile(path):
            return path
    return None


def _pip(*words: str, about: str = "") -> str:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", *words]
    try:
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, timeout=_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BuildError(f"pip did not answer: {error}") from None
    if done.returncode == 0:
        return done.stdout
    text = done.stderr + done.stdout
    missing = re.search(r"No matching distribution|Could not find a version", text)
    if about and missing and not re.search("connection broken|from versions: none", text):
        raise BuildError(f"the package index has no release {about} of scvi-tools")
    errors = [line for line in text.splitlines() if line.startswith("ERROR")]
    said = errors[-1].removeprefix("ERROR: ") if errors else "no reason given"
    raise BuildError(f"the package index cannot be reached, or refused: {said}")
