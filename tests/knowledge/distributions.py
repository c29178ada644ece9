"""A small distribution that is laid out as scvi-tools' own, for tests of the builder."""

from __future__ import annotations

import io
import tarfile
import textwrap
from pathlib import Path

from scvi_lint.knowledge.build import archive, release
from scvi_lint.knowledge.rows import Record


def made(folder: Path, version: str, files: dict[str, str]) -> str:
    """The path of a source distribution with these files; their text may be indented."""
    path = folder / f"scvi_tools-{version}.tar.gz"
    with tarfile.open(path, "w:gz") as packed:
        for name, text in {"scvi/__init__.py": "", **files}.items():
            data = textwrap.dedent(text).encode()
            member = tarfile.TarInfo(f"scvi_tools-{version}/{name}")
            member.size = len(data)
            packed.addfile(member, io.BytesIO(data))
    return str(path)


def record_of(folder: Path, files: dict[str, str], version: str = "9.0.0") -> Record:
    """What the builder reads from such a distribution."""
    return release.record(archive.read(version, made(folder, version, files)))
