"""The bytes of a file, as far as they are worth having."""

from __future__ import annotations

import os

from scvi_lint.cli.failure import Troubles, reason
from scvi_lint.cli.files import Target

# A file without these bytes cannot use scvi-tools: it is never parsed.
MARK = b"scvi"

_FIRST = 1 << 16
_CHUNK = 1 << 22
_MOST_KEPT = 1 << 26
# Not through a symbolic link (what it leads to is found under its own name, if it is ours to
# read), and never waiting for the writer of a pipe.
_FOUND = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_BINARY = getattr(os, "O_BINARY", 0)


class TooLarge(Exception):
    """The file holds more than any program."""


def read(target: Target) -> bytes | None:
    """The bytes of a file, None when it was not named and does not mention scvi-tools.

    Raises OSError, and TooLarge.
    """
    descriptor = os.open(target.path, (os.O_RDONLY if target.named else _FOUND) | _BINARY)
    try:
        data = os.read(descriptor, _FIRST)
        if len(data) == _FIRST or (target.named and data):
            data = _rest(descriptor, data, target.named)
    finally:
        os.close(descriptor)
    return data if target.named or MARK in data else None


def _rest(descriptor: int, first: bytes, named: bool) -> bytes:
    from scvi_lint.source.reading import MOST_BYTES

    parts = [first]
    size = len(first)
    while part := os.read(descriptor, _CHUNK):
        parts.append(part)
        size += len(part)
        if size > MOST_BYTES:
            # Whether it would matter is still worth knowing; keeping it is not.
            seen = named or MARK in b"".join(parts)
            tail = parts[-1][-len(MARK) :]
            while not seen and (part := os.read(descriptor, _CHUNK)):
                seen = MARK in tail + part
                tail = part[-len(MARK) :]
            if seen:
                raise TooLarge
            return b""
    return b"".join(parts)


class Contents:
    """A file that is about scvi-tools, or was named; `data` is None where it was not kept."""

    __slots__ = ("data", "target")

    def __init__(self, target: Target, data: bytes | None) -> None:
        self.target = target
        self.data = data


def relevant(targets: list[Target], troubles: Troubles) -> list[Contents]:
    """The files that are worth a look. So many bytes are kept that none is read twice as a rule."""
    found: list[Contents] = []
    room = _MOST_KEPT
    for target in targets:
        try:
            data = read(target)
        except TooLarge:
            found.append(Contents(target, None))
            continue
        except OSError as error:
            # A link that nobody named is not followed: that is no trouble. Nor is a file that git
            # still lists and the user has deleted.
            if target.named or (os.path.lexists(target.path) and not os.path.islink(target.path)):
                troubles.add(f"{target.name}: {reason(error)}")
            continue
        if data is not None:
            room -= len(data)
            found.append(Contents(target, data if room >= 0 else None))
    return found
