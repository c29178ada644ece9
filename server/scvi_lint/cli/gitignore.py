"""A .gitignore where there is no git to ask: a folder that was unpacked, a machine without it."""

from __future__ import annotations

import os

import pathspec


class Ignore:
    """The patterns of one .gitignore; it speaks of what lies below its folder."""

    __slots__ = ("_folder", "_spec")

    def __init__(self, folder: str, spec: pathspec.GitIgnoreSpec) -> None:
        self._folder = folder
        self._spec = spec

    def ignores(self, path: str) -> bool:
        """Whether it ignores a path; that of a folder ends in `/`."""
        return self._spec.match_file(path[len(self._folder) :].lstrip("/" + os.sep))


def read_ignore(folder: str) -> Ignore:
    """The .gitignore of a folder; one that cannot be read ignores nothing."""
    try:
        with open(os.path.join(folder, ".gitignore"), encoding="utf-8", errors="replace") as lines:
            text = lines.read(1_000_000).splitlines()
    except OSError:
        text = []
    good: list[str] = []
    for line in text:
        try:
            pathspec.GitIgnoreSpec.from_lines([line])
        except ValueError:
            continue
        good.append(line)
    return Ignore(folder, pathspec.GitIgnoreSpec.from_lines(good))
