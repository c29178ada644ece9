"""The bytes of a file, as far as they are worth having: a notebook's without its saved pictures,
which are most of it, and which everybody who looks for a word would search.
"""

from __future__ import annotations

import os

from scvi_lint import disk
from scvi_lint.cli.failure import Troubles, reason
from scvi_lint.cli.files import Target
from scvi_lint.source.documents.pictures import without_pictures
from scvi_lint.source.documents.unreadable import MOST_BYTES

# A file without any of these bytes cannot use scvi-tools: it is never parsed. scArches wraps its
# models under the same names.
MARKS = (b"scvi", b"scarches")

_FIRST = 1 << 16
_CHUNK = 1 << 22
_MOST_KEPT = 1 << 26


class TooLarge(Exception):
    """The file holds more than any program."""


def read(target: Target) -> bytes | None:
    """All bytes of a file, None when it was not named and does not mention scvi-tools.

    Raises OSError, and TooLarge.
    """
    data = _bytes(target)
    return data if target.named or _is_relevant(data) else None


def _bytes(target: Target) -> bytes:
    opened = disk.open_named if target.named else disk.open_found
    descriptor = opened(target.path)
    try:
        # In one piece as a rule: to join pieces is to copy them once more.
        size = os.fstat(descriptor).st_size
        data = os.read(descriptor, min(max(size, _FIRST), MOST_BYTES + 1))
        if len(data) >= _FIRST or (target.named and data):
            data = _rest(descriptor, data, target.named)
    finally:
        os.close(descriptor)
    return data


def _is_relevant(data: bytes) -> bool:
    return any(mark in data for mark in MARKS)


def _rest(descriptor: int, first: bytes, named: bool) -> bytes:
    parts = [first]
    size = len(first)
    while True:
        if size > MOST_BYTES:
            # Whether it would matter is still worth knowing, as far as it was read: a file may
            # hold terabytes.
            if named or _is_relevant(b"".join(parts)):
                raise TooLarge
            return b""
        part = os.read(descriptor, _CHUNK)
        if not part:
            return b"".join(parts)
        parts.append(part)
        size += len(part)


class Contents:
    """A file that is about scvi-tools, or was named; `data` is None where it was not kept, and
    without the pictures where they were `cut`."""

    __slots__ = ("cut", "data", "target")

    def __init__(self, target: Target, data: bytes | None, cut: bool = False) -> None:
        self.target = target
        self.data = data
        self.cut = cut


def relevant(
    targets: list[Target],
    troubles: Troubles,
    beside: dict[str, bytes] | None = None,
    *,
    whole: bool = False,
) -> list[Contents]:
    """The files that are worth a look, `whole` where they are to be written again. So many bytes
    are kept that none is read twice as a rule; those of all other files go to `beside`, by path."""
    found: list[Contents] = []
    room = _MOST_KEPT
    for target in targets:
        try:
            data = _bytes(target)
        except TooLarge:
            found.append(Contents(target, None))
            continue
        except OSError as error:
            if target.named or _is_ours_to_read(target.path, error):
                troubles.add(f"{target.name}: {reason(error)}")
            continue
        everything = len(data)
        if not whole and target.path.lower().endswith(".ipynb"):
            data = without_pictures(data)
        cut = len(data) < everything
        room -= len(data)
        if target.named or _is_relevant(data):
            found.append(Contents(target, data if room >= 0 else None, cut and room >= 0))
        elif beside is not None and room >= 0:
            beside[target.path] = data
    return found


def _is_ours_to_read(path: str, error: OSError) -> bool:
    """Whether it is a trouble that a file which nobody named could not be read.

    A link is not followed, a pipe is not waited for, and git still lists what the user deleted.
    """
    refused = isinstance(error, disk.Refused) or os.path.islink(path)
    return not refused and os.path.lexists(path)
