"""What an analysis wants to know of files, and which of them may be opened.

A want is a tuple: what kind of answer, the path of the module that names the file, and the file
as the program spells it; then what the answer is about.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from scvi_lint import disk

Want = tuple[str, ...]

MODEL_FILES = ("model.pt", "attr.pkl")
# What the names of things end with that live in a kernel, where others are names of files.
IN_MEMORY = " in memory now"


def data(module: str, file: str) -> Want:
    """A data file as a whole: a `DataSeen`."""
    return ("data", module, file)


def crosstab(module: str, file: str, modality: str, left: str, right: str) -> Want:
    """How often each pair of values of two obs columns occurs: a `CrosstabSeen`."""
    return ("crosstab", module, file, modality, left, right)


def zeros(module: str, file: str, modality: str, entry: str, column: str) -> Want:
    """The columns of an entry of obsm that are zero for all cells of a category ("" for no
    column: for all cells): a `ZerosSeen`."""
    return ("zeros", module, file, modality, entry, column)


def genes(module: str, file: str, modality: str) -> Want:
    """The names of all genes: a `NameListSeen`."""
    return ("genes", module, file, modality)


def cells(module: str, file: str, modality: str) -> Want:
    """Whether the names of the cells are unique: a `NamesSeen`."""
    return ("cells", module, file, modality)


def model(module: str, folder: str, prefix: str) -> Want:
    """The saved model in a folder: a `ModelSeen`."""
    return ("model", module, folder, prefix)


def written(program: str, file: str) -> Want:
    """What another program wrote to a data file; no look at the disk answers this."""
    return ("written", program, file)


def saved(program: str, folder: str, prefix: str) -> Want:
    """The model that another program saved in a folder, likewise."""
    return ("saved", program, folder, prefix)


class Place(NamedTuple):
    """A file that may be opened; `path` has no symbolic link in it."""

    path: str


class Closed(NamedTuple):
    """A file that exists and is not opened, and why."""

    path: str
    why: str


OUTSIDE = "it is outside of the workspace"


class Places:
    """Finds the files that programs name, and refuses those outside of the allowed folders.

    `roots` are the workspace's folders and those that the user's own settings allow. A relative
    path is looked for beside the module, in the workspace, and in the working directory.
    """

    __slots__ = ("_absolute", "_real", "_starts", "roots")

    def __init__(
        self,
        workspace: Sequence[str],
        allowed: Iterable[str] = (),
        absolute: Callable[[str], str] = os.path.abspath,
    ) -> None:
        self._absolute = absolute
        self.roots = (*workspace, *(os.path.expanduser(one) for one in allowed))
        self._real = tuple(_real(root) for root in self.roots)
        self._starts = tuple(workspace)

    def find(self, want: Want) -> Place | Closed | None:
        """Where a wanted file is; None when there is no such file."""
        for path in self._candidates(want[1], want[2]):
            for file in _files(want, path):
                if os.path.lexists(file):
                    return self._judged(file)
        return None

    def _judged(self, file: str) -> Place | Closed | None:
        try:
            real = os.path.realpath(file)
            if not os.path.exists(real):
                return None
        except (OSError, ValueError):
            return None
        inside = any(_within(real, root) for root in self._real)
        return Place(real) if inside else Closed(file, OUTSIDE)

    def _candidates(self, module: str, file: str) -> list[str]:
        if "://" in file or "\0" in file or not file or any(one in file for one in "*?"):
            return []
        file = os.path.expanduser(file)
        if disk.is_remote(file):
            return []
        if os.path.isabs(file):
            return [file]
        folders = [os.path.dirname(self._absolute(module)), *self._starts, os.getcwd()]
        return [os.path.join(folder, file) for folder in dict.fromkeys(folders)]


def _files(want: Want, path: str) -> list[str]:
    if want[0] != "model":
        return [path]
    return [os.path.join(path, want[3] + name) for name in MODEL_FILES]


def _real(path: str) -> str:
    return os.path.realpath(path)


def _within(path: str, root: str) -> bool:
    return path == root or path.startswith(root.rstrip(os.sep) + os.sep)
