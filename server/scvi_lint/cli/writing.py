"""Files put in place: whole or not at all, and only where they are the user's own to change.

A new file is written beside the old one, with its mode from the first byte on, and takes its
place in one step: whoever kills us finds the old file whole. The folder is reached without
following a link, step by step from the project's, so that a repository's links lead nowhere.

A file with a second name (a hard link), or of a group that we cannot give a new file, would be
torn from it like this. It is written in place instead, its old text kept beside it until that is
done: who is killed in the middle finds that.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from stat import S_IMODE, S_ISBLK, S_ISDIR, S_ISLNK, S_ISREG, S_IWUSR

from scvi_lint.cli.failure import Failure, reason

_STREAM = re.compile(r"/dev/(?:stdout|stderr|fd/\d+)|/proc/self/fd/\d+")
_NUMBERS = {"/dev/stdout": 1, "/dev/stderr": 2}
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
_OLD = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_BY_FOLDER = {os.open, os.stat, os.unlink} <= os.supports_dir_fd
_USUAL = 0o666


class _Refused(Exception):
    """A file that is left alone, and why."""


def write_file(path: str, data: bytes) -> None:
    """Put a file that the user named in place. Raises Failure.

    Standard output, a device or a pipe is written to, not replaced.
    """
    given = os.path.abspath(path)
    with _told(path):
        if _STREAM.fullmatch(given):
            _write_stream(given, data)
        elif _is_special(given):
            _write_special(given, data)
        else:
            _place(given, data, None)


def replace_text(path: str, name: str, before: bytes, after: bytes) -> None:
    """Put a program's new text in place of the one that was read; `name` is how reports call it.

    Raises Failure.
    """
    with _told(name):
        _place(path, after, before)


@contextmanager
def _told(name: str) -> Generator[None, None, None]:
    try:
        yield
    except _Refused as refused:
        raise Failure(f"{name}: {refused}, and was left alone") from None
    except ValueError:  # a NUL
        raise Failure(f"cannot write {name}: it is no path") from None
    except OSError as error:
        raise Failure(f"cannot write {name}: {reason(error)}") from None


# --- streams and devices ----------------------------------------------------------------------


def _write_stream(path: str, data: bytes) -> None:
    """What is open already is written on, and not opened anew: that would begin it again."""
    number = _NUMBERS.get(path)
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    _write_all(int(path.rpartition("/")[2]) if number is None else number, data)


def _is_special(path: str) -> bool:
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return False
    return not (S_ISREG(mode) or S_ISDIR(mode))


def _write_special(path: str, data: bytes) -> None:
    """A pipe that nobody reads from is not waited for, and a disk is none to write on."""
    home = _home(path)
    if home != os.path.dirname(path) or os.path.islink(path):
        _inside(path, home)
    descriptor = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0) | _BINARY)
    try:
        if S_ISBLK(os.fstat(descriptor).st_mode):
            raise _Refused("it is a disk")
        os.set_blocking(descriptor, True)
        _write_all(descriptor, data)
    finally:
        os.close(descriptor)


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


# --- regular files ----------------------------------------------------------------------------


def _place(path: str, data: bytes, before: bytes | None) -> None:
    """Write a regular file, or a new one; `before` is what it must hold by now."""
    real = _inside(path, _home(path))
    with _Folder(os.path.dirname(real), _home(path)) as folder:
        name = os.path.basename(real)
        old = folder.look(name)
        if old is None:
            if before is not None:
                raise _Refused("it has been deleted meanwhile")
            folder.replace(name, data, None)
            return
        _check(old)
        content = folder.read(name)
        if before is not None and content != before:
            raise _Refused("it has changed meanwhile")
        if old.st_nlink > 1 or not folder.replace(name, data, old):
            folder.overwrite(name, data, content)


def _check(old: os.stat_result) -> None:
    """Refuses a file that is not the user's own to change."""
    if S_ISLNK(old.st_mode):
        raise _Refused("it has become a link meanwhile")
    if S_ISDIR(old.st_mode):
        raise _Refused("it is a folder")
    if not S_ISREG(old.st_mode):
        raise _Refused("it is no regular file")
    if not old.st_mode & S_IWUSR:
        raise _Refused("it is read-only")
    if hasattr(os, "geteuid") and old.st_uid != os.geteuid():
        raise _Refused(f"it belongs to another user ({_user(old.st_uid)})")


def _user(number: int) -> str:
    try:
        from pwd import getpwuid

        return getpwuid(number).pw_name
    except (ImportError, KeyError):
        return f"number {number}"


def _home(path: str) -> str:
    """The folder that links must not lead out of: that of the repository or of the command, as
    far as one gets to the file without a link; else the file's own."""
    here = os.getcwd()
    home = ""
    current, _, rest = path.partition(os.sep)
    for part in rest.split(os.sep)[:-1]:
        current = f"{current}{os.sep}{part}"
        if home and os.path.islink(current):
            break
        if os.path.lexists(os.path.join(current, ".git")) or (not home and current == here):
            home = current
    return home or os.path.dirname(path)


