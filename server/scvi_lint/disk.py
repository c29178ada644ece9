"""The one way in which files that a repository brings are opened: programs, settings, locks, all.

A repository may be anybody's. What it calls a file may be a pipe that nobody writes to, a device,
a link to somebody's secrets, or a terabyte of nothing. So a file is opened only if it is a regular
one, never waits, lies inside the project whatever links say, and is read no further than it may
be large. What the user names is the user's own choice, and opened as it is.

Nothing here knows what a file is for. Every error is an OSError, whose `strerror` can be shown.
"""

from __future__ import annotations

import errno
import os
from stat import S_ISLNK, S_ISREG

# How large a file may be: settings and patterns, locks, an imported module.
SETTINGS = 64 << 10
LOCK = 8 << 20
MODULE = 1 << 20

_CHUNK = 1 << 20
_PLAIN = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
# Not through a link, never waiting for the writer of a pipe, and no terminal becomes ours.
_GUARDED = (
    _PLAIN
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
)


class Refused(OSError):
    """A file that is there and is not read; `strerror` says why."""

    def __init__(self, why: str, path: str) -> None:
        super().__init__(errno.EPERM, why, path)


def read(path: str, most: int, *roots: str) -> bytes:
    """All of a regular file that lies in one of these folders, whatever links lead there.

    Without folders the path is the user's own word, and may lead anywhere. Raises OSError.
    """
    return take(_open(path, roots), most, path)


def beginning(path: str, most: int, *roots: str) -> bytes:
    """As `read`, but of a larger file only so much. Raises OSError."""
    descriptor = _open(path, roots)
    try:
        return _upto(descriptor, most)
    finally:
        os.close(descriptor)


def open_found(path: str) -> int:
    """A descriptor of a regular file that was found, not named: no link is followed to it.

    That its folder is no link either is the finder's to know. Raises OSError.
    """
    if not hasattr(os, "O_NOFOLLOW") and os.path.islink(path):
        raise Refused("it is a link", path)
    descriptor = os.open(path, _GUARDED)
    try:
        if not S_ISREG(os.fstat(descriptor).st_mode):
            raise Refused("it is no regular file", path)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def open_named(path: str) -> int:
    """A descriptor of a regular file that the user named: links are followed, wherever they lead.

    What the shell made of `*.py` is named as well, so that nothing is waited for. Raises OSError.
    """
    return _open(path, ())


def open_anything(path: str) -> int:
    """A descriptor of what the user means to be a stream, perhaps a pipe, which is waited for."""
    return os.open(path, _PLAIN)


def take(descriptor: int, most: int, path: str) -> bytes:
    """All that a descriptor holds, which is closed. Raises Refused if that is too much."""
    try:
        if os.fstat(descriptor).st_size <= most:
            data = _upto(descriptor, most + 1)
            if len(data) <= most:
                return data
    finally:
        os.close(descriptor)
    raise Refused(f"it is larger than {_size(most)}", path)


def real_inside(path: str, *roots: str) -> str | None:
    """Where a path really leads, None when that is in none of these folders or nowhere."""
    try:
        real = os.path.realpath(path)
        if any(is_below(real, os.path.realpath(root)) for root in roots):
            return real
    except (OSError, ValueError):
        pass
    return None


def is_below(path: str, folder: str) -> bool:
    """Whether a path is that of a folder or of something below it, by the names alone."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def is_remote(path: str) -> bool:
    """Whether a path names another machine, or what is no disk, as Windows does it: only to ask
    whether it is there is a request, and carries the user's name."""
    return os.path.splitdrive(path)[0].startswith(("\\\\", "//"))


def top_level(folder: str) -> str | None:
    """The root of the work tree that a folder (an absolute path) lies in."""
    while True:
        if os.path.lexists(os.path.join(folder, ".git")):
            return folder
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above


def project_of(folder: str) -> str:
    """The root of the project that a folder belongs to: its work tree, or the working directory
    if it lies below that, or just itself."""
    found = top_level(folder)
    if found is None:
        here = os.getcwd()
        found = here if is_below(folder, here) else folder
    return found


def _open(path: str, roots: tuple[str, ...]) -> int:
    try:
        mode = os.lstat(path).st_mode
        if roots or S_ISLNK(mode):
            # The folders on the way may be links as well.
            real = real_inside(path, *roots) if roots else os.path.realpath(path)
            if real is None:
                raise Refused("it lies outside of the project, behind a link", path)
            path, mode = real, os.lstat(real).st_mode
    except ValueError:  # a NUL, or what no name of a file can hold
        raise Refused("it is no path", path) from None
    if not S_ISREG(mode):
        # Asked before it is opened: to open some devices is to do something.
        raise Refused("it is no regular file", path)
    return open_found(path)


def _upto(descriptor: int, most: int) -> bytes:
    parts: list[bytes] = []
    while most > 0 and (part := os.read(descriptor, min(most, _CHUNK))):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def _size(count: int) -> str:
    return f"{count >> 20} MB" if count >= 1 << 20 else f"{count >> 10} kB"
