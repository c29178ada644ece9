"""The steps of action.yml: install scvi-lint into a folder of its own, then check.

Run as `python -I action.py install` and `python -I action.py check`, on Linux, macOS and Windows.
What the workflow gives comes in environment variables, never in a command line that a shell reads.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import venv
from pathlib import Path


def words(text: str) -> list[str]:
    """The arguments in a workflow's text, which may have several lines and quoted parts.

    A backslash is a character like any other: it parts folders on Windows. Raises ValueError for
    a quote that nothing closes.
    """
    lexer = shlex.shlex(text, posix=True, punctuation_chars=False)
    lexer.whitespace_split = True
    lexer.escape = ""
    lexer.commenters = ""
    return list(lexer)


def tool(*name: str) -> Path:
    """A program of the environment that `install` makes."""
    scripts = "Scripts" if os.name == "nt" else "bin"
    return Path(os.environ["TOOL"], scripts, *name)


def install() -> int:
    """Make the environment: this revision of scvi-lint, or the release that was asked for."""
    version = os.environ.get("VERSION", "").strip()
    if version and not all(part.isalnum() for part in version.split(".")):
        print(f"::error::version: {version!r} is no release of scvi-lint, such as 0.1.0")
        return 2
    venv.create(os.environ["TOOL"], with_pip=True, clear=True)
    wanted = f"scvi-lint=={version}" if version else os.environ["SOURCE"]
    pip = [tool("python"), "-I", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    return subprocess.run([*pip, wanted], check=False).returncode


def check() -> int:
    """Check, with annotations; the exit code of `scvi-lint check`."""
    try:
        given = words(os.environ.get("ARGUMENTS", "")) or ["."]
    except ValueError as error:
        print(f"::error::args: {error}".replace("\n", " "))
        return 2
    command = [tool("scvi-lint"), "check", "--output-format", "github", *given]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit({"install": install, "check": check}[sys.argv[1]]())