def _inside(path: str, home: str) -> str:
    """Where a path really leads; refused when that is out of its home."""
    real, root = os.path.realpath(path), os.path.realpath(home)
    if not real.startswith(root.rstrip(os.sep) + os.sep):
        raise _Refused(f"it leads through a link out of {home}, to {real}")
    return real


class _Folder:
    """A folder, held open, below another: no link is followed from there on.

    Where the system cannot open files by a folder, by their paths.
    """

    def __init__(self, path: str, home: str) -> None:
        self._path = path
        self._home = os.path.realpath(home)
        self._descriptor: int | None = None

    def __enter__(self) -> _Folder:
        if not _BY_FOLDER:
            return self
        flags = os.O_RDONLY | os.O_DIRECTORY | _BINARY
        descriptor = os.open(self._home, flags)
        for part in os.path.relpath(self._path, self._home).split(os.sep):
            if part == os.curdir:
                continue
            try:
                inner = os.open(part, flags | os.O_NOFOLLOW, dir_fd=descriptor)
            finally:
                os.close(descriptor)
            descriptor = inner
        self._descriptor = descriptor
        return self

    def __exit__(self, *error: object) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)

    def _name(self, name: str) -> str:
        return name if _BY_FOLDER else os.path.join(self._path, name)

    def _open(self, name: str, flags: int, mode: int = 0) -> int:
        return os.open(self._name(name), flags | _BINARY, mode, dir_fd=self._descriptor)

    def look(self, name: str) -> os.stat_result | None:
        """What a name stands for, no link followed; None for nothing."""
        try:
            return os.stat(self._name(name), dir_fd=self._descriptor, follow_symlinks=False)
        except FileNotFoundError:
            return None

    def read(self, name: str) -> bytes:
        descriptor = self._open(name, os.O_RDONLY | _OLD)
        with open(descriptor, "rb") as stream:
            return stream.read()

    def replace(self, name: str, data: bytes, old: os.stat_result | None) -> bool:
        """Put a new file in the place of the old one, with its mode, owner, group and marks.

        False, and nothing done, when it cannot be given them.
        """
        beside = f".scvi-lint-{os.getpid()}-{os.urandom(4).hex()}.tmp"
        mode = _USUAL if old is None else S_IMODE(old.st_mode) & 0o777
        descriptor = self._open(beside, _NEW, mode)
        try:
            try:
                if old is not None and not self._alike(descriptor, name, old):
                    self._remove(beside)
                    return False
                _write_all(descriptor, data)
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            now = self.look(name)
            if not _is_same(old, now):
                raise _Refused("it has changed meanwhile")
            # By their paths: in a folder that was swapped meanwhile, a name that nobody can guess
            # is not found.
            os.replace(os.path.join(self._path, beside), os.path.join(self._path, name))
        except BaseException:
            self._remove(beside)
            raise
        self._settle()
        return True

    def _alike(self, descriptor: int, name: str, old: os.stat_result) -> bool:
        """Give a new file what the old one has beside its text; whether that went well."""
        if hasattr(os, "fchown") and os.fstat(descriptor).st_gid != old.st_gid:
            try:
                os.fchown(descriptor, -1, old.st_gid)
            except OSError:
                return False
        if hasattr(os, "fchmod"):
            os.fchmod(descriptor, S_IMODE(old.st_mode))
        if hasattr(os, "listxattr"):  # access lists and labels among them
            source = self._open(name, os.O_RDONLY | _OLD)
            try:
                with suppress(OSError):
                    for mark in os.listxattr(source):
                        with suppress(OSError):
                            os.setxattr(descriptor, mark, os.getxattr(source, mark))
            finally:
                os.close(source)
        return True

    def overwrite(self, name: str, data: bytes, before: bytes) -> None:
        """Write in place. The old text stands beside it until that is done."""
        kept = f"{name[:200]}.{os.getpid()}.before"
        descriptor = self._open(kept, _NEW, 0o600)
        try:
            try:
                _write_all(descriptor, before)
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            target = self._open(name, os.O_WRONLY | _OLD)
            try:
                _rewrite(target, data, before)
            finally:
                os.close(target)
        finally:
            self._remove(kept)

    def _remove(self, name: str) -> None:
        with suppress(FileNotFoundError):
            os.unlink(self._name(name), dir_fd=self._descriptor)

    def _settle(self) -> None:
        """Have the new name on the disk, as far as the system can."""
        if self._descriptor is not None:
            with suppress(OSError):
                os.fsync(self._descriptor)


def _rewrite(descriptor: int, data: bytes, before: bytes) -> None:
    try:
        _write_all(descriptor, data)
        os.ftruncate(descriptor, len(data))
        os.fsync(descriptor)
    except BaseException:
        os.lseek(descriptor, 0, os.SEEK_SET)
        _write_all(descriptor, before)  # its room is there still
        os.ftruncate(descriptor, len(before))
        raise


def _is_same(old: os.stat_result | None, now: os.stat_result | None) -> bool:
    if old is None or now is None:
        return old is now
    return all(
        getattr(old, name) == getattr(now, name)
        for name in ("st_ino", "st_dev", "st_mtime_ns", "st_size", "st_mode")
    )
