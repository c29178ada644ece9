"""The files of a store: regular ones below its folder, reached through no link, of bounded size."""

from __future__ import annotations

import os
import stat

from scvi_lint import disk
from scvi_lint.evidence.child.bounds import LINKS, OutOfBounds

_NEVER = "/\\:\0" if os.name == "nt" else "/\0"


def is_name(name: str) -> bool:
    """Whether this is one part of a path, and no other way of writing another one."""
    if not name.strip(".") or any(one in _NEVER for one in name):
        return False
    return not any("\ud800" <= one <= "\udfff" for one in name)  # bytes that are no text


class Files:
    """Reads below one folder. Paths are parts joined by "/", none of them empty or of dots."""

    __slots__ = ("_real", "root")

    def __init__(self, root: str) -> None:
        self.root = os.path.realpath(root)
        self._real: dict[str, bool] = {}

    def holds(self, path: str) -> bool:
        """Whether there is such a file."""
        return os.path.isfile(self._place(path))

    def folders(self, path: str) -> list[str]:
        """The folders in a folder, without links. Raises OutOfBounds, OSError."""
        found: list[str] = []
        folder = self._place(path)
        if not self._is_real(folder):
            return found
        with os.scandir(folder) as entries:
            for number, entry in enumerate(entries):
                if number >= LINKS:
                    raise OutOfBounds("a group has more than 20 000 members")
                if entry.is_dir(follow_symlinks=False) and is_name(entry.name):
                    found.append(entry.name)
        return found

    def content(self, path: str, most: int) -> bytes | None:
        """A whole file; None when there is none. Raises OutOfBounds, OSError."""
        size = self.size(path)
        if size is None:
            return None
        if size > most:
            raise OutOfBounds(f"a file of more than {most >> 10} kB")
        return self.part(path, 0, size)

    def size(self, path: str) -> int | None:
        """How long a file is; None when there is none. Raises OSError when it is no regular one."""
        place = self._place(path)
        try:
            state = os.lstat(place)
        except (FileNotFoundError, NotADirectoryError):
            return None
        if not stat.S_ISREG(state.st_mode) or not self._is_real(os.path.dirname(place)):
            raise OSError("a file of the store is a link, or no file")
        return state.st_size

    def part(self, path: str, start: int, size: int) -> bytes:
        """A stretch of a file whose `size` was asked before. Raises OSError when it is shorter."""
        with os.fdopen(disk.open_found(self._place(path)), "rb") as stream:
            stream.seek(start)
            found = stream.read(size)
        if len(found) != size:
            raise OSError("a file of the store ends early")
        return found

    def _place(self, path: str) -> str:
        return os.path.join(self.root, *path.split("/")) if path else self.root

    def _is_real(self, folder: str) -> bool:
        """Whether no part of a folder's path is a link."""
        if folder not in self._real:
            self._real[folder] = os.path.realpath(folder) == folder
        return self._real[folder]
