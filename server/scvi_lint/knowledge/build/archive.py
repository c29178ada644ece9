"""One source distribution, read into memory: Python sources and pages of documentation.

Nothing is unpacked onto the disk, so no member's path can lead anywhere.
"""

from __future__ import annotations

import tarfile
import zlib
from typing import NamedTuple

from scvi_lint.knowledge.build.failure import BuildError

_LARGEST_FILE = 4_000_000
_LARGEST_WHOLE = 60_000_000


class Distribution(NamedTuple):
    """What one release consists of.

    `modules` maps paths such as `scvi/model/_scvi.py` to their text, `pages` paths below `docs/`
    such as `user_guide/models/scvi.md`. Early releases carry no pages. `root` is the folder of
    the repository that the package lies in.
    """

    version: str
    root: str
    modules: dict[str, str]
    pages: dict[str, str]


def read(version: str, path: str) -> Distribution:
    """The distribution at `path`. Raises BuildError when it is broken or is another package."""
    modules: dict[str, str] = {}
    pages: dict[str, str] = {}
    whole = 0
    root = ""
    try:
        with tarfile.open(path, "r:gz") as archive:
            for member in archive:
                place = _place(member)
                if place is None:
                    continue
                whole += member.size
                if member.size > _LARGEST_FILE or whole > _LARGEST_WHOLE:
                    raise BuildError(f"scvi-tools {version}: {member.name} is too large")
                file = archive.extractfile(member)
                if file is None:
                    continue
                room, name = place
                if name == "scvi/__init__.py" and "/src/" in member.name:
                    root = "src/"
                (modules if room == "modules" else pages)[name] = file.read().decode("utf-8")
    except (OSError, EOFError, tarfile.TarError, zlib.error, UnicodeDecodeError) as error:
        raise BuildError(f"scvi-tools {version}: broken distribution {path} ({error})") from None
    if "scvi/__init__.py" not in modules:
        raise BuildError(f"scvi-tools {version}: {path} holds no package scvi")
    return Distribution(version, root, dict(sorted(modules.items())), dict(sorted(pages.items())))


def _place(member: tarfile.TarInfo) -> tuple[str, str] | None:
    """Which room a member belongs to and its name there; None for what is not read."""
    if not member.isfile():
        return None
    parts = member.name.split("/")[1:]
    if parts[:1] == ["src"]:
        parts = parts[1:]
    if parts[:1] == ["scvi"] and parts[-1].endswith(".py"):
        return "modules", "/".join(parts)
    if parts[:1] == ["docs"] and parts[-1].endswith((".md", ".rst")):
        return "pages", "/".join(parts[1:])
    return None
