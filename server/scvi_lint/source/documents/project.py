"""Modules of the same project, for programs that import them.

Only files inside the project's folder are read, wherever a link leads; installed packages are
none of it. What is read is kept by its size and time of change, so that a project's common
modules are read once for all programs that import them.
"""

from __future__ import annotations

import os
import re

from scvi_lint import disk
from scvi_lint.regex import regex
from scvi_lint.source.documents.document import Cell, Document
from scvi_lint.source.documents.reading import read_document
from scvi_lint.source.documents.unreadable import Unreadable
from scvi_lint.source.documents.workflow_files import MOST_TEXT as MOST_WORKFLOW
from scvi_lint.source.documents.workflow_files import Workflows, is_workflow

# `%run helper.py` rather than an import; the text of a configuration; that of a workflow.
RUN, TEXT, WORKFLOW = -1, -2, -3
# What a program may load as a configuration, and how large that is at most.
_TEXTS = (".yaml", ".yml", ".json", ".toml")
MOST_TEXT = 32 << 10

_INSTALLED = frozenset("site-packages dist-packages .venv venv node_modules".split())
# A larger module is read only if it has to do with single cells: of the others, no more is of
# use than the constants that a small one holds.
_SMALL = 1 << 15
_SUBJECT = regex(rb"scvi|scanpy|anndata|adata|mudata|mdata|muon|scarches", re.I)
_MOST_KEPT = 200
_MOST_UPWARDS = 20

_Stamp = tuple[int, int]


class ModuleLoader:
    """Answers `load_module(path, name, level)` for one project.

    `root` is the folder that it never leaves. `here` is the folder that the paths of documents
    are relative to; documents that it makes are named in the same way. `level` is that of the
    import statement, or RUN, or TEXT for a configuration, or WORKFLOW: then `name` is a number,
    for the first, the second … workflow file that may run the program at `path`.
    """

    def __init__(self, root: str, here: str | None = None) -> None:
        self._here = os.path.abspath(here or os.getcwd())
        self._root = os.path.realpath(root)
        self._kept: dict[str, tuple[_Stamp, Document | None]] = {}
        self._workflows = Workflows(self._root)

    def __call__(self, path: str, name: str, level: int) -> Document | None:
        """The module that the document at `path` imports by this name; None if it is not ours."""
        if "\0" in path or "\0" in name:
            return None
        folder = os.path.dirname(os.path.join(self._here, path))
        if level == WORKFLOW:
            candidates = self._workflows.of(path)[int(name) : int(name) + 1]
        else:
            candidates = self._candidates(folder, name, level)
        for candidate in candidates:
            document = self._read(candidate)
            if document is not None:
                return document
        return None

    def _candidates(self, folder: str, name: str, level: int) -> list[str]:
        if level == RUN:
            return self._scripts(folder, name)
        if level == TEXT:
            return self._texts(folder, name)
        parts = name.split(".") if name else []
        if not all(part.isidentifier() for part in parts):
            return []
        if level > 0:
            for _ in range(min(level - 1, _MOST_UPWARDS)):
                folder = os.path.dirname(folder)
            bases = [folder]
        else:
            bases = [folder, _above_package(folder), self._root, os.path.join(self._root, "src")]
        found: dict[str, None] = {}
        for base in bases:
            stem = os.path.join(base, *parts)
            if parts:
                found[stem + ".py"] = None
            found[os.path.join(stem, "__init__.py")] = None
        return list(found)

    def _scripts(self, folder: str, name: str) -> list[str]:
        name = name.strip("\"'")
        if not name or name.startswith(("-", "~")) or disk.is_remote(name):
            return []
        named = name if name.endswith((".py", ".ipynb")) else name + ".py"
        return [os.path.join(folder, named), os.path.join(self._root, named)]

    def _texts(self, folder: str, name: str) -> list[str]:
        if not name.lower().endswith(_TEXTS) or "://" in name or disk.is_remote(name):
            return []
        return [os.path.normpath(os.path.join(one, name)) for one in (folder, self._root)]

    def _read(self, path: str) -> Document | None:
        try:
            status = os.stat(path)
        except (OSError, ValueError):
            return None
        stamp = (status.st_mtime_ns, status.st_size)
        kept = self._kept.get(path)
        if kept is None or kept[0] != stamp:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            kept = self._kept[path] = (stamp, self._open(path))
        return kept[1]

    def _open(self, path: str) -> Document | None:
        real = disk.real_inside(path, self._root)
        if real is None or not _INSTALLED.isdisjoint(real[len(self._root) :].split(os.sep)):
            return None
        try:
            if path.lower().endswith(_TEXTS) or is_workflow(os.path.basename(path)):
                most = MOST_TEXT if path.lower().endswith(_TEXTS) else MOST_WORKFLOW
                text = disk.read(real, most, self._root).decode()
                cell = Cell(0, "raw", text.replace("\r\n", "\n"), "text")
                return Document(self._named(path), "text", (cell,))
            data = disk.read(real, disk.MODULE, self._root)
            if len(data) > _SMALL and not _SUBJECT.search(data):
                return None
            return read_document(self._named(path), data)
        except (OSError, Unreadable, UnicodeDecodeError):
            return None

    def _named(self, path: str) -> str:
        path = os.path.normpath(path)
        inside = self._here if self._here.endswith(os.sep) else self._here + os.sep
        name = path[len(inside) :] if path.startswith(inside) else os.path.relpath(path, self._here)
        return name.replace(os.sep, "/")


def _above_package(folder: str) -> str:
    """The folder that a package's own absolute imports start from."""
    for _ in range(_MOST_UPWARDS):
        if not os.path.exists(os.path.join(folder, "__init__.py")):
            break
        folder = os.path.dirname(folder)
    return folder
