"""Folders walked without git: what is looked into, and what a .gitignore on the way says."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from scvi_lint import disk
from scvi_lint.cli.failure import Troubles, reason, say

if TYPE_CHECKING:
    from scvi_lint.cli.gitignore import Ignore

SUFFIXES = (".py", ".ipynb", ".qmd", ".rmd", ".nf")

# Installed environments, caches, and what tools put aside. Named on purpose, they are walked.
SKIPPED = frozenset(
    """.git .hg .svn .venv venv .tox .nox .pixi .eggs __pypackages__ site-packages dist-packages
    node_modules __pycache__ .ipynb_checkpoints .mypy_cache .pytest_cache .ruff_cache .direnv
    .hypothesis""".split()
)
_DEEPEST = 60
# So many files of patterns may hold at once; they are asked about everything below.
_MOST_IGNORES = 8


def is_environment(names: Iterable[str]) -> bool:
    """Whether a folder with these entries is an installed environment."""
    return any(name in ("pyvenv.cfg", "conda-meta") for name in names)


def walk(folder: str, troubles: Troubles, *, everything: bool, ignores: bool) -> Iterator[str]:
    """All programs below a folder but those in skipped and ignored folders; no link is followed.

    `everything` takes these, too; `ignores` asks each .gitignore.
    """
    asking = ignores and not everything
    above = _ignores_above(folder) if asking else ()
    pending: list[tuple[str, int, tuple[Ignore, ...]]] = [(folder, 0, above)]
    while pending:
        current, depth, patterns = pending.pop()
        try:
            with os.scandir(current) as scan:
                entries = list(scan)
        except OSError as error:
            troubles.add(f"{current}: {reason(error)}")
            continue
        names = {entry.name for entry in entries}
        if depth and not everything and is_environment(names):
            continue
        if asking and ".gitignore" in names:
            patterns = _with(patterns, current, folder)
        for entry in entries:
            try:
                if entry.is_dir(follow_symlinks=False):
                    wanted = (everything or entry.name not in SKIPPED) and depth < _DEEPEST
                    if wanted and not _is_ignored(patterns, entry.path, True):
                        pending.append((entry.path, depth + 1, patterns))
                    continue
                if not entry.name.lower().endswith(SUFFIXES):
                    continue
                if not entry.is_file(follow_symlinks=False):
                    continue
            except OSError:
                continue
            if not _is_ignored(patterns, entry.path, False):
                yield entry.path


def _is_ignored(ignores: tuple[Ignore, ...], path: str, is_folder: bool) -> bool:
    if not ignores:
        return False
    from scvi_lint.cli.gitignore import ignored

    return ignored(ignores, path, is_folder)


def _ignores_above(folder: str) -> tuple[Ignore, ...]:
    """What the files of patterns from the work tree's root down to a folder say of what is in it;
    nothing if they ignore the folder itself, for then it was named all the same."""
    root = disk.top_level(folder)
    if root is None:
        return ()
    patterns = _with((), root, root, os.path.join(".git", "info", "exclude"))
    place = root
    while place != folder:
        patterns = _with(patterns, place, root)
        rest = folder[len(place) :].lstrip(os.sep)
        place = os.path.join(place, rest.partition(os.sep)[0])
        if _is_ignored(patterns, place, True):
            return ()
    return patterns


def _with(
    ignores: tuple[Ignore, ...], folder: str, root: str, file: str = ".gitignore"
) -> tuple[Ignore, ...]:
    from scvi_lint.cli.gitignore import read_ignore

    try:
        found = read_ignore(folder, root, file)
    except disk.Refused as error:
        say(f"warning: {error.filename} is left out: {error.strerror}")
        return ignores
    if found is None or len(ignores) >= _MOST_IGNORES:
        return ignores
    return (*ignores, found)
