"""A .gitignore where there is no git to ask: a folder that was unpacked, a machine without it."""

from __future__ import annotations

import os
from collections.abc import Iterable

from scvi_lint import disk
from scvi_lint.config.globs import Path

_MOST_LINES = 1_000
_LONGEST = 1_000


class Ignore:
    """The patterns of one file; they speak of what lies below a folder, the last ones loudest."""

    __slots__ = ("_folder", "_patterns")

    def __init__(self, folder: str, lines: Iterable[str]) -> None:
        self._folder = folder
        self._patterns = [one for one in map(_Pattern.read, lines) if one is not None]

    def says(self, path: str, is_folder: bool) -> bool | None:
        """Whether it ignores a path, None when it says nothing of it."""
        parts = path[len(self._folder) :].lstrip(os.sep).split(os.sep)
        for pattern in reversed(self._patterns):
            if (is_folder or not pattern.folders) and pattern.path.fits(parts):
                return pattern.ignores
        return None


class _Pattern:
    """One line."""

    __slots__ = ("folders", "ignores", "path")

    def __init__(self, path: Path, ignores: bool, folders: bool) -> None:
        self.path = path
        self.ignores = ignores
        self.folders = folders  # it speaks of folders alone

    @classmethod
    def read(cls, line: str) -> _Pattern | None:
        """What a line says, None when it is empty or a comment."""
        if len(line) > _LONGEST or line.startswith("#"):
            return None
        bare = line.rstrip(" \t")
        if bare.endswith("\\") and bare != line:
            bare += line[len(bare)]  # an escaped blank belongs to the name
        ignores = not bare.startswith("!")
        bare = bare if ignores else bare[1:]
        folders = bare.endswith("/")
        bare = bare.removesuffix("/")
        parts = bare.removeprefix("/").split("/")
        if not all(parts):
            return None  # to git, too, `a//b` is nothing
        anywhere = "/" not in bare
        if parts[-1] == "**" and len(parts) > 1:
            parts.append("*")  # all inside, not the folder itself
        return cls(Path(parts, anywhere=anywhere, below=False, escapes=True), ignores, folders)


def ignored(ignores: Iterable[Ignore], path: str, is_folder: bool) -> bool:
    """Whether these files, from the root downwards, ignore a path: the nearest one decides."""
    said = [said for one in ignores if (said := one.says(path, is_folder)) is not None]
    return bool(said) and said[-1]


def read_ignore(folder: str, root: str, file: str = ".gitignore") -> Ignore | None:
    """The patterns of a file that speaks of a folder; None if there is none, or too much of it.

    Raises disk.Refused when it is no file to read.
    """
    try:
        data = disk.read(os.path.join(folder, file), disk.SETTINGS, root)
    except disk.Refused:
        raise
    except OSError:
        return None
    return Ignore(folder, data.decode("utf-8", "replace").splitlines()[:_MOST_LINES])
