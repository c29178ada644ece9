"""The workflow files of a project – Snakefiles, scripts of a shell, Nextflow pipelines – and the
configurations beside them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from scvi_lint import disk

SUFFIXES = (".smk", ".sh", ".slurm", ".sbatch", ".nf")
NAMES = ("snakefile",)
CONFIGURATIONS = (".yaml", ".yml", ".json", ".toml")
MOST_TEXT = 256 << 10
_MOST_CONFIGURATION = 32 << 10
_SKIPPED = frozenset(
    """.git .snakemake .nextflow work .venv venv node_modules site-packages dist-packages
    __pycache__ .ipynb_checkpoints .pixi .tox .hg .svn""".split()
)
_DEEPEST = 6
_MOST_FOLDERS = 400
_MOST_ENTRIES = 20_000
_MOST_FILES = 200
_FRESH = 30.0  # seconds for which a folder is not walked again


def is_workflow(name: str) -> bool:
    """Whether a file says how programs are run, by its name."""
    name = name.lower()
    return name.endswith(SUFFIXES) or name in NAMES


class Workflows:
    """The workflow files below one folder, and which of them speak of a program."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._walked = 0.0
        self._texts: dict[str, bytes] = {}
        self._configurations: dict[str, bytes] | None = None
        self._of: dict[str, list[str]] = {}

    def of(self, program: str) -> list[str]:
        """The paths of those that may run a program (a path)."""
        if not self.texts:
            return []
        name = os.path.basename(program)
        if name not in self._of:
            stem = os.path.splitext(name)[0].encode()
            self._of[name] = sorted(path for path, text in self._texts.items() if stem in text)
        return self._of[name]

    @property
    def texts(self) -> dict[str, bytes]:
        """What the workflow files say, by path."""
        now = time.monotonic()
        if not self._walked or now - self._walked > _FRESH:
            self._walked = now
            self._texts = self._read(_walk(self._root, is_workflow), MOST_TEXT)
            self._of = {}
        return self._texts

    @property
    def configurations(self) -> dict[str, bytes]:
        """What small configurations say, by path, as they were when that was first asked."""
        if self._configurations is None:
            paths = _walk(self._root, lambda name: name.lower().endswith(CONFIGURATIONS))
            self._configurations = self._read(paths, _MOST_CONFIGURATION)
        return self._configurations

    def _read(self, paths: list[str], most: int) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        for path in paths:
            try:
                found[path] = disk.read(path, most, self._root)
            except OSError:
                continue
        return found


def _walk(root: str, wanted: Callable[[str], bool]) -> list[str]:
    """The paths of all files whose names are wanted; none where there is too much to look at."""
    found: list[str] = []
    pending = [(root, 0)]
    folders = entries = 0
    while pending:
        folder, depth = pending.pop()
        folders += 1
        try:
            with os.scandir(folder) as scan:
                for entry in scan:
                    entries += 1
                    if entry.is_dir(follow_symlinks=False):
                        if depth < _DEEPEST and entry.name not in _SKIPPED:
                            pending.append((entry.path, depth + 1))
                    elif wanted(entry.name) and entry.is_file(follow_symlinks=False):
                        found.append(entry.path)
        except OSError:
            continue
        if folders > _MOST_FOLDERS or entries > _MOST_ENTRIES or len(found) > _MOST_FILES:
            return []
    return found
