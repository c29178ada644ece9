"""Which files a command is about: those that were named, and what lies in the named folders."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from stat import S_ISDIR
from typing import Any

from scvi_lint.cli import git
from scvi_lint.cli.failure import Failure, Troubles, reason
from scvi_lint.config.discovery import Configuration

SUFFIXES = (".py", ".ipynb", ".qmd", ".rmd")

# Installed environments, caches, and what tools put aside. Named on purpose, they are walked.
_SKIPPED = frozenset(
    """.git .hg .svn .venv venv .tox .nox .pixi .eggs __pypackages__ site-packages dist-packages
    node_modules __pycache__ .ipynb_checkpoints .mypy_cache .pytest_cache .ruff_cache .direnv
    .hypothesis""".split()
)
_DEEPEST = 60
_LIBRARY = f"{os.sep}scvi{os.sep}"


class Target:
    """A file to check: where it is, how it is called in reports, and whether it was named."""

    __slots__ = ("name", "named", "path")

    def __init__(self, path: str, name: str, named: bool) -> None:
        self.path = path
        self.name = name
        self.named = named


def find(
    paths: Iterable[str],
    configuration: Configuration,
    troubles: Troubles,
    *,
    force_exclude: bool = False,
    ask_git: bool = True,
) -> list[Target]:
    """The files to check, each once, sorted by name; what is missing goes to `troubles`.

    A named file is taken whatever it is called, unless `force_exclude` holds it to the settings
    like all others (as pre-commit needs it, which names every file).
    """
    here = os.getcwd()
    found: dict[str, Target] = {}
    library = _Library()
    for given in paths:
        path = os.path.normpath(os.path.join(here, given))
        try:
            mode = os.stat(path).st_mode
        except OSError as error:
            troubles.add(f"{given}: {reason(error)}")
            continue
        except ValueError:
            troubles.add(f"{given!r} is no path")
            continue
        if S_ISDIR(mode):
            inside = library.holds(os.path.join(path, ""))
            for name in _below(path, troubles, ask_git):
                if name in found or configuration.excludes(name):
                    continue
                if inside or not library.holds(name):
                    found[name] = Target(name, shown(name, here), False)
        elif not force_exclude or not (_is_skipped(path) or configuration.excludes(path)):
            found[path] = Target(path, shown(path, here), True)
    return sorted(found.values(), key=lambda target: target.name)


def shown(path: str, here: str) -> str:
    """A path as reports name it: POSIX, relative to the working directory."""
    inside = here if here.endswith(os.sep) else here + os.sep
    if path.startswith(inside):
        name = path[len(inside) :]
    else:
        try:
            name = os.path.relpath(path, here)
        except ValueError:  # another drive
            name = path
    return name if os.sep == "/" else name.replace(os.sep, "/")


def listed(source: str) -> list[str]:
    """The paths in a file (`-`: standard input), one a line or separated by NUL.

    Names that are no program's are left out, so that `git diff --name-only` can be used as it is.
    Raises Failure when the file cannot be read.
    """
    import sys

    try:
        if source == "-":
            data = sys.stdin.buffer.read()
        else:
            with open(source, "rb") as stream:
                data = stream.read()
    except OSError as error:
        raise Failure(f"cannot read --files-from {source}: {reason(error)}") from None
    lines = data.split(b"\0") if b"\0" in data else data.splitlines()
    names = [os.fsdecode(line) for line in lines if line.strip()]
    return [name for name in names if name.lower().endswith(SUFFIXES)]


class _Library:
    """Knows the files of scvi-tools itself: it is what programs use, not a program that uses it.

    Its own calls among its own parts say nothing to our rules, and following them takes longer
    than all the rest of an environment.
    """

    def __init__(self) -> None:
        self._known: dict[str, bool] = {}

    def holds(self, path: str) -> bool:
        folder, found, _ = path.rpartition(_LIBRARY)
        if not found:
            return False
        known = self._known.get(folder)
        if known is None:
            mark = os.path.join(f"{folder}{_LIBRARY}model", "_scvi.py")
            known = self._known[folder] = os.path.exists(mark)
        return known


def _is_skipped(path: str) -> bool:
    return not _SKIPPED.isdisjoint(path.split(os.sep))


def _is_environment(names: Iterable[str]) -> bool:
    """Whether a folder with these entries is an installed environment."""
    return any(name in ("pyvenv.cfg", "conda-meta") for name in names)


def _below(folder: str, troubles: Troubles, ask_git: bool) -> Iterator[str]:
    """The programs below a folder, as absolute paths."""
    root = git.top_level(folder) if ask_git else None
    on_purpose = _is_skipped(folder) or _is_environment(_entries(folder))
    if root is not None and not on_purpose:
        listing = git.list_files(folder, root)
        if listing is not None:
            yield from _of_listing(folder, listing, troubles)
            return
    yield from _walk(folder, troubles, everything=on_purpose, ask_git=ask_git)


def _entries(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def _of_listing(folder: str, listing: git.Listing, troubles: Troubles) -> Iterator[str]:
    environments = tuple(
        name.removesuffix("pyvenv.cfg") for name in listing.files if name.endswith("/pyvenv.cfg")
    )
    for name in listing.files:
        if not name.lower().endswith(SUFFIXES) or name.startswith(environments):
            continue
        if _SKIPPED.isdisjoint(name.split("/")):
            yield os.path.join(folder, *name.split("/"))
    for name in listing.nested:
        inner = os.path.join(folder, name)
        if _SKIPPED.isdisjoint(name.split("/")) and os.path.lexists(os.path.join(inner, ".git")):
            yield from _below(inner, troubles, True)


def _walk(folder: str, troubles: Troubles, *, everything: bool, ask_git: bool) -> Iterator[str]:
    """Without git: all folders but the skipped ones, and what a .gitignore on the way says."""
    pending: list[tuple[str, int, tuple[Any, ...]]] = [(folder, 0, ())]
    while pending:
        current, depth, ignores = pending.pop()
        try:
            with os.scandir(current) as scan:
                entries = list(scan)
        except OSError as error:
            troubles.add(f"{current}: {reason(error)}")
            continue
        names = {entry.name for entry in entries}
        if depth and not everything and _is_environment(names):
            continue
        if ask_git and not everything and ".gitignore" in names:
            from scvi_lint.cli.gitignore import read_ignore

            ignores = (*ignores, read_ignore(current))
        for entry in entries:
            name = entry.name
            is_program = name.lower().endswith(SUFFIXES)
            try:
                if entry.is_dir(follow_symlinks=False):
                    if (everything or name not in _SKIPPED) and depth < _DEEPEST:
                        if ignores and any(one.ignores(entry.path + "/") for one in ignores):
                            continue
                        pending.append((entry.path, depth + 1, ignores))
                    continue
                if not is_program or not entry.is_file(follow_symlinks=False):
                    continue
            except OSError:
                continue
            if not (ignores and any(one.ignores(entry.path) for one in ignores)):
                yield entry.path
