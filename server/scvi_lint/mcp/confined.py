"""The folders that the client names, and checks that see nothing outside of them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from scvi_lint import disk
from scvi_lint.answers.failure import Failure
from scvi_lint.cli.session import Session
from scvi_lint.config.discovery import Configuration

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_ROOTS = 50


class Roots:
    """The folders in which files may be opened; `named` tells whether the client named them.

    Where it names none, it is the folder in which the command was started.
    """

    def __init__(self, folders: Sequence[str] | None) -> None:
        self.named = folders is not None
        given = [os.getcwd()] if folders is None else folders[:MOST_ROOTS]
        self.folders = tuple(os.path.realpath(one) for one in given)

    def inside(self, path: str) -> tuple[str, str]:
        """The real path of a file or folder, and the root that it lies in. Raises Failure."""
        if "\0" in path or disk.is_remote(path):
            raise Failure(f"{path!r} is no path")
        for root in self.folders:
            candidate = os.path.join(root, os.path.expanduser(path))
            real = disk.real_inside(candidate, root)
            if real is not None and os.path.exists(real):
                # The innermost, where one lies in another.
                inner = [one for one in self.folders if disk.is_below(real, one)]
                return real, max(inner, key=len)
        raise Failure(f"{path!r} is no file or folder inside of {self.words}")

    def would_be(self, path: str) -> tuple[str, str]:
        """The same for a name that code is to have, whether such a file exists or not."""
        if "\0" in path or disk.is_remote(path) or not path:
            raise Failure(f"{path!r} is no path")
        for root in self.folders:
            real = os.path.realpath(os.path.join(root, os.path.expanduser(path)))
            if real != root and disk.is_below(real, root):
                return real, root
        raise Failure(f"{path!r} is no file inside of {self.words}")

    @property
    def words(self) -> str:
        """The folders, for a sentence about them."""
        if not self.folders:
            return "the client's folders, of which it names none"
        shown = ", ".join(self.folders[:3])
        why = "named by the client" if self.named else "where scvi-lint was started"
        return f"{shown} ({why})"


def folder_of(uri: str) -> str | None:
    """The folder that a root of the client is, None if it is none of this machine."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    if parts.scheme != "file" or parts.netloc not in ("", "localhost"):
        return None
    path = unquote(parts.path)
    if os.name == "nt":
        path = path.lstrip("/")
    return path if os.path.isabs(path) and "\0" not in path else None


class Confined(Session):
    """A session that takes one folder for the whole project, and nothing from above it."""

    def __init__(self, root: str, given: Mapping[str, object]) -> None:
        super().__init__(Configuration({**given, "evidence_roots": ()}, top=root))
        self._root = root

    def root(self, path: str) -> str:
        return self._root
