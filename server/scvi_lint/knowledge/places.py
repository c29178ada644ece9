"""Where the symbols of each release are written: file of the repository, and line."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from scvi_lint.knowledge import shelf
from scvi_lint.knowledge.shelf import at

if TYPE_CHECKING:
    from scvi_lint.knowledge.rows import Record


@cache
def _load() -> Record:
    return shelf.load("lines.bin")


def place(index: int, key: str) -> tuple[str, int] | None:
    """The file and line of a definition or of a member of it, None if it is not known.

    `key` is the path of a definition (`scvi.model._scvi.SCVI.setup_anndata`); `index` counts
    releases. Lines are kept as differences to the release before (see `build.shards`).
    """
    lines = _load()
    for path, (names, changes) in lines["files"].items():
        if not key.startswith(path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")):
            continue
        if key in names:
            number = names.index(key)
            line = sum(differences[number] for start, differences in changes if start <= index)
            if line:
                return (at(lines["root"], index) or "") + path, line
    return None


def root(index: int) -> str:
    """The folder of the repository that the package lies in, in a release: `src/`."""
    return at(_load()["root"], index) or ""
